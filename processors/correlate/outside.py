"""Attacks told from outside, joined to the stories that claim them: by place and time, and weapon if it is known."""

from datetime import datetime, timedelta
from typing import Final

from processors.correlate.memory import Memory
from processors.correlate.tree import Tree
from schemas.operations import Event

# "Façade groups claim attacks in the hours following an attack event" (source article).
CLAIMED_WITHIN: Final = timedelta(hours=24).total_seconds()
CLOCKS: Final = timedelta(hours=2).total_seconds()  # sources' times are rough
HELD: Final = frozenset({"other", None})


def events_of(memory: Memory, tree: Tree) -> tuple[Event, ...]:
    """The events that this story claims, the closest in time first."""
    found = [(apart, event) for event in memory.events.values() if (apart := _apart(memory, tree, event)) is not None]
    return tuple(event for _, event in sorted(found, key=lambda each: (each[0], each[1].event_id)))


def concerns(memory: Memory, tree: Tree, event: Event) -> bool:
    return _apart(memory, tree, event) is not None


def _apart(memory: Memory, tree: Tree, event: Event) -> float | None:
    """Seconds between the event and its first claim; None if the story does not claim it."""
    if not tree.claims:
        return None
    first = memory.posts[tree.claims[0][3]]
    claim = first.claim
    apart = first.at - datetime.fromisoformat(event.time).timestamp()
    if claim is None or not -CLOCKS <= apart <= CLAIMED_WITHIN:
        return None
    if claim.areas and set(claim.areas).isdisjoint(event.areas):
        return None
    # Without a place in the claim the weapon must say it.
    unknown = event.weapon in HELD or claim.attack in HELD
    if unknown and not claim.areas:
        return None
    return abs(apart) if unknown or event.weapon == claim.attack else None
