"""Alerts on their way: each target has a queue and a worker of its own, so that one that is away delays only itself."""

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import stamina
import structlog

from processors.notify.route import ORDER, to_send
from processors.notify.send import Target
from processors.notify.sent import Sent
from processors.notify.wrong import TargetError
from schemas.messages import Alert
from schemas.operations import Delivery

log = structlog.get_logger()

# A target that is away is asked again for this long; then the alert is recorded as not delivered, and parked.
PATIENCE_S: Final = 600.0
LONGEST_PAUSE_S: Final = 30.0
# Time for a request on its way to be answered when the alerts go to another process.
GRACE_S: Final = 2.0

Park = Callable[[Any, str], Awaitable[None]]
_Queue = asyncio.PriorityQueue[tuple[int, int, Alert, Any]]


class Outbox:
    """`remember` and `park` return when Kafka has what they are given; nothing is committed before."""

    def __init__(
        self,
        targets: Sequence[Target],
        remember: Callable[[Delivery], Awaitable[None]],
        park: Park,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._targets, self._remember, self._park, self._patience_s = targets, remember, park, patience_s
        self._sent: Sent = {}
        self._queues: dict[str, _Queue] = {}
        self._workers: list[asyncio.Task[None]] = []
        self._unfinished: dict[tuple[int, int], int] = {}
        self._turn = itertools.count()

    def start(self, sent: Sent) -> None:
        """`sent` is what the targets have received so far."""
        self._sent = sent
        self._queues = {target.name: asyncio.PriorityQueue() for target in self._targets}
        self._workers = [asyncio.create_task(self._serve(target)) for target in self._targets]

    async def stop(self, grace_s: float = GRACE_S) -> None:
        """Drops what no target has begun to take: it was not committed, and goes to whoever has the partition next."""
        for queue in self._queues.values():
            while not queue.empty():
                queue.get_nowait()
                queue.task_done()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*(queue.join() for queue in self._queues.values())), grace_s)
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        self._queues, self._workers, self._unfinished = {}, [], {}

    async def close(self) -> None:
        await self.stop()
        for target in self._targets:
            await target.close()

    def put(self, alert: Alert, record: Any) -> None:
        """The most severe first: a page may not wait behind a flood of less."""
        if self._targets:
            self._unfinished[record.partition, record.offset] = len(self._targets)
        for queue in self._queues.values():
            queue.put_nowait((-ORDER[alert.severity], next(self._turn), alert, record))

    def done(self, partition: int, read: int) -> int:
        """Up to which offset every target has what it gets, given what was read."""
        return min([read, *(offset for part, offset in self._unfinished if part == partition)])

    def raise_of_dead(self) -> None:
        """A worker ends only by an error that nobody expected: the process must end with it, not go on without."""
        for worker in self._workers:
            if worker.done():
                worker.result()

    async def _serve(self, target: Target) -> None:
        queue = self._queues[target.name]
        while True:
            *_, alert, record = await queue.get()
            if to_send(alert, target.name, self._sent):
                await self._deliver(target, alert, record)
            place = (record.partition, record.offset)
            self._unfinished[place] -= 1
            if not self._unfinished[place]:
                del self._unfinished[place]
            queue.task_done()

    async def _deliver(self, target: Target, alert: Alert, record: Any) -> None:
        error = await self._try(target, alert)
        delivery = Delivery(
            alert_id=alert.alert_id,
            target=target.name,
            revision=alert.revision,
            severity=alert.severity,
            at=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            ok=error is None,
            error=error,
        )
        # A process that dies here sends this alert again, with the same idempotency key.
        await self._remember(delivery)
        if error is None:
            self._sent[alert.alert_id, target.name] = alert.severity
        else:
            await self._park(record, f"{target.name}: {error}")

    async def _try(self, target: Target, alert: Alert) -> str | None:
        """None when the target took it, else why it did not."""
        try:
            async for attempt in stamina.retry_context(
                on=TargetError,
                attempts=None,
                timeout=self._patience_s,
                wait_initial=0.2,
                wait_jitter=0.2,
                wait_max=LONGEST_PAUSE_S,
            ):
                with attempt:
                    await target.send(alert)
        except TargetError as error:
            log.error(  # noqa: TRY400  # the reason is a sentence; a traceback would hide it
                "an alert was not delivered", target=target.name, alert=alert.alert_id, reason=str(error)
            )
            return str(error)
        return None
