"""Threats against people because of their work or politics."""

import re
from typing import Final

from processors.analyse.detector import Detector
from processors.analyse.normalise import Normal, normalise
from processors.analyse.words import Words, words
from schemas.messages import Threat

TARGETS: Final[tuple[Words, ...]] = (
    words("contractors", "المتعاقدين", "متعاقدين", "المتعاقدون", "الشركات المتعاقدة", "شركات النقل", "سائقي الشاحنات", "السواق", "أصحاب الشاحنات", "الشركات الأمنية", "العاملين مع الاحتلال", "المتعاونين", "العاملين مع القوات", "كل من يعمل مع", "كل من يتعامل مع", "العاملين في السفارة", "الشركات العاملة", "العاملين مع الشركات", "contractor*", "subcontract*", "companies contracted", "contracted compan*", "contracting compan*", "truck driver*", "پیمانکار*"),
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
    "ستكونون هدفا", "هدفا مشروعا", "هدفا لنا", "أهدافا مشروعة", "هدف مشروع", "أهداف مشروعة", "سيكون مصيره", "مصيركم", "سيدفعون الثمن", "ستدفعون الثمن", "لن نرحم", "سنصل إليكم", "سنلاحق*", "سنحاسب", "دماؤكم", "اعذر من انذر", "نعرف أسماءكم", "نعرف بيوتكم", "نعرف عناوينكم", "نعرف أين تسكنون", "عناوين بيوتكم",
    "معادية", "سنعامل*", "اتركوا العمل", "انسحبوا", "فإننا لن", "we warn", "warns", "warned", "threaten*", "will be targeted", "legitimate target*", "ultimatum", "will pay", "last warning", "final warning", "blame only themselves", "only themselves to blame", "we know where you live", "هشدار",
)  # fmt: skip
# Fog threatens drivers too, and an authority warns those whom it looks after.
SOFT: Final = words("warned", "نحذر", "تحذر", "حذرت", "يحذر", "warns", "warned", "we warn", "هشدار")
HAZARD: Final = words(
    "hazard", "ضباب", "الضباب", "غبار", "الغبار", "عاصفة*", "عواصف", "العاصفة", "أمطار", "الأمطار", "سيول", "السيول", "حرارة", "الحرارة", "موجة حر", "كورونا", "احتيال", "الاحتيال", "حرائق", "الحرائق",
    "fog", "dust", "storm*", "heat", "rain", "flood*", "fraudster*", "scam*", "ice",
)  # fmt: skip
AUTHORITY: Final = re.compile(
    r"(?<!\w)(?:وزار[هة]|مديري[هة]|هيي[هة]|شرط[هة]|الشرط[هة]|المرور|الدفاع\s+المدني|الانواء|المفوضي[هة]|مفوضي[هة]|امان[هة]|محافظ|ministry|police|authority|commission)"
    r"(?:\s+\w+){0,3}\s+(?:تحذر|يحذر|حذرت|حذر|warns|warned)(?!\w)"
)
OFFICE: Final = frozenset({"politicians", "security_forces", "election_workers", "judges", "diplomats"})
SAYS: Final = re.compile(r"(?:\s+\w+){0,3}\s*:")
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
    if not said or normal.text in CONDEMNING or _cares(normal.text):
        return None
    named = [target for target in TARGETS if normal.text in target and not _speaks(target, normal.text)]
    if not named:
        return None
    reasons = (*said, *(reason for target in named for reason in target.reasons(normal)))
    return Threat(targets=tuple(target.name for target in named), reasons=reasons)


def _speaks(target: Words, text: str) -> bool:
    """Whether those are who says it: "the prime minister: we shall call the corrupt to account"."""
    first = target.first(text)
    return (
        target.name in OFFICE and first is not None and first.start() == 0 and SAYS.match(text, first.end()) is not None
    )


def _cares(text: str) -> bool:
    """Whether it only warns, and of the weather or as an authority does."""
    hard = len(THREATENING.pattern.findall(text)) > len(SOFT.pattern.findall(text))
    return not hard and (text in HAZARD or AUTHORITY.search(text) is not None)


DETECTOR = Detector(
    name="threat",
    find=lambda text: find(normalise(text)),
    hits=(
        "إنذار أخير إلى المتعاقدين مع قوات الاحتلال",
        "We warn the contractors who supply the bases",
        "نحذر موظفي المفوضية",
    ),
    misses=(
        "ندين التهديدات ضد الناشطين",
        "نحذر من موجة حر",
        "نحذر سائقي الشاحنات من الضباب",
        "المفوضية تحذر المرشحين من مخالفة الشروط",
        "اجتماع المفوضية غداً",
    ),
)
