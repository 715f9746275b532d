"""What a feeder sends on."""

from dataclasses import dataclass

from processors.packs import unpack
from processors.replay.feed import Feed, Pace, packed, wanted


@dataclass
class Read:
    partition: int
    offset: int
    value: bytes
    key: bytes = b"1:1"


def test_events_stay_in_their_partition_and_order():
    records = [Read(number % 3, number, b"%d" % number) for number in range(200)]
    made = list(packed(records, Feed(start={}), "replay.g.raw"))
    for partition in range(3):
        fed = [each.offset for record in made if record.partition == partition for each in unpack(record.value).events]
        assert fed == list(range(partition, 200, 3))
    assert len(made) < 20, "many events go into one message"


def test_only_posts_of_the_dates_asked_for_go_on():
    feed = Feed(start={}, posted_from="2021-07-01T00:00:00Z", posted_to="2021-08-01T00:00:00Z")
    assert wanted(b'{"date": "2021-07-01T00:00:00Z"}', feed)
    assert not wanted(b'{"date": "2021-08-01T00:00:00Z"}', feed)
    assert not wanted(b'{"date": "2021-06-30T23:59:59Z"}', feed)


def test_what_can_not_be_read_goes_on_to_be_parked_with_its_reason():
    feed = Feed(start={}, posted_from="2021-07-01T00:00:00Z")
    assert wanted(b"no json", feed)
    assert wanted(b"", Feed(start={}))


def test_a_pace_rests_so_that_no_more_pass_a_second():
    moments = iter([0.0, 0.0, 0.5, 10.0])
    pace = Pace(100.0, lambda: next(moments))
    assert pace.pause(50) == 0.5
    assert pace.pause(100) == 1.0, "what was already waited for does not count twice"
    assert pace.pause(100) == 1.0, "a time of nothing to do is not made up for"
    assert Pace(0.0, lambda: 0.0).pause(1000) == 0.0
