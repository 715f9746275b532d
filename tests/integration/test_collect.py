"""The collector: real Telethon over a real socket into a real broker."""

import json
import signal
import sys
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.client import HTTPConnection
from subprocess import PIPE, Popen

import pytest
from topic_reader import of_channel, read, until

from schemas.codec import decode_raw
from schemas.topics import RAW

START = datetime.fromisoformat("2021-01-01T00:00:00+00:00")
HISTORY = 120


@pytest.fixture
def folder(tmp_path, channel):
    """A corpus with one channel, and a sources file that names it and one that nobody knows."""
    made = tmp_path / "corpus"
    made.mkdir()
    name = f"sim_{channel}"
    (made / "channels.json").write_text(json.dumps([{"id": channel, "title": "قناة", "username": name}]))
    lines = [
        {
            "op": "post",
            "channel": channel,
            "message_id": number,
            "date": (START + timedelta(minutes=number)).isoformat(),
            "text": f"نص {number}",
        }
        for number in range(1, HISTORY + 1)
    ]
    (made / "posts.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (made / "sources.yaml").write_text(f"sources:\n- username: {name}\n- username: nobody_knows_this\n")
    return made


@contextmanager
def simulated(data, corpus, environment):
    command = [sys.executable, "-m", "deploy.telegram_sim", "--data", str(data), "--corpus", str(corpus)]
    with Popen(command, stdout=PIPE, env=environment) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def order(ready, path, content):
    connection = HTTPConnection(ready["control"], timeout=30)
    connection.request("POST", path, json.dumps(content), {"content-type": "application/json"})
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    return json.loads(answer.read())


@pytest.fixture
def telegram(tmp_path, folder, environment, kafka):
    with simulated(tmp_path / "sim", folder, environment) as ready:
        yield ready


@pytest.fixture
def settings(telegram, folder, tmp_path):
    return {
        "RASD_SOURCES": folder / "sources.yaml",
        "RASD_TELEGRAM_API_ID": telegram["api_id"],
        "RASD_TELEGRAM_API_HASH": telegram["api_hash"],
        "RASD_TELEGRAM_SESSION": tmp_path / "a.session",
        "RASD_TELEGRAM_SERVER": telegram["server"],
        "RASD_TELEGRAM_SERVER_KEY": telegram["key_file"],
    }


@pytest.fixture
def signed_in(rasd, telegram, settings):
    done = rasd("login", "--phone", telegram["phone"], given=f"{telegram['code']}\n".encode(), **settings)
    assert done.returncode == 0, done.err


def events(kafka, channel):
    found = [
        decode_raw(record.value) for record in read(kafka, RAW.name) if record.key.decode().startswith(f"{channel}:")
    ]
    return sorted(found, key=lambda post: post.collected.seq)


def test_login_writes_a_session_that_only_its_owner_reads(signed_in, settings):
    assert settings["RASD_TELEGRAM_SESSION"].stat().st_mode & 0o777 == 0o600


def test_collecting_without_login_says_what_to_do(rasd, settings):
    done = rasd("collect", "--until-caught-up", **settings)
    assert done.returncode == 2
    assert "run `rasd login`" in done.err
    assert "Traceback" not in done.err


def test_history_is_collected_once_and_an_unknown_channel_is_named(signed_in, rasd, settings, kafka, channel):
    first = rasd("collect", "--until-caught-up", "--json", **settings)
    assert json.loads(first.out) == {"collected": HISTORY, "channels": 1, "missing": ["@nobody_knows_this"]}
    assert first.returncode == 1
    assert of_channel(read(kafka, RAW.name), channel) != []
    again = rasd("collect", "--until-caught-up", "--json", **settings)
    assert json.loads(again.out)["collected"] == 0

    posts = events(kafka, channel)
    # The newest page first, then what is older.
    assert [post.message_id for post in posts] == [*range(21, HISTORY + 1), *range(1, 21)]
    assert {post.collected.mode for post in posts} == {"backfill"}
    assert posts[0].raw
    assert posts[1].collected.prev_hash
    assert len({post.event_id for post in posts}) == HISTORY
    assert {post.raw_kind for post in posts} == {"received"}

    told = json.loads(rasd("status", "--json", "--only", "kafka").out)["coverage"]["channels"][str(channel)]
    assert (told["state"], told["newest_id"], told["gaps"]) == ("ok", HISTORY, [])


def test_live_posts_edits_and_deletions_reach_kafka(signed_in, started, settings, telegram, kafka, channel):
    worker = started("collect", **settings)
    until(lambda: b'"live"' in worker.log.read_bytes())
    post = order(telegram, "/do", {"op": "post", "channel": channel, "text": "جديد"})["message_ids"][0]
    until(lambda: len(events(kafka, channel)) == HISTORY + 1, limit_s=10)
    order(telegram, "/do", {"op": "edit", "channel": channel, "message_id": post, "text": "معدل"})
    order(telegram, "/do", {"op": "delete", "channel": channel, "message_ids": [post]})
    until(lambda: len(events(kafka, channel)) == HISTORY + 3, limit_s=10)
    new, edited, deleted = events(kafka, channel)[-3:]
    assert [(each.version, each.text, each.deleted) for each in (new, edited, deleted)] == [
        (1, "جديد", False),
        (2, "معدل", False),
        (3, None, True),
    ]
    assert deleted.date == new.date
    assert {each.collected.mode for each in (new, edited, deleted)} == {"live"}
    worker.send_signal(signal.SIGINT)
    assert worker.wait(20) == 0


def test_a_server_that_is_not_loopback_is_refused(rasd, settings):
    done = rasd("collect", **settings | {"RASD_TELEGRAM_SERVER": "149.154.167.51:443"})
    assert done.returncode == 2
    assert "not a loopback address" in done.err
