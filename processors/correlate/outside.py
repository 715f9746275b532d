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
    if not memory.events or not tree.claims:
        return ()
    first = memory.posts[tree.claims[0][3]]
    claim = first.claim
    if claim is None:
        return ()
    found = []
    for event in memory.events.values():
        apart = first.at - datetime.fromisoformat(event.time).timestamp()
        if not -CLOCKS <= apart <= CLAIMED_WITHIN:
            continue
        if claim.areas and set(claim.areas).isdisjoint(event.areas):
            continue
        # Without a place in the claim the weapon must say it.
        if event.weapon in HELD or claim.attack in HELD:
            if not claim.areas:
                continue
        elif event.weapon != claim.attack:
            continue
        found.append((abs(apart), event.event_id, event))
    return tuple(event for _, _, event in sorted(found, key=lambda each: each[:2]))
