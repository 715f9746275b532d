"""Which organisations a text names, where, and whether it hides them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from processors.analyse.disguise import (
    DOTLESS_LETTERS,
    LONG,
    THRICE,
    TRIPLES,
    deeper,
    elongated,
    is_broken_up,
    mixes_letters,
    shapes,
)
from processors.analyse.evidence import DECOYS, ENOUGH, SHORT_NEEDS, SUPPORT
from processors.analyse.latin import Latin
from processors.analyse.misspelt import Misspelt, is_another_word
from processors.analyse.names import CERTAIN, Name, acronyms_of, names_of, stands_alone
from processors.analyse.normalise import Normal, fold
from processors.analyse.sense import Place, Read, Sense
from processors.analyse.spread import SHORTEST_HIDDEN, Hit, Spread, kept_places, skeleton_of
from schemas.messages import Brand, Channel, Reason
from schemas.registry import Registry

# A name inside an address or a handle names a channel, not the organisation.
ADDRESS: Final = re.compile(r"(?:https?://|www\.|(?:t|telegram)\.me/|@)\S+")
ACRONYM: Final = re.compile(r"(?<![\w.@/])[A-Z][A-Za-z]?[A-Z]{1,2}(?![\w@])(?!-\d)")
NOT_LATIN: Final = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).islower())
FEWEST_LATIN: Final = 4
DECOY: Final = ""
MOST_FOUND: Final = 2_000  # occurrences in one post; only a hostile text holds more
MISSPELT_PRIOR: Final = 0.5  # a name that is certain when spelt right needs one sign when it isn't
MISSPELT_LONG: Final = 0.6  # unless it is so long that nothing else can be meant
LONG_NAME: Final = 13
ACRONYM_PRIOR: Final = 0.1
SENTENCE_ENDS: Final = tuple(".!؟?:؛…")
OPEN: Final = 0.1  # a name of this prior or more lends another some of its sense
JOINED: Final = 3  # characters between two names of one list: " و", "، ", " / "


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the folded text."""

    name: Name
    start: int
    end: int
    disguised: bool = False
    misspelt: bool = False
    acronym: bool = False
    stretched: bool = False

    @property
    def certain(self) -> bool:
        return self.name.prior >= CERTAIN and not self.misspelt


class BrandFinder:
    """All names of a registry, compiled once."""

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
        self._search = AhoCorasick(patterns + list(TRIPLES), implementation=Implementation.DFA)
        self._search_long = AhoCorasick(patterns, implementation=Implementation.DFA)
        self._spread = Spread(names)
        self._misspelt = Misspelt(names)
        self._shapes = Spread((name for name in names if not name.text.isascii()), shapes)
        self._latin = Latin(names)
        self._acronyms = acronyms_of(registry)
        self._sense = Sense(registry)
        self._titles: dict[str, frozenset[str]] = {}

    def find(self, normal: Normal, channel: Channel | None = None) -> tuple[Brand, ...]:
        """One entry for each occurrence, in order; only senses that mean the organisation. Every role is `mention`.

        `channel`: whose post it is; one that belongs to an organisation or bears its name speaks for that sense.
        """
        text = normal.text
        found, elongation = self._in(text)
        if elongation:
            long = elongated(text)
            found += [
                replace(each, start=long.starts[each.start], end=long.ends[each.end - 1])
                for each in self._in(long.text)[0]
            ]
        if deep := deeper(text):
            found += [
                replace(each, disguised=each.disguised or mixes_letters(text[each.start : each.end]))
                for each in self._in(deep)[0]
            ]
        if DOTLESS_LETTERS.search(normal.original):
            found += self._without_dots(normal)
        raw = text.encode("utf-8", "surrogatepass").translate(None, NOT_LATIN)
        if len(raw) >= 2:
            found += self._in_capitals(normal)
            if len(raw) >= FEWEST_LATIN:
                found += [_of(hit) for hit in self._latin.find(text)]
        if not found:
            return ()
        kept = [_trimmed(each) for each in _longest(found)[:MOST_FOUND] if each.name.id != DECOY]
        if kept and (addresses := [match.span() for match in ADDRESS.finditer(normal.original)]):
            kept = [each for each in kept if not _inside(normal, each, addresses)]
        return self._judged(kept, normal, channel) if kept else ()

    def _in(self, text: str) -> tuple[list[Found], bool]:
        """Names as they stand, spread out or run together, and misspelt; and whether letters are repeated."""
        found: list[Found] = []
        counts: dict[str, int] = {}
        in_words = False
        elongation = len(text) > LONG and THRICE.search(text) is not None
        search = self._search if len(text) <= LONG else self._search_long
        for number, start, end in search.find_matches_as_indexes(text, overlapping=True):
            if number >= len(self._names):
                elongation = True
                continue
            name = self._names[number]
            counts[name.text] = counts.get(name.text, 0) + 1
            if stands_alone(text, start, end):
                found.append(Found(name, start, end))
            elif end - start >= SHORTEST_HIDDEN:
                in_words = True
        bones = skeleton_of(text)
        places: list[int] = []

        def kept() -> Sequence[int]:
            if not places and bones:
                places.extend(kept_places(text))
            return places

        stretches, hits = self._spread.find(text, bones, counts, kept)
        found += map(_of, hits)
        long = [each for each in stretches if each[1] - each[0] >= SHORTEST_HIDDEN]
        if long and in_words:  # a name is part of a longer word, which may be a slip
            spans = {(each.start, each.end) for each in found}
            long = [each for each in long if (kept()[each[0]], kept()[each[1] - 1] + 1) in spans]
        found += [replace(_of(hit), misspelt=True) for hit in self._misspelt.find(text, bones, long, kept)]
        return found, elongation

    def _without_dots(self, normal: Normal) -> list[Found]:
        text = shapes(normal.text)
        hits = self._shapes.find(text, shapes(skeleton_of(normal.text)), {}, lambda: kept_places(text))[1]
        return [
            replace(_of(hit), disguised=True)
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

    def _judged(self, kept: list[Found], normal: Normal, channel: Channel | None) -> tuple[Brand, ...]:
        brands: list[Brand] = []
        sure = {each.name.id: (each.start, each.end) for each in reversed(kept) if each.certain}
        open_ = {each.name.id: (each.start, each.end) for each in kept if not each.name.short and each.name.prior >= OPEN}
        read: Read | None = None
        # Short names and acronyms last: a name in full says what they mean.
        for each in sorted(kept, key=lambda one: (one.name.short or one.acronym, -one.name.prior, one.start)):
            brand: Brand | None
            if each.certain:
                brand = _brand(each, normal)
            else:
                read = read or self._sense.read(normal.text)
                brand = self._weighed(each, normal, read, sure, open_, channel)
            if brand:
                brands.append(brand)
                sure.setdefault(each.name.id, (each.start, each.end))
        return tuple(sorted(brands, key=lambda brand: brand.start))

    def _weighed(
        self, each: Found, normal: Normal, read: Read, sure: dict[str, Place], open_: dict[str, Place], channel: Channel | None
    ) -> Brand | None:
        also: dict[str, Place | None] = {}
        if others := [place for id_, place in sure.items() if id_ != each.name.id]:
            nearest = min(others, key=lambda place: max(place[0] - each.end, each.start - place[1]))
            also["beside_another_organisation"] = nearest
            if max(nearest[0] - each.end, each.start - nearest[1]) <= JOINED:
                also["joined_to_another"] = nearest
        if each.name.id in sure and (each.name.short or each.acronym or each.misspelt):
            also["named_in_full"] = sure[each.name.id]
        if each.disguised:
            also["chat_spelling" if normal.text[each.start : each.end].isascii() else "disguised"] = None
        if each.stretched:
            also["stretched"] = None
        if "beside_another_organisation" not in also and (such := [place for id_, place in open_.items() if id_ != each.name.id]):
            also["beside_such_a_name"] = such[0]
        first = normal.places[each.start]
        if first and normal.original[first - 1] == "#":
            also["hashtag"] = None
        if _alone_on_its_line(normal.text, each.start, each.end):
            also["signature"] = None
        if channel and self._belongs(channel, each.name.id):
            also["channel"] = None
        prior = each.name.prior
        if each.misspelt:
            also["misspelt"] = None
            if is_another_word(normal.text[each.start : each.end], each.name.text):
                also["another_word"] = None
            prior = min(prior, MISSPELT_PRIOR if len(each.name.text) < LONG_NAME else MISSPELT_LONG)
        weight, reasons, kinds = self._sense.weigh(each.name.id, each.start, each.end, normal, read, also)
        score = round(max(0.0, min(1.0, prior + weight)), 2)
        if score < ENOUGH or (each.acronym and not kinds & SUPPORT):
            return None
        if each.name.short and (needed := SHORT_NEEDS.get(each.name.id)) and not kinds & needed:
            return None
        return _brand(each, normal, score, (Reason(name="prior", weight=prior), *reasons))

    def _belongs(self, channel: Channel, id_: str) -> bool:
        if channel.affiliation and channel.affiliation.organisation == id_:
            return True
        title = channel.title or ""
        if title not in self._titles:
            if len(self._titles) > MOST_FOUND:
                self._titles.clear()
            folded = " ".join(fold(title).split())
            self._titles[title] = frozenset(
                self._names[number].id
                for number, start, end in self._search.find_matches_as_indexes(folded, overlapping=True)
                if stands_alone(folded, start, end) and not self._names[number].short
            )
        return id_ in self._titles[title]


def _trimmed(each: Found) -> Found:
    """Without the letters that belong to the sentence: للعصائب names لعصائب, Badr's names Badr."""
    if not each.name.lead and not each.name.tail:
        return each
    return replace(each, start=each.start + each.name.lead, end=each.end - each.name.tail)


def _of(hit: Hit) -> Found:
    return Found(hit.name, hit.start, hit.end, hit.disguised)


def _brand(each: Found, normal: Normal, score: float | None = None, reasons: tuple[Reason, ...] = ()) -> Brand:
    start, end = normal.span(each.start, each.end)
    surface = normal.original[start:end]
    disguised = each.disguised or is_broken_up(surface)
    return Brand(
        id=each.name.id, surface=surface, start=start, end=end, disguised=disguised, score=score, reasons=reasons
    )


def _alone_on_its_line(text: str, start: int, end: int) -> bool:
    before, after = text[text.rfind("\n", 0, start) + 1 : start], text[end : end + 1]
    line_end = text.find("\n", end)
    rest = text[end : line_end if line_end >= 0 else len(text)]
    if (
        not any(map(str.isalnum, text[end : end + 60]))
        and before.rstrip()[-1:] in SENTENCE_ENDS
        and len(text) - end < 60
    ):
        return True  # the last words of the post
    alone = not any(map(str.isalnum, before[-40:])) and not any(map(str.isalnum, rest[:40]))
    return alone and len(before) < 40 or (not before.strip() and after in {":", "|"})


def _inside(normal: Normal, each: Found, stretches: list[tuple[int, int]]) -> bool:
    start, end = normal.span(each.start, each.end)
    at = bisect_left(stretches, (start + 1, 0)) - 1
    return at >= 0 and stretches[at][0] <= start and end <= stretches[at][1]


def _longest(found: list[Found]) -> list[Found]:
    """The longest name wins; among equals one that is spelt right, needs no context, and is nobody else's."""
    kept: list[tuple[int, int]] = []
    winners: list[Found] = []
    for each in sorted(
        found, key=lambda f: (f.start - f.end, f.misspelt, f.name.id != DECOY, -f.name.prior, f.name.derived, f.start)
    ):
        at = bisect_left(kept, (each.start, each.end))
        if (at == 0 or kept[at - 1][1] <= each.start) and (at == len(kept) or kept[at][0] >= each.end):
            kept.insert(at, (each.start, each.end))
            winners.append(each)
    return sorted(winners, key=lambda f: f.start)


def distinct(brands: tuple[Brand, ...]) -> tuple[str, ...]:
    """The ids in the order of their first occurrence."""
    return tuple(dict.fromkeys(brand.id for brand in brands))
