"""Fetched media on their way to the collector, which alone may give out versions and places in a hash chain.

A folder of small files: written whole or not at all, taken away when Kafka has acknowledged the event. Either side may
be killed at any moment; the same result twice is one event.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import structlog

from schemas.codec import CodecError, decode, encode
from schemas.messages import RawPost

log = structlog.get_logger()


class Result(msgspec.Struct, frozen=True):
    """The further event of a post, and the id of the event that it was made from."""

    base: str
    post: RawPost


class Spool:
    def __init__(self, data: Path) -> None:
        self.folder = data / "media" / "results"
        self.folder.mkdir(parents=True, exist_ok=True)

    def put(self, result: Result) -> None:
        """Raises OSError if there is no room."""
        part = self.folder / f".{result.base}.part"
        with part.open("wb") as file:
            file.write(encode(result))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.folder / f"{result.base}.json")

    def waiting(self) -> Iterator[tuple[Path, Result]]:
        for path in sorted(self.folder.glob("[!.]*.json")):
            try:
                yield path, decode(Result, path.read_bytes())
            except CodecError as error:
                log.warning("a fetched file's result can't be read; it is set aside", file=path.name, reason=str(error))
                path.rename(path.with_suffix(".bad"))
