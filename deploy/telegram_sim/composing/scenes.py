"""What can happen between channels: each function adds one thing, with what follows from it, to the plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from deploy.telegram_sim.composing import attacks
from deploy.telegram_sim.composing.attacks import Attack, foreign, found, headline, own_claim, written
from deploy.telegram_sim.composing.plan import Line, Plan, claimed, labels
from deploy.telegram_sim.composing.tables import CHANNELS, CLAIMS, ORDINARY, THREATS, Brand, Name
from deploy.telegram_sim.composing.words import Turns

STRANGERS: tuple[dict[str, Any], ...] = (
    {"channel_id": 2977001120, "message_id": 41, "title": "أرشيف الجنوب"},
    {"channel_id": 2977450386, "message_id": 8, "title": "غرفة الأخبار المغلقة"},
    {"channel_id": 2978113904, "message_id": 1207, "title": "رصد الميدان"},
)
COPIED = (
    "{text}", "عاجل 🔴\n{text}", "{text}\n\n📌 t.me/{link}", "وصلنا البيان الآتي:\n{text}", "{text}\n(منقول)",
)  # fmt: skip
NOBODY = Brand("", "", (), "", "", ())  # who speaks is no façade of ours
# What follows a claim, in turn: who tells of it and how, and after how many seconds.
FOLLOW: tuple[tuple[tuple[str, str, int], ...], ...] = (
    (("copy", "sabir", 42),),
    (("forward", "nabd", 75),),
    (),
    (("relay", "sabir", 55), ("agency", "agency", 1260)),
    (("english", "osint", 840),),
    (("forward", "kaf", 31), ("copy", "nabd", 190)),
    (),
    (("relay", "kaf", 64),),
    (("persian", "payam", 1500),),
    (("agency", "south", 2100),),
    (("copy", "kaf", 18), ("forward", "sabir", 66), ("english", "osint", 930)),
    (),
)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


@dataclass
class Scenes:
    """The plan, and whose turn it is in each table."""

    plan: Plan = field(default_factory=Plan)
    turns: Turns = field(default_factory=Turns)
    stories: int = 0

    def story(self, kind: str) -> str:
        self.stories += 1
        return f"{kind}-{self.stories:03d}"

    def attack(self, day: date, place: str, weapon: str, kind: str = "attack") -> Attack:
        return attacks.attack(self.turns, self.story(kind), day, place, weapon)

    # --- claims -------------------------------------------------------------------------------------------------------

    def claim(
        self,
        moment: datetime,
        brand: Brand,
        event: Attack,
        *,
        follow: bool = True,
        media: dict[str, Any] | None = None,
        grouped_id: int | None = None,
    ) -> Line:
        """A façade claims in its own channel; others tell of it."""
        text = own_claim(event, brand, self.turns)
        same = found(event, "claim", [brand.id], alert=True)
        line = self.plan.post(moment, brand.channel, text, same, media=media, grouped_id=grouped_id)
        if follow:
            self.follow(line, event, brand)
        return line

    def follow(self, line: Line, event: Attack, brand: Brand) -> None:
        for how, channel, seconds in self.turns.take("follow", FOLLOW):
            moment = line.at + timedelta(seconds=seconds)
            same = found(event, "claim", [brand.id])
            if how == "forward":
                self.plan.post(moment, channel, line.text, same, forward_of=line)
            elif how == "copy":
                self.plan.post(
                    moment,
                    channel,
                    self.turns.take("copied", COPIED).format(text=line.text, link=CHANNELS[channel].username),
                    same,
                )
            elif how in {"english", "persian"}:
                self.plan.post(moment, channel, foreign(event, brand, self.turns, how), same)
            else:
                table = "agency_relays" if how == "agency" else "relays"
                self.plan.post(moment, channel, headline(event, brand, self.turns, table), same)

    def ahead(self, moment: datetime, brand: Brand, event: Attack, channel: str) -> None:
        """A relay has the text before the brand's own channel."""
        text = own_claim(event, brand, self.turns)
        self.plan.post(moment, channel, text, found(event, "claim", [brand.id], alert=True))
        self.plan.post(moment + timedelta(seconds=38), brand.channel, text, found(event, "claim", [brand.id]))

    def from_stranger(self, moment: datetime, brand: Brand, event: Attack, channel: str) -> None:
        """A claim forwarded from a channel that nobody follows yet."""
        text = own_claim(event, brand, self.turns)
        stranger = self.turns.take("stranger", STRANGERS)
        number = stranger["message_id"] + self.turns.take("stranger's message", range(0, 900, 3))
        origin = stranger | {"message_id": number}
        self.plan.post(moment, channel, text, found(event, "claim", [brand.id], alert=True), stranger=origin)

    def hidden(self, moment: datetime, brand: Brand, event: Attack) -> None:
        """The brand's name written so that a search misses it."""
        templates = [each for each in CLAIMS["convoys" if event.on_road else "sites"] if "{brand}" in each]
        name = Name(self.turns.take(f"hidden {brand.id}", brand.disguised), masculine=brand.names[0].masculine)
        text = written(event, self.turns.take("hidden", templates), name, brand, self.turns)
        same = found(event, "claim", [brand.id], alert=True, disguised=(brand.id,))
        self.plan.post(moment, brand.channel, text, same)

    def album(self, moment: datetime, brand: Brand, event: Attack) -> list[Line]:
        """Three pictures of which only the first has a caption."""
        group = 13_700_000_000 + self.stories
        picture = {"kind": "photo", "size": 6_000 + self.stories % 50}
        first = self.claim(moment, brand, event, follow=False, grouped_id=group, media=picture)
        silent = labels(story=event.story)
        return [
            first,
            *(
                self.plan.post(
                    moment + timedelta(milliseconds=number), brand.channel, "", silent, grouped_id=group, media=picture
                )
                for number in (1, 2)
            ),
        ]

    def double(self, moment: datetime, brands: list[Brand], event: Attack) -> None:
        """Two brands claim one attack within minutes."""
        first, second = brands
        self.claim(moment, first, event)
        again = self.claim(moment + timedelta(minutes=9), second, event, follow=False)
        again.labels = again.labels | {"alert": False}

    def english_first(self, moment: datetime, brand: Brand, event: Attack, language: str) -> None:
        """A claim that reaches us in another language first."""
        channel = "osint" if language == "english" else "payam"
        text = foreign(event, brand, self.turns, language)
        self.plan.post(moment, channel, text, found(event, "claim", [brand.id], alert=True))

    def fasil(self, moment: datetime, event: Attack) -> None:
        """A group that hides behind façades claims in its own name."""
        entry = self.turns.take("fasil", CLAIMS["fasil"])
        text = written(event, entry["text"], Name(entry["name"]), NOBODY, self.turns)
        same = found(event, "claim", [entry["brand"]])
        self.plan.post(moment, entry["channel"], text, same | {"alert": True})
        self.plan.post(moment + timedelta(seconds=80), "sabir", f"عاجل جداً\n{text}", same)

    def eulogy(self, moment: datetime, brand: Brand, event: Attack, channel: str) -> None:
        text = headline(event, brand, self.turns, "eulogies")
        self.plan.post(moment, channel, text, found(event, "eulogy", [brand.id]))

    def denial(self, moment: datetime, brand: Brand, event: Attack, *, opens: bool = True) -> None:
        """`opens`: nobody has told of the attack before."""
        entry = self.turns.take("denials", CLAIMS["denials"])
        text = written(event, entry["text"], brand.names[0], brand, self.turns, first=opens)
        same = found(event, "denial", [brand.id], alert=opens)
        if entry["signed"]:
            same["roles"] = {brand.id: "issuer"}
        line = self.plan.post(moment, brand.channel, text, same)
        if self.turns.take("denial's relay", (True, False, False)):
            self.plan.post(moment + timedelta(seconds=95), "sabir", text, same | {"alert": False}, forward_of=line)

    def candidate(self, moment: datetime, event: Attack) -> None:
        """A self-styled group that nobody has heard of claims for the first time."""
        group = self.turns.take("groups", CLAIMS["groups"])
        table = "candidates" if event.on_road else "candidate_sites"
        text = written(
            event,
            self.turns.take(table, CLAIMS[table]),
            Name(group, masculine=group.startswith("لواء")),
            NOBODY,
            self.turns,
        )
        same = found(event, "claim", []) | {"candidate": group}
        channel = self.turns.take("candidate's channel", ("sabir", "nabd", "kaf", "agency"))
        line = self.plan.post(moment, channel, text, same | {"alert": True})
        if channel != "sabir" and self.turns.take("candidate's relay", (True, False)):
            self.plan.post(moment + timedelta(seconds=50), "sabir", text, same, forward_of=line)

    # --- threats and ordinary posts -----------------------------------------------------------------------------------

    def threat(self, moment: datetime) -> Line:
        entry = self.turns.take("threats", THREATS)
        brands = entry["brands"]
        areas, sites = entry.get("areas"), entry.get("sites")
        claim = claimed("warning", None, list(brands), areas, sites) if brands else None
        hidden = tuple(entry.get("disguised", ()))
        same = labels(brands, disguised=hidden, claim=claim, threat=entry["targets"], story=self.story("threat"))
        line = self.plan.post(moment, entry["channel"], entry["text"], same | {"alert": True})
        if again := entry.get("again"):
            relayed = same | {"roles": dict.fromkeys(brands, "mention")}
            self.plan.post(moment + timedelta(minutes=4), again["channel"], again["text"], relayed)
        return line

    def ordinary(self, moment: datetime, channel: str) -> Line:
        entry = self.turns.take(f"ordinary {channel}", ORDINARY[channel])
        return self.written_post(moment, channel, {"text": entry} if isinstance(entry, str) else entry)

    def written_post(self, moment: datetime, channel: str, entry: dict[str, Any]) -> Line:
        """A post of a table with its labels beside it."""
        tansiqiya = entry.get("tansiqiya", "none")
        return self.plan.post(moment, channel, entry["text"], labels(entry.get("brands"), tansiqiya=tansiqiya))
