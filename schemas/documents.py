"""Documents as Elasticsearch holds them, where they are more than a message."""

from schemas.alerts import Alert
from schemas.messages import AnalysedPost
from schemas.operations import AlertStatus, Disposition


class PostDocument(AnalysedPost, frozen=True, kw_only=True):
    """A post as all its events together tell it; one that was taken down keeps its last text and findings.

    The three versions say which event the text, the counters and the taking down come from (0: none yet), so that
    events can come in any order and end in the same document. `deleted_seen_at` is when we saw that it was gone.
    """

    text_version: int = 0
    counters_version: int = 0
    deleted_version: int = 0
    deleted_seen_at: str | None = None


class AlertDocument(Alert, frozen=True, kw_only=True):
    """An alert with what people did with it; `state_changes` counts that, so that both make the document newer."""

    status: AlertStatus = "open"
    owner: str | None = None
    note: str | None = None
    until: str | None = None
    disposition: Disposition | None = None
    state_changes: int = 0
