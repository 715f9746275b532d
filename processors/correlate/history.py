"""Signals of a post against what its brand and its channel did before it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile
from typing import Final

from processors.correlate.links import DAY, HOUR
from processors.correlate.memory import Entry, Memory
from processors.correlate.voice import own_claim, speakers
from schemas.messages import Reason
from schemas.registry import load_registry

OLD: Final = 3 * DAY
DORMANT: Final = 180 * DAY
YOUNG: Final = 3 * DAY  # "often the façade's platforms are created in the hours before the group's first claim"
# A name counts as new, and a channel as first seen, only where rasd had watched for so long before.
WATCHED: Final = 14 * DAY
GROWTH: Final = 3.0
GROWN_IN: Final = 7 * DAY
EARLY: Final = 10  # a channel that is new has low message numbers
FEWEST_NEW: Final = 500
SERIES: Final = 5  # different attacks claimed within a day
BURST: Final = 3
BURST_IN: Final = HOUR
OF_ONE: Final = 3  # claims for one brand alone make a channel that brand's
BACK: Final = 200

_ORGANISATIONS: Final = {organisation.id: organisation for organisation in load_registry().organisations}


def signals(memory: Memory, post: Entry) -> tuple[Reason, ...]:
    return tuple(Reason(name=name, quote=why) for name, why in _all(memory, post))


def _all(memory: Memory, post: Entry) -> Iterator[tuple[str, str]]:
    claims = _claims(post)
    if claims and not _repeats(memory, post):
        yield from _brand(memory, post)
        yield from _usual(post)
        yield from _new_channel(memory, post)
        yield from _takeover(memory, post)
    elif post.claim and post.claim.kind == "denial":
        yield "denial", f"{', '.join(speakers(post)) or 'a group'} denies"
    root = memory.posts[memory.roots[post.post_id]]
    if post.at - root.at > OLD:
        yield "repost", f"told before, {int((post.at - root.at) / DAY)} days earlier, in {root.channel}"
    yield from _channel(memory, post)
    if post.deleted:
        if claims or post.tansiqiya == "statement":
            yield "claim_deleted", "taken down after it claimed" if claims else "a statement, taken down"
        together = gone_together(memory, post)
        if len(together) >= BURST:
            yield "deletion_burst", f"{len(together)} posts of this channel were taken down within an hour"


def _repeats(memory: Memory, post: Entry) -> bool:
    """A copy of what was told long before is no claim of today."""
    root = memory.posts[memory.roots[post.post_id]]
    return post.at - root.at > WATCHED


def _brand(memory: Memory, post: Entry) -> Iterator[tuple[str, str]]:
    for speaker in speakers(post):
        last = next(_spoke_before(memory, speaker, post), None)
        if last and post.at - last.at >= DORMANT:
            yield "dormant_brand", f"nothing was heard of {speaker} for {int((post.at - last.at) / DAY)} days"
        if speaker not in _ORGANISATIONS and not any(_claims(other) for other in _spoke_before(memory, speaker, post)):
            yield "unseen_brand", f"the first claim of {speaker}, which the registry does not know"
        if memory.roots[post.post_id] != post.post_id:
            continue
        recent = takewhile(lambda other: post.at - other.at <= DAY, _spoke_before(memory, speaker, post))
        stories = {memory.roots[other.post_id] for other in recent if _claims(other)}
        if len(stories) + 1 >= SERIES:
            yield "over_claimed", f"{speaker} claims {len(stories) + 1} attacks within a day"


def _claims(post: Entry) -> bool:
    return post.claim is not None and post.claim.kind == "claim"


def _spoke_before(memory: Memory, speaker: str, post: Entry) -> Iterator[Entry]:
    """What the brand claimed, denied, blessed or threatened, the latest first; reposts of old claims left out."""
    for place in memory.before(f"b:{speaker}", post.order, BACK):
        other = memory.posts[place[3]]
        if other.claim is not None and speaker in speakers(other) and not _repeats(memory, other):
            yield other


def _usual(post: Entry) -> Iterator[tuple[str, str]]:
    claim = post.claim
    for brand in claim.brands if claim else ():
        organisation = _ORGANISATIONS.get(brand)
        if organisation is None or claim is None:
            continue
        known = organisation.claims
        if known and "any" not in known and claim.attack not in {None, "other", *known}:
            yield "outside_usual_weapon", f"{brand} is known for {', '.join(known)}, not for {claim.attack}"
        area = organisation.claim_area
        if area and claim.areas and area not in claim.areas:
            yield "outside_usual_area", f"{brand} is known for {area}, not for {', '.join(claim.areas)}"


def _new_channel(memory: Memory, post: Entry) -> Iterator[tuple[str, str]]:
    before = [memory.posts[place[3]] for place in memory.of_channel(post.channel_id, post.order)]
    if any(other.claim and other.claim.kind == "claim" for other in before):
        return
    if post.created:
        age = post.at - datetime.fromisoformat(post.created).timestamp()
        if 0 <= age <= YOUNG:
            yield "new_channel", f"created {age / HOUR:.1f} hours before its first claim"
            return
    seen = before[-1] if before else post
    young = post.at - seen.at <= YOUNG and seen.message_id <= EARLY
    if young and own_claim(post) and not post.created and seen.at - memory.line[0][0] >= WATCHED:
        yield "new_channel", f"first seen {(post.at - seen.at) / HOUR:.1f} hours before its first claim"


def _takeover(memory: Memory, post: Entry) -> Iterator[tuple[str, str]]:
    """Only of a brand's own channel: a news channel tells of many."""
    if post.affiliation or not _opens(memory, post):
        return
    spoke = [
        other
        for place in memory.of_channel(post.channel_id, post.order)
        if _opens(memory, other := memory.posts[place[3]])
    ]
    names = {name for other in spoke for name in speakers(other)}
    mine = set(speakers(post))
    if len(spoke) >= OF_ONE and len(names) == 1 and mine and _operators(names).isdisjoint(_operators(mine)):
        yield "takeover", f"the channel spoke for {', '.join(names)}, now for {', '.join(sorted(mine))}"


def _opens(memory: Memory, post: Entry) -> bool:
    """Whether the post claims for the first time, in the group's own words."""
    return _claims(post) and memory.roots[post.post_id] == post.post_id and own_claim(post)


def _operators(names: set[str]) -> set[str]:
    return {(o.operator if (o := _ORGANISATIONS.get(name)) else None) or name for name in names}


def _channel(memory: Memory, post: Entry) -> Iterator[tuple[str, str]]:
    places = memory.of_channel(post.channel_id, post.order)
    if not places:
        return
    last = memory.posts[places[0][3]]
    if post.channel != last.channel:
        yield "renamed", f"was “{last.channel}”, is “{post.channel}”"
    elif post.username and last.username and post.username.lower() != last.username.lower():
        yield "renamed", f"was @{last.username}, is @{post.username}"
    recent = [memory.posts[place[3]] for place in places if post.at - place[0] <= GROWN_IN]
    base = next((other.subscribers for other in reversed(recent) if other.subscribers), None)
    if base and post.subscribers and _grew(base, post.subscribers) and not _grew(base, recent[0].subscribers or base):
        yield "fast_growth", f"from {base} to {post.subscribers} subscribers within days"


def _grew(base: int, now: int) -> bool:
    return now >= GROWTH * base and now - base >= FEWEST_NEW


def gone_together(memory: Memory, post: Entry) -> list[Entry]:
    """Posts of the channel taken down within an hour of this one, itself among them."""
    if not post.deleted_at:
        return []
    at = datetime.fromisoformat(post.deleted_at).timestamp()
    return [
        other
        for place in memory.channel(post.channel_id)
        if (other := memory.posts[place[3]]).deleted_at
        and abs(datetime.fromisoformat(other.deleted_at).timestamp() - at) <= BURST_IN
    ]
