"""One asyncio program that does what rasd's steps do together: it analyses, publishes, correlates and indexes.

    python -m tests.pipeline.plain_program KAFKA TOPIC GENERATION SEARCH   (SEARCH: the ElasticsearchConfig as JSON)

It promises nothing of what the steps promise (no dead letters, no state that outlives it, no second worker): it is what
somebody would write who only wanted to be fast. While a batch is on its way to Elasticsearch the next is analysed.
"""

import asyncio
import sys
from datetime import UTC, datetime
from types import SimpleNamespace

import msgspec
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from processors.analyse.interest import of_interest
from processors.analyse.post import build_analyser
from processors.config import ElasticsearchConfig
from processors.correlate.app import records
from processors.correlate.memory import Memory
from processors.correlate.story import correlate
from processors.index.batch import Batch
from processors.index.elastic import connect
from processors.index.settle import settle
from schemas.codec import decode_raw, encode
from schemas.messages import Pipeline
from schemas.registry import load_registry
from schemas.topics import ANALYSED, INTEREST, RAW

AT_ONCE = 500


async def work(kafka, topic, generation, search):
    registry = load_registry()
    analyse = build_analyser(registry, Pipeline(code="bench", registry=registry.version, generation=generation))
    memory = Memory.restore(())
    reader = AIOKafkaConsumer(
        RAW.name,
        bootstrap_servers=kafka,
        group_id=f"plain-{generation}",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    sender = AIOKafkaProducer(bootstrap_servers=kafka, acks="all", enable_idempotence=True, linger_ms=20)
    client = connect(search)
    await sender.start()
    await reader.start()
    written = asyncio.create_task(asyncio.sleep(0))
    while True:
        fetched = await reader.getmany(timeout_ms=100, max_records=AT_ONCE)
        batch, sent = Batch(generation), []
        for record in (each for part in fetched.values() for each in part):
            post = analyse(decode_raw(record.value))
            value = encode(post)
            sent.append(await sender.send(topic, value, key=record.key))
            batch.add(SimpleNamespace(topic=ANALYSED.name, value=value, key=record.key, offset=record.offset))
            if not of_interest(post, frozenset(), frozenset()):
                continue
            sent.append(await sender.send(topic, value, key=INTEREST.name.encode()))
            memory, outcomes = correlate(memory, post, datetime.now(UTC), generation)
            for each in records(outcomes):
                sent.append(await sender.send(topic, each.value, key=each.key))
                batch.add(SimpleNamespace(topic=each.topic, value=each.value, key=each.key, offset=record.offset))
        await asyncio.gather(*sent)
        await written
        written = asyncio.create_task(settle(client, batch))


def main(kafka, topic, generation, search):
    asyncio.run(work(kafka, topic, generation, msgspec.json.decode(search, type=ElasticsearchConfig)))


if __name__ == "__main__":
    main(*sys.argv[1:])
