"""Reads the pipeline's topics beside the pipeline, without a group: it sees everything and moves nothing."""

from collections.abc import Callable

from aiokafka import AIOKafkaConsumer, TopicPartition

from rasd.demo.seen import Seen
from schemas.codec import CodecError, decode, decode_raw
from schemas.messages import AnalysedPost, Story
from schemas.topics import ANALYSED, RAW, STORIES

WATCHED = (RAW, ANALYSED, STORIES)


async def watch(kafka: str, seen: Seen) -> None:
    """Fills `seen` from the first record on, until cancelled."""
    readers: dict[str, Callable[[bytes], None]] = {
        RAW.name: lambda record: seen.saw_raw(decode_raw(record), record),
        ANALYSED.name: lambda record: seen.saw_analysed(decode(AnalysedPost, record)),
        STORIES.name: lambda record: seen.saw_story(decode(Story, record)),
    }
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka, auto_offset_reset="earliest", enable_auto_commit=False)
    await consumer.start()
    try:
        places = [TopicPartition(topic.name, number) for topic in WATCHED for number in range(topic.partitions)]
        consumer.assign(places)
        await consumer.seek_to_beginning(*places)
        async for record in consumer:
            try:
                readers[record.topic](record.value)
            except CodecError:
                continue  # the pipeline parks what it can't read, with the reason; the demo's count shows the hole
    finally:
        await consumer.stop()
