"""The events of a package: that they are versions of one post, in order, with the raw bytes and files they point to."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from ingest.evidence.archive import Archive, MemberError
from ingest.evidence.chain import digest
from ingest.evidence.package import read_event
from ingest.evidence.report import Kind, Report
from schemas.codec import CodecError, post_id
from schemas.messages import RawPost

if TYPE_CHECKING:
    from ingest.evidence.verify import Manifest


MOST_NAMED: Final = 20


@dataclass(frozen=True)
class Event:
    member: str
    digest: str
    post: RawPost


def check_events(archive: Archive, manifest: Manifest, report: Report) -> list[Event]:
    """The events that can be read, in the order of their names; what is wrong with them goes into the report."""
    found: list[Event] = []
    for name in sorted(each for each in archive.names if each.startswith("events/")):
        try:
            content = archive.read(name)
            post = read_event(content)
        except (MemberError, CodecError) as error:
            report.find("altered", name, str(error))
            continue
        if post_id(post) != manifest.post_id:
            report.find("altered", name, f"is of another post ({post_id(post)})")
        found.append(Event(name, digest(content), post))
    _check_order(found, manifest, report)
    absent = {each.sha256 for each in manifest.absent}
    for event in found:
        _check_raw(archive, event, absent, report)
        _check_media(archive, event, absent, report)
    report.media = sum(name.startswith("media/") for name in archive.names)
    return found


def _check_order(events: list[Event], manifest: Manifest, report: Report) -> None:
    if len(events) != manifest.versions:
        kind: Kind = "removed" if len(events) < manifest.versions else "added"
        report.find(kind, "events/", f"{len(events)} versions are there, {manifest.versions} were exported")
    held = {event.post.version for event in events}
    # No fault of the package: the signer may never have had them, or left them out; the reader should ask.
    missing = list(islice((number for number in range(1, max(held, default=0)) if number not in held), MOST_NAMED))
    report.notes += [f"version {number} of the post is not in the package" for number in missing]
    for before, after in pairwise(events):
        if after.post.version < before.post.version:
            report.find(
                "reordered", after.member, f"version {after.post.version} stands after version {before.post.version}"
            )


def _check_raw(archive: Archive, event: Event, absent: set[str], report: Report) -> None:
    name = f"raw/{event.member.removeprefix('events/').removesuffix('.json')}.bin"
    raw = event.post.raw
    if raw is None or (not isinstance(raw, str) and raw.sha256 in absent):
        return
    try:
        content = archive.read(name)
    except MemberError as error:
        kind: Kind = "removed" if name not in archive.names else "altered"
        report.find(kind, name, str(error))
        return
    same = base64.b64encode(content).decode() == raw if isinstance(raw, str) else _is(content, raw.sha256)
    if not same:
        report.find("altered", name, f"is not the object that {event.member} carries")


def _check_media(archive: Archive, event: Event, absent: set[str], report: Report) -> None:
    for media in event.post.media:
        if media.sha256 is None or media.sha256 in absent:
            continue
        name = f"media/{media.sha256}"
        if name not in archive.names:
            report.find("removed", name, f"{event.member} names it")
            continue
        try:
            same = archive.sha256(name) == media.sha256
        except MemberError as error:
            report.find("altered", name, str(error))
            continue
        if not same:
            report.find("altered", name, "is not the file of that SHA-256")


def _is(content: bytes, wanted: str) -> bool:
    return sha256(content).hexdigest() == wanted
