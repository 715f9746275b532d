"""No event is lost: not by a failed delivery, not by kill -9, not when workers come and go."""

import json
import signal
import subprocess
import sys

from kafka import KafkaProducer
from topic_reader import of_channel, read, until

from schemas.topics import ANALYSED, RAW

MANY = 3_000


def analysed(kafka, channel):
    return set(of_channel(read(kafka, ANALYSED.name), channel))


def test_nothing_is_analysed_while_the_agents_are_stopped(kafka, channel, publish, started):
    ids = set(publish(channel, ["x"] * 20))
    assert analysed(kafka, channel) == set()
    started("work", "--only", "analyse")
    until(lambda: analysed(kafka, channel) == ids)


def test_a_worker_killed_in_flight_loses_nothing(kafka, channel, publish, started):
    worker = started("work", "--only", "analyse")
    ids = set(publish(channel, [f"text {number}" for number in range(MANY)]))
    until(lambda: analysed(kafka, channel), pause_s=0.01)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    before = analysed(kafka, channel)
    assert before < ids, "the worker was killed too late to show anything"
    started("work", "--only", "analyse")
    until(lambda: analysed(kafka, channel) == ids)


FAILING = """
import asyncio
import sys
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

real, count = AIOKafkaProducer.send, 0

async def lost(self, topic, value=None, **named):
    global count
    count += 1
    if count == 50:
        broken = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(broken.set_exception, KafkaError("injected"))
        return broken
    return await real(self, topic, value, **named)

AIOKafkaProducer.send = lost
from rasd.cli import main
sys.argv = ["rasd", "work", "--only", "analyse"]
main()
"""


def test_a_failed_delivery_ends_the_process_before_the_commit(kafka, channel, publish, started, environment, tmp_path):
    ids = set(publish(channel, [f"text {number}" for number in range(200)]))
    done = subprocess.run(
        [sys.executable, "-c", FAILING], env=environment, capture_output=True, timeout=90, check=False
    )
    assert done.returncode == 70, done.stderr.decode()[-2000:]
    assert analysed(kafka, channel) != ids
    started("work", "--only", "analyse")
    until(lambda: analysed(kafka, channel) == ids)


def test_a_second_worker_joins_and_leaves_and_nothing_is_lost(kafka, channel, publish, started):
    ids = set(publish(channel, ["a"] * 300))
    started("work", "--only", "analyse")
    second = started("work", "--only", "analyse")
    until(lambda: b'"started"' in second.log.read_bytes())
    ids |= set(publish(channel, ["b"] * 300))
    second.terminate()
    assert second.wait(20) == 0
    ids |= set(publish(channel, ["c"] * 300))
    until(lambda: analysed(kafka, channel) == ids)


def test_what_can_not_be_read_is_parked_with_its_reason_and_the_rest_goes_on(kafka, channel, publish, started, rasd):
    key = f"{channel}:999"
    broken = {"channel": {"id": channel}, "date": "2021-07-01T00:00:00Z", "text": "no id"}
    sender = KafkaProducer(bootstrap_servers=kafka)
    sender.send(RAW.name, json.dumps(broken).encode(), key=key.encode()).get(10)
    sender.send(RAW.name, b'{"text": "\\ud800"}', key=key.encode()).get(10)
    sender.close()
    ids = set(publish(channel, ["after"]))
    started("work", "--only", "analyse")
    until(lambda: ids <= analysed(kafka, channel))

    def listed():
        found = [json.loads(line) for line in rasd("dead", "list", "--json").out.splitlines()]
        return [each for each in found if each["key"] == key]

    letters = until(lambda: len(listed()) == 2 and listed(), pause_s=1)
    assert "message_id" in letters[0]["error"]
    assert "lone surrogate" in letters[1]["error"]
    assert json.loads(rasd("dead", "show", letters[0]["id"]).out)["value"]["text"] == "no id"

    assert "1 put back" in rasd("dead", "retry", letters[0]["id"]).out
    again = until(lambda: len(listed()) == 2 and listed(), pause_s=1)
    assert letters[0]["id"] not in {each["id"] for each in again}, "the letter that was put back is still open"
    assert {each["error"] for each in again} == {each["error"] for each in letters}
