"""The step that writes Elasticsearch: one writer per document, committed after it is written."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from aiokafka import TopicPartition

from processors.config import ElasticsearchConfig, StepConfig
from processors.consumer import commit, consumer, deliver, producer, topics_of, until_stopped
from processors.index.batch import Batch
from processors.index.bulk import held, patiently, write
from processors.index.elastic import SearchError, connect, explained
from processors.index.names import template_of
from processors.stage import Record, Source, dead_letter
from processors.topics import check_topics, wait_for_kafka
from schemas.topics import DEAD

log = structlog.get_logger()

MOST: Final = 500  # documents a request: larger ones gain nothing and wait longer
WAIT_MS: Final = 100
# A post's place can come before the post itself, by another topic; longer than this it will not come.
PATIENCE_S: Final = 30.0


@dataclass
class Waiting:
    """A change of a cluster whose post has not come yet."""

    record: Any
    since: float = field(default_factory=time.monotonic)


def run(config: StepConfig) -> int:
    """Runs until SIGTERM or SIGINT. Raises SearchError or TopicsError if it can't work as it is set up."""
    if config.elasticsearch is None:
        raise SearchError("no Elasticsearch is named: set RASD_ELASTICSEARCH or start the local stack")
    wait_for_kafka(config.kafka)
    dead = {topic.dead for topic in topics_of("index")}
    check_topics(config.kafka, (*topics_of("index"), *(topic for topic in DEAD if topic.name in dead)))
    return asyncio.run(until_stopped(_work(config, config.elasticsearch)))


async def _work(config: StepConfig, search: ElasticsearchConfig) -> None:
    reader, sender, client = consumer("index", config), producer(config), connect(search)
    try:
        with explained(search):
            if not await patiently(
                lambda: client.indices.exists_index_template(name=template_of("posts", config.generation))
            ):
                raise SearchError("Elasticsearch has no templates of rasd: run `rasd index create`")
            await sender.start()
            reader.subscribe([topic.name for topic in topics_of("index")])
            await reader.start()
            log.info("started", step="index")
            await _loop(config, reader, sender, client)
    finally:
        await reader.stop()
        await sender.stop()
        await client.close()


async def _loop(config: StepConfig, reader: Any, sender: Any, client: Any) -> None:
    waiting: list[Waiting] = []
    read: dict[TopicPartition, int] = {}
    while True:
        fetched = await reader.getmany(timeout_ms=WAIT_MS, max_records=MOST)
        records = [record for part in fetched.values() for record in part]
        assigned = reader.assignment()
        waiting = [each for each in waiting if _place(each.record) in assigned]
        if not records and not waiting:
            continue
        batch = Batch(config.generation)
        letters = [letter for record in records if (letter := batch.add(record))]
        # What waited is tried again with what came now.
        letters += [letter for each in waiting if (letter := batch.add(each.record))]
        writes = batch.fold(await held(client, batch.wanted()))
        # Earlier versions first: once the new document is written the old one is nowhere else.
        for stage in (writes.revisions, writes.documents):
            refused = await write(client, [each.write for each in stage])
            letters += [_refused(stage[place].record, why) for place, why in refused.items()]
        known = {_at(each.record): each for each in waiting}
        waiting = [known.get(_at(record)) or Waiting(record) for record in batch.early]
        given_up = [each for each in waiting if time.monotonic() - each.since > PATIENCE_S]
        letters += [_refused(each.record, "its post did not come within 30 s") for each in given_up]
        waiting = [each for each in waiting if each not in given_up]
        await deliver(sender, letters)
        read = {place: offset for place, offset in read.items() if place in assigned}
        read |= {place: part[-1].offset + 1 for place, part in fetched.items() if part}
        await commit(reader, _done(read, waiting, assigned))


def _refused(record: Any, why: str) -> Record:
    log.warning("parked", step="index", topic=record.topic, offset=record.offset, reason=why)
    source = Source(record.topic, record.partition, record.offset, record.key)
    return dead_letter("index", source, record.value or b"", why)


def _at(record: Any) -> tuple[str, int, int]:
    return (record.topic, record.partition, record.offset)


def _place(record: Any) -> TopicPartition:
    return TopicPartition(record.topic, record.partition)


def _done(read: dict[TopicPartition, int], waiting: list[Waiting], assigned: Any) -> dict[TopicPartition, int]:
    """Up to where everything is done: a change that still waits holds its partition's offset back."""
    done = {place: offset for place, offset in read.items() if place in assigned}
    for each in waiting:
        place = _place(each.record)
        done[place] = min(done.get(place, each.record.offset), each.record.offset)
    return done
