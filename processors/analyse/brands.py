"""Which organisations a text names, where, and whether it hides them."""

import re
from dataclasses import dataclass
from typing import Final

from ahocorasick_rs import AhoCorasick
from rapidfuzz import fuzz

from processors.analyse.aliases import ACRONYMS, ALIASES, BARE, MILITANT, OTHERWISE
from processors.analyse.latin import key_of, windows
from processors.analyse.normalise import LOOKALIKES, Normal, fold, skeleton
from schemas.messages import Brand, Reason
from schemas.registry import Organisation, Registry

# Particles that Arabic writes as part of the next word: and, so, in, to, like, and their pairs.
PARTICLES: Final = frozenset({"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل"})
ENOUGH: Final = 0.5
# A name of fewer letters occurs by chance across the borders of words.
SHORTEST_HIDDEN: Final = 8
SHORTEST_MISSPELT: Final = 9
# One wrong letter in eight to ten; two such names of different bodies are further apart.
ALIKE: Final = 87.0
NEAR: Final = 120  # characters on each side in which a word says what a name means
WORD = re.compile(r"\w+")
# A name inside an address or a handle names a channel, not the organisation.
ADDRESS = re.compile(r"(?:https?://|www\.|(?:t|telegram)\.me/|@)\S+")
INVOCATION: Final = fold("بسم الله ")


@dataclass(frozen=True)
class Found:
    """A name in the folded text. `certain`: it needs no words around it to mean the organisation."""

    id: str
    start: int
    end: int
    certain: bool
    disguised: bool = False
    likeness: float | None = None
    bare: bool = False


class BrandFinder:
    """All names of a registry, compiled once."""

    def __init__(self, registry: Registry) -> None:
        self._organisations = {organisation.id: organisation for organisation in registry.organisations}
        names = [entry for organisation in registry.organisations for entry in _names(organisation)]
        self._names = list(dict.fromkeys(names))
        self._search = AhoCorasick([name for name, _, _ in self._names])
        hidden = [(name.replace(" ", ""), id_) for name, id_, bare in self._names if " " in name and not bare]
        self._hidden = [(name, id_) for name, id_ in hidden if len(name) >= SHORTEST_HIDDEN]
        self._hidden_search = AhoCorasick([name for name, _ in self._hidden])
        self._heads: dict[str, list[tuple[str, str]]] = {}
        for name, id_, _ in self._names:
            if " " in name and len(name) >= SHORTEST_MISSPELT and not name.isascii():
                self._heads.setdefault(name.split()[0], []).append((name, id_))
        self._latin = {
            key: organisation.id
            for organisation in registry.organisations
            for name in (*organisation.names_en, *ALIASES.get(organisation.id, ()))
            if (key := key_of(fold(name)))
        }
        self._not = [
            (fold(name), organisation.id) for organisation in registry.organisations for name in organisation.not_ar
        ]

    def find(self, normal: Normal) -> tuple[Brand, ...]:
        """One entry for each occurrence, in order; only senses that mean the organisation. Every role is `mention`."""
        if not normal.text:
            return ()
        found = [*self._plain(normal), *self._acronyms(normal), *self._spelt_in_latin(normal)]
        found += self._spread_out(normal)
        found += self._misspelt(normal, found)
        kept = _longest(found)
        addresses = [match.span() for match in ADDRESS.finditer(normal.original)]
        kept = [each for each in kept if not (self._is_another(each, normal) or _inside(normal, each, addresses))]
        sure = {each.id for each in kept if each.certain}
        brands = [brand for each in kept if (brand := self._weighed(each, normal, sure))]
        return tuple(sorted(brands, key=lambda brand: brand.start))

    def _plain(self, normal: Normal) -> list[Found]:
        found = []
        for number, start, end in self._search.find_matches_as_indexes(normal.text, overlapping=True):
            name, id_, bare = self._names[number]
            if _stands_alone(normal.text, start, end):
                certain = not bare and not self._ambiguous(id_, name)
                found.append(Found(id_, start, end, certain, disguised=_looks_alike(normal, start, end), bare=bare))
        return found

    def _ambiguous(self, id_: str, name: str) -> bool:
        return (self._organisations[id_].ambiguous_ar and not name.isascii()) or name in COMMON_ENGLISH

    def _acronyms(self, normal: Normal) -> list[Found]:
        found = []
        for each in re.finditer(r"(?<!\w)[A-Z][A-Za-z]{1,2}(?!\w)", normal.original):
            if each[0] in ACRONYMS:
                owner = next(o.id for o in self._organisations.values() if each[0] in o.names_en)
                places = list(normal.places)
                found.append(
                    Found(owner, places.index(each.start()), places.index(each.end() - 1) + 1, certain=False, bare=True)
                )
        return found

    def _spelt_in_latin(self, normal: Normal) -> list[Found]:
        return [
            Found(self._latin[key], start, end, certain=True)
            for key, start, end in windows(normal.text)
            if key in self._latin
        ]

    def _spread_out(self, normal: Normal) -> list[Found]:
        bones = skeleton(normal)
        found = []
        for number, first, last in self._hidden_search.find_matches_as_indexes(bones.text, overlapping=True):
            start, end = bones.places[first], bones.places[last - 1] + 1
            if _stands_alone(normal.text, start, end):
                hidden = _is_hidden(normal.text[start:end])
                found.append(Found(self._hidden[number][1], start, end, certain=True, disguised=hidden))
        return found

    def _misspelt(self, normal: Normal, found: list[Found]) -> list[Found]:
        taken = [(each.start, each.end) for each in found]
        words = [(word[0], word.start(), word.end()) for word in WORD.finditer(normal.text)]
        more = []
        for index, (word, start, _) in enumerate(words):
            for head, named in self._heads.items():
                if (
                    abs(len(word) - len(head)) > 2
                    or fuzz.ratio(word.lstrip("وفبلك") or word, head.lstrip("وفبلك")) < 80
                ):
                    continue
                for name, id_ in named:
                    size = name.count(" ") + 1
                    if index + size > len(words):
                        continue
                    end = words[index + size - 1][2]
                    at = start + (1 if word[0] in "وفبل" and word[0] != head[0] else 0)
                    likeness = fuzz.ratio(normal.text[at:end], name)
                    free = all(end <= first or start >= last for first, last in taken)
                    if ALIKE <= likeness < 100 and free:
                        more.append(Found(id_, at, end, certain=True, disguised=True, likeness=likeness))
        return more

    def _is_another(self, each: Found, normal: Normal) -> bool:
        """حزب الله اللبناني is not the Iraqi one, and what follows "in the name of God" is a name of God."""
        return normal.text.endswith(INVOCATION, 0, each.start) or any(
            each.id == id_ and normal.text.find(name, max(0, each.start - len(name)), each.end + len(name) + 1) >= 0
            for name, id_ in self._not
        )

    def _weighed(self, each: Found, normal: Normal, sure: set[str]) -> Brand | None:
        start, end = normal.span(each.start, each.end)
        surface = normal.original[start:end]
        reasons: list[Reason] = []
        if each.likeness is not None:
            reasons.append(Reason(name="misspelt", weight=round(each.likeness / 100, 2)))
        if each.certain and not self._organisations[each.id].ambiguous_ar:
            return Brand(
                id=each.id, surface=surface, start=start, end=end, disguised=each.disguised, reasons=tuple(reasons)
            )
        score, why = self._context(each, normal, sure)
        if score < ENOUGH:
            return None
        return Brand(
            id=each.id,
            surface=surface,
            start=start,
            end=end,
            disguised=each.disguised,
            score=score,
            reasons=(*reasons, *why),
        )

    def _context(self, each: Found, normal: Normal, sure: set[str]) -> tuple[float, list[Reason]]:
        """How much speaks for the organisation: 0 to 1, and what."""
        around = normal.text[max(0, each.start - NEAR) : each.end + NEAR]
        # The full name of a known body of several words is rarely anything else.
        whole = (
            not each.bare and self._organisations[each.id].kind == "fasil" and " " in normal.text[each.start : each.end]
        )
        score, reasons = (0.2 if each.bare and not each.certain else 0.55 if whole else 0.35), []
        for word in MILITANT:
            if word in around:
                score += 0.15
                reasons.append(Reason(name="militant_context", weight=0.15, surface=word))
        if each.disguised:
            score += 0.2
            reasons.append(Reason(name="written_to_hide", weight=0.2))
        if normal.original[: normal.span(each.start, each.end)[0]].endswith("#"):
            score += 0.2
            reasons.append(Reason(name="hashtag", weight=0.2))
        if sure - {each.id}:
            score += 0.3
            reasons.append(Reason(name="beside_another_organisation", weight=0.3, surface=min(sure)))
        for word in OTHERWISE.get(each.id, ()):
            if word in normal.text:
                score -= 0.45
                reasons.append(Reason(name="another_meaning", weight=-0.45, surface=word))
        return round(max(0.0, min(1.0, score)), 2), reasons


COMMON_ENGLISH: Final = frozenset(
    fold(name)
    for name in (
        "Companions of the Cave",
        "The Inheritors",
        "Guard of the Supreme Leader",
        "Badr",
        "Kaf",
        "Zulfiqar",
        "Zulfaqar",
    )
)


def _names(organisation: Organisation) -> list[tuple[str, str, bool]]:
    bare = {fold(name) for name in BARE.get(organisation.id, ())}
    written = (*organisation.names_ar, *organisation.names_en, *ALIASES.get(organisation.id, ()))
    names = {fold(name) for name in written if name not in ACRONYMS} | bare
    # After ل the article is written لل: للعصائب, للهيئة.
    names |= {f"لل{name[2:]}" for name in names if name.startswith("ال")}
    return [
        (name, organisation.id, name in bare or name.removeprefix("لل") in {b[2:] for b in bare})
        for name in sorted(names)
    ]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is bounded as a word is; attached particles in front don't count."""
    if end < len(text) and text[end].isalnum():
        return False
    first = start
    while first > 0 and text[first - 1].isalnum():
        first -= 1
    return first == start or text[first:start] in PARTICLES


def _is_hidden(text: str) -> bool:
    """Whether a name is written otherwise than in words with single spaces between them."""
    words = text.split(" ")
    return len(words) == 1 or any(not word.isalnum() for word in words) or sum(len(word) == 1 for word in words) > 1


def _looks_alike(normal: Normal, start: int, end: int) -> bool:
    """Letters of another script inside, or characters that show nothing inside a word."""
    surface = normal.surface(start, end)
    if any(character in LOOKALIKES for character in surface):
        return any(character.isascii() and character.isalpha() for character in surface)
    return any(character in "\u200b\u200d\u2060\ufeff\u00ad" for character in surface)


def _inside(normal: Normal, each: Found, stretches: list[tuple[int, int]]) -> bool:
    start, end = normal.span(each.start, each.end)
    return any(first <= start and end <= last for first, last in stretches)


def _longest(found: list[Found]) -> list[Found]:
    """The longest name wins; among equals the one that needs no words around it, and the registry's own spelling."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda f: (f.start - f.end, f.likeness or 0, not f.certain, f.disguised, f.start)):
        if all(each.end <= other.start or each.start >= other.end for other in kept):
            kept.append(each)
    return kept


def distinct(brands: tuple[Brand, ...]) -> tuple[str, ...]:
    """The ids in the order of their first occurrence."""
    return tuple(dict.fromkeys(brand.id for brand in brands))
