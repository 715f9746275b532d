"""Documents as Elasticsearch holds them, where they are more than a message."""

from schemas.alerts import Alert
from schemas.messages import AnalysedPost, Message
from schemas.operations import AlertStatus, Disposition


class Location(Message, frozen=True, kw_only=True):
    """A point on the map, in degrees (WGS 84)."""

    lat: float
    lon: float


class Place(Message, frozen=True, kw_only=True):
    """An area of the registry that a claim names, with what the registry knows of it."""

    id: str
    name: str
    committee: str
    lead: str
    location: Location | None = None


class PostDocument(AnalysedPost, frozen=True, kw_only=True):
    """A post as all its events together tell it; one that was taken down keeps its last text and findings.

    The three versions say which event the text, the counters and the taking down come from (0: none yet), so that
    events can come in any order and end in the same document. `deleted_seen_at` is when we saw that it was gone.

    The fields from `link` on say nothing new: they are made from the others and the registry, so that one query can ask.
    `brand_names` has every name of the organisations found, in Arabic and Latin letters, and their ids; `brand_roles`
    has `id:role`, since the fields of a list are not searched together; `joined` has the words that were spread out.
    """

    text_version: int = 0
    counters_version: int = 0
    deleted_version: int = 0
    deleted_seen_at: str | None = None
    link: str | None = None
    brand_names: tuple[str, ...] = ()
    brand_roles: tuple[str, ...] = ()
    disguised_brands: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


class AlertDocument(Alert, frozen=True, kw_only=True):
    """An alert with what people did with it; `state_changes` counts that, so that both make the document newer."""

    status: AlertStatus = "open"
    owner: str | None = None
    note: str | None = None
    until: str | None = None
    disposition: Disposition | None = None
    state_changes: int = 0
