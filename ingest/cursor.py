"""What was collected, in one SQLite file: the last event of every post, every event's id, and how far channels are read.

Written only after Kafka's acknowledgement: what is not here will be collected again.
"""

import secrets
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from ingest.batch import Batch, Known
from ingest.errors import IngestError
from ingest.evidence.chain import hash_after
from ingest.reading import SCHEMA as READING_SCHEMA
from ingest.reading import Progress, Reading
from ingest.schedule import next_due
from schemas.codec import CodecError, decode_raw, encode, post_id
from schemas.messages import CollectionMode, RawPost

SCHEMA = """
CREATE TABLE IF NOT EXISTS channels (
  id INTEGER PRIMARY KEY, cursor INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL DEFAULT 0, hash TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS posts (
  channel INTEGER, message INTEGER, version INTEGER NOT NULL, event TEXT NOT NULL, date TEXT NOT NULL,
  deleted INTEGER NOT NULL, PRIMARY KEY (channel, message)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events (event TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS intended (place INTEGER PRIMARY KEY, post BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
# Columns that came later than their tables.
LATER = {
    "posts": ("edit_date TEXT", "seq INTEGER NOT NULL DEFAULT 0", "views INTEGER", "forwards INTEGER", "due REAL"),
    "channels": ("pts INTEGER NOT NULL DEFAULT 0", "seen_at TEXT", "info TEXT", "swept_at TEXT"),
}
INDEX = "CREATE INDEX IF NOT EXISTS posts_due ON posts (channel, due) WHERE due IS NOT NULL"
REMEMBER = """INSERT OR REPLACE INTO posts
  (channel, message, version, event, date, deleted, edit_date, seq, views, forwards, due)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
KNOWN = "SELECT message, version, event, date, deleted, edit_date, seq, views, forwards FROM posts "


class Cursor:
    """One writer a file; reading from other threads and processes is free. Raises IngestError if it can't be written.

    `rechecks` are the ages in seconds at which a post is to be read again.
    """

    def __init__(self, path: Path, *, rechecks: tuple[int, ...] = ()) -> None:
        self._path, self._rechecks = path, rechecks
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # The collector publishes from worker threads, one at a time.
            self._db = sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=False)
            self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + SCHEMA + READING_SCHEMA)
            self._migrate()
            self._db.execute("INSERT OR IGNORE INTO meta VALUES ('epoch', ?)", (secrets.token_hex(8),))
            # Its own connection: a page can be compared while another one is being written.
            self._reader = sqlite3.connect(path, isolation_level=None, timeout=5, check_same_thread=False)
        except (sqlite3.Error, OSError) as error:
            raise IngestError(
                f"{path}: {error}: set RASD_DATA to a folder of yours, or end the other collector"
            ) from error
        self.epoch: str = self._db.execute("SELECT value FROM meta WHERE name = 'epoch'").fetchone()[0]
        self.reading = Reading(self._db, self._reader)

    def _migrate(self) -> None:
        for table, columns in LATER.items():
            there = {row[1] for row in self._db.execute(f"PRAGMA table_info({table})")}
            for column in columns:
                if column.split()[0] not in there:
                    self._db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
        self._db.execute(INDEX)

    def position(self, channel: int) -> int:
        """The highest message id up to which everything is in Kafka, or still named as older history to be read."""
        return self.reading.position(channel)

    def known(self, channel: int, message: int) -> Known | None:
        row = self._db.execute(KNOWN + "WHERE channel = ? AND message = ?", (channel, message)).fetchone()
        return _known(row) if row else None

    def between(self, channel: int, low: int, high: int, limit: int = 1_000_000) -> dict[int, Known]:
        """The posts with ids from `low` to `high`, both included, as last committed; the newest `limit` of them."""
        rows = self._reader.execute(
            KNOWN + "WHERE channel = ? AND message BETWEEN ? AND ? ORDER BY message DESC LIMIT ?",
            (channel, low, high, limit),
        )
        return {row[0]: _known(row) for row in rows}

    def due(self, channel: int, now: float, limit: int) -> list[int]:
        """The ids of living posts whose time to be read again has come."""
        rows = self._reader.execute(
            "SELECT message FROM posts WHERE channel = ? AND due <= ? AND deleted = 0 ORDER BY due LIMIT ?",
            (channel, now, limit),
        )
        return [row[0] for row in rows]

    def living(self, channel: int) -> int:
        """How many posts of a channel are known and not taken down."""
        row = self._reader.execute("SELECT count(*) FROM posts WHERE channel = ? AND deleted = 0", (channel,))
        return int(row.fetchone()[0])

    def seq(self, channel: int) -> int:
        """The number of the channel's last committed event."""
        row = self._reader.execute("SELECT seq FROM channels WHERE id = ?", (channel,)).fetchone()
        return row[0] if row else 0

    def seen(self, event: str) -> bool:
        return self._db.execute("SELECT 1 FROM events WHERE event = ?", (event,)).fetchone() is not None

    def batch(self, *, at: str, by: str) -> Batch:
        """Several sets of drafts that become one write."""
        return Batch(self.known, self.seen, self._chain, at=at, by=by, epoch=self.epoch, link=link)

    def prepare(self, drafts: Iterable[RawPost], *, at: str, by: str, mode: CollectionMode) -> list[RawPost]:
        """The drafts that are new events, with event id, version and place in their channel's hash chain.

        A draft with a version of its own (an import) keeps it if it is above the one known.
        """
        batch = self.batch(at=at, by=by)
        batch.add(drafts, mode=mode)
        return batch.ready

    def _chain(self, channel: int) -> tuple[int, str]:
        row = self._db.execute("SELECT seq, hash FROM channels WHERE id = ?", (channel,)).fetchone()
        return (row[0], row[1]) if row else (0, "")

    def intend(self, posts: Iterable[RawPost]) -> None:
        """Writes down what is about to be published: if we are killed in between, Kafka may have it, and then it must be
        remembered as it is there, with its version and its place in the chain, whatever has become of the post since."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT INTO intended (post) VALUES (?)", [(encode(post),) for post in posts])
        self._db.execute("COMMIT")

    def intended(self) -> list[RawPost]:
        """What was to be published and is not known to be in Kafka."""
        return [decode_raw(row[0]) for row in self._db.execute("SELECT post FROM intended ORDER BY place")]

    def acknowledged(
        self,
        posts: Iterable[RawPost],
        *,
        confirmed: dict[int, int] | None = None,
        progress: Iterable[Progress] = (),
        now: float = 0.0,
    ) -> None:
        """Remembers what Kafka has, and how far that brings the channels, all or nothing.

        `confirmed` moves channels to ids that a history page confirmed; `now` (Unix seconds) is for the re-reads.
        """
        self._db.execute("BEGIN IMMEDIATE")
        try:
            ends: dict[int, RawPost] = {}
            for post in posts:
                self._remember(post, now)
                ends[post.channel.id] = post
            for channel, post in ends.items():
                self._remember_end(channel, post)
            for channel, message in (confirmed or {}).items():
                self.reading.confirm(channel, message)
            self._db.execute("DELETE FROM intended")
            for step in progress:
                self.reading.apply(step)
                self._checked(step, now)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise IngestError(f"{self._path}: {error}: make room on its disk, or correct RASD_DATA") from error

    def _remember(self, post: RawPost, now: float) -> None:
        collected = post.collected
        place = (post.channel.id, post.message_id)
        seq = collected.seq if collected and collected.seq else 0
        due = None if post.deleted or not self._rechecks else next_due(post.date, now, self._rechecks)
        if post.counters_only or (collected and collected.mode == "media"):
            # The content is as it was: what the next reading is compared with stays, too.
            self._db.execute(
                "UPDATE posts SET version = ?, seq = ?, views = ?, forwards = ?, due = ? WHERE channel = ? AND message = ?",
                (post.version, seq, post.views, post.forwards, due, *place),
            )
        else:
            self._db.execute(
                REMEMBER,
                (
                    *place,
                    post.version,
                    post.event_id,
                    post.date,
                    int(post.deleted),
                    post.edit_date,
                    seq,
                    post.views,
                    post.forwards,
                    due,
                ),
            )
        self._db.execute("INSERT OR IGNORE INTO events VALUES (?)", (post.event_id,))

    def _remember_end(self, channel: int, post: RawPost) -> None:
        """The last event of a batch is the channel's end of the chain."""
        self._db.execute("INSERT OR IGNORE INTO channels (id) VALUES (?)", (channel,))
        if post.collected is not None:
            place = (post.collected.seq, link(post), channel)
            self._db.execute("UPDATE channels SET seq = ?, hash = ? WHERE id = ?", place)

    def _checked(self, step: Progress, now: float) -> None:
        """Sets the next re-read of posts that were just looked at, and remembers deletions of posts never seen."""
        for message in step.gone_unseen:
            self._db.execute(
                "INSERT OR IGNORE INTO posts (channel, message, version, event, date, deleted) VALUES (?, ?, 0, '', '', 1)",
                (step.channel, message),
            )
        for message in step.checked:
            row = self._db.execute(
                "SELECT date, deleted FROM posts WHERE channel = ? AND message = ?", (step.channel, message)
            ).fetchone()
            if row:
                due = None if row[1] else next_due(row[0], now, self._rechecks)
                self._db.execute(
                    "UPDATE posts SET due = ? WHERE channel = ? AND message = ?", (due, step.channel, message)
                )

    def close(self) -> None:
        self._reader.close()
        self._db.close()


def _known(row: tuple[int, int, str, str, int, str | None, int, int | None, int | None]) -> Known:
    return Known(row[1], row[2], row[3], bool(row[4]), row[5], row[6], row[7], row[8])


def link(post: RawPost) -> str:
    """The channel's hash chain after this event: it commits to the event's exact bytes, and to all before it."""
    try:
        return hash_after(post)
    except CodecError as error:
        raise IngestError(f"{post_id(post)}: {error}") from error
