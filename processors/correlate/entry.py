"""From an analysed post to what correlation remembers of it."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from processors.correlate.links import keys_of
from processors.correlate.memory import Entry
from schemas.messages import AnalysedPost

LONGEST_TEXT: Final = 1_000
LONGEST_NORMALIZED: Final = 2_000
# A live post older than this when it arrives is told as late.
LATE: Final = timedelta(minutes=30)


def entry_of(post: AnalysedPost, now: datetime, old: Entry | None) -> Entry:
    """The post's entry after this event. A deletion, and a version older than the one held, keep the findings held."""
    at = datetime.fromisoformat(post.date)
    if old and (post.deleted or post.version < old.version):
        return msgspec.structs.replace(old, deleted=old.deleted or post.deleted)
    forward = post.forwarded_from
    known = forward and forward.channel_id and forward.message_id
    origin = f"{forward.channel_id}:{forward.message_id}" if forward and known else post.post_id
    normalized = " ".join(post.normalized[:LONGEST_NORMALIZED].split())
    live = post.collected is not None and post.collected.mode == "live"
    return Entry(
        post_id=post.post_id,
        channel_id=post.channel.id,
        channel=post.channel.title or post.channel.username or str(post.channel.id),
        message_id=post.message_id,
        date=post.date,
        at=at.timestamp(),
        # Of the version that had the findings: a deletion that came first must not hide its post's text.
        version=-1 if post.deleted else post.version,
        # A deletion seen before its post's own text is remembered when the text comes.
        deleted=post.deleted or (old.deleted if old else False),
        live=live,
        late=live and now - at > LATE,
        text=(post.text or "")[:LONGEST_TEXT],
        normalized=normalized,
        keys=keys_of(post, normalized, at.timestamp(), origin),
        brands=tuple(dict.fromkeys(brand.id for brand in post.brands)),
        claimants=post.claim.brands if post.claim and post.claim.kind == "claim" else (),
        candidates=tuple(candidate.surface for candidate in post.candidates),
        tansiqiya=post.tansiqiya.class_,
        claim=post.claim,
        threat=post.threat,
        tags=tuple(tag.name for tag in post.tags),
        reasons=reasons_of(post),
        attribution=post.attribution,
        origin=origin,
        story=old.story if old else "",
        cluster=old.cluster if old else None,
    )


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
