"""The files of an archive: segments of compressed JSON lines, and a manifest with the checksum of each.

A line holds one Kafka record as it was, byte for byte: its value is text where it is UTF-8 (every event of rasd's is) and
base64 where it is not. So a lost broker is not a lost archive, and the chains of evidence stay whole.
"""

import base64
import gzip
import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from ingest.errors import IngestError

MANIFEST: Final = "manifest.json"
MOST: Final = 100_000  # records a segment


class Archived(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record: `value` or `value_base64`, neither where it has none."""

    partition: int
    offset: int
    timestamp: int
    key: str | None = None
    value: str | None = None
    value_base64: str | None = None

    @property
    def bytes(self) -> bytes | None:
        if self.value_base64 is not None:
            return base64.b64decode(self.value_base64)
        return None if self.value is None else self.value.encode()


class Segment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file: records of one partition from `first` to `last` (offsets), `sha256` of the file's bytes."""

    file: str
    partition: int
    first: int
    last: int
    records: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    schema: str = "archive/1"
    topic: str
    partitions: int
    segments: tuple[Segment, ...] = ()

    def next_offset(self, partition: int) -> int:
        """The first offset that is not in the archive yet."""
        return max((segment.last + 1 for segment in self.segments if segment.partition == partition), default=0)


def archived(partition: int, offset: int, timestamp: int, key: bytes | None, value: bytes | None) -> Archived:
    text, other = _text(value)
    return Archived(
        partition=partition,
        offset=offset,
        timestamp=timestamp,
        key=None if key is None else key.decode("utf-8", "backslashreplace"),
        value=text,
        value_base64=other,
    )


def _text(value: bytes | None) -> tuple[str | None, str | None]:
    if value is None:
        return None, None
    try:
        return value.decode(), None
    except UnicodeDecodeError:
        return None, base64.b64encode(value).decode("ascii")


def read_manifest(folder: Path) -> Manifest | None:
    """None where there is no archive yet. Raises IngestError if what is there is none of ours."""
    path = folder / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise IngestError(f"{path}: cannot be read: {error.strerror}") from error
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise IngestError(f"{path}: is not the manifest of an archive: {error}") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    _write_whole(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def write_segment(folder: Path, records: list[Archived]) -> Segment:
    """One file, there whole or not at all. Raises IngestError."""
    first, last = records[0], records[-1]
    name = f"raw-{first.partition}-{first.offset:012}.jsonl.gz"
    lines = b"".join(msgspec.json.encode(record) + b"\n" for record in records)
    content = gzip.compress(lines, mtime=0)  # no time in it: the same records make the same file
    _write_whole(folder / name, content)
    return Segment(
        file=name,
        partition=first.partition,
        first=first.offset,
        last=last.offset,
        records=len(records),
        sha256=sha256(content).hexdigest(),
    )


def _write_whole(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        raise IngestError(f"{path}: cannot be written: {error.strerror}") from error


def segments(records: Iterable[Archived], most: int = MOST) -> Iterator[list[Archived]]:
    """Records of one partition, in order, cut into files."""
    part: list[Archived] = []
    for record in records:
        part.append(record)
        if len(part) == most:
            yield part
            part = []
    if part:
        yield part


def read_segment(folder: Path, segment: Segment) -> list[Archived]:
    """Its records. Raises IngestError naming the file and what is wrong with it."""
    path = folder / segment.file
    if Path(segment.file).name != segment.file:
        raise IngestError(f"{folder / MANIFEST}: names a file outside its folder: {segment.file!r}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IngestError(f"{path}: cannot be read ({error.strerror}): bring the file back from a copy") from error
    if sha256(content).hexdigest() != segment.sha256:
        raise IngestError(f"{path}: has other bytes than when it was written: bring the file back from a copy")
    try:
        records = [msgspec.json.decode(line, type=Archived) for line in gzip.decompress(content).splitlines()]
    except (OSError, EOFError, msgspec.DecodeError) as error:
        raise IngestError(f"{path}: is not a segment of an archive: {error}") from error
    offsets = [record.offset for record in records]
    told = (segment.records, segment.first, segment.last)
    if (len(records), offsets[0], offsets[-1]) != told or sorted(set(offsets)) != offsets:
        raise IngestError(f"{path}: its records are not those that the manifest tells of")
    return records


def check(folder: Path) -> Manifest:
    """The manifest, once every file of it was read whole. Raises IngestError naming the first that is wrong."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise IngestError(f"{folder}: holds no archive (no {MANIFEST})")
    for partition in range(manifest.partitions):
        reached = -1
        for segment in sorted(_of(manifest, partition), key=lambda each: each.first):
            if segment.first <= reached:
                raise IngestError(f"{folder / segment.file}: overlaps the segment before it")
            read_segment(folder, segment)
            reached = segment.last
    return manifest


def _of(manifest: Manifest, partition: int) -> list[Segment]:
    return [segment for segment in manifest.segments if segment.partition == partition]
