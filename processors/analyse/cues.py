"""All words that the detectors decide from, searched once a text.

A table maps a cue's name to phrases, separated by bars. A phrase that ends in `*` stands for every word that begins so;
one that begins with `~` is found with and without the article. Attached و ف ب ل ك س in front hide no Arabic word.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from processors.analyse.form import Automaton, Form
from processors.analyse.normalise import Normal, fold
from schemas.messages import Reason

Span = tuple[int, int]

_PARTICLES: Final = ("", "و", "ف", "ب", "ل", "ك", "س", "وب", "ول", "وك", "وس", "فب", "فل", "فس")
PARTICLES: Final = frozenset(_PARTICLES)
# "O journalist", "this journalist" and "on the journalist" are written in one word in dialect.
ARTICLES: Final = frozenset(
    {
        *PARTICLES,
        *(f"{each}ال" for each in _PARTICLES),
        "لل",
        "ولل",
        "فلل",
        "يا",
        "يال",
        "هال",
        "عال",
        "عهال",
        "بهال",
        "لهال",
    }
)
# A full stop ends a sentence, one inside "U.S." or a number doesn't.
BREAK: Final = re.compile(r"[.\n!?؟؛;]+")
RUNS: Final = re.compile(r"[ \t\u00a0]{2,}")
LONGEST_PARTICLE: Final = 4
# Telegram's posts end at 4,096 characters; of a longer text, a file's or a hostile one's, the beginning says enough. The
# detectors compare places of one cue with places of another: so many of a cue are kept that no text makes that slow.
LONGEST: Final = 8_192
MOST_PLACES: Final = 24
SHORTEST: Final = 4  # letters of a word whose accusative is known by its ا: "لن" is no "لنا"


@dataclass(slots=True)
class Reading:
    """A folded text, where its cues stand and where its sentences end."""

    normal: Normal
    text: str
    hits: dict[str, list[Span]]
    _edges: list[int] | None = None

    def has(self, *names: str) -> bool:
        return not self.hits.keys().isdisjoint(names)

    def any_of(self, names: frozenset[str]) -> bool:
        """`has` for many cues: as fast as the text has few."""
        return not names.isdisjoint(self.hits)

    def spans(self, *names: str) -> list[Span]:
        """All places of these cues, in the order of the text."""
        hits = self.hits
        named = [hits[name] for name in names if name in hits]
        if len(named) > 1:
            return sorted(chain.from_iterable(named))
        return named[0][:] if named else []

    def within(self, start: int, end: int, *names: str) -> bool:
        """Whether one of these cues begins between two places."""
        hits = self.hits
        for name in names:  # plain loops: this is asked a hundred times of a post that claims
            if name in hits:
                for first, _ in hits[name]:
                    if start <= first < end:
                        return True
        return False

    def sentence(self, place: int) -> Span:
        """The sentence in which a place stands: its beginning and its end."""
        edges = self._edges
        if edges is None:  # most posts hold nothing that anyone asks about
            edges = self._edges = [0, *_breaks(self.text), len(self.text)]
        if len(edges) == 2:
            return 0, edges[1]
        at = bisect_right(edges, place, 1, len(edges) - 1)
        return edges[at - 1], edges[at]

    def reason(self, name: str, span: Span, weight: float = 0.0) -> Reason:
        start, end = self.normal.span(*span)
        return Reason(name=name, weight=weight, surface=self.normal.original[start:end], start=start, end=end)

    def reasons(self, *names: str) -> tuple[Reason, ...]:
        """The first place of each of these cues that occurs."""
        return tuple(self.reason(name, self.hits[name][0]) for name in names if name in self.hits)

    def place_of(self, original: int) -> int:
        """Where a code point of the original stands in the folded text."""
        places = self.normal.places
        return min(original, len(places)) if isinstance(places, range) else bisect_left(places, original)


class Reader:
    """Tables of cues compiled into one automaton."""

    def __init__(self, *tables: Mapping[str, str]) -> None:
        phrases: dict[tuple[str, bool, bool], list[str]] = {}
        for table in tables:
            for name, written in table.items():
                for phrase in filter(None, map(str.strip, written.split("|"))):
                    bare = fold(phrase.strip("~*"))
                    # After ل the article is written لل.
                    for form in (bare, f"لل{bare[2:]}") if bare.startswith("ال") else (bare,):
                        phrases.setdefault((form, phrase.startswith("~"), phrase.endswith("*")), []).append(name)
        self._cues = [
            (
                tuple(dict.fromkeys(names)),
                ARTICLES if article else PARTICLES,
                is_open,
                bare.isascii(),
                len(bare.rpartition(" ")[2]) >= SHORTEST and not bare.endswith(("ه", "ا")),
            )
            for (bare, article, is_open), names in phrases.items()
        ]
        self._search = Automaton([bare for bare, _, _ in phrases])

    def read(self, normal: Normal) -> Reading:
        """Linear in the text: one pass of the automaton, then a look at the letters around each match."""
        normal = _calm(normal)
        form = normal.form if len(normal.text) <= LONGEST else Form(normal.text[:LONGEST])
        text, letters, cues = form.text, form.letters, self._cues
        hits: dict[str, list[Span]] = {}
        for number, start, last in self._search.find(text, form.coded):
            names, allowed, is_open, latin, long = cues[number]
            end = last
            # An English plural or genitive ends in s, whose apostrophe folding takes away; an Arabic accusative in ا.
            if letters[end] and not is_open:
                if letters[end + 1] or text[end] != ("s" if latin else "ا") or not (latin or long):
                    continue
                end += not latin
            if letters[start - 1] and (latin or _before(text, letters, start) not in allowed):
                continue
            if is_open:
                while letters[end]:
                    end += 1
            for name in names:
                if name not in hits:
                    hits[name] = [(start, end)]
                elif len(hits[name]) < MOST_PLACES:
                    hits[name].append((start, end))
        return Reading(normal, text, hits)


def _before(text: str, letters: bytes, start: int) -> str:
    """What is written in front of a place, together with it, as far as it can be a particle."""
    lowest = max(0, start - LONGEST_PARTICLE - 1)
    return text[letters.rfind(0, lowest, start) + 1 or lowest : start]


def _breaks(text: str) -> list[int]:
    """Where sentences end: at a full stop unless it stands inside a number or an abbreviation such as U.S."""
    found = []
    for match in BREAK.finditer(text):
        start, end = match.span()
        if text[start:end] == "." and (not text[end : end + 1].isspace() or (start > 1 and text[start - 2] in " .")):
            continue
        found.append(end)
    return found


def _calm(normal: Normal) -> Normal:
    """Runs of blanks as one, so that they split no phrase."""
    text = normal.text
    if "  " not in text and "\t" not in text and "\u00a0" not in text:
        return normal
    keep = array("I")
    at = 0
    for run in RUNS.finditer(text):
        keep.extend(range(at, run.start() + 1))
        at = run.end()
    keep.extend(range(at, len(text)))
    places = normal.places
    pieces = "".join([" " if text[place] in "\t\u00a0" else text[place] for place in keep])
    return Normal(pieces, array("I", [places[place] for place in keep]), normal.original)


def folded(written: str) -> tuple[str, ...]:
    """Phrases between bars as they stand in a folded text: for `startswith`, `endswith` and `in`."""
    return tuple(fold(phrase.strip()) for phrase in written.split("|"))
