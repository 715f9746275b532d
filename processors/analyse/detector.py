"""The one shape of every detector: a value with a name, a pure function, and the texts that show what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Detector:
    """`find` gives what the texts in `hits` have and those in `misses` have not: anything that is true in Python."""

    name: str
    find: Callable[[str], Any]
    hits: tuple[str, ...]
    misses: tuple[str, ...]
