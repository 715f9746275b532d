"""What happens to an event: published, parked with its reason, or the process ends and the event comes again.

A step is a pure function from the bytes of one event to the records that follow from it.
"""

import base64
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import structlog

from schemas.codec import CodecError, encode
from schemas.operations import DeadLetter
from schemas.topics import MAX_RECORD, Topic

log = structlog.get_logger()

DELIVERY_FAILED = 70
# Base64 makes four characters of three bytes; the rest is room for the other fields. The dead letter topics take 4 MB.
LARGEST_KEPT = 2_800_000


@dataclass(frozen=True)
class Record:
    """What is to be published: key and value are bytes as they go over the wire; value None deletes in a compacted topic.

    Without a partition the key chooses it.
    """

    topic: str
    key: bytes
    value: bytes | None
    partition: int | None = None


@dataclass(frozen=True)
class Source:
    """Where an event came from."""

    topic: str
    partition: int
    offset: int
    key: bytes | None


Step = Callable[[bytes], Iterable[Record]]


def attempt(step: Step, name: str, source: Source, value: bytes | None) -> list[Record]:
    """The records that follow from one event; one dead letter if it can't be processed."""
    try:
        records = _fitting(step(value or b""))
    # The only broad except of rasd: Faust acknowledges the event on which an agent raised, so whatever a step raises,
    # of whatever kind, must become a dead letter here or the event would be lost without a trace.
    except Exception as error:  # noqa: BLE001
        reason = str(error) if isinstance(error, CodecError) else f"{type(error).__name__}: {error}"
        log.warning("parked", step=name, topic=source.topic, offset=source.offset, reason=reason[:500])
        return [dead_letter(name, source, value or b"", reason)]
    return records


def _fitting(records: Iterable[Record]) -> list[Record]:
    """The records, none of them too large for its topic. Raises CodecError."""
    made = list(records)
    for record in made:
        if record.value and len(record.value) > int(MAX_RECORD):
            raise CodecError(f"what follows from it is too large for {record.topic}: {len(record.value)} bytes")
    return made


def dead_letter(step: str, source: Source, value: bytes, reason: str) -> Record:
    """An event with its bytes and the reason; of one above 2.8 MB the first part and the hash of the whole."""
    if len(value) > LARGEST_KEPT:
        reason = f"{reason} (first {LARGEST_KEPT} of {len(value)} bytes kept, sha256 {sha256(value).hexdigest()})"
        value = value[:LARGEST_KEPT]
    letter = DeadLetter(
        topic=source.topic,
        partition=source.partition,
        offset=source.offset,
        key=None if source.key is None else source.key.decode("utf-8", "backslashreplace"),
        value=base64.b64encode(value).decode("ascii"),
        step=step,
        error=reason.encode("utf-8", "backslashreplace").decode()[:4000],
        at=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    )
    return Record(Topic(source.topic, key="").dead, source.key or b"", encode(letter))


def end_process(error: BaseException) -> None:
    """A record could not be delivered: end before the event that it came from is committed, so that it comes again."""
    log.critical("a delivery failed; the process ends and the event is processed again", error=str(error))
    sys.stderr.flush()
    # No clean-up on purpose: a clean stop would commit the offset of the event whose record is lost.
    os._exit(DELIVERY_FAILED)
