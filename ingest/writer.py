"""One writer for all channels: what waits is written together, live news before old history."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

import structlog

from ingest.errors import IngestError
from ingest.metrics import Metrics
from ingest.record import Recorder, Work

log = structlog.get_logger()

# Posts of pushes that may wait for Kafka: above it they are let go, since history holds them, and that is told.
MOST_HINTS: Final = 20_000
ONE_WRITE: Final = 1_500  # posts in one go: about half a second of work
BACKGROUND: Final = 500  # of which so many may be old history
Waiting = tuple[Work, "asyncio.Future[int]"]


class Writer:
    """`unsettled(channel, message)` hears of posts that must be read again."""

    def __init__(self, recorder: Recorder, metrics: Metrics, unsettled: Callable[[int, int], None]) -> None:
        self._recorder, self._metrics, self._unsettled = recorder, metrics, unsettled
        self._urgent: deque[Waiting] = deque()
        self._background: deque[Waiting] = deque()
        self._hinted = 0
        self.total = 0
        self._news = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    def hint(self, work: Work) -> bool:
        """Takes what a push brought; False if too much waits already."""
        if self._hinted >= MOST_HINTS:
            return False
        self.tell(work)
        return True

    def tell(self, work: Work) -> None:
        """Takes what is rare and small, such as coverage, whatever waits; nobody waits for it."""
        size = len(work.drafts) + len(work.gone)
        self._hinted += size
        future = self._put(self._urgent, work)

        def taken(done: "asyncio.Future[int]") -> None:
            self._hinted -= size
            if not done.cancelled():
                done.exception()  # asked for, so that nobody complains that it never was

        future.add_done_callback(taken)

    def submit(self, work: Work, *, urgent: bool = True) -> "asyncio.Future[int]":
        """Gives, once it is all in Kafka and remembered, how many events were new."""
        return self._put(self._urgent if urgent else self._background, work)

    def _put(self, queue: deque[Waiting], work: Work) -> "asyncio.Future[int]":
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        queue.append((work, future))
        self._news.set()
        self._idle.clear()
        return future

    async def run(self) -> None:
        """Until cancelled. Raises IngestError if what was taken can't be written at all."""
        while True:
            await self._news.wait()
            waiting = self._next()
            if not waiting:
                self._news.clear()
                self._idle.set()
                continue
            # The thread is waited for even when we are cancelled: half a write must not meet the end of the program.
            self._writing = writing = asyncio.create_task(
                asyncio.to_thread(self._recorder.write, [work for work, _ in waiting])
            )
            try:
                written = await asyncio.shield(writing)
            except asyncio.CancelledError:
                await asyncio.wait({writing})
                raise
            except IngestError as error:
                for _, future in waiting:
                    if not future.done():
                        future.set_exception(error)
                raise
            for (_, future), new in zip(waiting, written.events, strict=True):
                if not future.done():
                    future.set_result(new)
            self._metrics.wrote(written.posts)
            self.total += len(written.posts)
            for channel, message in written.unsettled:
                self._unsettled(channel, message)

    def _next(self) -> list[Waiting]:
        taken: list[Waiting] = []
        size = 0
        for queue, most in ((self._urgent, ONE_WRITE), (self._background, BACKGROUND)):
            until = size + most
            while queue and size < until:
                taken.append(queue.popleft())
                size += 1 + len(taken[-1][0].drafts)
        return taken

    async def drain(self, limit_s: float) -> None:
        """Waits until nothing waits any more, at most so long."""
        await asyncio.wait_for(self._idle.wait(), limit_s)

    def stop(self) -> None:
        """What Kafka has not taken by now will be read again."""
        self._recorder.stop()
