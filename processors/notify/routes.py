"""Routes: who gets which alerts, when, and by what. One YAML file, read strictly."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import yaml

from processors.notify.alerts import ORDER
from processors.notify.rules import AREAS, KINDS, OPERATIONAL, RULES
from schemas.alerts import Alert
from schemas.errors import Explained
from schemas.messages import Severity

RULE_IDS: Final = frozenset(rule.id for rule in (*RULES, *OPERATIONAL))


class RoutesError(Explained):
    """The routes file is wrong; the text names the file and the key, never a target's address."""


class Quiet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hours in which only alerts of `unless` and above are told; the others wait for their end."""

    start: str = msgspec.field(name="from")
    end: str = msgspec.field(name="to")
    zone: str = "UTC"
    unless: Severity = "critical"

    def ends(self, now: datetime) -> datetime | None:
        """When the quiet hours that `now` lies in end; None outside of them."""
        zone = ZoneInfo(self.zone)
        local = now.astimezone(zone)
        start, end = time.fromisoformat(self.start), time.fromisoformat(self.end)
        over_night = start > end
        inside = local.time() >= start or local.time() < end if over_night else start <= local.time() < end
        if not inside:
            return None
        day = local.date() + timedelta(days=1 if over_night and local.time() >= start else 0)
        return datetime.combine(day, end, zone).astimezone(UTC)


class Escalate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To which routes an alert goes if nobody acknowledges it in time."""

    to: tuple[str, ...]
    after_minutes: float
    severity: Severity = "critical"


class Route(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that is given must hold of an alert; docs/alerts.md explains every key."""

    name: str
    targets: tuple[str, ...] = ()
    severity: Severity = "info"
    rules: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    private: bool = False
    allow_private_addresses: bool = False
    per_minute: int | None = None
    digest_minutes: float | None = None
    quiet: Quiet | None = None
    escalate: Escalate | None = None
    only_escalated: bool = False

    def wants(self, alert: Alert) -> bool:
        return (
            (not self.rules or alert.rule in self.rules)
            and (not self.brands or not set(self.brands).isdisjoint(alert.brands))
            and (not self.areas or not set(self.areas).isdisjoint(alert.areas))
            and (not self.channels or not set(self.channels).isdisjoint((alert.channel or "", *alert.channels)))
        )

    def at_once(self, alert: Alert) -> bool:
        """Severe enough to be told by itself; the rest goes into the digest, if the route has one."""
        return ORDER[alert.severity] >= ORDER[self.severity]


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    routes: tuple[Route, ...]


def load_routes(path: Path) -> tuple[Route, ...]:
    """Raises RoutesError naming the file and the key that is wrong."""
    try:
        content: Any = yaml.safe_load(path.read_text("utf-8"))
        routes = msgspec.convert(content, _File).routes
    except (OSError, yaml.YAMLError) as error:
        # A YAML error quotes the line, which may hold a target's secret.
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else f": {getattr(error, 'strerror', None) or 'no YAML'}"
        raise RoutesError(f"{path}: cannot be read{where}") from None
    except msgspec.ValidationError as error:
        raise RoutesError(f"{path}: {error}: correct the file") from None
    names = [route.name for route in routes]
    for route in routes:
        if problem := _problem(route, names):
            raise RoutesError(f"{path}: route {route.name}: {problem}")
    return routes


def _problem(route: Route, names: list[str]) -> str | None:
    if names.count(route.name) > 1:
        return "there are two of this name"
    for key, given, known in (
        ("rules", route.rules, RULE_IDS),
        ("brands", route.brands, KINDS),
        ("areas", route.areas, AREAS),
    ):
        if wrong := [each for each in given if each not in known]:
            return f"{key}: there is none called {wrong[0]!r}"
    if not route.targets:
        return "targets: name at least one"
    if route.escalate and (wrong := [each for each in route.escalate.to if each not in names]):
        return f"escalate: there is no route {wrong[0]!r}"
    return _wrong_hours(route.quiet) if route.quiet else None


def _wrong_hours(quiet: Quiet) -> str | None:
    try:
        ZoneInfo(quiet.zone)
        if time.fromisoformat(quiet.start) == time.fromisoformat(quiet.end):
            return "quiet: from and to are the same: leave quiet out, or name hours"
    except ZoneInfoNotFoundError:
        return f"quiet: there is no time zone {quiet.zone!r}: write one like Asia/Baghdad"
    except ValueError as error:
        return f'quiet: {error}: write hours like "22:00", in quotes'
    return None
