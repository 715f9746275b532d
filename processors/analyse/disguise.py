"""Other readings of a folded text in which hidden names may stand, and whether a writer hid one.

Each reading is made only when the text holds what calls for it; all but the shortened one keep every place.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from processors.analyse.form import TABLE, Form
from processors.analyse.letters import DOTLESS, INVISIBLE, NEIGHBOURS, SHAPES, STAND_INS, TATWEEL
from schemas.letters import LOOKALIKES

THRICE: Final = re.compile(r"(\w)\1\1+")
TRIPLES: Final = tuple(3 * letter for letter in "ابتثجحخدذرزسشصضطظعغفقكلمنهويaeioushlk")
LONG: Final = 8_192
NEIGHBOUR: Final = re.compile(f"[{''.join(NEIGHBOURS)}]")
MIXED: Final = re.compile(r"[0-9a-z|!](?:(?=[ء-ي])|(?<=[ء-ي].))")
# Those that have no code of their own have "?".
NO_NEIGHBOURS: Final = bytes(code for code, each in enumerate(TABLE) if each != "?" and each not in NEIGHBOURS)
# What stands side by side in a mixed word: an Arabic letter (a), what may stand for one (1), what has no code (?).
_SIDES: Final = "".join(
    "1" if re.match(r"[0-9a-z|!]", each)
    else "a" if each in NEIGHBOURS or re.match(r"[ء-ي]", each)
    else "?" if each == "?" else " "
    for each in TABLE
).encode()  # fmt: skip
TOKEN: Final = re.compile(r"[ء-ي0-9a-z|!]*[ء-ي][ء-ي0-9a-z|!]*")
DOTLESS_LETTERS: Final = re.compile(f"[{DOTLESS}]")
STRANGE: Final = frozenset(NEIGHBOURS) - frozenset("پچژگڤ")  # what no writer in Iraq or Iran uses
FOREIGN: Final = STRANGE.union(LOOKALIKES)
_NEIGHBOURS: Final = str.maketrans(NEIGHBOURS)
_STAND_INS: Final = str.maketrans(STAND_INS)
_SHAPES: Final = str.maketrans(SHAPES)


@dataclass(frozen=True, slots=True)
class Shortened:
    """A text without the letters that its writer repeated; character i stood from `starts[i]` to `ends[i]`."""

    text: str
    starts: list[int]
    ends: list[int]


def elongated(text: str) -> Shortened:
    """أصحاااب with one of each letter that stands three times or more."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in THRICE.finditer(text):
        if match[1].isdigit():
            continue
        last = match.start() + 1
        pieces.append(text[at:last])
        starts.extend(range(at, last))
        ends.extend(range(at + 1, last))
        at = match.end()
        ends.append(at)
    pieces.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Shortened("".join(pieces), starts, ends)


def deeper(form: Form) -> str | None:
    """Neighbours' letters as Arabic ones, and in Arabic words what stands for a letter; None if there is neither."""
    text = form.text
    if text.isascii():
        return None
    out = text
    if form.coded.translate(None, NO_NEIGHBOURS) and NEIGHBOUR.search(text):
        out = out.translate(_NEIGHBOURS)
    sides = form.coded.translate(_SIDES)
    if (b"1a" in sides or b"a1" in sides or b"?" in sides) and MIXED.search(out):
        out = TOKEN.sub(lambda match: match[0].translate(_STAND_INS), out)
    return out if out != text else None


def shapes(text: str) -> str:
    """The letters without their dots."""
    return text.translate(_SHAPES)


def mixes_letters(written: str) -> bool:
    return re.search(r"[ء-ي]\s*[0-9a-z|!]|[0-9a-z|!]\s*[ء-ي]", written) is not None


# The same few spellings of the same names come again and again; 4,096 hold all but hostile ones.
@lru_cache(maxsize=4_096)
def is_broken_up(surface: str) -> bool:
    """Look-alikes of another script, or characters that show nothing inside a word, or tatweel between many letters."""
    if surface.isascii():
        return False
    if not FOREIGN.isdisjoint(surface):
        return True
    inner = surface[1:-1]
    if not INVISIBLE.isdisjoint(inner):
        return (
            re.search(r"\w[\u00ad\u061c\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+\w", surface)
            is not None
        )
    return inner.count(TATWEEL) >= 3 and len(re.findall(f"{TATWEEL}+", inner)) >= 3
