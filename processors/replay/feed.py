"""The feeder of a generation: raw events in their order, many in a message, from the raw topic to the generation's own."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import structlog
from aiokafka import TopicPartition

from processors.config import StepConfig
from processors.consumer import commit, consumer, deliver, producer, until_stopped
from processors.generations import read_generations
from processors.packs import LARGEST, MOST, Packed, pack, parts
from processors.stage import Record
from processors.topics import TopicsError, check_topics, wait_for_kafka
from schemas.topics import RAW

log = structlog.get_logger()

AT_ONCE: Final = 2_000  # events a turn
WAIT_MS: Final = 50


@dataclass(frozen=True)
class Feed:
    """What is fed: from `start` (offset by partition) up to `until` or without end, of posts of these dates, at most so fast.

    `posted_from` and `posted_to` (RFC 3339, UTC) are compared with a post's own date; `posted_to` is exclusive. `rate` is
    events a second, 0 without limit.
    """

    start: dict[int, int]
    until: dict[int, int] | None = None
    posted_from: str | None = None
    posted_to: str | None = None
    rate: float = 0.0


class _Dated(msgspec.Struct, frozen=True):
    date: str = ""


_date = msgspec.json.Decoder(_Dated).decode


def wanted(value: bytes | None, feed: Feed) -> bool:
    """Whether an event is of the dates asked for. What can't be read is wanted: it becomes a dead letter with its reason."""
    if feed.posted_from is None and feed.posted_to is None:
        return True
    try:
        date = _date(value or b"").date
    except (msgspec.DecodeError, msgspec.ValidationError):
        return True
    return (feed.posted_from or "") <= date and (feed.posted_to is None or date < feed.posted_to)


def packed(records: Iterable[Any], feed: Feed, topic: str) -> Iterator[Record]:
    """The messages for one partition's records, in order; each into the partition of the same number."""
    by_partition: dict[int, list[Packed]] = {}
    for record in records:
        if wanted(record.value, feed):
            by_partition.setdefault(record.partition, []).append(Packed(record.offset, record.key, record.value))
    for partition, events in by_partition.items():
        for part in parts(events, MOST, LARGEST):
            yield Record(topic, str(partition).encode(), pack(partition, part), partition)


def run(config: StepConfig, feed: Feed) -> int:
    """Feeds until SIGTERM or SIGINT, or until `feed.until` is reached. Raises TopicsError."""
    wait_for_kafka(config.kafka)
    check_topics(config.kafka, (RAW, config.lane.topic(RAW)))
    return asyncio.run(until_stopped(_work(config, feed)))


async def _work(config: StepConfig, feed: Feed) -> None:
    reader, sender = consumer("feed", config), producer(config)
    topic = config.lane.name(RAW.name)
    try:
        await sender.start()
        reader.subscribe([RAW.name])
        await reader.start()
        log.info("started", step="feed", generation=config.generation)
        pace = Pace(feed.rate, asyncio.get_running_loop().time)
        fed: dict[TopicPartition, int] = {}
        while not _done(fed, reader.assignment(), feed):
            await _begin(reader, feed, fed)
            fetched = await reader.getmany(timeout_ms=WAIT_MS, max_records=AT_ONCE)
            # What lies beyond the end was fetched too, and is left where it is.
            taken = {place: [record for record in part if _before(record, feed)] for place, part in fetched.items()}
            records = [record for part in taken.values() for record in part]
            if not records:
                continue
            await deliver(sender, packed(records, feed, topic))
            done = {place: part[-1].offset + 1 for place, part in taken.items() if part}
            if await commit(reader, done):
                fed |= done
            await asyncio.sleep(pace.pause(len(records)))
    finally:
        await reader.stop()
        await sender.stop()


def _before(record: Any, feed: Feed) -> bool:
    return feed.until is None or record.offset < feed.until.get(record.partition, 0)


async def _begin(reader: Any, feed: Feed, fed: dict[TopicPartition, int]) -> None:
    """A partition that was never fed begins where the feed does; one that went away is no longer ours to speak of."""
    assigned = reader.assignment()
    for place in tuple(fed):
        if place not in assigned:
            del fed[place]
    for place in assigned - fed.keys():
        committed = await reader.committed(place)
        fed[place] = feed.start.get(place.partition, 0) if committed is None else committed
        if committed is None:
            reader.seek(place, fed[place])


def _done(fed: dict[TopicPartition, int], assigned: Iterable[TopicPartition], feed: Feed) -> bool:
    """Whether every partition is fed to the end asked for."""
    places = set(assigned)
    if feed.until is None or not places or places - fed.keys():
        return False
    return all(fed[place] >= feed.until.get(place.partition, 0) for place in places)


class Pace:
    """How long to rest so that no more than `rate` events pass a second; 0 is without limit."""

    def __init__(self, rate: float, clock: Callable[[], float]) -> None:
        self._rate, self._clock, self._next = rate, clock, clock()

    def pause(self, count: int) -> float:
        if not self._rate:
            return 0.0
        now = self._clock()
        self._next = max(self._next, now) + count / self._rate
        return self._next - now


def feed_of(config: StepConfig, *, until: str | None, rate: float) -> Feed:
    """What the generation was registered with; `until` is "partition:offset,…". Without one it is fed without end.

    Raises TopicsError if nobody registered it. The live generation is fed from wherever its steps stopped.
    """
    known = read_generations(config.kafka)[1].get(config.generation)
    if known is None and config.generation != "live":
        raise TopicsError(f"no generation {config.generation} is registered: run `rasd replay --generation NAME`")
    ends = dict(_pair(part) for part in until.split(",")) if until else None
    if known is None:
        return Feed(start={}, until=ends, rate=rate)
    return Feed(start=known.start, until=ends, posted_from=known.posted_from, posted_to=known.posted_to, rate=rate)


def _pair(text: str) -> tuple[int, int]:
    partition, offset = text.split(":")
    return int(partition), int(offset)
