"""The newest page of a channel: what is new, what has changed, what is gone; and what to do while history is refused."""

from typing import Final

import structlog

from ingest.batch import Known
from ingest.compare import NEWEST, holes, suspects
from ingest.reading import Progress, Unread
from ingest.record import Work
from ingest.schedule import poll_interval
from ingest.telegram.drafts import drafts_of
from ingest.telegram.pages import PAGE, Page, by_ids, read_page
from ingest.telegram.reads import AHEAD, NOT_NOW, Reads
from ingest.telegram.troubles import FloodedError
from schemas.messages import CollectionMode

log = structlog.get_logger()

COUNT_EVERY_S: Final = 10.0
UNEXPLAINED_EVERY_S: Final = 5.0
WITHOUT_HISTORY_S: Final = 5.0  # between two questions by ids while history is refused


class Newest:
    """Polls one channel."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._counted_at = self._unexplained_at = 0.0

    @property
    def interval_s(self) -> float:
        pace, priority = self._reads.pace, self._reads.watch.source.priority
        ceiling = pace.poll_priority_s if priority > 0 else pace.poll_s
        return poll_interval(
            ceiling_s=ceiling, floor_s=pace.poll_floor_s, channels=self._reads.others(), rate=pace.rate
        )

    async def poll(self) -> None:
        """Raises what kept the channel from being read; then it is still due."""
        reads, watch = self._reads, self._reads.watch
        since = reads.cursor.seq(watch.id)
        due, watch.poll_at = watch.poll_at, reads.clock() + self.interval_s
        try:
            page = await read_page(reads.pool, watch.id)
            await self._take(page, since)
        except FloodedError:
            head = watch.head
            if not await self._probe():
                watch.poll_at = due
                raise
            pause = max(self.interval_s, WITHOUT_HISTORY_S) if watch.head == head else 0.0
            watch.poll_at = reads.clock() + pause
        except NOT_NOW:
            watch.poll_at = due
            raise
        reads.ok()

    async def _take(self, page: Page, since: int) -> None:
        reads, watch = self._reads, self._reads.watch
        reads.described(page)
        low = page.bottom or 0
        known = reads.cursor.between(watch.id, low, NEWEST, 10 * PAGE)
        gone = await reads.confirm(suspects(page.ids, known, since), page)
        fresh = [message for message in page.messages if message.id > watch.head]
        changed = [message for message in page.messages if message.id <= watch.head and self._differs(message.id, page)]
        self._submit_new(page, fresh, known, since)
        if changed or gone:
            reads.submit(Work(watch.channel, "recheck", reads.drafts(changed, page), gone, since=since))
        watch.last_bytes = {m.id: page.received.raw.get(m.id, b"") for m in page.messages}
        self._account_for(page, len(fresh) + len(gone) + len(changed))
        await reads.written(0 if fresh or gone else AHEAD)

    def _differs(self, number: int, page: Page) -> bool:
        watch = self._reads.watch
        return number in watch.doubted or watch.last_bytes.get(number) != page.received.raw.get(number, b"")

    def _submit_new(self, page: Page, fresh: list[object], known: dict[int, Known], since: int) -> None:
        """What lies above the head, which moves to the top of the page; what lies between is a gap to be read."""
        reads, watch = self._reads, self._reads.watch
        old, low, top = watch.head, page.bottom or 0, page.top or 0
        first, watch.polled = watch.fresh and not watch.polled, True
        mode: CollectionMode = "backfill" if first else "live"
        opened: tuple[Unread, ...] = ()
        if top > old and low > old + 1:
            if first:
                opened = (Unread(0, low, "backfill"),) if reads.pace.backfill_posts != 0 else ()
            else:
                opened = (Unread(old, low, "gap"),)
                log.info("a gap is being read", channel=watch.id, from_id=old + 1, to_id=low - 1)
        coverage = reads.gaps_of(holes(page.ids, max(old, low - 1), top, known)) if top else ()
        progress = Progress(channel=watch.id, head=top, pts=page.received.pts, opened=opened)
        drafts = reads.drafts(fresh, page)
        reads.submit(Work(watch.channel, mode, drafts, since=since, coverage=coverage, progress=progress))
        watch.head = max(old, top)
        watch.unread = sorted([*opened, *watch.unread], key=lambda each: (each.kind == "backfill", -each.high))

    def _account_for(self, page: Page, shown: int) -> None:
        """Telegram counts a channel's changes and its messages: what neither push nor page explains is looked for."""
        reads, watch, pts, count = self._reads, self._reads.watch, page.received.pts, page.received.count
        if pts is not None:
            unexplained = watch.page_pts and pts - watch.page_pts > watch.explained + shown
            if unexplained and reads.clock() - self._unexplained_at > UNEXPLAINED_EVERY_S:
                self._unexplained_at, watch.sweep_wanted = reads.clock(), True
            watch.page_pts, watch.explained = max(pts, watch.page_pts), 0
            watch.pushed_pts = max(watch.pushed_pts, pts)
        if count is None or watch.unread or watch.writing or count == watch.page_count:
            return
        if reads.clock() - self._counted_at < COUNT_EVERY_S:
            return
        self._counted_at, watch.page_count = reads.clock(), count
        mismatch = count - reads.cursor.living(watch.id)
        if watch.mismatch is not None and mismatch != watch.mismatch:
            watch.sweep_wanted = True
        watch.mismatch = mismatch

    async def _probe(self) -> bool:
        """While history is refused, known ids and those behind the head are asked for by name; False if that is no way either."""
        reads, watch = self._reads, self._reads.watch
        since = reads.cursor.seq(watch.id)
        if not watch.head and not self._start_from_dialogs():
            return False
        known = reads.cursor.between(watch.id, 0, watch.head, PAGE)
        living = [number for number, each in known.items() if not each.deleted]
        try:
            found, received = await by_ids(reads.pool, watch.id, list(range(watch.head + 1, watch.head + 1 + PAGE)))
            again, answer = (await by_ids(reads.pool, watch.id, living)) if living else ({}, received)
        except NOT_NOW:
            return False
        top = max(found, default=watch.head)
        coverage = reads.gaps_of(holes(found, watch.head, top, ())) if found else ()
        drafts = tuple(drafts_of(found.values(), watch.channel, reads.recorder, received.raw))
        progress = Progress(channel=watch.id, head=top)
        reads.submit(Work(watch.channel, "live", drafts, since=since, coverage=coverage, progress=progress))
        gone = tuple(number for number in living if number not in again)
        drafts = tuple(drafts_of(again.values(), watch.channel, reads.recorder, answer.raw))
        reads.submit(Work(watch.channel, "recheck", drafts, gone, since=since))
        watch.head = top
        await reads.written(0)
        return True

    def _start_from_dialogs(self) -> bool:
        """A channel that never was read, while history is refused: its newest id is known from the dialogs."""
        reads, watch = self._reads, self._reads.watch
        if not watch.top_hint:
            return False
        opened = (Unread(0, watch.top_hint + 1, "backfill"),)
        watch.head, watch.polled, watch.unread = watch.top_hint, True, [*opened]
        reads.submit(Work(watch.channel, progress=Progress(channel=watch.id, head=watch.head, opened=opened)))
        return True
