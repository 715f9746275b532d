"""The signals of posts: what each brought to its story, its brand's history and its channel's. Their names: signals.py."""

from collections.abc import Iterator
from typing import Final

from processors.correlate import history, spread
from processors.correlate.forest import Settled
from processors.correlate.keys import channel_key
from processors.correlate.memory import Entry, Memory
from schemas.messages import Reason

AFTER: Final = 25  # so many later posts of a brand or channel can be seen in another light by one that comes late


def noticed(memory: Memory, entry: Entry, settled: Settled) -> set[str]:
    """Brings the signals in step after one event; gives the roots of the stories in which one changed."""
    moved = settled.moved | {entry.post_id}
    concerned = moved | {later for post in moved for later in _later(memory, memory.posts[post])}
    told: dict[str, tuple[Reason, ...]] = {}
    for root in settled.roots | {memory.roots[post] for post in concerned}:
        if tree := memory.trees.get(root):
            found = spread.signals(memory, tree)
            concerned |= found.keys() | tree.noted
            tree.noted = set(found)
            told |= found
    changed = set()
    for post_id in concerned & memory.posts.keys():
        post = memory.posts[post_id]
        if (signals := history.signals(memory, post) + told.get(post_id, ())) != post.signals:
            memory.place(post_id, signals=signals)
            changed.add(memory.roots[post_id])
    return changed


def _later(memory: Memory, entry: Entry) -> Iterator[str]:
    for key in (channel_key(entry.channel_id), *(f"b:{name}" for facts in entry.facts for name in facts.names)):
        yield from (place[3] for place in memory.after(key, entry.order, AFTER))
    if entry.deleted:
        yield from (post.post_id for post in history.gone_together(memory, entry))
