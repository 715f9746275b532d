"""The raw topic to files and back, byte for byte."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from ingest.archive.files import (
    Archived,
    Manifest,
    archived,
    check,
    read_manifest,
    read_segment,
    segments,
    write_manifest,
    write_segment,
)
from ingest.errors import IngestError
from ingest.publish import SETTINGS
from schemas.brokers import connection
from schemas.topics import RAW

FETCH: Final = 4 * 1024 * 1024
IN_FLIGHT: Final = 5_000
LIMIT_S: Final = 60.0

Report = Callable[[int, int], None]


def write(kafka: str, folder: Path, report: Report) -> Manifest:
    """Adds what the archive in `folder` lacks of the raw topic; `report(done, total)` in records.

    Each segment counts from when it is in the manifest: ended in the middle, the next call goes on there. Raises
    IngestError, also if Kafka no longer holds records that the archive lacks.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise IngestError(f"{folder}: cannot be made: {error.strerror}") from error
    manifest = read_manifest(folder) or Manifest(topic=RAW.name, partitions=RAW.partitions)
    reader = _reader(kafka)
    try:
        places = [TopicPartition(RAW.name, number) for number in range(RAW.partitions)]
        starts, ends = reader.beginning_offsets(places), reader.end_offsets(places)
        begins = {place: manifest.next_offset(place.partition) or starts[place] for place in places}
        for place in places:
            if starts[place] > begins[place]:
                raise IngestError(
                    f"Kafka begins partition {place.partition} of {RAW.name} at {starts[place]} and the archive ends at "
                    f"{begins[place]}: what lies between is in neither; write to a new folder if that is meant"
                )
        total, done = sum(ends[place] - begins[place] for place in places), 0
        for place in places:
            for part in segments(_records(reader, place, begins[place], ends[place])):
                manifest = msgspec.structs.replace(manifest, segments=(*manifest.segments, write_segment(folder, part)))
                write_manifest(folder, manifest)
                done += len(part)
                report(done, total)
    except KafkaError as error:
        raise IngestError(f"Kafka at {kafka} did not give the topic {RAW.name} ({type(error).__name__})") from error
    finally:
        reader.close()
    return manifest


def _reader(kafka: str) -> Any:
    try:
        return KafkaConsumer(**connection(kafka), enable_auto_commit=False, max_partition_fetch_bytes=FETCH)
    except KafkaError as error:
        raise IngestError(f"no Kafka answers at {kafka}: start it (`rasd stack up`), or correct RASD_KAFKA") from error


def _records(reader: Any, place: TopicPartition, start: int, end: int) -> Iterator[Archived]:
    reader.assign([place])
    reader.seek(place, start)
    while reader.position(place) < end:
        for records in reader.poll(timeout_ms=500).values():
            for record in records:
                if record.offset < end:
                    yield archived(record.partition, record.offset, record.timestamp, record.key, record.value)


def restore(kafka: str, folder: Path, report: Report) -> int:
    """Publishes an archive into an empty raw topic, record for record into its partition; gives how many there were.

    Everything is checked first. A topic that already holds the beginning of this archive (a restore that was ended) is
    completed. Raises IngestError if it holds anything else.
    """
    manifest = check(folder)
    total = sum(segment.records for segment in manifest.segments)
    reader = _reader(kafka)
    try:
        sender = KafkaProducer(**connection(kafka), **{**SETTINGS, "linger_ms": 20})
        try:
            done = 0
            for partition in range(manifest.partitions):
                there = _there(reader, TopicPartition(RAW.name, partition))
                for segment in sorted(manifest.segments, key=lambda each: each.first):
                    if segment.partition == partition:
                        records = read_segment(folder, segment)
                        _same(records, there)
                        _publish(sender, records[len(there) :])
                        there = there[len(records) :]
                        done += len(records)
                        report(done, total)
                if there:
                    raise IngestError(
                        f"partition {partition} of {RAW.name} holds more than the archive: restore into an empty topic"
                    )
        finally:
            sender.close()
    except KafkaError as error:
        raise IngestError(
            f"Kafka at {kafka} did not take the archive ({type(error).__name__}): restore again"
        ) from error
    finally:
        reader.close()
    return total


def _there(reader: Any, place: TopicPartition) -> list[bytes | None]:
    """The values that a partition holds already: none, or those of a restore that was ended."""
    start, end = reader.beginning_offsets([place])[place], reader.end_offsets([place])[place]
    return [record.bytes for record in _records(reader, place, start, end)]


def _same(records: list[Archived], there: list[bytes | None]) -> None:
    for record, held in zip(records, there, strict=False):
        if record.bytes != held:
            raise IngestError(
                f"partition {record.partition} of {RAW.name} holds other events than this archive: restore into an empty topic"
            )


def _publish(sender: Any, records: list[Archived]) -> None:
    waiting = []
    for record in records:
        key = None if record.key is None else record.key.encode()
        waiting.append(
            sender.send(RAW.name, record.bytes, key=key, partition=record.partition, timestamp_ms=record.timestamp)
        )
        if len(waiting) == IN_FLIGHT:
            _acknowledged(sender, waiting)
            waiting = []
    _acknowledged(sender, waiting)


def _acknowledged(sender: Any, waiting: list[Any]) -> None:
    sender.flush(timeout=LIMIT_S)
    for each in waiting:
        each.get(timeout=LIMIT_S)
