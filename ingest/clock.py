"""Times as rasd writes them: RFC 3339 in UTC."""

from datetime import UTC, datetime


def rfc3339(moment: datetime) -> str:
    """Whole seconds without a fraction, as Telegram gives them; milliseconds where there are any."""
    there = moment.astimezone(UTC)
    precision = "milliseconds" if there.microsecond else "seconds"
    return there.isoformat(timespec=precision).replace("+00:00", "Z")


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
