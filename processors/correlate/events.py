"""Attacks told from outside, read from JSON lines or CSV: time, place or area, source, weapon, note."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, get_args

import msgspec

from processors.analyse.normalise import fold
from processors.analyse.told import told
from schemas.identity import digest
from schemas.messages import AttackKind
from schemas.operations import Event
from schemas.registry import load_registry

FIELDS: Final = frozenset({"id", "time", "area", "place", "source", "weapon", "note"})
WEAPONS: Final = get_args(AttackKind)
LONGEST: Final = 2_000
_AREAS: Final = {area.id for area in load_registry().areas}


@dataclass(frozen=True)
class BadEvent:
    number: int
    reason: str


def read_events(content: bytes, name: str) -> Iterator[Event | BadEvent]:
    """Each line as an event or as what is wrong with it; CSV by the file's name, with a header that names the fields."""
    rows = _csv(content) if name.lower().endswith(".csv") else _json(content)
    for number, row in rows:
        try:
            yield row if isinstance(row, BadEvent) else event_of(row)
        except ValueError as error:
            yield BadEvent(number, str(error))


def event_of(row: dict[str, Any]) -> Event:
    """Raises ValueError saying which field is wrong and how it is written."""
    if unknown := sorted(set(row) - FIELDS):
        raise ValueError(f"unknown field {unknown[0]!r}: the fields are {', '.join(sorted(FIELDS))}")
    given = {name: str(value).strip()[:LONGEST] for name, value in row.items() if value not in {None, ""}}
    time = _time(given.get("time"))
    if "source" not in given:
        raise ValueError("no source: say who tells of it, e.g. a newspaper or a ministry")
    weapon = given.get("weapon")
    if weapon is not None and weapon not in WEAPONS:
        raise ValueError(f"weapon {weapon!r} is none of {', '.join(WEAPONS)}")
    areas = _areas(given)
    identity = given.get("id") or digest("event", time, areas, given.get("place"), weapon, given["source"])
    return Event(
        event_id=identity,
        time=time,
        areas=areas,
        place=given.get("place"),
        weapon=weapon,  # type: ignore[arg-type]  # one of WEAPONS, as was just checked
        source=given["source"],
        note=given.get("note"),
    )


def _areas(given: dict[str, str]) -> tuple[str, ...]:
    if area := given.get("area"):
        if area not in _AREAS:
            raise ValueError(f"area {area!r} is not in the registry: {', '.join(sorted(_AREAS))}; or name a place")
        return (area,)
    if "place" not in given:
        raise ValueError("neither area nor place: give an area's id or a place's name")
    return told(fold(given["place"])).areas


def _time(text: str | None) -> str:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        raise ValueError(f"time {text!r}: write it as 2021-07-07T09:30:00+03:00") from None
    if moment.tzinfo is None:
        raise ValueError(f"time {text!r} names no time zone: end it with Z or +03:00")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _json(content: bytes) -> Iterable[tuple[int, dict[str, Any] | BadEvent]]:
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield number, BadEvent(number, f"not JSON: {error}")
            continue
        yield number, row if isinstance(row, dict) else BadEvent(number, "not a JSON object")


def _csv(content: bytes) -> Iterable[tuple[int, dict[str, Any] | BadEvent]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield 1, BadEvent(1, f"not UTF-8: {error.reason} at byte {error.start}: save it as UTF-8")
        return
    reader = csv.DictReader(io.StringIO(text))
    for row in reader:
        if None in row:
            yield reader.line_num, BadEvent(reader.line_num, "more cells than the header has")
        else:
            yield reader.line_num, {name.strip(): value for name, value in row.items()}
