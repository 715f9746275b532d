"""Raw posts into Kafka: the idempotent producer of kafka-python, every acknowledgement waited for."""

from collections.abc import Iterable
from typing import Any, Final

import structlog
from kafka import KafkaProducer
from kafka.errors import KafkaError

from ingest.errors import IngestError
from schemas.brokers import connection
from schemas.codec import CodecError, encode, post_id
from schemas.messages import RawPost
from schemas.operations import Coverage
from schemas.topics import COVERAGE, MAX_RECORD, RAW

log = structlog.get_logger()

FLUSH_S: Final = 60.0
# Set explicitly, and asserted: kafka-python drops idempotence silently when another setting conflicts with it.
SETTINGS: Final[dict[str, Any]] = {
    "acks": "all",
    "enable_idempotence": True,
    "max_in_flight_requests_per_connection": 5,
    "linger_ms": 0,
    "compression_type": "gzip",
    "max_request_size": int(MAX_RECORD),
    "client_id": "rasd-ingest",
}


class Publisher:
    """Raises IngestError where Kafka does not take a record: nothing may be remembered of it then."""

    def __init__(self, kafka: str) -> None:
        try:
            self._producer = KafkaProducer(**connection(kafka), **SETTINGS)
        except KafkaError as error:
            raise IngestError(
                f"no Kafka answers at {kafka}: start it (`rasd stack up`), or correct RASD_KAFKA"
            ) from error
        if not self._producer.config["enable_idempotence"] or self._producer.config["acks"] not in {-1, "all"}:
            raise IngestError(
                "the Kafka client dropped idempotence: its settings conflict; report this as a bug of rasd"
            )

    def publish(self, posts: Iterable[RawPost]) -> None:
        """Returns when Kafka has acknowledged every post. A post that can't be a record is an error before any is sent."""
        encoded = [(post_id(post), _encoded(post)) for post in posts]
        self._send([(RAW.name, key, value) for key, value in encoded])

    def cover(self, records: Iterable[Coverage]) -> None:
        self._send([(COVERAGE.name, str(record.channel_id), encode(record)) for record in records])

    def _send(self, records: list[tuple[str, str, bytes]]) -> None:
        try:
            futures = [self._producer.send(topic, value, key=key.encode()) for topic, key, value in records]
            self._producer.flush(timeout=FLUSH_S)
            for future in futures:
                future.get(timeout=FLUSH_S)
        except KafkaError as error:
            raise IngestError(
                f"Kafka did not take the posts ({type(error).__name__}): look at its log; `rasd topics create` makes the topics"
            ) from error

    def close(self) -> None:
        self._producer.close(timeout=5)


def _encoded(post: RawPost) -> bytes:
    try:
        value = encode(post)
    except CodecError as error:
        raise IngestError(f"{post_id(post)}: {error}") from error
    if len(value) > int(MAX_RECORD) - 1024:
        raise IngestError(f"{post_id(post)}: {len(value)} bytes are more than Kafka's records may have ({MAX_RECORD})")
    return value
