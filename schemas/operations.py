"""What rasd says of its own work: deliveries, states that people set, coverage, and what could not be processed."""

from __future__ import annotations

from typing import Literal

import msgspec

from schemas.alerts import Alert, Timing
from schemas.messages import AttackKind, Message, Severity


class Delivery(Message, frozen=True, kw_only=True):
    """What one target received of one alert; the newest record a key in the compacted topic counts.

    `ok` is false both for what could not be delivered and for what waits: then `held` is the alert as it will be told at
    `held_until`, and `why` says what it waits for.
    """

    schema: Literal["delivery/1"] = "delivery/1"
    alert_id: str
    target: str
    revision: int
    severity: Severity
    at: str
    ok: bool = True
    error: str | None = None
    corrected: int = 0
    why: str | None = None
    held_until: str | None = None
    held: Alert | None = None
    timing: Timing | None = None


AlertStatus = Literal["open", "acknowledged", "closed", "snoozed"]
Disposition = Literal["true", "false", "useless"]


class StateBefore(Message, frozen=True, kw_only=True):
    """What a change of state replaced, so that it can be undone."""

    status: AlertStatus = "open"
    owner: str | None = None
    note: str | None = None
    until: str | None = None
    disposition: Disposition | None = None
    at: str = ""
    by: str = ""


class AlertState(Message, frozen=True, kw_only=True):
    """What people did with an alert; apart from the alert itself, so that no new event and no replay resets it."""

    schema: Literal["alert.state/1"] = "alert.state/1"
    alert_id: str
    status: AlertStatus = "open"
    owner: str | None = None
    note: str | None = None
    until: str | None = None
    at: str
    by: str = ""
    disposition: Disposition | None = None
    changes: int = 1
    """Rises with every change, an undone one too."""
    history: tuple[StateBefore, ...] = ()


class Silence(Message, frozen=True, kw_only=True):
    """Hides notifications of alerts that meet everything that is given, until it ends; never the alerts themselves."""

    schema: Literal["silence/1"] = "silence/1"
    silence_id: str
    rule: str | None = None
    brand: str | None = None
    area: str | None = None
    channel: str | None = None
    reason: str
    until: str
    at: str
    by: str = ""


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
    "media",  # a post's file could not be had, or waits, or is not linked: the reason says which
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


class Generation(Message, frozen=True, kw_only=True):
    """One reading of the raw topic: what read it, and from where. `whole`: nothing of the topic was left out.

    `start` and `end` are offsets of the raw topic by partition; `end` is how far it had to read when it was last run.
    """

    schema: Literal["generation/1"] = "generation/1"
    name: str
    state: Literal["building", "ready", "dropped"] = "building"
    created: str
    code: str
    registry: str
    registry_folder: str | None = None
    start: dict[int, int] = msgspec.field(default_factory=dict)
    end: dict[int, int] = msgspec.field(default_factory=dict)
    posted_from: str | None = None
    posted_to: str | None = None
    whole: bool = True


class Running(Message, frozen=True, kw_only=True):
    """Which generation the live steps work in, and which others are kept fed.

    Until `hold_until` (RFC 3339, UTC) all steps but notify stand still: a switch is under way. A moment in the past holds nobody.
    """

    schema: Literal["running/1"] = "running/1"
    current: str = "live"
    fed: tuple[str, ...] = ()
    hold_until: str | None = None
    at: str = ""


class Event(Message, frozen=True, kw_only=True):
    """An attack as a source outside Telegram tells of it: what happened, apart from who claims it."""

    schema: Literal["event/1"] = "event/1"
    event_id: str
    time: str
    areas: tuple[str, ...] = ()
    place: str | None = None
    weapon: AttackKind | None = None
    source: str
    note: str | None = None


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
