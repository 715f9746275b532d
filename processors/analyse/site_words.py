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
_AT: Final = "عبوة عبوات قذائف رماة عملية عمليات تفجير مسيرتي صاروخي صاروخا ضربت ضربوا أصابت أصاب قصفوا كصفوا گصفوا رموا رمينا رمينه كصفنا گصفنا هاجمت هاجموا هاجمنا بلغت وصلت زارت زار أمطرت أمطروا أمطرنا تستهدف يستهدف تقصف يقصف تضرب يضرب تدك يدك دكوا نحو صوب هجوم ضربة ضربات صواريخ مسيرات مسيرة هاونات قصف استهداف رشقة صلية كاتيوشا سياج أسوار حظائر مدرج بوابة محيط طال طالت ضربنا قصفنا دك دكت دككنا استهدفت استهدف قصفت انفجار"
NEAR_HARIR: Final = _join(
    [
        f"{at} حرير"
        for at in (*_AT.split(), "على", "في", "إلى", "نحو", "باتجاه", "صوب", "فوق", "داخل", "بقاعدة", "القاعدة في")
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
