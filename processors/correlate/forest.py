"""Where each post belongs: every post joins the one earlier post that it most surely follows, or opens a story.

Decided in the order of the posts' dates, from earlier posts only. So the stories are a function of the set of posts: one
that comes late is put in its place, and those after it that it may concern are asked again.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final

from processors.correlate.contradictions import contradict
from processors.correlate.keys import keys_of
from processors.correlate.links import COPY, DATED_SPAN, MINUTE, PART, Link, link
from processors.correlate.memory import Entry, Memory, Place
from processors.correlate.tree import signature

# A text may come back after years: its first posts are asked as well as the last ones.
FIRST, LAST = 4, 8
NEAR: Final = 40  # of those that share a brand, a place or the day's statement, the latest
MOST: Final = 64
# An announcement after the statement has stood for so long announces the next one.
STANDS: Final = 45 * MINUTE
LASTING: Final = ("w:", "o:", "m:", "g:")


@dataclass
class Settled:
    """What changed: the roots of the stories told anew, and the posts that came to another story."""

    roots: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)


class _Waiting:
    """Posts to be asked again, the earliest first."""

    def __init__(self, first: Place) -> None:
        self._heap = [first]
        self._held = {first[3]}

    def add(self, places: Iterator[Place]) -> None:
        for place in places:
            if place[3] not in self._held:
                self._held.add(place[3])
                heappush(self._heap, place)

    def __iter__(self) -> Iterator[Place]:
        while self._heap:
            place = heappop(self._heap)
            self._held.discard(place[3])
            yield place


def settle(memory: Memory, entry: Entry, old: Entry | None) -> Settled:
    """Brings all places in step after `entry` was put into the memory."""
    settled, waiting = Settled(), _Waiting(entry.order)
    # The same event again: the first time its writing may have been cut off, so all that follows from it is done again.
    changed = old is None or old.facts != entry.facts or entry.parent is None
    if old is not None and old.facts != entry.facts:
        waiting.add(_followers(memory, old, entry.order))
    for place in waiting:
        post = memory.posts[place[3]]
        before = memory.roots.get(post.post_id)
        parent = _parent(memory, post)
        root = memory.roots[parent] if parent else post.post_id
        if parent != post.parent:
            post = memory.place(post.post_id, parent=parent)
        if root != before:
            memory.root(post, root)
            settled.roots |= {root, before or root}
            settled.moved.add(post.post_id)
        own = post.post_id == entry.post_id
        if root != before or own:
            waiting.add(_followers(memory, post, place))
        if root != before or (own and changed):
            waiting.add(_doubting(memory, post, {root, before or root}))
    settled.roots.add(memory.roots[entry.post_id])
    return settled


def _doubting(memory: Memory, post: Entry, roots: set[str]) -> Iterator[Place]:
    """Later posts that may join or refuse these stories because of what `post` says."""
    if post.order == memory.line[-1] or not any(map(signature, post.facts)):
        return
    for root in roots:
        for member in memory.members(root):
            yield from _followers(memory, member, post.order)


def _parent(memory: Memory, post: Entry) -> str:
    """The earlier post whose story this one joins; empty if it opens one."""
    options: list[tuple[Link, Entry, str]] = []
    asked: set[tuple[object, ...]] = set()
    for other in _candidates(memory, post):
        earlier, root = memory.posts[other], memory.roots[other]
        # Of posts of one story that say the same one answers for all.
        same = (root, earlier.facts, earlier.origin == post.origin, earlier.channel_id == post.channel_id)
        if not (earlier.images or earlier.bare or post.mentions or post.reply_to or post.album):
            if same in asked:
                continue
            asked.add(same)
        found = link(post, earlier)
        if found and post.at - memory.posts[root].at <= found.span:
            options.append((found, earlier, root))
    options.sort(key=lambda each: (each[0].strength, each[0].evidence, each[1].order), reverse=True)
    refused: set[str] = set()
    for found, earlier, root in options:
        if root in refused and found.strength < COPY:
            continue
        if found.strength >= COPY or not _refuses(memory, root, post, found):
            return earlier.post_id
        refused.add(root)
    return ""


def _refuses(memory: Memory, root: str, post: Entry, found: Link) -> bool:
    """Whether what the story's earlier posts say can't be what this one tells of."""
    said = memory.trees[root].said_before(post.order)
    newest = post.facts[-1] if post.facts else None
    if newest and newest.announces and found.strength < PART:
        stands = [
            memory.posts[place[3]].at
            for facts, places in memory.trees[root].anchors.values()
            if facts.tansiqiya == "statement" and (place := places[0]) < post.order
        ]
        if stands and post.at - min(stands) > STANDS:
            return True
    apart = post.at - memory.posts[root].at
    return any(contradict(mine, theirs, apart) for mine in post.facts for theirs in said)


def _candidates(memory: Memory, post: Entry) -> list[str]:
    """Earlier posts that share something, those that share most first, and among them the latest."""
    shared: Counter[Place] = Counter()
    since = (post.at - DATED_SPAN,)
    for key in keys_of(post):
        places = memory.sharing(key)
        end = bisect_left(places, post.order)
        if key.startswith(LASTING):
            shared.update(places[max(FIRST, end - LAST) : end])
            shared.update(places[: min(FIRST, end)])
        else:
            start = bisect_left(places, since)  # a shorter tuple is less than its longer kin
            shared.update(places[max(start, end - NEAR) : end])
    return [place[3] for place, _ in sorted(shared.items(), key=lambda each: (each[1], each[0]), reverse=True)[:MOST]]


def _followers(memory: Memory, post: Entry, after: Place) -> Iterator[Place]:
    """Later posts for which this one may be a candidate."""
    if after == memory.line[-1]:
        return
    for key in keys_of(post):
        places = memory.sharing(key)
        start = bisect_right(places, after)
        if key.startswith(LASTING):
            yield from places[start:]
        else:
            until = bisect_right(places, (after[0] + DATED_SPAN, float("inf"), 0, ""))
            yield from places[start:until]
