"""Packs: many events in one message, none of which may be lost or change its order."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.packs import Packed, attempt_all, is_pack, pack, parts, unpack, unpacked
from processors.stage import Record, Source
from schemas.codec import CodecError, decode
from schemas.operations import DeadLetter
from schemas.topics import ANALYSED, CLUSTERS, INTEREST

SOURCE = Source("replay.g.raw", 3, 7, b"3")
EVENTS = st.builds(
    Packed, offset=st.integers(0, 2**40), key=st.none() | st.binary(max_size=9), value=st.none() | st.binary()
)


class Recorded:
    topic, partition, offset, key = "replay.g.raw", 3, 7, b"3"

    def __init__(self, value):
        self.value = value


@given(st.lists(EVENTS, max_size=20))
def test_what_is_packed_comes_out_as_it_went_in(events):
    made = pack(3, events)
    assert is_pack(made)
    assert unpack(made).events == tuple(events)
    assert [each.value for each in unpacked(Recorded(made))] == [event.value for event in events]


@given(st.lists(EVENTS, max_size=40), st.integers(1, 9), st.integers(1, 60))
def test_parts_keep_the_order_and_stay_within_their_bounds(events, most, largest):
    made = list(parts(events, most, largest))
    assert [event for part in made for event in part] == events
    for part in made:
        size = sum(len(event.value or b"") + len(event.key or b"") for event in part)
        assert len(part) == 1 or (len(part) <= most and size <= largest)


@pytest.mark.parametrize("value", [b'{"text": "x"}', b"", None, b"  {}"])
def test_a_single_event_is_no_pack(value):
    assert not is_pack(value)
    assert unpacked(Recorded(value))[0].value == value


def test_what_looks_like_a_pack_and_is_none_is_parked():
    (letter,) = attempt_all(lambda _: [], "analyse", SOURCE, b"\x92garbage")
    assert letter.topic == "replay.g.raw.dead"
    assert "not a pack" in decode(DeadLetter, letter.value).error
    with pytest.raises(CodecError):
        unpacked(Recorded(b"\x92garbage"))


def step(value):
    if value == b"bad":
        raise CodecError("bad event")
    yield Record(ANALYSED.name, value, b"analysed " + value)
    yield Record(INTEREST.name, value, b"interest " + value)
    yield Record(CLUSTERS.name, value, b"cluster " + value)


def test_one_bad_event_of_a_pack_is_one_dead_letter_and_the_rest_goes_on():
    given_ = pack(3, [Packed(1, b"a", b"one"), Packed(2, b"b", b"bad"), Packed(5, b"c", b"two")])
    records = attempt_all(step, "analyse", SOURCE, given_)
    by_topic = {record.topic: record for record in records if is_pack(record.value)}
    assert [each.value for each in unpack(by_topic[ANALYSED.name].value).events] == [b"analysed one", b"analysed two"]
    assert by_topic[ANALYSED.name].partition == 3, "a post stays in its partition"
    assert by_topic[INTEREST.name].partition == 0, "a topic with one partition has no other"
    assert [record.value for record in records if record.topic == CLUSTERS.name] == [b"cluster one", b"cluster two"]
    (letter,) = [record for record in records if record.topic.endswith(".dead")]
    content = decode(DeadLetter, letter.value)
    assert base64.b64decode(content.value) == b"bad"
    assert (content.key, content.error) == ("b", "bad event")


def test_an_event_by_itself_is_processed_as_ever():
    records = attempt_all(step, "analyse", SOURCE, b"one")
    assert [record.value for record in records] == [b"analysed one", b"interest one", b"cluster one"]
    assert {record.partition for record in records} == {None}


def test_large_results_are_cut_into_records_that_kafka_takes():
    big = b"x" * 700_000
    records = attempt_all(
        lambda _: [Record(ANALYSED.name, b"k", big)],
        "a",
        SOURCE,
        pack(0, [Packed(n, b"k", b"v") for n in range(4)]),
    )
    assert len(records) == 4
    assert all(len(record.value) < 2_000_000 for record in records)
