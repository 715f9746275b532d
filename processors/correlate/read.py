"""Correlation's memory built anew from the topics, for the queries of the command line: nothing is kept, nothing committed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from processors.correlate.memory import Memory
from processors.correlate.story import correlate, happen, observe
from processors.faust_app import LARGEST_REQUEST
from processors.topics import TopicsError, unreachable
from schemas.brokers import connection
from schemas.codec import CodecError, decode, encode
from schemas.messages import AnalysedPost
from schemas.operations import Coverage, Event
from schemas.topics import COVERAGE, EVENTS, INTEREST, Topic

WAIT_MS: Final = 1_000


def memory_of(kafka: str, progress: Callable[[int, int], None]) -> Memory:
    """Reads the posts of interest, coverage and events from their beginning to now.

    Raises TopicsError if the broker does not answer or a topic is missing. A record that can't be read is passed over:
    the correlate step has parked it.
    """
    memory, now = Memory(), datetime.now(UTC)
    for value in _records(kafka, EVENTS, lambda *_: None):
        if event := _read(Event, value):
            memory, _ = happen(memory, event)
    for value in _records(kafka, COVERAGE, lambda *_: None):
        if seen := _read(Coverage, value):
            memory, _ = observe(memory, seen)
    for value in _records(kafka, INTEREST, progress):
        if post := _read(AnalysedPost, value):
            memory, _ = correlate(memory, post, now)
    return memory


def publish_events(kafka: str, events: list[Event]) -> None:
    """Raises TopicsError if the broker does not take them."""
    try:
        sender = KafkaProducer(**connection(kafka), acks="all", enable_idempotence=True)
        try:
            sent = [sender.send(EVENTS.name, key=event.event_id.encode(), value=encode(event)) for event in events]
            for each in sent:
                each.get(timeout=30)
        finally:
            sender.close()
    except KafkaError as error:
        raise TopicsError(unreachable(kafka)) from error


def _read(kind: Any, value: bytes | None) -> Any:
    try:
        return decode(kind, value) if value else None
    except CodecError:
        return None


def _records(kafka: str, topic: Topic, progress: Callable[[int, int], None]) -> Iterator[bytes | None]:
    try:
        reader = KafkaConsumer(**connection(kafka), enable_auto_commit=False, max_partition_fetch_bytes=LARGEST_REQUEST)
    except KafkaError as error:
        raise TopicsError(unreachable(kafka)) from error
    try:
        if not reader.partitions_for_topic(topic.name):
            raise TopicsError(f"Kafka has no topic {topic.name}: run `rasd topics create`")
        place = TopicPartition(topic.name, 0)
        reader.assign([place])
        end = reader.end_offsets([place])[place]
        reader.seek_to_beginning(place)
        while (at := reader.position(place)) < end:
            progress(at, end)
            for record in reader.poll(timeout_ms=WAIT_MS).get(place, ()):
                yield record.value
        progress(end, end)
    except KafkaError as error:
        raise TopicsError(unreachable(kafka)) from error
    finally:
        reader.close()
