"""The step that tells people: what each target took is remembered in Kafka before the alert is committed.

At-least-once: a process that dies between a target's answer and the record in `alerts.sent` sends that one alert again,
with the same idempotency key.
"""

import asyncio
import sys
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from aiokafka import TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.errors import IllegalStateError

from processors.config import StepConfig
from processors.consumer import commit, consumer, deliver, producer, topics_of, until_stopped
from processors.notify.outbox import Outbox, Park
from processors.notify.send import Target, parse_target
from processors.notify.sent import read_sent, record_of
from processors.stage import Record, Source, dead_letter
from processors.topics import check_topics, wait_for_kafka
from schemas.codec import CodecError, decode
from schemas.messages import Alert
from schemas.operations import Delivery
from schemas.topics import ALERTS, ALERTS_SENT, DEAD

log = structlog.get_logger()

WAIT_MS: Final = 50


def run(config: StepConfig) -> int:
    """Runs until SIGTERM or SIGINT. Raises TargetError or TopicsError if it can't work as it is set up."""
    targets = [parse_target(address, _echo) for address in dict.fromkeys(config.notify_targets)]
    wait_for_kafka(config.kafka)
    check_topics(
        config.kafka, (*topics_of("notify"), ALERTS_SENT, *(topic for topic in DEAD if topic.name == ALERTS.dead))
    )
    return asyncio.run(until_stopped(_work(config, targets)))


def _echo(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def _work(config: StepConfig, targets: list[Target]) -> None:
    reader, sender = consumer("notify", config), producer(config)

    async def remember(delivery: Delivery) -> None:
        await deliver(sender, [record_of(delivery)])

    async def park(record: Any, why: str) -> None:
        await deliver(sender, [_refused(record, why)])

    notifier = _Notifier(config, reader, Outbox(targets, remember, park), park)
    try:
        await sender.start()
        reader.subscribe([ALERTS.name], listener=notifier)
        await reader.start()
        log.info("started", step="notify", targets=[target.name for target in targets])
        while True:
            await notifier.turn()
    finally:
        await notifier.outbox.close()
        await reader.stop()
        await sender.stop()


@dataclass
class _Notifier(ConsumerRebalanceListener):
    """`stale` from when the alerts' partition may have been another process's until what that one sent is read."""

    config: StepConfig
    reader: Any
    outbox: Outbox
    park: Park
    stale: bool = True
    read: dict[TopicPartition, int] = field(default_factory=dict)
    committed: dict[TopicPartition, int] = field(default_factory=dict)

    async def on_partitions_revoked(self, _revoked: Any) -> None:
        self.stale = True
        await self.outbox.stop()

    async def on_partitions_assigned(self, _assigned: Any) -> None:
        self.stale = True

    async def turn(self) -> None:
        """What came from Kafka goes to the queues; what every target has is committed."""
        fetched = await self.reader.getmany(timeout_ms=WAIT_MS)
        self.outbox.raise_of_dead()
        if self.stale:
            await self._begin_again()
            return
        unreadable = []
        for place, records in fetched.items():
            for record in records:
                try:
                    self.outbox.put(decode(Alert, record.value or b""), record)
                except CodecError as error:
                    unreadable.append((record, str(error)))
                self.read[place] = record.offset + 1
        for record, why in unreadable:
            await self.park(record, why)
        if not self.stale:  # else the queues are empty for another reason than that all is done
            await self._commit()

    async def _commit(self) -> None:
        done = {place: self.outbox.done(place.partition, offset) for place, offset in self.read.items()}
        new = {place: offset for place, offset in done.items() if offset != self.committed.get(place)}
        if await commit(self.reader, new):
            self.committed |= new

    async def _begin_again(self) -> None:
        """Everything that is not committed is read again, and told to the targets that have not had it."""
        await self.outbox.stop(0)
        self.read, self.committed = {}, {}
        places = self.reader.assignment()
        if not places:
            return
        self.stale = False
        sent = await read_sent(self.config)
        try:
            for place in places:
                offset = await self.reader.committed(place)
                if offset is None:
                    await self.reader.seek_to_beginning(place)
                else:
                    self.reader.seek(place, offset)
        except IllegalStateError:  # the partition went while we asked
            self.stale = True
        # It may also have gone, or come again, while we read.
        if not self.stale:
            self.outbox.start(sent)


def _refused(record: Any, why: str) -> Record:
    log.warning("parked", step="notify", topic=record.topic, offset=record.offset, reason=why)
    source = Source(record.topic, record.partition, record.offset, record.key)
    return dead_letter("notify", source, record.value or b"", why)
