"""`rasd import`: files of posts into the raw topic."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from ingest.cursor import Cursor
from ingest.errors import IngestError
from ingest.imports.desktop import is_export, parse_export
from ingest.imports.lines import BadLine, parse_lines
from ingest.publish import Publisher
from ingest.record import Recorder
from schemas.codec import CodecError, encode
from schemas.messages import RawPost
from schemas.topics import MAX_RECORD

BATCH: Final = 500
HEAD: Final = 4096
ROOM: Final = 4096  # what the collector's own fields add to a record


@dataclass
class ImportResult:
    """`known` are events that were imported or collected before."""

    published: int = 0
    known: int = 0
    bad: int = 0


def import_files(
    files: Iterable[Path],
    *,
    kafka: str,
    data: Path,
    zone: ZoneInfo | None,
    tell: Callable[[BadLine], None],
    progress: Callable[[ImportResult], None],
) -> ImportResult:
    """Publishes every post that can be read; the rest is told of and goes on. Raises IngestError."""
    result = ImportResult()
    cursor, publisher = Cursor(data / "imports.sqlite"), Publisher(kafka)
    recorder = Recorder(publisher, cursor, by="import")
    try:
        for file in files:
            posts = _readable(file, zone, result, tell)
            while batch := list(islice(posts, BATCH)):
                new = recorder.record(batch, "import")
                result.published += len(new)
                result.known += len(batch) - len(new)
                progress(result)
    finally:
        publisher.close()
        cursor.close()
    return result


def _readable(
    file: Path, zone: ZoneInfo | None, result: ImportResult, tell: Callable[[BadLine], None]
) -> Iterator[RawPost]:
    for number, read in enumerate(_read(file, zone), start=1):
        bad = read if isinstance(read, BadLine) else _too_large(file, number, read)
        if bad:
            result.bad += 1
            tell(bad)
        elif isinstance(read, RawPost):
            yield read


def _too_large(file: Path, number: int, post: RawPost) -> BadLine | None:
    try:
        size = len(encode(post))
    except CodecError as error:
        return BadLine(str(file), number, str(error))
    if size + ROOM > int(MAX_RECORD):
        return BadLine(str(file), number, f"the post has {size} bytes, more than a record may have ({MAX_RECORD})")
    return None


def _read(file: Path, zone: ZoneInfo | None) -> Iterator[RawPost | BadLine]:
    try:
        with file.open("rb") as source:
            if is_export(source.read(HEAD)):
                source.seek(0)
                yield from parse_export(source.read(), str(file), zone)
                return
            source.seek(0)
            yield from parse_lines(source, str(file))
    except OSError as error:
        raise IngestError(
            f"{file}: {error.strerror}: name a file of JSON lines, or Telegram Desktop's result.json"
        ) from error
