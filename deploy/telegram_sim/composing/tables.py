"""The tables of channels, names, places and sentences, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import yaml


def table(name: str) -> Any:
    """The content of one file of `tables/`."""
    return yaml.safe_load((files("deploy.telegram_sim.composing") / "tables" / f"{name}.yaml").read_text("utf-8"))


@dataclass(frozen=True)
class Place:
    """A channel: `organisation` and `certainty` are what sources.yaml says of whose it is."""

    id: int
    username: str
    title: str
    subscribers: int
    created: date
    priority: int
    expected_per_day: int
    organisation: str | None = None
    certainty: str | None = None


@dataclass(frozen=True)
class Name:
    """One way in which a brand writes its name; `masculine` ones take another verb."""

    name: str
    masculine: bool = False


@dataclass(frozen=True)
class Brand:
    """A façade: its channel, its names, how it hides them, and what other languages call it."""

    id: str
    channel: str
    names: tuple[Name, ...]
    english: str
    persian: str
    disguised: tuple[str, ...]


CHANNELS: dict[str, Place] = {key: Place(**fields) for key, fields in table("channels").items()}
BRANDS: dict[str, Brand] = {
    key: Brand(
        id=key,
        channel=fields["channel"],
        names=tuple(Name(**name) for name in fields["names"]),
        english=fields["english"],
        persian=fields["persian"],
        disguised=tuple(fields["disguised"]),
    )
    for key, fields in table("brands").items()
}
PLACES: dict[str, Any] = table("places")
CLAIMS: dict[str, Any] = table("claims")
THREATS: list[dict[str, Any]] = table("threats")
STATEMENTS: list[dict[str, Any]] = table("statements")
ORDINARY: dict[str, list[Any]] = table("ordinary")
HISTORY: dict[str, Any] = table("history")
