"""Slots tell apart the processes of one step on one machine."""

import fcntl
import os
from pathlib import Path

from schemas.errors import Explained

MOST = 64
_held: list[int] = []


class SlotError(Explained):
    """No place for another process of this step."""


def take_slot(data: Path, step: str) -> int:
    """The lowest number that no other process of this step holds; kept until this process ends, however that comes.

    A worker that is started again thus gets the number, and with it the static membership, that it had before.
    """
    folder = data / "slots"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(MOST):
        lock = os.open(folder / f"{step}-{number}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            continue
        _held.append(lock)
        return number
    raise SlotError(f"{MOST} processes of the step {step} run here already: end some, or start more on another machine")
