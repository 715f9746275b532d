"""Following one channel: one thing at a time, what is newest first.

A turn reads the newest page if it is due, then one page of a gap, else one page of older history and one of what is known;
so nothing waits longer than a page for what is more urgent.
"""

import asyncio
import time
from typing import Final

import structlog
from telethon import errors

from ingest.telegram.newest import Newest
from ingest.telegram.older import PROMPT, Older
from ingest.telegram.pages import PAGE
from ingest.telegram.reads import Reads
from ingest.telegram.troubles import BusyError, FloodedError, UnavailableError, channel_state

log = structlog.get_logger()

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 60.0
PASSING_PAUSE_S: Final = 10.0
LOOK_S: Final = 5.0  # re-reads by age are to the minute; a few seconds more don't matter


class Follower:
    """Runs one channel."""

    def __init__(self, reads: Reads) -> None:
        self._reads, self.watch = reads, reads.watch
        self._newest, self._older = Newest(reads), Older(reads)
        self._pause = FIRST_PAUSE_S
        self._pages_at = self._background_at = 0.0

    async def run(self) -> None:
        """Until cancelled. Raises IngestError if what was read can't be written."""
        while True:
            self.watch.wake.clear()
            try:
                worked = await self._turn()
            except BusyError as error:
                self._background_at = self._reads.clock() + error.seconds
            except FloodedError as error:
                await self._flooded(error)
            except (errors.RPCError, OSError, TimeoutError) as error:
                await self._refused(error)
            else:
                self._pause = FIRST_PAUSE_S
                if not worked:
                    await self._rest()

    async def _flooded(self, error: FloodedError) -> None:
        if self.watch.poll_at <= self._reads.clock():
            await self._failed(str(error), min(error.seconds, LOOK_S))
        else:
            self._pages_at = self._reads.clock() + error.seconds

    async def _refused(self, error: Exception) -> None:
        state, reason = channel_state(error), f"{type(error).__name__}: {error}"
        if state:
            self._reads.stated(self.watch, state, reason)
        # A connection that comes back wakes us; until then asking costs nothing.
        await self._failed(reason, 1.0 if isinstance(error, UnavailableError) else self._pause)
        self._pause = min(LONGEST_PAUSE_S if state else PASSING_PAUSE_S, 2 * self._pause)

    async def _failed(self, reason: str, pause_s: float) -> None:
        watch = self.watch
        if watch.failing_since is None:
            watch.failing_since = self._reads.clock()
            log.warning("a channel can't be read; trying again", channel=watch.id, reason=reason)
        watch.reason = reason
        await self._sleep(pause_s)

    async def _sleep(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.watch.wake.wait(), max(0.0, seconds))
        except TimeoutError:
            return

    async def _rest(self) -> None:
        watch, clock = self.watch, self._reads.clock
        if (
            not watch.unread
            and watch.swept
            and not watch.sweep_wanted
            and not watch.doubted
            and watch.poll_at > clock()
        ):
            await self._reads.written(0)
            watch.caught_up.set()
        times = [watch.poll_at, watch.sweep_at]
        if max(self._background_at, self._pages_at) > clock():
            times = [watch.poll_at, max(self._background_at, self._pages_at)]
        await self._sleep(min(min(times) - clock(), LOOK_S))

    async def _turn(self) -> bool:
        """Whether something was done besides looking at the clock."""
        watch = self.watch
        if self._reads.clock() >= watch.poll_at:
            await self._newest.poll()
            return True
        if watch.doubted:
            await self._older.read_again(sorted(watch.doubted)[:PAGE], urgent=True)
            return True
        if self._reads.clock() < self._pages_at:
            return False
        if gap := next((each for each in watch.unread if each.kind == "gap"), None):
            await self._older.fill(gap, "live")
            return True
        return self._reads.clock() >= self._background_at and await self._background()

    async def _background(self) -> bool:
        watch, worked = self.watch, False
        if self._older.sweeping():
            await self._older.sweep_on()
            worked = True
        if watch.unread and not (worked and watch.sweep_pages < PROMPT):
            await self._older.fill(watch.unread[0], "backfill")
            worked = True
        may_ask = self._reads.clock() >= watch.ask_again_at
        if not worked and may_ask and (due := self._reads.cursor.due(watch.id, time.time(), PAGE)):
            await self._older.read_again(due, urgent=False, counters=True)
            worked = True
        return worked
