"""What any text tells of an attack, claimed or not: weapon, areas of the registry, targets. Correlation compares by these."""

from dataclasses import dataclass
from typing import Final

from processors.analyse.areas import find_areas
from processors.analyse.attacks import named_weapon, targets
from processors.analyse.normalise import Normal
from processors.analyse.reader import reader
from schemas.messages import AttackKind
from schemas.registry import load_registry

_AREAS: Final = frozenset(area.id for area in load_registry().areas)


@dataclass(frozen=True)
class Told:
    attack: AttackKind | None
    areas: tuple[str, ...]
    targets: tuple[str, ...]


def told(folded: str) -> Told:
    """Of a folded text. `attack` is `other` where an attack is told without its weapon, None where none is."""
    reading = reader().read(Normal(folded, range(len(folded)), folded))
    whole = [(0, len(folded))]
    attack = named_weapon(reading, whole) or ("other" if reading.has("attack", "was_attacked") else None)
    areas = tuple(area for area in find_areas(reading, whole) if area in _AREAS)
    return Told(attack, areas, targets(reading, whole))
