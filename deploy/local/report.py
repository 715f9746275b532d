"""What the local stack says to whoever started it: progress while it works, one clear sentence when it can't."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from schemas.errors import Explained


class StackError(Explained):
    """The stack can't be had; the message is one sentence that ends with the remedy."""


@dataclass(frozen=True)
class Progress:
    """One step of the work, or how far a long one has come.

    `step` is `wait`, `download`, `check`, `unpack`, `start`, `ready` or `stop`; `what` names the thing it happens to.
    `done` and `total` count bytes while something is downloaded or unpacked, and are None otherwise.
    """

    step: str
    what: str
    done: int | None = None
    total: int | None = None

    def __str__(self) -> str:
        """One line for a log or a plain terminal."""
        if self.done is None:
            return f"{self.step}: {self.what}"
        so_far = f"{self.done / 1e6:.0f}"
        return (
            f"{self.step}: {self.what} ({so_far} of {self.total / 1e6:.0f} MB)"
            if self.total
            else (f"{self.step}: {self.what} ({so_far} MB)")
        )


Report = Callable[[Progress], None]


def silent(_progress: Progress) -> None:
    """A `Report` for callers that show nothing."""
