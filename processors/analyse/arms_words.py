"""Weapons in every number, possession and verb; and aircraft that are the target, not the weapon."""

from itertools import product
from typing import Final


def _join(forms: list[str]) -> str:
    return " | ".join(dict.fromkeys(forms))


def _counted(written: str) -> str:
    """One, two and many of a weapon, with and without the article, and whose they are."""
    found = []
    for one, many in (each.split() for each in written.split("|")):
        bare = f"{one[:-1]}ت" if one.endswith("ة") else one
        found += [f"~{form}" for form in (one, f"{bare}ان", f"{bare}ين", f"{bare}تين", many)]
        found += [
            f"{bare}ي",
            *(f"{noun}{whose}" for noun in (bare, many) for whose in ("نا", "ها", "ه", "هم", "كم", "نه")),
        ]
    return _join(found)


def _in_chat(stems: str) -> str:
    """Chat letters: a weapon with the possessives of speech."""
    return _join(
        [
            f"{stem}{end}"
            for stem, end in product(stems.split(), ("", "na", "nah", "ha", "hum", "hom", "een", "ayn", "ain"))
        ]
    )


def _verb(past: str, present: str) -> list[str]:
    """A verb in all persons, with any object."""
    forms = [past, f"{past}ت", f"{past}وا", f"{past}نا*", f"{past}نه*", f"{past}ته*", f"{past}تا"]
    return forms + [f"{who}{present}{end}" for who in "تين" for end in ("", "ون", "ها", "ه", "هم", "ان")]


# In the words of these groups an aircraft of theirs is a drone.
DRONES: Final = (
    _counted("مسيرة مسيرات | درون درونات | انتحارية انتحاريات | انقضاضية انقضاضيات")
    + " | "
    + _join([f"{noun}{whose}" for noun in ("طائرات", "طائرت") for whose in ("ها", "نا", "هم", "نه")])
    + " | ~مسير | مسيره | طائرات انقضاض* | ذخيرة جوالة | ذخائر جوالة | ~طائرة بلا طيار | ~طائرات بلا طيار | سلاح الجو المسير | kamikaze | loitering munition* | quadcopter* | "
    + _in_chat("musayarat musayyarat mosayarat mosayyarat msayrat musayyara musayara drownat dronat")
)
ROCKETS: Final = (
    _counted("راجمة راجمات | كاتيوشا كاتيوشات | صلية صليات | رشقة رشقات | صاروخ صواريخ")
    + " | 107 ملم | 107 مم | 107mm | 107 mm | 122 ملم | 122mm | 122 mm | 240 ملم | 240mm | غراد* | ~كراد | قاذفة محمولة | أر بي جي | ار بي جي | bm 21 | موشک* | میلی متری 107 | "
    + _in_chat(
        "sawarikh sawareekh sawari5 sawaree5 9awarikh 9awareekh 9awari5 9awaree5 sarookh saroukh 9arookh katyushat katyosha katusha"
    )
)
SHELLS: Final = (
    _counted("قذيفة قذائف | هاون هاونات | قنبرة قنابر")
    + " | 120 ملم | 120mm | 82 ملم | 82mm | 60 ملم | 60mm | "
    + _in_chat("hawen hawin hawenat hawinat hawn")
)
CHARGES: Final = (
    _counted("عبوة عبوات | ناسفة ناسفات | لغم ألغام | مفخخة مفخخات | لاصقة لاصقات")
    + " | "
    + _join(_verb("فجر", "فجر"))
    + " | فجرن* | الفجرنا* | الفجروا* | "
    + _in_chat("3obwa 3abwa 3ubwa 3bwa 3obwat 3abwat 3ubwat 3bwat 3obuwat lugm")
)
SNIPING: Final = (
    _join([*_verb("قنص", "قنص"), *_verb("اقتنص", "قتنص")])
    + " | قنصا | ~قناصة | قناصي* | قناصو* | sniped | sniping | qannas* | gannas*"
)

# An aircraft that is shot down, or the other side's, is no weapon of the attack.
_AIRCRAFT: Final = (
    "مسيرة",
    "المسيرة",
    "مسيرات",
    "المسيرات",
    "طائرة مسيرة",
    "الطائرة المسيرة",
    "طائرات مسيرة",
    "الطائرات المسيرة",
    "مسيرة استطلاع",
    "درون",
    "الدرون",
)
_THEIRS: Final = ("أمريكية", "أميركية", "معادية", "تركية", "إسرائيلية", "صهيونية", "تجسسية", "استطلاعية")
THEIR_AIRCRAFT: Final = _join(
    [f"{noun} {'ال' if noun.startswith('ال') else ''}{whose}" for noun, whose in product(_AIRCRAFT, _THEIRS)]
    + [
        f"{noun} {whose}"
        for noun, whose in product(
            _AIRCRAFT,
            ("للاحتلال", "للعدو", "للتحالف", "لقوات الاحتلال", "تابعة للاحتلال", "تابعة للتحالف", "من طراز mq"),
        )
    ]
    + [
        f"{down} {noun}"
        for down, noun in product(
            ("أسقط", "إسقاط", "أسقطت", "أسقطوا", "أسقطنا", "اصطياد", "اصطاد", "اصطدنا"), _AIRCRAFT
        )
    ]
    + [
        f"{whose} drone{s}"
        for whose, s in product(
            ("american", "us", "u.s.", "enemy", "turkish", "israeli", "hostile", "mq 9", "reaper"), ("", "s")
        )
    ]
    + [
        f"{down} {a}drone"
        for down, a in product(("shot down", "downed", "downing of", "brought down"), ("", "a ", "an ", "the "))
    ]
)
