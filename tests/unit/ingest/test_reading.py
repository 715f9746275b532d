"""How far channels are read, page ranges, schedules, what coverage says: pure or on one file."""

from datetime import UTC, datetime

import pytest

from ingest.batch import Known
from ingest.compare import holes, suspects
from ingest.config import RECHECKS, parse_sessions
from ingest.coverage import summarise
from ingest.cursor import Cursor
from ingest.errors import IngestError
from ingest.lease import lease
from ingest.reading import Progress, Unread
from ingest.schedule import next_due, poll_interval, silence_limit, sweep_interval
from schemas.operations import Coverage

DATE = "2021-07-01T00:00:00Z"
BORN = datetime(2021, 7, 1, tzinfo=UTC).timestamp()


def test_the_position_stays_below_a_gap_until_it_is_read(tmp_path):
    cursor = Cursor(tmp_path / "c.sqlite")
    cursor.acknowledged(
        [], progress=[Progress(channel=7, head=10), Progress(channel=7, head=500, opened=(Unread(10, 400, "gap"),))]
    )
    assert cursor.position(7) == 10
    cursor.acknowledged([], progress=[Progress(channel=7, shrunk=(10, 200))])
    assert cursor.reading.unread(7) == [Unread(10, 200, "gap")]
    cursor.close()
    again = Cursor(tmp_path / "c.sqlite")
    again.acknowledged([], progress=[Progress(channel=7, shrunk=(10, None))])
    assert (again.position(7), again.reading.unread(7)) == (500, [])


def test_older_history_does_not_hold_the_position_back(tmp_path):
    cursor = Cursor(tmp_path / "c.sqlite")
    cursor.acknowledged([], progress=[Progress(channel=7, head=500, opened=(Unread(0, 400, "backfill"),))])
    assert cursor.position(7) == 500


def test_missing_ids_are_suspects_only_if_they_did_not_change_meanwhile():
    known = {
        1: Known(1, "e", DATE, False, seq=1),
        2: Known(1, "e", DATE, True, seq=1),
        3: Known(1, "e", DATE, False, seq=9),
    }
    assert suspects({4}, known, since=5) == [1]


@pytest.mark.parametrize(
    ("shown", "low", "high", "known", "found"),
    [
        ([4, 5, 8], 3, 9, (), [(6, 7)]),
        ([], 3, 6, (), [(4, 5)]),
        ([5], 3, 9, {7}, [(4, 4), (6, 6), (8, 8)]),
        ([4, 5], 3, 6, (), []),
    ],
)
def test_holes_are_what_is_neither_shown_nor_known(shown, low, high, known, found):
    assert holes(shown, low, high, known) == found


def test_a_post_is_read_again_at_each_age_and_then_no_more():
    moment, seen = BORN, []
    while (due := next_due(DATE, moment, RECHECKS)) is not None:
        seen.append(due - BORN)
        moment = due
    assert seen == list(RECHECKS)


def test_a_clock_that_jumps_only_brings_the_next_age_nearer():
    assert next_due(DATE, BORN + 3600, RECHECKS) == BORN + 6 * 3600
    assert next_due(DATE, BORN - 3600, RECHECKS) == BORN - 3600 + 60


def test_polls_are_as_frequent_as_telegram_allows_and_never_rarer_than_promised():
    few = poll_interval(ceiling_s=90, floor_s=2, channels=5, rate=0.8)
    many = poll_interval(ceiling_s=90, floor_s=2, channels=500, rate=0.8)
    assert (few, many) == (12.5, 90)
    assert sweep_interval(pages=4, rate=0.8, floor_s=20, ceiling_s=3600) == 100
    assert silence_limit(24) == 8 * 3600


def test_two_sessions_are_two_files():
    assert [path.name for path in parse_sessions("a.session, b.session")] == ["a.session", "b.session"]
    for wrong in ("", "a.session,a.session"):
        with pytest.raises(IngestError, match="one file for each account"):
            parse_sessions(wrong)


def test_a_lease_is_for_one_also_through_a_link(tmp_path):
    link = tmp_path / "link.session"
    link.symlink_to(tmp_path / "a.session")
    with (
        lease(tmp_path / "a.session"),
        pytest.raises(IngestError, match=r"in use by another collector \(process \d+\)"),
        lease(link),
    ):
        pass
    with lease(link):
        pass


def test_coverage_is_folded_into_what_stands_now():
    def record(kind, **fields):
        return Coverage(channel_id=fields.pop("channel", 7), kind=kind, at=DATE, **fields)

    told = summarise(
        [
            record("seen", start="2021-06-01T00:00:00Z", end=DATE, from_id=1, to_id=9),
            record("hole", from_id=3, to_id=4),
            record("gap", start=DATE, end=DATE, reason="r"),
            record("blind", reason="no answer"),
            record("account", channel=0, account="a", state="unregistered"),
            record("blind", channel=0, reason="no account"),
        ],
        at=datetime(2021, 7, 2, tzinfo=UTC),
    )
    channel = told["channels"]["7"]
    assert (channel["state"], channel["seen_from"], channel["newest_id"]) == ("blind", "2021-06-01T00:00:00Z", 9)
    assert (channel["holes"], channel["gaps_7d"], channel["reason"]) == (2, 1, "no answer")
    assert told["channels"]["collector"]["state"] == "blind"
    assert told["accounts"]["a"]["state"] == "unregistered"
