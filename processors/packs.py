"""Many events in one Kafka message: what a message costs in Faust is then paid once for all of them.

Only generations beside the live one pack; there nobody waits for a single event.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from processors.stage import Record, Source, Step, attempt
from schemas.codec import CodecError
from schemas.topics import ANALYSED, INTEREST, Topic

# A JSON message begins with "{" or a blank, and this is neither: the first byte of an array of two in MessagePack.
MARK: Final = b"\x92"
LARGEST: Final = 512 * 1024  # bytes of a pack; a single event above it is a pack of its own
MOST: Final = 50  # events: more gain nothing (measured in the design notes)
# An analysed post is some three times its raw form, and a record ends at 2 MB.
LARGEST_OUT: Final = 1024 * 1024
PACKED: Final = {topic.name: topic for topic in (ANALYSED, INTEREST)}


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """One event in a pack: its offset in its own topic, its key and its bytes as they were."""

    offset: int
    key: bytes | None
    value: bytes | None


class Pack(msgspec.Struct, frozen=True, array_like=True):
    """Events of one partition, in their order."""

    partition: int
    events: tuple[Packed, ...]


@dataclass(frozen=True)
class Unpacked:
    """An event out of a pack, as a consumer sees a record: topic, partition and offset are those of the pack."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Pack).decode


def is_pack(value: bytes | None) -> bool:
    return value is not None and value[:1] == MARK


def pack(partition: int, events: Iterable[Packed]) -> bytes:
    return _encode(Pack(partition, tuple(events)))


def unpack(value: bytes) -> Pack:
    """Raises CodecError if it is none."""
    try:
        return _decode(value)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise CodecError(f"not a pack of events: {error}") from error


def attempt_all(step: Step, name: str, source: Source, value: bytes | None) -> list[Record]:
    """`attempt` for a message that may be a pack; what follows from a pack is packed too, and stays in its partition.

    One event of a pack that can't be processed is one dead letter; the rest goes on.
    """
    if not is_pack(value):
        return attempt(step, name, source, value)
    try:
        packed = unpack(value or b"")
    except CodecError:
        return attempt(_unreadable, name, source, value)
    single: list[Record] = []
    together: dict[str, list[Packed]] = {}
    for event in packed.events:
        origin = Source(source.topic, source.partition, source.offset, event.key)
        for record in attempt(step, name, origin, event.value):
            if record.topic in PACKED:
                together.setdefault(record.topic, []).append(Packed(event.offset, record.key, record.value))
            else:
                single.append(record)
    for topic, events in together.items():
        single += _repacked(PACKED[topic], packed.partition, events)
    return single


def _unreadable(value: bytes) -> Iterable[Record]:
    unpack(value)
    return ()


def _repacked(topic: Topic, partition: int, events: list[Packed]) -> Iterator[Record]:
    place = partition % topic.partitions
    for part in parts(events, MOST, LARGEST_OUT):
        yield Record(topic.name, str(partition).encode(), pack(partition, part), place)


def parts(events: Iterable[Packed], most: int, largest: int) -> Iterator[list[Packed]]:
    """The events in order, cut so that no part has more than `most` or, unless it is a single one, `largest` bytes."""
    part: list[Packed] = []
    size = 0
    for event in events:
        length = len(event.value or b"") + len(event.key or b"")
        if part and (len(part) == most or size + length > largest):
            yield part
            part, size = [], 0
        part.append(event)
        size += length
    if part:
        yield part


def unpacked(record: Any) -> list[Any]:
    """The events of a consumer's record that may be a pack. Raises CodecError if it looks like one and is none."""
    if not is_pack(record.value):
        return [record]
    events = unpack(record.value).events
    return [Unpacked(record.topic, record.partition, record.offset, event.key, event.value) for event in events]
