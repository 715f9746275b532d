"""What people do with alerts: states, silences and what they judged, as pure functions on values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from schemas.alerts import Alert
from schemas.errors import Explained
from schemas.identity import digest
from schemas.operations import AlertState, AlertStatus, Silence, StateBefore

# Changes that can be undone, the newest; an alert that had more is a quarrel.
MOST_CHANGES: Final = 20
_KEPT: Final = tuple(field.name for field in msgspec.structs.fields(StateBefore))


class IncidentError(Explained):
    """What was asked of an alert can't be done; the text says why."""


def changed(old: AlertState | None, alert_id: str, *, at: str, by: str, **fields: Any) -> AlertState:
    """The state after a person changed `fields`; what they replace is kept for `undone`."""
    before = old or AlertState(alert_id=alert_id, at="", changes=0)
    kept = StateBefore(**{name: getattr(before, name) for name in _KEPT})
    return msgspec.structs.replace(
        before, **fields, at=at, by=by, changes=before.changes + 1, history=(*before.history, kept)[-MOST_CHANGES:]
    )


def undone(state: AlertState | None, *, at: str, by: str) -> AlertState:
    """The state before the last change. Raises IncidentError if there was none."""
    if state is None or not state.history:
        raise IncidentError("there is nothing to undo: nobody has changed this alert, or all was undone")
    before = state.history[-1]
    back = {name: getattr(before, name) for name in _KEPT if name not in {"at", "by"}}
    return msgspec.structs.replace(state, **back, at=at, by=by, changes=state.changes + 1, history=state.history[:-1])


def status_of(state: AlertState | None, now: datetime) -> AlertStatus:
    """As it counts now: a snooze that is over is open again."""
    if state is None:
        return "open"
    if state.status == "snoozed" and (state.until is None or datetime.fromisoformat(state.until) <= now):
        return "open"
    return state.status


def silence(*, until: datetime, at: datetime, by: str, reason: str, **matcher: str | None) -> Silence:
    """Raises IncidentError if it would hide everything, never end, or has no reason."""
    given = {name: value for name, value in matcher.items() if value}
    if not given:
        raise IncidentError("a silence needs a rule, brand, area or channel: one for everything would hide everything")
    if until <= at:
        raise IncidentError("a silence needs an end that is to come: give --for, e.g. 2h, or --until")
    if not reason.strip():
        raise IncidentError("a silence needs a reason, for whoever asks why nothing came")
    return Silence(
        silence_id=digest("silence", given, reason, at.isoformat())[:8],
        reason=reason,
        until=_utc(until),
        at=_utc(at),
        by=by,
        rule=given.get("rule"),
        brand=given.get("brand"),
        area=given.get("area"),
        channel=given.get("channel"),
    )


def silenced(alert: Alert, silences: Iterable[Silence], now: datetime) -> Silence | None:
    """The silence that hides the alert's notifications now, if any does."""
    return next((each for each in silences if datetime.fromisoformat(each.until) > now and _meets(each, alert)), None)


def _meets(each: Silence, alert: Alert) -> bool:
    return (
        each.rule in {None, alert.rule}
        and (each.brand is None or each.brand in alert.brands)
        and (each.area is None or each.area in alert.areas)
        and (each.channel is None or each.channel in {alert.channel, *_channel_ids(alert)})
    )


def _channel_ids(alert: Alert) -> set[str]:
    """Of the first post only: a silenced channel that copies another's news must not hide the news."""
    return {alert.first_post_id.partition(":")[0]} if alert.first_post_id else set()


@dataclass(frozen=True)
class Precision:
    """Of the alerts of a rule that people judged: how many were true."""

    rule: str
    alerts: int
    true: int
    false: int
    useless: int

    @property
    def value(self) -> float | None:
        judged = self.true + self.false + self.useless
        return round(self.true / judged, 3) if judged else None


def precision(alerts: Iterable[Alert], states: Mapping[str, AlertState]) -> list[Precision]:
    """One line a rule, in the order of their names. `useless` counts against a rule as `false` does."""
    rules: dict[str, list[str | None]] = {}
    for alert in alerts:
        state = states.get(alert.alert_id)
        rules.setdefault(alert.rule, []).append(state.disposition if state else None)
    return [
        Precision(rule, len(found), *(found.count(each) for each in ("true", "false", "useless")))
        for rule, found in sorted(rules.items())
    ]


def _utc(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
