"""The yardstick: a plain search for the registry's names and a handful of words, as one writes in an hour.

Names as whole words exactly as the registry has them; a claim is a name and a claiming word; a class, a kind, an attack, an
area is the first word of a short list that occurs. What rasd adds must show beside this.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from rasd.evaluation.found import Found, FoundBrand, FoundClaim
from schemas.messages import AttackKind, TansiqiyaClass
from schemas.registry import Area, Organisation, Registry

CLAIMING: Final = ("تتبنى", "تبنت", "يتبنى", "تعلن مسؤوليت", "مسؤوليتها عن", "استهدفنا", "claims", "claimed")
THREATENING: Final = ("تهدد", "تحذير", "إنذار", "انذار", "يتوعد", "تتوعد", "warns", "threat")
ATTACKS: Final[tuple[tuple[str, AttackKind], ...]] = (
    ("صاروخ", "rocket"),
    ("صواريخ", "rocket"),
    ("كاتيوشا", "rocket"),
    ("هاون", "mortar"),
    ("مسير", "drone"),
    ("عبوة", "ied"),
    ("rocket", "rocket"),
    ("drone", "drone"),
    ("IED", "ied"),
)


def build_baseline(registry: Registry) -> Callable[[str], Found]:
    """A plain search over a post's text."""
    names = _searches((each.id, (*each.names_ar, *each.names_en)) for each in registry.organisations)
    areas = _searches((each.id, (*each.names_ar, *each.names_en)) for each in registry.areas)
    known: dict[str, Organisation] = {each.id: each for each in registry.organisations}
    places: dict[str, Area] = {each.id: each for each in registry.areas}

    def search(text: str) -> Found:
        brands = [each.id for each in names if each.occur(text)]
        claiming = bool(brands) and any(word in text for word in CLAIMING)
        found_areas = tuple(each.id for each in areas if each.occur(text)) if claiming else ()
        attack: AttackKind = next((kind for word, kind in ATTACKS if word in text), "other")
        threat = frozenset[str]() if any(word in text for word in THREATENING) else None
        operators = [known[id_].operator or id_ for id_ in brands]
        leads = [places[id_].lead for id_ in found_areas]
        first = next(iter(operators + leads), None)
        return Found(
            brands={id_: FoundBrand("claimant" if claiming else "mention") for id_ in brands},
            tansiqiya=_class("tansiqiya" in brands, text),
            claim=FoundClaim("claim", attack, frozenset(brands), found_areas) if claiming else None,
            threat=threat,
            attribution=(first, "assessed") if claiming and first else None,
        )

    return search


@dataclass(frozen=True)
class _Names:
    """An id's names as whole words. Python's `in` is many times faster than its `re`: the pattern only checks the words' ends."""

    id: str
    spellings: tuple[str, ...]
    whole: re.Pattern[str]

    def occur(self, text: str) -> bool:
        return any(name in text for name in self.spellings) and self.whole.search(text) is not None


def _searches(names: Iterable[tuple[str, tuple[str, ...]]]) -> list[_Names]:
    return [
        _Names(id_, spellings, re.compile(rf"\b(?:{'|'.join(map(re.escape, spellings))})\b"))
        for id_, spellings in names
    ]


def _class(named: bool, text: str) -> TansiqiyaClass:
    if not named:
        return "none"
    return "statement" if "بسم الله" in text else "relay" if "بيان" in text else "mention"
