"""rasd's own health: what raises an alert, what does not, and when the dead-man's switch is patted."""

from datetime import UTC, datetime, timedelta

from processors.config import Lag
from processors.notify.latency import quantile, report, seconds
from processors.notify.rules import OPERATIONAL
from processors.notify.watch import Cover, Health, Measured
from schemas.alerts import Timing
from schemas.operations import Delivery

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def behind(records, **letters):
    return Measured((Lag("rasd-analyse", "telegram.posts.raw", records),), letters)


def look(health, measured, minutes=0):
    return {alert.rule: alert for alert in health.look(measured, OPERATIONAL, NOW + timedelta(minutes=minutes))}


def test_a_step_that_is_behind_twice_in_a_row_raises_one_alert_a_day():
    health = Health()
    assert look(health, behind(50_000)) == {}
    [first] = look(health, behind(60_000), 1).values()
    assert (first.rule, first.severity, first.mode) == ("step_behind", "high", "live")
    assert "rasd-analyse in telegram.posts.raw" in first.title
    [second] = look(health, behind(70_000), 2).values()
    assert (second.alert_id, second.revision) == (first.alert_id, 2)
    assert look(health, behind(0), 3) == {}
    assert not look(health, behind(60_000), 4)


def test_dead_letters_raise_an_alert_only_when_they_grow():
    health = Health()
    assert look(health, behind(0, raw=7)) == {}
    assert look(health, behind(0, raw=7), 1) == {}
    assert look(health, behind(0, raw=9), 2)["dead_letters"].count == 2


def test_a_collector_that_stays_blind_raises_an_alert_and_one_that_sees_again_does_not():
    health = Health()
    health.cover(Cover(channel_id=0, kind="blind", at="2026-03-01T11:50:00Z", start="2026-03-01T11:50:00Z"))
    health.cover(Cover(channel_id=5, kind="blind", at="2026-03-01T11:58:00Z"))
    found = look(health, behind(0))
    assert found["collector_blind"].title.endswith("every channel")
    assert not health.well(OPERATIONAL)
    health.cover(Cover(channel_id=0, kind="alive", at="2026-03-01T12:01:00Z"))
    assert look(health, behind(0), 20) == {}
    assert health.well(OPERATIONAL)


def test_nobody_is_told_that_all_is_well_before_it_was_measured_or_while_a_step_is_behind():
    health = Health()
    assert not health.well(OPERATIONAL)
    look(health, behind(50_000))
    assert not health.well(OPERATIONAL)
    look(health, behind(3))
    assert health.well(OPERATIONAL)


def delivery(posted_s, **fields):
    timing = Timing(
        posted=(NOW - timedelta(seconds=posted_s)).isoformat(),
        seen=(NOW - timedelta(seconds=1)).isoformat(),
        alerted=NOW.isoformat(),
    )
    made = {"alert_id": "a", "target": "t", "revision": 1, "severity": "high", "at": NOW.isoformat(), "timing": timing}
    return Delivery(**made | fields)


def test_latency_is_told_of_each_part_whose_ends_are_known():
    assert seconds(delivery(3)) == {"posted_seen": 2.0, "alerted_delivered": 0.0, "posted_delivered": 3.0}
    assert seconds(delivery(3, ok=False)) == {}
    assert seconds(delivery(3, timing=None)) == {}


def test_a_quantile_is_a_value_that_was_measured():
    assert quantile([], 0.5) is None
    assert [quantile(range(1, 101), share) for share in (0.5, 0.95, 0.99)] == [50, 95, 99]
    assert quantile([7.0], 0.99) == 7.0
    found = report([delivery(each) for each in range(1, 101)])["posted_delivered"]
    assert (found["n"], found["p50"], found["p99"]) == (100, 50.0, 99.0)
