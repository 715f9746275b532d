"""What people type, made into what the registry and the clock call it: organisations, areas, days. Pure."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process

from processors.analyse.normalise import fold
from rasd.errors import UserError
from schemas.registry import Area, Organisation, Registry

BAGHDAD: Final = ZoneInfo("Asia/Baghdad")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
LIKE_ENOUGH: Final = 60
MOST_SUGGESTED: Final = 3


def organisation_of(asked: str, registry: Registry) -> str:
    """The id of an organisation by its id or any of its names, however they are written. Raises UserError."""
    return _id_of(asked, registry.organisations, "organisation")


def area_of(asked: str, registry: Registry) -> str:
    """The id of an area by its id or any of its names. Raises UserError."""
    return _id_of(asked, registry.areas, "area")


def _id_of(asked: str, entries: Sequence[Organisation | Area], what: str) -> str:
    names = {name: entry.id for entry in reversed(entries) for each in _names(entry) if (name := _bones(each))}
    if found := names.get(_bones(asked)):
        return found
    spoken = {each: entry.id for entry in entries for each in _names(entry)}
    alike = process.extract(
        fold(asked), {name: fold(name) for name in spoken}, scorer=fuzz.WRatio, limit=8, score_cutoff=LIKE_ENOUGH
    )
    near = list(dict.fromkeys(spoken[name] for _, _, name in alike))[:MOST_SUGGESTED]
    known = f"did you mean {' or '.join(near)}?" if near else f"known are {', '.join(sorted(set(spoken.values())))}"
    raise UserError(f"there is no {what} {asked[:60]!r}: {known}")


def _names(entry: Organisation | Area) -> tuple[str, ...]:
    return (entry.id, *entry.names_ar, *entry.names_en)


def _bones(name: str) -> str:
    return "".join(filter(str.isalnum, fold(name)))


def choice_of(option: str, asked: str, known: Sequence[str]) -> str:
    """One of the words that an option knows. Raises UserError naming those that are near."""
    word = asked.strip().lower().replace("-", "_")
    if word in known:
        return word
    near = [
        name for name, score, _ in process.extract(word, known, scorer=fuzz.WRatio, limit=2) if score >= LIKE_ENOUGH
    ]
    hint = f"did you mean {' or '.join(near)}?" if near else f"choose among {', '.join(known)}"
    raise UserError(f"{option}: there is no {asked[:60]!r}: {hint}")


def since_of(option: str, asked: str) -> str:
    """The first moment that is meant. A day without a time is Baghdad's. Raises UserError."""
    return _written(_moment(option, asked))


def before_of(option: str, asked: str) -> str:
    """The first moment after what is meant: a day is meant to its end. Raises UserError."""
    moment = _moment(option, asked)
    return _written(moment + timedelta(days=1) if _DAY.fullmatch(asked.strip()) else moment)


def _moment(option: str, asked: str) -> datetime:
    text = asked.strip()
    try:
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text)
            return datetime(day.year, day.month, day.day, tzinfo=BAGHDAD)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UserError(
            f"{option}: {asked[:40]!r} is no date: write 2021-07-05 (a day in Baghdad) or 2021-07-05T14:30:00Z"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=BAGHDAD)


def _written(moment: datetime) -> str:
    try:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    except OverflowError as error:
        raise UserError("a date before the year 1 or after 9999 can't be searched: correct --from or --to") from error


def in_baghdad(written: str) -> str:
    """A time of a document as people in Baghdad read it; unreadable ones as they are."""
    try:
        return datetime.fromisoformat(written).astimezone(BAGHDAD).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return written[:20]
