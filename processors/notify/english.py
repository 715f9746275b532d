"""An alert's title and its line in English, built from the fields found: never from the post's own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from schemas.messages import AttackKind
from schemas.registry import load_registry

LONGEST_TEXT: Final = 500
UNNAMED: Final = "an unnamed group"
ATTACKS: Final[dict[AttackKind | None, str]] = {
    "rocket": "rockets",
    "mortar": "mortar fire",
    "drone": "a drone",
    "ied": "an explosive device",
    "missile": "a missile",
    "sniper": "sniper fire",
    "other": "an attack",
    None: "an attack",
}
_REGISTRY: Final = load_registry()
NAMES: Final = {entry.id: entry.names_en[0] for entry in (*_REGISTRY.organisations, *_REGISTRY.areas) if entry.names_en}


@dataclass(frozen=True)
class Found:
    """What the posts of an alert say together."""

    brands: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    attack: AttackKind | None = None
    targets: tuple[str, ...] = ()
    channel: str = ""
    first_seen: str = ""
    count: int = 1
    lead_s: float | None = None
    second: str | None = None
    attribution: str | None = None


def names(ids: Iterable[str]) -> str:
    """The registry's English names; an id that it does not know stays as it is."""
    return ", ".join(NAMES.get(each, each) for each in ids)


def title(template: str, found: Found) -> str:
    return template.format(
        who=names(found.brands) or ", ".join(found.candidates) or UNNAMED,
        what=ATTACKS[found.attack],
        where=f" at {names(found.areas)}" if found.areas else "",
        targets=", ".join(found.targets).replace("_", " "),
        channel=found.channel,
        subject="",
    )


def summary(found: Found) -> str:
    parts = [names(found.brands) or ", ".join(found.candidates) or "no known organisation"]
    if found.attack:
        parts.append(ATTACKS[found.attack])
    if found.areas:
        parts.append(f"at {names(found.areas)}")
    if found.targets:
        parts.append(f"threatened: {', '.join(found.targets).replace('_', ' ')}")
    if found.attribution:
        parts.append(f"attributed to {names((found.attribution,))}")
    parts.append(f"first seen in {found.channel} at {found.first_seen}")
    if found.second is not None and found.lead_s is not None:
        parts.append(f"{lead(found.lead_s)} before {found.second}")
    if found.count > 1:
        parts.append(f"{found.count} posts")
    return "; ".join(parts)


def lead(seconds: float) -> str:
    """A lag as people read it."""
    if seconds < 1:
        return "less than a second"
    if seconds < 120:
        return f"{seconds:.0f} s"
    if seconds < 7200:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h" if seconds < 172_800 else f"{seconds / 86_400:.0f} days"
