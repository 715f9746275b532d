"""From a post in Telegram to a package that proves it, over real Kafka and a real connection; then forgeries of it."""

import io
import json
import zipfile

import pytest
from sim_telegram import World
from topic_reader import read, until

from schemas.codec import decode, decode_raw
from schemas.evidence import SignedRoot, Statement
from schemas.topics import EVIDENCE, RAW

DATE = "2021-01-01T00:00:00+00:00"


def posts(channel):
    photo = {"kind": "photo", "size": 3000, "seed": f"{channel}"}
    return [
        {
            "op": "post",
            "message_id": number,
            "date": DATE,
            "text": f"نص {number}",
            "media": [photo] if number == 3 else [],
        }
        for number in range(1, 9)
    ]


@pytest.fixture
def telegram(tmp_path, channel, stack):
    with World(tmp_path, [channel], posts).running() as world:
        yield world


@pytest.fixture
def settings(telegram, channel, tmp_path):
    (tmp_path / "collector").mkdir()
    made = telegram.settings(tmp_path / "collector", channel)
    return made | {"RASD_MEDIA_KEEP_FREE_MB": 0, "RASD_EVIDENCE_EVERY_S": 2}


def versions(kafka, channel, message):
    key = f"{channel}:{message}".encode()
    return [decode_raw(record.value) for record in read(kafka, RAW.name) if record.key == key]


def roots_of(kafka, public):
    found = [decode(SignedRoot, record.value) for record in read(kafka, EVIDENCE.name)]
    return [decode(Statement, each.statement) for each in found if each.public_key == public]


def members(path):
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def forged(path, changes):
    """A package with members changed, or (None) taken out."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, content in (members(path) | changes).items():
            if content is not None:
                opened.writestr(name, content)
    other = path.with_name("forged.zip")
    other.write_bytes(file.getvalue())
    return other


def test_a_post_with_edit_photo_and_deletion_is_proved_and_any_forgery_is_named(
    rasd, started, settings, telegram, kafka, channel, tmp_path
):
    worker = started("collect", **settings)
    until(lambda: b'"live"' in worker.log.read_bytes())
    until(lambda: any(each.media and each.media[0].sha256 for each in versions(kafka, channel, 3)))
    telegram.order("/do", {"op": "edit", "channel": channel, "message_id": 3, "text": "معدل"})
    until(lambda: len(versions(kafka, channel, 3)) >= 4)
    telegram.order("/do", {"op": "delete", "channel": channel, "message_ids": [3]})
    until(lambda: any(each.deleted for each in versions(kafka, channel, 3)))

    key = json.loads(rasd("evidence", "key", "--json", **settings).out)
    package = tmp_path / "post.zip"
    done = rasd("evidence", "export", f"{channel}:3", "-o", package, "--json", **settings)
    assert done.returncode == 0, done.err
    told = json.loads(done.out)
    assert (told["versions"], told["unproved"], told["objects"], told["absent"]) == (5, 0, 1, {})
    assert told["signer"] == key["fingerprint"]

    (tmp_path / "key.txt").write_text(rasd("evidence", "key", **settings).out)
    proved = rasd("evidence", "verify", package, "--key", tmp_path / "key.txt", "--json")
    assert (proved.returncode, json.loads(proved.out)["verdict"]) == (0, "proved"), proved.out
    assert rasd("evidence", "verify", package).returncode == 2

    page = members(package)["page.html"]
    assert "معدل".encode() in page
    edited = forged(package, {"page.html": page.replace("معدل".encode(), "آخر".encode()), "events/00002.json": None})
    wrong = rasd("evidence", "verify", edited, "--fingerprint", key["fingerprint"])
    assert wrong.returncode == 1
    assert "altered: page.html" in wrong.out
    assert "removed: events/00002.json" in wrong.out

    public = json.loads(members(package)["manifest.sig"])["public_key"]
    statements = until(lambda: len(found := roots_of(kafka, public)) >= 2 and found)
    assert [each.number for each in statements] == list(range(1, len(statements) + 1))
    assert (tmp_path / "data" / "evidence" / "key.pem").stat().st_mode & 0o777 == 0o600


def test_what_was_only_imported_is_signed_when_it_is_exported(rasd, kafka, channel, tmp_path):
    line = {"channel": {"id": channel}, "message_id": 1, "date": "2021-01-01T00:00:00Z", "text": "نص"}
    (tmp_path / "posts.jsonl").write_text(json.dumps(line))
    assert rasd("import", tmp_path / "posts.jsonl").returncode == 0
    elsewhere = rasd("evidence", "export", f"{channel}:1", "-o", tmp_path / "p.zip", RASD_DATA=tmp_path / "elsewhere")
    assert elsewhere.returncode == 2
    assert "no signing key yet" in elsewhere.err
    done = rasd("evidence", "export", f"{channel}:1", "-o", tmp_path / "p.zip")
    assert done.returncode == 0, done.err
    key = json.loads(rasd("evidence", "key", "--json").out)
    proved = rasd("evidence", "verify", tmp_path / "p.zip", "--fingerprint", key["fingerprint"], "--json")
    assert proved.returncode == 0
    assert len(json.loads(proved.out)["signed_at"]) == 1
    assert rasd("evidence", "export", f"{channel}:999").returncode == 2
