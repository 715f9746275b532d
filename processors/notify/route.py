"""Whether, when and how one target gets one alert: pure."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from processors.notify.alerts import ORDER
from processors.notify.incident import silenced, status_of
from processors.notify.routes import Route
from schemas.alerts import Alert
from schemas.operations import AlertState, Delivery, Silence

# Posts of a backfill, an import or a replay are old news: their alerts are kept, and page nobody.
NOTIFIED: Final = frozenset({"live", "late"})
MINUTE: Final = timedelta(minutes=1)
# So many critical alerts for one other that is told at once; beyond that they come together, within seconds.
CRITICAL_SHARE: Final = 3
CRITICAL_WAIT: Final = timedelta(seconds=5)
ESCALATION: Final = "escalation"


@dataclass(frozen=True)
class Verdict:
    """`hold` until a moment, for `why`; a digest is everything of a target whose moment has come."""

    what: Literal["send", "hold", "skip"]
    why: str = ""
    until: datetime | None = None


@dataclass
class Allowance:
    """How many messages a target had in the last minute."""

    per_minute: int
    sent: deque[datetime] = field(default_factory=deque)

    def full(self, alert: Alert, now: datetime) -> bool:
        while self.sent and self.sent[0] <= now - MINUTE:
            self.sent.popleft()
        share = CRITICAL_SHARE if alert.severity == "critical" else 1
        return len(self.sent) >= self.per_minute * share

    def take(self, now: datetime) -> None:
        self.sent.append(now)


def news(alert: Alert, before: Delivery | None) -> bool:
    """Whether the target does not know it yet: once per alert, and again when it got more severe or was corrected."""
    if before is None or not before.ok:
        return not alert.withdrawn
    return ORDER[alert.severity] > ORDER[before.severity] or alert.corrected > before.corrected


def decide(
    alert: Alert,
    route: Route,
    before: Delivery | None,
    state: AlertState | None,
    silences: Iterable[Silence],
    now: datetime,
    *,
    full: bool = False,
    due: bool = False,
) -> Verdict:
    """`before` is what the target was last given of the alert, `full` that it has had its messages of this minute, `due`
    that the alert was held and its moment has come."""
    if alert.mode not in NOTIFIED or not news(alert, before):
        return Verdict("skip")
    if not due and (route.only_escalated or not route.wants(alert)):
        return Verdict("skip")
    if hiding := silenced(alert, silences, now):
        return Verdict("skip", f"silenced by {hiding.silence_id}")
    told = before is not None and before.ok
    status = status_of(state, now)
    if status in {"acknowledged", "closed"} and not told:
        return Verdict("skip", status)
    if status == "snoozed" and state and state.until:
        return Verdict("hold", "snoozed", datetime.fromisoformat(state.until))
    return _when(alert, route, now, full=full, due=due)


def _when(alert: Alert, route: Route, now: datetime, *, full: bool, due: bool) -> Verdict:
    if route.quiet and ORDER[alert.severity] < ORDER[route.quiet.unless] and (end := route.quiet.ends(now)):
        return Verdict("hold", "quiet hours", end)
    if due:
        return Verdict("send")
    if not route.at_once(alert):
        if route.digest_minutes is None:
            return Verdict("skip")
        return Verdict("hold", "digest", next_digest(now, route.digest_minutes))
    if full:
        return Verdict("hold", "flood", now + (CRITICAL_WAIT if alert.severity == "critical" else MINUTE))
    return Verdict("send")


def next_digest(now: datetime, minutes: float) -> datetime:
    """Digests come at fixed times, so that what arrives later joins the same one."""
    step = minutes * 60
    return datetime.fromtimestamp((now.timestamp() // step + 1) * step, tz=now.tzinfo)
