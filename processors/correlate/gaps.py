"""Holes in what was seen of a channel: before one of them, who was first is not sure."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from schemas.operations import Coverage

# A story's true first is seldom earlier than this before the first that we hold.
BEFORE: Final = 12 * 3600.0


class Gaps:
    """Holes by channel, in seconds since 1970; a later record that the stretch was seen closes them."""

    def __init__(self) -> None:
        self._held: dict[str, Coverage] = {}

    def observe(self, coverage: Coverage) -> tuple[str, ...]:
        """The keys that changed."""
        if coverage.kind == "gap":
            key = f"{coverage.channel_id}:{coverage.from_id}:{coverage.to_id}:{coverage.start}:{coverage.end}"
            if key in self._held:
                return ()
            self._held[key] = coverage
            return (key,)
        if coverage.kind != "seen":
            return ()
        closed = [key for key, gap in self._held.items() if _covers(coverage, gap)]
        for key in closed:
            del self._held[key]
        return tuple(closed)

    def unsafe(self, at: float) -> bool:
        """Whether a post earlier than the one of `at` may lie in a hole."""
        return any(start < at and end > at - BEFORE for start, end in map(_stretch, self._held.values()))

    def restore(self, key: str, value: bytes) -> None:
        self._held[key] = msgspec.json.decode(value, type=Coverage)

    def written(self, key: str) -> bytes | None:
        held = self._held.get(key)
        return None if held is None else msgspec.json.encode(held)

    def __bool__(self) -> bool:
        return bool(self._held)


def _covers(seen: Coverage, gap: Coverage) -> bool:
    """Seen later than the hole was found, and all of its ids."""
    if seen.channel_id != gap.channel_id or seen.at < gap.at or seen.from_id is None or seen.to_id is None:
        return False
    return gap.from_id is not None and gap.to_id is not None and seen.from_id <= gap.from_id and gap.to_id <= seen.to_id


def _stretch(gap: Coverage) -> tuple[float, float]:
    """From when to when; a hole whose beginning is not known begins with the channel."""
    return (
        datetime.fromisoformat(gap.start).timestamp() if gap.start else 0.0,
        datetime.fromisoformat(gap.end or gap.at).timestamp(),
    )
