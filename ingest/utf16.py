"""Telegram counts entity offsets in UTF-16 units; rasd counts code points."""

from bisect import bisect_left
from itertools import accumulate


class CodePoints:
    """Turns UTF-16 offsets of one text into code points. An offset inside a pair counts as the pair's end."""

    def __init__(self, text: str) -> None:
        self._plain = text.isascii() or max(text, default="") <= "\uffff"
        self._ends = [] if self._plain else [0, *accumulate(2 if character > "\uffff" else 1 for character in text)]
        self._length = len(text)

    def at(self, units: int) -> int:
        if self._plain:
            return max(0, min(units, self._length))
        return min(bisect_left(self._ends, units), self._length)

    def span(self, offset: int, length: int) -> tuple[int, int]:
        """Offset and length in code points."""
        start = self.at(offset)
        return start, self.at(offset + length) - start
