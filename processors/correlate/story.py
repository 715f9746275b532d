"""The fold of correlation: (memory, event) to (memory, outcomes).

A story is a tree of posts, each joined to the earlier one that it most surely follows. Its members, its first and every
rank depend on the set of posts only, not on the order in which they came; its id is that of the post that opened it here,
and survives a new first.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from processors.correlate.attribution import attribution_of
from processors.correlate.entry import entry_of
from processors.correlate.forest import settle
from processors.correlate.memory import Entry, Memory, StoryState
from processors.correlate.noticed import noticed
from processors.correlate.outside import concerns
from processors.correlate.story_message import TIE_S, gone_message, story_message
from processors.correlate.tree import Tree
from processors.notify.alerts import alerts_of
from processors.notify.rules import RULES
from schemas.alerts import Alert
from schemas.identity import digest, story_id
from schemas.messages import AnalysedPost, Cluster, ClusterChange, Story
from schemas.operations import Coverage, Event


@dataclass(frozen=True)
class Outcomes:
    """What follows from one event. `state` is what changed in the memory: key to bytes, None for gone."""

    clusters: tuple[ClusterChange, ...] = ()
    stories: tuple[Story, ...] = ()
    alerts: tuple[Alert, ...] = ()
    state: dict[str, bytes | None] = field(default_factory=dict)


def correlate(
    memory: Memory, post: AnalysedPost, now: datetime, generation: str = "live", came: str | None = None
) -> tuple[Memory, Outcomes]:
    """Takes one event in. The memory given is changed and given back. `came` sorts events as they were collected.

    Without `came` that is when the collector had it: the story's id then depends on the posts alone, so that reading all of
    them again gives the same ids, in whatever order partitions are read.

    The same event again changes nothing but gives the outcomes of its story again, with the same ids and revisions: the
    first time they may have been lost with the process.
    """
    old = memory.posts.get(post.post_id)
    if came is None and post.collected is None:
        came = f"{len(memory.posts):012}"  # of a source that does not say: as it comes
    entry = entry_of(post, now, old, came)
    if entry != old:
        memory.put(entry)
    settled = settle(memory, entry, old)
    if old is None and len(memory.sharing(f"o:{entry.post_id}")) > 1:
        memory.trees[memory.roots[entry.post_id]].unranked = 0  # forwards of it name an origin that is now held
    settled.roots |= noticed(memory, entry, settled)
    outcomes = _tell(memory, settled.roots, memory.posts[entry.post_id], generation)
    memory.forget_oldest()
    return memory, _with_state(outcomes, memory)


def observe(memory: Memory, coverage: Coverage, generation: str = "live") -> tuple[Memory, Outcomes]:
    """Takes in a record of what was seen of a channel: a hole makes the firsts after it unsure."""
    keys = memory.gaps.observe(coverage)
    for key in keys:
        memory.put_gap(key)
    if not keys:
        return memory, Outcomes()
    roots = {
        root
        for root, tree in memory.trees.items()
        if (cluster := memory.posts[tree.members[0][3]].cluster)
        and cluster.first_is_safe == memory.gaps.unsafe(tree.members[0][0])
    }
    return memory, _with_state(_tell(memory, roots, None, generation), memory)


def happen(memory: Memory, event: Event, generation: str = "live") -> tuple[Memory, Outcomes]:
    """Takes in an attack told from outside: stories that claim it get its place."""
    before = memory.events.get(event.event_id)
    memory.put_event(event)
    roots = {
        root
        for root, tree in memory.trees.items()
        if any(concerns(memory, tree, each) for each in (event, before) if each)
    }
    return memory, _with_state(_tell(memory, roots, None, generation), memory)


def _with_state(outcomes: Outcomes, memory: Memory) -> Outcomes:
    return Outcomes(outcomes.clusters, outcomes.stories, outcomes.alerts, memory.changes())


def _tell(memory: Memory, roots: set[str], event: Entry | None, generation: str) -> Outcomes:
    """What changed in these stories. The event's own story is told of in any case, and last."""
    clusters: list[ClusterChange] = []
    stories: list[Story] = []
    alerts: list[Alert] = []
    states, gone = _states(memory, roots)
    stories += [gone_message(state) for state in gone]
    own = memory.roots[event.post_id] if event else ""
    waiting = sorted(states, key=lambda each: (each == own, memory.trees[each].members[0]))
    for root in waiting:  # grows
        tree, state = memory.trees[root], states[root]
        clusters += _rank(memory, state, tree, event.post_id if event else "")
        told = digest(attribution_of(memory, tree)) if memory.events else ""
        content = f"{tree.content:x}{told}"
        if content != state.content:
            state = msgspec.structs.replace(state, content=content, revision=state.revision + 1)
        stories.append(story_message(memory, state, tree))
        members = memory.members(root)
        absorbed = [memory.stories[each.story_id] for each in gone if each.merged_into == state.story_id]
        state, raised = alerts_of(RULES, state, members, event or members[-1], generation, absorbed, memory.elsewhere)
        waiting += _handed_over(memory, states, state)
        memory.put_story(state)
        alerts += raised
        _left(memory, absorbed, raised)
    return Outcomes(tuple(clusters), tuple(stories), tuple(alerts))


def _handed_over(memory: Memory, states: dict[str, StoryState], state: StoryState) -> list[str]:
    """The trees of stories that lose an alert to this one: it is of its opening post. They are told again, without it.

    A story that had joined another may come apart from it. Its alert's id, under which people know it, then comes back to
    it; what the other has to say is an alert of its own.
    """
    roots = []
    for alert in state.alerts:
        loser = memory.hand_over(alert.alert_id, state.story_id)
        if loser and loser.merged_into is None and (root := memory.roots.get(loser.opening)) in memory.trees:
            states[root] = loser
            roots.append(root)
    return roots


def _left(memory: Memory, absorbed: list[StoryState], told: list[Alert]) -> None:
    """What stories that joined another keep of their alerts: those that were superseded, as they were told."""
    newest = {alert.alert_id: alert for alert in told}
    for state in absorbed:
        kept = memory.stories[state.story_id]
        alerts = (newest.get(alert.alert_id, alert) for alert in kept.alerts)
        memory.put_story(msgspec.structs.replace(kept, alerts=tuple(each for each in alerts if each.superseded)))


def _states(memory: Memory, roots: set[str]) -> tuple[dict[str, StoryState], list[StoryState]]:
    """The story of each tree, and those that became part of another.

    A story is named after the post of it that was collected first, so that its name depends on its posts only. Of several
    that became one, the earliest survives.
    """
    before: dict[str, StoryState] = {}
    for root in roots:
        for place in memory.trees[root].members if root in memory.trees else ():
            story = memory.posts[place[3]].story
            if story and story not in before:
                # Without a state: a kill cut its writing off. Its opening post is known by the id, which is its hash.
                before[story] = memory.stories.get(story) or _reopened(memory, story, root)
    states: dict[str, StoryState] = {}
    gone: list[StoryState] = []
    homes: dict[str, list[StoryState]] = {}
    for state in before.values():
        home = memory.roots.get(state.opening)
        if home:
            homes.setdefault(home, []).append(state)
    for root in sorted(root for root in roots if root in memory.trees):
        held = [state for state in homes.get(root, ()) if state.merged_into is None] or homes.get(root, [])
        opening = memory.posts[memory.trees[root].arrivals[0][1][3]]
        id_ = story_id(opening.post_id)
        keeper = memory.stories.get(id_) or StoryState(story_id=id_, opening=opening.post_id, opened=opening.at)
        states[root] = msgspec.structs.replace(keeper, merged_into=None) if keeper.merged_into else keeper
        for state in sorted(held, key=lambda each: (each.opened, each.story_id)):
            if state.story_id == id_:
                continue
            merged = msgspec.structs.replace(
                state, merged_into=keeper.story_id, revision=state.revision + 1, content=""
            )
            memory.put_story(merged)
            gone.append(merged)
    return states, gone


def _reopened(memory: Memory, story: str, root: str) -> StoryState:
    members = memory.trees[root].members
    opening = next((place for place in members if story_id(place[3]) == story), members[0])
    return StoryState(story_id=story, opening=opening[3], opened=opening[0])


def _rank(memory: Memory, state: StoryState, tree: Tree, told: str) -> list[ClusterChange]:
    """Each member's place; those whose place changed, and the post of this event in any case."""
    at, _, _, first = tree.members[0]
    safe = not memory.gaps.unsafe(at)
    tied = len(tree.members) > 1 and tree.members[1][0] - at < TIE_S
    changes = []
    head = (state.story_id, first, safe, tied)
    start = tree.unranked if head == tree.head else 0
    if told and memory.roots[told] == first:
        start = min(start, bisect_left(tree.members, memory.posts[told].order))
    tree.head, tree.unranked = head, len(tree.members)
    for rank, place in enumerate(tree.members[start:], start=start + 1):
        member = memory.posts[place[3]]
        old = member.cluster
        lag = round(place[0] - at, 3)
        origin = member.origin if member.origin != member.post_id and member.origin not in memory.posts else None
        fresh = (
            old is None
            or old.id != state.story_id
            or old.first_post_id != first
            or old.rank != rank
            or old.lag_s != lag
            or old.first_is_safe != safe
            or old.tied != tied
            or old.origin != origin
            or member.story != state.story_id
        )
        if fresh:
            cluster = Cluster(
                id=state.story_id,
                first_post_id=first,
                rank=rank,
                lag_s=lag,
                first_is_safe=safe,
                tied=tied,
                origin=origin,
                revision=(old.revision if old else 0) + 1,
            )
            member = memory.place(place[3], story=state.story_id, cluster=cluster)
        if fresh or place[3] == told:
            changes.append(ClusterChange(post_id=place[3], date=member.date, cluster=member.cluster))
    return changes
