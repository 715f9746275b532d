"""What rasd says of its own work: deliveries, states that people set, coverage, and what could not be processed."""

from __future__ import annotations

from typing import Literal

from schemas.messages import Message, Severity


class Delivery(Message, frozen=True, kw_only=True):
    """What one target received of one alert; the newest record a key in the compacted topic counts."""

    schema: Literal["delivery/1"] = "delivery/1"
    alert_id: str
    target: str
    revision: int
    severity: Severity
    at: str
    ok: bool = True
    error: str | None = None


class AlertState(Message, frozen=True, kw_only=True):
    schema: Literal["alert.state/1"] = "alert.state/1"
    alert_id: str
    status: Literal["open", "acknowledged", "closed", "snoozed"] = "open"
    owner: str | None = None
    note: str | None = None
    until: str | None = None
    at: str


class Coverage(Message, frozen=True, kw_only=True):
    """From when to when a channel was seen, or a hole in that, with its reason."""

    schema: Literal["coverage/1"] = "coverage/1"
    channel_id: int
    kind: Literal["seen", "gap", "unseen_deletion", "media"]
    from_id: int | None = None
    to_id: int | None = None
    start: str | None = None
    end: str | None = None
    reason: str | None = None
    by: str = ""
    at: str


class DeadLetter(Message, frozen=True, kw_only=True):
    """An event that could not be processed: its bytes, the reason, and where it came from."""

    schema: Literal["dead/1"] = "dead/1"
    topic: str
    partition: int
    offset: int
    key: str | None
    value: str
    """The event's bytes, base64."""
    step: str
    error: str
    at: str
