"""Attacks that are claimed: what happened where and when, and the sentences that tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from deploy.telegram_sim.composing.plan import Labels, claimed, labels
from deploy.telegram_sim.composing.tables import CHANNELS, CLAIMS, PLACES, Brand, Name
from deploy.telegram_sim.composing.words import Turns, english, persian, tidy, verbs, when

CONVOY = {"english": "a supply convoy {}", "persian": "کاروان تدارکاتی در {}"}


@dataclass(frozen=True)
class Attack:
    """An invented event. `words`: the place as all name it; `weapon`: the contract's kind; `when`: in its first post."""

    story: str
    day: date
    weapon: str
    weapon_words: str
    place: dict[str, Any]
    words: str
    on_road: bool
    when: str

    @property
    def hit(self) -> str:
        """What was hit, as the object of a verb."""
        return f"رتلاً للاحتلال {self.words}" if self.on_road else self.words

    @property
    def object(self) -> str:
        return f"رتل للاحتلال {self.words}" if self.on_road else self.words

    @property
    def targets(self) -> list[str]:
        return ["convoy"] if self.on_road else list(self.place["targets"])


def attack(turns: Turns, story: str, day: date, place: str, weapon: str) -> Attack:
    """An attack at one of places.yaml's roads or sites; how place and weapon are worded comes in turn."""
    on_road = place in PLACES["roads"]
    known = PLACES["roads" if on_road else "sites"][place]
    return Attack(
        story=story,
        day=day,
        weapon=weapon,
        weapon_words=turns.take(f"weapon {weapon}", PLACES["weapons"][weapon]),
        place=known,
        words=turns.take(f"place {place}", known["words"]),
        on_road=on_road,
        when=when(day, turns, hour=True),
    )


def found(event: Attack, kind: str, brands: list[str], **more: Any) -> Labels:
    """The labels of a post that claims, blesses or denies the attack in the name of `brands`."""
    role = "mention" if kind == "denial" else "claimant"
    claim = claimed(kind, event.weapon, brands, list(event.place["areas"]), event.targets)
    claim["when"] = event.day.isoformat()
    return labels(dict.fromkeys(brands, role), claim=claim, story=event.story, **more)


def written(event: Attack, template: str, name: Name, brand: Brand, turns: Turns, *, first: bool = True) -> str:
    """The sentence with its slots filled. The tag is the brand's plain name with underscores; `first`: as the event's own."""
    text = template.format(
        brand=name.name,
        group=name.name,
        weapon=event.weapon_words,
        place=event.words,
        site=event.words,
        object=event.object,
        when=event.when if first else when(event.day, turns, hour=False),
        hit=event.hit,
        tag="#" + brand.names[0].name.replace(" ", "_") if brand.names else "",
        n=turns.take("number", range(11, 97)),
        link=CHANNELS[brand.channel].username if brand.channel else "",
        **verbs(masculine=name.masculine),
    )
    return text if event.weapon_words else tidy(text)


def own_claim(event: Attack, brand: Brand, turns: Turns) -> str:
    """As the brand itself writes it."""
    table = "convoys" if event.on_road else "sites"
    name = turns.take(f"name {brand.id}", brand.names)
    return written(event, turns.take(table, CLAIMS[table]), name, brand, turns)


def headline(event: Attack, brand: Brand, turns: Turns, table: str) -> str:
    """As another channel tells it."""
    plain = turns.take(f"plain {brand.id}", [name for name in brand.names if not name.name.startswith("#")])
    return written(event, turns.take(table, CLAIMS[table]), plain, brand, turns, first=False)


def foreign(event: Attack, brand: Brand, turns: Turns, language: str) -> str:
    """In English or Persian."""
    weapon = PLACES[f"{language}_weapons"][event.weapon]
    return tidy(
        turns.take(language, CLAIMS[language]).format(
            brand=brand.english if language == "english" else brand.persian,
            weapon=weapon,
            site=CONVOY[language].format(event.place[language]) if event.on_road else event.place[language],
            when=english(event.day) if language == "english" else persian(event.day),
        )
    )
