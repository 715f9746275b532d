"""What was attacked and with what, in the words of claims."""

import re
from typing import Final, get_args

from processors.analyse.cues import Reading, Span
from processors.analyse.speech_words import ANOTHERS, HOUSING
from schemas.messages import AttackKind

WEAPONS: Final[tuple[AttackKind, ...]] = ("missile", "drone", "rocket", "mortar", "ied", "sniper")
TARGETS: Final = (
    "embassy", "consulate", "base", "convoy", "airport", "oil_facility", "palace", "radar", "soldiers", "contractor",
    "aircraft", "ship", "port",
)  # fmt: skip
# Said of a target more often than being one.
MINOR: Final = frozenset({"airport", "soldiers", "contractor", "ship", "port", "radar"})
assert set(WEAPONS) < set(get_args(AttackKind))  # noqa: S101  # a misspelt kind must fail at import


def weapon(reading: Reading, stretches: list[Span]) -> AttackKind | None:
    """The first weapon named in the sentences of a claim, else in the text; `other` if only an attack is."""
    for start, end in (*stretches, (0, len(reading.text))):
        if found := _first(reading, start, end):
            return found
    return "drone" if any(_flown(reading, span) for span in reading.hits.get("perhaps_drone", ())) else "other"


def _flown(reading: Reading, span: Span) -> bool:
    """Aircraft of whom such groups boast are drones, unless they are whose, or what, was hit."""
    behind = reading.text[span[1] : span[1] + ASIDE].split()[:1]
    ahead = reading.text[max(0, span[0] - ASIDE) : span[0]].split()[-1:]
    return not any(word.startswith(ANOTHERS) for word in behind) and not any(word in HOUSING for word in ahead)


def named_weapon(reading: Reading, stretches: list[Span]) -> AttackKind | None:
    """The weapon that a threat names in its own sentences."""
    for start, end in stretches:
        if found := _first(reading, start, end):
            return found
    return None


def _first(reading: Reading, start: int, end: int) -> AttackKind | None:
    """By place; of several at one place the longest words win: a ballistic rocket is a missile."""
    hidden = reading.hits.get("not_weapon", ())
    best: tuple[int, int, AttackKind] | None = None
    weak: AttackKind | None = None
    for kind in WEAPONS:
        for first, last in reading.hits.get(kind, ()):
            if not start <= first < end or any(first < b and last > a for a, b in hidden):
                continue
            if DAWN.match(reading.text, first):
                continue
            words = reading.text[first:last]
            if words.startswith(BURSTS) or (kind == "ied" and _only_explodes(words)):
                weak = weak or kind  # rockets explode too, mortars come in bursts: where nothing else is named
                continue
            key = (first, first - last, kind)
            if best is None or key < best:
                best = key
    return best[2] if best else weak


ASIDE: Final = 24
BURSTS: Final = ("رشق", "صلي", "وابل")
# One word is dawn and "blew up": before a day it is the dawn.
DAWN: Final = re.compile(
    r"[وفبل]?فجر\s+(?:هذا\s+)?(?:يوم|اليوم|امس|غد|السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه)(?!\w)"
)


def _only_explodes(words: str) -> bool:
    return words.startswith(("تفجير", "انفجار", "فجر", "تفجر", "يفجر", "نفجر", "bombing", "bomb", "detonat"))


def targets(reading: Reading, stretches: list[Span]) -> tuple[str, ...]:
    """Kinds of targets named in the sentences of the attack."""
    named = tuple(
        name
        for name in TARGETS
        if name in reading.hits and any(reading.within(start, end, name) for start, end in stretches)
    )
    # "The base at the airport" is a base; who carries goods for a convoy is not its target.
    return tuple(name for name in named if name not in MINOR or len(named) == 1 or named[0] == name)
