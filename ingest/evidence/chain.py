"""A channel's hash chain: each link commits to the exact bytes of one event and, through it, to all before it. Pure."""

from hashlib import sha256

from schemas.codec import CodecError, encode
from schemas.messages import RawPost

GENESIS = ""


def digest(event: bytes) -> str:
    """Of an event's bytes as they stand in Kafka: text, raw TL bytes, media hashes, dates, place in the chain, all."""
    return sha256(event).hexdigest()


def link(previous: str, event_digest: str) -> str:
    """The chain's hash after an event. A link needs only digests, so a proof does not show the posts in between."""
    return sha256(f"rasd link/1\n{previous}\n{event_digest}".encode()).hexdigest()


def hash_after(post: RawPost) -> str:
    """The chain's hash after this event, which carries the hash before it."""
    before = (post.collected.prev_hash if post.collected else None) or GENESIS
    try:
        content = encode(post)
    except CodecError:
        content = repr(post).encode("utf-8", "backslashreplace")  # as it is kept where it can't be a record
    return link(before, digest(content))
