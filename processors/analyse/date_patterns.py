"""How days and hours are written: names of months and days, numbers, and words like yesterday, as patterns."""

import re
from typing import Final

from processors.analyse.form import Automaton
from processors.analyse.normalise import fold

_MONTHS: Final = {
    1: ("كانون الثاني", "كانون ثاني", "يناير", "january", "jan", "ژانویه"), 2: ("شباط", "فبراير", "february", "feb", "فوریه"), 3: ("آذار", "اذار", "مارس", "march", "mar"),
    4: ("نيسان", "أبريل", "ابريل", "april", "apr", "آوریل"), 5: ("أيار", "ايار", "مايو", "may", "مه"), 6: ("حزيران", "يونيو", "june", "jun", "ژوئن"),
    7: ("تموز", "يوليو", "july", "jul", "ژوئیه"), 8: ("آب", "أغسطس", "august", "aug", "اوت"), 9: ("أيلول", "ايلول", "سبتمبر", "september", "sep", "sept", "سپتامبر"),
    10: ("تشرين الأول", "تشرين اول", "أكتوبر", "october", "oct", "اکتبر"), 11: ("تشرين الثاني", "تشرين ثاني", "نوفمبر", "november", "nov", "نوامبر"), 12: ("كانون الأول", "كانون اول", "ديسمبر", "december", "dec", "دسامبر"),
}  # fmt: skip
_HIJRI: Final = {
    1: ("محرم", "محرم الحرام", "muharram"), 2: ("صفر", "صفر الخير", "safar"), 3: ("ربيع الأول",), 4: ("ربيع الثاني", "ربيع الآخر"), 5: ("جمادى الأولى", "جمادى الاول"),
    6: ("جمادى الآخرة", "جمادى الثانية", "جمادى الاخر"), 7: ("رجب", "رجب الأصب", "رجب المرجب", "rajab"), 8: ("شعبان", "شعبان المعظم", "shaban"), 9: ("رمضان", "رمضان المبارك", "ramadan"), 10: ("شوال", "شوال المكرم", "shawwal"), 11: ("ذو القعدة", "dhu al qadah", "dhul qadah", "ذي القعدة", "ذي القعدة الحرام"),
    12: ("ذو الحجة", "dhu al hijjah", "dhul hijjah", "ذي الحجة", "ذي الحجة الحرام"),
}  # fmt: skip
MONTHS: Final = {fold(name): number for number, names in _MONTHS.items() for name in names}
HIJRI: Final = {fold(name): number for number, names in _HIJRI.items() for name in names}
_WEEKDAYS: Final = {
    0: ("الاثنين", "الإثنين", "monday", "دوشنبه", "دو شنبه"), 1: ("الثلاثاء", "tuesday", "سه شنبه", "سه شنبه شب"), 2: ("الأربعاء", "الاربعاء", "wednesday", "چهارشنبه", "چهار شنبه"), 3: ("الخميس", "thursday", "پنجشنبه", "پنج شنبه"),
    4: ("الجمعة", "friday", "جمعه"), 5: ("السبت", "saturday"), 6: ("الأحد", "sunday", "یکشنبه", "یک شنبه"),
}  # fmt: skip
WEEKDAYS: Final = {fold(name): number for number, names in _WEEKDAYS.items() for name in names}


def _any(names: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


YEAR: Final = r"(?:\s{0,2}[,،/]?\s{0,2}(?:من\s)?(?:عام\s|سنه\s)?(\d{4}))?"
NAMED: Final = re.compile(
    rf"(?<!\w)(\d{{1,2}})(?:st|nd|rd|th)?\s{{0,2}}/?\s?(?:من\s|of\s|شهر\s)?({_any(MONTHS)}){YEAR}(?!\w)"
)
ENGLISH: Final = re.compile(rf"(?<!\w)({_any(MONTHS)})\s{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?{YEAR}(?!\w)")
NUMBERS: Final = re.compile(r"(?<!\d)(\d{1,2})\s?[/. -]\s?(\d{1,2})\s?[/. -]\s?(\d{4})(?!\d)")
# Without a year two numbers are a day and a month only behind a word that leads to a date, or with a stroke between.
SHORT_YEAR: Final = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{2})(?!\d)")
SHORT = re.compile(
    r"(?<!\w)(?:بتاريخ|تاريخ|يوم|في|فجر|صباح|صبيحه|ظهر|عصر|مساء|ليله|ليل|on|of|dated|مورخ)\s(?:يوم\s)?(?:\w{4,9}\s)?(\d{1,2})\s?[/. -]\s?(\d{1,2})(?![\d/]|\s?[/. -]\s?\d|\s?(?:am|pm|صباحا|مساء|ملم|mm))"
)
ISO: Final = re.compile(r"(?<!\d)(\d{4})[/. ](\d{1,2})[/. ](\d{1,2})(?!\d)")
_ORDINALS: Final = ("اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
ORDINALS: Final = {f"ال{name}": number for number, name in enumerate(_ORDINALS, start=1)} | {
    f"ال{'حادي' if number == 1 else name} عشر": number + 10 for number, name in enumerate(_ORDINALS[:9], start=1)
} | {f"ال{'حادي' if number == 1 else name} والعشرين": number + 20 for number, name in enumerate(_ORDINALS[:9], start=1)} | {
    "العشرين": 20, "الثلاثين": 30, "الحادي والثلاثين": 31,
}  # fmt: skip
_LUNAR_YEAR: Final = r"(?:\s{0,2}[,،/]?\s{0,2}(?:من\s)?(?:عام\s|سنه\s)?(1[34]\d\d)(?:\s?ه(?:جري\w{0,2})?)?)?(?!\w)"
DAY_NAMES: Final = {**ORDINALS, **{name.removeprefix("ال"): number for name, number in ORDINALS.items()}, "غره": 1}
LUNAR: Final = re.compile(
    rf"(?<!\w)(\d{{1,2}}|{_any(DAY_NAMES)})(?:st|nd|rd|th)?\s{{0,2}}/?\s?(?:ايام\s)?(?:من\s|of\s)?(?:شهر\s)?({_any(HIJRI)}){_LUNAR_YEAR}"
)
LUNAR_NUMBERS: Final = re.compile(r"(?<!\d)(\d{1,2})\s?[/. -]\s?(\d{1,2})\s?[/. -]\s?(1[34]\d\d)(?!\d)")
COUNTS: Final = {fold(name): number for number, name in enumerate(("ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"), start=3)} | {
    fold(name): number for number, name in enumerate(("ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"), start=3)} | {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "a week": 7, "couple of": 2, "يك": 1, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5,
}  # fmt: skip
AGO: Final = re.compile(
    rf"(?<!\w)(?:قبل\s(?:نحو\s|حوالي\s|اقل من\s)?(?:(?P<n>\d{{1,2}}|{_any(COUNTS)})\s)?(?P<unit>ساعه|ساعتين|ساعات|نصف ساعه|دقائق|دقيقه|لحظات|قليل|يوم|يومين|ايام|يوما|اسبوع|اسبوعين|شويه)"
    r"(?!\w)(?!\sمن\s(?!الان|اليوم|صنع|عمل|فعل))"
    rf"|(?P<en>\d{{1,2}}|{_any(COUNTS)})\s(?P<what>hour|day|night|week|minute)s?\s(?:ago|earlier)(?!\w)"
    rf"|(?P<fa>\d{{1,2}}|{_any(COUNTS)})\s(?P<wie>روز|ساعت|دقيقه|هفته)\s(?:پيش|قبل)(?!\w))"
)
HOURS: Final = {"hour": 1.0, "minute": 1 / 60, "day": 24.0, "night": 24.0, "week": 168.0, "ساعت": 1.0, "دقيقه": 1 / 60, "روز": 24.0, "هفته": 168.0, "ساعه": 1.0, "ساعات": 1.0,
    "ساعتين": 2.0, "نصف ساعه": 0.5, "دقائق": 1 / 60, "لحظات": 0.0, "قليل": 0.0, "شويه": 0.0, "يوم": 24.0, "يوما": 24.0, "ايام": 24.0, "يومين": 48.0, "اسبوع": 168.0, "اسبوعين": 336.0}  # fmt: skip
FEW: Final = frozenset({"ساعات", "دقائق", "ايام"})  # "a few days" name no day
SPELT: Final = re.compile(rf"(?<!\w)({_any(ORDINALS)})\s(?:من\s)?(?:شهر\s)?({_any(MONTHS)}){YEAR}(?!\w)")
THIS_MONTH: Final = re.compile(
    rf"(?<!\w)(\d{{1,2}}|{_any(ORDINALS)})\s(?:من\s)?(?:هذا\sالشهر|الشهر\s(?:الجاري|الحالي|هذا)|شهرنا|الشهر(?!\s(?:الماضي|المقبل|القادم|المنصرم)))"
)
CLOCK: Final = re.compile(
    r"(?<!\w)(?:الساعه|ساعه|at|ساعت)\s{1,2}(?:ال)?(\d{1,2})(?::(\d{2}))?\s{0,2}(?:دقيقه\s)?(صباحا|مساء|ليلا|ظهرا|فجرا|عصرا|بعد منتصف الليل|من صباح|من فجر|من مساء|من ليل|من عصر|من ظهر|a\.?m\.?|p\.?m\.?|ص|م|صبح|شب|عصر)?(?!\w)"
)
SPELT_HOURS: Final = {
    fold(name): number
    for number, name in enumerate(("الواحدة", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة", "العاشرة", "الحادية عشرة", "الثانية عشرة"), start=1)
} | {"الحاديه عشر": 11, "الثانيه عشر": 12}  # fmt: skip
# "The second" may be any second thing: an hour's name needs the word hour in front or a part of the day behind.
SPELT_CLOCK: Final = re.compile(
    rf"(?<!\w)(?P<led>(?:[وفبل]?الساعه|ساعه|في\sتمام|عند\sتمام|تمام)\s(?:الساعه\s)?)?(?:[وب])?(?P<hour>{_any(SPELT_HOURS)})(?P<minutes>\s(?:والنصف|والربع|الا\sربعا?|و\w+\sدقيقه|و\w+\sدقائق))?"
    r"(?:\s(?:من\s|بعد\s)?(?P<part>فجر|فجرا|صباح|صباحا|ظهر|ظهرا|عصر|عصرا|مساء|ليل|ليلا|منتصف\sالليل)(?!\w))?(?!\w)"
)
RELATIVE: Final = re.compile(
    r"(?<!\w)(?P<part>فجر|صباح|صبيحه|ظهر|عصر|مساء|ليل|ليله|بامداد|صبح|شامگاه|dawn|early|morning|evening|leilat|lelat|leil|fajr|msa|masa)?\s{0,2}(?:من\s)?"
    r"(?P<day>الليله قبل الماضيه|الليله ما قبل الماضيه|ليله اول امس|ليله امس الاول|ليله الامس|ليل الامس|اول امس|اول من امس|يوم الامس|الامس|امس|البارحه|امبارح|مبارحه|يوم امس|el bar7a|al bar7a|el bare7|albar7a|elbar7a|mbar7a|mbare7|imbare7|embare7|imbari7|el yom|al yom|hal yom|hal youm|el youm|lyom|lyoum|ams|روز گذشته|شب گذشته|امروز صبح|اليوم|هذا اليوم|يومنا هذا|هذه الليله|الليله الماضيه|ليله امس|ليل امس|الليله|هذا الصباح|هذا المساء|هذا الفجر|امس الاول|اول البارحه|امس الليل|البارحه بالليل|today|tonight|yesterday|last night|overnight|this morning|this evening|this afternoon|امروز|ديروز|ديشب|امشب)"
    r"(?:\s(?P<after>morning|evening|afternoon|night))?s?(?!\w)"
)
# One of these stands in whatever that finds; a text without any isn't searched letter by letter.
DAY_WORDS: Final = (
    "امس", "بارحه", "امبارح", "اليوم", "يومنا", "الليله", "هذا ", "today", "night", "yesterday", "this ", "امروز", "ديروز", "ديشب", "امشب", "گذشته", "bar7a", "bare7", "bari7", "ams", "yom", "youm",
)  # fmt: skip
WEEKDAY: Final = re.compile(
    rf"(?<!\w)(?P<part>فجر|صباح|ظهر|عصر|مساء|ليل|ليله)?\s{{0,2}}(?:يوم\s|on\s|روز\s)?(?P<name>{_any(WEEKDAYS)})s?(?:\s(?P<after>morning|evening|night|afternoon|الماضي))?(?!\w)"
)
_SIGN_WORDS: Final = {
    "digit": "0123456789", "month": MONTHS, "hijri": HIJRI, "ordinal": ORDINALS, "weekday": WEEKDAYS, "day": DAY_WORDS, "ago": ("قبل", "ago", "earlier", "پيش"),
    "hour": tuple(SPELT_HOURS),
}  # fmt: skip
SIGNS: Final = [sign for sign, words in _SIGN_WORDS.items() for _ in words]
SEARCH: Final = Automaton([word for words in _SIGN_WORDS.values() for word in words])
# Hours of a day in Baghdad, from and to; the night reaches into the next day.
PARTS: Final = {
    "leilat": (18, 30), "lelat": (18, 30), "leil": (18, 30), "fajr": (3, 7), "msa": (17, 24), "masa": (17, 24), "فجر": (3, 7), "dawn": (3, 7), "early": (0, 7), "بامداد": (0, 7), "صباح": (6, 12), "صبيحه": (6, 12), "صبح": (6, 12), "morning": (6, 12), "ظهر": (11, 15), "afternoon": (12, 18), "عصر": (14, 18),
    "مساء": (17, 24), "evening": (17, 24), "شامگاه": (17, 24), "ليل": (18, 30), "ليله": (18, 30), "night": (18, 30),
}  # fmt: skip
DAYS: Final = {
    "الامس": -1, "يوم الامس": -1, "روز گذشته": -1, "ams": -1, "el bar7a": -1, "al bar7a": -1, "el bare7": -1, "albar7a": -1, "elbar7a": -1, "mbar7a": -1, "mbare7": -1, "imbare7": -1, "embare7": -1, "imbari7": -1,
    "اول امس": -2, "اول من امس": -2, "امس الاول": -2, "اول البارحه": -2, "امس": -1, "البارحه": -1,
    "امبارح": -1, "مبارحه": -1, "يوم امس": -1, "yesterday": -1, "ديروز": -1,
}  # fmt: skip
NIGHTS: Final = {"الليله قبل الماضيه": -2, "الليله ما قبل الماضيه": -2, "ليله اول امس": -2, "ليله امس الاول": -2, "ليله الامس": -1, "ليل الامس": -1, "شب گذشته": -1, "الليله الماضيه": -1, "ليله امس": -1, "ليل امس": -1, "last night": -1, "overnight": -1, "ديشب": -1, "هذه الليله": 0, "الليله": 0, "tonight": 0, "امشب": 0}  # fmt: skip
AFTERNOON: Final = frozenset(
    ["مساء", "ليل", "ظهر", "ليلا", "ظهرا", "عصرا", "من مساء", "من ليل", "من عصر", "من ظهر", "م", "شب", "عصر"]
)
