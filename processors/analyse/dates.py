"""When an attack is said to have happened: Iraqi and Egyptian month names, numbers, Hijri dates, and words like yesterday."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from hijridate import Gregorian, Hijri

from processors.analyse.detector import Detector
from processors.analyse.form import Automaton
from processors.analyse.normalise import Normal, fold, normalise
from schemas.messages import Interval

BAGHDAD: Final = timezone(timedelta(hours=3))

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
    0: ("الاثنين", "الإثنين", "monday", "دوشنبه"), 1: ("الثلاثاء", "tuesday", "سه شنبه"), 2: ("الأربعاء", "الاربعاء", "wednesday", "چهارشنبه"), 3: ("الخميس", "thursday", "پنجشنبه"),
    4: ("الجمعة", "friday", "جمعه"), 5: ("السبت", "saturday"), 6: ("الأحد", "sunday", "یکشنبه"),
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
    r"(?!\w)(?!\sمن\s(?!الان|اليوم))"
    rf"|(?P<en>\d{{1,2}}|{_any(COUNTS)})\s(?P<what>hour|day|night|week|minute)s?\s(?:ago|earlier)(?!\w)"
    rf"|(?P<fa>\d{{1,2}}|{_any(COUNTS)})\s(?P<wie>روز|ساعت|دقيقه|هفته)\s(?:پيش|قبل)(?!\w))"
)
HOURS: Final = {"hour": 1.0, "minute": 1 / 60, "day": 24.0, "night": 24.0, "week": 168.0, "ساعت": 1.0, "دقيقه": 1 / 60, "روز": 24.0, "هفته": 168.0, "ساعه": 1.0, "ساعات": 1.0,
    "ساعتين": 2.0, "نصف ساعه": 0.5, "دقائق": 1 / 60, "لحظات": 0.0, "قليل": 0.0, "شويه": 0.0, "يوم": 24.0, "يوما": 24.0, "ايام": 24.0, "يومين": 48.0, "اسبوع": 168.0, "اسبوعين": 336.0}  # fmt: skip
FEW: Final = frozenset({"ساعات", "دقائق", "ايام"})  # "a few days" name no day
SPELT: Final = re.compile(rf"(?<!\w)({_any(ORDINALS)})\s(?:من\s)?(?:شهر\s)?({_any(MONTHS)}){YEAR}(?!\w)")
THIS_MONTH: Final = re.compile(
    rf"(?<!\w)(\d{{1,2}}|{_any(ORDINALS)})\s(?:من\s)?(?:هذا\sالشهر|الشهر\s(?:الجاري|الحالي|هذا)|شهرنا)"
)
CLOCK: Final = re.compile(
    r"(?<!\w)(?:الساعه|ساعه|at|ساعت)\s{1,2}(?:ال)?(\d{1,2})(?::(\d{2}))?\s{0,2}(?:دقيقه\s)?(صباحا|مساء|ليلا|ظهرا|فجرا|عصرا|بعد منتصف الليل|من صباح|من فجر|من مساء|من ليل|من عصر|من ظهر|a\.?m\.?|p\.?m\.?|ص|م|صبح|شب|عصر)?(?!\w)"
)
RELATIVE: Final = re.compile(
    r"(?<!\w)(?P<part>فجر|صباح|صبيحه|ظهر|عصر|مساء|ليل|ليله|بامداد|صبح|شامگاه|dawn|early|morning|evening)?\s{0,2}(?:من\s)?"
    r"(?P<day>اول امس|اول من امس|امس|البارحه|امبارح|مبارحه|يوم امس|اليوم|هذا اليوم|يومنا هذا|هذه الليله|الليله الماضيه|ليله امس|ليل امس|الليله|هذا الصباح|هذا المساء|هذا الفجر|امس الاول|اول البارحه|امس الليل|البارحه بالليل|today|tonight|yesterday|last night|overnight|this morning|this evening|this afternoon|امروز|ديروز|ديشب|امشب)"
    r"(?:\s(?P<after>morning|evening|afternoon|night))?(?!\w)"
)
# One of these stands in whatever that finds; a text without any isn't searched letter by letter.
DAY_WORDS: Final = (
    "امس", "بارحه", "امبارح", "اليوم", "يومنا", "الليله", "هذا ", "today", "night", "yesterday", "this ", "امروز", "ديروز", "ديشب", "امشب",
)  # fmt: skip
WEEKDAY: Final = re.compile(
    rf"(?<!\w)(?P<part>فجر|صباح|ظهر|عصر|مساء|ليل|ليله)?\s{{0,2}}(?:يوم\s|on\s|روز\s)?(?P<name>{_any(WEEKDAYS)})(?:\s(?P<after>morning|evening|night|afternoon|الماضي))?(?!\w)"
)
_SIGN_WORDS: Final = {
    "digit": "0123456789", "month": MONTHS, "hijri": HIJRI, "ordinal": ORDINALS, "weekday": WEEKDAYS, "day": DAY_WORDS, "ago": ("قبل", "ago", "earlier", "پيش"),
}  # fmt: skip
_SIGNS: Final = [sign for sign, words in _SIGN_WORDS.items() for _ in words]
_SEARCH: Final = Automaton([word for words in _SIGN_WORDS.values() for word in words])
# Hours of a day in Baghdad, from and to; the night reaches into the next day.
PARTS: Final = {
    "فجر": (3, 7), "dawn": (3, 7), "early": (0, 7), "بامداد": (0, 7), "صباح": (6, 12), "صبيحه": (6, 12), "صبح": (6, 12), "morning": (6, 12), "ظهر": (11, 15), "afternoon": (12, 18), "عصر": (14, 18),
    "مساء": (17, 24), "evening": (17, 24), "شامگاه": (17, 24), "ليل": (18, 30), "ليله": (18, 30), "night": (18, 30),
}  # fmt: skip
DAYS: Final = {
    "اول امس": -2, "اول من امس": -2, "امس الاول": -2, "اول البارحه": -2, "امس": -1, "البارحه": -1,
    "امبارح": -1, "مبارحه": -1, "يوم امس": -1, "yesterday": -1, "ديروز": -1,
}  # fmt: skip
NIGHTS: Final = {"الليله الماضيه": -1, "ليله امس": -1, "ليل امس": -1, "last night": -1, "overnight": -1, "ديشب": -1, "هذه الليله": 0, "الليله": 0, "tonight": 0, "امشب": 0}  # fmt: skip
AFTERNOON: Final = frozenset(
    ["مساء", "ليلا", "ظهرا", "عصرا", "من مساء", "من ليل", "من عصر", "من ظهر", "م", "شب", "عصر"]
)


def find_interval(normal: Normal, posted: datetime) -> Interval | None:
    """The time named, as an interval in UTC: an hour's minute, a part of a day, or a day in Baghdad; None if none is."""
    text = normal.text
    here = posted.astimezone(BAGHDAD).date()
    signs = {_SIGNS[number] for number, _, _ in _SEARCH.find(text, normal.form.coded)}
    if dated := _dated(text, here, signs):
        day, match = dated
        part = _part_before(text, match.start())
        return _interval(normal, day, part, match, text)
    ago = AGO.search(text) if "ago" in signs else None
    if ago and (that_day := _ago(ago, posted)):
        return _interval(normal, that_day, None, ago, text)
    days = RELATIVE.finditer(text) if "day" in signs else ()
    if relative := next((each for each in days if not _bounds(text, each.start())), None):
        said = relative["day"]
        if said in NIGHTS:
            return _interval(normal, here + timedelta(days=NIGHTS[said]), (18, 30), relative, text)
        part = PARTS.get(relative["part"] or relative["after"] or _own_part(said))
        return _interval(normal, here + timedelta(days=DAYS.get(said, 0)), part, relative, text)
    if "weekday" in signs and (weekday := WEEKDAY.search(text)):
        back = (here.weekday() - WEEKDAYS[weekday["name"]]) % 7
        if weekday["after"] == "الماضي" and back == 0:
            back = 7
        part = PARTS.get(weekday["part"] or weekday["after"] or "")
        return _interval(normal, here - timedelta(days=back), part, weekday, text)
    clock = CLOCK.search(text) if "digit" in signs else None
    return _interval(normal, here, None, clock, text) if clock else None


def _dated(text: str, here: date, signs: set[str]) -> tuple[date, re.Match[str]] | None:
    # Names of months are looked for only where one stands: an alternation of sixty is slow at every letter.
    numbers = "digit" in signs
    solar, lunar = "month" in signs, "hijri" in signs
    spelt = "month" in signs and "ordinal" in signs
    for wanted, pattern, read_day in (
        (solar, NAMED, _named), (spelt, SPELT, _spelt), (solar, ENGLISH, _english), (numbers, NUMBERS, _numbers), (numbers, ISO, _iso), (lunar, LUNAR, _lunar), (numbers, LUNAR_NUMBERS, _lunar_numbers), (numbers, SHORT_YEAR, _short_year), (numbers, SHORT, _short), ("شهر" in text, THIS_MONTH, _this_month),
    ):  # fmt: skip
        for match in pattern.finditer(text) if wanted else ():
            if day := read_day(match, here):
                return day, match
    return None


def _bounds(text: str, place: int) -> bool:
    """ "Before today", "until today": a bound, not when something happened."""
    return text.endswith(("قبل ", "حتي ", "بعد ", "الي ", "before ", "until ", "after "), 0, place)


def _ago(match: re.Match[str], posted: datetime) -> date | None:
    unit = match["unit"] or match["what"] or match["wie"]
    number = match["n"] or match["en"] or match["fa"]
    if unit in FEW and number is None:
        return None
    count = 1 if number is None else int(number) if number.isdigit() else COUNTS[number]
    return (posted.astimezone(BAGHDAD) - timedelta(hours=HOURS[unit] * count)).date()


def _own_part(said: str) -> str:
    return {"هذا الصباح": "صباح", "هذا المساء": "مساء", "this morning": "صباح", "this evening": "مساء", "this afternoon": "afternoon"}.get(said, "")  # fmt: skip


def _part_before(text: str, place: int) -> tuple[int, int] | None:
    """A part of the day among the words right before a date: "at dawn on Wednesday, 11 March"."""
    for word in reversed(text[max(0, place - 40) : place].split()):
        if part := PARTS.get(word.lstrip("وبلف") if word not in PARTS else word):
            return part
    return None


def _interval(
    normal: Normal, day: date, part: tuple[int, int] | None, match: re.Match[str], text: str
) -> Interval | None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=BAGHDAD)
    first, last = match.span()
    try:
        if (clock := CLOCK.search(text)) and (hour := _hour(clock)) is not None:
            start = midnight + timedelta(hours=hour, minutes=int(clock[2] or 0))
            end = start + timedelta(minutes=1 if clock[2] else 60)
            if abs(clock.start() - first) < 60 or clock.start() == first:
                first, last = min(first, clock.start()), max(last, clock.end())
        else:
            hours = part or (0, 24)
            start, end = midnight + timedelta(hours=hours[0]), midnight + timedelta(hours=hours[1])
    except OverflowError:
        return None
    surface = normal.surface(first, last).strip()
    return Interval(start=_written(start), end=_written(end), surface=surface)


def _hour(clock: re.Match[str]) -> int | None:
    hour = int(clock[1])
    half = clock[3] or ""
    if hour > 24 or int(clock[2] or 0) > 59:
        return None
    if (half in AFTERNOON or half.startswith("p")) and 1 <= hour < 12 and not (half in {"ليلا", "من ليل"} and hour < 5):
        return hour + 12
    return 0 if hour == 12 and half in {"صباحا", "ليلا", "بعد منتصف الليل", "am", "a.m", "a.m."} else hour


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(year: int, month: int, day: int) -> date | None:
    if not 1900 < year < 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, here: date) -> date | None:
    """A date without a year is the last such day before the post."""
    found = _day(here.year, month, day)
    return _day(here.year - 1, month, day) if found and found > here + timedelta(days=1) else found


def _named(match: re.Match[str], here: date) -> date | None:
    month = MONTHS[match[2]]
    return _day(int(match[3]), month, int(match[1])) if match[3] else _nearest(month, int(match[1]), here)


def _spelt(match: re.Match[str], here: date) -> date | None:
    month, day = MONTHS[match[2]], ORDINALS[match[1]]
    return _day(int(match[3]), month, day) if match[3] else _nearest(month, day, here)


def _english(match: re.Match[str], here: date) -> date | None:
    month = MONTHS[match[1]]
    return _day(int(match[3]), month, int(match[2])) if match[3] else _nearest(month, int(match[2]), here)


def _numbers(match: re.Match[str], _here: date) -> date | None:
    return _day(int(match[3]), int(match[2]), int(match[1]))


def _iso(match: re.Match[str], _here: date) -> date | None:
    return _day(int(match[1]), int(match[2]), int(match[3]))


def _lunar(match: re.Match[str], here: date) -> date | None:
    said = match[1]
    month, day = HIJRI[match[2]], int(said) if said.isdigit() else DAY_NAMES[said]
    if match[3]:
        return _hijri(int(match[3]), month, day)
    now = Gregorian.fromdate(here).to_hijri().year
    found = _hijri(now, month, day)
    return _hijri(now - 1, month, day) if found and found > here + timedelta(days=1) else found


def _lunar_numbers(match: re.Match[str], _here: date) -> date | None:
    return _hijri(int(match[3]), int(match[2]), int(match[1]))


def _short(match: re.Match[str], here: date) -> date | None:
    return _nearest(int(match[2]), int(match[1]), here)


def _short_year(match: re.Match[str], _here: date) -> date | None:
    return _day(2000 + int(match[3]), int(match[2]), int(match[1]))


def _this_month(match: re.Match[str], here: date) -> date | None:
    said = match[1]
    return _day(here.year, here.month, int(said) if said.isdigit() else ORDINALS[said])


def _hijri(year: int, month: int, day: int) -> date | None:
    try:
        there = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(there.year, there.month, there.day)


DETECTOR = Detector(
    name="when",
    find=lambda text: find_interval(normalise(text), datetime(2021, 7, 10, tzinfo=UTC)),
    hits=(
        "فجر اليوم", "بتاريخ ٧ تموز ٢٠٢١", "5 كانون الثاني", "يوم 3/7/2021", "٢٧ ذو القعدة ١٤٤٢", "on July 5, 2021", "الليلة الماضية", "مساء أمس", "الساعة 9:30 مساءً",
        "فجر يوم الأربعاء", "2021-07-07", "في الخامس والعشرين من 25 أكتوبر 2020", "yesterday evening", "بامداد امروز",
    ),
    misses=("لا تاريخ هنا", "99 تموز", "32/13/2021", "الساعة الحاسمة"),
)  # fmt: skip
