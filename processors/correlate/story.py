"""The fold of correlation: (memory, post) to (memory, outcomes).

A story is a connected set of posts, linked two by two. Its members, its first and every rank depend on the set of posts
only, not on the order in which they came; its id is that of the post that opened it here, and survives a new first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from processors.correlate.entry import entry_of
from processors.correlate.links import linked
from processors.correlate.memory import Entry, Memory, StoryState
from processors.notify.alerts import alerts_of
from processors.notify.rules import RULES
from schemas.alerts import Alert
from schemas.identity import digest, story_id
from schemas.messages import AnalysedPost, Cluster, ClusterChange, Member, Story


@dataclass(frozen=True)
class Outcomes:
    """What follows from one event. `state` is what changed in the memory: key to bytes, None for gone."""

    clusters: tuple[ClusterChange, ...] = ()
    stories: tuple[Story, ...] = ()
    alerts: tuple[Alert, ...] = ()
    state: dict[str, bytes | None] = field(default_factory=dict)


def correlate(memory: Memory, post: AnalysedPost, now: datetime, generation: str = "live") -> tuple[Memory, Outcomes]:
    """Takes one event in. The memory given is changed and given back.

    The same event again changes nothing but gives the outcomes of its story again, with the same ids and revisions: the
    first time they may have been lost with the process.
    """
    old = memory.posts.get(post.post_id)
    entry = entry_of(post, now, old)
    if entry != old:
        memory.put(entry)
    touched = _regroup(memory, entry)
    clusters: list[ClusterChange] = []
    stories: list[Story] = []
    alerts: list[Alert] = []
    for state in touched:
        if state.merged_into:
            stories.append(_story(memory, state))
            continue
        members = sorted((memory.posts[member] for member in state.members), key=lambda each: each.order)
        clusters += _rank(memory, state, members, post.post_id)
        # Ranking may have replaced the entries; the story itself only changes with its members.
        members = [memory.posts[each.post_id] for each in members]
        state = _revised(memory, state, members)  # noqa: PLW2901  # the newer form of the same story
        stories.append(_story(memory, state))
        state, raised = alerts_of(RULES, state, members, entry, generation, _absorbed(touched, state))  # noqa: PLW2901  # likewise
        memory.put_story(state)
        alerts += raised
    memory.forget_oldest()
    return memory, Outcomes(tuple(clusters), tuple(stories), tuple(alerts), memory.changes())


def _absorbed(touched: list[StoryState], state: StoryState) -> list[StoryState]:
    return [each for each in touched if each.merged_into == state.story_id]


def _regroup(memory: Memory, entry: Entry) -> list[StoryState]:
    """Brings the stories in step after one entry changed; gives those to be told of, the entry's own last.

    Only the entry's links can have changed, so only its old story and its new neighbours' stories can.
    """
    neighbours = {
        other for other in memory.sharing(entry) if other != entry.post_id and linked(entry, memory.posts[other])
    }
    before = {memory.posts[other].story for other in neighbours} | ({entry.story} if entry.story else set())
    pool = {entry.post_id} | {post for story in before for post in memory.stories[story].members}
    groups = _components(memory, pool)
    states = [memory.stories[story] for story in before]
    states.sort(key=lambda state: (state.opened, state.story_id))
    free = list(states)
    told: list[StoryState] = []
    for group in groups:
        # A story stays where the post that opened it is; of several that became one, the earliest opened survives.
        held = [state for state in free if state.opening in group]
        if held:
            keeper = held[0]
        else:
            opening = min((memory.posts[post] for post in group), key=lambda each: each.order)
            keeper = StoryState(story_id=story_id(opening.post_id), opening=opening.post_id, opened=opening.at)
        for state in held[1:]:
            gone = msgspec.structs.replace(state, members=(), merged_into=keeper.story_id, revision=state.revision + 1)
            memory.put_story(gone)
            told.append(gone)
        free = [state for state in free if state not in held]
        members = tuple(sorted(group))
        if keeper.members != members or keeper.merged_into:
            keeper = msgspec.structs.replace(keeper, members=members, merged_into=None)
            memory.put_story(keeper)
        for post in group:
            if memory.posts[post].story != keeper.story_id:
                memory.put(msgspec.structs.replace(memory.posts[post], story=keeper.story_id))
        told.append(keeper)
    return told


def _components(memory: Memory, pool: set[str]) -> list[set[str]]:
    """The connected sets within `pool`, the one with the smallest post id first."""
    left = set(pool)
    groups = []
    while left:
        group, ahead = set(), [min(left)]
        while ahead:
            post = ahead.pop()
            if post in group:
                continue
            group.add(post)
            entry = memory.posts[post]
            ahead += [
                other
                for other in memory.sharing(entry)
                if other in left and other not in group and linked(entry, memory.posts[other])
            ]
        left -= group
        groups.append(group)
    return groups


def _rank(memory: Memory, state: StoryState, members: list[Entry], told: str) -> list[ClusterChange]:
    """Each member's place; those whose place changed, and the post of this event in any case."""
    first = members[0]
    held = {member.post_id for member in members}
    changes = []
    for rank, member in enumerate(members, start=1):
        old = member.cluster
        origin = member.origin if member.origin != member.post_id and member.origin not in held else None
        cluster = Cluster(
            id=state.story_id,
            first_post_id=first.post_id,
            rank=rank,
            lag_s=round(member.at - first.at, 3),
            origin=origin,
            revision=old.revision if old else 0,
        )
        if cluster != old:
            cluster = msgspec.structs.replace(cluster, revision=cluster.revision + 1)
            memory.put(msgspec.structs.replace(member, cluster=cluster))
        if cluster != old or member.post_id == told:
            changes.append(ClusterChange(post_id=member.post_id, date=member.date, cluster=cluster))
    return changes


def _revised(memory: Memory, state: StoryState, members: list[Entry]) -> StoryState:
    content = digest([(m.post_id, m.brands, m.claim, m.tansiqiya, m.deleted, m.attribution) for m in members])
    if content == state.content:
        return state
    revised = msgspec.structs.replace(state, content=content, revision=state.revision + 1)
    memory.put_story(revised)
    return revised


def _story(memory: Memory, state: StoryState) -> Story:
    members = sorted((memory.posts[post] for post in state.members), key=lambda each: each.order)
    first = members[0].post_id if members else state.opening
    claims = [member for member in members if member.claim and member.claim.kind in {"claim", "eulogy"}]
    return Story(
        story_id=state.story_id,
        kind=kind_of(members),
        first_post_id=first,
        members=tuple(
            Member(
                post_id=member.post_id,
                channel=member.channel,
                date=member.date,
                rank=rank,
                lag_s=round(member.at - members[0].at, 3),
            )
            for rank, member in enumerate(members, start=1)
        ),
        brands=tuple(dict.fromkeys(brand for member in members for brand in member.brands)),
        areas=tuple(dict.fromkeys(area for member in members if member.claim for area in member.claim.areas)),
        # The story's own attribution is that of its first claim.
        attribution=claims[0].attribution if claims else None,
        revision=state.revision,
        merged_into=state.merged_into,
    )


def kind_of(members: list[Entry]) -> str:
    """statement, claim, eulogy, denial, warning, threat or news: the strongest that a member carries."""
    if any(member.tansiqiya in {"statement", "relay"} for member in members):
        return "statement"
    kinds = {member.claim.kind for member in members if member.claim}
    for kind in ("claim", "eulogy", "denial", "warning"):
        if kind in kinds:
            return kind
    return "threat" if any(member.threat for member in members) else "news"
