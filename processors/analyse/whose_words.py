"""Whose deed it was: ours and theirs in every person and dialect, and what shows that a deed is only spoken of.

`WHOSE_WORDS` is read by the weights alone: words too weak for a rule, which tip a sum all the same.
"""

from itertools import product
from typing import Final

_BLOWS: Final = (
    "ضربة ضربات عملية هجوم هجمة هجمات قصف صاروخ صواريخ مسيرة مسيرات طائرات عبوة عبوات ناسفة ناسفات هاون هاونات قذيفة قذائف"
    " راجمة راجمات كاتيوشا رشقة رشقات صلية صليات رصاص رصاصة رصاصات قناص قناصة كمين كمائن لغم ألغام رمية رميات قنبلة قنابل غارة درون درونات"
    " نيران هدية هديات عملية مفارز رماة"
)


def _join(forms: list[str]) -> str:
    return " | ".join(dict.fromkeys(forms))


def _with(nouns: str, endings: tuple[str, ...]) -> str:
    return _join(
        [
            f"{noun[:-1]}ت{end}" if noun.endswith("ة") else f"{noun}{end}"
            for noun, end in product(nouns.split(), endings)
        ]
    )


SHORT_STEM: Final = 3


def _adopt() -> str:
    """The verb of claiming with every subject and object."""
    objects = ("ها", "ه", "هم", "هما")
    forms = [f"{who}تبنى" for who in "تي"] + ["تبنى", "تبنت", "تبنتا", "تبنوا", "يتبنون", "يتبنيان", "تتبنيان"]
    forms += [f"{who}تبنا{it}" for who, it in product(("ت", "ي", ""), objects)]
    forms += [f"تبنت{it}" for it in objects] + [f"تبنو{it}" for it in objects] + [f"يتبنون{it}" for it in objects]
    forms += [
        f"{noun}{of}"
        for noun in ("تبن", "تبني", "تبنيا")
        for of in (" من", " صادر", " صريح", " علني", " موقع", " باسم")
    ]
    forms += ["متبنية", "متبنيا", "متبنين", "متبنيه", "متبنيها", *(f"تبني{whose}" for whose in objects)]
    return _join(forms)


def _admit() -> str:
    """To admit in every person; a participle tells as much."""
    forms = []
    for past, present in (
        ("أقر", "قر"),
        ("اعترف", "عترف"),
        ("صادق", "صادق"),
        ("جاهر", "جاهر"),
        ("تباهى", "تباهى"),
        ("تفاخر", "تفاخر"),
    ):
        weak = past.endswith("ى")
        base = past[:-1] if weak else past
        forms += [past, f"{base}ت", f"{base}وا", f"{base}تا", f"ت{present}", f"ي{present}"]
        forms += [] if weak else [f"ي{present}ون"]
        # مقرا is "admitting" and "headquarters": of a stem so short no participle is read.
        forms += [] if weak or len(present) < SHORT_STEM else [f"م{present}ة", f"م{present}ا", f"م{present}ين"]
    return _join(forms)


_LATIN_STEMS: Final = (
    "qasaf 8asaf gasaf 9asaf qa9af kasaf gesaf qsaf gsaf dharab darab zarab dhrab drab thrab istahdaf estahdaf stahdaf ista7daf esta7daf ste7daf istahdef"
    " fajjar fajar faggar fajjer naffath nafath naffadh naffaz nafaz hajam hajem ramay rama rmay atlaq atla2 atla8 atlaqn qannas qanas gannas zara3 zra3"
    " dakkay dakk dmmar dammar 7arag 7arrag harrag waga3 tabbanay tabanay tbannay tbanay ntabanna"
)
WE_IN_CHAT: Final = _join(
    [f"{stem}{end}" for stem, end in product(_LATIN_STEMS.split(), ("na", "naha", "nah", "nahum", "nahom"))]
)
THEY_IN_CHAT: Final = _join(
    [f"{stem}{end}" for stem, end in product(_LATIN_STEMS.split(), ("at", "et", "aw", "ow", "ou", "o", "u"))]
    + [
        f"{who}{stem}"
        for who, stem in product(
            ("ti", "ta", "te", "yi", "ya", "ye", "y", "t"),
            (
                "qsof",
                "gsof",
                "gsif",
                "dhrob",
                "drob",
                "drub",
                "stahdif",
                "fajjir",
                "fajir",
                "hajim",
                "rmi",
                "rmoon",
                "gisfoon",
                "gsfoon",
                "dhirboon",
                "dirboon",
            ),
        )
    ]
)
OUR_BLOWS: Final = (
    _with(_BLOWS, ("نا", "نه"))
    + " | "
    + _join(
        [
            f"{noun}{end}"
            for noun in (
                "sawarikh",
                "sawareekh",
                "9awareekh",
                "9awari5",
                "musayarat",
                "musayyarat",
                "mosayarat",
                "3obwat",
                "3abwat",
                "3ubwat",
                "hawenat",
                "darbat",
                "dharbat",
            )
            for end in ("na", "nah")
        ]
    )
)
ADOPTS: Final = f"{_adopt()} | " + _join(
    [
        f"{who}{stem}*"
        for who, stem in product(
            ("", "ta", "te", "ti", "t", "ya", "ye", "yi", "y", "et"),
            ("tabann", "tabano", "tabana", "tbann", "tbano", "tbana", "tebann"),
        )
    ]
    + ["yabann*", "yataban*", "yatabbann*"]
)
ADMITS: Final = _admit()

# A deed that is called well done: with "describes as", or in the describer's own words.
_DEEDS: Final = (
    "عمل",
    "عملا",
    "العمل",
    "رد",
    "ردا",
    "الرد",
    "ضربة",
    "الضربة",
    "عملية",
    "العملية",
    "هجوم",
    "هجوما",
    "الهجوم",
    "إنجاز",
    "إنجازا",
    "موقف",
    "موقفا",
)
_GOOD: Final = (
    "مشرف",
    "مبارك",
    "بطولي",
    "مشروع",
    "شجاع",
    "جبار",
    "عظيم",
    "موفق",
    "مقدس",
    "جهادي",
    "نوعي مبارك",
    "طبيعي ومشروع",
)


def _called() -> str:
    found = []
    for deed, good in product(_DEEDS, _GOOD):
        ending = "ا" if deed.endswith("ا") else "ة" if deed.endswith("ة") else ""
        first, _, rest = good.partition(" ")
        found.append(f"{deed} {'ال' if deed.startswith('ال') else ''}{first}{ending}{' ' + rest if rest else ''}")
    return _join(
        [
            *found,
            "يبعث على الفخر",
            "مدعاة للفخر",
            "مفخرة",
            "وسام شرف",
            "وسام على صدر*",
            "يستحق الثناء",
            "يثلج الصدور",
            "a gift to",
            "a legitimate response",
            "a heroic",
            "پاسخی مشروع",
        ]
    )


WELL_CALLED: Final = _called()

WHOSE_WORDS: Final[dict[str, str]] = {
    "of_ours": "من عندنا | لنا | إلنا | النه | إلنه | منا | مالنا | مالتنا | مالتنه | شغلنا | شغلنه | شغل إيدنا | شغل ايدينا | فعلنا | فعلتنا | بصمتنا | بصماتنا | توقيعنا | صنيعنا | نحن وراء | نحن خلف | احنه ورا | احنا ورا | نحن أصحاب* | نحن من | احنه اللي | احنا اللي | احنه الي | احنا الي | نحن الذين | نحن الفاعل* | وعدنا ووفينا | وفينا | وصلت الهدية | هديتنا | ours | it was us | our doing | our work | our hand | we did it | we are behind | we were behind | we own | this is ours | e7na elli | i7na elli | e7na wara | shughulna | shghulna | ما بودیم | کار ما | مال ما",
    "of_theirs": "تحية من | هدية من | رسالة من | تعود ل* | يعود ل* | عائدة ل* | شغلهم | شغلها | فعلهم | فعلها | لها وحدها | له وحده | لهم وحدهم | هم الضاربين | هم من | هي من | هو من | هم الذين | هي التي | هو الذي | همه اللي | همه الي | هم اللي | هم الي | هي الي | بنفسها | بنفسه | بأنفسهم | صنع مهندسيه* | تابعة لها | تابع لها | its own | their own | was theirs | were theirs | was its | were its | its doing | its work | was behind | were behind | is behind | the work of | shughulhum | shghulhom | hum elli | hma elli | خود را | خودشان | نیروهای خود",
    "only_drill": "باب الانضمام | باب التطوع | التطوع | الانتساب | التجنيد | recruit* | مناورة | ~مناورة | مناورات | ~مناورات | تدريب | ~تدريب | تدريبات | ~تدريبات | تمرين | تمارين | ~تمارين | عرض عسكري | ~عرض العسكري | استعراض* | ~استعراض* | تستعرض* | يستعرض* | استعرضت | محاكاة | دورة تدريبية | تخريج | معرض | parade* | drill | drills | exercise* | training | showcase* | unveil* | رزمایش* | رژه",
    "on_trial": "~محكمة | ~محاكم | ~قاضي | ~قضاء | بالسجن | بالإعدام | إعدام | ~متهم | ~متهمين | ~موقوف | ~معتقل | ~معتقلين | اعتقال* | ~اعتقال | القبض | إلقاء القبض | أدين* | إدانة | اعترافات* | ~تحقيق* | court | judge | sentenced | jailed | suspect | suspects | arrested | detained | confess* | trial | دادگاه | بازداشت*",
    "found_out": "العثور | عثرت | عثر | ضبط | ضبطت | ~مصادرة | أحبط* | إحباط | فككت | تفكيك | إبطال | أبطلت | رفع عبوة | كانت معدة | معدة للإطلاق | foiled | seized | found | defused | dismantled | recovered | cache | کشف شد | خنثی",
    "long_ago": "قديم | قديمة | ~قديم | ~قديمة | أرشيفي* | مطلع | أواخر | منتصف عام | عام 20* | سنة 20* | في 20* | أيام 20* | منذ 20* | since 20* | in 20* | back in | old video | أول مرة | حين | يوم كانت | أعوام | سنوات | years | earlier claim | first claimed",
    "source_says": "~مصدر | ~مصادر | مسؤول | مسؤولون | ضابط | ~ضابط | شهود | قائد عسكري | تشير | أشارت | تورط* | ضلوع* | أصابع الاتهام | بحسب التحالف | يعمل لصالح | لصالح | source | sources | officials | official | officer | witness* | police | points to | pointed to | منبع | منابع",
    "well_said": "طبيعي | طبيعيا | مشروع | مشروعا | ~مشروع | بطوليا | ~بطولي | ~بطولية | ~مبارك | ~مباركة | شرعي | شرعيا | شجاع | شجاعا | legitimate | natural | courageous | glorious | مشرف | ~مشرف | مشرفا | بطولي | بطولية | مبارك | مباركة | رحم الله | بطن حمل* | ما أجمل | ما أروع | يستحق الثناء | يثلج الصدور | أثلج* | أفرح* | شكرا | فخر* | عز | اعتزاز | رجال الله | بيض الله | الله يقوي* | يحييهم | كفو | هدية | gift | heroic | honourable | brave | legitimate response | پاسخ مشروع | پاسخی مشروع | دلاور*",
    "untrue": "ليس ل* | ليست ل* | لا علاقة ل* | لا صلة ل* | لا يد ل* | لا دخل ل* | افتراء | ~افتراء | كذب | ~كذب | أكاذيب | عار عن | عارية عن | مزور* | ~مزور* | مفبرك* | لا يمثلنا | لا تمثلنا | لا صحة | غير صحيح* | لا أساس | براءة | براءتها | براءتنا | تبرئة | بريئة | بريء | ليست طرفا | ليس طرفا | لسنا | مشبوه* | ~مشبوه* | نسب إلينا | نسب إليها | ما نسب | lie | lies | baseless | untrue | false | nothing to do | had no | no hand | no part | nafaw* | nafat* | nafa | nanfi | tanfi | ma elhom | malhom | ma elna | دروغ | کذب | بی اساس",
    "has_arms": "تمتلك | يمتلك | امتلاك | امتلاكها | بحوزتها | ترسانة | ترسانتها | مداها | المدى | بدائية الصنع | قدرات | possess* | arsenal | range | capabilit*",
    "describes": "calls | called | deems | deemed | considers | considered | termed | تسمي* | تسميه | يسميه | عدتها | وصفت* | تصف* | وصف | وصفه | يصف* | اعتبرت* | تعتبر* | اعتبر | يعتبر* | عدت | عدته* | ترى | يرى | رأت | described* | describes | called it | calls it | خواند | توصیف",
    "to_soldiers": "للأسوأ | أيام سوداء | أياما سوداء | احزموا | حقائبكم | ارحلوا | غادروا | إلى جنود | أيها الجندي | أيها الجنود | يا جنود | صبرنا | سترون | ستشتعل | تحت أقدامكم | فوق رؤوسكم | النار | نعوش* | نعش* | توابيت* | أكفان* | الرحيل | للرحيل | مهلة | يمهل* | تمهل* | الموعد | الإنذار | تلوح | يلوح | next convoy | will burn | pack up | leave now | graves | body bags",
}  # fmt: skip
