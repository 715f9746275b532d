"""When a post is to be read again: pure."""

from datetime import datetime


def next_due(date: str, now: float, ages: tuple[int, ...]) -> float | None:
    """The next moment (Unix seconds) at which a post of this date has one of the ages; None when it is past them all."""
    try:
        born = datetime.fromisoformat(date).timestamp()
    except ValueError:
        return None
    # A post dated into the future (a clock is wrong) counts as new.
    born = min(born, now)
    return next((born + age for age in sorted(ages) if born + age > now), None)


def poll_interval(*, ceiling_s: float, floor_s: float, channels: int, rate: float) -> float:
    """Seconds between two polls of a channel: as often as half of what Telegram allows lets all channels be read."""
    return min(ceiling_s, max(floor_s, 2 * channels / rate))


def sweep_interval(*, pages: int, rate: float, floor_s: float, ceiling_s: float) -> float:
    """Seconds between two readings of all that is known: they take a twentieth of what Telegram allows."""
    return min(ceiling_s, max(floor_s, 20 * pages / rate))


def silence_limit(expected_per_day: float) -> float:
    """Seconds of silence that a channel with this rate has once in three thousand times; a minute at least."""
    return max(60.0, 8 * 86400 / expected_per_day)
