"""`rasd evidence export`: reads the record, finds each version's way to a signed root, and writes the package."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.clock import now
from ingest.errors import IngestError
from ingest.evidence.archive import LARGEST
from ingest.evidence.chain import GENESIS
from ingest.evidence.package import Contents, Segment, Version, objects_named, write_package
from ingest.evidence.read import Seen, read_channel, read_coverage, read_roots
from ingest.evidence.roots import heads_of, sign_heads
from ingest.evidence.signing import load_key
from ingest.media.store import Store, StoreError, read_from
from schemas.evidence import SignedRoot
from schemas.messages import RawPost


@dataclass(frozen=True)
class Exported:
    """What a package holds. `unproved` versions are covered by the package's own signature only."""

    file: Path
    versions: int
    unproved: int
    objects: int
    absent: tuple[tuple[str, str], ...]
    signer: str


def export(
    post_id: str,
    file: Path,
    *,
    kafka: str,
    data: Path,
    stores: Sequence[Store],
    by: str,
    tsa: str | None,
    software: str,
    tell: Callable[[int], None],
) -> Exported:
    """Writes the package of one post, whole or not at all. Raises IngestError."""
    channel_id = _channel_of(post_id)
    # Whoever has chains to sign may make the key; elsewhere a new key would only be a signer that nobody knows.
    key = load_key(data, create=bool(heads_of(data)))
    seen = read_channel(kafka, channel_id, post_id, tell)
    if not seen.events:
        raise IngestError(f"{post_id}: the record holds no such post: the id is CHANNEL:MESSAGE, as in Elasticsearch")
    segments = _segments(seen, read_roots(kafka), {})
    if _signing_helps(seen, segments, data):
        signed = sign_heads(data, kafka, by=by, tsa=tsa, again=True)
        segments = _segments(seen, [signed] if signed else [], segments)
    versions = _versions(seen, segments)
    posts = [version.post for version in versions]
    objects, absent = _objects(posts, stores)
    contents = Contents(
        post_id=post_id,
        versions=versions,
        coverage=read_coverage(kafka, channel_id, posts),
        objects=objects,
        absent=absent,
        exported_at=now(),
        software=software,
    )
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as written:
            write_package(written, contents, key, lambda name: read_from(stores, name))
            written.flush()
            os.fsync(written.fileno())
        if part.stat().st_size > LARGEST:
            raise IngestError(f"{post_id}: the package would be larger than a ZIP file may be ({LARGEST} bytes)")
        part.replace(file)
    except (OSError, StoreError) as error:
        raise IngestError(f"{file}: the package can't be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    unproved = sum(version.segment is None for version in versions)
    return Exported(file, len(versions), unproved, len(objects), absent, key.public)


def _channel_of(post_id: str) -> int:
    channel, _, message = post_id.partition(":")
    if not channel.isdigit() or not message.isdigit():
        raise IngestError(f"{post_id!r} is no post's id: write CHANNEL:MESSAGE, for example 1400000001:17")
    return int(channel)


def _segments(seen: Seen, roots: Iterable[SignedRoot], found: dict[int, Segment]) -> dict[int, Segment]:
    """Adds, by the event's place in `seen`, the way to the earliest root that there is one to."""
    missing = [place for place in range(len(seen.events)) if place not in found]
    for signed in roots:
        if not missing:
            break
        heads = {(head.epoch, head.channel_id): leaf for leaf, head in enumerate(signed.heads)}
        for place in list(missing):
            event, post = seen.events[place]
            collected = post.collected
            leaf = heads.get((collected.epoch or "", post.channel.id)) if collected else None
            if collected is None or leaf is None:
                continue
            way = seen.way(signed.heads[leaf], post, event)
            if way:
                found[place] = Segment(collected.seq or 0, collected.prev_hash or GENESIS, way, signed, leaf)
                missing.remove(place)
    return found


def _signing_helps(seen: Seen, found: dict[int, Segment], data: Path) -> bool:
    """Whether an event without a root is in a chain of this data folder, so that a root signed now leads to it."""
    heads = heads_of(data)
    return any(
        place not in found and any(seen.way(head, post, event) for head in heads if head.channel_id == post.channel.id)
        for place, (event, post) in enumerate(seen.events)
    )


def _versions(seen: Seen, found: dict[int, Segment]) -> tuple[Version, ...]:
    """One of each event: a killed collector may have published it twice, and then the one in the chain counts."""
    chosen: dict[str, Version] = {}
    for place, (event, post) in enumerate(seen.events):
        held = chosen.get(post.event_id)
        if held is None or (held.segment is None and place in found):
            chosen[post.event_id] = Version(event, post, found.get(place))
    return tuple(sorted(chosen.values(), key=lambda each: (each.post.version, _place(each.post))))


def _place(post: RawPost) -> tuple[str, int]:
    return (post.collected.at, post.collected.seq or 0) if post.collected else ("", 0)


def _objects(posts: Sequence[RawPost], stores: Sequence[Store]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """What the events point to: what the stores have, and what they don't, with the reason."""
    there, absent = [], []
    for name in objects_named(posts):
        try:
            read_from(stores, name)
            there.append(name)
        except StoreError as error:
            absent.append((name, str(error)))
    return tuple(there), tuple(absent)
