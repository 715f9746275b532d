"""rasd's own health as alerts: a collector that is blind, a step that is behind, letters that could not be processed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import msgspec

from processors.config import Lag
from processors.notify.rules import Rule
from schemas.alerts import Alert
from schemas.identity import alert_id

EVERY_CHANNEL: Final = 0


class Cover(msgspec.Struct, frozen=True):
    """Of a coverage record, what is asked for here; its other kinds and fields are the collector's."""

    channel_id: int
    kind: str
    at: str
    start: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Measured:
    """One look at everything. `letters` are all that ever lay in each dead letter topic."""

    lags: tuple[Lag, ...] = ()
    letters: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Health:
    """Remembers the last look, since only two of them tell whether something grows."""

    before: Measured | None = None
    blind: dict[int, Cover] = field(default_factory=dict)
    gaps: list[Cover] = field(default_factory=list)
    raised: dict[str, Alert] = field(default_factory=dict)

    def cover(self, record: Cover) -> None:
        if record.kind == "blind":
            self.blind.setdefault(record.channel_id, record)
        elif record.kind in {"alive", "seen"}:
            self.blind.pop(record.channel_id, None)
            if record.channel_id == EVERY_CHANNEL:
                self.blind.clear()
        elif record.kind == "gap":
            self.gaps.append(record)

    def look(self, measured: Measured, rules: Iterable[Rule], now: datetime) -> list[Alert]:
        """The alerts that are new or changed since the last look. One a day, rule and subject."""
        found = [
            self._alert(rule, subject, value, now)
            for rule in rules
            for subject, value in self._subjects(rule, measured, now).items()
        ]
        self.before, self.gaps = measured, []
        return [alert for alert in found if alert is not None]

    def well(self, rules: Iterable[Rule]) -> bool:
        """Whether the pipeline may tell the world outside that it works: measured, no step behind, the collector sees."""
        if self.before is None or EVERY_CHANNEL in self.blind:
            return False
        limits = [rule.operational.above for rule in rules if rule.operational and rule.operational.measure == "behind"]
        return all(lag.behind <= limit for lag in self.before.lags for limit in limits)

    def _subjects(self, rule: Rule, measured: Measured, now: datetime) -> dict[str, int]:
        """What the rule is true of, with the value that it has."""
        asked = rule.operational
        if asked is None:
            return {}
        match asked.measure:
            case "behind":
                # Twice in a row: a burst that the step works off within a minute wakes nobody.
                last = {(lag.group, lag.topic): lag.behind for lag in self.before.lags} if self.before else {}
                return {
                    f"{lag.group} in {lag.topic}": lag.behind
                    for lag in measured.lags
                    if min(lag.behind, last.get((lag.group, lag.topic), 0)) > asked.above
                }
            case "dead_letters":
                last_letters = self.before.letters if self.before else measured.letters
                grown = {topic: count - last_letters.get(topic, 0) for topic, count in measured.letters.items()}
                return {topic: more for topic, more in grown.items() if more > asked.above}
            case "blind_minutes":
                since = {_channel(number): _minutes(cover, now) for number, cover in self.blind.items()}
                return {subject: minutes for subject, minutes in since.items() if minutes > asked.above}
            case _:  # gap
                return {_channel(cover.channel_id): 1 for cover in self.gaps if now.date().isoformat() in cover.at}

    def _alert(self, rule: Rule, subject: str, value: int, now: datetime) -> Alert | None:
        moment = now.isoformat(timespec="seconds").replace("+00:00", "Z")
        id_ = alert_id(rule.id, f"{subject} {now.date()}")
        old = self.raised.get(id_)
        if old and old.count == value:
            return None
        made = Alert(
            alert_id=id_,
            revision=old.revision + 1 if old else 1,
            rule=rule.id,
            severity=rule.severity,
            title=rule.title.format(who="", what="", where="", targets="", channel="", subject=subject),
            summary=f"{subject}: {value}",
            reasons=(rule.why,),
            runbook=rule.runbook,
            first_seen=old.first_seen if old else moment,
            last_seen=moment,
            count=value,
        )
        self.raised[id_] = made
        return made


def _channel(number: int) -> str:
    return "every channel" if number == EVERY_CHANNEL else f"channel {number}"


def _minutes(cover: Cover, now: datetime) -> int:
    since = datetime.fromisoformat(cover.start or cover.at)
    return int((now - since).total_seconds() // 60)
