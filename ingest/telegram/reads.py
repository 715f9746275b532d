"""What every reading of a channel has in common: from a page to drafts, coverage and writes."""

import asyncio
from collections.abc import Callable, Collection
from typing import Any, Final

from telethon import errors

from ingest.clock import now
from ingest.compare import holes
from ingest.config import Pace
from ingest.cursor import Cursor
from ingest.record import Recorder, Work
from ingest.telegram.drafts import channel_in, drafts_of
from ingest.telegram.pages import PAGE, Page, by_ids, still_there
from ingest.telegram.pool import Pool
from ingest.telegram.troubles import BusyError, FloodedError
from ingest.telegram.watch import Watch
from ingest.writer import Writer
from schemas.messages import RawPost
from schemas.operations import Coverage

AHEAD: Final = 3  # pages that may be read before the first of them is in Kafka
LOOKED_UP: Final = 10  # missing ids that are looked up in history one by one, where asking by ids is refused
NOT_NOW: Final = (FloodedError, BusyError, errors.RPCError, OSError, TimeoutError)


class Reads:
    """One channel's means of reading. `others` gives how many channels share the accounts; `stated(watch, state, reason)`
    hears when the channel's state changes."""

    def __init__(
        self,
        watch: Watch,
        pool: Pool,
        writer: Writer,
        recorder: Recorder,
        pace: Pace,
        *,
        others: Callable[[], int],
        stated: Callable[[Watch, str, str | None], None],
    ) -> None:
        self.watch, self.pool, self.writer, self.recorder, self.pace = watch, pool, writer, recorder, pace
        self.cursor: Cursor = recorder.cursor
        self.others, self.stated = others, stated
        self.clock = asyncio.get_running_loop().time

    async def confirm(self, ids: list[int], page: Page) -> tuple[int, ...]:
        """Those of the missing that are truly gone: asked for by name, or looked up in history once more."""
        gone: list[int] = []
        for start in range(0, len(ids), PAGE):
            part = ids[start : start + PAGE]
            try:
                found, received = await by_ids(self.pool, self.watch.id, part)
            except (FloodedError, errors.RPCError):
                gone += [
                    number for number in part[:LOOKED_UP] if not await still_there(self.pool, self.watch.id, number)
                ]
            else:
                gone += [number for number in part if number not in found]
                page.received.raw.update(received.raw)
        return tuple(gone)

    def drafts(self, messages: Collection[Any], page: Page) -> tuple[RawPost, ...]:
        return tuple(drafts_of(messages, self.watch.channel, self.recorder, page.received.raw))

    def described(self, page: Page) -> None:
        watch = self.watch
        channel = channel_in(page.received, watch.channel)
        if channel != watch.channel:
            self.cursor.reading.remember_channel(channel)
            watch.channel = channel
        wanted = (watch.source.username or "").lower()
        if wanted and (channel.username or "").lower() != wanted:
            self.stated(
                watch, "renamed", f"@{wanted} is no longer this channel's name; the channel itself is followed on"
            )

    def holes(self, page: Page, low: int, high: int, known: Collection[int]) -> tuple[Coverage, ...]:
        return self.gaps_of(holes(page.ids, low, high, known))

    def gaps_of(self, ranges: list[tuple[int, int]]) -> tuple[Coverage, ...]:
        reason = "history does not hold these ids: taken down before they were seen, or never posts"
        return tuple(
            Coverage(
                channel_id=self.watch.id,
                kind="hole",
                from_id=low,
                to_id=high,
                reason=reason,
                by=self.recorder.by,
                at=now(),
            )
            for low, high in ranges
        )

    def submit(self, work: Work, *, urgent: bool = True) -> None:
        if work.drafts or work.gone or work.progress or work.coverage:
            self.watch.writing.append(self.writer.submit(work, urgent=urgent))

    async def written(self, ahead: int) -> None:
        """Waits until at most so many writes are under way."""
        watch = self.watch
        while len(watch.writing) > ahead:
            watch.new += await watch.writing[0]
            watch.writing.popleft()

    def ok(self) -> None:
        watch = self.watch
        watch.last_ok, watch.failing_since, watch.reason = self.clock(), None, None
        if watch.state not in {"ok", "renamed"}:
            self.stated(watch, "ok", None)
