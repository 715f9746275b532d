"""Whole paradigms of the words of claims: no list of single forms knows which one the next post will use.

A verb is written as its past and what follows the prefix of its present, then its noun if it has one, then its stem
before -نا where that is another (قنا of دك is دكك). A noun takes every possessive.
"""

from itertools import product
from typing import Final

# Verbs that can only be violent.
_STRIKING: Final = (
    "استهدف ستهدف استهداف | قصف قصف قصف | ضرب ضرب ضرب | هاجم هاجم مهاجمة | دك دك دك دكك | فجر فجر تفجير | دمر دمر تدمير | أعطب عطب إعطاب"
    " | أحرق حرق إحراق | نسف نسف نسف | قنص قنص قنص | أمطر مطر إمطار | رشق رشق رشق | باغت باغت مباغتة | أغار غير إغارة أغر | حطم حطم تحطيم"
    " | زلزل زلزل - | ألهب لهب - | مزق مزق - | أردى ردي - | اصطاد صطاد اصطياد اصطد | شن شن شن شنن | داهم داهم مداهمة | لغم لغم تلغيم"
    " | اقتنص قتنص اقتناص | خرق خرق - | دمدم دمدم - | سحق سحق سحق | اقتحم قتحم اقتحام | فجروا فجر - | أصلى صلي - | نال نال - نل"
)
# Verbs that are violent where a weapon or what was hit stands beside.
_ACTING: Final = (
    "نفذ نفذ تنفيذ | أطلق طلق إطلاق | أسقط سقط إسقاط | زرع زرع زرع | سدد سدد تسديد | وجه وجه توجيه | أرسل رسل إرسال | صوب صوب تصويب | أصاب صيب إصابة أصب"
    " | رمى رمي رمي | ألقى لقي إلقاء | نصب نصب نصب | كمن كمن - | تمكن تمكن تمكن | استطاع ستطيع - استطع | نجح نجح نجاح | قام قوم قيام قم | أوقع وقع إيقاع"
    " | أنزل نزل إنزال | أخرج خرج إخراج | أشعل شعل إشعال | عطل عطل تعطيل | قتل قتل قتل | فتح فتح - | دفع دفع - | وضع ضع - | بلغ بلغ -"
    " | حقق حقق - | طال طال - طل | هز هز - هزز | حصد حصد حصد | انقض نقض انقضاض"
)
_TELLING: Final = (
    "أعلن علن | قال قول | أكد ؤكد | ذكر ذكر | أفاد فيد | أوضح وضح | كشف كشف | نشر نشر | بث بث | عرض عرض | زف زف | أورد ورد | كتب كتب | غرد غرد"
    " | صرح صرح | أشار شير | تباهى تباهى | تفاخر تفاخر | جاهر جاهر | روى روي | أبلغ بلغ | أخبر خبر | بين بين | لفت لفت | نوه نوه | أضاف ضيف | أذاع ذيع"
    " | عمم عمم | أظهر ظهر | أثبت ثبت | وثق وثق | نطق نطق | تحدث تحدث | تكلم تكلم | دون دون | أشاع شيع | أطل طل | أزاح زيح | اعتبر عتبر | سمى سمي | أسند سند | أقر قر | اعترف عترف | ادعى دعي | جزم جزم | شدد شدد | ذكر ذكر | حسم حسم | أفصح فصح | باح بوح"
)
MIN_STEM: Final = 2
_MEN: Final = "سواعد أيادي أيدي مقاتلي مقاتلو مجاهدي مجاهدو عناصر رجال رجالات أبناء وحدات وحدة مفارز مفرزة مجاميع مجموعات مجموعة سرايا قوات أبطال خلايا خلية قناصة قناصي قناصو رماة فرسان كوادر مهندسي مهندسو شباب مسلحي مسلحو أسود قوة أفراد كتائب فصائل جنود"
_ARMS: Final = "صواريخ صاروخ مسيرات مسيرة مسيراتها عبوات عبوة عبوتي قذائف طائرات طائرة نيران أسلحة سلاح هاونات صليات راجمات رصاص قنابل رشقات ضربات ضربة عمليات عملية هجوم هجمات"
_PAPERS: Final = "بيان تصريح منشور تغريدة تدوينة مقطع فيديو تسجيل قناة حساب صفحة منصة منصات موقع إعلام إعلان كلمة رسالة بلاغ إيجاز توضيح خبر كليب إصدار بيانات بيانين"


def _table(written: str) -> list[list[str]]:
    return [each.split() for each in written.split("|")]


def _third(past: str, present: str) -> list[str]:
    """She, he and they did and do."""
    weak = past.endswith("ى")
    base = past[:-1] if weak else past
    forms = [past, f"{base}ت", f"{base}تا", f"{base}وا", f"ت{present}", f"ي{present}"]
    if not weak:
        forms += [f"ي{present}ون", f"ي{present}ان", f"ت{present}ان"]
    return forms


def _first(past: str, given: str | None) -> str:
    """We did, with whatever object."""
    base = given or (f"{past[:-1]}ي" if past.endswith("ى") else past)
    return f"{base}نا*"


def _join(forms: list[str]) -> str:
    return " | ".join(dict.fromkeys(forms))


def _verbs(written: str) -> tuple[str, str, str]:
    """The forms of the third person, those of the first, and the nouns with the doer's possessive."""
    third: list[str] = []
    first: list[str] = []
    nouns: list[str] = []
    for past, present, noun, *given in _table(written):
        third += _third(past, present)
        first += [_first(past, given[0] if given else None)]
        if noun != "-":
            bare = f"{noun[:-1]}ت" if noun.endswith("ة") else noun
            nouns += [f"{bare}ها", f"{bare}هم"]  # with ه it would be the noun of one blow: ضربه is ضربة
    return _join(third), _join(first), _join(nouns)


def _owned(nouns: str, endings: tuple[str, ...]) -> str:
    """Her men, his rockets: the nouns with these possessives."""
    found = []
    for noun, ending in product(nouns.split(), endings):
        found.append(f"{noun[:-1]}ت{ending}" if noun.endswith("ة") else f"{noun}{ending}")
    return _join(found)


_strike, _we_struck, _their_strikes = _verbs(_STRIKING)
_act, _we_acted, _their_acts = _verbs(_ACTING)
# Chat letters write one sound several ways.
_latin = _join(
    [
        f"{first}{rest}{end}"
        for firsts, rest in (
            (("q", "9", "8", "g"), "asaf"), (("q", "9", "8", "g"), "asf"), (("d", "dh", "z"), "arab"), (("d", "dh", "z"), "arb"), (("d", "dh"), "rab"),
            (("i", "e", "a"), "stahdaf"), (("i", "e"), "ste7daf"), (("i", "e"), "sti7daf"), (("f",), "ajjar"), (("f",), "ajar"), (("n",), "affath"), (("h",), "ajam"), (("zara",), "3"), (("atla",), "q"), (("r",), "im"), (("d",), "ammar"),
        )
        for first in firsts
        for end in ("at", "at", "aw", "ou", "o", "u")
    ]
)  # fmt: skip
ADOPTS_IN_CHAT: Final = _join(
    [
        f"{front}{stem}"
        for front in ("ta", "te", "ti", "t", "ya", "ye", "yi", "y", "et", "")
        for stem in ("tbanna", "tbana", "tabanna", "tabana", "tbanat", "tbannat", "tbannaw", "tbanaw", "tbnna")
    ]
)
# "Puts its name to": the verb may stand far in front, the thing signed is a name, a print, a stamp.
PUTS_ITS_NAME: Final = _join(
    [
        f"{thing} {on}"
        for thing in _owned("اسم بصمة توقيع شعار ختم إمضاء راية", ("ها", "ه", "هم")).split(" | ")
        for on in ("على", "فوق", "تحت", "إلى جانب")
    ]
    + [f"{does} {thing}" for does in ("تضع", "يضع", "تترك", "يترك", "تسجل", "يسجل") for thing in ("بصمتها", "بصمته", "توقيعها", "توقيعه", "اسمها", "اسمه")]
    + [
        f"{take} {what}"
        for take in ("take", "takes", "took", "taken", "taking", "assumes", "assumed", "accepts", "accepted", "claims", "claimed")
        for what in ("ownership", "credit", "the credit", "full credit", "full responsibility", "sole responsibility", "authorship", "responsibility")
    ]
    + [f"{boast} {of}" for boast in ("boasts", "boasted", "boasting", "brags", "bragged", "bragging") for of in ("of", "about")]
    + [
        f"{bears} {what}"
        for bears in ("تتحمل", "يتحمل", "تحملت", "تحمله", "تحملها", "تتحمل وحدها", "يتحمل وحده", "متحملة", "متحملا", "أخذت على عاتقها")
        for what in ("كامل المسؤولية", "كامل مسؤولية", "المسؤولية كاملة", "كل المسؤولية", "المسؤولية الكاملة", "كامل مسؤوليتها", "المسؤولية")
    ]
    + [f"{says} {noun}" for says in ("تدعي", "ادعت", "يدعي", "ادعى") for _, _, noun, *_ in _table(f"{_STRIKING} | {_ACTING}") if noun != "-"]
    + [f"{gives} {what}" for gives in ("تهدي", "أهدت", "يهدي", "أهدى", "نهدي") for what in ("عملية", "عمليتها", "عمليته", "ضربة", "ضربتها", "هجوم", "هجومها", "صواريخ", "صواريخها", "عبوة", "مسيراتها", "صلية")]
    + ["إلى نفسها", "إلى نفسه", "إلى أنفسهم", "به گردن گرفت", "به گردن گرفته", "به گردن گرفتند", "بر گردن گرفت", "بر عهده گرفته", "came forward as", "comes forward as"]
    + ["lays claim to", "laid claim to", "staked a claim to", "owns up to", "credits itself", "credited itself", "attributes to itself"]
)  # fmt: skip
STRIKES: Final = _strike
# "It announces the burning of": every noun of such a verb.
DEEDS: Final = _join(
    [
        noun
        for _, _, noun, *_ in _table(f"{_STRIKING} | {_ACTING}")
        if noun not in {"-", "قيام", "تمكن", "نجاح", "قتل", "شن", "نصب"}
    ]
)
# Dialect: "I am who did".
WE_WHO: Final = _join(
    [
        f"{i} {who}"
        for i in ("آني", "اني", "احنه", "احنا", "إحنا", "هو", "همه", "هم")
        for who in (
            "اللي",
            "الي",
            "إللي",
            *(
                f"ال{past}{end}"
                for past in ("قصف", "گصف", "كصف", "ضرب", "فجر", "رمي", "زرع", "طش")
                for end in ("", "ت", "نا", "نه", "وا", "و", "ين")
            ),
        )
    ]
)
ACTED: Final = f"{_act} | sent | mortared | rocketed | raided | blasted | ambushed | rained | downed | planted | sniped | wounded | killed | hammered | pounded | sending | hitting | striking | firing | launching | targeting | shelling | bombing | attacking | downing | planting | هدف راکت قرار داد* | هدف موشک قرار داد* | هدف پهپاد قرار داد* | هدف حمله قرار داد* | در هم کوبید* | درهم کوبید* | منهدم کرد* | به آتش کشید* | گرفته است | زده است | زدند | کوبیدند | کوبید | منفجر کرد* | شلیک کرد* | حمله کرد* | هدف قرار داد* | هدف گرفت* | shot | shoots | shooting | laid | hurled | lobbed | {_latin}"
WE_STRUCK: Final = f"{_we_struck} | منهدم کردیم | به آتش کشیدیم | در هم کوبیدیم | درهم کوبیدیم | هدف راکت قرار دادیم | طشرنا* | طشرنه* | ولعنا* | ولعنه* | هدينا عليهم | گصفنا* | قصفنه* | فلشنا* | حركنا الرتل | حرگنا* | شيلنا* | we ambushed | we sent | we downed | we planted | we pounded | we rained | 7na drabna | e7na drabna | i7na qasafna"
THEIR_STRIKES: Final = f"{_their_strikes} | {_their_acts} | " + _owned(
    "ضربات ضربة عمليات عملية هجوم هجمات غارات صلية صليات", ("ها", "هم", "ه")
)
TELLS: Final = (
    "t2aked* | t2akk* | ta2aked* | ta2akked* | akkadat | 2akkadat | akdat | nazzlaw | nazlaw | nizlaw | nazzalaw | nazzlat | nizzlaw | nashraw | t7chi | te7chi | yi7chon | تحچي | يحچون | يحچي | "
    + _join([form for past, present in _table(_TELLING) for form in _third(past, present)])
    + " | ناشر | ناشرة | ناشرين | كاتب | كاتبة | كاتبين | گايل | گايلين | قائلة | قائلا | مؤكدة | مؤكدا | معلنا | معلنة | مشيرة | موضحة | گالت | گالوا | گالو | گال | تگول | يگول | يگولون | ويگولون | حچت | بينوا | نزلوا | نزلت | طلعت ببيان | say | wrote | writes | reports | reported | boasts | boasted | boasting | asserts | asserted | posted | posts | states | stated | tells | told | confirmed | confirms | insists | insisted | brags | bragged | reveals | revealed | shared | shares | circulated | carried | adds | added | says | said | نوشت | نوشته | اعلام کرده | اعلام نمود | بیان کرد | اظهار داشت | تأیید کرد | تایید کرد | منتشر کرد | گفته | می گوید | میگوید | می گویند | میگویند | می نویسد | گفته است | نوشته است | 9alat | 8alat | 9alaw | 8alaw | alat | kalat | katbat | nashrat | galat | galo | galaw | galu | qalat | qalo"
)
ITS_MEN: Final = (
    _owned(f"{_MEN} {_ARMS}", ("ها", "ه", "هم", " لها", " له", " لهم", " تابعة لها", " تابع لها"))
    + " | "
    + _join(
        [
            f"{whose}{kind}{noun}"
            for whose in ("its ", "their ", "his ")
            for kind in ("", "rocket ", "drone ", "missile ", "mortar ")
            for noun in ("men", "fighters", "teams", "team", "unit", "units", "forces", "drones", "drone", "rockets", "snipers", "sniper", "members", "squad", "cell", "brigades", "operatives", "mujahideen", "engineers", "air force", "bombs", "mortars", "missiles")
        ]
    )
    + " | مقاتلين منها | عناصر منها | پهپادهای این گروه | پهپادهای این جنبش | موشک های این گروه | راکت های این گروه | نیروهای این گروه | رزمندگان این گروه | رزمندگان این جنبش | نیروهای این جنبش | رزمندگانش | نیروهایش | نیروهای خود | رزمندگان آن | پهپادهایش | رزمندگان خود"
)  # fmt: skip
THAT_IT: Final = (
    "أنها | إنها | أنه | إنه | أنهم | إنهم | أنهما | إنهما | انو همه | انهم همه | إنو همه | هم من | همه اللي | هم اللي | "
    + _join([f"{that} {who}" for that in ("أن", "إن") for who in ("الجماعة", "الأخيرة", "الأخير", "الحركة", "الفصيل", "المجموعة", "السرية", "السرايا", "الكتائب", "العصبة", "اللواء", "التشكيل", "وحدة الصواريخ", "وحدة المسيرات", "وحداتها", "مقاتلين منها", "مقاتلين فيها", "عناصر منها", "مجاهدين منها", "المجاهدين", "مجاهدي", "مقاتلي", "عناصر")])
    + " | says group | says movement | says faction | said movement | said group | confirms movement | confirms group | confirmed movement | confirms fighters | confirms faction | says brigade | announces movement | it | they | that it | it had | it has | it hit | it struck | it fired | it targeted | it launched | it sent | it shelled | it attacked | it ambushed | they hit | they struck | they had | they have | that they | the group | it was its"
    " | اعلام کرد | گفت | نوشت | می گوید | مدعی شد | خبر داد | که | که با | inha | enha | enhum | inhum | innaha | annaha | anha | eno | inno | enno"
)  # fmt: skip
SOURCES: Final = "~بيان | بيانا | بيانه | ~تصريح | ~منشور | ~تدوينة | ~تغريدة | تسجيل | فيديو | ~بلاغ | بلاغا | ~إيجاز | ~رسالة | قناة | منصة | ~حساب | صفحة | إعلام | statement | post | message | communique | bulletin | video | channel | بیانیه | کانال | bayan"
PER_STATEMENT: Final = _join(
    [
        f"{by} {noun}"
        for by in ("بحسب", "حسب", "وفق", "في", "عبر", "على", "ضمن", "عن", "بموجب")
        for noun in (
            *_owned(_PAPERS, ("ها", "ه", "هم")).split(" | "),
            *(f"{paper}{of}" for paper in _PAPERS.split() for of in (" لها", " له", " لهم", " صادر عنها", " صدر عنها")),
        )
    ]
)


# Who is said to be whose deed it was, after "that it".
DOERS: Final = "wara | waraha | khalf | صاحب | صاحبة | أصحاب | الجهة | وراء | خلف | المسؤول عن | المسؤولة عن | مسؤولة عن | مسؤول عن | مسؤولون عن | المنفذ | المنفذة | من نفذ | الفاعل | مسئول | عامل | behind | responsible for | the perpetrator | the ones who"


DOES_NOT_CLAIM: Final = _join(
    [
        f"{no} {does}"
        for no in ("لا", "لم", "ما", "دون أن", "من دون أن", "ولا")
        for does in (
            "تعلن",
            "يعلن",
            "تتبن",
            "يتبن",
            "تتبنى",
            "يتبنى",
            "تكشف",
            "تقر",
            "تنسب",
            "تتحمل",
            "يتحمل",
            "تعترف",
            "تتبناه",
            "تتبناها",
            "تتبنه",
        )
    ]
)


def _denying() -> tuple[str, str]:
    """We have, and they have, no hand in it."""
    parts = ("يد", "علاقة", "صلة", "دخل", "شأن", "ضلع", "دور", "مسؤولية", "ارتباط", "علم", "ناقة")
    found = []
    for whose in (
        ("لنا", "إلنا", "إلنه", "عندنا", "عدنا", "لدينا"),
        ("لها", "له", "لهم", "للحركة", "للفصيل", "للكتائب"),
    ):
        forms = [f"لا {part} {who}" for part in parts for who in whose]
        forms += [
            f"{no} {who} {any_}{part}"
            for no in ("ليس", "ليست", "ما", "ماكو", "لم يكن", "لم تكن")
            for who in whose
            for any_ in ("", "أي ", "أية ")
            for part in parts
        ]
        found.append(_join(forms))
    found[0] += " | " + _join(
        [
            f"{no} {what}"
            for no in ("لم نكن", "لسنا", "ما كنا", "لم نكن أبدا")
            for what in ("طرفا", "وراء", "خلف", "ضالعين", "معنيين", "من نفذ", "على علم", "على صلة", "الجهة", "مسؤولين")
        ]
        + [f"{drag}{end}" for drag in ("اتهام", "إقحام", "زج", "توريط", "ربط") for end in ("نا", "نا ب", " اسمنا")]
        + ["اسمنا أقحم", "أقحم اسمنا"]
        + [f"لم ن{present}*" for _, present, *_ in _table(f"{_STRIKING} | {_ACTING}") if len(present) > MIN_STEM]
        + [
            f"{no} {past}نا*"
            for no in ("ما", "مو احنه")
            for past in ("قصف", "ضرب", "استهدف", "أطلق", "فجر", "رمي", "نفذ")
        ]
    )
    return found[0], found[1]


WE_HAVE_NO_PART, THEY_HAVE_NO_PART = _denying()
