"""Topics that analysts follow across posts, each with the words that gave it."""

from typing import Final

from processors.analyse.detector import Detector
from processors.analyse.normalise import Normal, normalise
from processors.analyse.words import Words, words
from schemas.messages import Tag

TAGS: Final[tuple[Words, ...]] = (
    words("soft_war", "الحرب الناعمة", "حرب ناعمة", "الغزو الثقافي", "soft war", "جنگ نرم"),
    words("lawfare", "دعوى قضائية", "رفع دعوى", "الدعوى القضائية", "الادعاء العام", "مقاضاة", "lawsuit*", "lawfare"),
    words("intra_muqawama_dispute", "خلافات الفصائل", "خلاف بين الفصائل", "خلافات داخل المقاومة", "شق صف المقاومة", "المتاجرين باسم المقاومة", "أدعياء المقاومة", "rift between factions", "intra-muqawama"),
    words("election_fraud", "تزوير الانتخابات", "تزوير نتائج", "التلاعب بالنتائج", "التلاعب بنتائج", "سرقة الأصوات", "سرقة أصوات", "نتائج الانتخابات المزورة", "rigged election*", "election fraud"),
    words("withdrawal", "انسحاب القوات", "جدولة الانسحاب", "إخراج القوات الأجنبية", "خروج القوات الأجنبية", "الحوار الاستراتيجي", "strategic dialogue", "withdrawal of foreign forces"),
    words("ceasefire", "الهدنة", "هدنة مشروطة", "هدنة", "وقف العمليات", "تعليق العمليات", "ceasefire", "truce"),
    words("takedown", "حذف القناة", "إغلاق القناة", "القناة البديلة", "قناتنا البديلة", "القناة الاحتياطية", "backup channel", "channel was deleted"),
)  # fmt: skip


def find(normal: Normal) -> tuple[Tag, ...]:
    return tuple(Tag(name=kind.name, reasons=reasons) for kind in TAGS if (reasons := kind.reasons(normal)))


DETECTOR = Detector(
    name="tags",
    find=lambda text: find(normalise(text)),
    hits=("إنها الحرب الناعمة على مجتمعنا", "تابعوا القناة البديلة"),
    misses=("مباراة المنتخب اليوم",),
)
