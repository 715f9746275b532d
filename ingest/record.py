"""Drafts to Kafka to memory, in this order, one batch at a time."""

import base64
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import msgspec
import structlog

from ingest.batch import Batch, taken_down
from ingest.clock import now
from ingest.cursor import Cursor
from ingest.publish import Publisher, Record, TooLargeError, coverage_record, record_of
from ingest.reading import Progress
from schemas.codec import encode, post_id
from schemas.messages import Channel, CollectionMode, RawPost
from schemas.operations import Coverage, DeadLetter
from schemas.topics import RAW

log = structlog.get_logger()


@dataclass(frozen=True)
class Work:
    """What is to be written together: posts of a page or a push, ids that are gone, coverage, and a channel's progress.

    `since` is that of `Batch.add`. `gone` are ids that Telegram no longer holds.
    """

    channel: Channel
    mode: CollectionMode = "live"
    drafts: tuple[RawPost, ...] = ()
    gone: tuple[int, ...] = ()
    since: int | None = None
    counters: bool = False
    coverage: tuple[Coverage, ...] = ()
    progress: Progress | None = None


@dataclass
class Written:
    """What became of it: the new events of each work, and posts to be read again."""

    events: list[int] = field(default_factory=list)
    posts: list[RawPost] = field(default_factory=list)
    unsettled: set[tuple[int, int]] = field(default_factory=set)


class Recorder:
    """Every event goes through here, from whichever thread: versions and hash chains need one order."""

    def __init__(
        self,
        publisher: Publisher,
        cursor: Cursor,
        *,
        by: str,
        objects: Path | None = None,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._publisher, self.cursor, self.by, self._objects, self._wall = publisher, cursor, by, objects, wall
        self._lock = threading.Lock()

    def record(
        self, drafts: Iterable[RawPost], mode: CollectionMode, *, confirmed: dict[int, int] | None = None
    ) -> list[RawPost]:
        """The events that were new, now in Kafka. Raises IngestError, and then nothing is remembered."""
        with self._lock:
            self._finish(patiently=False)
            ready = self.cursor.prepare(drafts, at=now(), by=self.by, mode=mode)
            if ready:
                self.cursor.intend(ready)
                self._publisher.publish(ready)
            self.cursor.acknowledged(ready, confirmed=confirmed, now=self._wall())
            return ready

    def write(self, works: Sequence[Work]) -> Written:
        """Everything in one go to Kafka, which is waited for as long as it takes, then into memory in one transaction.

        Raises IngestError only when the publisher was told to stop; then nothing is remembered.
        """
        with self._lock:
            self._finish(patiently=True)
            batch, written = self.cursor.batch(at=now(), by=self.by), Written()
            coverage: list[Coverage] = []
            progress: list[Progress] = []
            for work in works:
                before = len(batch.ready)
                batch.add(work.drafts, mode=work.mode, since=work.since, counters=work.counters)
                unseen = self._taken_down(batch, work)
                coverage += [*work.coverage, *self._unseen(work, unseen)]
                if work.progress:
                    progress.append(work.progress)
                if unseen:
                    progress.append(Progress(channel=work.channel.id, gone_unseen=unseen))
                written.events.append(len(batch.ready) - before)
            records = [record for post in batch.ready for record in self._records(post)]
            records += [coverage_record(record) for record in coverage]
            if batch.ready:
                self.cursor.intend(batch.ready)
            if records:
                self._publisher.send_patiently(records)
            if batch.ready or progress:
                self.cursor.acknowledged(batch.ready, progress=progress, now=self._wall())
            written.posts, written.unsettled = batch.ready, batch.unsettled
            return written

    def finish(self) -> None:
        """Ends what a killed run has left half written; to be called before anything is read."""
        with self._lock:
            self._finish(patiently=True)

    def _finish(self, *, patiently: bool) -> None:
        """What was under way when the last write ended is published again, byte for byte, and remembered: it may be in Kafka."""
        if intended := self.cursor.intended():
            records = [record for post in intended for record in self._records(post)]
            (self._publisher.send_patiently if patiently else self._publisher.send)(records)
            self.cursor.acknowledged(intended, now=self._wall())

    def _taken_down(self, batch: Batch, work: Work) -> tuple[int, ...]:
        """Makes deletions of the posts that we know; gives the ids that we never saw."""
        unseen = []
        for number in work.gone:
            known = batch.last(work.channel.id, number)
            if known is None:
                unseen.append(number)
            elif not known.deleted:
                empty = RawPost(channel=work.channel, message_id=number, date=known.date)
                batch.add([taken_down(empty, known.date)], mode=work.mode, since=work.since)
        return tuple(unseen)

    def _unseen(self, work: Work, numbers: Iterable[int]) -> list[Coverage]:
        return [
            Coverage(
                channel_id=work.channel.id, kind="unseen_deletion", from_id=number, to_id=number, by=self.by, at=now()
            )
            for number in numbers
        ]

    def _records(self, post: RawPost) -> list[Record]:
        """The post's record, or, where it can't be one, a dead letter that says where its bytes lie."""
        try:
            return [record_of(post)]
        except TooLargeError as error:
            log.warning("a post can't be a record; its bytes are kept", post=post_id(post), reason=error.reason)
            self.keep(error.value)
            pointer = {"sha256": sha256(error.value).hexdigest(), "size": len(error.value), "event_id": post.event_id}
            letter = DeadLetter(
                topic=RAW.name,
                partition=-1,
                offset=-1,
                key=post_id(post),
                value=base64.b64encode(msgspec.json.encode(pointer)).decode("ascii"),
                step="collect",
                error=f"{error.reason}; the whole post is in the object store under its sha256",
                at=now(),
            )
            return [(RAW.dead, post_id(post), encode(letter))]

    def stop(self) -> None:
        """Ends the patience of a write that waits for Kafka."""
        self._publisher.stop()

    def keep(self, raw: bytes) -> None:
        """An object too large for a record, under its hash; written whole or not at all."""
        if self._objects is None:
            return
        name = sha256(raw).hexdigest()
        path = self._objects / name[:2] / name
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(raw)
        part.replace(path)
