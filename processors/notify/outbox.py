"""Alerts on their way: each destination has a queue and a worker of its own, so that one that is away delays only itself.

What waits (digest, quiet hours, a snooze, escalation, a flood) is written down in `alerts.sent` before the alert is
committed, and comes back from there: the commit never waits for a night to end.
"""

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec

from processors.notify.alerts import ORDER
from processors.notify.destination import PATIENCE_S, Destination, deliver_to
from processors.notify.digest import digest_of
from processors.notify.route import ESCALATION, Allowance, Verdict, decide
from processors.notify.sent import Sent
from processors.notify.view import View
from schemas.alerts import Alert
from schemas.messages import Severity
from schemas.operations import Delivery

# Time for a request on its way to be answered when the alerts go to another process.
GRACE_S: Final = 2.0
PER_MINUTE: Final = 30
# So many of what waited are told one by one; more of them come together.
ONE_BY_ONE: Final = 3
MOST_TOGETHER: Final = 500

Remember = Callable[[Sequence[Delivery]], Awaitable[None]]
Park = Callable[[Any, str], Awaitable[None]]
Now = Callable[[], datetime]


@dataclass(order=True)
class _Item:
    """The most severe first. `record` is None for what was held; several alerts were held together."""

    severity: int
    turn: int
    alerts: tuple[Alert, ...] = field(compare=False)
    record: Any = field(compare=False, default=None)


def _now() -> datetime:
    return datetime.now(UTC)


class Outbox:
    """`remember` and `park` return when Kafka has what they are given; nothing is committed before."""

    def __init__(
        self,
        destinations: Sequence[Destination],
        remember: Remember,
        park: Park,
        *,
        view: View | None = None,
        patience_s: float = PATIENCE_S,
        per_minute: int = PER_MINUTE,
        now: Now = _now,
        told: Callable[[Delivery], None] = lambda _delivery: None,
    ) -> None:
        self._destinations, self._remember, self._park, self._patience_s = destinations, remember, park, patience_s
        self._view, self._now, self._told = view or View(), now, told
        self._allowances = {each.name: Allowance(each.route.per_minute or per_minute) for each in destinations}
        self._sent: Sent = {}
        self._held: dict[str, dict[str, Delivery]] = {}
        self._queues: dict[str, asyncio.PriorityQueue[_Item]] = {}
        self._workers: list[asyncio.Task[None]] = []
        self._unfinished: dict[tuple[int, int], int] = {}
        self._turn = itertools.count()

    def start(self, sent: Sent) -> None:
        """`sent` is what the targets have received so far, and what waits for them."""
        self._sent = sent
        self._held = {each.name: {} for each in self._destinations}
        for (alert_id, name), delivery in sent.items():
            if delivery.held is not None and name in self._held:
                self._held[name][alert_id] = delivery
        self._queues = {each.name: asyncio.PriorityQueue() for each in self._destinations}
        self._workers = [asyncio.create_task(self._serve(each)) for each in self._destinations]

    async def stop(self, grace_s: float = GRACE_S) -> None:
        """Drops what no target has begun to take: it was not committed, and goes to whoever has the partition next."""
        for queue in self._queues.values():
            while not queue.empty():
                queue.get_nowait()
                queue.task_done()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*(queue.join() for queue in self._queues.values())), grace_s)
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        self._queues, self._workers, self._unfinished = {}, [], {}

    async def close(self) -> None:
        await self.stop()
        for each in self._destinations:
            await each.target.close()

    def put(self, alert: Alert, record: Any) -> None:
        """The most severe first: a page may not wait behind a flood of less."""
        if self._destinations:
            self._unfinished[record.partition, record.offset] = len(self._destinations)
        for queue in self._queues.values():
            queue.put_nowait(_Item(-ORDER[alert.severity], next(self._turn), (alert,), record))

    def release(self) -> None:
        """What waited long enough goes to its target: a few one by one, more of them together."""
        now = self._now()
        for name, queue in self._queues.items():
            due = [each for each in self._held[name].values() if _due(each, now)]
            for each in due:
                del self._held[name][each.alert_id]
            alerts = [each.held for each in due if each.held is not None]
            alone = [alert for alert in alerts if len(alerts) <= ONE_BY_ONE or self._escalates(name, alert)]
            together = [alert for alert in alerts if alert not in alone]
            groups = [(alert,) for alert in alone] + ([tuple(together)] if together else [])
            for group in groups:
                worst = max(ORDER[alert.severity] for alert in group)
                queue.put_nowait(_Item(-worst, next(self._turn), group))

    def _escalates(self, name: str, alert: Alert) -> bool:
        before = self._sent.get((alert.alert_id, name))
        return before is not None and before.why == ESCALATION

    def done(self, partition: int, read: int) -> int:
        """Up to which offset every target has what it gets, given what was read."""
        return min([read, *(offset for part, offset in self._unfinished if part == partition)])

    def raise_of_dead(self) -> None:
        """A worker ends only by an error that nobody expected: the process must end with it, not go on without."""
        for worker in self._workers:
            if worker.done():
                worker.result()

    async def _serve(self, place: Destination) -> None:
        queue = self._queues[place.name]
        while True:
            items = [await queue.get()]
            verdicts = [self._decide(place, items[0])]
            # Thousands that only wait are written down together; whatever is to be told is told alone and at once.
            while verdicts[-1].what != "send" and not queue.empty() and len(items) < MOST_TOGETHER:
                items.append(queue.get_nowait())
                verdicts.append(self._decide(place, items[-1]))
            waiting = [(item, verdict) for item, verdict in zip(items, verdicts, strict=True) if verdict.what != "send"]
            await self._set_aside(place, waiting)
            if verdicts[-1].what == "send":
                await self._tell(place, items[-1])
            for item in items:
                self._finish(item)
                queue.task_done()

    def _decide(self, place: Destination, item: _Item) -> Verdict:
        if len(item.alerts) > 1:
            return Verdict("send")
        alert, now = item.alerts[0], self._now()
        return decide(
            alert,
            place.route,
            self._sent.get((alert.alert_id, place.name)),
            self._view.states.get(alert.alert_id),
            self._view.silences.values(),
            now,
            full=self._allowances[place.name].full(alert, now),
            due=item.record is None,
        )

    async def _set_aside(self, place: Destination, items: list[tuple[_Item, Verdict]]) -> None:
        """Writes down what waits and what is hidden; what is no news for this target leaves no trace."""
        made = []
        for item, verdict in items:
            alert = item.alerts[0]
            before = self._sent.get((alert.alert_id, place.name))
            waits = before is not None and before.held is not None
            if verdict.what == "hold":
                made.append(self._delivery(place, alert, why=verdict.why, until=verdict.until))
            elif verdict.why and (waits or before is None):
                made.append(self._delivery(place, alert, why=verdict.why))
            elif before and before.held_until and item.record is not None and before.why == ESCALATION:
                # As it stands now, when its time comes.
                until = datetime.fromisoformat(before.held_until)
                made.append(self._delivery(place, alert, why=ESCALATION, until=until))
        await self._keep(made)

    async def _keep(self, deliveries: Sequence[Delivery]) -> None:
        if deliveries:
            await self._remember(deliveries)
        for each in deliveries:
            self._sent[each.alert_id, each.target] = each
            self._held[each.target].pop(each.alert_id, None)
            if each.held is not None:
                self._held[each.target][each.alert_id] = each

    async def _tell(self, place: Destination, item: _Item) -> None:
        due = item.record is None
        alerts = list(item.alerts)
        if len(alerts) > 1:
            verdicts = [(_Item(0, 0, (alert,)), self._decide(place, _Item(0, 0, (alert,)))) for alert in alerts]
            await self._set_aside(place, [each for each in verdicts if each[1].what != "send"])
            alerts = [each.alerts[0] for each, verdict in verdicts if verdict.what == "send"]
        if not alerts:
            return
        self._allowances[place.name].take(self._now())
        told = alerts[0] if len(alerts) == 1 else digest_of(alerts, self._why(place, alerts))
        if not due:
            await self._keep(self._escalations(place, told))
        error = await deliver_to(place, told, self._patience_s)
        # A process that dies here sends this alert again, with the same idempotency key.
        deliveries = [self._delivery(place, alert, error=error, ok=error is None) for alert in alerts]
        await self._keep(deliveries)
        for each in deliveries:
            self._told(each)
        if error is not None:
            if item.record is not None:
                await self._park(item.record, f"{place.name}: {error}")
            self._escalate_now(place, alerts)

    def _why(self, place: Destination, alerts: list[Alert]) -> str:
        reasons = {before.why for alert in alerts if (before := self._sent.get((alert.alert_id, place.name)))}
        return ", ".join(sorted(reason for reason in reasons if reason)) or "digest"

    def _escalations(self, place: Destination, alert: Alert) -> list[Delivery]:
        """The alert as it waits at the routes that get it if nobody acknowledges it."""
        rule = place.route.escalate
        if rule is None or ORDER[alert.severity] < ORDER[rule.severity]:
            return []
        until = self._now() + timedelta(minutes=rule.after_minutes)
        return [
            self._delivery(each, alert, why=ESCALATION, until=until)
            for each in self._destinations
            if each.route.name in rule.to and (alert.alert_id, each.name) not in self._sent
        ]

    def _escalate_now(self, place: Destination, alerts: Sequence[Alert]) -> None:
        """Nobody was reached here: whoever is next need not wait."""
        rule = place.route.escalate
        for each in self._destinations if rule else ():
            for alert in alerts:
                waits = self._held[each.name].get(alert.alert_id)
                if rule and each.route.name in rule.to and waits and waits.why == ESCALATION:
                    self._held[each.name][alert.alert_id] = msgspec.structs.replace(
                        waits, held_until=_text(self._now())
                    )

    def _finish(self, item: _Item) -> None:
        if item.record is None:
            return
        place = (item.record.partition, item.record.offset)
        self._unfinished[place] -= 1
        if not self._unfinished[place]:
            del self._unfinished[place]

    def _delivery(
        self,
        place: Destination,
        alert: Alert,
        *,
        ok: bool = False,
        error: str | None = None,
        why: str | None = None,
        until: datetime | None = None,
    ) -> Delivery:
        before = self._sent.get((alert.alert_id, place.name))
        first = ok and alert.mode == "live" and (before is None or (before.why is None and not before.ok))
        return Delivery(
            alert_id=alert.alert_id,
            target=place.name,
            revision=alert.revision,
            severity=_known(before, alert, told=ok),
            at=_text(self._now()),
            ok=ok,
            error=error,
            corrected=alert.corrected,
            why=why,
            held_until=None if until is None else _text(until),
            held=alert if until is not None else None,
            timing=alert.timing if first else None,
        )


def _known(before: Delivery | None, alert: Alert, *, told: bool) -> Severity:
    """An alert that was told and waits for its next telling is known at the severity told."""
    return before.severity if before is not None and before.ok and not told else alert.severity


def _due(delivery: Delivery, now: datetime) -> bool:
    return delivery.held_until is not None and datetime.fromisoformat(delivery.held_until) <= now


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
