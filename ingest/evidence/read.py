"""What an export needs from Kafka, read in one pass: the post's events, its channel's chain, the log of what was seen."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from ingest.errors import IngestError
from ingest.evidence.chain import GENESIS, digest, link
from schemas.brokers import connection
from schemas.codec import CodecError, decode
from schemas.evidence import Head, SignedRoot
from schemas.messages import RawPost
from schemas.operations import Coverage
from schemas.topics import COVERAGE, EVIDENCE, RAW

POLL_MS: Final = 500
# No answer for this long, though records are outstanding: the broker is gone.
PATIENCE: Final = 120
AROUND: Final = timedelta(hours=24)
MOST_COVERAGE: Final = 5_000


class _Place(msgspec.Struct, frozen=True):
    seq: int | None = None
    prev_hash: str | None = None
    epoch: str | None = None


class _Event(msgspec.Struct, frozen=True):
    """The little of an event that a chain needs."""

    collected: _Place | None = None


@dataclass
class Seen:
    """`chains` holds, by epoch and place, what stands there: a killed collector may have left more than one event."""

    events: list[tuple[bytes, RawPost]] = field(default_factory=list)
    chains: dict[tuple[str, int], list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def way(self, head: Head, post: RawPost, event: bytes) -> tuple[str, ...] | None:
        """The digests from the event to the head; None if the chain does not come from it."""
        place = post.collected
        if place is None or place.seq is None or place.epoch != head.epoch or place.seq > head.seq:
            return None
        found: list[str] = []
        wanted = head.hash
        for seq in range(head.seq, place.seq - 1, -1):
            here = next((each for each in self.chains[head.epoch, seq] if link(each[1], each[0]) == wanted), None)
            if here is None:
                return None
            found.append(here[0])
            wanted = here[1]
        return tuple(reversed(found)) if found[-1] == digest(event) else None


def read_channel(kafka: str, channel_id: int, post: str, tell: Callable[[int], None]) -> Seen:
    """Reads the raw topic from its beginning; `tell(records read)` is called on the way. Raises IngestError."""
    seen = Seen()
    prefix, whole = f"{channel_id}:".encode(), post.encode()
    for number, record in enumerate(records(kafka, RAW.name), start=1):
        if number % 50_000 == 0:
            tell(number)
        if not (record.key or b"").startswith(prefix) or record.value is None:
            continue
        try:
            place = decode(_Event, record.value).collected
            if place and place.seq is not None and place.epoch:
                seen.chains[place.epoch, place.seq].append((digest(record.value), place.prev_hash or GENESIS))
            if record.key == whole:
                seen.events.append((record.value, decode(RawPost, record.value)))
        except CodecError:
            continue  # no event of ours; the analysing step has it among its dead letters
    return seen


def read_roots(kafka: str) -> Iterator[SignedRoot]:
    """Every signed root, oldest first."""
    for record in records(kafka, EVIDENCE.name):
        try:
            yield decode(SignedRoot, record.value or b"")
        except CodecError:
            continue


def read_coverage(kafka: str, channel_id: int, posts: list[RawPost]) -> tuple[bytes, ...]:
    """The collector's log of the channel: what speaks of the post's id, and what was noted within a day of its events."""
    key = str(channel_id).encode()
    moments = [_moment(post.collected.at) for post in posts if post.collected]
    message = posts[0].message_id
    found: list[bytes] = []
    for record in records(kafka, COVERAGE.name):
        if record.key != key:
            continue
        try:
            noted = decode(Coverage, record.value or b"")
        except CodecError:
            continue
        about = noted.from_id is not None and noted.from_id <= message <= (noted.to_id or noted.from_id)
        if about or any(abs(_moment(noted.at) - each) <= AROUND for each in moments):
            found.append(record.value)
    return tuple(found[-MOST_COVERAGE:])


def records(kafka: str, topic: str) -> Iterator[Any]:
    """Every record from the first to the last one there now. Raises IngestError."""
    try:
        reader: Any = KafkaConsumer(
            **connection(kafka),
            enable_auto_commit=False,
            client_id="rasd-reader",
            max_partition_fetch_bytes=4 * 1024 * 1024,
        )
    except KafkaError as error:
        raise IngestError(f"no Kafka answers at {kafka}: start it (`rasd stack up`), or correct RASD_KAFKA") from error
    try:
        places = [TopicPartition(topic, number) for number in sorted(reader.partitions_for_topic(topic) or ())]
        if not places:
            raise IngestError(f"Kafka has no topic {topic}: run `rasd topics create`")
        reader.assign(places)
        ends = reader.end_offsets(places)
        reader.seek_to_beginning(*places)
        silent = 0
        while any(reader.position(place) < ends[place] for place in places):
            polled = reader.poll(timeout_ms=POLL_MS)
            silent = 0 if polled else silent + 1
            if silent > PATIENCE:
                raise IngestError(f"Kafka at {kafka} stopped answering while {topic} was read: try again")
            for part in polled.values():
                yield from part
    except KafkaError as error:
        raise IngestError(f"Kafka does not give {topic} ({type(error).__name__}): look at its log") from error
    finally:
        reader.close()


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")  # brought by a user's file
