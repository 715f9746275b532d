"""The generations there are, in the compacted topic `rasd.generations`: what read the raw topic, and which one is live."""

from collections.abc import Iterable
from typing import Any, Final

import structlog
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import KafkaError

from processors.topics import TopicsError, unreachable
from schemas.brokers import connection
from schemas.codec import CodecError, decode, encode
from schemas.operations import Generation, Running
from schemas.topics import GENERATIONS

log = structlog.get_logger()

LIMIT_S: Final = 10.0
RUNNING: Final = b"running"
_OF: Final = b"generation:"


class Generations:
    """What the topic says, as far as it was read. A topic that is not there yet says that all is as it began."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._place = TopicPartition(GENERATIONS.name, 0)
        self._reader = self._connect()
        self._named: dict[str, Generation] = {}
        self.running = Running()

    def _connect(self) -> Any:
        try:
            reader = KafkaConsumer(**connection(self._kafka), enable_auto_commit=False)
        except KafkaError as error:
            raise TopicsError(unreachable(self._kafka)) from error
        reader.assign([self._place])
        reader.seek_to_beginning(self._place)
        return reader

    def refresh(self) -> Running:
        """Reads what has been written since; gives what runs. Raises TopicsError if no broker answers."""
        try:
            if GENERATIONS.name not in self._reader.topics():
                return self.running
            end = self._reader.end_offsets([self._place])[self._place]
            while self._reader.position(self._place) < end:
                for records in self._reader.poll(timeout_ms=500).values():
                    self._take(records)
        except KafkaError as error:
            raise TopicsError(unreachable(self._kafka)) from error
        return self.running

    def _take(self, records: Iterable[Any]) -> None:
        for record in records:
            try:
                if record.key == RUNNING:
                    self.running = decode(Running, record.value or b"")
                else:
                    generation = decode(Generation, record.value or b"")
                    self._named[generation.name] = generation
            except CodecError as error:
                log.warning("a record of the generations is not one of rasd's", offset=record.offset, reason=str(error))

    def all(self) -> tuple[Generation, ...]:
        """Those that were not dropped, in the order of their making."""
        held = [each for each in self._named.values() if each.state != "dropped"]
        return tuple(sorted(held, key=lambda each: each.created))

    def close(self) -> None:
        self._reader.close()


def read_generations(kafka: str) -> tuple[Running, dict[str, Generation]]:
    """What runs now, and the generations by name that were not dropped, in the order of their making. Raises TopicsError."""
    generations = Generations(kafka)
    try:
        return generations.refresh(), {each.name: each for each in generations.all()}
    finally:
        generations.close()


def write(kafka: str, *records: Generation | Running) -> None:
    """Returns when Kafka has them. Raises TopicsError."""
    try:
        sender = KafkaProducer(**connection(kafka), acks="all", enable_idempotence=True)
        try:
            for record in records:
                key = RUNNING if isinstance(record, Running) else _OF + record.name.encode()
                sender.send(GENERATIONS.name, encode(record), key=key).get(timeout=LIMIT_S)
        finally:
            sender.close()
    except KafkaError as error:
        raise TopicsError(f"Kafka did not take a record of the generations ({error}): {unreachable(kafka)}") from error
