"""Files that were fetched before, by Telegram's own number: what is forwarded a hundred times is fetched once."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class KnownFile:
    sha256: str
    phash: str | None


class KnownFiles:
    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, timeout=5)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("CREATE TABLE IF NOT EXISTS files (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, phash TEXT)")

    def find(self, file_id: int) -> KnownFile | None:
        row = None
        with suppress(sqlite3.Error):  # a memory only: without it the file is fetched again
            row = self._db.execute("SELECT sha256, phash FROM files WHERE id = ?", (file_id,)).fetchone()
        return KnownFile(row[0], row[1]) if row else None

    def add(self, file_id: int, known: KnownFile) -> None:
        with suppress(sqlite3.Error):
            self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (file_id, known.sha256, known.phash))

    def close(self) -> None:
        self._db.close()
