"""A story as others are told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from processors.correlate.attribution import attribution_of
from processors.correlate.outside import events_of
from schemas.messages import Member, Story

if TYPE_CHECKING:
    from processors.correlate.memory import Entry, Memory, StoryState
    from processors.correlate.tree import Tree

# A story's own message names so many members; all of them carry its id. Beyond it the message would outgrow its topic.
MOST_MEMBERS: Final = 200
TIE_S: Final = 1.0  # Telegram dates posts by whole seconds


def story_message(memory: Memory, state: StoryState, tree: Tree) -> Story:
    at = tree.members[0][0]
    shown = tree.members[:MOST_MEMBERS]
    first = memory.posts[tree.members[0][3]]
    return Story(
        story_id=state.story_id,
        kind=kind_of(tree),
        first_post_id=first.post_id,
        first_is_safe=not memory.gaps.unsafe(at),
        tied_with=tuple(place[3] for place in shown[1:] if place[0] - at < TIE_S),
        members=tuple(
            _known(tree, memory.posts[place[3]], rank, round(place[0] - at, 3))
            for rank, place in enumerate(shown, start=1)
        ),
        size=len(tree.members),
        channels=len(tree.named("channel")),
        brands=tree.named("brand"),
        areas=tree.named("area"),
        attribution=attribution_of(memory, tree),
        events=tuple(event.event_id for event in events_of(memory, tree)),
        revision=state.revision,
    )


def _known(tree: Tree, entry: Entry, rank: int, lag_s: float) -> Member:
    """Made once, as long as the post and its place stay what they are: a story is told at each of its events."""
    known = tree.told.get(entry.post_id)
    if known and known[0] is entry and known[1].rank == rank and known[1].lag_s == lag_s:
        return known[1]
    made = _member(entry, rank, lag_s)
    tree.told[entry.post_id] = (entry, made)
    return made


def _member(entry: Entry, rank: int, lag_s: float) -> Member:
    return Member(
        post_id=entry.post_id,
        channel=entry.channel,
        date=entry.date,
        rank=rank,
        lag_s=lag_s,
        affiliation=entry.affiliation.organisation if entry.affiliation else None,
        claim=entry.claim.kind if entry.claim else None,
        brands=entry.claim.brands if entry.claim else (),
        deleted=entry.deleted,
        signals=tuple(reason.name for reason in entry.signals),
    )


def gone_message(state: StoryState) -> Story:
    return Story(
        story_id=state.story_id,
        kind="merged",
        first_post_id=state.opening,
        revision=state.revision,
        merged_into=state.merged_into,
    )


def kind_of(tree: Tree) -> str:
    """statement, claim, eulogy, denial, warning, threat or news: the strongest that a member carries."""
    named = set(tree.named("kind"))
    return next((k for k in ("statement", "claim", "eulogy", "denial", "warning", "threat") if k in named), "news")
