"""The Tansiqiya's statements, and how each of them spreads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from deploy.telegram_sim.composing.plan import Line, claimed, labels
from deploy.telegram_sim.composing.scenes import COPIED, Scenes
from deploy.telegram_sim.composing.tables import STATEMENTS
from deploy.telegram_sim.composing.words import gregorian, hijri

QUOTED = (
    "الهيئة التنسيقية للمقاومة العراقية تصدر بياناً جاء فيه: «{part}»",
    "الهيئة التنسيقية للمقاومة العراقية: «{part}»",
    "في بيان جديد، الهيئة التنسيقية للمقاومة العراقية تقول: «{part}». التفاصيل بعد قليل.",
    "أبرز ما جاء في بيان الهيئة التنسيقية للمقاومة العراقية: {part}",
)
OPENINGS = (
    "بسم الله الرحمن الرحيم\nبيان صادر عن الهيئة التنسيقية للمقاومة العراقية",
    "بسم الله الرحمن الرحيم\n﴿وَلَيَنْصُرَنَّ اللَّهُ مَنْ يَنْصُرُهُ إِنَّ اللَّهَ لَقَوِيٌّ عَزِيزٌ﴾\nبيان صادر عن الهيئة التنسيقية للمقاومة العراقية",
    # An epithet of God here, not the façade of that name.
    "بسم الله قاصم الجبارين\nبيان الهيئة التنسيقية للمقاومة العراقية إلى شعبنا الكريم",
    "بسم الله الرحمن الرحيم\nوالصلاة والسلام على محمد وآله الطاهرين\nبيان صادر عن الهيئة التنسيقية للمقاومة العراقية",
    "﴿أُذِنَ لِلَّذِينَ يُقَاتَلُونَ بِأَنَّهُمْ ظُلِمُوا﴾\nبيان صادر عن الهيئة التنسيقية للمقاومة العراقية",
    "بسمه تعالى\nبيان الهيأة التنسيقية للمقاومة العراقية",
)
CLOSINGS = (
    "وما النصر إلا من عند الله العزيز الحكيم",
    "والعاقبة للمتقين",
    "والسلام على من اتبع الهدى",
)


def full_text(entry: dict[str, Any], number: int) -> str:
    """The full form: opening formula, body, closing formula, signature, date by both calendars."""
    day = entry["date"]
    return "\n".join(
        (
            OPENINGS[number % len(OPENINGS)],
            entry["body"],
            CLOSINGS[number % len(CLOSINGS)],
            "الهيئة التنسيقية للمقاومة العراقية",
            f"{gregorian(day)} الموافق {hijri(day)}",
        )
    )


@dataclass(frozen=True)
class Published:
    """The first full text anywhere, the official one, and a relay's copy."""

    early: Line
    official: Line
    copied: Line


def statement(scenes: Scenes, number: int, moment: datetime) -> Published:
    """One of the Tansiqiya's statements: announced, out early in another channel, official, copied, told of."""
    entry = STATEMENTS[number]
    story = f"statement-{entry['date']}"
    text = full_text(entry, number)
    warning = claimed("warning", None, ["tansiqiya"], [], entry.get("targets")) if entry.get("warning") else None
    whole = labels(
        {"tansiqiya": "issuer"}, tansiqiya="statement", claim=warning, threat=entry.get("threat"), story=story
    )
    news = labels({"tansiqiya": "mention"}, tansiqiya="relay", story=story)
    part = news
    if entry.get("part_warns"):
        part = news | {"claim": claimed("warning", None, ["tansiqiya"]), "threat": whole["threat"]}

    def later(seconds: float) -> datetime:
        return moment + timedelta(seconds=seconds)

    scenes.plan.post(later(-1500), entry["announced_by"], entry["announcement"], news | {"alert": True})
    early = scenes.plan.post(later(-entry["early_s"]), entry["first"], text, whole)
    official = scenes.plan.post(moment, "haya", text, whole)
    scenes.plan.post(later(21), "nabd" if entry["first"] != "nabd" else "nujaba", text, whole, forward_of=official)
    wrapped = scenes.turns.take("copied statement", COPIED[1:]).format(text=text, link="demo_sabir_news")
    copied = scenes.plan.post(later(140), "sabir", wrapped, whole)
    quoted = scenes.turns.take("quoted", QUOTED).format(part=entry["part"])
    scenes.plan.post(later(400), "agency", quoted, part)
    if number % 2:
        told = f"New statement of the Iraqi Resistance Coordination Committee ({entry['date']}): {entry['topic_en']}."
        warns = {"claim": warning} if "threat" in entry["topic_en"] else {}
        scenes.plan.post(later(1100), "osint", told, news | warns)
    return Published(early, official, copied)
