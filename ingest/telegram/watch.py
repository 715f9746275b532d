"""One channel that is followed: what is known of it now, and why it is to be looked at."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

from ingest.reading import Unread
from ingest.watched import Source
from schemas.messages import Channel


@dataclass
class Watch:
    """The state of following; times are the event loop's. Everything that must outlive the process is in the cursor."""

    channel: Channel
    source: Source
    head: int
    unread: list[Unread]
    fresh: bool
    """Nothing of it was known when this run began."""
    top_hint: int = 0
    """The newest id by the account's list of dialogs, for when history is refused from the start."""
    polled: bool = False
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    poll_at: float = 0.0
    last_ok: float | None = None
    failing_since: float | None = None
    state: str = "ok"
    reason: str | None = None
    page_pts: int = 0
    page_count: int | None = None
    mismatch: int | None = None
    explained: int = 0
    """Changes that pushes and pages have shown since the last poll, to compare with what Telegram counts."""
    pushed_pts: int = 0
    last_bytes: dict[int, bytes] = field(default_factory=dict)
    doubted: set[int] = field(default_factory=set)
    """Ids to be read again soon: what we hold of them may not be their present state."""
    ask_again_at: float = 0.0
    """Not before then are known ids asked for by name: Telegram refused it."""
    sweep_wanted: bool = True
    sweep_below: int | None = None
    sweep_pages: int = 0
    sweep_at: float = 0.0
    swept: bool = False
    caught_up: asyncio.Event = field(default_factory=asyncio.Event)
    told: bool = False
    new: int = 0
    writing: "deque[asyncio.Future[int]]" = field(default_factory=deque)
    backfilled: int = 0
    last_post_at: float | None = None
    quiet: bool = False
    blind_since: float | None = None
    lag_told_at: float = 0.0

    @property
    def id(self) -> int:
        return self.channel.id

    def look(self) -> None:
        """Has the channel be read now."""
        self.poll_at = 0.0
        self.wake.set()

    def look_at_all(self) -> None:
        """Has it be read now, and all that is known of it again: something may have been missed."""
        self.sweep_wanted = True
        self.look()
