"""Drafts to Kafka to memory, in this order, one batch at a time."""

import threading
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import msgspec

from ingest.clock import now
from ingest.cursor import Cursor
from ingest.publish import Publisher
from schemas.messages import CollectionMode, RawPost


class Recorder:
    """Every event goes through here, from whichever thread: versions and hash chains need one order."""

    def __init__(self, publisher: Publisher, cursor: Cursor, *, by: str, objects: Path | None = None) -> None:
        self._publisher, self.cursor, self._by, self._objects = publisher, cursor, by, objects
        self._lock = threading.Lock()

    def record(
        self, drafts: Iterable[RawPost], mode: CollectionMode, *, confirmed: dict[int, int] | None = None
    ) -> list[RawPost]:
        """The events that were new, now in Kafka. Raises IngestError, and then nothing is remembered."""
        with self._lock:
            ready = self.cursor.prepare(drafts, at=now(), by=self._by, mode=mode)
            if ready:
                self._publisher.publish(ready)
            self.cursor.acknowledged(ready, confirmed=confirmed)
            return ready

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

    def deletion(self, draft: RawPost) -> RawPost | None:
        """The event that a post was taken down, with the date of the last version seen; None if it never was seen."""
        known = self.cursor.known(draft.channel.id, draft.message_id)
        if known is None or known.deleted:
            return None
        return msgspec.structs.replace(draft, date=known.date, deleted=True, text=None)
