"""A folded text in one byte a character, and the automata that search it so.

Nearly all of a folded text is Arabic and Latin letters, digits and marks: 256 characters hold them. Half the bytes of
UTF-8 are read, and a byte's place is its character's. What has no byte of its own becomes "?": no name holds that.
"""

import codecs
import re
from collections.abc import Sequence
from itertools import compress
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation

FEW: Final = 100  # patterns; measured: with 180 both kinds of automaton are as fast
Match = tuple[int, int, int]  # a pattern's number, where it begins and ends

# Windows' Arabic table, with what no folded text holds (marks, tatweel, hamza seats) replaced by what some do.
_USELESS: Final = "ـًٌٍَُِّْأإآةىئؤ"
_USEFUL: Final = "﴿﴾ٮڡںٯڪﷺیەڤگڕۆێڵ"
_WINDOWS: Final = bytes(range(256)).decode("cp1256")
TABLE: Final = "".join(
    _USEFUL[_USELESS.index(each)] if each in _USELESS and _USEFUL[_USELESS.index(each)] not in _WINDOWS else each
    for each in _WINDOWS
)
_CODES: Final = codecs.charmap_build(TABLE)
_STRANGE: Final = re.compile(f"[^{re.escape(TABLE)}]")
_NOT_LETTERS: Final = bytes(code for code, each in enumerate(TABLE) if not each.isalnum())
_LETTERS: Final = bytes(map(str.isalnum, TABLE))
_NOT_LATIN: Final = bytes(code for code, each in enumerate(TABLE) if not each.isascii() or not each.islower())
_NOT_ASCII: Final = re.compile(r"[^\w\x00-\x7f]+")
_ASCII_NOT_LETTERS: Final = bytes(code for code in range(128) if not chr(code).isalnum())


def coded(text: str) -> bytes:
    """One byte a character."""
    return codecs.charmap_encode(text, "replace", _CODES)[0]


def skeleton_of(text: str) -> str:
    """The letters and digits of a folded text."""
    return Form(text).bones


class Form:
    """A folded text and what is derived from it; what not every search needs is made when it is first asked for."""

    __slots__ = ("_bones", "_coded_bones", "_kept", "_strange", "coded", "latin", "letters", "text")

    def __init__(self, text: str, codes: bytes | None = None) -> None:
        """`codes`: the text's, if all its characters have one and they are known."""
        self.text = text
        self._coded_bones: bytes | None = None
        self._bones: str | None = None
        self._kept: Sequence[int] | None = None
        self.coded = codes or coded(text)
        # Whether a letter stands there that has no code.
        self._strange = codes is None and b"?" in self.coded and any(map(str.isalnum, "".join(_STRANGE.findall(text))))
        self.latin = self.coded.translate(None, _NOT_LATIN)  # its Latin letters from a to z
        # For each character whether it is a letter or a digit, and a 0 for what stands before and behind the text.
        self.letters = bytes([*map(str.isalnum, text), 0]) if self._strange else self.coded.translate(_LETTERS) + b"\0"

    @property
    def bones(self) -> str:
        """The text's skeleton: its letters and digits only."""
        if self._bones is None:
            self._read_bones()
            if self._bones is None:
                self._bones = codecs.charmap_decode(self.coded_bones, "strict", TABLE)[0]
        return self._bones

    @property
    def coded_bones(self) -> bytes:
        if self._coded_bones is None:
            self._read_bones()
        return self._coded_bones or b""

    def _read_bones(self) -> None:
        if self._strange:
            plain = self.text.encode("utf-8", "surrogatepass").translate(None, _ASCII_NOT_LETTERS)
            self._bones = _NOT_ASCII.sub("", plain.decode("utf-8", "surrogatepass"))
            self._coded_bones = coded(self._bones)
        else:
            self._coded_bones = self.coded.translate(None, _NOT_LETTERS)

    @property
    def kept(self) -> Sequence[int]:
        """The place in the text of each character of its skeleton."""
        if self._kept is None:
            self._kept = tuple(compress(range(len(self.text)), self.letters))
        return self._kept


class Automaton:
    """Patterns searched all at once in a text and its coded form, overlapping."""

    def __init__(self, patterns: Sequence[str]) -> None:
        codes = [coded(pattern) for pattern in patterns]
        self._strange = [number for number, code in enumerate(codes) if b"?" in code]
        strange = set(self._strange)
        self._usual = [number for number in range(len(codes)) if number not in strange] if strange else None
        # Smaller than a table of all transitions, and so faster where several automata share the processor's cache; the
        # table of a few patterns is small enough.
        few = len(patterns) <= FEW
        self._search: Any = BytesAhoCorasick(
            [code for number, code in enumerate(codes) if number not in strange],
            implementation=Implementation.DFA if few else Implementation.ContiguousNFA,
        )
        self._rest = (
            AhoCorasick([patterns[number] for number in self._strange], implementation=Implementation.ContiguousNFA)
            if strange
            else None
        )
        # Whether all patterns have a coded form, so that nobody needs the text.
        self.usual = not strange

    def find(self, text: str, codes: bytes) -> list[Match]:
        """All matches by their ends; `codes` is `coded(text)`."""
        found: list[Match] = self._search.find_matches_as_indexes(codes, overlapping=True)
        if self.usual or self._rest is None or self._usual is None:
            return found
        found = [(self._usual[number], start, end) for number, start, end in found]
        rest = self._rest.find_matches_as_indexes(text, overlapping=True)
        if rest:
            found += [(self._strange[number], start, end) for number, start, end in rest]
            found.sort(key=lambda each: each[2])
        return found


class Begins:
    """A regular expression whose every match begins with a word, a few letters before or at one of its stems.

    An alternation of a hundred words is slow at every letter of a text; here it is tried only where one of them stands.
    """

    def __init__(self, pattern: re.Pattern[str], stems: Sequence[str], prefix: int) -> None:
        """`prefix`: letters that may stand before a stem in the word where the match begins."""
        self._pattern = pattern
        self._prefix = prefix
        self._search = Automaton(stems)

    def finditer(self, form: Form) -> list[re.Match[str]]:
        """What `pattern.finditer` finds in the text."""
        text, letters = form.text, form.letters
        starts = set()
        for _, first, _ in self._search.find(text, form.coded):
            start = first
            while letters[start - 1] and first - start <= self._prefix:
                start -= 1
            starts.add(start)
        found: list[re.Match[str]] = []
        for start in sorted(starts):
            if (not found or start >= found[-1].end()) and (match := self._pattern.match(text, start)):
                found.append(match)
        return found
