"""Text as the detectors see it, with the way back to every original character.

Each code point is folded by itself, so that the offsets stay exact: NFKD, then marks, tatweel and invisible characters
are dropped and letters that Arabic, Persian, Urdu and Kurdish writers use for each other become one. Most posts consist
of characters that become one other: those go through a table of bytes. In the others what nearly every post consists of
is replaced by `str.replace`; one regular expression finds the rest, and only that is looked up.
"""

import codecs
import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from processors.analyse.form import TABLE, Form
from processors.analyse.letters import DOTLESS, TATWEEL
from schemas.letters import LETTERS, LOOKALIKES

# Telegram's posts end at 4,096 characters. A longer text is hostile or a file: it is read as far as this.
LONGEST: Final = 1 << 20
# U+FDFA alone unfolds to eighteen characters. Beyond any post's length such words of one character become a space, so
# that no text grows more than three-fold.
LONGEST_UNFOLDED: Final = 4_096
LONGEST_FOLD: Final = 20
WORD_LIGATURES: Final = re.compile("[\ufdf0-\ufdfd]")

# Replaced one for one in every text; all of them are what `LETTERS` and NFKD say, said faster.
COMMON: Final = tuple((each, each_to) for each, each_to in zip("أإآةىئؤیک_-#@", "اااهييويك    ", strict=True))


class _Folds(dict[str, str]):
    """Each character's folded form, made when it is first met."""

    def __missing__(self, character: str) -> str:
        folded = _fold(character)
        self[character] = folded
        return folded


def _fold(character: str) -> str:
    """Folded again and again until nothing changes, so that folding twice is folding once."""
    folded = "".join(map(_step, character))
    while (further := "".join(map(_step, folded))) != folded:
        folded = further
    return folded[:LONGEST_FOLD]


def _step(character: str) -> str:
    if character in LETTERS:
        return LETTERS[character]
    if character in LOOKALIKES:
        return LOOKALIKES[character].lower()
    out = []
    for part in unicodedata.normalize("NFKD", character):
        category = unicodedata.category(part)
        # Marks, tatweel (a letter modifier), and characters that show nothing.
        if part == TATWEEL or (category in {"Mn", "Me", "Cf", "Cc"} and not part.isspace()):
            if part != character or part in LETTERS:
                out.append(LETTERS.get(part, ""))
            continue
        if category == "Cs":  # half of a pair, which no UTF-8 can hold
            out.append("\ufffd")
            continue
        digit = unicodedata.digit(part, None)
        out.append(str(digit) if digit is not None else LETTERS.get(part, part.casefold()))
    return "".join(out)


FOLDS: Final = _Folds()


def _class_of(characters: list[int]) -> str:
    """A regular expression's character class."""
    parts: list[list[int]] = []
    for code in characters:
        if parts and parts[-1][1] == code - 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in parts) + "]"


def _rare() -> list[int]:
    """The basic plane's characters that fold to something else and aren't replaced one for one or put in lower case."""
    done = {ord(each) for each, _ in COMMON} | set(range(ord("A"), ord("Z") + 1))
    # Han characters stay as they are, each Korean syllable falls into its letters, halves of pairs are replaced.
    scripts = [code for first, last in ((0, 0x3400), (0xA000, 0xAC00), (0xD7A4, 0xD800), (0xF900, 0x10000))
               for code in range(first, last) if code not in done and _fold(chr(code)) != chr(code)]  # fmt: skip
    return sorted([*scripts, *range(0xAC00, 0xD7A4), *range(0xD800, 0xE000)])


_RARE: Final = _rare()
_BASIC_DROPPED: Final = [code for code in _RARE if not 0xAC00 <= code < 0xE000 and not _fold(chr(code))]
RARE: Final = re.compile(_class_of(_RARE))
DROPPED: Final = re.compile(_class_of(_BASIC_DROPPED) + "+")
# A class with both planes would be searched range by range, many times slower.
ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
CAPITAL: Final = re.compile("[A-Z]")


class Normal:
    """A folded text and the way back; `places[i]` is the code point of the original from which character i came.

    The places are counted when they are first asked for: most posts hold nothing that anyone asks about.
    """

    __slots__ = ("_places", "form", "original", "text", "usual")

    def __init__(
        self,
        text: str,
        places: Sequence[int] | None,
        original: str,
        codes: bytes | None = None,
        *,
        usual: bool = False,
    ) -> None:
        """`codes`: the text's, if all its characters have one. `usual`: it is known to hold no letter of DOTLESS."""
        self.text = text
        self.original = original
        self._places = places
        self.usual = usual
        self.form = Form(text, codes)

    @property
    def places(self) -> Sequence[int]:
        if self._places is None:
            self._places = _places(self.original, len(self.text))
        return self._places

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's code points of folded characters `start` to `end`, end exclusive."""
        places = self._places
        if places is None:
            places = self.places
        return places[start], places[end - 1] + 1

    def surface(self, start: int, end: int) -> str:
        first, last = self.span(start, end)
        return self.original[first:last]


def _places(original: str, length: int) -> Sequence[int]:
    if length == len(original) and not any(len(FOLDS[each]) != 1 for each in set(original)):
        return range(length)
    places: list[int] = []
    at = 0
    unfolded = len(original) <= LONGEST_UNFOLDED
    # Emoji become no other number of characters: they needn't be looked at.
    changes = RARE if all(len(FOLDS[each]) == 1 for each in ASTRAL.findall(original)) else _CHANGES
    for match in changes.finditer(original):
        folded = FOLDS[match[0]] if unfolded or not WORD_LIGATURES.match(match[0]) else " "
        if len(folded) != 1:
            place = match.start()
            places.extend(range(at, place))
            places.extend([place] * len(folded))
            at = place + 1
    places.extend(range(at, len(original)))
    return places


_CHANGES: Final = re.compile(f"{RARE.pattern}|{ASTRAL.pattern}")


def fold(text: str) -> str:
    """The folded form of a text of ours, such as a name of the registry."""
    return normalise(text).text


def normalise(text: str) -> Normal:
    """Folds the text; runs of spaces stay, so that lines can be told apart. Time is linear; it never raises.

    A text of more than 1,048,576 code points is read as far as that.
    """
    original = text if len(text) <= LONGEST else text[:LONGEST]
    size = len(original)
    codes = codecs.charmap_encode(original, "replace", _PLAIN_CODES)[0].translate(_FOLDED_CODES)
    if b"?" not in codes:
        return Normal(codecs.charmap_decode(codes, "strict", TABLE)[0], range(size), original, codes, usual=True)
    if size > LONGEST_UNFOLDED or codes.count(b"?") > size // FEW:
        return _slowly(original)
    return _patched(original, codes)


def _patched(original: str, codes: bytes) -> Normal:
    """By the table but for a few characters, each where there is a "?"."""
    text = codecs.charmap_decode(codes, "strict", TABLE)[0]
    pieces: list[str] = []
    at, place = 0, codes.find(b"?")
    same = usual = True
    while place >= 0:
        character = original[place]
        folded = _FOLDED[character]
        pieces += (text[at:place], folded)
        same = same and len(folded) == 1
        usual = usual and character not in DOTLESS
        at = place + 1
        place = codes.find(b"?", at)
    pieces.append(text[at:])
    return Normal("".join(pieces), range(len(original)) if same else None, original, usual=usual)


def _slowly(original: str) -> Normal:
    """Whatever the text consists of."""
    folded = original
    same = True  # every character has become one: the places are the same
    if not original.isascii() or RARE.search(original):
        if len(original) > LONGEST_UNFOLDED:
            folded = WORD_LIGATURES.sub(" ", folded)
        if RARE.search(folded):
            folded = RARE.sub(_folded, DROPPED.sub("", folded))
            same = False
        if ASTRAL.search(folded):
            same = same and all(len(FOLDS[each]) == 1 for each in ASTRAL.findall(folded))
            folded = ASTRAL.sub(_folded, folded)
    for each, to in COMMON:
        folded = folded.replace(each, to)
    if CAPITAL.search(folded):
        folded = folded.lower() if folded.isascii() else CAPITAL.sub(_lowered, folded)
    return Normal(folded, range(len(folded)) if same else None, original)


def _folded(match: re.Match[str]) -> str:
    return FOLDS[match[0]]


def _lowered(match: re.Match[str]) -> str:
    return match[0].lower()


class _Folded(dict[str, str]):
    """Each character as it stands in a folded text, made when it is first met."""

    def __missing__(self, character: str) -> str:
        folded = self[character] = _slowly(character).text
        return folded


_FOLDED: Final = _Folded()
FEW: Final = 8  # every so many characters one may be unusual; with more the whole text is folded the slow way

# What most posts consist of, in the order in which it gets one of 255 places; all else is folded more slowly.
_USUAL: Final = dict.fromkeys(
    [*"\n\t", *map(chr, range(0x20, 0x7F)), *map(chr, range(0x621, 0x64B)), *"یکپچژگڤٱەۆێڵڕڈٹںےھہ؟؛،٪–—•\u00a0",
     *"٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", *TABLE]
)  # fmt: skip


def _one_for_one() -> tuple[str, bytes]:
    """Characters that fold to one that has a code, and these codes. NUL, the first, gets the "?" of all others."""
    coded = {each: code for code, each in enumerate(TABLE)}
    usual = [each for each in _USUAL if each not in DOTLESS]  # these hide names: what holds them is no usual text
    folds = {each: folded for each in usual if (folded := _slowly(each).text) in coded and len(folded) == 1}
    few = list(folds.items())[:255]
    characters = "\0" + "".join(each for each, _ in few)
    # U+FFFE fills the table up: a codec takes it for no character.
    return characters.ljust(256, "\ufffe"), b"?" + bytes(coded[folded] for _, folded in few).ljust(255, b"?")


_PLAIN, _FOLDED_CODES = _one_for_one()
_PLAIN_CODES: Final = codecs.charmap_build(_PLAIN)


def utf16(text: str, place: int) -> int:
    """A place in code points as Telegram counts it, in UTF-16 units: what is astral counts twice."""
    return place + len(ASTRAL.findall(text, 0, place))


def code_point(text: str, units: int) -> int:
    """A place that Telegram gives in UTF-16 units as code points; one inside a pair is that pair's."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
