"""Records into Kafka: the idempotent producer of kafka-python, every acknowledgement waited for."""

import threading
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final

import structlog
from kafka import KafkaProducer
from kafka.errors import KafkaError, KafkaTimeoutError

from ingest.errors import IngestError
from schemas.brokers import connection
from schemas.codec import CodecError, encode, post_id
from schemas.messages import RawPost
from schemas.operations import Coverage
from schemas.topics import COVERAGE, MAX_RECORD, RAW

log = structlog.get_logger()

FLUSH_S: Final = 30.0
STEP_S: Final = 2.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 15.0
START_S: Final = 60.0
ROOM: Final = 1024
# Set explicitly, and asserted: kafka-python drops idempotence silently when another setting conflicts with it.
SETTINGS: Final[dict[str, Any]] = {
    "acks": "all",
    "enable_idempotence": True,
    "max_in_flight_requests_per_connection": 5,
    # Every batch is flushed at once; until then its records may wait for each other.
    "linger_ms": 20,
    "batch_size": 256 * 1024,
    "compression_type": "gzip",
    "max_request_size": int(MAX_RECORD),
    "max_block_ms": 15_000,
    "delivery_timeout_ms": 30_000,
    "request_timeout_ms": 10_000,
    "client_id": "rasd-ingest",
}

Record = tuple[str, str, bytes]  # topic, key, value


class TooLargeError(IngestError):
    """A post that can't be a record: its bytes, and why."""

    def __init__(self, post: RawPost, value: bytes, reason: str) -> None:
        super().__init__(f"{post_id(post)}: {reason}")
        self.post, self.value, self.reason = post, value, reason


class Publisher:
    """Raises IngestError where Kafka does not take a record: nothing may be remembered of it then."""

    def __init__(self, kafka: str) -> None:
        self._kafka = kafka
        self._stopping = threading.Event()
        self._producer: Any = None
        self._connect()

    def _connect(self) -> None:
        try:
            self._producer = KafkaProducer(**connection(self._kafka), **SETTINGS)
        except KafkaError as error:
            raise IngestError(
                f"no Kafka answers at {self._kafka}: start it (`rasd stack up`), or correct RASD_KAFKA"
            ) from error
        if not self._producer.config["enable_idempotence"] or self._producer.config["acks"] not in {-1, "all"}:
            raise IngestError(
                "the Kafka client dropped idempotence: its settings conflict; report this as a bug of rasd"
            )

    def check_topics(self) -> None:
        """Raises IngestError if a topic that the collector writes does not exist."""
        for topic in (RAW, COVERAGE):
            try:
                there = self._producer.partitions_for(topic.name)
            except KafkaError:
                there = None
            if not there:
                raise IngestError(f"Kafka has no topic {topic.name}: run `rasd topics create`")

    def publish(self, posts: Iterable[RawPost]) -> None:
        """Returns when Kafka has acknowledged every post. A post that can't be a record is an error before any is sent."""
        self.send([record_of(post) for post in posts])

    def cover(self, records: Iterable[Coverage]) -> None:
        self.send([coverage_record(record) for record in records])

    def send(self, records: list[Record]) -> None:
        """Returns when Kafka has acknowledged every record."""
        if self._producer is None:
            self._connect()
        producer = self._producer
        try:
            futures = [producer.send(topic, value, key=key.encode()) for topic, key, value in records]
            self._flush(producer)
            for future in futures:
                future.get(timeout=STEP_S)
        except KafkaError as error:
            raise IngestError(
                f"Kafka did not take the posts ({type(error).__name__}): look at its log; `rasd topics create` makes the topics"
            ) from error

    def _flush(self, producer: Any) -> None:
        """In short steps, so that whoever wants the program to end does not wait for a broker that is down."""
        for _ in range(int(FLUSH_S / STEP_S)):
            try:
                producer.flush(timeout=STEP_S)
            except KafkaTimeoutError:
                if self._stopping.is_set():
                    raise
            else:
                return
        raise KafkaTimeoutError(f"nothing acknowledged within {FLUSH_S:.0f} s")

    def send_patiently(self, records: list[Record]) -> None:
        """As `send`, but tries for ever, with a new producer each time: what a broker that is down has not taken must not
        be given up, and a producer whose batch expired has lost its place. Raises IngestError only after `stop`."""
        pause = FIRST_PAUSE_S
        while True:
            try:
                self.send(records)
            except IngestError as error:
                if self._stopping.is_set():
                    raise
                log.warning("Kafka takes nothing; trying again", reason=str(error), pause_s=pause, waiting=len(records))
                self._drop()
            else:
                return
            if self._stopping.wait(pause):
                raise IngestError("stopped while Kafka took nothing: what it has not taken will be read again")
            pause = min(LONGEST_PAUSE_S, 2 * pause)

    def stop(self) -> None:
        """Ends the patience of `send_patiently`."""
        self._stopping.set()

    def _drop(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            with suppress(KafkaError):
                producer.close(timeout=0.5)

    def close(self) -> None:
        self._stopping.set()
        if self._producer is not None:
            self._producer.close(timeout=5)


def wait_for_kafka(kafka: str, *, limit_s: float = START_S) -> Publisher:
    """A publisher; a broker that is just starting is waited for. Raises IngestError when none answers within the limit."""
    waited, pause = 0.0, FIRST_PAUSE_S
    while True:
        try:
            return Publisher(kafka)
        except IngestError as error:
            if waited >= limit_s:
                raise
            log.warning("Kafka does not answer yet; trying again", reason=str(error), pause_s=pause)
        threading.Event().wait(pause)
        waited, pause = waited + pause, min(LONGEST_PAUSE_S, 2 * pause)


def record_of(post: RawPost) -> Record:
    """Raises TooLargeError for a post that can't be a record."""
    try:
        value = encode(post)
    except CodecError as error:
        raise TooLargeError(post, repr(post).encode("utf-8", "backslashreplace"), str(error)) from error
    if len(value) > int(MAX_RECORD) - ROOM:
        reason = f"{len(value)} bytes are more than Kafka's records may have ({MAX_RECORD})"
        raise TooLargeError(post, value, reason)
    return RAW.name, post_id(post), value


def coverage_record(record: Coverage) -> Record:
    return COVERAGE.name, str(record.channel_id), encode(record)
