"""Statements of the Tansiqiya: their text, news of them, mentions, and other bodies of a similar name."""

import re
from typing import Final

from processors.analyse.detector import Detector
from processors.analyse.normalise import Normal, normalise
from processors.analyse.words import Words, words
from schemas.messages import Marker, Tansiqiya, TansiqiyaClass

NAME: Final = words(
    "name",
    "الهيئة التنسيقية للمقاومة العراقية", "الهيأة التنسيقية للمقاومة العراقية", "الهيئة التنسيقية لفصائل المقاومة العراقية",
    "الهيئة التنسيقية للمقاومة الإسلامية العراقية", "الهيئة التنسيقية للمقاومة", "للهيئة التنسيقية للمقاومة العراقية", "للهيئة التنسيقية لفصائل المقاومة العراقية",
    "تنسيقية المقاومة العراقية", "تنسيقية المقاومة", "تنسيقية فصائل المقاومة", "تنسيقية فصائل المقاومة العراقية", "هيئة تنسيق المقاومة العراقية",
    "هيئت هماهنگی مقاومت عراق", "كميته هماهنگي مقاومت عراق", "Iraqi Resistance Coordination Committee", "Iraqi Resistance Coordination Commission", "tansiqiya",
    "Iraq's Resistance Coordination Committee", "Resistance Coordination Committee", "کمیته هماهنگی مقاومت عراق", "Coordination Committee of the Iraqi Resistance", "Iraqi Resistance Coordinating Committee", "al-Haya al-Tansiqiya lil-Muqawama al-Iraqiya",
)  # fmt: skip
OPENING: Final = words(
    "opening_formula", "بسم الله الرحمن الرحيم", "بسم الله قاصم الجبارين", "باسمه تعالى", "بسمه تعالى", "بسم رب الشهداء"
)
ISSUED: Final = words(
    "issued_by",
    "بيان صادر عن",
    "بيان صادر من",
    "صادر عن الهيئة التنسيقية",
    "بيان رقم",
    "بيان الهيئة التنسيقية",
    "بيان للهيئة التنسيقية",
    "بيان",
)
SIGN_OFF: Final = words(
    "closing_formula", "والعاقبة للمتقين", "وما النصر إلا من عند الله", "وما النصر الا من عند الله العزيز الحكيم", "والسلام عليكم ورحمة الله وبركاته",
    "وسيعلم الذين ظلموا", "والحمد لله رب العالمين", "ولا حول ولا قوة إلا بالله", "إن ينصركم الله فلا غالب لكم", "والله ولي التوفيق",
)  # fmt: skip
FIRST_PERSON: Final = words(
    "first_person", "نعلن", "نؤكد", "نرفض", "نحذر", "ندعو", "نحن", "إننا", "اننا", "نطالب", "نمهل", "ندين", "نستنكر", "نبارك", "موقفنا", "شعبنا", "مجاهدينا", "أبناءنا",
    "فصائلنا", "نجدد", "نشدد", "قررنا", "سلاحنا", "لن نقبل", "لن نسمح",
)  # fmt: skip
COMING: Final = words(
    "announcement", "بعد قليل", "بيان مهم", "بيان هام", "قريبا", "ترقبوا", "سيصدر", "ستصدر", "يصدر بعد", "خلال الساعات", "بعد دقائق", "يصدر مساء اليوم", "يصدر اليوم", "سيعلن", "to issue", "will issue", "shortly", "به زودی",
)  # fmt: skip
REPORTED: Final = words(
    "reported", "أصدرت", "تصدر", "تصدر بيانا", "أعلنت", "تعلن", "أكدت", "تؤكد", "قالت", "جاء في بيان", "حذرت", "تحذر", "دعت", "تدعو", "رفضت", "ترفض", "هددت", "تهدد", "انتقدت",
    "وفق بيان", "بحسب بيان", "في بيان", "نص بيان", "عاجل", "says", "said", "warns", "warned", "statement", "announces", "announced", "بیانیه", "اعلام کرد", "نشرت",
    "وصفت", "اعتبرت", "تعتبر", "امهلت", "شددت", "تشدد", "طالبت", "تطالب", "جددت", "نقلت", "تحمل", "حملت", "تمهل", "تحيي", "حيت", "تبارك", "باركت", "تندد", "نددت", "تتوعد", "توعدت",
    "calls on", "called on", "calls for", "called for", "demands", "demanded", "rejects", "rejected", "urges", "urged", "threatens", "threatened", "condemns", "condemned", "denounces", "vows", "greets", "asks", "خواست", "هشدار داد",
)  # fmt: skip
BACKWARD: Final = words(
    "look_back", "قبل عام", "قبل أشهر", "منذ أشهر", "في وقت سابق", "العام الماضي", "الشهر الماضي", "سبق أن", "تحليل", "مقال", "يرى مراقبون", "ردا على", "رد على", "تعليقا على",
    "last year", "last month", "earlier", "analysis", "reaction", "in response to", "قال محلل",
)  # fmt: skip
MARKERS: Final[tuple[Words, ...]] = (NAME, OPENING, ISSUED, SIGN_OFF, FIRST_PERSON, COMING, REPORTED)
LONG: Final = 160  # folded characters; a statement's text is longer than a headline
TAIL: Final = 200
UNDER: Final = 40  # a date, a place


def find(normal: Normal) -> Tansiqiya:
    """Its class, the markers that it was decided from, and a score from 0 to 1."""
    named = list(NAME.pattern.finditer(normal.text))
    if not named:
        return Tansiqiya()
    markers = tuple(_marker(kind, match, normal) for kind in MARKERS if (match := kind.first(normal.text)))
    class_, score = _decide(normal.text, named)
    return Tansiqiya(class_=class_, markers=markers, score=score)


def _decide(text: str, named: list[re.Match[str]]) -> tuple[TansiqiyaClass, float]:
    opened, closed, speaks = OPENING.first(text), SIGN_OFF.first(text), text in FIRST_PERSON
    signed = named[-1].start() > len(text) - TAIL
    headed = named[0].start() < TAIL and text in ISSUED
    formal = sum(map(bool, (opened, closed, signed and len(text) > LONG, speaks)))
    # A heading that says whose it is, and the name under it: short or long, that is a statement's frame.
    framed = headed and len(named) > 1 and len(text) - named[-1].end() < UNDER
    coming = COMING.first(text)
    if coming and len(text) < 2 * LONG:
        return "relay", 0.8
    two_formulas = (signed or headed) and formal >= 2 and len(text) > LONG
    if (opened or closed) and (two_formulas or (framed and speaks)):
        return "statement", min(1.0, 0.5 + 0.15 * formal)
    if signed and speaks and len(text) > LONG and text not in REPORTED:
        return "statement", 0.6
    if text in BACKWARD:
        return "mention", 0.6
    if text in REPORTED or ":" in text[named[0].end() : named[0].end() + 3]:
        return "relay", 0.7
    return "mention", 0.5


def _marker(kind: Words, match: re.Match[str], normal: Normal) -> Marker:
    start, end = normal.span(match.start(), match.end())
    return Marker(name=kind.name, surface=normal.original[start:end], start=start, end=end)


DETECTOR = Detector(
    name="tansiqiya",
    find=lambda text: find(normalise(text)).class_ != "none",
    hits=(
        "عاجل: الهيئة التنسيقية للمقاومة العراقية تصدر بياناً بعد قليل",
        "Iraqi Resistance Coordination Committee warns of further reprisals",
    ),
    misses=(
        "الإطار التنسيقي يعقد اجتماعاً في بغداد",
        "الهيئة التنسيقية العليا لمكافحة التصحر تجتمع",
        "المقاومة الإسلامية في العراق تستهدف قاعدة",
    ),
)
