"""What was collected, in one SQLite file: a cursor a channel, and the last event of every post.

Written only after Kafka's acknowledgement: what is not here will be collected again.
"""

import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ingest.errors import IngestError
from ingest.evidence.chain import hash_after
from schemas.codec import CodecError, post_id
from schemas.identity import event_id
from schemas.messages import Collected, CollectionMode, RawPost

SCHEMA = """
CREATE TABLE IF NOT EXISTS channels (
  id INTEGER PRIMARY KEY, cursor INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL DEFAULT 0, hash TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS posts (
  channel INTEGER, message INTEGER, version INTEGER NOT NULL, event TEXT NOT NULL, date TEXT NOT NULL,
  deleted INTEGER NOT NULL, PRIMARY KEY (channel, message)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (event TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Known:
    """The last event of a post."""

    version: int
    event: str
    date: str
    deleted: bool


class Cursor:
    """One writer a file. Raises IngestError if another collector has it open, or it can't be written."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # The collector publishes from worker threads, one at a time.
            self._db = sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=False)
            self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + SCHEMA)
            self._db.execute("INSERT OR IGNORE INTO meta VALUES ('epoch', ?)", (secrets.token_hex(8),))
        except (sqlite3.Error, OSError) as error:
            raise IngestError(
                f"{path}: {error}: set RASD_DATA to a folder of yours, or end the other collector"
            ) from error
        self.epoch: str = self._db.execute("SELECT value FROM meta WHERE name = 'epoch'").fetchone()[0]

    def position(self, channel: int) -> int:
        """The highest message id up to which everything is in Kafka."""
        row = self._db.execute("SELECT cursor FROM channels WHERE id = ?", (channel,)).fetchone()
        return row[0] if row else 0

    def known(self, channel: int, message: int) -> Known | None:
        row = self._db.execute(
            "SELECT version, event, date, deleted FROM posts WHERE channel = ? AND message = ?", (channel, message)
        ).fetchone()
        return Known(row[0], row[1], row[2], bool(row[3])) if row else None

    def newest(self, channel: int, count: int) -> list[int]:
        """The ids of the newest living posts, to be looked at again for edits and deletions."""
        rows = self._db.execute(
            "SELECT message FROM posts WHERE channel = ? AND deleted = 0 ORDER BY message DESC LIMIT ?",
            (channel, count),
        )
        return [row[0] for row in rows]

    def seen(self, event: str) -> bool:
        return self._db.execute("SELECT 1 FROM events WHERE event = ?", (event,)).fetchone() is not None

    def prepare(self, drafts: Iterable[RawPost], *, at: str, by: str, mode: CollectionMode) -> list[RawPost]:
        """The drafts that are new events, with event id, version and place in their channel's hash chain.

        A draft with a version of its own (an import) keeps it if it is above the one known.
        """
        ready: list[RawPost] = []
        last: dict[tuple[int, int], Known] = {}
        chains: dict[int, tuple[int, str]] = {}
        fresh: set[str] = set()
        for draft in drafts:
            place = (draft.channel.id, draft.message_id)
            known = last.get(place) or self.known(*place)
            event = event_id(draft)
            if event in fresh or (known and known.event == event) or self.seen(event):
                continue
            fresh.add(event)
            version = max(draft.version, known.version + 1 if known else 1)
            seq, previous = chains.get(draft.channel.id) or self._chain(draft.channel.id)
            collected = Collected(at=at, by=by, mode=mode, seq=seq + 1, prev_hash=previous or None, epoch=self.epoch)
            ready.append(msgspec.structs.replace(draft, event_id=event, version=version, collected=collected))
            chains[draft.channel.id] = (seq + 1, link(ready[-1]))
            last[place] = Known(version, event, draft.date, draft.deleted)
        return ready

    def _chain(self, channel: int) -> tuple[int, str]:
        row = self._db.execute("SELECT seq, hash FROM channels WHERE id = ?", (channel,)).fetchone()
        return (row[0], row[1]) if row else (0, "")

    def acknowledged(self, posts: Iterable[RawPost], *, confirmed: dict[int, int] | None = None) -> None:
        """Remembers what Kafka has, and moves the cursors of channels to ids that a history page confirmed."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            for post in posts:
                self._remember(post)
            for channel, message in (confirmed or {}).items():
                self._db.execute("INSERT OR IGNORE INTO channels (id) VALUES (?)", (channel,))
                self._db.execute("UPDATE channels SET cursor = max(cursor, ?) WHERE id = ?", (message, channel))
            self._db.execute("COMMIT")
        except sqlite3.Error:
            self._db.execute("ROLLBACK")
            raise

    def _remember(self, post: RawPost) -> None:
        channel = post.channel.id
        self._db.execute("INSERT OR IGNORE INTO channels (id) VALUES (?)", (channel,))
        collected = post.collected
        if collected is not None:
            self._db.execute("UPDATE channels SET seq = ?, hash = ? WHERE id = ?", (collected.seq, link(post), channel))
        self._db.execute(
            "INSERT OR REPLACE INTO posts VALUES (?, ?, ?, ?, ?, ?)",
            (channel, post.message_id, post.version, post.event_id, post.date, int(post.deleted)),
        )
        self._db.execute("INSERT OR IGNORE INTO events VALUES (?)", (post.event_id,))

    def close(self) -> None:
        self._db.close()


def link(post: RawPost) -> str:
    """The channel's hash chain after this event: it commits to the event's exact bytes, and to all before it."""
    try:
        return hash_after(post)
    except CodecError as error:
        raise IngestError(f"{post_id(post)}: {error}") from error
