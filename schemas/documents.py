"""Documents as Elasticsearch holds them, where they are more than a message."""

from schemas.messages import AnalysedPost


class PostDocument(AnalysedPost, frozen=True, kw_only=True):
    """A post taken down keeps its last text and findings; `deleted_seen_at` is when we saw that it was gone."""

    deleted_seen_at: str | None = None
