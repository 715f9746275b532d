"""The step that tells people: each target in its own queue, remembered before it is committed.

At-least-once: a process that dies between a target's answer and the record in `alerts.sent` sends that one alert again,
with the same idempotency key.
"""

import asyncio
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import stamina
import structlog
from aiokafka import TopicPartition
from aiokafka.abc import ConsumerRebalanceListener

from processors.config import StepConfig
from processors.consumer import commit, consumer, deliver, producer, topics_of, until_stopped
from processors.notify.route import to_send
from processors.notify.send import Target, TargetError, parse_target
from processors.notify.sent import Sent, read_sent, write_sent
from processors.stage import Source, dead_letter
from processors.topics import check_topics, wait_for_kafka
from schemas.codec import CodecError, decode
from schemas.messages import Alert
from schemas.operations import Delivery
from schemas.topics import ALERTS, ALERTS_SENT, DEAD

log = structlog.get_logger()

WAIT_MS: Final = 50
# A target that is away is asked again for this long; then the alert is recorded as not delivered, and parked.
PATIENCE_S: Final = 600.0
LONGEST_PAUSE_S: Final = 30.0


def run(config: StepConfig) -> int:
    """Runs until SIGTERM or SIGINT. Raises TargetError or TopicsError if it can't work as it is set up."""
    targets = [parse_target(address, _echo) for address in config.notify_targets]
    wait_for_kafka(config.kafka)
    check_topics(
        config.kafka, (*topics_of("notify"), ALERTS_SENT, *(topic for topic in DEAD if topic.name == ALERTS.dead))
    )
    return asyncio.run(until_stopped(_work(config, targets)))


def _echo(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@dataclass
class _Deliveries(ConsumerRebalanceListener):
    """What was sent, as it stands whenever the alerts' partition comes to this process."""

    config: StepConfig
    sent: Sent

    async def on_partitions_revoked(self, _revoked: Any) -> None:
        pass

    async def on_partitions_assigned(self, assigned: Any) -> None:
        if assigned:
            self.sent = await read_sent(self.config)


async def _work(config: StepConfig, targets: list[Target]) -> None:
    reader, sender = consumer("notify", config), producer(config)
    deliveries = _Deliveries(config, {})
    try:
        await sender.start()
        reader.subscribe([ALERTS.name], listener=deliveries)
        await reader.start()
        log.info("started", step="notify", targets=[target.name for target in targets])
        await _loop(reader, sender, targets, deliveries)
    finally:
        await reader.stop()
        await sender.stop()


async def _loop(reader: Any, sender: Any, targets: list[Target], deliveries: _Deliveries) -> None:
    """Targets work beside each other; what is done is committed up to the first alert that a target still has."""
    queues = {target.name: asyncio.Queue[tuple[Alert, Any]]() for target in targets}
    unfinished: dict[tuple[int, int], int] = {}
    read: dict[TopicPartition, int] = {}
    workers = [
        asyncio.create_task(_serve(target, queues[target.name], sender, deliveries, unfinished)) for target in targets
    ]
    try:
        while True:
            fetched = await reader.getmany(timeout_ms=WAIT_MS)
            for place, records in fetched.items():
                for record in records:
                    await _enqueue(record, sender, queues, unfinished)
                if records:
                    read[place] = records[-1].offset + 1
            _raise_of_dead(workers)
            assigned = reader.assignment()
            read = {place: offset for place, offset in read.items() if place in assigned}
            # Once: a target may finish while the commit is on its way, and that must be committed too.
            done = {place: _done(place, offset, unfinished) for place, offset in read.items()}
            await commit(reader, done)
            read = {place: offset for place, offset in read.items() if done[place] < offset}
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


def _done(place: TopicPartition, offset: int, unfinished: dict[tuple[int, int], int]) -> int:
    return min([offset, *(at for part, at in unfinished if part == place.partition)])


def _raise_of_dead(workers: list[asyncio.Task[None]]) -> None:
    """A worker ends only by an error that nobody expected: the process must end with it, not go on without."""
    for worker in workers:
        if worker.done():
            worker.result()


async def _enqueue(record: Any, sender: Any, queues: Any, unfinished: dict[tuple[int, int], int]) -> None:
    try:
        alert = decode(Alert, record.value or b"")
    except CodecError as error:
        await deliver(sender, [dead_letter("notify", _source(record), record.value or b"", str(error))])
        return
    if queues:
        unfinished[record.partition, record.offset] = len(queues)
    for queue in queues.values():
        queue.put_nowait((alert, record))


def _source(record: Any) -> Source:
    return Source(record.topic, record.partition, record.offset, record.key)


async def _serve(
    target: Target, queue: Any, sender: Any, deliveries: _Deliveries, unfinished: dict[tuple[int, int], int]
) -> None:
    while True:
        alert, record = await queue.get()
        if to_send(alert, target.name, deliveries.sent):
            error = await _send(target, alert)
            delivery = Delivery(
                alert_id=alert.alert_id,
                target=target.name,
                revision=alert.revision,
                severity=alert.severity,
                at=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                ok=error is None,
                error=error,
            )
            await write_sent(sender, delivery)
            if error is None:
                deliveries.sent[alert.alert_id, target.name] = alert.severity
            else:
                await deliver(sender, [dead_letter("notify", _source(record), record.value, f"{target.name}: {error}")])
        place = (record.partition, record.offset)
        unfinished[place] -= 1
        if not unfinished[place]:
            del unfinished[place]


async def _send(target: Target, alert: Alert) -> str | None:
    """None when the target took it, else why it did not."""
    try:
        async for attempt in stamina.retry_context(
            on=TargetError, attempts=None, timeout=PATIENCE_S, wait_initial=0.2, wait_max=LONGEST_PAUSE_S
        ):
            with attempt:
                await target.send(alert)
    except TargetError as error:
        log.error(  # noqa: TRY400  # the reason is a sentence; a traceback would hide it
            "an alert was not delivered", target=target.name, alert=alert.alert_id, reason=str(error)
        )
        return str(error)
    return None
