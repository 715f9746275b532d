"""What an evidence package holds, put together from what was read: the names, the proof, the signed list of members."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

import msgspec

from ingest.evidence.archive import Writer
from ingest.evidence.chain import digest, link
from ingest.evidence.merkle import leaf_of, path
from ingest.evidence.page import page_of
from ingest.evidence.readme import README
from ingest.evidence.signing import MANIFEST, Key, fingerprint, pem_of
from schemas.codec import decode
from schemas.evidence import SignedRoot
from schemas.messages import RawPost, StoredObject

MANIFEST_KIND: Final = "evidence.manifest/1"
PROOF_KIND: Final = "evidence.proof/1"


@dataclass(frozen=True)
class Segment:
    """The way from one event of a chain to a signed root: the digest of every event on it, the first one's own included."""

    first_seq: int
    previous: str
    digests: tuple[str, ...]
    signed: SignedRoot
    leaf: int
    """Which of the root's heads the chain leads to."""


@dataclass(frozen=True)
class Version:
    """One event of the post as it stands in Kafka, and its way to a signed root, if there is one."""

    event: bytes
    post: RawPost
    segment: Segment | None


@dataclass(frozen=True)
class Contents:
    """All that goes into a package."""

    post_id: str
    versions: tuple[Version, ...]
    coverage: tuple[bytes, ...]
    objects: tuple[str, ...]
    """SHA-256 of each file and large TL object that is in the store."""
    absent: tuple[tuple[str, str], ...]
    """SHA-256 of what is not, with the reason."""
    exported_at: str
    software: str


def write_package(file: IO[bytes], contents: Contents, key: Key, read: Callable[[str], bytes]) -> None:
    """Writes the package. `read` gives an object of the store by its SHA-256."""
    writer = Writer(file)
    roots = _roots(contents.versions)
    events: list[dict[str, Any]] = []
    segments: list[dict[str, Any]] = []
    for number, version in enumerate(contents.versions, start=1):
        name = f"events/{number:05}.json"
        writer.add(name, version.event)
        inline = version.post.raw
        if isinstance(inline, str):
            writer.add(f"raw/{number:05}.bin", _from_base64(inline))
        elif isinstance(inline, StoredObject) and inline.sha256 in contents.objects:
            writer.add(f"raw/{number:05}.bin", read(inline.sha256))
        events.append({"member": name, "sha256": digest(version.event), "segment": None})
        if version.segment:
            events[-1]["segment"] = len(segments)
            segments.append(_segment(writer, len(segments) + 1, version.segment, roots.index(version.segment.signed)))
    for name in contents.objects:
        if not any(isinstance(v.post.raw, StoredObject) and v.post.raw.sha256 == name for v in contents.versions):
            writer.add(f"media/{name}", read(name))
    for number, signed in enumerate(roots, start=1):
        kept = {"statement": signed.statement, "signature": signed.signature, "public_key": signed.public_key}
        writer.add(f"roots/{number:05}.json", _json(kept))
        if signed.timestamp:
            writer.add(f"timestamps/{number:05}.tsr", base64.b64decode(signed.timestamp))
    writer.add(
        "proof.json",
        _json({"schema": PROOF_KIND, "post_id": contents.post_id, "events": events, "segments": segments}),
    )
    writer.add("coverage.jsonl", b"".join(line + b"\n" for line in contents.coverage))
    writer.add("page.html", page_of(contents, roots, fingerprint(key.public)).encode("utf-8"))
    writer.add("README.txt", README.encode("utf-8"))
    writer.add("key.pem", pem_of(key.public).encode("ascii"))
    manifest = _json(
        {
            "schema": MANIFEST_KIND,
            "post_id": contents.post_id,
            "exported_at": contents.exported_at,
            "software": contents.software,
            "signer": fingerprint(key.public),
            "versions": len(contents.versions),
            "absent": [{"sha256": name, "reason": reason} for name, reason in contents.absent],
            "members": [{"name": name, "size": size, "sha256": sha} for name, size, sha in writer.members],
        }
    )
    writer.add("manifest.json", manifest)
    writer.add("manifest.sig", _json({"public_key": key.public, "signature": key.sign(MANIFEST, manifest)}))
    writer.close()


def objects_named(posts: Sequence[RawPost]) -> list[str]:
    """The SHA-256 of every object that the events point to, once each, in their order."""
    found: dict[str, None] = {}
    for post in posts:
        if isinstance(post.raw, StoredObject):
            found[post.raw.sha256] = None
        found |= {media.sha256: None for media in post.media if media.sha256}
    return list(found)


def _roots(versions: Sequence[Version]) -> list[SignedRoot]:
    found: list[SignedRoot] = []
    for version in versions:
        if version.segment and version.segment.signed not in found:
            found.append(version.segment.signed)
    return found


def _segment(writer: Writer, number: int, segment: Segment, root: int) -> dict[str, Any]:
    name = f"chain/{number:05}.jsonl"
    lines, before = [], segment.previous
    for place, each in enumerate(segment.digests, start=segment.first_seq):
        before = link(before, each)
        lines.append(_json({"seq": place, "digest": each, "hash": before}) + b"\n")
    writer.add(name, b"".join(lines))
    leaves = [leaf_of(head) for head in segment.signed.heads]
    head = segment.signed.heads[segment.leaf]
    return {
        "member": name,
        "previous": segment.previous,
        "epoch": head.epoch,
        "channel_id": head.channel_id,
        "root": f"roots/{root + 1:05}.json",
        "leaf": segment.leaf,
        "leaves": len(leaves),
        "path": [each.hex() for each in path(leaves, segment.leaf)],
    }


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""  # a user's file brought it; verify says that it is no base64


def _json(content: Any) -> bytes:
    return msgspec.json.encode(content)


def read_event(event: bytes) -> RawPost:
    """Raises CodecError."""
    return decode(RawPost, event)
