"""Which posts have a file to fetch, and what becomes of a result when the post has changed meanwhile."""

import base64
from hashlib import sha256
from types import SimpleNamespace

import msgspec
import pytest
from telethon.tl import types

from ingest.cursor import Cursor
from ingest.media.spool import Result, Spool
from ingest.media.take import take_results
from ingest.media.wanted import BACKFILL, LIVE, file_in, message_in, wanted, with_file
from ingest.record import Recorder
from schemas.messages import Channel, Media, RawPost

PHOTO = Media(kind="photo", mime="image/jpeg", size=5)
NAME = sha256(b"photo").hexdigest()


def draft(**fields):
    given = {"text": "a", "media": (PHOTO,)} | fields
    return RawPost(channel=Channel(id=1), message_id=1, date="2021-07-01T00:00:00Z", **given)


class Kafka:
    """Keeps what is published; `down` makes it refuse."""

    def __init__(self):
        self.posts, self.coverage = [], []

    def publish(self, posts):
        self.posts += posts

    def cover(self, records):
        self.coverage += records


@pytest.fixture
def made(tmp_path):
    kafka, cursor = Kafka(), Cursor(tmp_path / "c.sqlite")
    recorder = Recorder(kafka, cursor, by="test")
    spool = Spool(tmp_path)
    yield SimpleNamespace(
        kafka=kafka, recorder=recorder, spool=spool, take=lambda: take_results(spool, recorder, kafka, "test")
    )
    cursor.close()


def test_what_has_a_file_is_wanted_once(made):
    (post,) = made.recorder.record([draft()], "live")
    assert wanted(post, LIVE)
    assert not wanted(post, BACKFILL)
    done = with_file(post, NAME, "00")
    assert not wanted(msgspec.structs.replace(done, collected=post.collected), LIVE)
    assert not wanted(msgspec.structs.replace(post, deleted=True), LIVE)
    assert not wanted(msgspec.structs.replace(post, media=()), LIVE)


def test_a_result_becomes_an_event_equal_but_for_the_file(made):
    (post,) = made.recorder.record([draft()], "live")
    made.spool.put(Result(post.event_id, with_file(post, NAME, "00")))
    assert made.take() == 1
    last = made.kafka.posts[-1]
    assert (last.version, last.collected.mode, last.media[0].sha256, last.text) == (2, "media", NAME, "a")
    assert list(made.spool.waiting()) == []


def test_the_same_result_twice_is_one_event(made):
    (post,) = made.recorder.record([draft()], "live")
    for _ in range(2):
        made.spool.put(Result(post.event_id, with_file(post, NAME, "00")))
        made.take()
    assert len(made.kafka.posts) == 2


def test_an_edit_is_not_undone_and_the_file_is_recorded(made):
    (post,) = made.recorder.record([draft()], "live")
    made.recorder.record([draft(text="b", edit_date="2021-07-01T00:01:00Z")], "live")
    made.spool.put(Result(post.event_id, with_file(post, NAME, "00")))
    assert made.take() == 0
    assert len(made.kafka.posts) == 2
    assert NAME in made.kafka.coverage[0].reason
    assert list(made.spool.waiting()) == []


def test_a_deletion_stays_one_and_gets_the_file(made):
    (post,) = made.recorder.record([draft()], "live")
    made.recorder.record([draft(text=None, deleted=True, media=())], "live")
    made.spool.put(Result(post.event_id, with_file(post, NAME, "00")))
    assert made.take() == 1
    last = made.kafka.posts[-1]
    assert (last.deleted, last.text, last.media[0].sha256, last.version) == (True, None, NAME, 3)


def test_a_result_that_can_not_be_read_is_set_aside(made):
    (made.spool.folder / "x.json").write_bytes(b"{")
    assert made.take() == 0
    assert [path.name for path in made.spool.folder.iterdir()] == ["x.bad"]


def test_telegrams_message_is_read_from_the_events_own_bytes():
    photo = types.Photo(
        id=5, access_hash=6, file_reference=b"r", date=1, sizes=[types.PhotoSize("x", 1, 1, 9)], dc_id=2
    )
    message = types.Message(
        id=1, peer_id=types.PeerChannel(1), date=1, message="a", media=types.MessageMediaPhoto(photo=photo)
    )
    post = draft(raw=base64.b64encode(bytes(message)).decode())
    assert file_in(message_in(post, lambda _name: None)).id == 5


@pytest.mark.parametrize("raw", [None, "", "AAAA", "no base64!", base64.b64encode(b"\xff" * 40).decode()])
def test_bytes_that_are_no_message_are_no_message(raw):
    assert message_in(draft(raw=raw), lambda _name: None) is None
