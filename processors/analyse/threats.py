"""Threats against people because of their work or politics."""

import re
from typing import Final

from processors.analyse.detector import Detector
from processors.analyse.normalise import Normal, normalise
from processors.analyse.words import Words, words
from schemas.messages import Threat

TARGETS: Final[tuple[Words, ...]] = (
    words("contractors", "المتعاقدين", "متعاقدين", "المتعاقدون", "الشركات المتعاقدة", "شركات النقل", "سائقي الشاحنات", "السواق", "أصحاب الشاحنات", "الشركات الأمنية", "العاملين مع الاحتلال", "المتعاونين", "العاملين مع القوات", "كل من يعمل مع", "كل من يتعامل مع", "العاملين في السفارة", "الشركات العاملة", "contractor*", "truck driver*", "پیمانکار*"),
    words("election_workers", "مفوضية الانتخابات", "موظفي المفوضية", "المفوضية", "موظفو المفوضية", "مراكز الاقتراع", "election worker*", "election commission", "electoral commission"),
    words("activists", "الناشطين", "ناشطين", "ناشطات", "الناشطون", "المتظاهرين", "ناشطي", "الجوكرية", "activist*", "protester*", "فعالان"),
    words("politicians", "السياسيين", "النواب", "للنواب", "رئيس الوزراء", "الكاظمي", "برهم صالح", "الحلبوسي", "البارزاني", "المسؤولين", "رئيس الجمهورية", "politician*", "prime minister", "lawmaker*"),
    words("security_forces", "جهاز المخابرات", "مكافحة الإرهاب", "القوات الأمنية", "ضباط", "الضباط", "جهاز مكافحة الارهاب", "security forces", "intelligence service", "counter-terrorism"),
    words("foreign_aviation", "الطيران الأجنبي", "الطيران الأمريكي", "الطائرات الأجنبية", "الطيران الحربي", "الطائرات الأمريكية", "أجواء العراق", "سماء العراق", "foreign aircraft", "foreign flights", "aircraft", "overflight*"),
    words("journalists", "الصحفيين", "للصحفيين", "الإعلاميين", "journalist*", "خبرنگاران"),
    words("judges", "القضاة", "judge*"),
    words("diplomats", "الدبلوماسيين", "السفير", "ambassador", "diplomat*"),
)  # fmt: skip
THREATENING: Final = words(
    "threatening", "نحذر", "تحذر", "حذرت", "يحذر", "نتوعد", "تتوعد", "يتوعد", "توعدت", "تهدد", "يهدد", "يهددون", "هددت", "نهدد", "سيدفع", "حسابكم قريب", "توجه إنذارا", "إنذارا", "لن تكون بمأمن", "إنذار", "إنذار أخير", "آخر إنذار", "نمهل*", "تمهل", "أمهلت", "مهلة", "لن يكونوا بمأمن", "لن تكونوا بمأمن", "ستكون هدفا", "سيكون هدفا",
    "ستكونون هدفا", "هدفا مشروعا", "هدفا لنا", "أهدافا مشروعة", "هدف مشروع", "أهداف مشروعة", "سيكون مصيره", "مصيركم", "سيدفعون الثمن", "ستدفعون الثمن", "لن نرحم", "سنصل إليكم", "سنلاحق*", "سنحاسب", "دماؤكم", "اعذر من انذر",
    "معادية", "سنعامل*", "اتركوا العمل", "انسحبوا", "فإننا لن", "we warn", "warns", "warned", "threaten*", "will be targeted", "legitimate target*", "ultimatum", "will pay", "هشدار",
)  # fmt: skip
WARNED_OF: Final = re.compile(r"(?<!\w)[وف]?(?:نحذر|تحذر|حذرت|يحذر|تحذير)\s+من(?!\w)")
CONDEMNING: Final = words(
    "condemning", "ندين", "يدين", "تدين", "أدان", "أدانت", "استنكر*", "ندد*", "تنديد", "إدانة", "condemn*", "denounc*", "study", "report on threats", "دراسة", "عشيرة", "عشائري", "ثأر", "دكة عشائرية",
)  # fmt: skip


def find(normal: Normal) -> Threat | None:
    """Whom a post threatens or passes a threat on to; None where it condemns or studies one, or names no such people."""
    # To warn of a thing threatens nobody; to warn people does.
    said = (
        ()
        if WARNED_OF.search(normal.text) and len(THREATENING.pattern.findall(normal.text)) == 1
        else THREATENING.reasons(normal)
    )
    if not said or normal.text in CONDEMNING:
        return None
    named = [target for target in TARGETS if normal.text in target]
    if not named:
        return None
    reasons = (*said, *(reason for target in named for reason in target.reasons(normal)))
    return Threat(targets=tuple(target.name for target in named), reasons=reasons)


DETECTOR = Detector(
    name="threat",
    find=lambda text: find(normalise(text)),
    hits=(
        "إنذار أخير إلى المتعاقدين مع قوات الاحتلال",
        "We warn the contractors who supply the bases",
        "نحذر موظفي المفوضية",
    ),
    misses=("ندين التهديدات ضد الناشطين", "نحذر من موجة حر", "اجتماع المفوضية غداً"),
)
