"""Signals of a story: who claims it besides the first, whether it was announced, how fast it went round."""

from collections.abc import Iterator
from typing import Final

from processors.correlate.agreement import same_names
from processors.correlate.links import MINUTE
from processors.correlate.memory import Entry, Memory
from processors.correlate.tree import Tree
from schemas.messages import Reason
from schemas.registry import load_registry

Signal = tuple[str, str, str]
# Copies in five other channels within ten minutes have been coordination or great news.
FAST_CHANNELS: Final = 6
FAST: Final = 10 * MINUTE
MOST: Final = 500  # members looked at
# "Channels affiliated with KH and Nujaba are almost always the first to break the news of a new statement" (source article).
BREAKERS: Final = frozenset({"kataib_hezbollah", "nujaba"})
_OPERATORS: Final = {o.id: o.operator for o in load_registry().organisations}


def signals(memory: Memory, tree: Tree) -> dict[str, tuple[Reason, ...]]:
    """The story's signals, each on the post that brought it."""
    found: dict[str, list[Reason]] = {}
    for post_id, name, why in (*_claims(tree), *_announced(memory, tree), *_fast(tree)):
        found.setdefault(post_id, []).append(Reason(name=name, quote=why))
    only = memory.posts[tree.members[0][3]]
    if len(tree.members) == 1 and only.bare and breaks(memory, only):
        why = "an image without text, in a channel that breaks statements"
        found[only.post_id] = [Reason(name="image_from_breaker", quote=why)]
    return {post_id: tuple(reasons) for post_id, reasons in found.items()}


def _claims(tree: Tree) -> Iterator[Signal]:
    """Asked of what members say, each saying counted once: a thousand copies are one."""
    said = sorted(
        (places[0], facts.speakers)
        for facts, places in tree.anchors.values()
        if facts.kind == "claim" and facts.speakers
    )
    if not said:
        return
    first, speaking = said[0]
    for place, others in said:
        if _another(speaking, others):
            yield place[3], "double_claim", f"{', '.join(speaking)} claimed it before {', '.join(others)}"
            break
    if not tree.facets["own", "claim"]:
        yield first[3], "reported_claim", "the claim is told by others; the group's own post was not seen"


def _another(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether these are other groups. An unknown group's name in Latin letters may be the one in Arabic."""
    if same_names(one, other):
        return False
    unknown = all(" " in name for name in (*one, *other))
    return not (unknown and {name.isascii() for name in one}.isdisjoint(name.isascii() for name in other))


def _announced(memory: Memory, tree: Tree) -> Iterator[Signal]:
    if not tree.facets["kind", "statement"]:
        return
    texts = [places[0] for facts, places in tree.anchors.values() if facts.tansiqiya == "statement"]
    text = min(texts, default=None)
    for place in tree.members[:MOST]:
        if text is not None and text < place:
            break
        if any(facts.announces for facts in memory.posts[place[3]].facts):
            yield place[3], "announced_statement", "a statement of the Tansiqiya is announced"


def _fast(tree: Tree) -> Iterator[Signal]:
    channels: set[int] = set()
    for at, channel, _, post_id in tree.members[:MOST]:
        apart = at - tree.members[0][0]
        if apart > FAST:
            return
        channels.add(channel)
        if len(channels) == FAST_CHANNELS:
            yield post_id, "spreading_fast", f"{FAST_CHANNELS} channels within {int(apart)} seconds"
            return


def breaks(memory: Memory, post: Entry) -> bool:
    """A channel of KH's or Nujaba's, or one that has shown statements of the Tansiqiya."""
    owner = post.affiliation.organisation if post.affiliation else None
    if owner in BREAKERS or _OPERATORS.get(owner or "") in BREAKERS:
        return True
    return any(
        memory.posts[place[3]].tansiqiya == "statement" for place in memory.of_channel(post.channel_id, post.order)
    )
