"""When an attack is said to have happened: Iraqi month names, numbers, Hijri dates, and words like yesterday."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from hijridate import Hijri

from processors.analyse.detector import Detector
from processors.analyse.normalise import Normal, fold, normalise
from schemas.messages import Interval

BAGHDAD: Final = timezone(timedelta(hours=3))

_MONTHS: Final = {
    1: ("كانون الثاني", "يناير", "january", "jan"), 2: ("شباط", "فبراير", "february", "feb"), 3: ("آذار", "اذار", "مارس", "march", "mar"),
    4: ("نيسان", "أبريل", "april", "apr"), 5: ("أيار", "ايار", "مايو", "may"), 6: ("حزيران", "يونيو", "june", "jun"),
    7: ("تموز", "يوليو", "july", "jul"), 8: ("آب", "أغسطس", "august", "aug"), 9: ("أيلول", "ايلول", "سبتمبر", "september", "sep"),
    10: ("تشرين الأول", "أكتوبر", "october", "oct"), 11: ("تشرين الثاني", "نوفمبر", "november", "nov"), 12: ("كانون الأول", "ديسمبر", "december", "dec"),
}  # fmt: skip
_HIJRI: Final = {
    1: ("محرم", "محرم الحرام"), 2: ("صفر",), 3: ("ربيع الأول",), 4: ("ربيع الثاني", "ربيع الآخر"), 5: ("جمادى الأولى",),
    6: ("جمادى الآخرة", "جمادى الثانية"), 7: ("رجب",), 8: ("شعبان",), 9: ("رمضان",), 10: ("شوال",), 11: ("ذو القعدة", "ذي القعدة"),
    12: ("ذو الحجة", "ذي الحجة"),
}  # fmt: skip
MONTHS: Final = {fold(name): number for number, names in _MONTHS.items() for name in names}
HIJRI: Final = {fold(name): number for number, names in _HIJRI.items() for name in names}


def _any(names: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


NAMED: Final = re.compile(rf"(?<!\w)(\d{{1,2}})\s+(?:من\s+)?({_any(MONTHS)})(?:\s*[,،]?\s*(\d{{4}}))?(?!\w)")
ENGLISH: Final = re.compile(rf"(?<!\w)({_any(MONTHS)})\s+(\d{{1,2}})(?:\s*,?\s*(\d{{4}}))?(?!\w)")
LUNAR: Final = re.compile(rf"(?<!\w)(\d{{1,2}})\s+({_any(HIJRI)})\s*[,،]?\s*(1[34]\d\d)(?!\w)")
NUMBERS: Final = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
RELATIVE: Final = (
    (re.compile(r"(?<!\w)(?:اول امس|اول من امس)(?!\w)"), -2),
    (re.compile(r"(?<!\w)(?:امس|البارحه|ليله امس|مساء امس|yesterday|ديروز|دیروز)(?!\w)"), -1),
    (
        re.compile(
            r"(?<!\w)(?:اليوم|هذا اليوم|صباح اليوم|مساء اليوم|فجر اليوم|ظهر اليوم|الليله|today|tonight|امروز)(?!\w)"
        ),
        0,
    ),
)


def find_interval(normal: Normal, posted: datetime) -> Interval | None:
    """The day named, as an interval from midnight to midnight in Baghdad, in UTC; None if none is."""
    text = normal.text
    here = posted.astimezone(BAGHDAD).date()
    for pattern, read in ((LUNAR, _lunar), (NAMED, _named), (ENGLISH, _english), (NUMBERS, _numbers)):
        if (match := pattern.search(text)) and (day := read(match, here)):
            return _interval(day, normal, match)
    for pattern, shift in RELATIVE:
        if match := pattern.search(text):
            return _interval(here + timedelta(days=shift), normal, match)
    return None


def _interval(day: date, normal: Normal, match: re.Match[str]) -> Interval:
    start = datetime(day.year, day.month, day.day, tzinfo=BAGHDAD).astimezone(UTC)
    end = start + timedelta(days=1)
    surface = normal.surface(match.start(), match.end())
    return Interval(start=start.strftime("%Y-%m-%dT%H:%M:%SZ"), end=end.strftime("%Y-%m-%dT%H:%M:%SZ"), surface=surface)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, here: date) -> date | None:
    """A date without a year is the last such day before the post."""
    found = _day(here.year, month, day)
    return _day(here.year - 1, month, day) if found and found > here + timedelta(days=1) else found


def _named(match: re.Match[str], here: date) -> date | None:
    month = MONTHS[re.sub(r"\s+", " ", match[2])]
    return _day(int(match[3]), month, int(match[1])) if match[3] else _nearest(month, int(match[1]), here)


def _english(match: re.Match[str], here: date) -> date | None:
    month = MONTHS[match[1]]
    return _day(int(match[3]), month, int(match[2])) if match[3] else _nearest(month, int(match[2]), here)


def _numbers(match: re.Match[str], _here: date) -> date | None:
    return _day(int(match[3]), int(match[2]), int(match[1]))


def _lunar(match: re.Match[str], _here: date) -> date | None:
    try:
        there = Hijri(int(match[3]), HIJRI[match[2]], int(match[1])).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(there.year, there.month, there.day)


DETECTOR = Detector(
    name="when",
    find=lambda text: find_interval(normalise(text), datetime(2021, 7, 10, tzinfo=UTC)),
    hits=("فجر اليوم", "بتاريخ ٧ تموز ٢٠٢١", "5 كانون الثاني", "يوم 3/7/2021", "٢٧ ذو القعدة ١٤٤٢", "on July 5, 2021"),
    misses=("لا تاريخ هنا", "99 تموز", "32/13/2021"),
)
