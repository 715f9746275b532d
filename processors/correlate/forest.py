"""Where each post belongs: every post joins the one earlier post that it most surely follows, or opens a story.

Decided in the order of the posts' dates, from earlier posts only. So the stories are a function of the set of posts: one
that comes late is put in its place, and those after it that it may concern are asked again.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from heapq import heappop, heappush
from typing import Final

from processors.correlate.links import COPY, DATED_SPAN, MINUTE, PART, Link, contradict, link
from processors.correlate.memory import Entry, Memory, Place, keys_of
from processors.correlate.tree import signature

# A text may come back after years: its first posts are asked as well as the last ones.
FIRST, LAST = 4, 8
NEAR: Final = 40  # of those that share a brand, a place or the day's statement, the latest
MOST: Final = 64
# An announcement after the statement has stood for so long announces the next one.
STANDS: Final = 45 * MINUTE
LASTING: Final = ("w:", "o:", "m:", "g:")


def settle(memory: Memory, entry: Entry, old: Entry | None) -> set[str]:
    """Brings all places in step after `entry` was put into the memory; gives the roots of the trees that changed."""
    touched: set[str] = set()
    ahead: list[Place] = [entry.order]
    waiting = {entry.post_id}

    def ask(places: Iterator[Place]) -> None:
        for place in places:
            if place[3] not in waiting:
                waiting.add(place[3])
                heappush(ahead, place)

    repeated = old is not None and old.facts == entry.facts
    changed = old is None or not repeated or entry.parent is None
    if old is not None and old.facts != entry.facts:
        ask(_followers(memory, old, entry.order))
    while ahead:
        place = heappop(ahead)
        waiting.discard(place[3])
        post = memory.posts[place[3]]
        before = memory.roots.get(post.post_id)
        parent = _parent(memory, post)
        root = memory.roots[parent] if parent else post.post_id
        own = post.post_id == entry.post_id
        if parent != post.parent:
            post = memory.place(post.post_id, parent=parent)
        if root != before:
            memory.root(post, root)
            touched |= {root} | ({before} if before else set())
        if root != before or own:
            ask(_followers(memory, post, place))
            if place != memory.line[-1] and (changed or root != before) and any(map(signature, post.facts)):
                for tree in {root, before} - {None}:
                    for member in memory.members(tree or ""):
                        ask(_followers(memory, member, place))
    touched.add(memory.roots[entry.post_id])
    return touched


def _parent(memory: Memory, post: Entry) -> str:
    """The earlier post whose story this one joins; empty if it opens one."""
    options: list[tuple[Link, Entry, str]] = []
    for other in _candidates(memory, post):
        earlier = memory.posts[other]
        found = link(post, earlier)
        if found and post.at - memory.posts[memory.roots[other]].at <= found.span:
            options.append((found, earlier, memory.roots[other]))
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
            start = bisect_left(places, since)  # type: ignore[type-var]  # a shorter tuple is less than its longer kin
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
            until = bisect_right(places, (after[0] + DATED_SPAN, float("inf"), 0, ""))  # type: ignore[arg-type]
            yield from places[start:until]
