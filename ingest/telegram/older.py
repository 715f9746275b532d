"""Older pages: gaps, history before the first page, and all that is known once more."""

from dataclasses import replace
from typing import Final

from telethon import errors

from ingest.compare import holes, suspects
from ingest.reading import Progress, Unread
from ingest.record import Work
from ingest.schedule import sweep_interval
from ingest.telegram.drafts import drafts_of
from ingest.telegram.pages import PAGE, by_ids, read_page
from ingest.telegram.reads import AHEAD, Reads
from ingest.telegram.troubles import FloodedError, channel_state
from schemas.messages import CollectionMode

PROMPT: Final = 10  # pages of what is known that are read again at once, before the rest takes its turn
SWEEP_FLOOR_S: Final = 20.0
NAMES_REFUSED_S: Final = 60.0
SWEEP_CEILING_S: Final = 6 * 3600.0


class Older:
    """Reads one channel's older pages, one a call."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._resume_below: int | None = None

    async def fill(self, unread: Unread, mode: CollectionMode) -> None:
        """One page of a range of unread ids, from above."""
        reads, watch = self._reads, self._reads.watch
        since = reads.cursor.seq(watch.id)
        try:
            page = await read_page(reads.pool, watch.id, unread.high, urgent=mode == "live")
        except FloodedError:
            await self._fill_by_ids(unread, mode, since)
            return
        messages = [message for message in page.messages if message.id > unread.low]
        bottom = unread.high if page.bottom is None else page.bottom
        if page.bottom is None and unread.low and not await self._nothing_below(unread):
            raise ConnectionError("Telegram showed an empty page where there are posts")
        done = page.bottom is None or bottom <= unread.low + 1
        if mode == "backfill" and reads.pace.backfill_posts is not None:
            watch.backfilled += len(messages)
            done = done or watch.backfilled >= reads.pace.backfill_posts
        low = unread.low if done else bottom
        coverage = reads.gaps_of(holes(page.ids, low, unread.high, ()))
        work = Work(watch.channel, mode, reads.drafts(messages, page), since=since, coverage=coverage)
        await self._shrink(unread, None if done else bottom, work)

    async def _fill_by_ids(self, unread: Unread, mode: CollectionMode, since: int) -> None:
        """While history is refused: the ids of the range by name, from above."""
        reads, watch = self._reads, self._reads.watch
        low = max(unread.low, unread.high - 1 - PAGE)
        found, received = await by_ids(reads.pool, watch.id, list(range(low + 1, unread.high)))
        drafts = tuple(drafts_of(found.values(), watch.channel, reads.recorder, received.raw))
        coverage = reads.gaps_of(holes(found, low, unread.high, ()))
        work = Work(watch.channel, mode, drafts, since=since, coverage=coverage)
        await self._shrink(unread, None if low <= unread.low else low + 1, work)

    async def _shrink(self, unread: Unread, high: int | None, work: Work) -> None:
        """Writes what was read of a range, and what is left of it; None: nothing."""
        reads, watch = self._reads, self._reads.watch
        progress = Progress(channel=watch.id, shrunk=(unread.low, high))
        reads.submit(replace(work, progress=progress), urgent=work.mode == "live")
        place = watch.unread.index(unread)
        watch.unread[place : place + 1] = [] if high is None else [Unread(unread.low, high, unread.kind)]
        await reads.written(AHEAD)

    async def _nothing_below(self, unread: Unread) -> bool:
        """Whether an empty page may be believed: nothing that we hold below it is still there."""
        reads = self._reads
        known = reads.cursor.between(reads.watch.id, 0, unread.low, PAGE)
        living = [number for number, each in known.items() if not each.deleted]
        found, _ = (await by_ids(reads.pool, reads.watch.id, living)) if living else ({}, None)
        return not found

    def sweeping(self) -> bool:
        """Whether what is known is being read again, or is to be from now on."""
        watch = self._reads.watch
        if watch.sweep_wanted and (watch.sweep_below is None or watch.sweep_pages >= PROMPT):
            # From the top again: what is newest changes most. Where the last one stood it goes on after that.
            self._resume_below = watch.sweep_below
            watch.sweep_wanted = False
            if watch.fresh and not watch.swept:
                self._swept()
            else:
                watch.sweep_below, watch.sweep_pages = watch.head + 1, 0
        elif watch.sweep_below is None and self._reads.clock() >= watch.sweep_at:
            watch.sweep_below, watch.sweep_pages = watch.head + 1, 0
        return watch.sweep_below is not None

    async def sweep_on(self) -> None:
        """One page of what is known, compared with what Telegram now holds."""
        reads, watch = self._reads, self._reads.watch
        since = reads.cursor.seq(watch.id)
        below = self._below(watch.sweep_below or 0)
        if below <= 1:
            self._swept()
            return
        page = await read_page(reads.pool, watch.id, below, urgent=watch.sweep_pages < PROMPT)
        known = reads.cursor.between(watch.id, page.bottom or 0, below - 1, 10 * PAGE)
        gone = await reads.confirm(suspects(page.ids, known, since), page)
        messages = [m for m in page.messages if not any(u.low < m.id < u.high for u in watch.unread)]
        reads.submit(Work(watch.channel, "recheck", reads.drafts(messages, page), gone, since=since))
        watch.sweep_pages += 1
        watch.sweep_below = page.bottom
        if page.bottom is None or page.bottom <= 1:
            self._swept()
        await reads.written(AHEAD)

    def _below(self, below: int) -> int:
        """Passes over what was not read yet, and over what an interrupted sweep has done."""
        if self._resume_below is not None and self._reads.watch.sweep_pages == PROMPT:
            below, self._resume_below = min(below, self._resume_below), None
        for unread in sorted(self._reads.watch.unread, key=lambda each: -each.high):
            if unread.low + 1 < below <= unread.high:
                below = unread.low + 1
        return below

    def _swept(self) -> None:
        reads, watch = self._reads, self._reads.watch
        watch.sweep_below, watch.swept, self._resume_below = None, True, None
        watch.sweep_at = reads.clock() + sweep_interval(
            pages=(watch.sweep_pages + 1) * reads.others(),
            rate=reads.pace.rate,
            floor_s=SWEEP_FLOOR_S,
            ceiling_s=SWEEP_CEILING_S,
        )

    async def read_again(self, ids: list[int], *, urgent: bool, counters: bool = False) -> None:
        """Ids that we know, as they are now."""
        reads, watch = self._reads, self._reads.watch
        since = reads.cursor.seq(watch.id)
        try:
            found, received = await by_ids(reads.pool, watch.id, ids, urgent=urgent)
        except (FloodedError, errors.RPCError) as error:
            if channel_state(error):
                raise
            # They can't be asked for by name now; all that is known is compared again instead.
            watch.doubted.clear()
            watch.sweep_wanted = watch.sweep_wanted or urgent
            watch.ask_again_at = reads.clock() + NAMES_REFUSED_S
            return
        gone = tuple(number for number in ids if number not in found)
        drafts = tuple(drafts_of(found.values(), watch.channel, reads.recorder, received.raw))
        progress = Progress(channel=watch.id, checked=tuple(ids))
        watch.doubted.difference_update(ids)
        reads.submit(Work(watch.channel, "recheck", drafts, gone, since=since, counters=counters, progress=progress))
        await reads.written(0)
