"""Times as people type them."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final, overload

from rasd.errors import UserError

_AGO: Final = re.compile(r"(\d+)([smhdw])")
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@overload
def moment(text: str) -> datetime: ...
@overload
def moment(text: None) -> None: ...
@overload
def moment(text: str | None) -> datetime | None: ...


def moment(text: str | None, now: datetime | None = None) -> datetime | None:
    """A time in RFC 3339 (without a zone it is UTC), or so long ago: 30d, 12h. Raises UserError."""
    if text is None:
        return None
    if ago := _AGO.fullmatch(text.strip()):
        return (now or datetime.now(UTC)) - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(
            f"{text!r} is no time: write 2021-07-01, 2021-07-01T06:00:00Z, or 30d, 12h for so long ago"
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
