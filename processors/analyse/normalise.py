"""Text as the detectors see it, with the way back to every original character.

Each code point is folded by itself, so that the offsets stay exact: NFKD, then marks, tatweel and invisible characters
are dropped and letters that Arabic, Persian, Urdu and Kurdish writers use for each other become one.
"""

import unicodedata
from array import array
from dataclasses import dataclass
from typing import Final

# Telegram's posts end at 4,096 characters; a longer text is hostile or a file, and its beginning says enough.
LONGEST: Final = 20_000
# U+FDFA alone unfolds to eighteen characters: no character may grow beyond this.
LONGEST_FOLD: Final = 20

LETTERS: Final = {
    # Hamza seats lose their hamza by NFKD; these are letters of their own.
    "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ے": "ي", "ۓ": "ي",
    "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ۂ": "ه", "ۃ": "ه",
    "ک": "ك", "ڪ": "ك", "ڭ": "ك", "ۆ": "و", "ۇ": "و", "ۋ": "و", "ڕ": "ر", "ڵ": "ل",
    # A joiner that Persian puts between parts of a word stands where others write a space.
    "\u200c": " ", "_": " ",
    # Apostrophes of transliteration: Asa'ib, Asaʾib, Asa’ib.
    "'": "", "’": "", "‘": "", "ʿ": "", "ʾ": "", "ʼ": "", "`": "", "´": "",
    "-": " ", "–": " ", "—": " ", "‑": " ", "#": " ", "@": " ",
    "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i",
}  # fmt: skip
# Letters of other scripts that look like Latin ones; they count as disguise.
LOOKALIKES: Final = dict(zip("асеорхуіјѕһкмтвАСЕОРХУІЈЅКМТВαορν", "aceopxyijshkmtbACEOPXYIJSKMTBaopv", strict=True))


class _Folds(dict[str, str]):
    """Each character's folded form, made when it is first met."""

    def __missing__(self, character: str) -> str:
        folded = _fold(character)
        self[character] = folded
        return folded


def _fold(character: str) -> str:
    if character in LETTERS:
        return LETTERS[character]
    if character in LOOKALIKES:
        return LOOKALIKES[character].casefold()
    out = []
    for part in unicodedata.normalize("NFKD", character)[:LONGEST_FOLD]:
        category = unicodedata.category(part)
        # Marks, tatweel (a letter modifier), and characters that show nothing.
        if category in {"Mn", "Me", "Cf", "Cc"} and not part.isspace():
            continue
        if part == "ـ":
            continue
        digit = unicodedata.digit(part, None)
        out.append(str(digit) if digit is not None else LETTERS.get(part, part.casefold()))
    return "".join(out)


FOLDS: Final = _Folds()


@dataclass(frozen=True, slots=True)
class Normal:
    """A folded text; `places[i]` is the code point of the original from which character i came."""

    text: str
    places: "array[int]"
    original: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's code points of folded characters `start` to `end`, end exclusive."""
        return self.places[start], self.places[end - 1] + 1

    def surface(self, start: int, end: int) -> str:
        first, last = self.span(start, end)
        return self.original[first:last]


def fold(text: str) -> str:
    """The folded form of a text of ours, such as a name of the registry."""
    return normalise(text).text


def normalise(text: str) -> Normal:
    """Folds at most the first 20,000 code points; runs of spaces stay, so that lines can be told apart."""
    capped = text[:LONGEST]
    folds = FOLDS
    pieces: list[str] = []
    places = array("I")
    for place, character in enumerate(capped):
        folded = folds[character]
        if folded:
            pieces.append(folded)
            places.append(place)
            if len(folded) > 1:
                places.extend([place] * (len(folded) - 1))
    return Normal("".join(pieces), places, capped)


def skeleton(normal: Normal) -> Normal:
    """Only letters and digits: what is left of a name however it is spread out or run together."""
    kept = [place for place, character in enumerate(normal.text) if character.isalnum()]
    return Normal("".join([normal.text[place] for place in kept]), array("I", kept), normal.text)
