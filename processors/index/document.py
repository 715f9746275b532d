"""Post documents as a fold: the document held and an event give the document to write, in whatever order events come."""

from typing import Final

import msgspec

from schemas.documents import PostDocument
from schemas.messages import AnalysedPost, Cluster

# A version counts a post's own events, the cluster's revision the changes of its place: both raise the number.
REVISIONS: Final = 2**20
# Elasticsearch counts versions in 63 bits.
VERSIONS: Final = 2**43
_FIELDS: Final = tuple(field.name for field in msgspec.structs.fields(AnalysedPost))


def document_of(post: AnalysedPost) -> PostDocument:
    """The document if this event were the only one."""
    return PostDocument(
        **{name: getattr(post, name) for name in _FIELDS},
        text_version=post.version if tells_text(post) else 0,
        counters_version=0 if post.deleted else post.version,
        deleted_version=post.version if post.deleted else 0,
        deleted_seen_at=(post.collected.at if post.collected else post.date) if post.deleted else None,
    )


def tells_text(post: AnalysedPost) -> bool:
    return not post.deleted and not post.counters_only


def state_version(document: PostDocument) -> int:
    """Of the newest event that said more than counters."""
    return max(document.text_version, document.deleted_version)


def merged(held: PostDocument | None, post: AnalysedPost) -> PostDocument:
    """The document after an event; `held` itself if the event changes nothing.

    Text and findings, counters, and being taken down each come from the newest event that tells of them. So a deletion
    keeps the last text, and text that comes after its post's deletion still gets into the document.
    """
    event = document_of(post)
    if held is None:
        return event
    text = event if event.text_version > held.text_version else held
    counters = event if event.counters_version > held.counters_version else held
    gone = event if event.deleted_version > held.deleted_version else held
    newest = event if event.version > held.version else held
    if all(each is held for each in (text, counters, gone, newest)):
        return held
    deleted = gone.deleted_version > text.text_version
    return msgspec.structs.replace(
        text,
        version=newest.version,
        event_id=newest.event_id,
        collected=newest.collected,
        counters_version=counters.counters_version,
        views=counters.views,
        forwards=counters.forwards,
        deleted_version=gone.deleted_version,
        deleted=deleted,
        deleted_seen_at=gone.deleted_seen_at if deleted else None,
        cluster=held.cluster,
    )


def placed(held: PostDocument, cluster: Cluster | None) -> PostDocument:
    """The document with a change of its place, unless it already has a newer one."""
    if cluster is None or (held.cluster and held.cluster.revision >= cluster.revision):
        return held
    return msgspec.structs.replace(held, cluster=cluster)


def external_version(document: PostDocument) -> int:
    return document.version * REVISIONS + (document.cluster.revision if document.cluster else 0)


def earlier(document: PostDocument) -> PostDocument:
    """The document as it is kept among the earlier versions: what the post said then."""
    return msgspec.structs.replace(
        document, version=document.text_version, deleted=False, deleted_version=0, deleted_seen_at=None
    )
