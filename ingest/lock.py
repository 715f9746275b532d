"""One process at a time: a lock that ends with the process that holds it, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import IngestError


@contextmanager
def only_one(path: Path, otherwise: str) -> Iterator[None]:
    """Raises IngestError with the text `otherwise` if another process holds it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise IngestError(otherwise) from error
            yield
    except OSError as error:
        raise IngestError(f"{path}: {error.strerror}: set RASD_DATA to a folder of yours") from error
