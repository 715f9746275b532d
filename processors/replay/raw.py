"""Events of the raw topic, read once from one place to another."""

from collections.abc import Iterator
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from processors.faust_app import LARGEST_REQUEST
from processors.replay.offsets import Offsets
from processors.topics import TopicsError, unreachable
from schemas.brokers import connection
from schemas.topics import RAW


def read_raw(kafka: str, start: Offsets, end: Offsets) -> Iterator[Any]:
    """Kafka's records of each partition from `start` up to and without `end`, in order within a partition."""
    try:
        reader = KafkaConsumer(**connection(kafka), enable_auto_commit=False, max_partition_fetch_bytes=LARGEST_REQUEST)
    except KafkaError as error:
        raise TopicsError(unreachable(kafka)) from error
    try:
        places = [TopicPartition(RAW.name, number) for number in start if start[number] < end.get(number, 0)]
        reader.assign(places)
        for place in places:
            reader.seek(place, start[place.partition])
        while any(reader.position(place) < end[place.partition] for place in places):
            for place, records in reader.poll(timeout_ms=500).items():
                yield from (record for record in records if record.offset < end[place.partition])
    except KafkaError as error:
        raise TopicsError(unreachable(kafka)) from error
    finally:
        reader.close()
