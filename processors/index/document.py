"""Post documents as a fold: the document held and an event give the document to write."""

from typing import Final

import msgspec

from schemas.documents import PostDocument
from schemas.messages import AnalysedPost, Cluster

# A version counts a post's own events, the cluster's revision the changes of its place: both raise the number.
REVISIONS: Final = 2**20
_FIELDS: Final = tuple(field.name for field in msgspec.structs.fields(AnalysedPost))


def document_of(post: AnalysedPost) -> PostDocument:
    seen = (post.collected.at if post.collected else post.date) if post.deleted else None
    return PostDocument(**{name: getattr(post, name) for name in _FIELDS}, deleted_seen_at=seen)


def merged(held: PostDocument | None, post: AnalysedPost) -> PostDocument:
    """The document after an event; `held` itself if the event is older than what is held."""
    if held is None:
        return document_of(post)
    if post.version < held.version:
        return held
    if post.counters_only:
        return msgspec.structs.replace(
            held, version=post.version, event_id=post.event_id, views=post.views, forwards=post.forwards
        )
    if post.deleted:
        # Taken down: the last text and findings stay.
        seen = held.deleted_seen_at or document_of(post).deleted_seen_at
        return msgspec.structs.replace(
            held,
            version=post.version,
            event_id=post.event_id,
            deleted=True,
            deleted_seen_at=seen,
            collected=post.collected,
        )
    return msgspec.structs.replace(document_of(post), cluster=held.cluster)


def placed(held: PostDocument, cluster: Cluster | None) -> PostDocument:
    """The document with a change of its place, unless it already has a newer one."""
    if cluster is None or (held.cluster and held.cluster.revision >= cluster.revision):
        return held
    return msgspec.structs.replace(held, cluster=cluster)


def external_version(document: PostDocument) -> int:
    return document.version * REVISIONS + (document.cluster.revision if document.cluster else 0)
