"""The step that writes Elasticsearch: one writer per document, committed after it is written."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import IllegalStateError

from processors.config import ElasticsearchConfig, StepConfig
from processors.consumer import commit, consumer, deliver, producer, topics_of, until_stopped
from processors.index.batch import Batch
from processors.index.bulk import patiently
from processors.index.elastic import SearchError, connect, explained
from processors.index.names import index_of
from processors.index.settle import settle
from processors.index.statuses import Statuses
from processors.index.waiting import MANY, Waiting
from processors.lanes import Lane
from processors.packs import unpacked
from processors.stage import Record, Source, dead_letter
from processors.topics import check_topics, wait_for_kafka
from schemas.codec import CodecError
from schemas.topics import ALERTS_STATE, ANALYSED, CLUSTERS, DEAD

log = structlog.get_logger()

MOST: Final = 2_000  # events a batch: four requests of 500, of which two are on their way while the next is folded
MOST_PACKED: Final = 200  # messages, of which each may hold fifty events: some 30 MB at most
WAIT_MS: Final = 100


def run(config: StepConfig) -> int:
    """Runs until SIGTERM or SIGINT. Raises SearchError or TopicsError if it can't work as it is set up."""
    if config.elasticsearch is None:
        raise SearchError("no Elasticsearch is named: set RASD_ELASTICSEARCH or start the local stack")
    wait_for_kafka(config.kafka)
    dead = {topic.dead for topic in topics_of("index")}
    wanted = (*topics_of("index"), *(topic for topic in DEAD if topic.name in dead))
    states = (ALERTS_STATE,) if config.lane.current else ()
    check_topics(config.kafka, (*states, *(config.lane.topic(topic) for topic in wanted)))
    return asyncio.run(until_stopped(_work(config, config.elasticsearch)))


async def _work(config: StepConfig, search: ElasticsearchConfig) -> None:
    reader, sender, client = consumer("index", config), producer(config), connect(search)
    statuses = Statuses(config.kafka, config.generation)
    try:
        with explained(search):
            # Not the template: to look at one is a right of the whole cluster, which this step has no other need of.
            index = index_of("stories", config.generation)
            if not await patiently(lambda: client.indices.exists(index=index)):
                raise SearchError(
                    f"Elasticsearch has no indices of rasd for the generation {config.generation}: run `rasd index create`"
                )
            await sender.start()
            if config.lane.current:
                await statuses.start()
            reader.subscribe([config.lane.name(topic.name) for topic in topics_of("index")])
            await reader.start()
            log.info("started", step="index")
            indexer = _Indexer(config.lane, reader, sender, client, statuses)
            while True:
                await indexer.turn()
    finally:
        await reader.stop()
        await statuses.stop()
        await sender.stop()
        await client.close()


@dataclass
class _Indexer:
    lane: Lane
    reader: Any
    sender: Any
    client: Any
    statuses: Statuses
    waiting: Waiting = field(default_factory=Waiting)
    read: dict[TopicPartition, int] = field(default_factory=dict)

    async def turn(self) -> None:
        """One batch from Kafka to Elasticsearch, and its commit; at most `WAIT_MS` if nothing comes."""
        await self.statuses.turn(self.client)
        most = MOST if self.lane.current else MOST_PACKED
        fetched = await self.reader.getmany(timeout_ms=WAIT_MS, max_records=most)
        records = [record for part in fetched.values() for record in part]
        self._forget_lost()
        now = time.monotonic()
        self.waiting.stay(now, await self._behind() if self.waiting else frozenset())
        given_up = self.waiting.given_up(now)
        if not records and not given_up:
            return
        letters = await self._index(records, given_up, now)
        await deliver(self.sender, letters)
        self.read |= {place: part[-1].offset + 1 for place, part in fetched.items() if part}
        await self._commit()
        self._hold_changes()

    async def _index(self, records: list[Any], given_up: list[Any], now: float) -> list[Record]:
        batch = Batch(self.lane.generation, self.statuses.states)
        letters: list[Record] = []
        for record in records:
            try:
                events = unpacked(record)
            except CodecError as error:
                letters.append(_refused(record, str(error)))
                continue
            for event in events:
                try:
                    batch.add(event, self.lane.base(event.topic))
                except CodecError as error:
                    letters.append(_refused(event, str(error)))
        # What waited is tried again with its post, and a last time.
        last = {id(record) for record in given_up}
        again = [each for each in self.waiting.of(batch.posts()) if id(each) not in last] + given_up
        for record in again:
            batch.add(record, self.lane.base(record.topic))
        settled = await settle(self.client, batch)
        self.waiting.drop(again)
        self.waiting.keep((record for record in settled.early if id(record) not in last), now)
        letters += [_refused(record, "its post did not come") for record in settled.early if id(record) in last]
        return letters + [_refused(record, why) for record, why in settled.refused]

    def _forget_lost(self) -> None:
        """Partitions may go to another process at any fetch; it begins at what was committed."""
        assigned = self.reader.assignment()
        self.waiting.drop(
            [each for each in self.waiting.records() if TopicPartition(each.topic, each.partition) not in assigned]
        )
        self.read = {place: offset for place, offset in self.read.items() if place in assigned}

    async def _behind(self) -> frozenset[int]:
        """The partitions in which there are posts that were not read yet, or may be."""
        places = [place for place in self.reader.assignment() if self.lane.base(place.topic) == ANALYSED.name]
        behind = set()
        for place in places:
            end = self.reader.highwater(place)
            try:
                if end is None or await self.reader.position(place) < end:
                    behind.add(place.partition)
            except IllegalStateError:  # it went to another process at this moment
                behind.add(place.partition)
        return frozenset(behind)

    async def _commit(self) -> None:
        """Up to where everything is done: a change that still waits holds its partition's offset back."""
        assigned = self.reader.assignment()
        oldest = self.waiting.oldest()
        done = {
            place: min(offset, oldest.get((place.topic, place.partition), offset))
            for place, offset in self.read.items()
            if place in assigned
        }
        if await commit(self.reader, done):
            self.read = {place: offset for place, offset in self.read.items() if done.get(place) != offset}

    def _hold_changes(self) -> None:
        changes = [place for place in self.reader.assignment() if self.lane.base(place.topic) == CLUSTERS.name]
        if len(self.waiting) > MANY:
            self.reader.pause(*changes)
        elif self.reader.paused():
            self.reader.resume(*changes)


def _refused(record: Any, why: str) -> Record:
    log.warning("parked", step="index", topic=record.topic, offset=record.offset, reason=why)
    source = Source(record.topic, record.partition, record.offset, record.key)
    return dead_letter("index", source, record.value or b"", why)
