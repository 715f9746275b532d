"""The three exits of a step, as far as they are pure."""

import base64

import msgspec

from processors.stage import LARGEST_KEPT, Record, Source, attempt, dead_letter
from schemas.topics import MAX_RECORD

SOURCE = Source("telegram.posts.raw", 2, 17, b"1:2")


def letter_of(records):
    (record,) = records
    assert record.topic == "telegram.posts.raw.dead"
    return msgspec.json.decode(record.value)


def test_what_a_step_gives_is_published():
    records = [Record("t", b"k", b"v")]
    assert attempt(lambda _value: records, "step", SOURCE, b"x") == records


def test_whatever_a_step_raises_becomes_a_dead_letter_with_its_reason():
    def step(_value):
        raise ZeroDivisionError("by nothing")

    letter = letter_of(attempt(step, "analyse", SOURCE, b"\xffbytes"))
    assert letter["error"] == "ZeroDivisionError: by nothing"
    assert base64.b64decode(letter["value"]) == b"\xffbytes"
    assert (letter["topic"], letter["partition"], letter["offset"], letter["key"]) == (
        "telegram.posts.raw",
        2,
        17,
        "1:2",
    )


def test_what_follows_but_is_too_large_is_parked_instead():
    letter = letter_of(attempt(lambda _value: [Record("t", b"k", b"x" * (int(MAX_RECORD) + 1))], "s", SOURCE, b"v"))
    assert "too large for t" in letter["error"]


def test_an_event_too_large_for_a_dead_letter_keeps_its_first_part_and_its_hash():
    letter = msgspec.json.decode(dead_letter("s", SOURCE, b"x" * (LARGEST_KEPT + 1), "why").value)
    assert "sha256" in letter["error"]
    assert len(base64.b64decode(letter["value"])) == LARGEST_KEPT
