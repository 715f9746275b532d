"""What a post tells, in a form that two posts can be compared by: its own words, and who, what, where and when."""

import re
from array import array
from datetime import datetime
from typing import Final

from processors.analyse import dates
from processors.analyse.normalise import Normal, fold
from processors.analyse.told import told
from processors.correlate.concepts import concepts_of
from processors.correlate.gazetteer import places_of, sites_of
from processors.correlate.vocabulary import ANOTHER, DAY_PARTS, DOCUMENTS, FORMULA, LOOK_BACK, STOP
from schemas.messages import AnalysedPost, Message

MOST_WORDS: Final = 700  # a post of Telegram's longest length has fewer
WORD: Final = re.compile(r"\w+")
# Addresses and handles are of the channel, not of what is told.
ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|(?:t|telegram)\.me/\S+")
CLOCK: Final = re.compile(r"(?<![\d./])([01]?\d|2[0-3])[:.]([0-5]\d)(?![./:]?\d)")
HOUR: Final = re.compile(r"(?:ال)?ساع[هت]\s+(?:ال)?(\d{1,2})(?!\d)(?!\s*[:.])")
# "Half past eight in the evening" in words: by the word for hour before it, or the part of the day after it.
_HOURS: Final = {
    "واحده": 1, "اولي": 1, "ثانيه": 2, "ثالثه": 3, "رابعه": 4, "خامسه": 5, "سادسه": 6, "سابعه": 7, "ثامنه": 8, "تاسعه": 9, "عاشره": 10, "حاديه عشره": 11, "حاديه عشر": 11, "ثانيه عشره": 0, "ثانيه عشر": 0,
}  # fmt: skip
_PAST: Final = {"": "00", "نصف": "30", "ربع": "15", "ثلث": "20"}
SPOKEN: Final = re.compile(
    r"(?<!\w)(ساعه\s+|الساعه\s+)?[وفبل]?ال("
    + "|".join(sorted(_HOURS, key=len, reverse=True)).replace(" ", r"\s+")
    + r")(?!\w)(?!\s+الا\s)(?:\s+وال(نصف|ربع|ثلث)(?!\w))?"
    r"(\s+(?:من\s+)?(?:صباح|مساء|ظهر|عصر|ليل|فجر|بعد\s+الظهر|قبل\s+الظهر|بعد\s+منتصف))?"
)
O_CLOCK: Final = re.compile(r"(?<![\d:.])(1[0-2]|[1-9])\s*(?:am|pm|a\.m|p\.m)(?!\w)")
AT: Final = re.compile(r"(?<!\w)at\s+\d{1,2}(?!\w)")
SERIAL: Final = re.compile(r"(?:بيان|بلاغ|statement|بیانیه)\s+(?:رقم|no|number|شماره)?\s*\(?\s*(\d{1,4})(?!\d)")
ISO: Final = re.compile(r"(?<!\d)(20\d\d)[\s/]([01]?\d)[\s/]([0-3]?\d)(?!\d)")
DIGITS: Final = re.compile(r"\d+")
LONGEST: Final = 10_000  # folded characters; Telegram's posts end at 4,096, and a longer text is a file or hostile
COUNT: Final = re.compile(
    r"(?<!\w)(\w{1,20})\s+(?:صواريخ|صاروخا|عبوات|قذائف|مسيرات|طائرات|rockets|drones|missiles|shells|ieds|راكت|موشك|پهپاد)(?!\w)"
)
NUMBERS: Final = {
    "ثلاثه": 3, "ثلاث": 3, "اربعه": 4, "اربع": 4, "خمسه": 5, "خمس": 5, "سته": 6, "ست": 6, "سبعه": 7, "سبع": 7, "ثمانيه": 8, "ثماني": 8, "تسعه": 9, "تسع": 9, "عشره": 10, "عشر": 10,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5,
}  # fmt: skip
DUAL: Final = re.compile(r"(?<!\w)[وفبل]?(?:صاروخين|صاروخان|عبوتين|عبوتان|عبوتي|مسيرتين|طائرتين|قذيفتين)(?!\w)")
PERSIAN: Final = re.compile(r"[پچژگ]|(?<!\w)(?:را|است|شد|این|برای|حمله|عراق)(?!\w)")
ARABIC: Final = re.compile(r"[\u0600-\u06ff]")
QUOTE: Final = re.compile(r"[«“\"][^»”\"]{20,}")
MONTH, DAYS = range(1, 13), range(1, 29)  # the last days of a month are left out rather than checked
SHORT: Final = 16  # words of an announcement: more is news


class Facts(Message, frozen=True, kw_only=True):
    """What one version of a post says. `words`: its own words, folded, in order, without formulas; dates are days in Baghdad."""

    words: str = ""
    script: str = ""
    tansiqiya: str = "none"
    announces: bool = False
    kind: str | None = None
    attack: str | None = None
    areas: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    """Names of bases, camps and districts that no list knows; to be compared within one script only."""
    targets: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    """Who claims, denies or threatens here: ids of the registry, and folded names of self-styled groups."""
    names: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    said_day: str | None = None
    """The day of the attack as a relative word gives it (today, yesterday)."""
    clocks: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    serial: str | None = None
    count: int | None = None
    numbers: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    threatened: tuple[str, ...] | None = None
    another: bool = False
    look_back: bool = False
    documents: bool = False

    @property
    def place(self) -> bool:
        return bool(self.areas or self.places)


def facts_of(post: AnalysedPost) -> Facts:
    text = ADDRESS.sub(" ", post.normalized[:LONGEST])
    found = WORD.findall(text)[:MOST_WORDS]
    words = [word for word in found if word not in FORMULA and word not in STOP]
    claim = post.claim
    candidates = tuple(_plain(candidate.surface) for candidate in post.candidates)
    days, said_day = _days(post)
    from_outside = told(text)
    return Facts(
        words=" ".join(words),
        script=_script(text),
        tansiqiya=post.tansiqiya.class_,
        announces=_announces(post, len(words)),
        kind=claim.kind if claim else None,
        attack=claim.attack if claim else from_outside.attack,
        areas=claim.areas if claim else from_outside.areas,
        places=places_of(found),
        sites=sites_of(found),
        targets=claim.targets if claim else from_outside.targets,
        speakers=tuple(dict.fromkeys((*(claim.brands if claim else ()), *(candidates if claim else ())))),
        names=tuple(dict.fromkeys((*(brand.id for brand in post.brands), *candidates))),
        dates=days,
        said_day=said_day,
        clocks=_clocks(text),
        parts=tuple(name for name, named in DAY_PARTS if text in named),
        serial=match[1] if (match := SERIAL.search(text)) else None,
        count=_count(text),
        numbers=tuple(sorted({number.lstrip("0") for number in DIGITS.findall(text)}))[:12],
        concepts=concepts_of(found),
        threatened=post.threat.targets if post.threat else None,
        another=text in ANOTHER,
        look_back=text in LOOK_BACK,
        documents=len(words) <= SHORT and text in DOCUMENTS,
    )


def _plain(name: str) -> str:
    return " ".join(WORD.findall(fold(name)))


def _normal(text: str) -> Normal:
    return Normal(text, array("I", range(len(text))), text)


def _script(text: str) -> str:
    if PERSIAN.search(text):
        return "fa"
    return "ar" if ARABIC.search(text) else "en"


def _announces(post: AnalysedPost, length: int) -> bool:
    named = {marker.name for marker in post.tansiqiya.markers}
    return (
        post.tansiqiya.class_ == "relay"
        and "announcement" in named
        and length <= SHORT
        and not QUOTE.search(post.text or "")
    )


def _days(post: AnalysedPost) -> tuple[tuple[str, ...], str | None]:
    """The days that the text names, and the one that it gives by a word like yesterday."""
    posted = datetime.fromisoformat(post.date)
    text = post.normalized[:LONGEST]
    when = post.claim.when if post.claim else None
    if when is None:
        when = dates.find_interval(_normal(text), posted)
    named, said = [], None
    if when:
        day = datetime.fromisoformat(when.start).astimezone(dates.BAGHDAD).date().isoformat()
        if _names_day(fold(when.surface or "")):
            named.append(day)
        else:
            said = day
    for year, month, day_ in ISO.findall(text):
        if (month_ := int(month)) in MONTH and int(day_) in DAYS:
            named.append(f"{year}-{month_:02}-{int(day_):02}")
    return tuple(dict.fromkeys(named)), said


def _names_day(text: str) -> bool:
    """Whether its numbers are a date's: "today at 4:45" names no day."""
    for hour in (CLOCK, HOUR, O_CLOCK, AT):
        text = hour.sub(" ", text)
    return any(character.isdigit() for character in text)


def _clocks(text: str) -> tuple[str, ...]:
    found = {f"{int(hour) % 12}:{minute}" for hour, minute in CLOCK.findall(text)}
    found |= {f"{int(hour) % 12}:00" for hour in HOUR.findall(text)}
    found |= {f"{int(hour) % 12}:00" for hour in O_CLOCK.findall(text)}
    for before, hour, past, after in SPOKEN.findall(text):
        if before or after:
            found.add(f"{_HOURS[' '.join(hour.split())]}:{_PAST[past]}")
    return tuple(sorted(found))


def _count(text: str) -> int | None:
    if DUAL.search(text):
        return 2
    for word in COUNT.findall(text):
        bare = word.lstrip("وفبل") if not word.isdigit() else word
        if bare.isdigit():
            return int(bare)
        if number := NUMBERS.get(bare) or NUMBERS.get(word):
            return number
    return None
