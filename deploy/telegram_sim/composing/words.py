"""Dates as such channels write them, and the slots of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from hijridate import Gregorian

T = TypeVar("T")

MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
HIJRI = (
    "محرم", "صفر", "ربيع الأول", "ربيع الثاني", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذي القعدة", "ذي الحجة",
)  # fmt: skip
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
# Those that name an hour are for the first post of an event; who tells of it later names the day.
STYLES = (
    "فجر يوم {weekday} الموافق {day} {month} {year}",
    "بتاريخ {day}/{number}/{year}",
    "مساء {day} {month} {year}",
    "بتاريخ {lunar}",
    "ليلة {day} {month} {year}",
    "صباح {weekday} {lunar} الموافق {day} {month} {year}",
    "يوم {weekday} {day} {month} {year}",
    "ظهر يوم {day}/{number}/{year}",
    "عصر {weekday} {day} {month} {year}",
)
DAYS_ONLY = (
    "بتاريخ {day}/{number}/{year}",
    "يوم {weekday} {day} {month} {year}",
    "بتاريخ {day} {month} {year}",
    "بتاريخ {lunar}",
)


@dataclass
class Turns:
    """Takes from each table in turn, so that nothing repeats before everything has been used."""

    _next: dict[str, int] = field(default_factory=dict)

    def take(self, name: str, options: Sequence[T]) -> T:
        number = self._next.get(name, 0)
        self._next[name] = number + 1
        return options[number % len(options)]

    def taken(self, name: str) -> int:
        """How often something was taken from the table."""
        return self._next.get(name, 0)


def hijri(day: date) -> str:
    """A day of the Islamic calendar, by the Umm al-Qura tables."""
    there = Gregorian(day.year, day.month, day.day).to_hijri()
    return f"{there.day} {HIJRI[there.month - 1]} {there.year} هـ"


def gregorian(day: date) -> str:
    """A day with the month's Iraqi name."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def english(day: date) -> str:
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def persian(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}".translate(PERSIAN)


def when(day: date, turns: Turns, *, hour: bool) -> str:
    """A day in one of the styles, some of which name the hour too; every fourth time with Eastern Arabic digits."""
    style = turns.take("style", STYLES) if hour else turns.take("style of days", DAYS_ONLY)
    text = style.format(
        weekday=WEEKDAYS[day.weekday()],
        day=day.day,
        month=MONTHS[day.month - 1],
        number=day.month,
        year=day.year,
        lunar=hijri(day),
    )
    return text.translate(EASTERN) if turns.take("digits", (False, False, True, False)) else text


def verbs(*, masculine: bool) -> dict[str, str]:
    """The slots that agree with the brand's name."""
    if masculine:
        return {
            "adopts": "يتبنى",
            "announces": "يعلن",
            "denies": "ينفي",
            "blesses": "يبارك",
            "its": "ه",
            "its_of": "له",
        }
    return {"adopts": "تتبنى", "announces": "تعلن", "denies": "تنفي", "blesses": "تبارك", "its": "ها", "its_of": "لها"}


def tidy(text: str) -> str:
    """What a slot left empty leaves behind: double spaces, spaces before a comma or a line's end."""
    return re.sub(r" +(?=[،,.\n]|$)", "", re.sub(r"(?<=\S) {2,}(?=\S)", " ", text))
