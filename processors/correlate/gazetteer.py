"""Places as the languages of the channels write them, finer than the registry's areas: two towns of one road are two."""

from typing import Final

from processors.analyse.normalise import fold

# id: the province or wider place that it lies in ("" for none), and its names.
_PLACES: Final[dict[str, tuple[str, str]]] = {
    "babil": ("", "بابل|Babil|Babylon|بابل"),
    "hilla": ("babil", "الحلة|الحله|حلة|Hilla|Hillah|حله"),
    "jurf": ("babil", "جرف الصخر|جرف النصر|Jurf al-Sakhar|Jurf"),
    "dhi_qar": ("", "ذي قار|ذيقار|Dhi Qar|Thi Qar|ذی قار"),
    "nasiriyah": ("dhi_qar", "الناصرية|الناصريه|Nasiriyah|Nasiriya|ناصریه"),
    "muthanna": ("", "المثنى|Muthanna|مثنی"),
    "samawah": ("muthanna", "السماوة|السماوه|Samawah|Samawa|سماوه"),
    "qadisiyah": ("", "القادسية|Qadisiyah|قادسیه"),
    "diwaniyah": ("qadisiyah", "الديوانية|الديوانيه|Diwaniyah|Diwaniya|دیوانیه"),
    "basra": ("", "البصرة|البصره|بصرة|Basra|Basrah|بصره"),
    "safwan": ("basra", "صفوان|سفوان|Safwan"),
    "maysan": ("", "ميسان|العمارة|Maysan|Amarah|میسان"),
    "wasit": ("", "واسط|الكوت|Wasit|Kut|واسط"),
    "diyala": ("", "ديالى|بعقوبة|Diyala|Baqubah|دیالی"),
    "salah_al_din": ("", "صلاح الدين|تكريت|Salah al-Din|Salahuddin|Tikrit|صلاح الدین"),
    "samarra": ("salah_al_din", "سامراء|Samarra|سامرا"),
    "balad": ("salah_al_din", "قاعدة بلد|بلد الجوية|Balad|پایگاه بلد|هوایی بلد"),
    "kirkuk": ("", "كركوك|Kirkuk|کرکوک"),
    "nineveh": ("", "نينوى|Nineveh|Ninawa|نینوا"),
    "mosul": ("nineveh", "الموصل|Mosul|موصل"),
    "zilkan": ("nineveh", "زليكان|Zilkan|Zlikan"),
    "qayyarah": ("nineveh", "القيارة|القياره|Qayyarah|Qayyara|قیاره"),
    "tal_afar": ("nineveh", "تلعفر|Tal Afar|تلعفر"),
    "makhmur": ("nineveh", "مخمور|Makhmur|Makhmour"),
    "bashiqa": ("nineveh", "بعشيقة|Bashiqa"),
    "zubair": ("basra", "الزبير|Zubair|Zubayr|زبیر"),
    "umm_qasr": ("basra", "أم قصر|Umm Qasr|ام قصر"),
    "majnoon": ("basra", "مجنون|Majnoon"),
    "rumaila": ("basra", "الرميلة|Rumaila"),
    "buzurgan": ("maysan", "البزركان|Buzurgan"),
    "shatra": ("dhi_qar", "الشطرة|Shatra"),
    "tallil": ("dhi_qar", "قاعدة الإمام علي|Tallil|Imam Ali base"),
    "iskandariyah": ("babil", "الإسكندرية|Iskandariyah"),
    "musayyib": ("babil", "المسيب|Musayyib"),
    "baiji": ("salah_al_din", "بيجي|Baiji|Bayji"),
    "tuz": ("salah_al_din", "طوزخورماتو|الطوز|Tuz"),
    "dujail": ("salah_al_din", "الدجيل|Dujail"),
    "speicher": ("salah_al_din", "سبايكر|Speicher"),
    "hawija": ("kirkuk", "الحويجة|Hawija"),
    "k1": ("kirkuk", "كي وان|K1|K-1"),
    "habbaniyah": ("anbar", "الحبانية|Habbaniyah"),
    "haditha": ("anbar", "حديثة|Haditha"),
    "rutba": ("anbar", "الرطبة|Rutba|Rutbah"),
    "trebil": ("anbar", "طريبيل|Trebil"),
    "hit": ("anbar", "قضاء هيت|مدينة هيت"),
    "khanaqin": ("diyala", "خانقين|Khanaqin"),
    "tarmiyah": ("baghdad", "الطارمية|Tarmiyah"),
    "zakho": ("duhok", "زاخو|Zakho"),
    "sinjar": ("nineveh", "سنجار|Sinjar"),
    "erbil": ("", "أربيل|اربيل|Erbil|Irbil|Arbil|اربیل"),
    "harir": ("erbil", "حرير|Harir"),
    "duhok": ("", "دهوك|Duhok|Dohuk"),
    "sulaymaniyah": ("", "السليمانية|Sulaymaniyah|سلیمانیه"),
    "anbar": ("", "الأنبار|Anbar|انبار"),
    "al_asad": ("anbar", "عين الأسد|قاعدة الأسد|Al-Asad|Ain al-Asad|Ayn al-Asad|عین الاسد"),
    "qaim": ("anbar", "القائم|Qaim"),
    "ramadi": ("anbar", "الرمادي|Ramadi"),
    "fallujah": ("anbar", "الفلوجة|Fallujah"),
    "abu_ghraib": ("baghdad", "أبو غريب|ابو غريب|Abu Ghraib"),
    "taji": ("baghdad", "التاجي|Taji|تاجی"),
    "yusufiyah": ("baghdad", "اليوسفية|Yusufiyah"),
    "latifiyah": ("baghdad", "اللطيفية|Latifiyah"),
    "mahmudiyah": ("baghdad", "المحمودية|Mahmudiyah"),
    "green_zone": ("baghdad", "المنطقة الخضراء|Green Zone|منطقه سبز"),
    "us_embassy": ("green_zone", "السفارة الأمريكية|السفارة الاميركية|سفارة الشر|السفارة|US embassy|U.S. embassy|American embassy|embassy|سفارت آمریکا|سفارت"),
    "bdsc": ("baghdad", "قاعدة فكتوريا|قاعدة فيكتوريا|فكتوريا|فيكتوريا|مطار بغداد|الدعم الدبلوماسي|Victoria|BDSC|Baghdad airport|Baghdad International Airport|Diplomatic Support Center|فرودگاه بغداد|ویکتوریا"),
    "baghdad": ("", "بغداد|Baghdad"),
    "karbala": ("", "كربلاء|Karbala|کربلا"),
    "najaf": ("", "النجف|Najaf|نجف"),
    "riyadh": ("saudi_arabia", "الرياض|قصر اليمامة|Riyadh|ریاض"),
    "saudi_arabia": ("", "السعودية|مملكة الشر|Saudi Arabia|عربستان"),
    "jeddah": ("saudi_arabia", "جدة|جده|Jeddah"),
    "yanbu": ("saudi_arabia", "ينبع|Yanbu"),
    "uae": ("", "الإمارات|أبوظبي|أبو ظبي|دبي|UAE|Emirates|Abu Dhabi|Dubai|امارات"),
    "kuwait": ("", "الكويت|Kuwait|کویت"),
    "syria": ("", "سوريا|سورية|Syria|سوریه"),
    "tanf": ("syria", "التنف|Tanf"),
}  # fmt: skip
# A road names no place on it, and the road is also written where the place is.
_INSIDE: Final = {place: wider for place, (wider, _) in _PLACES.items()}
_NAMES: Final[dict[str, list[tuple[tuple[str, ...], str]]]] = {}
for _id, (_, _written) in _PLACES.items():
    for _name in _written.split("|"):
        _words = tuple(fold(_name).split())
        _NAMES.setdefault(_words[0], []).append((_words, _id))


def places_of(tokens: list[str]) -> tuple[str, ...]:
    """The places named, without those that only say where another of them lies."""
    found = set()
    for at, token in enumerate(tokens):
        if _on_road(tokens, at):
            continue
        for bare in _bare(token):
            for name, place in _NAMES.get(bare, ()):
                if len(name) == 1 or tuple(tokens[at + 1 : at + len(name)]) == name[1:]:
                    found.add(place)
    return tuple(sorted(found - {_INSIDE[place] for place in found} - {_INSIDE.get(_INSIDE[p], "") for p in found}))


def _on_road(tokens: list[str], at: int) -> bool:
    """The road from Baghdad to Basra is named by its ends and says neither."""
    return any(
        low >= 0 and tokens[low + 1 : low + 2] and tokens[low] in _ROAD[0] and tokens[low + 1] in _ROAD[1]
        for low in (at - 1, at)
    )


_ROAD: Final = (
    {fold(name) for name in ("بغداد", "Baghdad")},
    {fold(name) for name in ("البصرة", "بصرة", "والبصرة", "Basra", "Basrah")},
)


def _bare(token: str) -> tuple[str, ...]:
    """The word, and it without one attached particle."""
    return (token, token[1:]) if len(token) > 3 and token[0] in "وفبلك" else (token,)


def somewhere_common(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether a place of the one is, or lies in, a place of the other."""
    return any(a == b or b in _wider(a) or a in _wider(b) for a in one for b in other)


def _wider(place: str) -> tuple[str, ...]:
    out: tuple[str, ...] = ()
    while place := _INSIDE.get(place, ""):
        out = (*out, place)
    return out


_SITE_WORDS: Final = {fold(word) for word in ("قاعدة", "معسكر", "مطار", "حقل", "قضاء", "ناحية")}
# What a site is, not what it is called.
_NO_NAMES: Final = set(
    fold(
        "جوية الجوية عسكرية العسكرية عسكري العسكري أمريكية الأمريكية الأميركية أمريكي الأمريكي الأميركي للاحتلال الاحتلال المحتل التحالف للتحالف دولي الدولي القوات قوات لقوات تابعة تابع "
        "التابعة التابع أجنبية الأجنبية تركية التركية التركي نفطي النفطي في من على عن قرب شمال جنوب غرب شرق و تضم يضم العدو للعدو كان"
    ).split()
)


def sites_of(tokens: list[str]) -> tuple[str, ...]:
    """Names of bases, camps, fields and districts that the list of places does not know."""
    found = set()
    for at, token in enumerate(tokens[:-1]):
        name = tokens[at + 1]
        if _SITE_WORDS.isdisjoint(_bare(token)) or name in _NO_NAMES or not name.isalpha() or len(name) < 3:
            continue
        if not places_of(tokens[at : at + 4]):
            found.add(name)
    return tuple(sorted(found))
