"""One collector a session and a data folder: two would spoil each other's key and chains."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ingest.errors import IngestError


@contextmanager
def leases(paths: Iterable[Path]) -> Iterator[None]:
    """Holds every file for as long as it is entered; the system lets go of them even after kill -9. Raises IngestError."""
    with ExitStack() as held:
        for path in paths:
            held.enter_context(lease(path))
        yield


@contextmanager
def lease(path: Path) -> Iterator[None]:
    """The lock lies beside the file that it stands for, under its real name, so that a link does not get around it."""
    real = path.resolve()
    lock = real.with_name(real.name + ".lease")
    try:
        real.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise IngestError(f"{lock}: {error.strerror}: make its folder writable, or name another") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise IngestError(
                f"{path} is in use by another collector{_holder(descriptor)}: end that one, "
                "or give this one a session and a data folder of its own (RASD_TELEGRAM_SESSION, RASD_DATA)"
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> str:
    number = os.pread(descriptor, 32, 0).strip()
    return f" (process {number.decode()})" if number.isdigit() else ""
