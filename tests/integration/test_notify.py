"""The notify step on a real broker: once, in time, and no target waits for another."""

import itertools
import json
import os
import signal
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from kafka import KafkaProducer
from topic_reader import read, until

from schemas.alerts import Alert
from schemas.codec import encode
from schemas.topics import ALERTS, ALERTS_SENT

NUMBERS = itertools.count()
MANY = 1_000_000  # no test but one is about floods


@pytest.fixture
def mark():
    """What the alerts of a test begin with: the topic is shared."""
    return f"n{os.getpid()}-{next(NUMBERS)}"


@pytest.fixture
def raise_alert(kafka):
    sender = KafkaProducer(bootstrap_servers=kafka)

    def publish(alert_id, severity="high", mode="live", revision=1):
        alert = Alert(
            alert_id=alert_id,
            revision=revision,
            rule="r",
            severity=severity,
            title="t",
            summary="s",
            first_seen="x",
            last_seen="x",
            mode=mode,
        )
        sender.send(ALERTS.name, encode(alert), key=alert_id.encode())
        sender.flush()

    yield publish
    sender.close()


class Pager:
    """A webhook on loopback: the first `failing` requests get 500; `held` keeps all waiting."""

    def __init__(self):
        self.received, self.failing, self.held = [], 0, threading.Event()
        self.held.set()
        pager = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                pager.received.append((time.monotonic(), body["alert_id"], self.headers["idempotency-key"]))
                pager.held.wait(20)
                failing = pager.failing > 0
                pager.failing -= failing
                self.send_response(500 if failing else 200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"webhook+http://127.0.0.1:{self.server.server_port}/hook?token=very-secret"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def got(self, mark):
        return [(id_, key) for _, id_, key in self.received if id_.startswith(mark)]


@pytest.fixture
def pager():
    made = Pager()
    yield made
    made.held.set()
    made.server.shutdown()


@pytest.fixture
def notify(started):
    """Starts the step with targets. People are told by one group: what earlier tests left comes first, and counts not."""

    def start(*targets, **settings):
        settings = {"RASD_NOTIFY_TARGETS": json.dumps(targets), "RASD_NOTIFY_PER_MINUTE": MANY} | settings
        worker = started("work", "--only", "notify", **settings)
        until(lambda: b'"started"' in worker.log.read_bytes())
        return worker

    return start


def sent(kafka, mark):
    return [record.key.decode() for record in read(kafka, ALERTS_SENT.name) if record.key.decode().startswith(mark)]


def test_an_alert_is_at_the_webhook_within_100_ms(notify, pager, raise_alert, mark):
    notify(pager.address)
    raise_alert(f"{mark}-warm")
    until(lambda: pager.got(mark), pause_s=0.01)
    took = []
    for number in range(20):
        start = time.monotonic()
        raise_alert(f"{mark}-{number}")
        until(lambda number=number: pager.received[-1][1] == f"{mark}-{number}", pause_s=0.002)
        took.append(pager.received[-1][0] - start)
    assert sorted(took)[len(took) // 2] < 0.1, took


def test_every_target_is_told_once_over_a_restart_and_again_when_it_gets_worse(
    notify, pager, raise_alert, mark, kafka, tmp_path
):
    file = tmp_path / "alerts.jsonl"
    targets = (pager.address, f"file://{file}", "console://")
    first = notify(*targets)
    for number in range(5):
        raise_alert(f"{mark}-{number}")
    raise_alert(f"{mark}-old", mode="backfill")
    until(lambda: len(sent(kafka, mark)) == 15)
    first.send_signal(signal.SIGKILL)  # also what was sent and not committed must not be sent again
    first.wait()
    second = notify(*targets)
    raise_alert(f"{mark}-0", revision=2)
    raise_alert(f"{mark}-1", revision=2, severity="critical")
    raise_alert(f"{mark}-last")
    until(lambda: len(sent(kafka, mark)) == 21)
    expected = sorted([f"{mark}-{number}" for number in range(5)] + [f"{mark}-1", f"{mark}-last"])
    assert sorted(id_ for id_, _ in pager.got(mark)) == expected
    told = [json.loads(line)["alert_id"] for line in file.read_text().splitlines()]
    assert sorted(id_ for id_ in told if id_.startswith(mark)) == expected
    shown = first.log.read_text() + second.log.read_text()
    assert sum(shown.count(f"alert {mark}-{each}, revision") for each in ("0", "1", "2", "3", "4", "last")) == 7
    assert "very-secret" not in shown


def test_a_webhook_that_fails_is_asked_again_with_the_same_key(notify, pager, raise_alert, mark, kafka):
    pager.failing = 2
    worker = notify(pager.address)
    raise_alert(f"{mark}-a")
    until(lambda: sent(kafka, mark))
    ids = pager.got(mark)
    assert len(ids) == 3
    assert len(set(ids)) == 1
    assert "very-secret" not in worker.log.read_text()


def test_a_target_that_hangs_delays_no_other_and_gets_its_alerts_when_it_is_back(
    notify, pager, raise_alert, mark, kafka, tmp_path
):
    pager.held.clear()
    file = tmp_path / "alerts.jsonl"
    notify(pager.address, f"file://{file}")
    for number in range(3):
        raise_alert(f"{mark}-{number}")
    until(lambda: file.exists() and file.read_text().count(mark) == 3, limit_s=8)
    assert len(pager.got(mark)) <= 1
    pager.held.set()
    until(lambda: len(sent(kafka, mark)) == 6)
    assert len({id_ for id_, _ in pager.got(mark)}) == 3


def test_a_process_killed_while_a_target_has_the_alert_sends_it_again_under_the_same_key(
    notify, pager, raise_alert, mark, kafka
):
    pager.held.clear()
    first = notify(pager.address)
    raise_alert(f"{mark}-a")
    until(lambda: pager.got(mark))
    first.send_signal(signal.SIGKILL)
    first.wait()
    pager.held.set()
    notify(pager.address)
    until(lambda: sent(kafka, mark))
    assert len(pager.got(mark)) == 2
    assert len(set(pager.got(mark))) == 1


def test_a_second_process_takes_over_and_sends_nothing_twice(notify, pager, raise_alert, mark, kafka, tmp_path):
    first = notify(pager.address)
    raise_alert(f"{mark}-a")
    until(lambda: sent(kafka, mark))
    notify(pager.address)  # stands by: the alerts have one partition
    raise_alert(f"{mark}-b")
    until(lambda: len(sent(kafka, mark)) == 2)
    first.send_signal(signal.SIGKILL)
    first.wait()
    raise_alert(f"{mark}-c")
    until(lambda: len(sent(kafka, mark)) == 3)
    assert sorted(id_ for id_, _ in pager.got(mark)) == [f"{mark}-a", f"{mark}-b", f"{mark}-c"]


def test_what_is_no_alert_is_parked_and_the_next_one_is_sent(notify, pager, raise_alert, mark, kafka):
    notify(pager.address)
    sender = KafkaProducer(bootstrap_servers=kafka)
    sender.send(ALERTS.name, b'{"severity": "loud"}', key=mark.encode()).get(10)
    sender.close()
    raise_alert(f"{mark}-next")
    until(lambda: pager.got(mark))
    letters = [json.loads(record.value) for record in read(kafka, ALERTS.dead)]
    assert [each["step"] for each in letters if each["key"] == mark] == ["notify"]


def test_of_ten_thousand_at_once_a_handful_is_told_and_the_critical_one_within_seconds(notify, pager, mark, kafka):
    notify(pager.address, RASD_NOTIFY_PER_MINUTE=5)
    sender = KafkaProducer(bootstrap_servers=kafka)
    start = time.monotonic()
    for number in range(10_000):
        made = Alert(
            alert_id=f"{mark}-{number}",
            revision=1,
            rule="r",
            severity="critical" if number == 7_000 else "high",
            title="t",
            summary="s",
            first_seen="x",
            last_seen="x",
        )
        sender.send(ALERTS.name, encode(made), key=made.alert_id.encode())
    sender.flush()
    sender.close()
    until(lambda: f"{mark}-7000" in [id_ for id_, _ in pager.got(mark)], pause_s=0.05)
    arrived = next(moment for moment, id_, _ in pager.received if id_ == f"{mark}-7000")
    assert arrived - start < 20, "the flood held the critical one back"  # published, read and told, on a busy machine
    until(lambda: len(set(sent(kafka, mark))) == 10_000, pause_s=1)
    assert len(pager.got(mark)) <= 6
