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


CoverageKind = Literal[
    "seen",  # from `start` to `end` the channel was read, ids `from_id` to `to_id` are in Kafka
    "gap",  # from `start` to `end` nobody looked: versions of posts may have come and gone
    "hole",  # ids that history does not hold: taken down before we saw them, or never posts
    "unseen_deletion",  # Telegram tells that a post is gone that we never saw
    "blind",  # the channel (0: every channel) could not be read, since `start`
    "alive",  # it can be read again
    "quiet",  # it can be read, but has been silent for longer than its expected rate explains
    "channel",  # the channel's state has changed
    "account",  # the account's state has changed
]


class Coverage(Message, frozen=True, kw_only=True):
    """From when to when a channel was seen, or a hole in that, with its reason. `channel_id` 0 is the whole collector."""

    schema: Literal["coverage/1"] = "coverage/1"
    channel_id: int
    kind: CoverageKind
    from_id: int | None = None
    to_id: int | None = None
    start: str | None = None
    end: str | None = None
    reason: str | None = None
    state: str | None = None
    """Of kinds `channel` and `account`: ok, private, banned, gone, renamed, unregistered, duplicated, flooded, down."""
    account: str | None = None
    """Name of the account's session file, without its folder."""
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
