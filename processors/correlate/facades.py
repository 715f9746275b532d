"""The life of a façade: its channels, when it was made and first used, what it claims, when it falls silent."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from processors.correlate.history import DORMANT
from processors.correlate.links import DAY, HOUR
from processors.correlate.memory import Entry, Memory
from processors.correlate.voice import in_own_channel, own_claim, speakers
from schemas.messages import Message
from schemas.registry import load_registry

# "Other groups appeared for one or two attacks only before the brand name and media accounts fall into disuse" (article).
FEW: Final = 2
DROPPED: Final = 60 * DAY
GONE: Final = 3  # so many posts, all of them taken down
_ORGANISATIONS: Final = {organisation.id: organisation for organisation in load_registry().organisations}


class FacadeChannel(Message, frozen=True, kw_only=True):
    """A channel that posted the brand's claims as its own."""

    channel_id: int
    names: tuple[str, ...]
    """Titles and usernames in the order of the posts; more than one of a kind is a rename."""
    created: str | None
    first_seen: str
    first_claim: str
    hours_before_first_claim: float
    """From the channel's creation, or where that is unknown from its first post held, to its first claim."""
    claims: int
    last_seen: str
    subscribers_first: int | None
    subscribers_last: int | None
    deleted: int
    vanished: bool


class Facade(Message, frozen=True, kw_only=True):
    """`claims` counts stories, not posts: reposts are not further claims."""

    brand: str
    kind: str
    operator: str | None
    claims: int
    first_claim: str
    last_claim: str
    longest_silence_days: int
    dormant: bool
    dropped: bool
    weapons: dict[str, int]
    areas: dict[str, int]
    channels: tuple[FacadeChannel, ...]
    signals: dict[str, int]
    reasons: tuple[str, ...]


def facades(memory: Memory, brand: str | None = None) -> tuple[Facade, ...]:
    """Every brand that claims, or one; the most recently heard first. A pure function of the memory."""
    claims: dict[str, list[Entry]] = {}
    for place in memory.line:
        post = memory.posts[place[3]]
        if post.claim and post.claim.kind == "claim" and not any(reason.name == "repost" for reason in post.signals):
            for speaker in speakers(post):
                claims.setdefault(speaker, []).append(post)
    now = memory.line[-1][0] if memory.line else 0.0
    found = [_facade(memory, name, posts, now) for name, posts in claims.items() if brand in {None, name}]
    return tuple(sorted(found, key=lambda each: (each.last_claim, each.brand), reverse=True))


def _facade(memory: Memory, brand: str, posts: list[Entry], now: float) -> Facade:
    organisation = _ORGANISATIONS.get(brand)
    firsts: dict[str, Entry] = {}
    for post in posts:
        firsts.setdefault(memory.roots[post.post_id], post)
    times = [post.at for post in firsts.values()]
    silences = [later - earlier for earlier, later in pairwise(times)]
    # A channel that only repeats another's words is none of the brand's.
    own = [post for post in posts if own_claim(post) and (not post.parent or in_own_channel(post))]
    signals = Counter(reason.name for post in posts for reason in post.signals)
    return Facade(
        brand=brand,
        kind=organisation.kind if organisation else "unknown",
        operator=organisation.operator if organisation else None,
        claims=len(firsts),
        first_claim=posts[0].date,
        last_claim=posts[-1].date,
        longest_silence_days=int(max(silences, default=0.0) / DAY),
        dormant=now - posts[-1].at >= DORMANT,
        dropped=len(firsts) <= FEW and now - posts[-1].at >= DROPPED,
        weapons=dict(Counter(post.claim.attack for post in firsts.values() if post.claim and post.claim.attack)),
        areas=dict(Counter(area for post in firsts.values() if post.claim for area in post.claim.areas)),
        channels=tuple(_channels(memory, own)),
        signals=dict(sorted(signals.items())),
        reasons=tuple(dict.fromkeys(r.quote for post in posts for r in post.signals if r.quote)),
    )


def _channels(memory: Memory, own: list[Entry]) -> Iterable[FacadeChannel]:
    for channel in dict.fromkeys(post.channel_id for post in own):
        posts = [memory.posts[place[3]] for place in memory.channel(channel)]
        mine = [post for post in own if post.channel_id == channel]
        created = next((post.created for post in reversed(posts) if post.created), None)
        born = datetime.fromisoformat(created).timestamp() if created else posts[0].at
        counted = [post.subscribers for post in posts if post.subscribers is not None]
        deleted = sum(post.deleted for post in posts)
        yield FacadeChannel(
            channel_id=channel,
            names=tuple(dict.fromkeys(name for post in posts for name in (post.channel, _handle(post)) if name)),
            created=created,
            first_seen=_time(posts[0].at),
            first_claim=mine[0].date,
            hours_before_first_claim=round((mine[0].at - born) / HOUR, 2),
            claims=len({memory.roots[post.post_id] for post in mine}),
            last_seen=_time(posts[-1].at),
            subscribers_first=counted[0] if counted else None,
            subscribers_last=counted[-1] if counted else None,
            deleted=deleted,
            vanished=len(posts) >= GONE and deleted == len(posts),
        )


def _handle(post: Entry) -> str | None:
    return f"@{post.username}" if post.username else None


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z")
