"""From an analysed post to what correlation remembers of it."""

import re
from datetime import datetime, timedelta
from typing import Final

import msgspec

from processors.correlate.facts import Facts, facts_of
from processors.correlate.memory import Entry
from schemas.messages import AnalysedPost

LONGEST_TEXT: Final = 1_000
# A live post older than this when it arrives is told as late.
LATE: Final = timedelta(minutes=30)
BARE: Final = 4  # fewer own words than this: the post is its picture
LINK: Final = re.compile(r"(?:t|telegram)\.me/(?:(?:s/)?([A-Za-z]\w{3,31})|c/(\d{1,15}))/(\d{1,10})")
MOST_LINKS: Final = 2  # more is a list of reading
# A picture of one colour is like every other.
PLAIN_BITS: Final = range(8, 57)


def entry_of(post: AnalysedPost, now: datetime, old: Entry | None, came: str | None = None) -> Entry:
    """The post's entry after this event. A deletion, and a version older than the one held, keep the findings held."""
    at = datetime.fromisoformat(post.date)
    came = came or (post.collected.at if post.collected else "")
    if old:
        came = min(came, old.came)
    if old and (post.deleted or post.version < old.version):
        kept = msgspec.structs.replace(
            old,
            deleted=old.deleted or post.deleted,
            deleted_at=_earliest(old.deleted_at, _seen_gone(post)),
            came=came,
        )
        if post.deleted:
            return kept
        versions, facts = _versions(old, post.version, facts_of(post))
        return msgspec.structs.replace(kept, versions=versions, facts=facts)
    forward = post.forwarded_from
    known = forward and forward.channel_id and forward.message_id
    origin = f"{forward.channel_id}:{forward.message_id}" if forward and known else post.post_id
    live = post.collected is not None and post.collected.mode == "live"
    told = None if post.deleted else facts_of(post)
    versions, facts = _versions(old, post.version, told)
    return Entry(
        post_id=post.post_id,
        came=came,
        channel_id=post.channel.id,
        channel=post.channel.title or post.channel.username or str(post.channel.id),
        message_id=post.message_id,
        date=post.date,
        at=at.timestamp(),
        # Of the version that had the findings: a deletion that came first must not hide its post's text.
        version=-1 if post.deleted else post.version,
        # A deletion seen before its post's own text is remembered when the text comes.
        deleted=post.deleted or (old.deleted if old else False),
        deleted_at=_earliest(old.deleted_at if old else None, _seen_gone(post)),
        live=live,
        late=live and now - at > LATE,
        text=(post.text or "")[:LONGEST_TEXT],
        brands=tuple(dict.fromkeys(brand.id for brand in post.brands)),
        claimants=post.claim.brands if post.claim and post.claim.kind == "claim" else (),
        candidates=tuple(candidate.surface for candidate in post.candidates),
        tansiqiya=post.tansiqiya.class_,
        claim=post.claim,
        threat=post.threat,
        tags=tuple(tag.name for tag in post.tags),
        reasons=reasons_of(post),
        attribution=post.attribution,
        versions=versions,
        facts=facts,
        origin=origin,
        album=f"{post.channel.id}:{post.grouped_id}" if post.grouped_id else None,
        address=f"{post.channel.username.lower()}/{post.message_id}" if post.channel.username else None,
        mentions=_mentions(post),
        reply_to=f"{post.channel.id}:{post.reply_to}" if post.reply_to else None,
        images=_images(post),
        bare=bool(post.media) and (told is None or told.words.count(" ") + bool(told.words) < BARE),
        username=post.channel.username,
        created=post.channel.created,
        subscribers=post.channel.subscribers,
        affiliation=post.channel.affiliation,
        parent=old.parent if old else None,
        story=old.story if old else "",
        cluster=old.cluster if old else None,
        signals=old.signals if old else (),
    )


def _versions(old: Entry | None, version: int, told: Facts | None) -> tuple[tuple[int, int], tuple[Facts, ...]]:
    """The oldest and the newest version that had a text, in whatever order they came."""
    if told is None:
        return (old.versions, old.facts) if old else ((-1, -1), ())
    if old is None or not old.facts:
        return (version, version), (told,)
    low, high = old.versions
    first = told if version < low else old.facts[0]
    last = told if version >= high else old.facts[-1]
    return (min(low, version), max(high, version)), (first,) if first == last else (first, last)


def _seen_gone(post: AnalysedPost) -> str | None:
    if not post.deleted:
        return None
    return post.collected.at if post.collected else post.date


def _earliest(one: str | None, other: str | None) -> str | None:
    return min((each for each in (one, other) if each), default=None)


def _mentions(post: AnalysedPost) -> tuple[str, ...]:
    """The posts that it links to: by address, or by id."""
    found = [
        f"{match[2]}:{match[3]}" if match[2] else f"{match[1].lower()}/{match[3]}"
        for text in (post.text or "", *(entity.url or "" for entity in post.entities))
        for match in LINK.finditer(text)
    ]
    distinct = tuple(dict.fromkeys(found))
    return distinct if len(distinct) <= MOST_LINKS else ()


def _images(post: AnalysedPost) -> tuple[int, ...]:
    found = []
    for media in post.media:
        try:
            image = int(media.phash or "", 16)
        except ValueError:
            continue
        if image.bit_length() <= 64 and image.bit_count() in PLAIN_BITS:
            found.append(image)
    return tuple(found)


def reasons_of(post: AnalysedPost) -> tuple[str, ...]:
    """Why the post says what it is said to say: the words, and the registry's quotes."""
    said = []
    if post.tansiqiya.class_ != "none":
        said.append(
            f"Tansiqiya {post.tansiqiya.class_}: " + ", ".join(f"“{m.surface}”" for m in post.tansiqiya.markers[:4])
        )
    if post.claim:
        words = ", ".join(f"“{reason.surface}”" for reason in post.claim.reasons if reason.surface)
        said.append(f"{post.claim.kind}: {words}" if words else post.claim.kind)
    if post.threat:
        said.append(
            "threat: " + ", ".join(f"“{reason.surface}”" for reason in post.threat.reasons[:3] if reason.surface)
        )
    said += [f"names {brand.id}: “{brand.surface}”" for brand in {brand.id: brand for brand in post.brands}.values()]
    said += [f"unknown group: “{candidate.surface}”" for candidate in post.candidates]
    if post.attribution:
        quotes = [basis.quote for each in post.attribution.candidates for basis in each.basis if basis.quote]
        said.append(
            f"{post.attribution.organisation} ({post.attribution.certainty})" + (f": {quotes[0]}" if quotes else "")
        )
    return tuple(said)
