"""The corpus as a list of operations: history after the article's years, then the live part."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from deploy.telegram_sim.composing import phrases as p
from deploy.telegram_sim.composing.places import BRANDS, EASTERN, IDS, MONTHS, ROADS, SITES, WEAPONS

START = datetime(2020, 3, 1, 6, 0, tzinfo=UTC)
NOTHING: dict[str, Any] = {
    "brands": [], "tansiqiya": "none", "claim": None, "threat": None, "story": None, "alert": False, "candidate": None,
}  # fmt: skip
# Which weapons each brand claims, by the article.
WEAPONS_OF: dict[str, tuple[str, ...]] = {
    "usbat_al_thairin": ("rocket",),
    "ashab_al_kahf": ("rocket", "ied", "mortar"),
    "liwa_khaibar": ("rocket", "mortar"),
    "quwwat_dhu_al_faqar": ("rocket", "drone"),
    "fasail_al_muqawama_al_duwaliya": ("rocket", "drone"),
}


@dataclass
class Timeline:
    """Operations in order; every choice is made by counting, so that the same corpus comes out each time."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    now: datetime = START
    phase: str = "history"
    count: int = 0
    _next: dict[str, int] = field(default_factory=dict)

    def pick(self, options: Any, salt: int = 0) -> Any:
        return options[(self.count * 7 + salt) % len(options)]

    def day(self) -> str:
        """A day of the article's years, another for each call, in words."""
        moment = datetime(2020, 3, 15, tzinfo=UTC) + timedelta(days=(self.count * 3) % 560)
        text = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
        return text.translate(EASTERN) if self.count % 4 == 0 else text

    def when(self) -> str:
        return f"{self.pick(('بتاريخ', 'يوم'))} {self.day()}"

    def post(self, channel: str, text: str, *, wait_s: float = 5400, **fields: Any) -> int:
        """Adds a post and gives its message id."""
        self.count += 1
        self.now += timedelta(seconds=wait_s)
        number = self._next.get(channel, 0) + 1
        self._next[channel] = number
        labels = NOTHING | fields.pop("labels", {})
        self._add(
            {"op": "post", "channel": IDS[channel], "message_id": number, "text": text, **fields, "labels": labels}
        )
        return number

    def edit(self, channel: str, number: int, text: str, labels: dict[str, Any]) -> None:
        self.now += timedelta(seconds=90)
        self._add(
            {"op": "edit", "channel": IDS[channel], "message_id": number, "text": text, "labels": NOTHING | labels}
        )

    def delete(self, channel: str, number: int) -> None:
        self.now += timedelta(seconds=90)
        self._add({"op": "delete", "channel": IDS[channel], "message_ids": [number], "labels": NOTHING})

    def _add(self, line: dict[str, Any]) -> None:
        date = {"date": self.now.strftime("%Y-%m-%dT%H:%M:%SZ")} if self.phase == "history" else {}
        self.lines.append({"phase": self.phase, **line, **date})

    # --- scenes -------------------------------------------------------------------------------------------------------

    def convoy(self, brand: str) -> tuple[int, str, dict[str, Any]]:
        names, channel = BRANDS[brand]
        name, weapon, road, when = self.pick(names), self.pick(WEAPONS["ied"]), self.pick(ROADS), self.when()
        text = self.pick(p.CLAIMS_OF_CONVOYS).format(brand=name, weapon=weapon, road=road, when=when)
        text = self.pick(p.OPENINGS, 3).format(brand=name) + text + self.pick(p.CLOSINGS)
        labels = self._claim("claim", "ied", [brand], ["baghdad_basra_roads"], ["convoy"])
        return self.post(channel, text, labels=labels, views=self.count * 13), text, labels

    def site(self, brand: str) -> tuple[int, str, dict[str, Any]]:
        names, channel = BRANDS[brand]
        name, kind = self.pick(names), self.pick(WEAPONS_OF[brand])
        kind = "rocket" if kind == "ied" else kind
        area, _, target, words = self.pick(SITES)
        weapon = self.pick(WEAPONS[kind])
        text = self.pick(p.CLAIMS_OF_SITES).format(brand=name, site=words, weapon=weapon, when=self.when())
        text += self.pick(p.CLOSINGS, 1)
        labels = self._claim("claim", kind, [brand], [area], [target])
        pictured: dict[str, Any] = {"media": [{"kind": "photo", "size": 2048}]} if self.count % 5 == 0 else {}
        return self.post(channel, text, labels=labels, **pictured), text, labels

    def _claim(self, kind: str, attack: str, brands: list[str], areas: list[str], targets: list[str]) -> dict[str, Any]:
        claim = {"kind": kind, "attack": attack, "brands": brands, "areas": areas, "targets": targets}
        return {"brands": brands, "claim": claim, "story": f"attack-{self.count}", "alert": True}

    def copies(self, source: str, number: int, text: str, labels: dict[str, Any]) -> None:
        """Relays within a minute or two: a plain copy, a forward, a headline over the same text."""
        same = labels | {"alert": False}
        self.post("relay", self.pick(p.RELAYS).format(text=text), wait_s=40, labels=same)
        if self.count % 3 == 0:
            forwarded = {"channel_id": IDS[source], "message_id": number}
            self.post("relay2", text, wait_s=55, labels=same, forwarded_from=forwarded)

    def eulogy(self, brand: str) -> None:
        names, _ = BRANDS[brand]
        area, _, target, words = self.pick(SITES, 2)
        text = self.pick(p.EULOGIES).format(brand=self.pick(names), site=words, weapon="بطائرة مسيرة", when=self.when())
        labels = self._claim("eulogy", "drone", [brand], [area], [target]) | {"alert": False}
        self.post("relay3", text, labels=labels)

    def denial(self, brand: str) -> None:
        names, channel = BRANDS[brand]
        area, _, target, words = self.pick(SITES, 4)
        text = self.pick(p.DENIALS).format(
            brand=names[0], site=words, weapon=self.pick(WEAPONS["rocket"]), when=self.when()
        )
        self.post(channel, text, labels=self._claim("denial", "rocket", [brand], [area], [target]))

    def double_claim(self, one: str, other: str) -> None:
        """Two brands claim one attack within minutes."""
        area, _, target, words = self.pick(SITES, 1)
        when, weapon = self.when(), self.pick(WEAPONS["rocket"])
        story = f"double-{self.count}"
        for place, brand in enumerate((one, other)):
            names, channel = BRANDS[brand]
            text = p.CLAIMS_OF_SITES[place].format(brand=names[0], site=words, weapon=weapon, when=when)
            labels = self._claim("claim", "rocket", [brand], [area], [target]) | {"story": story}
            self.post(channel, text, wait_s=300, labels=labels)

    def threat(self) -> None:
        target, text = self.pick(p.THREATS, self.count // 3)
        city, _ = self.pick(p.CITIES)
        channel = self.pick(("kahf", "street", "relay3", "street"))
        labels = {"threat": {"targets": [target]}, "story": f"threat-{self.count}", "alert": True}
        self.post(channel, text.format(city=city, when=self.day()), labels=labels)

    def candidate(self, number: int) -> None:
        group = p.CANDIDATES[number % len(p.CANDIDATES)]
        text = self.pick(p.CANDIDATE_CLAIMS).format(
            group=group, weapon=self.pick(WEAPONS["ied"]), road=self.pick(ROADS), when=self.when()
        )
        labels = self._claim("claim", "ied", [], ["baghdad_basra_roads"], ["convoy"]) | {
            "brands": [],
            "candidate": group,
        }
        self.post(self.pick(("relay", "relay2", "relay3")), text, labels=labels)

    def statement(self, number: int) -> None:
        """An announcement, then the text: in another channel first, in the Tansiqiya's own a moment later, then news of it."""
        date, body = p.STATEMENTS[number]
        day = datetime.fromisoformat(date)
        if self.phase == "history":
            self.now = max(self.now, datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC))
        story = {"brands": ["tansiqiya"], "story": f"statement-{date}"}
        written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        text = p.STATEMENT_OPENING + body + p.STATEMENT_CLOSING.format(when=written)
        warning = {"kind": "warning", "attack": None, "brands": ["tansiqiya"], "areas": [], "targets": []}
        statement = story | {"tansiqiya": "statement", "claim": warning if "نحذر" in body else None}
        self.post("relay2", p.ANNOUNCEMENT, wait_s=60, labels=story | {"tansiqiya": "relay", "alert": True})
        self.post("relay", text, wait_s=400, labels=statement | {"alert": True})
        self.post("tansiqiya", text, wait_s=20, labels=statement)
        self.post("relay3", text, wait_s=45, labels=statement)
        part = body.split("،")[0].removeprefix("إننا ")
        self.post("agency", p.STATEMENT_NEWS.format(part=part), wait_s=300, labels=story | {"tansiqiya": "relay"})

    def news(self) -> None:
        city, city_en = self.pick(p.CITIES)
        slots = {"city": city, "city_en": city_en, "n": 3 + self.count % 45, "when": self.day()}
        channel, table = self.pick(
            (("agency", p.NEWS), ("local", p.NEWS), ("faith", p.FAITH), ("english", p.ENGLISH_NEWS), ("agency", p.NEWS), ("persian", p.PERSIAN_NEWS))
        )  # fmt: skip
        text = table[self.count // 2 % len(table)].format(**slots)
        named = "الإطار التنسيقي" in text or "Coordination Framework" in text
        labels = {"brands": ["coordination_framework"]} if named else {}
        self.post(channel, text, wait_s=1200, views=self.count * 3, labels=labels)

    def hidden(self, brand: str) -> None:
        """A brand's name written to escape a search."""
        names, channel = BRANDS[brand]
        spread = self.pick(
            (" ".join(names[0].replace(" ", "")), names[0].replace(" ", "_"), ".".join(names[0].split()))
        )
        area, _, target, words = self.pick(SITES, 3)
        text = p.CLAIMS_OF_SITES[0].format(
            brand=spread, site=words, weapon=self.pick(WEAPONS["rocket"]), when=self.when()
        )
        self.post(channel, text, labels=self._claim("claim", "rocket", [brand], [area], [target]))

    def english(self, brand: str, name: str) -> None:
        text = self.pick(p.ENGLISH_CLAIMS).format(
            brand=name, weapon="drone", site="Al-Asad Air Base", when=f"{self.count % 27 + 1} July 2021"
        )
        self.post("english", text, labels=self._claim("claim", "drone", [brand], ["al_asad"], ["base"]))
