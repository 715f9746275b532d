"""The step that tells people: what each target took is remembered in Kafka before the alert is committed.

At-least-once: a process that dies between a target's answer and the record in `alerts.sent` sends that one alert again,
with the same idempotency key.
"""

import asyncio
import sys
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from aiokafka import TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.errors import IllegalStateError

from processors.config import NotifyConfig, StepConfig
from processors.consumer import commit, consumer, deliver, producer, topics_of, until_stopped
from processors.notify.beside import Beside
from processors.notify.destination import Destination
from processors.notify.latency import Metrics
from processors.notify.outbox import Outbox, Park
from processors.notify.routes import Route, load_routes
from processors.notify.send import Reach, parse_target
from processors.notify.sent import read_sent, record_of
from processors.notify.view import View, ViewReader
from processors.stage import Record, Source, dead_letter
from processors.topics import check_topics, wait_for_kafka
from schemas.alerts import Alert
from schemas.codec import CodecError, decode
from schemas.operations import Delivery
from schemas.topics import ALERTS, ALERTS_SENT, ALERTS_SILENCES, ALERTS_STATE, COVERAGE, DEAD

log = structlog.get_logger()

WAIT_MS: Final = 50
NEEDED: Final = (ALERTS_SENT, ALERTS_STATE, ALERTS_SILENCES, COVERAGE)
# The route of the targets that the settings name.
PLAIN: Final = Route(name="settings")


def run(config: StepConfig) -> int:
    """Runs until SIGTERM or SIGINT. Raises TargetError, RoutesError or TopicsError if it can't work as it is set up."""
    destinations = destinations_of(config.notify)
    metrics = Metrics()
    if config.notify.metrics_port:
        metrics.serve(config.notify.metrics_port)
    wait_for_kafka(config.kafka)
    dead = (topic for topic in DEAD if topic.name == ALERTS.dead)
    check_topics(config.kafka, (*topics_of("notify"), *NEEDED, *dead))
    return asyncio.run(until_stopped(_work(config, destinations, metrics)))


def destinations_of(config: NotifyConfig) -> list[Destination]:
    """Every target with its route: those of the settings, and those of the routes file."""
    reach = Reach(config.allow_private, config.kibana, config.telegram_bot_api)
    found = [parse_target(address, _echo, reach) for address in dict.fromkeys(config.targets)]
    made = [Destination(target.name, target, PLAIN) for target in found]
    for route in load_routes(config.routes) if config.routes else ():
        near = Reach(config.allow_private or route.allow_private_addresses, config.kibana, config.telegram_bot_api)
        for address in dict.fromkeys(route.targets):
            target = parse_target(address, _echo, near)
            made.append(Destination(f"{route.name}/{target.name}", target, route))
    return made


def _echo(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def _work(config: StepConfig, destinations: Sequence[Destination], metrics: Metrics) -> None:
    reader, sender, view = consumer("notify", config), producer(config), View()

    async def remember(deliveries: Sequence[Delivery]) -> None:
        await deliver(sender, [record_of(delivery) for delivery in deliveries])

    async def park(record: Any, why: str) -> None:
        await deliver(sender, [_refused(record, why)])

    outbox = Outbox(destinations, remember, park, view=view, per_minute=config.notify.per_minute, told=metrics.told)
    notifier = _Notifier(config, reader, outbox, park)
    beside = Beside(config, view, sender, [each.target.bot for each in destinations if each.target.bot])
    async with AsyncExitStack() as stack:
        stack.push_async_callback(sender.stop)
        stack.push_async_callback(reader.stop)
        stack.push_async_callback(outbox.close)
        watcher = ViewReader(config.kafka, view)
        stack.push_async_callback(watcher.stop)
        await sender.start()
        await watcher.start()
        reader.subscribe([ALERTS.name], listener=notifier)
        await reader.start()
        log.info("started", step="notify", targets=[each.name for each in destinations])
        async with asyncio.TaskGroup() as group:
            group.create_task(_follow(watcher))
            for work in _beside(beside, notifier):
                group.create_task(work)
            while True:
                await notifier.turn()


async def _follow(watcher: ViewReader) -> None:
    while True:
        await watcher.turn(1_000)


def _beside(beside: Beside, notifier: "_Notifier") -> list[Coroutine[Any, Any, None]]:
    """Only the process that has the alerts watches and asks bots: two would tell and take everything twice."""
    return [beside.watch(lambda: not notifier.stale), *beside.listen(lambda: not notifier.stale)]


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
        self.outbox.release()
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
