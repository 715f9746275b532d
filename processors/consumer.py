"""A plain Kafka consumer that commits contiguously, after the side effect."""

import asyncio
import signal
from collections.abc import Coroutine, Iterable
from socket import gethostname
from typing import Any, Final

import structlog
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.coordinator.assignors.range import RangePartitionAssignor
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError

from processors.config import StepConfig
from processors.faust_app import LARGEST_REQUEST
from processors.groups import CONSUMES, group_id
from processors.stage import Record, end_process
from schemas.brokers import connection
from schemas.topics import Topic

log = structlog.get_logger()

# A killed worker's partitions go to another after this; a restarted one takes its own back at once (static membership).
SESSION_MS, HEARTBEAT_MS = 6_000, 1_200
# Elasticsearch may be away for long while a batch waits for it.
LONGEST_BATCH_MS: Final = 15 * 60 * 1000


def consumer(step: str, config: StepConfig) -> Any:
    name = group_id(step, config.generation)
    return AIOKafkaConsumer(
        **connection(config.kafka),
        group_id=name,
        # Slots are counted on each machine; two members of one name would throw each other out without end.
        group_instance_id=f"{name}-{gethostname()}-{config.slot}",
        # By ranges a process gets the same partitions of every topic: a post and the changes of its place meet in one.
        partition_assignment_strategy=(RangePartitionAssignor,),
        session_timeout_ms=SESSION_MS,
        heartbeat_interval_ms=HEARTBEAT_MS,
        max_poll_interval_ms=LONGEST_BATCH_MS,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=LARGEST_REQUEST,
    )


def producer(config: StepConfig) -> Any:
    return AIOKafkaProducer(
        **connection(config.kafka), acks="all", enable_idempotence=True, max_request_size=LARGEST_REQUEST
    )


def topics_of(step: str) -> tuple[Topic, ...]:
    return CONSUMES[step]


async def deliver(sender: Any, records: Iterable[Record]) -> None:
    """Sends and waits for every acknowledgement; ends the process if one fails, so that the events come again."""
    try:
        sent = [
            await sender.send(record.topic, record.value, key=record.key, partition=record.partition)
            for record in records
        ]
        await asyncio.gather(*sent)
    except KafkaError as error:
        end_process(error)


async def commit(reader: Any, offsets: dict[TopicPartition, int]) -> bool:
    """Whether it was committed. What a rebalance forbids to is no loss: it comes again, to whoever has the partition."""
    if not offsets:
        return True
    try:
        await reader.commit(offsets)
    except (CommitFailedError, IllegalStateError) as error:
        log.info("not committed; what was done is done again", reason=type(error).__name__)
        return False
    return True


async def until_stopped(work: Coroutine[Any, Any, None]) -> int:
    """Runs until SIGTERM or SIGINT cancels the work."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        log.info("stopping")
    return 0
