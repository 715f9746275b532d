"""The live part, from the evening of 17 October 2021 to the end of that year: what the demo plays.

Played in minutes, so each event has its own date, place or weapon in words: nothing else tells two of them apart.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from math import gcd
from typing import Any

from deploy.telegram_sim.composing.attacks import Attack, found, own_claim
from deploy.telegram_sim.composing.history import LIVE_STATEMENT
from deploy.telegram_sim.composing.plan import LIVE_SINCE, Line, labels
from deploy.telegram_sim.composing.scenes import Scenes, at
from deploy.telegram_sim.composing.statements import statement
from deploy.telegram_sim.composing.tables import BRANDS, ORDINARY, STATEMENTS

LAST_DAY = date(2021, 12, 31)
STEP = timedelta(hours=9, minutes=25)
# What each brand claims in the article's way: place and weapon, in turn.
HABITS: dict[str, tuple[tuple[str, str], ...]] = {
    "qasem_al_jabbarin": (
        ("roads", "ied"),
        ("roads", "ied"),
        ("anbar", "ied"),
        ("roads", "sniper"),
        ("salah_al_din", "ied"),
    ),
    "usbat_al_thairin": (("al_asad", "rocket"), ("us_embassy", "rocket"), ("taji", "rocket"), ("al_asad", "drone")),
    "ashab_al_kahf": (
        ("us_embassy", "rocket"),
        ("roads", "ied"),
        ("balad", "rocket"),
        ("erbil", "drone"),
        ("diyala", "ied"),
    ),
    "fasail_al_muqawama_al_duwaliya": (("bdsc", "rocket"), ("bdsc", "drone"), ("basra", "ied"), ("al_asad", "rocket")),
    "quwwat_dhu_al_faqar": (("erbil", "drone"), ("bdsc", "rocket"), ("balad", "drone"), ("nineveh", "rocket")),
    "liwa_khaibar": (
        ("bdsc", "rocket"),
        ("kirkuk", "rocket"),
        ("nineveh", "drone"),
        ("erbil", "rocket"),
        ("bdsc", "other"),
    ),
    "alwiyat_al_waad_al_haq": (("riyadh", "drone"), ("saudi_oil", "drone"), ("riyadh", "missile")),
}
# Whose turn it is to claim; the busy ones more often.
SPEAKERS = (
    "qasem_al_jabbarin", "ashab_al_kahf", "usbat_al_thairin", "fasail_al_muqawama_al_duwaliya", "qasem_al_jabbarin",
    "quwwat_dhu_al_faqar", "liwa_khaibar", "ashab_al_kahf", "qasem_al_jabbarin", "usbat_al_thairin",
    "alwiyat_al_waad_al_haq", "fasail_al_muqawama_al_duwaliya", "quwwat_dhu_al_faqar", "liwa_khaibar",
)  # fmt: skip
# What is denied has a weapon and a place that nobody claims, so that a denial is news of its own.
DENIED = (
    ("liwa_khaibar", "us_embassy", "mortar"), ("ashab_al_kahf", "kirkuk", "mortar"), ("usbat_al_thairin", "bdsc", "mortar"),
    ("quwwat_dhu_al_faqar", "taji", "mortar"), ("fasail_al_muqawama_al_duwaliya", "erbil", "other"),
    ("qasem_al_jabbarin", "balad", "mortar"), ("ashab_al_kahf", "nineveh", "mortar"), ("liwa_khaibar", "al_asad", "mortar"),
    ("usbat_al_thairin", "us_embassy", "sniper"), ("quwwat_dhu_al_faqar", "kirkuk", "other"), ("qasem_al_jabbarin", "basra", "sniper"),
    ("fasail_al_muqawama_al_duwaliya", "taji", "other"), ("ashab_al_kahf", "us_embassy", "other"), ("liwa_khaibar", "erbil", "mortar"),
    ("quwwat_dhu_al_faqar", "al_asad", "other"), ("usbat_al_thairin", "balad", "other"), ("qasem_al_jabbarin", "nineveh", "other"),
)  # fmt: skip
DOUBLES = (
    ("ashab_al_kahf", "fasail_al_muqawama_al_duwaliya", "bdsc", "rocket"), ("usbat_al_thairin", "quwwat_dhu_al_faqar", "al_asad", "rocket"),
    ("qasem_al_jabbarin", "ashab_al_kahf", "roads", "ied"), ("liwa_khaibar", "quwwat_dhu_al_faqar", "erbil", "drone"),
)  # fmt: skip
CANDIDATES = (
    ("roads", "ied"),
    ("nineveh", "rocket"),
    ("roads", "ied"),
    ("diyala", "ied"),
    ("us_embassy", "rocket"),
    ("kirkuk", "drone"),
)
# One round of scenes; a claim where nothing else is named.
ROUND = (
    "claim", "threat", "claim", "candidate", "claim", "denial", "claim", "threat", "claim", "hidden", "claim", "claim", "threat",
    "rare", "candidate", "claim", "stranger", "claim", "rare", "ahead", "denial", "album", "hidden", "threat",
)  # fmt: skip
RARE = (
    "double", "fasil", "english", "eulogy", "double", "persian", "fasil", "turned", "double", "fasil", "english", "double", "persian",
    "fasil", "eulogy", "english",
)  # fmt: skip
TAKEN_BACK = (
    "حذفنا نص الخبر السابق لعدم دقته، ونعتذر من المتابعين.", "سحب هذا المنشور بطلب من الإخوة.", "نُشر سهواً، يرجى عدم التداول.",
)  # fmt: skip
TYPOS = (
    ("استهداف", "استهدااف"),
    ("الاحتلال", "الاحتلل"),
    ("صواريخ", "صواريح"),
    ("مجاهدو", "مجاهدوا"),
    ("العراق", "العراف"),
)

PHOTO = {"kind": "photo", "size": 9_000}
VIDEO = {"kind": "video", "mime": "video/mp4", "size": 30_000}
PICTURE = {"kind": "photo", "size": 12_000}
DOCUMENT = {"kind": "document", "mime": "application/pdf", "size": 24_000, "file_name": "bayan.pdf"}
MEDIA: tuple[dict[str, Any] | None, ...] = (None, PHOTO, None, None, DOCUMENT, None, VIDEO)
LIVE_ORDINARY = 150
REACTIONS = (
    ("agency", "سياسيون يختلفون حول ما صدر أمس عن الهيئة التنسيقية للمقاومة العراقية، ودعوات إلى التهدئة."),
    ("asaib", "سئلنا عن الهيئة التنسيقية للمقاومة العراقية فنقول: موقفنا نعلنه نحن بأسمائنا."),
    ("south", "وقفة في البصرة تأييداً للهيئة التنسيقية للمقاومة العراقية شارك فيها العشرات."),
    ("payam", "تحلیل: وزن «الهيئة التنسيقية للمقاومة العراقية» در معادله پس از انتخابات چیست؟"),
)


class Live:
    """Walks through the weeks, one scene after the other."""

    def __init__(self, scenes: Scenes) -> None:
        self.scenes, self.turns, self.plan = scenes, scenes.turns, scenes.plan
        self.claims: list[Line] = []
        self.events: list[Attack] = []
        self.happened: set[tuple[str, str, date]] = set()

    def play(self) -> None:
        """Adds every live line."""
        last = at(LAST_DAY, 20)
        for number in count():
            moment = LIVE_SINCE + timedelta(minutes=20) + number * STEP
            if moment > last:
                break
            self.scene(ROUND[number % len(ROUND)], moment)
        self.statement()
        self.praise()
        self.pictures()
        self.edits()
        self.takedowns()
        self.ordinary()

    def scene(self, kind: str, moment: datetime) -> None:
        if kind == "threat":
            self.scenes.threat(moment)
        elif kind == "candidate":
            self.scenes.candidate(moment, self.attack(moment, *self.turns.take("candidates", CANDIDATES), "candidate"))
        elif kind == "denial":
            brand, place, weapon = self.turns.take("denied", DENIED)
            self.scenes.denial(moment, BRANDS[brand], self.attack(moment, place, weapon, "denial"))
        elif kind == "rare":
            self.rare(self.turns.take("rare", RARE), moment)
        else:
            self.claim(kind, moment)

    def claim(self, kind: str, moment: datetime) -> None:
        brand = BRANDS[self.turns.take("speakers", SPEAKERS)]
        event = self.attack(moment, *self.turns.take(f"habits {brand.id}", HABITS[brand.id]))
        if kind == "hidden":
            self.scenes.hidden(moment, brand, event)
        elif kind == "ahead":
            self.scenes.ahead(moment, brand, event, self.turns.take("ahead", ("kaf", "sabir", "nabd")))
        elif kind == "stranger":
            self.scenes.from_stranger(moment, brand, event, self.turns.take("forwarding", ("nabd", "sabir")))
        elif kind == "album":
            self.scenes.album(moment, brand, event)
        else:
            media = self.turns.take("media", MEDIA)
            self.events.append(event)
            self.claims.append(self.scenes.claim(moment, brand, event, media=media))

    def rare(self, kind: str, moment: datetime) -> None:
        if kind == "double":
            first, second, place, weapon = self.turns.take("doubles", DOUBLES)
            self.scenes.double(moment, [BRANDS[first], BRANDS[second]], self.attack(moment, place, weapon, "double"))
        elif kind == "fasil":
            place, weapon = self.turns.take(
                "fasil's", (("al_asad", "rocket"), ("bdsc", "drone"), ("us_embassy", "drone"))
            )
            self.scenes.fasil(moment, self.attack(moment, place, weapon))
        elif kind == "eulogy":
            event = self.attack(moment, "nineveh", "rocket", "eulogy")
            brand = BRANDS[self.turns.take("praising", ("quwwat_dhu_al_faqar", "ashab_al_kahf"))]
            self.scenes.eulogy(moment, brand, event, brand.channel)
        elif kind == "turned":
            self.turned(moment)
        else:
            brand = BRANDS[self.turns.take("abroad", ("ashab_al_kahf", "usbat_al_thairin", "liwa_khaibar"))]
            self.scenes.english_first(moment, brand, self.attack(moment, "taji", "drone"), kind)

    def turned(self, moment: datetime) -> None:
        """A post without any finding is edited into a claim."""
        brand = BRANDS["usbat_al_thairin"]
        event = self.attack(moment, "balad", "rocket")
        line = self.plan.post(moment, brand.channel, "ترقبوا خبراً مهماً على هذه القناة بعد قليل.")
        text = own_claim(event, brand, self.turns)
        self.plan.edit(line, timedelta(minutes=11), text, found(event, "claim", [brand.id], alert=True))

    def attack(self, moment: datetime, place: str, weapon: str, kind: str = "attack") -> Attack:
        """Claimed in the night after, or the same evening; on an earlier day if that day has such an attack already."""
        day = (moment - timedelta(hours=6)).date()
        while (place, weapon, day) in self.happened:
            day -= timedelta(days=1)
        self.happened.add((place, weapon, day))
        return self.scenes.attack(day, place, weapon, kind)

    def statement(self) -> None:
        """The tenth; afterwards the early copy disappears and a relay corrects its own."""
        published = statement(self.scenes, LIVE_STATEMENT, at(STATEMENTS[LIVE_STATEMENT]["date"], 17, 30))
        self.plan.delete(timedelta(hours=30), published.early)
        corrected = published.copied.text + "\n\nتحديث: نسخة كاملة من البيان بعد تصحيح العنوان."
        self.plan.edit(published.copied, timedelta(minutes=25), corrected, published.copied.labels)
        for number, (channel, text) in enumerate(REACTIONS):
            moment = published.official.at + timedelta(hours=3, minutes=20 * number)
            mention = labels({"tansiqiya": "mention"}, tansiqiya="mention")
            self.plan.post(moment, channel, text, mention)

    def praise(self) -> None:
        """Another façade blesses what one has claimed."""
        for line, event in list(zip(self.claims, self.events, strict=True))[4::12]:
            brand = BRANDS[self.turns.take("praising", ("quwwat_dhu_al_faqar", "ashab_al_kahf", "qasem_al_jabbarin"))]
            if brand.channel != line.channel:
                self.scenes.eulogy(line.at + timedelta(hours=3), brand, event, brand.channel)

    def pictures(self) -> None:
        """A picture in reply to the claim, with hardly a word."""
        for line in self.claims[6::13]:
            text = self.turns.take("pictures", ("صور من العملية 👆", "توثيق", "من الميدان 📷", "مشهد الإصابة"))
            same = labels(story=line.labels["story"])
            self.plan.post(line.at + timedelta(hours=4), line.channel, text, same, reply_to=line, media=PICTURE)

    def edits(self) -> None:
        """Typing errors put right, texts added to, and two claims taken back in words."""
        for number, line in enumerate(self.claims[2::7]):
            same = line.labels | {"alert": False}
            typo = next((pair for pair in TYPOS if pair[0] in line.text), None)
            if number % 5 == 4:  # now and then
                taken_back = self.turns.take("taken back", TAKEN_BACK)
                self.plan.edit(line, timedelta(hours=5), taken_back, labels(story=line.labels["story"]))
            elif number % 2 and typo:
                right, line.text = line.text, line.text.replace(*typo, 1)
                self.plan.edit(line, timedelta(minutes=4), right, same)
                # Who forwarded it before it was put right has the error too.
                for forward in [each for each in self.plan.lines if each.forward_of is line]:
                    forward.text = line.text
            else:
                self.plan.edit(line, timedelta(hours=2), f"{line.text}\n(تحديث: نشر المشاهد مساءً)", same)

    def takedowns(self) -> None:
        for number, line in enumerate(self.claims[5::8]):
            self.plan.delete(timedelta(days=1 + number % 2, hours=3), line)

    def ordinary(self) -> None:
        """Spread evenly; each channel goes on in its table where the history left it."""
        left = {channel: len(posts) - self.turns.taken(f"ordinary {channel}") for channel, posts in ORDINARY.items()}
        channels = [channel for channel, number in left.items() for _ in range(number)]
        posts = min(len(channels), LIVE_ORDINARY)
        span = at(LAST_DAY, 22) - LIVE_SINCE
        stride = next(step for step in count(len(channels) * 5 // 13) if gcd(step, len(channels)) == 1)
        for number in range(posts):
            self.scenes.ordinary(LIVE_SINCE + span * number / posts, channels[number * stride % len(channels)])
