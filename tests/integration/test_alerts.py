"""Alerts with people in the loop: states, buttons in a chat, heartbeats and latencies, through real Kafka and Elasticsearch."""

import asyncio
import itertools
import json
import os
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from kafka import KafkaProducer
from topic_reader import read, until

from processors.index.elastic import connect
from schemas.alerts import Alert
from schemas.codec import encode
from schemas.topics import ALERTS, ALERTS_SENT, ALERTS_STATE

NUMBERS = itertools.count()
CLAIM = "سرايا قاصم الجبارين تتبنى استهداف رتل للدعم اللوجستي بعبوة ناسفة في محافظة بابل"

OLD_CLAIM = "أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ"


class Server:
    """An HTTP server on loopback; `answer(path, fields)` gives what it says, `asked` what it was asked."""

    def __init__(self, answer=lambda _path, _fields: {}):
        self.asked, self.answer = [], answer
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                fields = json.loads(self.rfile.read(int(self.headers["content-length"])))
                server.asked.append((self.path, fields))
                self.say(server.answer(self.path, fields))

            def do_GET(self):
                server.asked.append((self.path, None))
                self.say({})

            def say(self, fields):
                body = json.dumps(fields).encode()
                self.send_response(200)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def got(self):
        return [fields for _, fields in self.asked if fields]


@pytest.fixture
def served():
    made = []

    def start(*arguments):
        made.append(Server(*arguments))
        return made[-1]

    yield start
    for each in made:
        each.http.shutdown()


@pytest.fixture
def raise_alert(kafka):
    sender = KafkaProducer(bootstrap_servers=kafka)

    def publish(alert_id, revision=1, **fields):
        made = {"rule": "denial", "severity": "high", "title": "t", "summary": "s"} | fields
        moment = "2026-03-01T12:00:00Z"
        alert = Alert(alert_id=alert_id, revision=revision, first_seen=moment, last_seen=moment, **made)
        sender.send(ALERTS.name, encode(alert), key=alert_id.encode()).get(10)

    yield publish
    sender.close()


@pytest.fixture
def mark():
    return f"a{os.getpid()}{next(NUMBERS):04}"


def test_what_people_did_with_an_alert_survives_new_revisions_and_stands_in_elasticsearch(
    rasd, started, raise_alert, mark, elasticsearch
):
    started("work", "--only", "index")
    raise_alert(mark)

    def document():
        return indexed(elasticsearch, mark)

    assert until(document)["status"] == "open"
    assert rasd("alerts", "ack", mark, "--note", "mine", "--owner", "desk").returncode == 0
    until(lambda: document()["status"] == "acknowledged")
    raise_alert(mark, revision=2, count=5)
    found = until(lambda: (document()["count"] == 5) and document())
    assert (found["status"], found["owner"], found["note"]) == ("acknowledged", "desk", "mine")
    rasd("alerts", "undo", mark)
    shown = json.loads(rasd("alerts", "show", mark, "--json").out)
    assert (shown["status"], shown["owner"], shown["note"], shown["count"]) == ("open", None, None, 5)
    until(lambda: document()["status"] == "open")


def indexed(elasticsearch, id_):
    async def ask():
        client = connect(elasticsearch)
        try:
            await client.indices.refresh(index="alerts")
            found = await client.search(index="alerts", query={"term": {"alert_id": id_}})
            hits = found["hits"]["hits"]
            return hits[0]["_source"] if hits else None
        finally:
            await client.close()

    return asyncio.run(ask())


def test_a_silence_hides_notifications_and_never_the_alert(rasd, started, raise_alert, mark, served, kafka):
    pager = served()
    made = json.loads(rasd("alerts", "silence", "--channel", mark, "--for", "1h", "--reason", "exercise", "--json").out)
    worker = started(
        "work",
        "--only",
        "notify",
        RASD_NOTIFY_PER_MINUTE=1_000_000,
        RASD_NOTIFY_TARGETS=json.dumps([f"webhook+http://{pager.address}/x"]),
    )
    until(lambda: b'"started"' in worker.log.read_bytes())
    raise_alert(f"{mark}1", channel=mark)
    raise_alert(f"{mark}2", channel="other")
    until(lambda: f"{mark}2" in [each["alert_id"] for each in pager.got()])
    until(lambda: [each for each in read(kafka, ALERTS_SENT.name) if each.key.startswith(f"{mark}1|".encode())])
    assert f"{mark}1" not in [each["alert_id"] for each in pager.got()]
    assert json.loads(rasd("alerts", "show", f"{mark}1", "--json").out)["status"] == "open"
    assert rasd("alerts", "unsilence", made["silence_id"]).returncode == 0
    assert made["silence_id"] not in rasd("alerts", "silences").out


def test_a_button_in_the_chat_acknowledges(rasd, started, raise_alert, kafka, served):
    id_ = f"{os.getpid():08x}" * 4
    updates = []

    def answer(path, fields):
        if path.endswith("/sendMessage"):
            data = fields["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
            press = {"id": "q", "from": {"id": 7}, "data": data}
            stranger = {"id": "p", "from": {"id": 8}, "data": data.replace("a:", "c:", 1)}
            updates.extend([{"update_id": 1, "callback_query": stranger}, {"update_id": 2, "callback_query": press}])
        if path.endswith("/getUpdates"):
            waiting = [each for each in updates if each["update_id"] >= fields["offset"]]
            if not waiting:
                threading.Event().wait(0.2)
            return {"ok": True, "result": waiting}
        return {"ok": True, "result": True}

    api = served(answer)
    started(
        "work",
        "--only",
        "notify",
        RASD_NOTIFY_PER_MINUTE=1_000_000,
        RASD_NOTIFY_TARGETS=json.dumps(["telegram-bot://1:secret@-5?users=7"]),
        RASD_TELEGRAM_BOT_API=f"http://{api.address}",
    )
    raise_alert(id_)
    until(lambda: any(path.endswith("/answerCallbackQuery") for path, _ in api.asked))
    states = [json.loads(each.value) for each in read(kafka, ALERTS_STATE.name) if each.key.decode() == id_]
    assert [(each["status"], each["owner"]) for each in states] == [("acknowledged", "telegram:7")]
    assert json.loads(rasd("alerts", "show", id_, "--json").out)["status"] == "acknowledged"


def test_a_post_is_told_within_seconds_its_way_is_timed_and_the_heartbeat_beats(
    rasd, started, publish, channel, served
):
    pager, switch = served(), served()
    targets = json.dumps([f"webhook+http://{pager.address}/x", f"json://{pager.address}/apprise"])
    notify = started(
        "work",
        "--only",
        "notify",
        RASD_NOTIFY_PER_MINUTE=1_000_000,
        RASD_NOTIFY_TARGETS=targets,
        RASD_HEARTBEAT_URL=f"http://{switch.address}/ping",
    )
    started("work", "--only", "analyse")
    started("work", "--only", "correlate")
    until(lambda: b'"started"' in notify.log.read_bytes())
    until(lambda: switch.asked)
    moment = datetime.now(UTC).isoformat()
    [old] = publish(channel, [OLD_CLAIM], mode="backfill", date="2021-07-01T00:00:00Z")
    [live] = publish(channel, [CLAIM], date=moment)
    found = until(lambda: [each for each in pager.got() if live in each.get("post_ids", ())])
    assert found[0]["mode"] == "live"
    assert all(found[0]["timing"][name] for name in ("posted", "seen", "analysed", "alerted"))
    until(lambda: [fields for path, fields in pager.asked if path == "/apprise"])
    assert not [each for each in pager.got() if old in each.get("post_ids", ())], "what was backfilled was told"
    latency = until(
        lambda: (
            (found := json.loads(rasd("status", "--only", "kafka", "--json").out)["latency_s"])["posted_delivered"]["n"]
            and found
        )
    )
    assert all(latency[part]["p99"] is not None for part in ("seen_analysed", "analysed_alerted", "alerted_delivered"))
    assert notify.poll() is None
