"""All places where a text may name an organisation, however it is written; sense is judged elsewhere."""

import re
from bisect import bisect_left
from typing import Final

from processors.analyse.disguise import (
    DOTLESS_LETTERS,
    LONG,
    THRICE,
    TRIPLES,
    deeper,
    elongated,
    mixes_letters,
    shapes,
)
from processors.analyse.evidence import DECOYS
from processors.analyse.form import Automaton, Form, coded
from processors.analyse.found import DECOY, Found, of_hit
from processors.analyse.latin import Latin
from processors.analyse.misspelt import Misspelt
from processors.analyse.names import CERTAIN, Name, acronyms_of, names_of, stands_alone
from processors.analyse.normalise import Normal, fold
from processors.analyse.spread import SHORTEST_HIDDEN, Spread
from schemas.registry import Registry

ACRONYM: Final = re.compile(r"(?<![\w.@/])[A-Z][A-Za-z]?[A-Z]{1,2}(?![\w@])(?!-\d)")
FEWEST_LATIN: Final = 4
ACRONYM_PRIOR: Final = 0.1


class NameSearch:
    """All names of a registry in all their forms, compiled once."""

    def __init__(self, registry: Registry) -> None:
        names = names_of(registry)
        decoys = {
            " ".join(fold(name).split()) for organisation in registry.organisations for name in organisation.not_ar
        }
        self._names = names + [
            Name(text, DECOY, CERTAIN) for text in sorted({*DECOYS, *decoys} - {n.text for n in names})
        ]
        # Letters that stand three times are searched along, at no cost; in a text of nothing else they would be a flood.
        patterns = [name.text for name in self._names]
        self._search = Automaton(patterns + list(TRIPLES))
        self._search_long = Automaton(patterns)
        self._spread = Spread(names)
        self._misspelt = Misspelt(names)
        self._shapes = Spread((name for name in names if not name.text.isascii()), shapes)
        self._latin = Latin(names)
        self._acronyms = acronyms_of(registry)

    def find(self, normal: Normal) -> list[Found]:
        """Every candidate, overlapping ones too, and what only looks like a name (its id is empty)."""
        text = normal.text
        found, elongation = self._in(normal.form)
        if elongation:
            long = elongated(text)
            found += [
                each._replace(start=long.starts[each.start], end=long.ends[each.end - 1])
                for each in self._in(Form(long.text))[0]
            ]
        if deep := deeper(normal.form):
            found += [
                each._replace(disguised=each.disguised or mixes_letters(text[each.start : each.end]))
                for each in self._in(Form(deep))[0]
            ]
        if not normal.usual and DOTLESS_LETTERS.search(normal.original):
            found += self._without_dots(normal)
        latin = len(normal.form.latin)
        if latin >= 2:
            found += self._in_capitals(normal)
            if latin >= FEWEST_LATIN:
                found += [of_hit(hit) for hit in self._latin.find(text)]
        return found

    def named(self, text: str) -> frozenset[str]:
        """The organisations whose names, short ones apart, stand in a short text such as a channel's title."""
        folded = " ".join(fold(text).split())
        return frozenset(
            self._names[number].id
            for number, start, end in self._search.find(folded, coded(folded))
            if number < len(self._names) and stands_alone(folded, start, end) and not self._names[number].short
        )

    def _in(self, form: Form) -> tuple[list[Found], bool]:
        """Names as they stand, spread out or run together, and misspelt; and whether letters are repeated."""
        text = form.text
        found: list[Found] = []
        counts: dict[str, int] = {}
        in_words = False
        elongation = len(text) > LONG and THRICE.search(text) is not None
        search = self._search if len(text) <= LONG else self._search_long
        for number, start, end in search.find(text, form.coded):
            if number >= len(self._names):
                elongation = True
                continue
            name = self._names[number]
            counts[name.text] = counts.get(name.text, 0) + 1
            if stands_alone(text, start, end):
                found.append(Found(name, start, end))
            elif end - start >= SHORTEST_HIDDEN:
                in_words = True
        long, hits = self._spread.find(form, counts)
        found += [of_hit(hit) for hit in hits]
        if long and in_words:  # a name is part of a longer word, which may be a slip
            spans = {(each.start, each.end) for each in found}
            kept = form.kept
            long = [each for each in long if (kept[each[0]], kept[each[1] - 1] + 1) in spans]
        found += [of_hit(hit)._replace(misspelt=True) for hit in self._misspelt.find(form, long)]
        return found, elongation

    def _without_dots(self, normal: Normal) -> list[Found]:
        hits = self._shapes.find(Form(shapes(normal.text)), {})[1]
        return [
            of_hit(hit)._replace(disguised=True)
            for hit in hits
            if DOTLESS_LETTERS.search(normal.surface(hit.start, hit.end))
        ]

    def _in_capitals(self, normal: Normal) -> list[Found]:
        found = []
        for match in ACRONYM.finditer(normal.original):
            if id_ := self._acronyms.get(match[0]):
                start, end = (bisect_left(normal.places, place) for place in match.span())
                found.append(Found(Name(match[0], id_, ACRONYM_PRIOR), start, end, acronym=True))
        return found
