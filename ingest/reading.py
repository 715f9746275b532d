"""How far each channel is read: its head, the ranges of ids that are still to be read, and what is known of its place.

A range (low, high) names ids between two that were seen; it is read from above and shrinks after each acknowledged page, so
that a restart goes on where it stopped.
"""

import sqlite3
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from schemas.messages import Channel

Kind = Literal["gap", "backfill"]
SCHEMA = """
CREATE TABLE IF NOT EXISTS unread (
  channel INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (channel, low)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS peers (
  account TEXT NOT NULL, channel INTEGER NOT NULL, hash INTEGER NOT NULL, PRIMARY KEY (account, channel)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS names (username TEXT PRIMARY KEY, channel INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Unread:
    """Ids above `low` and below `high` that no page has shown yet."""

    low: int
    high: int
    kind: Kind


@dataclass(frozen=True)
class Progress:
    """What one acknowledged page changes. `shrunk` is the range by its low end and its new high; None closes it."""

    channel: int
    head: int | None = None
    pts: int | None = None
    opened: tuple[Unread, ...] = ()
    shrunk: tuple[int, int | None] | None = None
    checked: tuple[int, ...] = ()
    gone_unseen: tuple[int, ...] = ()
    seen_at: str | None = None
    swept_at: str | None = None


class Reading:
    """Writes through the first connection, which holds the transaction; reads through the second."""

    def __init__(self, db: sqlite3.Connection, reader: sqlite3.Connection) -> None:
        self._db, self._reader = db, reader

    def head(self, channel: int) -> int:
        """The highest id that a page has shown; 0 for a channel that never was read."""
        return int(self._value("cursor", channel) or 0)

    def position(self, channel: int) -> int:
        gaps = [unread.low for unread in self.unread(channel) if unread.kind == "gap"]
        return min([self.head(channel), *gaps])

    def unread(self, channel: int) -> list[Unread]:
        """Gaps of what was live first, then older history; the newest ids first."""
        rows = self._reader.execute(
            "SELECT low, high, kind FROM unread WHERE channel = ? ORDER BY kind = 'backfill', high DESC", (channel,)
        )
        return [Unread(*row) for row in rows]

    def pts(self, channel: int) -> int:
        return int(self._value("pts", channel) or 0)

    def seen_at(self, channel: int) -> str | None:
        value = self._value("seen_at", channel)
        return str(value) if value else None

    def swept_at(self, channel: int) -> str | None:
        """When all that is known was last read again from end to end."""
        value = self._value("swept_at", channel)
        return str(value) if value else None

    def _value(self, column: str, channel: int) -> Any:
        row = self._reader.execute(f"SELECT {column} FROM channels WHERE id = ?", (channel,)).fetchone()  # noqa: S608  # our own names
        return row[0] if row else None

    def confirm(self, channel: int, message: int) -> None:
        self._db.execute("INSERT OR IGNORE INTO channels (id) VALUES (?)", (channel,))
        self._db.execute("UPDATE channels SET cursor = max(cursor, ?) WHERE id = ?", (message, channel))

    def apply(self, step: Progress) -> None:
        """Inside the transaction of the page's events."""
        self.confirm(step.channel, step.head or 0)
        for name, value in (("pts", step.pts), ("seen_at", step.seen_at), ("swept_at", step.swept_at)):
            if value is not None:
                self._db.execute(f"UPDATE channels SET {name} = ? WHERE id = ?", (value, step.channel))  # noqa: S608  # our own names
        for unread in step.opened:
            self._db.execute(
                "INSERT OR REPLACE INTO unread VALUES (?, ?, ?, ?)",
                (step.channel, unread.low, unread.high, unread.kind),
            )
        if step.shrunk:
            low, high = step.shrunk
            if high is None:
                self._db.execute("DELETE FROM unread WHERE channel = ? AND low = ?", (step.channel, low))
            else:
                self._db.execute(
                    "UPDATE unread SET high = min(high, ?) WHERE channel = ? AND low = ?", (high, step.channel, low)
                )

    def remember_peer(self, account: str, channel: int, access_hash: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO peers VALUES (?, ?, ?)", (account, channel, access_hash))

    def forget_peer(self, account: str, channel: int) -> None:
        self._db.execute("DELETE FROM peers WHERE account = ? AND channel = ?", (account, channel))

    def peers(self, account: str) -> dict[int, int]:
        """Access hashes of channels as this account knows them."""
        return dict(self._reader.execute("SELECT channel, hash FROM peers WHERE account = ?", (account,)).fetchall())

    def remember_channel(self, channel: Channel) -> None:
        self._db.execute("INSERT OR IGNORE INTO channels (id) VALUES (?)", (channel.id,))
        info = msgspec.json.encode(channel).decode()
        self._db.execute("UPDATE channels SET info = ? WHERE id = ?", (info, channel.id))

    def channel(self, number: int) -> Channel | None:
        value = self._value("info", number)
        return msgspec.json.decode(str(value), type=Channel) if value else None

    def remember_name(self, username: str, channel: int) -> None:
        """Which channel a name of the sources file meant when it was first resolved."""
        self._db.execute("INSERT OR IGNORE INTO names VALUES (?, ?)", (username.lower(), channel))

    def name(self, username: str) -> int | None:
        row = self._reader.execute("SELECT channel FROM names WHERE username = ?", (username.lower(),)).fetchone()
        return row[0] if row else None
