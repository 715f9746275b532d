"""Channels, brands, places and months of the invented corpus. Names of channels are invented; brands are the article's."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_ID = 2_000_000_001


@dataclass(frozen=True)
class Place:
    """A channel: `organisation` and `certainty` go into sources.yaml."""

    username: str
    title: str
    subscribers: int
    organisation: str | None = None
    certainty: str | None = None


CHANNELS: dict[str, Place] = {
    "tansiqiya": Place("demo_haya", "الهيئة التنسيقية (عرض)", 41_200, "tansiqiya", "assessed"),
    "qasem": Place("demo_qasem", "سرايا القاصم (عرض)", 18_400, "qasem_al_jabbarin", "assessed"),
    "usba": Place("demo_usba", "العصبة (عرض)", 22_900, "usbat_al_thairin", "assessed"),
    "kahf": Place("demo_kahf", "الكهف (عرض)", 15_300, "ashab_al_kahf", "assessed"),
    "khaibar": Place("demo_khaibar", "خيبر (عرض)", 6_100, "liwa_khaibar", "assessed"),
    "faqar": Place("demo_faqar", "الفقار (عرض)", 7_700, "quwwat_dhu_al_faqar", "assessed"),
    "duwaliya": Place("demo_duwaliya", "الدولية (عرض)", 9_800, "fasail_al_muqawama_al_duwaliya", "assessed"),
    "waad": Place("demo_waad", "الوعد (عرض)", 5_200, "alwiyat_al_waad_al_haq", "assessed"),
    "relay": Place("demo_sabir", "صابر عاجل (عرض)", 130_500),
    "relay2": Place("demo_nabd", "نبض المقاومة (عرض)", 64_000),
    "relay3": Place("demo_unit", "وحدة الرصد الإعلامي (عرض)", 12_700),
    "street": Place("demo_rabe", "ربع (عرض)", 27_400, "raba_allah", "reported"),
    "fasil": Place("demo_asaib", "إعلام العصائب (عرض)", 88_000, "asaib_ahl_al_haq", "reported"),
    "agency": Place("demo_agency", "وكالة الرافد للأنباء (عرض)", 210_000),
    "local": Place("demo_basra", "أخبار البصرة اليوم (عرض)", 33_600),
    "faith": Place("demo_noor", "نور وهداية (عرض)", 54_100),
    "english": Place("demo_osint", "Mesopotamia Watch (demo)", 8_900),
    "persian": Place("demo_payam", "پیام منطقه (نمایشی)", 19_500),
}
IDS = {name: FIRST_ID + number for number, name in enumerate(CHANNELS)}

# Brand: its id, the ways in which it writes itself, its channel.
BRANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "qasem_al_jabbarin": (("سرايا قاصم الجبارين", "قاصم الجبارين", "سَرايا قاصِم الجبّارين"), "qasem"),
    "usbat_al_thairin": (("عصبة الثائرين", "عصبة الثائريــن"), "usba"),
    "ashab_al_kahf": (("أصحاب الكهف", "#أصحاب_الكهف", "أصحـاب الكهف"), "kahf"),
    "liwa_khaibar": (("لواء خيبر", "#لواء_خيبر"), "khaibar"),
    "quwwat_dhu_al_faqar": (("قوات ذو الفقار", "قوات ذي الفقار"), "faqar"),
    "fasail_al_muqawama_al_duwaliya": (("فصائل المقاومة الدولية", "فصيل المقاومة الدولية"), "duwaliya"),
    "alwiyat_al_waad_al_haq": (("ألوية الوعد الحق",), "waad"),
}

# What a brand attacks: weapon, how it is written, where (id and words), the target's id and words.
WEAPONS: dict[str, tuple[str, ...]] = {
    "ied": ("بعبوة ناسفة", "بعبوتين ناسفتين", "بعبوة ناسفة محلية الصنع"),
    "rocket": ("بصواريخ الكاتيوشا", "بعدد من الصواريخ", "برشقة صاروخية"),
    "mortar": ("بقذائف الهاون",),
    "drone": ("بطائرة مسيرة", "بطائرتين مسيرتين"),
    "sniper": ("برصاص قناص",),
}
SITES: tuple[tuple[str, str, str, str], ...] = (
    # area, its words, target, its words
    ("al_asad", "عين الأسد", "base", "قاعدة عين الأسد"),
    ("bdsc", "مطار بغداد", "base", "قاعدة فكتوريا قرب مطار بغداد الدولي"),
    ("us_embassy", "السفارة الأمريكية", "embassy", "السفارة الأمريكية في بغداد"),
    ("erbil", "أربيل", "base", "قاعدة حرير في أربيل"),
    ("nineveh", "نينوى", "base", "معسكر الاحتلال في سهل نينوى"),
    ("kirkuk", "كركوك", "base", "معسكر الاحتلال في كركوك"),
)
ROADS: tuple[str, ...] = (
    "في الناصرية", "في السماوة", "في الديوانية", "قرب الحلة", "في محافظة بابل", "في محافظة المثنى", "في ذي قار", "على الطريق السريع",
)  # fmt: skip
MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
