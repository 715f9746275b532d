"""Signals of a story: who claims it besides the first, who denies it, how fast it went round."""

from collections.abc import Callable
from typing import Final

from processors.analyse.normalise import fold
from processors.correlate.links import DAY, MINUTE
from processors.correlate.memory import Entry, Memory
from processors.correlate.tree import Tree
from schemas.messages import Reason
from schemas.registry import load_registry

# Copies in five other channels within ten minutes have been coordination or great news.
FAST_CHANNELS: Final = 6
FAST: Final = 10 * MINUTE
OLD: Final = 3 * DAY
MOST: Final = 500  # members looked at; what the first 500 did not show the rest will not
# "Channels affiliated with KH and Nujaba are almost always the first to break the news of a new statement" (source article).
BREAKERS: Final = frozenset({"kataib_hezbollah", "nujaba"})
_REGISTRY: Final = load_registry()
_NAMED: Final = {
    o.id: tuple(fold(name) for name in (*o.names_ar, *o.names_en) if len(name) > 3) for o in _REGISTRY.organisations
}
_OPERATORS: Final = {o.id: o.operator for o in _REGISTRY.organisations}


def signals(memory: Memory, tree: Tree) -> dict[str, tuple[Reason, ...]]:
    """The story's signals, each on the post that brought it."""
    members = [memory.posts[place[3]] for place in tree.members[:MOST]]
    found: dict[str, list[Reason]] = {}

    def note(post: Entry, name: str, why: str) -> None:
        found.setdefault(post.post_id, []).append(Reason(name=name, quote=why))

    claims = [post for post in members if post.claim and post.claim.kind == "claim"]
    _claims(claims, note)
    statement = next((post for post in members if post.tansiqiya == "statement"), None)
    channels: set[int] = set()
    for post in members:
        if post.claim and post.claim.kind == "denial":
            note(post, "denial", f"{', '.join(speakers(post)) or 'a group'} denies")
        if any(facts.announces for facts in post.facts) and not (statement and statement.order < post.order):
            note(post, "announced_statement", "a statement of the Tansiqiya is announced")
        if post.at - members[0].at > OLD:
            note(
                post,
                "repost",
                f"told before, {int((post.at - members[0].at) / DAY)} days earlier, in {members[0].channel}",
            )
        if post.channel_id not in channels and post.at - members[0].at <= FAST:
            channels.add(post.channel_id)
            if len(channels) == FAST_CHANNELS:
                note(post, "spreading_fast", f"{FAST_CHANNELS} channels within {int(post.at - members[0].at)} seconds")
    only = members[0]
    if len(members) == 1 and only.bare and breaks(memory, only):
        note(only, "image_from_breaker", "an image without text, in a channel that breaks statements")
    return {post_id: tuple(reasons) for post_id, reasons in found.items()}


def _claims(claims: list[Entry], note: Callable[[Entry, str, str], None]) -> None:
    if not claims:
        return
    first = set(speakers(claims[0]))
    for post in claims:
        others = set(speakers(post))
        if first and others and first.isdisjoint(others):
            note(post, "double_claim", f"{', '.join(sorted(first))} claimed it before {', '.join(sorted(others))}")
            break
    if not any(own_claim(post) for post in claims):
        note(claims[0], "reported_claim", "the claim is told by others; the group's own post was not seen")


def speakers(post: Entry) -> tuple[str, ...]:
    """Who claims, denies or threatens in the post: ids, or the folded names of groups that the registry does not know."""
    return post.facts[-1].speakers if post.facts else ()


def own_claim(post: Entry) -> bool:
    """Whether it is the group's own post: it says "we", or stands in the group's own channel."""
    if post.claim is None:
        return False
    return any(reason.name == "first_person_claim" for reason in post.claim.reasons) or in_own_channel(post)


def in_own_channel(post: Entry) -> bool:
    """Whether the channel bears the name of who speaks, or is known to be theirs."""
    title = fold(post.channel)
    if any(name in title for speaker in speakers(post) for name in _NAMED.get(speaker, (speaker,))):
        return True
    owner = post.affiliation.organisation if post.affiliation else None
    return owner in speakers(post)


def breaks(memory: Memory, post: Entry) -> bool:
    """A channel of KH's or Nujaba's, or one that has shown statements of the Tansiqiya."""
    owner = post.affiliation.organisation if post.affiliation else None
    if owner in BREAKERS or _OPERATORS.get(owner or "") in BREAKERS:
        return True
    return any(
        memory.posts[place[3]].tansiqiya == "statement" for place in memory.of_channel(post.channel_id, post.order)
    )
