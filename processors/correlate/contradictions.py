"""What shows that two posts tell of different things, however alike their words are."""

from datetime import date
from typing import Final

from processors.correlate.agreement import agree, same_names, same_site, same_weapon
from processors.correlate.facts import Facts
from processors.correlate.gazetteer import somewhere_common
from processors.correlate.likeness import likeness
from processors.correlate.vocabulary import PART_ORDER

HOUR: Final = 3600.0
LATER: Final = 18 * HOUR  # "today" in a relay of yesterday's claim may be the relay's own day
# Two groups that claim one attack name its hour each in its own way.
ROUNDED: Final = 45  # minutes
HALF_DAY: Final = 12 * 60
HOURS: Final = 1.5 * HOUR
OTHER_TEXT, OTHER_SUBJECT, ENOUGH = 0.3, 0.25, 4
TOLD: Final = frozenset({"statement", "relay"})


def contradict(one: Facts, other: Facts, apart: float) -> bool:
    """Formulas make texts of different events alike; what they say of the event tells them apart. `one` is the later."""
    if "statement" in {one.tansiqiya, other.tansiqiya} or {one.tansiqiya, other.tansiqiya} <= TOLD:
        return _other_statement(one, other)
    if not (one.attack and other.attack) or "warning" in {one.kind, other.kind}:
        return _other_serial(one, other) and same_names(one.names, other.names)
    if not same_weapon(one, other) or _moved(one, other):
        return True
    if (
        one.areas
        and other.areas
        and set(one.areas).isdisjoint(other.areas)
        and not somewhere_common(one.places, other.places)
    ):
        return True
    if one.places and other.places and not somewhere_common(one.places, other.places):
        return not (set(one.areas) & set(other.areas)) or _finer(one, other)
    other_site = bool(one.sites and other.sites) and same_site(one, other) is False
    return other_site or _other_time(one, other, abs(apart))


def _other_statement(one: Facts, other: Facts) -> bool:
    """Two full texts in one language with little in common are two statements, however close."""
    if _other_serial(one, other):
        return True
    if not one.tansiqiya == other.tansiqiya == "statement":
        return False
    if one.script == other.script:
        return likeness(*sorted((one.words, other.words))).share < OTHER_TEXT
    few = min(len(one.concepts), len(other.concepts))
    return few >= ENOUGH and len(set(one.concepts) & set(other.concepts)) / few < OTHER_SUBJECT


def _other_serial(one: Facts, other: Facts) -> bool:
    return bool(one.serial and other.serial and one.serial != other.serial)


def _other_time(one: Facts, other: Facts, apart: float) -> bool:
    """Another day or hour, another number of rockets, another of a group's numbered statements."""
    ours = same_names(one.speakers or one.names, other.speakers or other.names)
    named = bool(one.dates and other.dates)
    return (
        (named and not agree(one.dates, other.dates))
        or (not named and (_not_on(one.said_day, other.dates, apart) or _not_on(other.said_day, one.dates, apart)))
        or bool(one.clocks and other.clocks and _clocks_apart(one.clocks, other.clocks) > (0 if ours else ROUNDED))
        or (ours and _other_serial(one, other))
        or (ours and bool(one.count and other.count and one.count != other.count))
        or (ours and _once_more(one, other))
        # Who writes at noon of the dawn's attack names the dawn; who names only the evening, hours later, means another.
        or (apart > HOURS and bool(one.parts and other.parts) and _parts_apart(one.parts, other.parts) > 1)
    )


def _clocks_apart(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Minutes between the nearest two on the face of a clock: who names no half of the day may mean either."""
    steps = [abs(_minutes(a) - _minutes(b)) for a in one for b in other]
    return min(min(step, HALF_DAY - step) for step in steps)


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def _not_on(day: str | None, days: tuple[str, ...], apart: float) -> bool:
    """A word like "today" against a named day: a day's difference may be the relay's own, more is another attack."""
    if not day or not days:
        return False
    off = min(abs((date.fromisoformat(day) - date.fromisoformat(each)).days) for each in days)
    return off > 1 or (off == 1 and apart > LATER)


def _once_more(later: Facts, earlier: Facts) -> bool:
    """A claim in other words, after the first one, speaks of a further attack."""
    if not later.another or earlier.another or not later.kind == earlier.kind == "claim":
        return False
    if agree(later.clocks, earlier.clocks):
        return False  # it names the hour of this one
    return likeness(*sorted((later.words, earlier.words))).kind in {"none", "some"}


def _parts_apart(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Steps between the nearest two parts of the day; dawn follows night."""
    steps = [abs(PART_ORDER[a] - PART_ORDER[b]) for a in one for b in other]
    return min(min(step, len(PART_ORDER) - step) for step in steps)


def _finer(one: Facts, other: Facts) -> bool:
    """Whether both name towns or sites, so that a shared road or area does not make them one."""
    return bool(one.places and other.places)


def _moved(one: Facts, other: Facts) -> bool:
    """A convoy on the road is not the base, even in one area."""
    mine, theirs = set(one.targets), set(other.targets)
    return bool(mine and theirs and mine.isdisjoint(theirs)) and ("convoy" in mine) != ("convoy" in theirs)
