"""What fetching media needs to know: read once by the command line, frozen, passed down."""

from dataclasses import dataclass
from pathlib import Path

from ingest.media.store import S3Config


@dataclass(frozen=True)
class MediaConfig:
    """`objects` is where files go; `keep_free` bytes of the disk stay free, for Kafka may live on it.

    `raw_objects` is the folder where the collector keeps TL objects that are too large for a record; `incoming` is where
    files lie while they are fetched for a bucket.
    """

    objects: Path | S3Config
    raw_objects: Path
    incoming: Path
    largest: int
    seconds: float
    pixels: int
    keep_free: int
    at_once: int = 4
