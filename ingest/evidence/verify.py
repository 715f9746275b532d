"""Checks a package offline, from its bytes alone: every member against the signed list, every event against a signed root."""

from collections.abc import Iterable, Sequence
from typing import IO, Final

import msgspec
from cryptography import x509

from ingest.evidence.archive import Archive, ArchiveError, MemberError
from ingest.evidence.package import MANIFEST_KIND
from ingest.evidence.report import Kind, Report
from ingest.evidence.signing import MANIFEST, fingerprint, public_key_in, signed_by
from ingest.evidence.verify_events import check_events
from ingest.evidence.verify_proof import check_proof
from schemas.codec import CodecError, decode

# The list names every member but itself and its signature.
UNLISTED: Final = frozenset({"manifest.json", "manifest.sig"})
ALWAYS: Final = ("README.txt", "page.html", "proof.json", "coverage.jsonl", "key.pem")


class _Member(msgspec.Struct, frozen=True):
    name: str
    size: int
    sha256: str


class _Absent(msgspec.Struct, frozen=True):
    sha256: str
    reason: str


class Manifest(msgspec.Struct, frozen=True):
    """The signed list of all that the package holds."""

    schema: str
    post_id: str
    exported_at: str
    software: str
    signer: str
    versions: int
    absent: tuple[_Absent, ...]
    members: tuple[_Member, ...]


class _Signature(msgspec.Struct, frozen=True):
    public_key: str
    signature: str


def verify(file: IO[bytes], *, trusted: Iterable[str] = (), authorities: Sequence[x509.Certificate] = ()) -> Report:
    """Checks a package against the fingerprints of keys that are known from elsewhere.

    `authorities` are certificates of time-stamp authorities; without any, time stamps are read but not checked.
    """
    report = Report(trusted=frozenset(trusted))
    try:
        archive = Archive(file)
    except ArchiveError as error:
        report.find("unreadable", "the package", str(error))
        return report
    if archive.repacked:
        report.notes.append("somebody packed the members anew; that alters nothing of what they say")
    manifest = _manifest(archive, report)
    if manifest is None:
        return report
    report.post_id, report.versions = manifest.post_id, manifest.versions
    _check_members(archive, manifest, report)
    _check_key(archive, manifest, report)
    events = check_events(archive, manifest, report)
    check_proof(archive, events, report, authorities)
    return report


def _manifest(archive: Archive, report: Report) -> Manifest | None:
    try:
        content = archive.read("manifest.json")
        manifest = decode(Manifest, content)
    except (MemberError, CodecError) as error:
        kind: Kind = "removed" if "manifest.json" not in archive.names else "altered"
        report.find(kind, "manifest.json", f"{error}: without the signed list nothing else can be judged")
        return None
    if manifest.schema != MANIFEST_KIND:
        report.find("altered", "manifest.json", "is of a kind that this version of rasd does not know")
    try:
        signature = decode(_Signature, archive.read("manifest.sig"))
        signer = fingerprint(signature.public_key)
    except (MemberError, CodecError, ValueError) as error:
        kind = "removed" if "manifest.sig" not in archive.names else "altered"
        report.find(kind, "manifest.sig", f"{error}: the list of members is not signed")
        return manifest
    if not signed_by(signature.public_key, signature.signature, MANIFEST, content):
        report.find("signature", "manifest.json", "the list of members, or its signature, was altered after signing")
    elif signer != manifest.signer:
        report.find("signature", "manifest.json", "is signed by another key than it names")
    else:
        report.signers.add(signer)
    return manifest


def _check_members(archive: Archive, manifest: Manifest, report: Report) -> None:
    listed = {member.name: member for member in manifest.members}
    if len(listed) != len(manifest.members):
        report.find("altered", "manifest.json", "names a member twice")
    names = set(archive.names) - UNLISTED
    for name in sorted(names - set(listed)):
        report.find("added", name, "is not in the signed list")
    for name in [*listed, *(each for each in ALWAYS if each not in listed)]:
        if name not in names:
            report.find("removed", name, "is in the signed list and not in the package")
    owners = {member.sha256: member.name for member in manifest.members}
    for name in sorted(names & set(listed)):
        try:
            found = archive.sha256(name)
        except MemberError as error:
            report.find("altered", name, str(error))
            continue
        if found == listed[name].sha256:
            continue
        if found in owners:
            report.find("reordered", name, f"holds what belongs in {owners[found]}")
        else:
            report.find("altered", name, "its SHA-256 is not the one in the signed list")


def _check_key(archive: Archive, manifest: Manifest, report: Report) -> None:
    try:
        enclosed = fingerprint(public_key_in(archive.read("key.pem").decode("ascii")))
    except (MemberError, ValueError) as error:
        report.find("altered", "key.pem", str(error))
        return
    if enclosed != manifest.signer:
        report.find("altered", "key.pem", "is another key than the one that signed the list")
