"""What a page of history says against what is known: pure."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from ingest.batch import Known

NEWEST: Final = 2**31 - 1  # Telegram's ids are 32-bit


def suspects(shown: Collection[int], known: Mapping[int, Known], since: int) -> list[int]:
    """Ids in the page's range that we hold as living posts and that it does not show: perhaps taken down.

    What changed after the page was asked for (event number above `since`) is left to the next one.
    """
    return sorted(
        number for number, each in known.items() if number not in shown and not each.deleted and each.seq <= since
    )


def holes(shown: Iterable[int], low: int, high: int, known: Collection[int]) -> list[tuple[int, int]]:
    """Ranges of ids between `low` and `high`, both excluded, that are neither shown nor known."""
    there = sorted({number for number in shown if low < number < high} | {n for n in known if low < n < high})
    found, before = [], low
    for number in (*there, high):
        if number > before + 1:
            found.append((before + 1, number - 1))
        before = number
    return found
