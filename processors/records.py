"""Whole topics, read once and without a group: for commands that show what is there."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kafka import KafkaConsumer, TopicPartition

from processors.faust_app import LARGEST_REQUEST
from processors.topics import admin
from schemas.brokers import connection


def read_topics(kafka: str, names: Iterable[str], since: datetime | None = None) -> list[Any]:
    """Every record that is in the topics now (or was appended since then), in the order in which they were appended.

    Raises TopicsError if no broker answers.
    """
    with admin(kafka):
        reader = KafkaConsumer(**connection(kafka), enable_auto_commit=False, max_partition_fetch_bytes=LARGEST_REQUEST)
    try:
        places = [
            TopicPartition(name, number) for name in names for number in sorted(reader.partitions_for_topic(name) or ())
        ]
        reader.assign(places)
        ends = reader.end_offsets(places)
        if since is None:
            reader.seek_to_beginning(*places)
        else:
            starts = reader.offsets_for_times(dict.fromkeys(places, int(since.timestamp() * 1000)))
            for place in places:
                reader.seek(place, starts[place].offset if starts.get(place) else ends[place])
        found: list[Any] = []
        while any(reader.position(place) < ends[place] for place in places):
            for part in reader.poll(timeout_ms=500).values():
                found += part
    finally:
        reader.close()
    return sorted(found, key=lambda record: (record.timestamp, record.topic, record.offset))
