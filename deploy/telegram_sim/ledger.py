"""What really happened in the simulated Telegram: the truth that tests and the demo compare with."""

from __future__ import annotations

import json
import time
from hashlib import sha256
from pathlib import Path

from deploy.telegram_sim.operations import Operation
from deploy.telegram_sim.world import Post


class Ledger:
    """JSON lines, each flushed before anybody is told of what it says. `at` is Unix seconds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("a", encoding="utf-8")

    def write(self, operation: Operation, posts: tuple[Post, ...], *, phase: str, at: float | None = None) -> None:
        entry = {
            "at": time.time() if at is None else at,
            "op": operation.op,
            "channel": operation.channel,
            "message_ids": [post.id for post in posts],
            "edit_date": posts[0].edit_date,
            "text_sha256": sha256(posts[0].text.encode()).hexdigest(),
            "phase": phase,
        }
        self._file.write(json.dumps(entry) + "\n")
        self._file.flush()

    def close(self) -> None:
        self._file.close()
