"""When an attack is said to have happened: Iraqi and Egyptian month names, numbers, Hijri dates, and words like yesterday."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from hijridate import Hijri

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
    1: ("محرم", "محرم الحرام"), 2: ("صفر", "صفر الخير"), 3: ("ربيع الأول",), 4: ("ربيع الثاني", "ربيع الآخر"), 5: ("جمادى الأولى", "جمادى الاول"),
    6: ("جمادى الآخرة", "جمادى الثانية", "جمادى الاخر"), 7: ("رجب", "رجب الأصب", "رجب المرجب"), 8: ("شعبان", "شعبان المعظم"), 9: ("رمضان", "رمضان المبارك"), 10: ("شوال", "شوال المكرم"), 11: ("ذو القعدة", "ذي القعدة", "ذي القعدة الحرام"),
    12: ("ذو الحجة", "ذي الحجة", "ذي الحجة الحرام"),
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
LUNAR: Final = re.compile(
    rf"(?<!\w)(\d{{1,2}})\s{{0,2}}/?\s?(?:من\s|شهر\s)?({_any(HIJRI)})\s{{0,2}}[,،/]?\s{{0,2}}(?:عام\s|سنه\s)?(1[34]\d\d)(?:\s?ه(?:جري\w{{0,2}})?)?(?!\w)"
)
NUMBERS: Final = re.compile(r"(?<!\d)(\d{1,2})\s?[/.]\s?(\d{1,2})\s?[/.]\s?(\d{4})(?!\d)")
ISO: Final = re.compile(r"(?<!\d)(\d{4})[/. ](\d{1,2})[/. ](\d{1,2})(?!\d)")
_ORDINALS: Final = ("اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")
ORDINALS: Final = {f"ال{name}": number for number, name in enumerate(_ORDINALS, start=1)} | {
    f"ال{'حادي' if number == 1 else name} عشر": number + 10 for number, name in enumerate(_ORDINALS[:9], start=1)
} | {f"ال{'حادي' if number == 1 else name} والعشرين": number + 20 for number, name in enumerate(_ORDINALS[:9], start=1)} | {
    "العشرين": 20, "الثلاثين": 30, "الحادي والثلاثين": 31,
}  # fmt: skip
SPELT: Final = re.compile(rf"(?<!\w)({_any(ORDINALS)})\s(?:من\s)?(?:شهر\s)?({_any(MONTHS)}){YEAR}(?!\w)")
CLOCK: Final = re.compile(
    r"(?<!\w)(?:الساعه|ساعه|at|ساعت)\s{1,2}(?:ال)?(\d{1,2})(?::(\d{2}))?\s{0,2}(?:دقيقه\s)?(صباحا|مساء|ليلا|ظهرا|فجرا|عصرا|بعد منتصف الليل|من صباح|من فجر|من مساء|من ليل|من عصر|من ظهر|a\.?m\.?|p\.?m\.?|ص|م|صبح|شب|عصر)?(?!\w)"
)
RELATIVE: Final = re.compile(
    r"(?<!\w)(?P<part>فجر|صباح|ظهر|عصر|مساء|ليل|ليله|بامداد|صبح|شامگاه|dawn|early|morning|evening)?\s{0,2}(?:من\s)?"
    r"(?P<day>اول امس|اول من امس|امس|البارحه|امبارح|يوم امس|اليوم|هذا اليوم|يومنا هذا|هذه الليله|الليله الماضيه|ليله امس|ليل امس|الليله|هذا الصباح|هذا المساء|today|tonight|yesterday|last night|overnight|this morning|this evening|this afternoon|امروز|ديروز|ديشب|امشب)"
    r"(?:\s(?P<after>morning|evening|afternoon|night))?(?!\w)"
)
# One of these stands in whatever that finds; a text without any isn't searched letter by letter.
DAY_WORDS: Final = (
    "امس", "البارحه", "امبارح", "اليوم", "يومنا", "الليله", "هذا ", "today", "night", "yesterday", "this ", "امروز", "ديروز", "ديشب", "امشب",
)  # fmt: skip
WEEKDAY: Final = re.compile(
    rf"(?<!\w)(?P<part>فجر|صباح|ظهر|عصر|مساء|ليل|ليله)?\s{{0,2}}(?:يوم\s|on\s|روز\s)?(?P<name>{_any(WEEKDAYS)})(?:\s(?P<after>morning|evening|night|afternoon|الماضي))?(?!\w)"
)
_SIGN_WORDS: Final = {
    "digit": "0123456789", "month": MONTHS, "hijri": HIJRI, "ordinal": ORDINALS, "weekday": WEEKDAYS, "day": DAY_WORDS,
}  # fmt: skip
_SIGNS: Final = [sign for sign, words in _SIGN_WORDS.items() for _ in words]
_SEARCH: Final = Automaton([word for words in _SIGN_WORDS.values() for word in words])
# Hours of a day in Baghdad, from and to; the night reaches into the next day.
PARTS: Final = {
    "فجر": (3, 7), "dawn": (3, 7), "early": (0, 7), "بامداد": (0, 7), "صباح": (6, 12), "صبح": (6, 12), "morning": (6, 12), "ظهر": (11, 15), "afternoon": (12, 18), "عصر": (14, 18),
    "مساء": (17, 24), "evening": (17, 24), "شامگاه": (17, 24), "ليل": (18, 30), "ليله": (18, 30), "night": (18, 30),
}  # fmt: skip
DAYS: Final = {
    "اول امس": -2,
    "اول من امس": -2,
    "امس": -1,
    "البارحه": -1,
    "امبارح": -1,
    "يوم امس": -1,
    "yesterday": -1,
    "ديروز": -1,
}
NIGHTS: Final = {"الليله الماضيه": -1, "ليله امس": -1, "ليل امس": -1, "last night": -1, "overnight": -1, "ديشب": -1, "هذه الليله": 0, "الليله": 0, "tonight": 0, "امشب": 0}  # fmt: skip
AFTERNOON: Final = frozenset(
    {"مساء", "ليلا", "ظهرا", "عصرا", "من مساء", "من ليل", "من عصر", "من ظهر", "م", "شب", "عصر"}
)


def find_interval(normal: Normal, posted: datetime) -> Interval | None:
    """The time named, as an interval in UTC: an hour's minute, a part of a day, or a day in Baghdad; None if none is."""
    text = normal.text
    here = posted.astimezone(BAGHDAD).date()
    signs = {_SIGNS[number] for number, _, _ in _SEARCH.find(text, normal.form.coded)}
    if not signs:
        return None
    if dated := _dated(text, here, signs):
        day, match = dated
        part = _part_before(text, match.start())
        return _interval(normal, day, part, match, text)
    if "day" in signs and (relative := RELATIVE.search(text)):
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
    solar, lunar = numbers and "month" in signs, numbers and "hijri" in signs
    spelt = "month" in signs and "ordinal" in signs
    for wanted, pattern, read_day in (
        (solar, NAMED, _named), (spelt, SPELT, _spelt), (solar, ENGLISH, _english), (numbers, NUMBERS, _numbers), (numbers, ISO, _iso), (lunar, LUNAR, _lunar),
    ):  # fmt: skip
        for match in pattern.finditer(text) if wanted else ():
            if day := read_day(match, here):
                return day, match
    return None


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


def _lunar(match: re.Match[str], _here: date) -> date | None:
    try:
        there = Hijri(int(match[3]), HIJRI[match[2]], int(match[1])).to_gregorian()
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
