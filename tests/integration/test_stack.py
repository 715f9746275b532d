"""The local stack: found, refused, ended, and nothing else touched."""

import json
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError

from deploy.local import kafka as broker
from deploy.local import launch, state
from deploy.local import stack as local
from deploy.local.layout import default_cache, folders
from deploy.local.ports import choose
from deploy.local.processes import find, members, running
from deploy.local.report import StackError

ROOT = Path(__file__).parents[2]


def until(true, limit_s=60):
    """Waits for a condition and returns what it gave."""
    deadline = time.monotonic() + limit_s
    while not (found := true()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)
    return found


@pytest.fixture
def own(tmp_path):
    """A data folder with a space and Arabic in its name, whose stack is ended at the end."""
    data = tmp_path / "my data, رصد"
    yield data
    local.purge(data)


@pytest.fixture
def starting(own):
    """`python -m deploy.local up` on that folder, as a process that is on its way."""
    process = subprocess.Popen(
        [sys.executable, "-m", "deploy.local", "up", "--data", own, "--cache", default_cache()],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield process
    process.kill()
    process.wait()


def test_a_second_up_finds_the_running_one(stack, tmp_path):
    data = Path(stack.elasticsearch_ca).parents[2]
    assert local.up(data, default_cache()) == stack


def test_elasticsearch_demands_its_password_over_tls(stack):
    context = ssl.create_default_context(cafile=str(stack.elasticsearch_ca))
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(stack.elasticsearch, context=context)  # noqa: S310  # our own server
    assert refused.value.code == 401
    assert stack.elasticsearch_password_file.stat().st_mode & 0o777 == 0o600


def test_down_ends_exactly_what_up_started(tmp_path):
    data = tmp_path / "own"
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    try:
        local.up(data, default_cache(), with_elasticsearch=False)
        status = local.status(data)
        assert status.stack is not None
        assert local.down(data) is True
        assert all(find(pid) is None for pid in status.pids)
        assert local.down(data) is False
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()
        local.purge(data)


def test_a_process_that_has_a_remembered_number_but_is_another_is_left_alone(tmp_path):
    data = tmp_path / "own"
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    try:
        (data / "stack").mkdir(parents=True)
        group = {"leader": stranger.pid, "started": "long ago", "marker": "python"}
        server = {"port": 9092, "inner_port": 9093, "group": group}
        (data / "stack" / "state.json").write_text(json.dumps({"kafka": server, "elasticsearch": None}))
        assert local.down(data) is False
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_port_that_was_demanded_and_is_taken_is_refused(stack, tmp_path):
    port = int(stack.kafka.rpartition(":")[2])
    with pytest.raises(StackError, match=f"Port {port} for Kafka is in use"):
        local.up(tmp_path / "own", default_cache(), kafka_port=port, with_elasticsearch=False)
    assert local.status(tmp_path / "own").stack is None


def test_a_folder_without_elasticsearch_is_refused(tmp_path):
    with pytest.raises(StackError, match="holds no Elasticsearch 9"):
        local.up(tmp_path / "own", default_cache(), elasticsearch_home=tmp_path)


def alive(known):
    """The processes of the machine that carry the marker of one of these servers."""
    markers = [server.group.marker for server in known.servers()]
    return [process for process in running().values() if any(marker in process.command for marker in markers)]


def test_an_up_that_is_killed_leaves_nothing_that_down_can_not_end(own, starting):
    def kafka_lives():
        known = state.read(folders(own))
        return known.kafka and members(known.kafka.group)

    until(kafka_lives)
    starting.kill()
    starting.wait()
    known = state.read(folders(own))
    assert alive(known)
    assert local.down(own) is True
    assert alive(known) == []


def test_an_up_that_is_interrupted_ends_what_it_started(own, starting):
    known = until(lambda: (found := state.read(folders(own))).elasticsearch and found)
    until(lambda: state.read(folders(own)).elasticsearch.group.leader)
    starting.send_signal(signal.SIGINT)
    assert starting.wait(60) == 130
    assert alive(known) == []
    assert local.status(own).stack is None


def test_a_port_that_is_lost_between_choice_and_start_is_chosen_again(own, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as thief:
        stolen = [thief.getsockname()[1]]

        def first_the_stolen_one(wanted, usual, taken, *, name):
            return stolen.pop() if stolen and name == "Kafka" else choose(wanted, usual, taken, name=name)

        monkeypatch.setattr(launch, "choose", first_the_stolen_one)
        said = []
        found = local.up(own, default_cache(), report=lambda step: said.append(str(step)), with_elasticsearch=False)
    assert "wait: Kafka's port was taken by another program while it started" in said
    assert local.status(own).stack == found


async def test_a_topic_is_never_made_by_itself_and_a_record_of_4_mb_fits(own):
    address = local.up(own, default_cache(), with_elasticsearch=False).kafka
    assert not broker.answers(int(address.partition(":")[2]), "Aanother")
    producer = AIOKafkaProducer(bootstrap_servers=address, max_request_size=5_000_000, request_timeout_ms=2000)
    await producer.start()
    try:
        with pytest.raises(KafkaError):
            await producer.send_and_wait("unknown", b"x")
        admin = AIOKafkaAdminClient(bootstrap_servers=address)
        await admin.start()
        try:
            await admin.create_topics([NewTopic("known", 1, 1)])
            assert await admin.list_topics() == ["known"]
        finally:
            await admin.close()
        await producer.send_and_wait("known", bytes(4_000_000))
    finally:
        await producer.stop()
    # What was written is still there after the servers were ended and started again.
    assert local.down(own)
    address = local.up(own, default_cache(), with_elasticsearch=False).kafka
    consumer = AIOKafkaConsumer("known", bootstrap_servers=address, auto_offset_reset="earliest", group_id=None)
    await consumer.start()
    try:
        assert len((await consumer.getone()).value) == 4_000_000
    finally:
        await consumer.stop()
