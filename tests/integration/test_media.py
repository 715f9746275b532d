"""Media: fetched by a process of its own from a Telegram over a real socket, linked by the collector's events."""

from hashlib import sha256

import pytest
from sim_telegram import World
from topic_reader import read, until

from deploy.telegram_sim.media import file_bytes
from schemas.codec import decode, decode_raw
from schemas.operations import Coverage
from schemas.topics import COVERAGE, RAW

DATE = "2021-01-01T00:00:00+00:00"
PHOTO = {"kind": "photo", "size": 3000, "seed": "a"}
DOCUMENT = {"kind": "document", "size": 700_000, "seed": "b", "mime": "application/pdf", "file_name": "بيان.pdf"}
LARGE = {"kind": "video", "size": 1_500_000, "seed": "c", "mime": "video/mp4"}
BOMB = {"kind": "photo", "size": 4000, "seed": "d", "side": 30_000}
POSTS = {1: PHOTO, 2: DOCUMENT, 3: LARGE, 4: BOMB, 5: None}


def post(number, media, text="نص"):
    made = {"op": "post", "message_id": number, "date": DATE, "text": f"{text} {number}"}
    return made | ({"media": [media]} if media else {})


@pytest.fixture(scope="module")
def telegram(tmp_path_factory, channels, stack):
    world = World(
        tmp_path_factory.mktemp("telegram"),
        [next(channels) for _ in range(4)],
        lambda _channel: [post(number, media) for number, media in POSTS.items()],
    )
    with world.running():
        yield world


@pytest.fixture
def channel(telegram):
    return telegram.free.pop()


@pytest.fixture
def settings(telegram, channel, tmp_path):
    return telegram.settings(tmp_path, channel) | {
        "RASD_MEDIA_MAX_MB": 1,
        "RASD_MEDIA_KEEP_FREE_MB": 0,
        "RASD_EVIDENCE_EVERY_S": 2,
    }


def events(kafka, channel):
    found = [
        decode_raw(record.value) for record in read(kafka, RAW.name) if record.key.decode().startswith(f"{channel}:")
    ]
    return sorted(found, key=lambda each: each.collected.seq)


def linked(kafka, channel):
    return {
        each.message_id: each
        for each in events(kafka, channel)
        if each.collected.mode == "media" and each.media and each.media[0].sha256
    }


def noted(kafka, channel):
    return {
        record.from_id: record.reason
        for each in read(kafka, COVERAGE.name)
        if each.key.decode() == str(channel) and (record := decode(Coverage, each.value)).kind == "media"
    }


def stored(folder, name):
    content = (folder / name[:2] / name).read_bytes()
    assert sha256(content).hexdigest() == name
    return content


def test_files_are_fetched_beside_collecting_and_what_can_not_be_had_is_recorded(
    started, settings, kafka, channel, tmp_path
):
    killed = started("collect", **settings)
    until(lambda: linked(kafka, channel))
    killed.kill()
    killed.wait()
    started("collect", **settings)
    found = until(lambda: (there := linked(kafka, channel)).keys() >= {1, 2, 4} and there, limit_s=60)
    objects = tmp_path / "data" / "objects"
    assert stored(objects, found[1].media[0].sha256) == file_bytes("a", 3000, photo=True)
    assert stored(objects, found[2].media[0].sha256) == file_bytes("b", 700_000, photo=False)
    assert len(found[1].media[0].phash) == 16
    assert found[2].media[0].phash is None
    assert found[4].media[0].phash is None
    notes = until(lambda: (there := noted(kafka, channel)).keys() >= {3, 4} and there)
    assert notes[3].startswith("too large: 1500000 bytes")
    assert notes[4].startswith("kept without phash: too many pixels")
    first = {each.message_id: each for each in events(kafka, channel) if each.version == 1}
    assert (found[1].text, found[1].date, found[1].raw) == (first[1].text, first[1].date, first[1].raw)
    # Killed and started again: its media process ended with it, and nothing is linked twice.
    assert {each.version for each in events(kafka, channel)} == {1, 2}
    assert set(first) == {1, 2, 3, 4, 5}
    assert list((objects / "incoming").iterdir()) == []


def test_an_expired_reference_is_asked_for_anew_and_a_file_that_is_gone_is_recorded(
    rasd, started, settings, telegram, kafka, channel
):
    assert rasd("collect", "--until-caught-up", **settings).returncode == 0
    telegram.order("/faults", {"kind": "expire_files"})
    telegram.order("/do", {"op": "delete", "channel": channel, "message_ids": [2]})
    done = rasd("media", "--until-idle", "--json", **settings)
    assert done.returncode == 0, done.err
    assert '"fetched": 2, "missed": 2' in done.out
    started("collect", **settings)
    assert until(lambda: (there := linked(kafka, channel)).keys() >= {1} and there)[1].media[0].phash
    assert noted(kafka, channel)[2].startswith("gone")


def test_a_full_disk_stops_files_only_and_they_come_when_there_is_room(started, settings, telegram, kafka, channel):
    full = started("collect", **settings | {"RASD_MEDIA_KEEP_FREE_MB": 10**9})
    until(lambda: any("to stay" in reason for reason in noted(kafka, channel).values()))
    new = telegram.order("/do", {"op": "post", "channel": channel, "text": "جديد", "media": [PHOTO]})["message_ids"][0]
    until(lambda: new in {each.message_id for each in events(kafka, channel)}, limit_s=20)
    assert linked(kafka, channel) == {}
    full.terminate()
    assert full.wait(20) == 0
    started("collect", **settings)
    until(lambda: linked(kafka, channel).keys() >= {1, 2, 4, new})


def test_a_post_taken_down_while_its_file_was_fetched_keeps_both(
    rasd, started, settings, telegram, kafka, channel, tmp_path
):
    assert rasd("collect", "--until-caught-up", **settings).returncode == 0
    assert rasd("media", "--until-idle", **settings).returncode == 0
    # The results lie in the spool; the deletion comes before the collector takes them.
    waiting = tmp_path / "data" / "media" / "results"
    aside = waiting.with_name("aside")
    waiting.rename(aside)
    worker = started("collect", **settings | {"RASD_MEDIA": 0})
    until(lambda: b'"live"' in worker.log.read_bytes())
    telegram.order("/do", {"op": "delete", "channel": channel, "message_ids": [1]})
    until(lambda: any(each.deleted for each in events(kafka, channel)))
    for result in aside.iterdir():
        result.rename(waiting / result.name)
    found = until(lambda: (there := linked(kafka, channel)).keys() >= {1, 2} and there)
    assert found[1].deleted
    assert found[1].text is None
    assert not found[2].deleted
