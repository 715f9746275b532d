"""The proof in a package: event, chain, Merkle path, signature, time stamp; each link of it recomputed."""

from collections.abc import Sequence

import msgspec
from cryptography import x509

from ingest.evidence.archive import Archive, MemberError
from ingest.evidence.chain import GENESIS, link
from ingest.evidence.merkle import leaf_of, root_from
from ingest.evidence.package import PROOF_KIND
from ingest.evidence.report import Kind, Report
from ingest.evidence.signing import ROOT, fingerprint, signed_by
from ingest.evidence.timestamp import StampError, check_stamp
from ingest.evidence.verify_events import Event
from schemas.codec import CodecError, decode
from schemas.evidence import Head, Statement


class _EventProof(msgspec.Struct, frozen=True):
    member: str
    sha256: str
    segment: int | None


class _SegmentProof(msgspec.Struct, frozen=True):
    member: str
    previous: str
    epoch: str
    channel_id: int
    root: str
    leaf: int
    leaves: int
    path: tuple[str, ...]


class _Proof(msgspec.Struct, frozen=True):
    schema: str
    post_id: str
    events: tuple[_EventProof, ...]
    segments: tuple[_SegmentProof, ...]


class _Link(msgspec.Struct, frozen=True):
    seq: int
    digest: str
    hash: str


class _Root(msgspec.Struct, frozen=True):
    statement: str
    signature: str
    public_key: str


def check_proof(archive: Archive, events: list[Event], report: Report, authorities: Sequence[x509.Certificate]) -> None:
    try:
        proof = decode(_Proof, archive.read("proof.json"))
    except (MemberError, CodecError) as error:
        report.find("altered", "proof.json", str(error))
        return
    if proof.schema != PROOF_KIND or proof.post_id != report.post_id:
        report.find("altered", "proof.json", "is not the proof of this post")
    statements = _check_roots(archive, report, authorities)
    proved = {each.member: each for each in proof.events}
    for event in events:
        entry = proved.pop(event.member, None)
        if entry is None:
            report.find("removed", "proof.json", f"says nothing of {event.member}")
        elif entry.sha256 != event.digest:
            report.find("altered", event.member, "is not the event that the proof is about")
        elif entry.segment is None:
            report.notes.append(
                f"{event.member}: no signed root leads to it; only the package's own signature covers it"
            )
        elif not 0 <= entry.segment < len(proof.segments):
            report.find("altered", "proof.json", f"names a chain for {event.member} that is not there")
        else:
            _check_segment(archive, event, proof.segments[entry.segment], statements, report)
    for name in proved:
        report.find("removed", name, "the proof names it")


def _check_segment(
    archive: Archive, event: Event, segment: _SegmentProof, statements: dict[str, Statement], report: Report
) -> None:
    collected = event.post.collected
    links = _links(archive, segment.member, report)
    if links is None:
        return
    if collected is None or (collected.seq, collected.epoch) != (links[0].seq, segment.epoch):
        report.find("altered", event.member, f"does not stand where {segment.member} begins")
        return
    if segment.previous != (collected.prev_hash or GENESIS) or links[0].digest != event.digest:
        report.find("altered", event.member, f"is not the event with which {segment.member} begins")
        return
    end = _follow(links, segment, report)
    statement = statements.get(segment.root)
    if end is None or statement is None:
        return
    head = Head(epoch=segment.epoch, channel_id=event.post.channel.id, seq=end.seq, hash=end.hash)
    try:
        steps = [bytes.fromhex(each) for each in segment.path]
    except ValueError:
        steps = []
    found = root_from(leaf_of(head), segment.leaf, segment.leaves, steps)
    if segment.leaves != statement.size or found is None or found.hex() != statement.root:
        report.find("altered", segment.member, f"does not lead to the root signed in {segment.root}")


def _follow(links: list[_Link], segment: _SegmentProof, report: Report) -> _Link | None:
    """The end of the chain; None if it breaks, and then the report names the place."""
    before, seq = segment.previous, links[0].seq
    places = sorted(each.seq for each in links)
    for place, each in enumerate(links):
        if each.seq != seq + place:
            whole = places == list(range(seq, seq + len(links))) or places[0] < seq
            kind: Kind = "reordered" if whole else "removed"
            report.find(
                kind, f"{segment.member}, line {place + 1}", f"link {seq + place} should stand here, not {each.seq}"
            )
            return None
        before = link(before, each.digest)
        if before != each.hash:
            report.find(
                "altered", f"{segment.member}, line {place + 1}", f"link {each.seq} does not follow from the one before"
            )
            return None
    return links[-1]


def _links(archive: Archive, name: str, report: Report) -> list[_Link] | None:
    try:
        links = [decode(_Link, line) for line in archive.read(name).splitlines()]
    except (MemberError, CodecError) as error:
        report.find("altered" if name in archive.names else "removed", name, str(error))
        return None
    if not links:
        report.find("removed", name, "holds no link")
        return None
    return links


def _check_roots(archive: Archive, report: Report, authorities: Sequence[x509.Certificate]) -> dict[str, Statement]:
    """The statements whose signatures hold, by member."""
    found: dict[str, Statement] = {}
    for name in sorted(each for each in archive.names if each.startswith("roots/")):
        try:
            root = decode(_Root, archive.read(name))
            statement = decode(Statement, root.statement)
            signer = fingerprint(root.public_key)
        except (MemberError, CodecError, ValueError) as error:
            report.find("altered", name, str(error))
            continue
        if not signed_by(root.public_key, root.signature, ROOT, root.statement.encode()):
            report.find("signature", name, "the statement, or its signature, was altered after signing")
            continue
        report.signers.add(signer)
        report.signed_at.append(statement.at)
        found[name] = statement
        _check_stamp(archive, name, root, report, authorities)
    return found


def _check_stamp(
    archive: Archive, name: str, root: _Root, report: Report, authorities: Sequence[x509.Certificate]
) -> None:
    stamp = name.replace("roots/", "timestamps/").replace(".json", ".tsr")
    if stamp not in archive.names:
        return
    try:
        content = archive.read(stamp)
        checked = check_stamp(content, f"{root.statement}\n{root.signature}".encode(), authorities)
    except (MemberError, StampError) as error:
        report.find("altered", stamp, str(error))
        return
    if checked.checked:
        report.stamped_at.append(checked.at)
    else:
        report.notes.append(f"{stamp} says {checked.at}, not checked: name its authority's certificate with --tsa-cert")
