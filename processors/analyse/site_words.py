"""Sites in chat letters, and two bases that bear the names of everyday things."""

from typing import Final


def _join(forms: list[str]) -> str:
    return " | ".join(dict.fromkeys(forms))


EMBASSY_IN_CHAT: Final = _join(
    [
        f"{safara} {amrikiya}"
        for safara in ("safara", "sifara", "safarat", "el safara", "al safara", "es safara", "assafara")
        for amrikiya in (
            "amrikiya",
            "amrikia",
            "amreekiya",
            "amerikiya",
            "amrikiyya",
            "el amrikiya",
            "al amrikiya",
            "el amrikia",
            "alamrikiya",
        )
    ]
)


# Two bases bear the names of everyday things: what stands in front says that the base is meant.
_AT: Final = "عبوة عبوات قذائف رماة عملية عمليات تفجير مسيرتي صاروخي صاروخا هجوم ضربة ضربات صواريخ مسيرات مسيرة هاونات قصف استهداف رشقة صلية كاتيوشا سياج أسوار حظائر مدرج بوابة محيط طال طالت ضربنا قصفنا دك دكت دككنا استهدفت استهدف قصفت انفجار"
_STRIKING: Final = "استهدف ستهدف|قصف قصف|ضرب ضرب|هاجم هاجم|دك دك|بلغ بلغ|وصل صل|أصاب صيب|طال طال|زار زور|أمطر مطر|أحرق حرق|رمى رمي|گصف گصف|كصف كصف|رمي رمي"


def _striking() -> list[str]:
    """Verbs whose object such a base is, in all persons."""
    forms = []
    for past, present in (each.split() for each in _STRIKING.split("|")):
        forms += [f"{past}{end}" for end in ("", "ت", "وا", "نا", "نه")]
        forms += [f"{who}{present}{end}" for who in "تين" for end in ("", "ون", "وا", "ان")]
    return forms


NEAR_HARIR: Final = _join(
    [
        f"{at} حرير"
        for at in (
            *_AT.split(),
            *_striking(),
            "على",
            "في",
            "إلى",
            "نحو",
            "باتجاه",
            "صوب",
            "فوق",
            "داخل",
            "بقاعدة",
            "القاعدة في",
        )
    ]
)
NEAR_BALAD: Final = _join(
    [
        f"{at} بلد"
        for at in (
            *_AT.split(),
            "القاعدة في",
            "نازل على",
            "نازلة على",
            "سقطت على",
            "صواريخ على",
            "صاروخ على",
            "مسيرة على",
            "هاونات على",
            "الهاون على",
            "صاروخين على",
            "الانفجار في",
            "انفجار في",
            "رؤوسهم في",
            "أمريكي في",
            "الاحتلال في",
            "الأمريكية في",
            "متعاقد في",
            "أجنبي في",
        )
    ]
)
# "Struck a country", or the base: what follows tells.
PERHAPS_BALAD: Final = _join([f"{at} بلد" for at in _striking()])
