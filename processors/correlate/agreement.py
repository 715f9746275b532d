"""Whether what two posts say agrees: names, places, weapons, days, subjects."""

from rapidfuzz import fuzz

from processors.correlate.facts import Facts
from processors.correlate.gazetteer import somewhere_common


def same_weapon(one: Facts, other: Facts) -> bool:
    pair = {one.attack, other.attack}
    # "Rocket" and "missile" are one word in other languages.
    return len(pair) == 1 or "other" in pair or (pair == {"rocket", "missile"} and one.script != other.script)


def same_place(one: Facts, other: Facts) -> bool:
    if one.places and other.places:
        return somewhere_common(one.places, other.places)
    return not set(one.areas).isdisjoint(other.areas)


def same_site(one: Facts, other: Facts) -> bool | None:
    """Whether a site that no list of places knows is named by both; None where this can't be said."""
    if one.script != other.script or not (one.sites or other.sites):
        return None
    mine, theirs = set(one.words.split()), set(other.words.split())
    return not (theirs.isdisjoint(one.sites) and mine.isdisjoint(other.sites))


def same_names(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(a == b or (" " in a and " " in b and fuzz.token_set_ratio(a, b) >= 85) for a in one for b in other)


def agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return not set(one).isdisjoint(other)


def about(one: Facts, other: Facts) -> float:
    """How much of what the less telling of the two is about the other is about too."""
    few = min(len(one.concepts), len(other.concepts))
    return len(set(one.concepts) & set(other.concepts)) / few if few else 0.0
