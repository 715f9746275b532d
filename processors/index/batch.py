"""A batch of events as one fold over the documents that they touch: pure, so that it can be tested without a server."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

import msgspec

from processors.index.bulk import Write
from processors.index.derived import complete
from processors.index.document import (
    REVISIONS,
    VERSIONS,
    document_of,
    earlier,
    external_version,
    merged,
    placed,
    state_version,
    tells_text,
)
from processors.index.names import index_of
from processors.index.statuses import alert_document, alert_version
from schemas.alerts import Alert
from schemas.codec import CodecError, decode, encode
from schemas.documents import PostDocument
from schemas.identity import digest
from schemas.messages import AnalysedPost, ClusterChange, Story
from schemas.operations import AlertState, Coverage
from schemas.topics import ALERTS, ANALYSED, CLUSTERS, COVERAGE, STORIES

TYPES: Final[dict[str, type[Any]]] = {
    ANALYSED.name: AnalysedPost,
    CLUSTERS.name: ClusterChange,
    STORIES.name: Story,
    ALERTS.name: Alert,
    COVERAGE.name: Coverage,
}
LONGEST_ID: Final = 512  # bytes; Elasticsearch's own limit
_DATE: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])-\d{2}")


@dataclass(frozen=True)
class Made:
    """A document to be written and the record that it came from; `post` says whose current document it is, if any's."""

    write: Write
    record: Any
    post: str | None = None


@dataclass
class Writes:
    """`early` are the changes of places whose posts nobody knows yet."""

    revisions: list[Made] = field(default_factory=list)
    documents: list[Made] = field(default_factory=list)
    early: list[Any] = field(default_factory=list)


class Batch:
    """Records go in by `add`; `wanted` says which documents must be known; `fold` gives what to write."""

    def __init__(self, generation: str, states: Mapping[str, AlertState] = MappingProxyType({})) -> None:
        self._generation, self._states = generation, states
        self._posts: dict[str, list[tuple[AnalysedPost, Any]]] = {}
        self._changes: dict[str, list[tuple[ClusterChange, Any]]] = {}
        self._others: list[Made] = []

    def add(self, record: Any, topic: str | None = None) -> None:
        """`topic` is the live name of the record's topic, if its own is another.

        Raises CodecError if the record can't be read, or can't be a document.
        """
        # A record without a value is no JSON either.
        message = decode(TYPES[topic or record.topic], record.value or b"")
        if isinstance(message, AnalysedPost):
            _check(message.post_id, message.version, VERSIONS, message.date)
            self._posts.setdefault(message.post_id, []).append((message, record))
        elif isinstance(message, ClusterChange):
            _check(message.post_id, message.cluster.revision if message.cluster else 0, REVISIONS, message.date)
            self._changes.setdefault(message.post_id, []).append((message, record))
        elif isinstance(message, Story):
            self._others.append(self._made("stories", message.story_id, message.revision, message, record))
        elif isinstance(message, Alert):
            _check(message.alert_id, message.revision, VERSIONS)
            document = alert_document(message, self._states.get(message.alert_id))
            index = index_of("alerts", self._generation)
            write = Write(index, message.alert_id, alert_version(document), encode(document))
            self._others.append(Made(write, record))
        else:
            # Coverage never changes: its id is its content.
            id_ = digest(msgspec.to_builtins(message))
            self._others.append(self._made("coverage", id_, 1, message, record))

    def _made(self, kind: str, id_: str, version: int, message: Any, record: Any) -> Made:
        _check(id_, version, VERSIONS)
        return Made(Write(index_of(kind, self._generation), id_, version, encode(message)), record)

    def posts(self) -> frozenset[str]:
        """Ids of the posts that came, not counting mere changes of their places."""
        return frozenset(self._posts)

    def wanted(self) -> list[tuple[str, str]]:
        """Index and id of every post that the batch touches."""
        dates = {id_: changes[0][0].date for id_, changes in self._changes.items()}
        dates |= {id_: events[0][0].date for id_, events in self._posts.items()}
        return [(index_of("posts", self._generation, date), id_) for id_, date in dates.items()]

    def split(self, size: int) -> list["Batch"]:
        """The same in batches of at most `size` posts; everything of one post stays together."""
        ids = list(dict.fromkeys((*self._posts, *self._changes)))
        if len(ids) <= size:
            return [self]
        made: list[Batch] = []
        for start in range(0, len(ids), size):
            part = Batch(self._generation)
            chunk = ids[start : start + size]
            part._posts = {id_: self._posts[id_] for id_ in chunk if id_ in self._posts}
            part._changes = {id_: self._changes[id_] for id_ in chunk if id_ in self._changes}
            part._others = [] if made else self._others
            made.append(part)
        return made

    def parts(self, post: str) -> Iterator["Batch"]:
        """The events of one post, each as a batch of its own, in their order."""
        for event in self._posts.get(post, ()):
            part = Batch(self._generation)
            part._posts[post] = [event]
            yield part
        for change in self._changes.get(post, ()):
            part = Batch(self._generation)
            part._changes[post] = [change]
            yield part

    def fold(self, held: Mapping[str, PostDocument]) -> Writes:
        """What to write, given the documents held by id."""
        writes = Writes()
        for id_ in dict.fromkeys((*self._posts, *self._changes)):
            self._fold_post(id_, held.get(id_), writes)
        writes.documents += self._others
        return writes

    def _fold_post(self, id_: str, old: PostDocument | None, writes: Writes) -> None:
        document, last = old, None
        told: Any = None  # the record that told the text, if it is in this batch
        for post, record in self._posts.get(id_, ()):
            new = merged(document, post)
            state = state_version(new)
            if document and document.text_version and state > state_version(document) == document.text_version:
                writes.revisions.append(self._revision(document, told or record))
            if tells_text(post) and post.version < state:
                # It came late: it is an earlier version, and no newer one knows it.
                writes.revisions.append(self._revision(document_of(post), record))
            if new.text_version == post.version and tells_text(post):
                told = record
            document, last = new, record
        for change, record in self._changes.get(id_, ()):
            if document is None:
                writes.early.append(record)
                continue
            document, last = placed(document, change.cluster), record
        if document is not None and document != old:
            version = external_version(document)
            again = old is not None and external_version(old) == version
            index = index_of("posts", self._generation, document.date)
            writes.documents.append(Made(Write(index, id_, version, encode(complete(document)), again), last, id_))

    def _revision(self, document: PostDocument, record: Any) -> Made:
        """What a version said never changes, so its first writing is its last."""
        id_ = f"{document.post_id}:{document.text_version}"
        index = index_of("posts-revisions", self._generation, document.date)
        return Made(Write(index, id_, 1, encode(complete(earlier(document)))), record)


def _check(id_: str, version: int, versions: int, date: str | None = None) -> None:
    """One such value would make Elasticsearch refuse a whole request, or open an index that nobody means."""
    if not 0 < len(id_.encode()) <= LONGEST_ID:
        raise CodecError(f"its id has {len(id_.encode())} bytes: 1 to {LONGEST_ID} are possible")
    if not 0 <= version < versions:
        raise CodecError(f"its version or revision is {version}: 0 to {versions - 1} are possible")
    if date is not None and not _DATE.match(date):
        raise CodecError(f"its date {date[:40]!r} does not begin with year, month and day")
