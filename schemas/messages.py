"""Every message that crosses a topic, as frozen types. The field names are a promise to other tools.

A field may be added (with a default), never renamed or given another meaning within one schema version.
Times are RFC 3339 strings in UTC; `start` and `end` are code points in `text`, end exclusive.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Certainty = Literal["exclusive", "assessed", "influenced", "nominal", "reported"]
Role = Literal["claimant", "issuer", "mention"]
AttackKind = Literal["rocket", "mortar", "drone", "ied", "missile", "sniper", "other"]
ClaimKind = Literal["claim", "eulogy", "denial", "warning"]
TansiqiyaClass = Literal["statement", "relay", "mention", "none"]
CollectionMode = Literal["live", "backfill", "recheck", "media", "import"]
Severity = Literal["info", "low", "high", "critical"]


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A value that travels: frozen, named fields only."""


# --- a raw post -------------------------------------------------------------------------------------------------------


class Affiliation(Message, frozen=True, kw_only=True):
    organisation: str
    certainty: Certainty | None = None
    quote: str | None = None
    valid_from: str | None = None


class Channel(Message, frozen=True, kw_only=True):
    id: int
    username: str | None = None
    title: str = ""
    subscribers: int | None = None
    created: str | None = None
    affiliation: Affiliation | None = None


class Entity(Message, frozen=True, kw_only=True):
    """One of Telegram's marks on the text; its UTF-16 offsets already turned into code points."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None


class Forward(Message, frozen=True, kw_only=True):
    channel_id: int | None = None
    message_id: int | None = None
    title: str | None = None
    date: str | None = None


class Media(Message, frozen=True, kw_only=True):
    kind: str
    mime: str | None = None
    size: int | None = None
    file_name: str | None = None
    sha256: str | None = None
    phash: str | None = None


class StoredObject(Message, frozen=True, kw_only=True):
    """Where the bytes lie when they are too large for a Kafka record."""

    sha256: str


class Collected(Message, frozen=True, kw_only=True):
    at: str
    by: str = ""
    mode: CollectionMode = "import"
    seq: int | None = None
    prev_hash: str | None = None
    epoch: str | None = None


class PostFields(Message, frozen=True, kw_only=True):
    """What a raw and an analysed post have in common."""

    event_id: str = ""
    version: int = 0
    channel: Channel
    message_id: int
    date: str
    edit_date: str | None = None
    deleted: bool = False
    counters_only: bool = False
    text: str | None = None
    entities: tuple[Entity, ...] = ()
    views: int | None = None
    forwards: int | None = None
    reply_to: int | None = None
    grouped_id: int | None = None
    forwarded_from: Forward | None = None
    media: tuple[Media, ...] = ()
    collected: Collected | None = None
    extra: dict[str, Any] = {}


class RawPost(PostFields, frozen=True, kw_only=True):
    schema: Literal["post.raw/1"] = "post.raw/1"
    raw: str | StoredObject | None = None
    raw_kind: Literal["received", "reserialised"] | None = None


# --- an analysed post -------------------------------------------------------------------------------------------------


class Reason(Message, frozen=True, kw_only=True):
    """One piece of evidence: what it is, how much it weighed, and where it stands in the text (if it does)."""

    name: str
    weight: float = 0.0
    surface: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None


class Brand(Message, frozen=True, kw_only=True):
    id: str
    surface: str
    start: int
    end: int
    disguised: bool = False
    role: Role = "mention"
    score: float | None = None
    reasons: tuple[Reason, ...] = ()


class Candidate(Message, frozen=True, kw_only=True):
    """A self-styled group that the registry does not know."""

    surface: str
    start: int
    end: int
    reasons: tuple[Reason, ...] = ()


class Marker(Message, frozen=True, kw_only=True):
    name: str
    surface: str
    start: int
    end: int


class Tansiqiya(Message, frozen=True, kw_only=True):
    class_: TansiqiyaClass = msgspec.field(name="class", default="none")
    markers: tuple[Marker, ...] = ()
    score: float = 0.0


class Interval(Message, frozen=True, kw_only=True):
    start: str
    end: str
    surface: str | None = None


class Claim(Message, frozen=True, kw_only=True):
    attack: AttackKind | None = None
    brands: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    when: Interval | None = None
    kind: ClaimKind = "claim"
    reasons: tuple[Reason, ...] = ()


class Threat(Message, frozen=True, kw_only=True):
    targets: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Tag(Message, frozen=True, kw_only=True):
    name: str
    reasons: tuple[Reason, ...] = ()


class AttributionCandidate(Message, frozen=True, kw_only=True):
    organisation: str
    certainty: Certainty
    basis: tuple[Reason, ...] = ()


class Attribution(Message, frozen=True, kw_only=True):
    organisation: str
    certainty: Certainty
    candidates: tuple[AttributionCandidate, ...] = ()


class Cluster(Message, frozen=True, kw_only=True):
    id: str
    first_post_id: str
    rank: int
    lag_s: float
    first_is_safe: bool = True
    tied: bool = False
    """Another post is dated within the same second as the first: Telegram's dates can't tell who was earlier."""
    origin: str | None = None
    revision: int = 0


class Pipeline(Message, frozen=True, kw_only=True):
    code: str
    registry: str
    generation: str = "live"


class AnalysedPost(PostFields, frozen=True, kw_only=True):
    schema: Literal["post.analysed/1"] = "post.analysed/1"
    post_id: str
    normalized: str = ""
    brands: tuple[Brand, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    tansiqiya: Tansiqiya = Tansiqiya()
    claim: Claim | None = None
    threat: Threat | None = None
    tags: tuple[Tag, ...] = ()
    attribution: Attribution | None = None
    attribution_note: str | None = None
    cluster: Cluster | None = None
    pipeline: Pipeline | None = None


# --- what correlation says --------------------------------------------------------------------------------------------


class ClusterChange(Message, frozen=True, kw_only=True):
    """A post's place in its story as it now stands; the index step folds it into the post's document."""

    schema: Literal["post.cluster/1"] = "post.cluster/1"
    post_id: str
    date: str
    cluster: Cluster | None


class Member(Message, frozen=True, kw_only=True):
    post_id: str
    channel: str
    date: str
    rank: int
    lag_s: float
    affiliation: str | None = None
    claim: ClaimKind | None = None
    brands: tuple[str, ...] = ()
    """Who claims, blesses or denies in this post."""
    deleted: bool = False
    signals: tuple[str, ...] = ()


class Story(Message, frozen=True, kw_only=True):
    schema: Literal["story/1"] = "story/1"
    story_id: str
    kind: str
    first_post_id: str
    first_is_safe: bool = True
    tied_with: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    """The first 200; `size` counts all."""
    size: int = 0
    channels: int = 0
    brands: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    attribution: Attribution | None = None
    events: tuple[str, ...] = ()
    """Ids of attacks told from outside that this story is about."""
    revision: int = 0
    merged_into: str | None = None
