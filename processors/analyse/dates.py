"""When an attack is said to have happened: Iraqi and Egyptian month names, numbers, Hijri dates, and words like yesterday."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from hijridate import Gregorian, Hijri

from processors.analyse.date_patterns import (
    AFTERNOON,
    AGO,
    CLOCK,
    COUNTS,
    DAY_NAMES,
    DAYS,
    ENGLISH,
    FEW,
    HIJRI,
    HOURS,
    ISO,
    LUNAR,
    LUNAR_NUMBERS,
    MONTHS,
    NAMED,
    NIGHTS,
    NUMBERS,
    ORDINALS,
    PARTS,
    RELATIVE,
    SEARCH,
    SHORT,
    SHORT_YEAR,
    SIGNS,
    SPELT,
    SPELT_CLOCK,
    SPELT_HOURS,
    THIS_MONTH,
    WEEKDAY,
    WEEKDAYS,
)
from processors.analyse.detector import Detector
from processors.analyse.normalise import Normal, normalise
from schemas.messages import Interval

BAGHDAD: Final = timezone(timedelta(hours=3))
SAID_ON: Final = (
    "responsibility on ",
    "said on ",
    "announced on ",
    "claimed on ",
    "statement on ",
    "posted on ",
    "wrote on ",
)
DATELINE: Final = re.compile(r"\s?[(—–]")  # "Kirkuk, April 6 (MB) —": when it was written
MIDNIGHT: Final = frozenset({"صباحا", "ليلا", "ليل", "بعد منتصف الليل", "منتصف الليل", "am", "a.m", "a.m."})
LOOSE: Final = timedelta(hours=4)  # "this morning" may be said before six
IN_DATELINE: Final = 30  # characters in front of such a date


def find_interval(normal: Normal, posted: datetime) -> Interval | None:
    """The time named, as an interval in UTC: an hour's minute, a part of a day, or a day in Baghdad; None if none is."""
    text = normal.text
    here = posted.astimezone(BAGHDAD).date()
    signs = {SIGNS[number] for number, _, _ in SEARCH.find(text, normal.form.coded)}
    clock = (CLOCK.search(text) if "digit" in signs else None) or (_spelt_clock(text) if "hour" in signs else None)
    if dated := _dated(text, here, signs):
        day, match = dated
        return _interval(normal, day, _part_before(text, match.start()), match, clock)
    ago = AGO.search(text) if "ago" in signs else None
    if ago and (that_day := _ago(ago, posted)):
        return _interval(normal, that_day, None, ago, clock)
    days = RELATIVE.finditer(text) if "day" in signs else ()
    if relative := next((each for each in days if not _bounds(text, each.start())), None):
        back, part = _relative(relative)
        return _interval(normal, here + timedelta(days=back), part, relative, clock, None if back else posted)
    weekdays = WEEKDAY.finditer(text) if "weekday" in signs else ()
    if weekday := next((each for each in weekdays if not text.endswith(SAID_ON, 0, each.start("name"))), None):
        back = (here.weekday() - WEEKDAYS[weekday["name"]]) % 7
        if weekday["after"] == "الماضي" and back == 0:
            back = 7
        part = PARTS.get(weekday["part"] or weekday["after"] or "")
        return _interval(normal, here - timedelta(days=back), part, weekday, clock)
    return _interval(normal, here, None, clock, clock, posted) if clock else None


def _relative(match: re.Match[str]) -> tuple[int, tuple[int, int] | None]:
    """How many days a word such as yesterday goes back, as a negative number, and the hours of the part of that day."""
    said = match["day"]
    if said in NIGHTS:
        return NIGHTS[said], (18, 30)
    return DAYS.get(said, 0), PARTS.get(match["part"] or match["after"] or _own_part(said))


def _dated(text: str, here: date, signs: set[str]) -> tuple[date, re.Match[str]] | None:
    # Names of months are looked for only where one stands: an alternation of sixty is slow at every letter.
    numbers = "digit" in signs
    solar, lunar = "month" in signs, "hijri" in signs
    spelt = "month" in signs and "ordinal" in signs
    dateline: tuple[date, re.Match[str]] | None = None
    for wanted, pattern, read_day in (
        (solar, NAMED, _named), (spelt, SPELT, _spelt), (solar, ENGLISH, _english), (numbers, NUMBERS, _numbers), (numbers, ISO, _iso), (lunar, LUNAR, _lunar), (numbers, LUNAR_NUMBERS, _lunar_numbers), (numbers, SHORT_YEAR, _short_year), (numbers, SHORT, _short), ("شهر" in text, THIS_MONTH, _this_month),
    ):  # fmt: skip
        for match in pattern.finditer(text) if wanted else ():
            if day := read_day(match, here):
                if not DATELINE.match(text, match.end()) or match.start() > IN_DATELINE:
                    return day, match
                dateline = dateline or (day, match)
    return dateline


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
    normal: Normal,
    day: date,
    part: tuple[int, int] | None,
    match: re.Match[str],
    clock: re.Match[str] | None,
    told: datetime | None = None,
) -> Interval | None:
    """`told`: when it was told of. This evening, told of after midnight, was the evening before."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=BAGHDAD)
    first, last = match.span()
    try:
        if clock and (hour := _hour(clock)) is not None:
            minutes = _minutes(clock)
            start = midnight + timedelta(hours=hour, minutes=minutes or 0)
            end = start + timedelta(minutes=60 if minutes is None else 1)
            if abs(clock.start() - first) < 60 or clock.start() == first:
                first, last = min(first, clock.start()), max(last, clock.end())
        else:
            hours = part or (0, 24)
            start, end = midnight + timedelta(hours=hours[0]), midnight + timedelta(hours=hours[1])
        if told and start > told + LOOSE:
            start, end = start - timedelta(days=1), end - timedelta(days=1)
    except OverflowError:
        return None
    surface = normal.surface(first, last).strip()
    return Interval(start=_written(start), end=_written(end), surface=surface)


def _spelt_clock(text: str) -> re.Match[str] | None:
    """The fifth hour, at dawn."""
    return next((each for each in SPELT_CLOCK.finditer(text) if each["led"] or each["part"]), None)


def _minutes(clock: re.Match[str]) -> int | None:
    """None where only the hour is said; spelt minutes leave it at that."""
    return int(clock[2]) if clock.re is CLOCK and clock[2] else None


def _hour(clock: re.Match[str]) -> int | None:
    spelt = clock.re is SPELT_CLOCK
    hour = SPELT_HOURS[clock["hour"]] if spelt else int(clock[1])
    half = (clock["part"] if spelt else clock[3]) or ""
    if hour > 24 or int(_minutes(clock) or 0) > 59:
        return None
    night = half in {"ليلا", "من ليل", "ليل"} and hour < 5
    if (half in AFTERNOON or half.startswith("p")) and 1 <= hour < 12 and not night:
        return hour + 12
    return 0 if hour == 12 and half in MIDNIGHT else hour


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
