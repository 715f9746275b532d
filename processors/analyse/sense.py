"""Whether an ambiguous name means the organisation: a score with the words that it was decided from."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from processors.analyse.evidence import (
    AFTER,
    AGAINST,
    AGAINST_WHOM,
    BEFORE,
    EPITHETS,
    EVERYDAY,
    FOR,
    MOST_RELIGIOUS,
    OTHERWISE,
    OTHERWISE_WEIGHT,
    POLITICAL,
    RELIGIOUS,
    WEIGHTS,
)
from processors.analyse.form import Automaton, Form
from processors.analyse.names import LAST_LETTERS, PARTICLES
from processors.analyse.normalise import Normal, fold
from schemas.messages import Reason
from schemas.registry import Registry

NEAR: Final = 250  # characters on each side in which a word speaks for a name
FAR: Final = 600  # and in which one speaks against it
SHORT_WORD: Final = 3
BESIDE: Final = 60
MOST_WORDS: Final = 4  # of a phrase beside the name
# A verb in the feminine or the plural, as a group's name takes it.
ANYBODY: Final = (*RELIGIOUS, *EVERYDAY)
GROUP_VERB: Final = re.compile(r"(?:ت(?!فسير|اريخ|لاوه|عالي|حت|جاه|قريبا)\w{3,}|ي\w{2,}(?:ون|وا)|\w{3,}وا)$")
WHO: Final = frozenset({"الذي", "التي", "الذين", "اللي", "who", "that", "which"})
PAUSES: Final = ".:؛;!؟?|،,"

Place = tuple[int, int]
Evidence = tuple[str, float, Place | None]


@dataclass
class Read:
    """Where each class of evidence stands in one text: starts in order, with their ends."""

    places: dict[str, list[Place]] = field(default_factory=dict)

    def nearest(self, kind: str, start: int, end: int, within: int) -> Place | None:
        """The occurrence nearest to the name that is no part of it."""
        places = self.places.get(kind)
        if not places:
            return None
        at = bisect_left(places, (start, 0))
        best: Place | None = None
        for first, last in places[max(0, at - 3) : at + 4]:
            if last > start and first < end:
                continue
            distance = start - last if last <= start else first - end
            if distance <= within and (best is None or distance < _distance(best, start, end)):
                best = first, last
        return best


def _distance(place: Place, start: int, end: int) -> int:
    return start - place[1] if place[1] <= start else place[0] - end


class Sense:
    """All evidence of the tables and the registry's people, compiled once."""

    def __init__(self, registry: Registry) -> None:
        kinds: dict[str, list[tuple[str, bool]]] = {}

        def add(kind: str, terms: tuple[str, ...]) -> None:
            for term in terms:
                if bare := term.removesuffix("*"):
                    kinds.setdefault(bare, []).append((kind, term.endswith("*")))

        for table in (FOR, AGAINST):
            for kind, (_, terms) in table.items():
                add(kind, terms)
        for id_, senses in OTHERWISE.items():
            for sense, terms in senses.items():
                add(f"{id_}/{sense}", terms)
        for organisation in registry.organisations:
            add(f"{organisation.id}/people", tuple(" ".join(fold(name).split()) for name in organisation.people))
        self._kinds = list(kinds.values())
        self._search = Automaton(list(kinds))
        self._before = _phrases(BEFORE)
        self._after = _phrases(AFTER)
        # Most words end none of the phrases and begin none: then none is put together.
        self._last = frozenset(phrase.rpartition(" ")[2] for phrase in self._before)
        self._first = frozenset(phrase.partition(" ")[0] for phrase in self._after)

    def read(self, form: Form) -> Read:
        text = form.text
        places: dict[str, list[Place]] = {}
        letters = form.letters
        for number, start, end in self._search.find(text, form.coded):
            if letters[start - 1] and not _after_particle(text, start, end):
                continue
            ends = not letters[end] or (text[end] == "s" and not letters[end + 1])
            for kind, open_ in self._kinds[number]:
                if ends or open_:
                    if kind in places:
                        places[kind].append((start, end))
                    else:
                        places[kind] = [(start, end)]
        for found in places.values():
            if len(found) > 1:
                found.sort()
        return Read(places)

    def weigh(
        self, id_: str, start: int, end: int, normal: Normal, read: Read, also: Mapping[str, Place | None]
    ) -> list[Evidence]:
        """Each class of evidence with its weight and place. `also`: what the finder knows besides."""
        found: list[Evidence] = [(kind, WEIGHTS[kind], place) for kind, place in also.items()]
        against = AGAINST_WHOM.get(id_, ANYBODY)
        own = f"{id_}/"
        religious = 0.0
        for kind in read.places:
            if kind in FOR:
                if (kind != "politics" or id_ in POLITICAL) and (place := read.nearest(kind, start, end, NEAR)):
                    found.append((kind, WEIGHTS[kind], place))
                    if kind == "politics" and len(read.places[kind]) > 1:
                        found.append(("much_politics", WEIGHTS["much_politics"], read.places[kind][1]))
            elif kind in against:
                if place := read.nearest(kind, start, end, FAR):
                    weight = WEIGHTS[kind]
                    if kind in RELIGIOUS:
                        weight = max(weight, MOST_RELIGIOUS - religious)
                        religious += weight
                    found.append((kind, round(weight, 2), place))
            elif kind.startswith(own) and (place := read.nearest(kind, start, end, FAR)):
                if kind == f"{own}people":
                    found.append(("its_people", WEIGHTS["its_people"], place))
                else:
                    found.append((kind.removeprefix(own), OTHERWISE_WEIGHT, place))
        found += [each for each in self._beside(normal.text, start, end) if each[0] != "divine" or id_ in EPITHETS]
        return found

    def _beside(self, text: str, start: int, end: int) -> list[Evidence]:
        """What the words that touch the name say: at most one class on each side, the longest phrase first."""
        found: list[Evidence] = []
        first = start
        while first > 0 and text[first - 1].isalnum():
            first -= 1
            if start - first > 2:
                break
        particle = text[first:start]
        if particle == "ك":
            found.append(("likened", WEIGHTS["likened"], (first, start)))
        left = text[max(0, first - BESIDE) : first]
        words = left.rstrip(' "«“(\u2068').split(" ") if "\n" not in left[-2:] else []
        if words and self._may_end(words[-1].rpartition("\n")[2], particle):
            before = self._before
            for count in range(min(MOST_WORDS, len(words)), 0, -1):
                phrase = " ".join(words[-count:]).lstrip("\n")
                phrase = phrase.rpartition("\n")[2]
                kind = (
                    before.get(f"{phrase} {particle}" if particle else phrase)
                    or before.get(phrase)
                    or before.get(phrase[1:] if phrase[:1] in "وفبل" else "")
                )
                if kind:
                    found.append((kind, WEIGHTS[kind], (first - min(len(phrase) + 1, first), first)))
                    break
        found += self._behind(text, end)
        return found

    def _may_end(self, word: str, particle: str) -> bool:
        return (
            word in self._last
            or particle in self._last
            or (word[:1] in {"و", "ف", "ب", "ل"} and word[1:] in self._last)
        )

    def _behind(self, text: str, end: int) -> list[Evidence]:
        right = text[end : end + BESIDE]
        following = right.lstrip(' "»”)').partition("\n")[0].split(" ") if not right[:1].strip(' "»”)') else []
        if len(following) > 1 and following[0] in WHO:
            end += len(following[0]) + 1
            following = following[1:]
        if not following:
            return []
        if following[0] in self._first or following[0].rstrip(PAUSES) in self._first:
            for count in range(min(MOST_WORDS, len(following)), 0, -1):
                phrase = " ".join(following[:count]).rstrip(PAUSES)
                if kind := self._after.get(phrase):
                    place = end + len(right) - len(right.lstrip(' "»”)'))
                    return [(kind, WEIGHTS[kind], (place, min(len(text), place + len(phrase))))]
        if (following[0].endswith(("ون", "وا")) or following[0].startswith("ت")) and GROUP_VERB.match(following[0]):
            place = end + len(right) - len(right.lstrip(' "»”)'))
            return [("acts_like_a_group", WEIGHTS["acts_like_a_group"], (place, place + len(following[0])))]
        return []


def _phrases(table: Mapping[str, tuple[float, tuple[str, ...]]]) -> dict[str, str]:
    phrases: dict[str, str] = {}
    for kind, (_, terms) in table.items():
        for term in terms:
            phrases.setdefault(term, kind)
    return phrases


def _after_particle(text: str, start: int, end: int) -> bool:
    if text[start - 1] not in LAST_LETTERS:  # the article's is one of them
        return False
    # ولاية is no sign (آية) after two particles.
    for length in (1, 2) if end - start > SHORT_WORD else (1,):
        first = start - length
        attached = first >= 0 and (text[first:start] in PARTICLES or text[first:start] in {"لل", "ال"})
        if attached and (first == 0 or not text[first - 1].isalnum()):
            return True
    # The particle and the article together: والفصائل, بالصواريخ.
    return (
        start >= 3
        and text[start - 2 : start] == "ال"
        and text[start - 3] in "وفبك"
        and not text[start - 4 : start - 3].isalnum()
    )


def reason(kind: str, weight: float, place: Place | None, normal: Normal) -> Reason:
    """A piece of evidence with the words of the original."""
    if place is None or place[0] >= place[1]:
        return Reason(name=kind, weight=weight)
    start, end = normal.span(*place)
    return Reason(name=kind, weight=weight, surface=normal.original[start:end], start=start, end=end)
