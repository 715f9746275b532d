"""Who gets what and in which order, what may be committed, and what happens when a target is away."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from processors.notify.destination import Destination
from processors.notify.incident import silence
from processors.notify.outbox import Outbox
from processors.notify.routes import Escalate, Route
from processors.notify.send import Target
from processors.notify.view import View
from processors.notify.wrong import TargetError
from schemas.alerts import Alert
from schemas.operations import AlertState, Delivery

PLAIN = Route(name="plain")


@dataclass(frozen=True)
class Recorded:
    offset: int
    partition: int = 0


class Played:
    """A target that takes alerts while it is `up`, and says when it was asked."""

    def __init__(self, name="t", *, up=True, route=PLAIN):
        self.name, self.route, self.taken, self.asked = name, route, [], asyncio.Event()
        self.up = asyncio.Event()
        if up:
            self.up.set()

    async def send(self, alert):
        self.asked.set()
        await self.up.wait()
        self.taken.append((alert.alert_id, alert.severity))

    def target(self):
        return Target(self.name, self.send)


class Down(Played):
    async def send(self, alert):
        self.asked.set()
        raise TargetError(f"{alert.alert_id} refused")


def alert(alert_id="a", severity="high", **fields):
    made = {"rule": "r", "title": "t", "summary": "s", "first_seen": "x", "last_seen": "x"} | fields
    return Alert(alert_id=alert_id, severity=severity, **made)


@pytest.fixture
async def outbox():
    """`outbox(target, …)` makes one that has started; `remembered` and `parked` say what it told Kafka."""
    made = []

    def make(*targets, patience_s=600.0, **options):
        remembered, parked, kept = [], [], []

        async def remember(deliveries):
            kept.extend(deliveries)
            remembered.extend((each.alert_id, each.target, each.ok) for each in deliveries)

        async def park(record, why):
            parked.append((record.offset, why))

        places = [Destination(each.name, each.target(), each.route) for each in targets]
        box = Outbox(places, remember, park, patience_s=patience_s, **options)
        box.remembered, box.parked, box.kept = remembered, parked, kept
        box.start({})
        made.append(box)
        return box

    yield make
    for box in made:
        await box.stop(0)


async def until(condition):
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110  # the outbox has no event for every state that a test waits for
            await asyncio.sleep(0.001)


async def test_every_target_gets_an_alert_once_and_it_is_remembered_before_it_is_done(outbox):
    first, second = Played("x"), Played("y")
    box = outbox(first, second)
    box.put(alert(), Recorded(7))
    box.put(alert(), Recorded(8))
    assert box.done(0, 9) == 7
    await until(lambda: box.done(0, 9) == 9)
    assert first.taken == second.taken == [("a", "high")]
    assert sorted(box.remembered) == [("a", "x", True), ("a", "y", True)]


async def test_an_alert_that_got_worse_is_sent_again(outbox):
    target = Played()
    box = outbox(target)
    box.put(alert(), Recorded(1))
    await until(lambda: box.done(0, 2) == 2)
    box.put(alert(severity="critical"), Recorded(2))
    await until(lambda: box.done(0, 3) == 3)
    assert target.taken == [("a", "high"), ("a", "critical")]


async def test_a_target_that_is_away_delays_only_itself_and_holds_the_commit(outbox):
    away, here = Played("away", up=False), Played("here")
    box = outbox(away, here)
    for offset, id_ in enumerate("abc"):
        box.put(alert(id_), Recorded(offset))
    await until(lambda: len(here.taken) == 3)
    assert box.done(0, 3) == 0
    away.up.set()
    await until(lambda: box.done(0, 3) == 3)
    assert len(away.taken) == 3


async def test_the_most_severe_waits_behind_nothing_less(outbox):
    target = Played(up=False)
    box = outbox(target)
    box.put(alert("first", "low"), Recorded(0))
    await target.asked.wait()
    for offset in range(1, 100):
        box.put(alert(f"flood-{offset}", "low"), Recorded(offset))
    box.put(alert("fire", "critical"), Recorded(100))
    target.up.set()
    await until(lambda: box.done(0, 101) == 101)
    assert target.taken[1] == ("fire", "critical")


async def test_a_target_that_never_takes_an_alert_gets_it_parked_and_the_rest_goes_on(outbox):
    down, here = Down("down"), Played("here")
    box = outbox(down, here, patience_s=0.01)
    box.put(alert(), Recorded(3))
    await until(lambda: box.done(0, 4) == 4)
    assert here.taken == [("a", "high")]
    assert box.parked == [(3, "down: a refused")]
    assert sorted(box.remembered) == [("a", "down", False), ("a", "here", True)]


async def test_what_another_process_sent_is_not_sent_again(outbox):
    target = Played()
    box = outbox(target)
    await box.stop()
    box.start({("a", "t"): Delivery(alert_id="a", target="t", revision=1, severity="high", at="x")})
    box.put(alert(), Recorded(1))
    await until(lambda: box.done(0, 2) == 2)
    assert target.taken == []


async def test_when_the_alerts_go_to_another_process_the_one_on_its_way_arrives_and_no_other_leaves(outbox):
    target = Played(up=False)
    box = outbox(target)
    box.put(alert("a"), Recorded(1))
    box.put(alert("b"), Recorded(2))
    await target.asked.wait()
    stopping = asyncio.create_task(box.stop())
    await asyncio.sleep(0)
    target.up.set()
    await stopping
    assert target.taken == [("a", "high")]
    assert box.remembered == [("a", "t", True)]


async def test_an_error_that_nobody_expected_ends_the_process(outbox):
    class Broken(Played):
        async def send(self, alert):
            raise ZeroDivisionError(alert.alert_id)

    box = outbox(Broken())
    box.put(alert(), Recorded(1))

    def told():
        try:
            box.raise_of_dead()
        except ZeroDivisionError:
            return True
        return False

    await until(told)


async def test_without_targets_everything_is_done():
    box = Outbox([], None, None)
    box.start({})
    box.put(alert(), Recorded(1))
    assert box.done(0, 2) == 2


class Clock:
    def __init__(self):
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self):
        return self.now


async def test_ten_thousand_at_once_become_a_handful_and_the_critical_one_among_them_comes_first(outbox):
    clock, target = Clock(), Played()
    box = outbox(target, now=clock, per_minute=5)
    for offset in range(10_000):
        box.put(alert(f"{offset}", "critical" if offset == 7_777 else "high"), Recorded(offset))
    await until(lambda: box.done(0, 10_000) == 10_000)
    assert target.taken[0] == ("7777", "critical")
    assert len(target.taken) == 5
    clock.now += timedelta(seconds=61)
    box.release()
    await until(lambda: len({id_ for id_, _, ok in box.remembered if ok}) == 10_000)
    assert len(target.taken) == 6, "they did not come together"


async def test_what_waits_is_written_down_before_it_is_done_and_comes_back_after_a_restart(outbox):
    clock, target = Clock(), Played(route=Route(name="x", severity="high", digest_minutes=60))
    box = outbox(target, now=clock)
    for offset, id_ in enumerate("abcd"):
        box.put(alert(id_, "low"), Recorded(offset))
    await until(lambda: box.done(0, 4) == 4)
    assert target.taken == []
    assert [each.held.alert_id for each in box.kept] == list("abcd")
    await box.stop()
    box.start({(each.alert_id, each.target): each for each in box.kept})
    clock.now += timedelta(hours=1)
    box.release()
    await until(lambda: len(target.taken) == 1)
    assert box.kept[-1].ok


async def test_an_alert_that_nobody_acknowledges_goes_further_and_one_that_somebody_has_does_not(outbox):
    clock, view = Clock(), View()
    first = Played("first", route=Route(name="duty", escalate=Escalate(to=("boss",), after_minutes=15)))
    boss = Played("boss", route=Route(name="boss", only_escalated=True))
    box = outbox(first, boss, now=clock, view=view)
    box.put(alert("a", "critical"), Recorded(0))
    box.put(alert("b", "critical"), Recorded(1))
    box.put(alert("c", "high"), Recorded(2))
    await until(lambda: box.done(0, 3) == 3)
    assert len(first.taken) == 3
    assert boss.taken == []
    view.states["b"] = AlertState(alert_id="b", status="acknowledged", at="x")
    clock.now += timedelta(minutes=16)
    box.release()
    await until(lambda: any(each.why == "acknowledged" for each in box.kept))
    assert boss.taken == [("a", "critical")]


async def test_an_alert_that_a_target_never_takes_goes_further_at_once(outbox):
    clock = Clock()
    down = Down("down", route=Route(name="duty", escalate=Escalate(to=("boss",), after_minutes=15)))
    boss = Played("boss", route=Route(name="boss", only_escalated=True))
    box = outbox(down, boss, now=clock, patience_s=0.01)
    box.put(alert("a", "critical"), Recorded(0))
    await until(lambda: box.done(0, 1) == 1)
    box.release()
    await until(lambda: boss.taken == [("a", "critical")])


async def test_words_that_may_name_a_threatened_person_go_only_where_the_route_says_so(outbox):
    class Kept(Played):
        async def send(self, alert):
            self.taken.append((alert.alert_id, alert.text, "كلمات" in str(alert)))

    away, told = Kept("away"), Kept("told", route=Route(name="protection", private=True))
    box = outbox(away, told)
    box.put(alert("a", private=True, text="كلمات", reasons=("why", "threat: “كلمات”")), Recorded(0))
    await until(lambda: box.done(0, 1) == 1)
    assert away.taken == [("a", None, False)]
    assert told.taken == [("a", "كلمات", True)]


async def test_a_silenced_alert_is_not_told_and_that_is_written_down(outbox):
    clock, view, target = Clock(), View(), Played()
    made = silence(until=clock.now + timedelta(hours=1), at=clock.now, by="me", reason="known", rule="r")
    view.silences[made.silence_id] = made
    box = outbox(target, now=clock, view=view)
    box.put(alert("a"), Recorded(0))
    await until(lambda: box.done(0, 1) == 1)
    assert target.taken == []
    assert [each.why for each in box.kept] == [f"silenced by {made.silence_id}"]
