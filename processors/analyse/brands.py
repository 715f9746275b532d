"""Which organisations a text names, where, and whether it hides them."""

import re
from dataclasses import dataclass
from typing import Final

from processors.analyse.disguise import is_broken_up
from processors.analyse.evidence import ENOUGH, SHORT_NEEDS, SUPPORT
from processors.analyse.found import DECOY, Found, alone_on_its_line, inside, longest, trimmed
from processors.analyse.misspelt import is_another_word
from processors.analyse.normalise import Normal
from processors.analyse.search import NameSearch
from processors.analyse.sense import Place, Read, Sense, reason
from schemas.messages import Brand, Channel, Reason
from schemas.registry import Registry

# A name inside an address or a handle names a channel, not the organisation.
ADDRESS: Final = re.compile(r"(?:https?://|www\.|(?:t|telegram)\.me/|@)\S+")
MOST_FOUND: Final = 2_000  # occurrences in one post; only a hostile text holds more
MISSPELT_PRIOR: Final = 0.5  # a name that is certain when spelt right needs a sign or two when it isn't
MISSPELT_LONG: Final = 0.6  # unless it is so long that nothing else can be meant
LONG_NAME: Final = 13
DISTINCT: Final = 3  # letters of an acronym that needs no militia's world around it
OPEN: Final = 0.1  # a name of this prior or more lends another some of its sense
QUOTES: Final = '"«»“”„'
JOINED: Final = 3  # characters between two names of one list: " و", "، ", " / "


@dataclass(slots=True)
class Company:
    """The other names of a post: those that are sure so far, and those that may be. One place for each id."""

    sure: dict[str, Place]
    open: dict[str, Place]


class BrandFinder:
    """All names of a registry, compiled once."""

    def __init__(self, registry: Registry) -> None:
        self._search = NameSearch(registry)
        self._sense = Sense(registry)
        self._titles: dict[str, frozenset[str]] = {}

    def find(self, normal: Normal, channel: Channel | None = None) -> tuple[Brand, ...]:
        """One entry for each occurrence, in order; only senses that mean the organisation. Every role is `mention`.

        `channel`: whose post it is; one that belongs to an organisation or bears its name speaks for that sense.
        """
        found = self._search.find(normal)
        if not found:
            return ()
        kept = [trimmed(each) for each in longest(found)[:MOST_FOUND] if each.name.id != DECOY]
        if not kept:
            return ()
        original = normal.original
        addressed = "@" in original or "/" in original or "www." in original  # else none is looked for letter by letter
        if addressed and (addresses := [match.span() for match in ADDRESS.finditer(original)]):
            kept = [each for each in kept if not inside(normal, each, addresses)]
        return self._judged(kept, normal, channel) if kept else ()

    def _judged(self, kept: list[Found], normal: Normal, channel: Channel | None) -> tuple[Brand, ...]:
        if all(each.certain for each in kept):
            return tuple([_brand(each, normal) for each in kept])
        brands: list[Brand] = []
        company = Company(
            sure={each.name.id: (each.start, each.end) for each in reversed(kept) if each.certain},
            open={
                each.name.id: (each.start, each.end) for each in kept if not each.name.short and each.name.prior >= OPEN
            },
        )
        acronyms = {each.name.id for each in kept if each.acronym}
        read: Read | None = None
        # Short names and acronyms last: a name in full says what they mean.
        if len(kept) > 1:
            kept.sort(key=lambda one: (one.name.short or one.acronym, -one.name.prior, one.start))
        for each in kept:
            brand: Brand | None
            if each.certain:
                brand = _brand(each, normal)
            else:
                read = read or self._sense.read(normal.form)
                also = _about(each, normal)
                _beside(each, company, also)
                if each.acronym and len(acronyms) > 1:
                    also["acronyms_together"] = None
                if channel and self._belongs(channel, each.name.id):
                    also["channel"] = None
                brand = self._weighed(each, normal, read, also)
            if brand:
                brands.append(brand)
                company.sure.setdefault(each.name.id, (each.start, each.end))
        if len(brands) > 1:
            brands.sort(key=lambda brand: brand.start)
        return tuple(brands)

    def _weighed(self, each: Found, normal: Normal, read: Read, also: dict[str, Place | None]) -> Brand | None:
        prior = each.name.prior
        if each.misspelt:
            prior = min(prior, MISSPELT_PRIOR if len(each.name.text) < LONG_NAME else MISSPELT_LONG)
        found = self._sense.weigh(each.name.id, each.start, each.end, normal, read, also)
        score = round(max(0.0, min(1.0, prior + sum([weight for _, weight, _ in found]))), 2)
        if score < ENOUGH:
            return None
        # Two letters mean too many things.
        if each.acronym and each.end - each.start < DISTINCT and SUPPORT.isdisjoint([kind for kind, _, _ in found]):
            return None
        needed = SHORT_NEEDS.get(each.name.id) if each.name.short else None
        if needed and needed.isdisjoint([kind for kind, _, _ in found]):
            return None
        reasons = [reason(*each_found, normal) for each_found in found if each_found[1]]
        return _brand(each, normal, score, (Reason(name="prior", weight=prior), *reasons))

    def _belongs(self, channel: Channel, id_: str) -> bool:
        if channel.affiliation and channel.affiliation.organisation == id_:
            return True
        title = channel.title or ""
        if title not in self._titles:
            if len(self._titles) > MOST_FOUND:
                self._titles.clear()
            self._titles[title] = self._search.named(title)
        return id_ in self._titles[title]


def _about(each: Found, normal: Normal) -> dict[str, Place | None]:
    """What the way in which it is written says."""
    also: dict[str, Place | None] = {}
    if each.disguised:
        also["chat_spelling" if normal.text[each.start : each.end].isascii() else "disguised"] = None
    if each.stretched:
        also["stretched"] = None
    if each.misspelt:
        also["misspelt"] = None
        if is_another_word(normal.text[each.start : each.end], each.name.text):
            also["another_word"] = None
    first = normal.places[each.start]
    if first and normal.original[first - 1] == "#":
        also["hashtag"] = None
    last = normal.places[each.end - 1] + 1
    if first and normal.original[first - 1] in QUOTES and normal.original[last : last + 1] in QUOTES:
        also["quoted"] = None
    if alone_on_its_line(normal.text, each.start, each.end):
        also["signature"] = None
    return also


def _beside(each: Found, company: Company, also: dict[str, Place | None]) -> None:
    """What the other names of the post say."""
    if others := [place for id_, place in company.sure.items() if id_ != each.name.id]:
        nearest = min(others, key=lambda place: max(place[0] - each.end, each.start - place[1]))
        also["beside_another_organisation"] = nearest
        if max(nearest[0] - each.end, each.start - nearest[1]) <= JOINED:
            also["joined_to_another"] = nearest
    elif such := [place for id_, place in company.open.items() if id_ != each.name.id]:
        also["beside_such_a_name"] = such[0]
    if each.name.id in company.sure and (each.name.short or each.acronym or each.misspelt):
        also["named_in_full"] = company.sure[each.name.id]


def _brand(each: Found, normal: Normal, score: float | None = None, reasons: tuple[Reason, ...] = ()) -> Brand:
    start, end = normal.span(each.start, each.end)
    surface = normal.original[start:end]
    disguised = each.disguised or is_broken_up(surface)
    return Brand(
        id=each.name.id, surface=surface, start=start, end=end, disguised=disguised, score=score, reasons=reasons
    )


def distinct(brands: tuple[Brand, ...]) -> tuple[str, ...]:
    """The ids in the order of their first occurrence."""
    return tuple(dict.fromkeys(brand.id for brand in brands))
