"""Names whose letters are spread out or whose words are run together.

What is searched is the text's skeleton: its letters and digits only. Most hits there are names that stand in the text
as they are; only where the skeleton holds more of them than the text does anyone look closer.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from processors.analyse.form import Automaton, Form, skeleton_of
from processors.analyse.names import Name, stands_alone

# A name of fewer letters occurs by chance across the borders of words, unless every letter stands by itself.
SHORTEST_HIDDEN: Final = 7
SHORTEST_LETTERED: Final = 4
SHORTEST_GLUED: Final = 9  # found in the middle of a run of letters, as in #كتائبحزباللهالعراق
MOST_FOUND: Final = 5_000  # in one text; only a hostile one holds more
WIDEST_GAP: Final = 6  # characters between two letters
SENTENCE_ENDS: Final = re.compile(r"[.!?؟،؛,;:\n\r|«»()\[\]{}\"“”/\\]")


class Hit(NamedTuple):
    name: Name
    start: int
    end: int
    disguised: bool


class Spread:
    """Names searched in a skeleton, under a key that may join letters further (one character stays one)."""

    def __init__(self, names: Iterable[Name], key: Callable[[str], str] = str) -> None:
        owners: dict[str, list[Name]] = {}
        for name in names:
            bones = key(skeleton_of(name.text))
            if len(bones) >= SHORTEST_LETTERED:
                owners.setdefault(bones, []).append(name)
        self._owners = list(owners.values())
        self._spellings = [[name.text for name in names] for names in self._owners]
        self._search = Automaton(list(owners))

    def find(self, form: Form, plain: Mapping[str, int]) -> tuple[list[tuple[int, int]], list[Hit]]:
        """Every stretch of the skeleton that holds a name long enough to hide, and the hidden names.

        `plain`: how often each spelling stands in the text letter by letter.
        """
        found = self._search.find("" if self._search.usual else form.bones, form.coded_bones)
        if not found:
            return [], []
        counts: dict[int, int] = {}
        for number, _, _ in found:
            counts[number] = counts.get(number, 0) + 1
        more = set()
        for number, count in counts.items():
            seen = 0
            for spelling in self._spellings[number]:
                seen += plain.get(spelling, 0)
            if count > seen:
                more.add(number)
        hits: list[Hit] = []
        for number, first, last in found if more else ():
            if number in more and len(hits) < MOST_FOUND:
                name = self._owners[number][0]
                if hit := _looked_at(form.text, name, form.kept[first:last]):
                    hits.append(hit)
        return [(first, last) for _, first, last in found if last - first >= SHORTEST_HIDDEN], hits


@dataclass(slots=True)
class Gaps:
    """What stands between the letters of a name as it is written; counts of gaps."""

    inside: int = 0  # within a word
    spaced: int = 0  # of those, with a blank
    missing: int = 0  # between two words that are run together
    odd: int = 0  # between two words, with more than blanks
    ended: bool = False  # a sentence ends between two words


def _gaps(text: str, borders: set[int], places: Sequence[int]) -> Gaps | None:
    """None if what stands between is too wide for one name."""
    gaps = Gaps()
    for number in range(1, len(places)):
        gap = text[places[number - 1] + 1 : places[number]]
        if len(gap) > WIDEST_GAP:
            return None
        if number not in borders:
            if gap and text[places[number]].isdigit() and gap not in {",", "."}:
                return None
            gaps.inside += bool(gap)
            gaps.spaced += " " in gap or "\n" in gap
        elif not gap:
            gaps.missing += 1
        elif gap.strip():
            gaps.odd += 1
            gaps.ended = gaps.ended or (len(gap) > 1 and SENTENCE_ENDS.search(gap) is not None)
        elif gap.count("\n") > 1:
            return None
    return gaps


def _looked_at(text: str, name: Name, places: Sequence[int]) -> Hit | None:
    start, end = places[0], places[-1] + 1
    if text[start:end] == name.text:
        return None  # it stands there as it is
    borders = _borders(name.text)
    gaps = _gaps(text, borders, places)
    if gaps is None or (gaps.ended and gaps.inside < len(places) // 2):
        return None  # the name's words stand in two sentences
    lettered = gaps.inside >= len(places) - 1 - len(borders)
    # A short name must be spelt letter by letter; a longer one must not be two ends of words that happen to make it.
    shortest = SHORTEST_GLUED if gaps.spaced else SHORTEST_HIDDEN
    if not lettered and len(places) < shortest:
        return None
    glued = len(places) >= SHORTEST_GLUED and gaps.missing == len(borders) > 0
    if not glued and not stands_alone(text, start, end):
        return None
    return Hit(name, start, end, bool(gaps.inside or gaps.missing or gaps.odd))


def _borders(name: str) -> set[int]:
    """After how many letters a new word begins."""
    borders, count = set(), 0
    for word in name.split()[:-1]:
        count += sum(character.isalnum() for character in word)
        borders.add(count)
    return borders
