"""From a file of posts to documents and alerts, through every step."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from topic_reader import read, until

from processors.index.elastic import client
from schemas.topics import ALERTS, ALERTS_SENT

pytestmark = pytest.mark.usefixtures("stack")
CLAIM = "أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ بتاريخ {day} تموز 2021"


@pytest.fixture
def documents(elasticsearch):
    """The documents of a channel, by message id."""

    def found(channel, index="posts"):
        with client(elasticsearch) as search:
            search.indices.refresh(index=index)
            hits = search.search(index=index, query={"term": {"channel.id": channel}}, size=1000)["hits"]["hits"]
            return {hit["_source"]["message_id"]: hit["_source"] for hit in hits}

    return found


@pytest.fixture
def webhook():
    """A pager on loopback: `received` holds the alerts; the first `failing` requests get 500."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            if server.failing > 0:
                server.failing -= 1
                self.send_response(500)
            else:
                server.received.append((json.loads(body), self.headers["idempotency-key"]))
                self.send_response(204)
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.received, server.failing = [], 0
    server.target = f'["webhook+http://127.0.0.1:{server.server_port}/alerts"]'
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()


def raw(channel, number, text, date, **fields):
    return {
        "channel": {"id": channel, "title": "test"},
        "message_id": number,
        "date": date,
        "text": text,
        **fields,
    }


def test_a_file_is_imported_analysed_and_indexed(rasd, documents, channel, day, tmp_path):
    file = tmp_path / "posts.jsonl"
    good = [raw(channel, number, CLAIM.format(day=number), day) for number in range(1, 6)]
    file.write_bytes(
        b"".join(json.dumps(post).encode() + b"\n" for post in good)
        + b"not json\n"
        + json.dumps({"channel": {"id": channel}, "date": "2021-07-01T00:00:00Z", "text": "no id"}).encode()
        + b"\n"
        + json.dumps(raw(channel, 8, "\ud800", day)).encode()
        + b"\n"
        + json.dumps(raw(channel, 9, "كتائب حزب الله " + "x" * 1_000_000, day)).encode()
        + b"\n"
        + json.dumps(raw(channel, 10, "unknown field", day, colour="red")).encode()
        + b"\n"
    )
    done = rasd("import", file, "--json")
    assert done.returncode == 1
    assert json.loads(done.out) == {"published": 7, "known": 0, "bad": 3}
    for place, reason in ((6, "not JSON"), (7, "message_id"), (8, "lone surrogate")):
        assert any(line.startswith(f"{file}:{place}: ") and reason in line for line in done.err.splitlines())
    assert json.loads(rasd("import", file, "--json").out)["known"] == 7

    worked = rasd("work", "--until-idle", limit=180)
    assert worked.returncode == 0, worked.err[-2000:]
    found = documents(channel)
    assert sorted(found) == [1, 2, 3, 4, 5, 9, 10]
    assert found[1]["claim"]["brands"] == ["ashab_al_kahf"]
    assert found[1]["cluster"]["rank"] == 1
    assert found[9]["text"].endswith("x")
    assert found[10]["extra"] == {"colour": "red"}


def test_edits_and_deletions_keep_what_was_said_before(rasd, documents, publish, channel):
    publish(channel, [CLAIM.format(day=7)], message=1)
    publish(channel, [CLAIM.format(day=8)], message=1, edit_date="2021-07-01T01:00:00Z")
    publish(channel, [None], message=1, deleted=True)
    assert rasd("work", "--until-idle", limit=180).returncode == 0
    document = documents(channel)[1]
    assert (document["version"], document["deleted"], document["text"]) == (3, True, CLAIM.format(day=8))
    assert document["deleted_seen_at"]
    assert documents(channel, "posts-revisions")[1]["text"] in {CLAIM.format(day=7), CLAIM.format(day=8)}


def test_an_alert_is_sent_once_over_a_restart_and_a_failing_target_is_asked_again(
    publish, channel, day, started, webhook, kafka
):
    webhook.failing = 3
    steps = ("work", "--only", "analyse,correlate,notify")
    first = started(*steps, RASD_NOTIFY_TARGETS=webhook.target)
    publish(channel, [CLAIM.format(day=9)], date=day)

    def mine():
        return [alert for alert, _ in webhook.received if any(p.startswith(f"{channel}:") for p in alert["post_ids"])]

    until(mine)
    assert mine()[0]["mode"] == "late"
    until(lambda: any(mine()[0]["alert_id"] in record.key.decode() for record in read(kafka, ALERTS_SENT.name)))
    first.terminate()
    assert first.wait(30) == 0

    started(*steps, RASD_NOTIFY_TARGETS=webhook.target)
    publish(channel, [CLAIM.format(day=10)], date=day)
    until(lambda: len(mine()) == 2)
    assert len({alert["alert_id"] for alert in mine()}) == 2


def test_an_imported_post_raises_an_alert_and_notifies_nobody(publish, channel, day, started, webhook, kafka):
    started("work", "--only", "analyse,correlate,notify", RASD_NOTIFY_TARGETS=webhook.target)
    publish(channel, [CLAIM.format(day=11)], mode="import", date=day)
    publish(channel, [CLAIM.format(day=12)], mode="live", date=day)

    def raised():
        alerts = [json.loads(record.value) for record in read(kafka, ALERTS.name)]
        return {
            alert["mode"] for alert in alerts if any(p.startswith(f"{channel}:") for p in alert.get("post_ids", ()))
        }

    until(lambda: raised() == {"backfill", "late"})
    until(lambda: any(p.startswith(f"{channel}:") for alert, _ in webhook.received for p in alert["post_ids"]))
    told = {
        alert["mode"] for alert, _ in webhook.received if any(p.startswith(f"{channel}:") for p in alert["post_ids"])
    }
    assert told == {"late"}


def test_elasticsearch_that_refuses_the_password_is_told_in_one_sentence(rasd, tmp_path):
    wrong = tmp_path / "password"
    wrong.write_text("wrong")
    for command in (("work", "--only", "index"), ("index", "create"), ("status",)):
        done = rasd(*command, RASD_ELASTICSEARCH_PASSWORD_FILE=wrong)
        assert done.returncode == 2, done.err
        assert "refuses the password" in done.err
        assert "Traceback" not in done.err


def test_elasticsearch_that_is_away_is_told_in_one_sentence(rasd):
    done = rasd("index", "create", RASD_ELASTICSEARCH="https://127.0.0.1:1")
    assert done.returncode == 2
    assert "no Elasticsearch answers" in done.err


def test_a_target_that_nobody_knows_is_told_without_its_secret(rasd):
    done = rasd("work", "--only", "notify", RASD_NOTIFY_TARGETS='["carrier-pigeon://secret-token"]')
    assert done.returncode == 2
    assert "carrier-pigeon" in done.err
    assert "secret-token" not in done.err


def test_the_status_shows_every_step(rasd):
    found = json.loads(rasd("status", "--json").out)
    assert set(found) >= {"topics", "lag", "dead", "indices", "coverage", "latency_s"}
    assert "rasd-analyse in telegram.posts.raw" in found["lag"]
