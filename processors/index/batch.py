"""A batch of events as one fold over the documents that they touch: pure, so that it can be tested without a server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from processors.index.bulk import Write
from processors.index.document import REVISIONS, external_version, merged, placed
from processors.index.names import index_of
from processors.stage import Record, Source, dead_letter
from schemas.codec import CodecError, decode, encode
from schemas.documents import PostDocument
from schemas.identity import digest
from schemas.messages import Alert, AnalysedPost, ClusterChange, Story
from schemas.operations import Coverage
from schemas.topics import ALERTS, ANALYSED, CLUSTERS, COVERAGE, STORIES

TYPES: Final[dict[str, type[Any]]] = {
    ANALYSED.name: AnalysedPost,
    CLUSTERS.name: ClusterChange,
    STORIES.name: Story,
    ALERTS.name: Alert,
    COVERAGE.name: Coverage,
}


@dataclass(frozen=True)
class Made:
    """A document to be written and the record that it came from, to be parked if it is refused."""

    write: Write
    record: Any


@dataclass
class Writes:
    revisions: list[Made] = field(default_factory=list)
    documents: list[Made] = field(default_factory=list)


class Batch:
    """Records go in by `add`; `wanted` says which documents must be known; `fold` gives what to write."""

    def __init__(self, generation: str) -> None:
        self._generation = generation
        self._posts: dict[str, list[tuple[AnalysedPost, Any]]] = {}
        self._changes: dict[str, list[tuple[ClusterChange, Any]]] = {}
        self._others: list[Made] = []
        self.early: list[Any] = []

    def add(self, record: Any) -> Record | None:
        """Takes a record in; gives a dead letter if it can't be read."""
        try:
            # A record without a value is no JSON either.
            message = decode(TYPES[record.topic], record.value or b"")
            self._take(message, record)
        except CodecError as error:
            source = Source(record.topic, record.partition, record.offset, record.key)
            return dead_letter("index", source, record.value or b"", str(error))
        return None

    def _take(self, message: Any, record: Any) -> None:
        if isinstance(message, AnalysedPost):
            self._posts.setdefault(message.post_id, []).append((message, record))
        elif isinstance(message, ClusterChange):
            self._changes.setdefault(message.post_id, []).append((message, record))
        elif isinstance(message, Story):
            self._others.append(self._made("stories", message.story_id, message.revision, message, record))
        elif isinstance(message, Alert):
            self._others.append(self._made("alerts", message.alert_id, message.revision, message, record))
        else:
            # Coverage never changes: its id is its content.
            id_ = digest(msgspec.to_builtins(message))
            self._others.append(self._made("coverage", id_, 1, message, record))

    def _made(self, kind: str, id_: str, version: int, document: Any, record: Any, date: str = "") -> Made:
        body = encode(document)
        return Made(Write(index_of(kind, self._generation, date), id_, version, body), record)

    def wanted(self) -> list[tuple[str, str]]:
        """Index and id of every post that the batch touches."""
        dates = {id_: events[0][0].date for id_, events in self._posts.items()}
        dates |= {id_: changes[0][0].date for id_, changes in self._changes.items() if id_ not in dates}
        return [(index_of("posts", self._generation, date), id_) for id_, date in dates.items()]

    def fold(self, held: Mapping[str, bytes]) -> Writes:
        """What to write, given the documents held by id. Changes of posts that nobody knows yet end up in `early`."""
        writes = Writes()
        for id_ in dict.fromkeys((*self._posts, *self._changes)):
            old = decode(PostDocument, held[id_]) if id_ in held else None
            document, record = old, None
            for post, each in self._posts.get(id_, ()):
                new = merged(document, post)
                superseded = document if new is not document else None
                if superseded and not post.counters_only:
                    writes.revisions.append(self._revision(superseded, each))
                if new is document and document and post.version < document.version and not post.counters_only:
                    # It came late: it is an earlier version, and no newer one knows it.
                    writes.revisions.append(self._revision(merged(None, post), each))
                document, record = new, each
            for change, each in self._changes.get(id_, ()):
                if document is None:
                    self.early.append(each)
                    continue
                document, record = placed(document, change.cluster), each
            if document is not None and document != old:
                date = document.date
                writes.documents.append(self._made("posts", id_, external_version(document), document, record, date))
        writes.documents += self._others
        return writes

    def _revision(self, document: PostDocument, record: Any) -> Made:
        id_ = f"{document.post_id}:{document.version}"
        return self._made("posts-revisions", id_, document.version * REVISIONS + 1, document, record, document.date)
