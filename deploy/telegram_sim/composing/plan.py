"""Everything that happens, first as a plan in any order, then as numbered lines in the order of time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from deploy.telegram_sim.composing.tables import CHANNELS

LIVE_SINCE = datetime(2021, 10, 17, 20, 0, tzinfo=UTC)
Labels = dict[str, Any]


def labels(
    brands: dict[str, str] | None = None,
    *,
    disguised: tuple[str, ...] = (),
    tansiqiya: str = "none",
    claim: dict[str, Any] | None = None,
    threat: list[str] | None = None,
    story: str | None = None,
    alert: bool = False,
    candidate: str | None = None,
) -> Labels:
    """What a reader who follows the contract's rules finds in a post.

    `brands` maps ids to roles; `alert`: this line opens a story that is worth an alert.
    """
    roles = brands or {}
    return {
        "brands": list(roles),
        "roles": roles,
        "disguised": list(disguised),
        "tansiqiya": tansiqiya,
        "claim": claim,
        "threat": {"targets": threat} if threat else None,
        "story": story,
        "alert": alert,
        "candidate": candidate,
    }


def claimed(
    kind: str, attack: str | None, brands: list[str], areas: list[str] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """The label of a claim."""
    return {"kind": kind, "attack": attack, "brands": brands, "areas": areas or [], "targets": targets or []}


@dataclass
class Line:
    """One operation. `subjects` are the posts that it edits or deletes; `message_id` is known once all are in order."""

    at: datetime
    op: Literal["post", "edit", "delete"]
    channel: str
    labels: Labels
    text: str = ""
    subjects: list[Line] = field(default_factory=list)
    forward_of: Line | None = None
    stranger: dict[str, Any] | None = None
    reply_to: Line | None = None
    grouped_id: int | None = None
    media: dict[str, Any] | None = None
    message_id: int = 0

    @property
    def phase(self) -> str:
        return "live" if self.at >= LIVE_SINCE else "history"


@dataclass
class Plan:
    """Lines as they are thought of. Times only give the order of live ones, which get theirs when they are played."""

    lines: list[Line] = field(default_factory=list)

    def post(self, at: datetime, channel: str, text: str, found: Labels | None = None, **fields: Any) -> Line:
        line = Line(at, "post", channel, found or labels(), text, **fields)
        self.lines.append(line)
        return line

    def edit(self, subject: Line, after: timedelta, text: str, found: Labels) -> Line:
        line = Line(subject.at + after, "edit", subject.channel, found, text, [subject])
        self.lines.append(line)
        return line

    def delete(self, after: timedelta, *subjects: Line) -> Line:
        """Takes posts of one channel down; the findings of the last version stay."""
        found = subjects[0].labels | {"alert": False}
        line = Line(subjects[0].at + after, "delete", subjects[0].channel, found, subjects=list(subjects))
        self.lines.append(line)
        return line

    def operations(self) -> list[dict[str, Any]]:
        """The lines of posts.jsonl, in the order of time, numbered within their channels."""
        ordered = sorted(self.lines, key=lambda line: line.at)
        last = dict.fromkeys(CHANNELS, 0)
        for line in ordered:
            if line.op == "post":
                last[line.channel] += 1
                line.message_id = last[line.channel]
        return [_operation(line) for line in ordered]


def _operation(line: Line) -> dict[str, Any]:
    fields: dict[str, Any] = {"phase": line.phase, "op": line.op, "channel": CHANNELS[line.channel].id}
    if line.phase == "history":
        fields["date"] = _date(line.at)
    if line.op == "delete":
        fields["message_ids"] = [subject.message_id for subject in line.subjects]
    else:
        fields |= {"message_id": (line.subjects or [line])[0].message_id, "text": line.text}
        if entities := list(_entities(line.text)):
            fields["entities"] = entities
    if line.op == "post":
        fields |= _surroundings(line)
    return fields | {"labels": line.labels}


def _surroundings(line: Line) -> dict[str, Any]:
    reach = CHANNELS[line.channel].subscribers // 40
    fields: dict[str, Any] = {"views": reach + line.message_id * 37 % (reach + 1), "forwards": line.message_id * 7 % 23}
    if line.forward_of:
        origin = line.forward_of
        fields["forwarded_from"] = {"channel_id": CHANNELS[origin.channel].id, "message_id": origin.message_id}
        if line.phase == "history":
            fields["forwarded_from"]["date"] = _date(origin.at)
    elif line.stranger:
        fields["forwarded_from"] = line.stranger
    if line.reply_to:
        fields["reply_to"] = line.reply_to.message_id
    if line.grouped_id:
        fields["grouped_id"] = line.grouped_id
    if line.media:
        fields["media"] = [line.media]
    return fields


def _date(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


MARKED = re.compile(
    r"(?P<hashtag>#\w+)|(?P<url>t\.me/\w+)|(?P<bold>^(?:بيان صادر عن|بيان رقم|بيان التأسيس).*$)", re.MULTILINE
)


def _entities(text: str) -> Any:
    for match in MARKED.finditer(text):
        yield {"type": match.lastgroup, "offset": match.start(), "length": match.end() - match.start()}
