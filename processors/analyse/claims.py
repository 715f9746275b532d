"""What a post claims for an organisation or a self-styled group: kind, weapon, place, target and time."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from processors.analyse.actors import ActorKind, Cast
from processors.analyse.areas import find_areas
from processors.analyse.attacks import named_weapon, targets, weapon
from processors.analyse.claim_kinds import said
from processors.analyse.cues import Reading, Span
from processors.analyse.dates import find_interval
from processors.analyse.scene import OURS, Said
from schemas.messages import Claim, ClaimKind
from schemas.registry import Registry

# A brand of these kinds can do or claim an attack; a news channel or a political list can only speak.
FIGHTING: Final = frozenset({"fasil", "facade", "umbrella", "reported_unit", "street_front", "cyber_front"})
ORDER: Final[tuple[ClaimKind, ...]] = ("claim", "eulogy", "denial", "warning")
STRIKING: Final = ("سن", "سوف", "we will", "will be", "لن ت", "خواهيم", "هدف")
SITES: Final = {"al_asad": "base", "bdsc": "base", "balad": "base", "taji": "base", "us_embassy": "embassy"}
A_YEAR: Final = re.compile(r"(?<!\w)(?:in|since|عام|سنه|مطلع|اواخر|منذ|خلال|في|سال)\s(20\d\d)(?!\w)")
SHORT: Final = 300  # a text that ends by then speaks of one thing
CARRYING: Final = (
    "attack",
    "we_attacked",
    "was_attacked",
    "rocket",
    "drone",
    "missile",
    "mortar",
    "ied",
    "sniper",
    "claims",
    "bless_hands",
    "placed",
)


@dataclass(frozen=True)
class ClaimFinder:
    """Reads claims against one registry; `kinds` says what its organisations can do."""

    kinds: dict[str, ActorKind]

    def find(
        self, reading: Reading, cast: Cast, posted: datetime | None, *, threatens: bool = False
    ) -> tuple[Claim | None, tuple[str, ...]]:
        """The claim, and the ids of all who claim or eulogise, whichever kind wins.

        The claim is None if nobody speaks for an organisation or a self-styled group in Iraq.
        """
        if not reading.hits:
            return None, ()
        everything = said(reading, cast, threatens=threatens)
        kind = next((kind for kind in ORDER if any(each.kind == kind for each in everything)), None)
        if kind is None or (posted and kind == "claim" and _of_old(reading, everything[0], posted)):
            return None, ()
        chosen = [each for each in everything if each.kind == kind]
        stretches = _stretches(reading, chosen, kind)
        if kind == "warning":
            attack = named_weapon(reading, stretches) if _strikes(chosen) else None
        else:
            attack = weapon(reading, stretches)
        areas = _areas(cast, stretches, kind)
        claim = Claim(
            attack=attack,
            brands=(speaking := _speakers(cast, chosen)),
            areas=areas,
            targets=targets(reading, stretches) or _overall(reading, kind) or _implied(areas, kind),
            when=find_interval(reading.normal, posted) if posted and kind in {"claim", "eulogy"} else None,
            kind=kind,
            reasons=tuple(reading.reason(each.cue, each.span, each.weight) for each in chosen[:4]),
        )
        telling = [each for each in everything if each.kind in {"claim", "eulogy"}]
        return claim, speaking if telling == chosen else _speakers(cast, telling)


def _of_old(reading: Reading, said: Said, posted: datetime) -> bool:
    """Whether the sentence looks back to an earlier year: "in 2020 NAME said that it fired"."""
    if " 20" not in reading.text:
        return False
    floor, ceiling = reading.sentence(said.span[0])
    return any(int(year[1]) < posted.year for year in A_YEAR.finditer(reading.text, floor, ceiling))


def claim_finder(registry: Registry) -> ClaimFinder:
    kinds: dict[str, ActorKind] = {
        o.id: "ours" if o.kind in FIGHTING else "media" if o.kind == "media" else "other"
        for o in registry.organisations
    }
    return ClaimFinder(kinds)


def _speakers(cast: Cast, chosen: list[Said]) -> tuple[str, ...]:
    speaking = [each.speaker for each in chosen if each.speaker is not None]
    ours = [each for each in speaking if each.kind == "ours"] or [each for each in speaking if each.kind in OURS]
    kinds = {each.kind for each in ours}  # a channel that passes on what a group says is none of those who say it
    return tuple(dict.fromkeys(each.id for each in cast.together(ours) if each.id and each.kind in kinds))


def _stretches(reading: Reading, chosen: list[Said], kind: ClaimKind) -> list[Span]:
    """The sentences that tell of the attack: those that carry the kind, then all that name one."""
    own = [reading.sentence(each.span[0]) for each in chosen]
    if kind != "warning":
        own += [reading.sentence(start) for start, _ in reading.spans(*CARRYING)]
    if any(each.cue == "signed" for each in chosen):
        own.append((0, len(reading.text)))  # a bulletin in key words: target, weapon, result, a line each
    return list(dict.fromkeys(own))


def _implied(areas: tuple[str, ...], kind: ClaimKind) -> tuple[str, ...]:
    """An area that is itself a base or an embassy says what was hit."""
    return tuple(dict.fromkeys(SITES[area] for area in areas if area in SITES)) if kind != "warning" else ()


def _overall(reading: Reading, kind: ClaimKind) -> tuple[str, ...]:
    return targets(reading, [(0, len(reading.text))]) if kind != "warning" and len(reading.text) <= SHORT else ()


def _areas(cast: Cast, stretches: list[Span], kind: ClaimKind) -> tuple[str, ...]:
    reading = cast.reading
    names = [(each.start, each.end) for each in cast.all if each.kind in OURS]
    if kind != "warning":
        found = find_areas(reading, stretches, names=names)
        return found or find_areas(reading, [(0, min(len(reading.text), SHORT))], names=names)
    # A complaint about an attack on one's own says nothing of where the threat would strike.
    aimed = [each for each in stretches if not reading.within(*each, "victim")]
    strikes = any(
        reading.text.startswith(STRIKING, start)
        for span in aimed
        for start, _ in reading.hits.get("we_warn", ())
        if span[0] <= start < span[1]
    )
    return find_areas(reading, aimed, strikes=strikes, names=names)


def _strikes(chosen: list[Said]) -> bool:
    """Whether a threat names the weapon as its own: our bombs wait for you."""
    return any(each.cue == "we_warn" for each in chosen)
