"""Formulas of statements and ways of speaking of one, made from their parts: what `statement_words.py` leaves out."""

from typing import Final


def _each(*parts: str) -> str:
    """Every way to put these parts together, each a list of words; an underscore is a blank."""
    found = [""]
    for part in parts:
        found = [f"{left} {right}".strip() for left in found for right in part.split()]
    return " | ".join(found).replace("_", " ")


def _stuck(heads: str, tails: str) -> str:
    """Every head written together with each tail."""
    return " | ".join(f"{head}{tail}" for head in heads.split() for tail in tails.split())


def _third(stems: str) -> str:
    """He, she, they react: "criticises", "criticised", of one and of many."""
    found = []
    for stem in stems.split():
        past, present = stem.split("/")
        found += [past, f"{past}ت", f"{past}وا", f"ي{present}", f"ت{present}", f"ي{present}ون"]
    return " | ".join(found)


_REACTING: Final = "رفض/رفض انتقد/نتقد هاجم/هاجم استغرب/ستغرب رحب/رحب أيد/ؤيد أشاد/شيد استنكر/ستنكر اعتبر/عتبر وصف/صف سخر/سخر علق/علق عقب/عقب تناول/تناول شكك/شكك قلل/قلل ناقش/ناقش استبعد/ستبعد عد/عد"

FORMULA_WORDS: Final[dict[str, str]] = {
    "closing_formula": " | ".join(
        (
            _each("والنصر النصر والعزة العزة والمجد المجد والخلود الخلود والرحمة والسلام والعاقبة والشفاء والفخر", "للمستضعفين للمجاهدين لشعبنا لأمتنا للأمة للشهداء لشهدائنا للعراق لبلدنا للمقاومين للأحرار لأحرار لأبطال لدماء للمؤمنين للصابرين لفلسطين لغزة لله لجرحانا"),
            _each("والله إن_الله فالله", "ولي ناصر معنا غالب مولانا خير أكبر_والنصر هو_القوي قوي_عزيز المنتقم شهيد_على عزيز_ذو_انتقام"),
            "النصر أو الشهادة | نصر أو شهادة | والوعد الصادق | والميدان بيننا | والميدان هو الحكم | وقد أعذر من أنذر | فقد أعذر من أنذر | والأيام بيننا | وإن عدتم عدنا | وللحديث بقية | والمقاومة مستمرة | إنا لله وإنا إليه راجعون | والسلام ختام | our resistance goes on | victory or martyrdom | و ما النصر | زنده باد عراق | والله الموفق",
        )
    ),
    "looks_back": _each(
        "قبل منذ", "عام عامين سنة سنتين سنوات شهر شهرين أشهر أسبوع أسبوعين أسابيع أيام يومين ثلاثة_أشهر ثلاث_سنوات"
    ),
    "announcement": _each("بعد خلال", "نصف_ساعة ربع_ساعة ساعتين أقل_من_ساعة ساعة_من_الآن دقيقة"),
    "reported": "خبر داد | خبر می دهد | اعلام می کند | تأکید کرد | تصریح کرد | اعلام داشت | هشدار می دهد | می خواهد | "
    + _stuck("tu ta t to te et", "3lin 2akkid 2akid haddid hadid 7adhir 7ather rfud rfod mhil 6alib talib d3u d3oo qool gool nshur")
    + " | qarrarat | qararat | rafadhat | rafdat | talabat | amhalat",
    "reacts": _third(_REACTING),
}  # fmt: skip
