"""The page that people read: Arabic right to left, every text escaped, no script, nothing loaded from anywhere. Pure."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from schemas.codec import decode
from schemas.evidence import SignedRoot, Statement

if TYPE_CHECKING:
    from ingest.evidence.package import Contents, Version

# No source is allowed but the style in the page: no script, image, font, frame, form or request.
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
HOW_TO_CHECK: Final = (
    "<p>This page is made for reading. What is proved are the files beside it; "
    "<code>rasd evidence verify</code> checks both.</p>"
)
STYLE: Final = """
body { font-family: serif; max-width: 50em; margin: 2em auto; padding: 0 1em; line-height: 1.5; color: #111; background: #fff }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; font-size: 1.2em; border: 1px solid #999; padding: .8em }
table { border-collapse: collapse; width: 100% } th { text-align: start; vertical-align: top; white-space: nowrap }
td, th { padding: .2em .8em .2em 0 } code { overflow-wrap: anywhere } .gone { color: #900 }
"""
# Directional controls could make a line read otherwise than it is; they are shown, not obeyed.
HIDDEN: Final = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
OBEYED: Final = frozenset("\n\t\u200c\u200d")


def page_of(contents: Contents, roots: Sequence[SignedRoot], signer: str) -> str:
    first = contents.versions[0].post
    title = f"Evidence: post {contents.post_id}"
    name = f"@{first.channel.username}" if first.channel.username else str(first.channel.id)
    rows = [
        ("Post", contents.post_id),
        ("Channel", f"{first.channel.title} ({name}, id {first.channel.id})"),
        ("Posted, by Telegram's clock", first.date),
        ("Versions kept", str(len(contents.versions))),
        ("Package made", f"{contents.exported_at} by {contents.software}"),
        ("Signer's fingerprint", signer),
    ]
    return "".join(
        [
            '<!doctype html>\n<html lang="en" dir="ltr"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            f"<title>{_text(title)}</title><style>{STYLE}</style></head><body>",
            f"<h1>{_text(title)}</h1>",
            HOW_TO_CHECK,
            _table(rows),
            *(_version(number, version) for number, version in enumerate(contents.versions, start=1)),
            _signatures(roots),
            _absent(contents),
            _log(contents.coverage),
            "</body></html>\n",
        ]
    )


def _version(number: int, version: Version) -> str:
    post = version.post
    collected = post.collected
    kind = "taken down" if post.deleted else "counters only" if post.counters_only else "text"
    rows = [("Kind", kind), ("Version", str(post.version)), ("Edited", post.edit_date or "-")]
    if collected:
        rows += [
            ("Collected, by the collector's clock", f"{collected.at} by {collected.by} ({collected.mode})"),
            ("Place in the channel's chain", f"{collected.seq} (epoch {collected.epoch})"),
        ]
    if post.forwarded_from:
        origin = post.forwarded_from
        rows.append(("Forwarded from", f"{origin.title or '?'} {origin.channel_id or ''}:{origin.message_id or ''}"))
    rows += [("Views, forwards", f"{post.views}, {post.forwards}"), ("File", f"events/{number:05}.json")]
    for media in post.media:
        told = f"media/{media.sha256}" if media.sha256 else "not fetched"
        rows.append((f"Media: {media.kind}", f"{media.mime or '?'}, {media.size or '?'} bytes, {told}"))
    if version.segment is None:
        rows.append(("Proof", "no signed root leads to it; only this package's own signature covers it"))
    text = (
        '<p class="gone">The post was gone when the collector looked.</p>'
        if post.deleted
        else f'<pre dir="{_direction(post.text or "")}" lang="ar">{_text(post.text or "")}</pre>'
    )
    return f"<h2>Version {number} of those kept</h2>{text}{_table(rows)}"


def _signatures(roots: Sequence[SignedRoot]) -> str:
    rows = []
    for number, signed in enumerate(roots, start=1):
        statement = decode(Statement, signed.statement)
        stamp = "with a time stamp (RFC 3161)" if signed.timestamp else "without a time stamp"
        rows.append((f"roots/{number:05}.json", f"number {statement.number}, {statement.at}, {stamp}"))
    return "<h2>Signed roots</h2>" + (_table(rows) if rows else "<p>None.</p>")


def _absent(contents: Contents) -> str:
    return "<h2>Not in the package</h2>" + _table(contents.absent) if contents.absent else ""


def _log(coverage: Sequence[bytes]) -> str:
    rows = []
    for line in coverage:
        record = msgspec.json.decode(line)
        ids = f"ids {record.get('from_id')} to {record.get('to_id')}"
        rows.append((str(record.get("at")), f"{record.get('kind')}, {ids} {record.get('reason') or ''}"))
    return "<h2>The collector's log around the post</h2>" + (_table(rows) if rows else "<p>Nothing.</p>")


def _table(rows: Sequence[tuple[str, str]]) -> str:
    lines = (f'<tr><th>{_text(name)}</th><td dir="auto">{_text(value)}</td></tr>' for name, value in rows)
    return f"<table>{''.join(lines)}</table>"


def _direction(text: str) -> str:
    """Right to left for any text with Arabic in it, also where a Latin name or an emoji comes first."""
    return "rtl" if any(unicodedata.bidirectional(each) in {"R", "AL"} for each in text) else "auto"


def _text(text: str) -> str:
    shown = "".join(
        f"[U+{ord(each):04X}]" if each not in OBEYED and unicodedata.category(each) in HIDDEN else each for each in text
    )
    return html.escape(shown, quote=True)
