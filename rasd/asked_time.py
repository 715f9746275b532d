"""Times and spans as people write them on a command line."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

import typer

SPAN: Final = re.compile(r"(\d{1,6})\s*([smhdw])")
UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def span(text: str) -> timedelta:
    """30m, 2h, 7d, 1w. Raises typer.BadParameter."""
    match = SPAN.fullmatch(text.strip())
    if not match:
        raise typer.BadParameter(f"{text!r} is no span: write e.g. 30m, 2h, 7d")
    return timedelta(**{UNITS[match[2]]: int(match[1])})


def moment(text: str) -> datetime:
    """ISO 8601; UTC where it names no zone. Raises typer.BadParameter."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no time: write e.g. 2026-03-01T06:00+03:00") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def end(now: datetime, for_: str | None, until: str | None) -> datetime:
    """From --for or --until, one of the two. Raises typer.BadParameter."""
    if (for_ is None) == (until is None):
        raise typer.BadParameter("give --for, e.g. 2h, or --until, e.g. 2026-03-01T06:00+03:00")
    return now + span(for_) if for_ is not None else moment(until or "")
