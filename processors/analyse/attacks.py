"""What was attacked, where and with what, in the words of claims."""

from typing import Final, get_args

from processors.analyse.detector import Detector
from processors.analyse.normalise import Normal, fold
from processors.analyse.words import Words, words
from schemas.messages import AttackKind
from schemas.registry import Registry

# In the order in which they are asked: a drone that carries rockets is a drone.
WEAPONS: Final[tuple[tuple[AttackKind, Words], ...]] = (
    ("drone", words("drone", "طائرة مسيرة", "طائرات مسيرة", "طائرة مسيّرة", "طائرات مسيّرة", "مسيرة مفخخة", "طائرة مفخخة", "الطيران المسير", "طيران مسير", "مسيّرة", "بطائرة مسيرة", "بطائرتين مسيرتين", "طائرتين مسيرتين", "الطائرات المسيرة", "الطائرة المسيرة", "طائراتنا المسيرة", "طائرتنا المسيرة", "مسيراتنا", "drone*", "uav*", "پهپاد*")),
    ("missile", words("missile", "صاروخ باليستي", "صواريخ باليستية", "صاروخ كروز", "صواريخ كروز", "missile*", "موشک*")),
    ("rocket", words("rocket", "صاروخ*", "صواريخ", "الصواريخ", "كاتيوشا", "الكاتيوشا", "غراد", "صليه صاروخيه", "رشقه صاروخيه", "هجوم صاروخي", "قصف صاروخي", "rocket*", "katyusha*", "راکت*")),
    ("mortar", words("mortar", "هاون", "الهاون", "قذائف هاون", "قذيفه هاون", "mortar*", "خمپاره*")),
    ("ied", words("ied", "عبوة", "عبوات", "العبوة", "العبوات", "عبوة ناسفة", "بعبوة", "عبوتين*", "عبوتان", "ناسفة", "بعبوات", "تفجير", "تفجيرها", "ied*", "roadside bomb*", "explosive device*", "بمب کنار جاده*")),
    ("sniper", words("sniper", "قنص", "قناص", "القنص", "برصاص قناص", "sniper*", "تک تیرانداز")),
)  # fmt: skip
ATTACK: Final = words(
    "attack", "استهداف*", "استهدف*", "يستهدف*", "تستهدف*", "نستهدف*", "هجوم*", "الهجوم", "قصف*", "القصف", "ضرب*", "الضربة", "عملية", "العملية", "عمليات", "تفجير*", "هاجم*", "دك", "دكّت", "اصابة", "إصابة",
    "attack*", "target*", "strike*", "struck", "hit", "shelled", "operation", "bombing", "حمله*", "هدف قرار*", "عملیات",
)  # fmt: skip
TARGETS: Final[tuple[Words, ...]] = (
    words("embassy", "السفارة", "سفارة*", "سفارة الشر", "embassy", "سفارت"),
    words("base", "قاعدة", "القاعدة", "قواعد", "معسكر", "المعسكر", "مقر", "base", "camp", "پایگاه"),
    words("convoy", "رتل*", "الرتل", "أرتال", "الأرتال", "قافلة", "القافلة", "قوافل", "رتلا", "شاحنات", "الدعم اللوجستي", "convoy*", "supply truck*", "کاروان*"),
    words("airport", "مطار", "المطار", "airport", "فرودگاه"),
    words("oil_facility", "حقل نفطي", "منشأة نفطية", "مصفى", "ارامكو", "أرامكو", "oil field", "refinery"),
    words("palace", "قصر اليمامة", "قصر", "palace"),
)  # fmt: skip


def weapon(text: str) -> AttackKind | None:
    """The weapon named, `other` if only an attack is, None if neither."""
    for kind, named in WEAPONS:
        if text in named:
            return kind
    return "other" if text in ATTACK else None


def targets(text: str) -> tuple[str, ...]:
    return tuple(named.name for named in TARGETS if text in named)


# Ways of naming an area that the registry's files do not list.
MORE_NAMES: Final = {
    "baghdad_basra_roads": ("Baghdad–Basra highway", "Baghdad-Basra road*", "جاده بغداد-بصره", "جاده بغداد بصره", "Nasiriyah", "Diwaniyah", "Samawah", "Hillah"),
    "al_asad": ("Ain al-Asad", "عين الاسد"),
    "us_embassy": ("US embassy", "American embassy", "سفارت آمریکا"),
    "erbil": ("Irbil", "مطار اربيل الدولي"),
    "saudi_arabia": ("السعودية", "الرياض", "Riyadh"),
}  # fmt: skip


class AreaFinder:
    """The areas of a registry by their names in Arabic and English."""

    def __init__(self, registry: Registry) -> None:
        self._areas = [
            (area.id, words(area.id, *area.names_ar, *area.names_en, *MORE_NAMES.get(area.id, ())))
            for area in registry.areas
        ]

    def find(self, normal: Normal) -> tuple[str, ...]:
        """Ids in the order of the text. A province that only says where a named site lies is no area of its own."""
        found = [(match.start(), id_) for id_, named in self._areas if (match := named.first(normal.text))]
        ids = [id_ for _, id_ in sorted(found)]
        return tuple(id_ for id_ in ids if SITES.get(id_, frozenset()).isdisjoint(ids))


# Sites inside an area that say where more exactly than the area does.
SITES: Final = {"anbar": frozenset({"al_asad"}), "nineveh": frozenset({"zilkan"})}
assert set(dict(WEAPONS)) < set(get_args(AttackKind))  # noqa: S101  # a misspelt kind must fail at import

DETECTOR = Detector(
    name="attack",
    find=lambda text: weapon(fold(text)),
    hits=("استهداف رتل للدعم اللوجستي بعبوة ناسفة", "Two rockets hit the base", "هجوم بطائرة مسيرة"),
    misses=("افتتاح معرض بغداد للكتاب", "ارتفاع درجات الحرارة غداً"),
)
