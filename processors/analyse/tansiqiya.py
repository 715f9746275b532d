"""Statements of the Tansiqiya: their text, news of them, mentions, and other bodies of a similar name."""

import re
from typing import Final

from processors.analyse.actors import MOST
from processors.analyse.cues import Reading, Span, folded
from processors.analyse.statement_words import NO_WORDS_OF_ITS_OWN
from schemas.messages import Brand, Marker, Tansiqiya, TansiqiyaClass

ID: Final = "tansiqiya"
NONE: Final = Tansiqiya()
OPENING: Final = ("basmala", "opening_formula", "quran_verse")
MARKERS: Final = (
    "announcement", "numbered", "issued_by", "addressees", "closing_formula", *OPENING, "topic:ceasefire", "topic:withdrawal",
    "topic:foreign_forces", "topic:aviation", "topic:dialogue", "topic:elections", "topic:pmf", "topic:gaza", "topic:syria_strike",
)  # fmt: skip
HEAD: Final = 260  # folded characters in which a statement says whose it is
TAIL: Final = 260  # and in which it is signed
LONG: Final = 110  # a statement's text is longer than a headline
NEAR: Final = 48
FEW: Final = 6  # words in front of a headline's subject
LEAD: Final = ' .:|-"«»*!'
FAR: Final = 40
REPORTING: Final = ("says the", "said the", "in a statement", "according", "a statement", "statement", "excerpts")
OURSELVES: Final = ("نحن في ", "اننا في ", "نحن ", "\nمن ")
# A name, "statement of 2 March" and a colon make a headline.
HEADLINE: Final = re.compile(r"[^\n.:؟?]{0,6}(?:statement|بيان|بيانيه)[^\n.:؟?]{0,24}:")
PERSIAN: Final = (" را ", " است", " كرد", " هاي ")
QUOTED: Final = re.compile(r"[«\"“][^«»\"“”]{18,}[»\"”]")
# What a body does in a headline, in either order; what it is, was or suffers is no news of its words.
DOES: Final = re.compile(
    r"\W{1,4}(?:(?:في بغداد|في العراق|اليوم|مجددا|بدورها|من جديد|again|today)\W{1,2})?"
    r"و?(لا ت\w{2,}|لن ت\w{2,}|ست\w{2,}|ت\w{2,}|\w{2,}ت|[a-z]{3,}(?:s|ed)|sets?|put|puts|gave|made|lays?|to)(?!\w)"
)
DONE: Final = re.compile(
    r"(?:^|[\n.:|!/»\"،,]\s{0,2}|(?:عاجل|الان|هام|بالفيديو)\s)(?:و|ف|س|قد )?(ت\w{2,}|\w{2,}ت)\s(?:ال\w{4,}\s)?$"
)
IS_ONLY: Final = frozenset(folded(NO_WORDS_OF_ITS_OWN))
WORDS_OF: Final = (
    "موقف ",
    "كلام ",
    "رساله ",
    "خطاب ",
    "كلمه ",
    "تصريح ",
    "قرار ",
    "مسوده ",
    "وثيقه ",
    "شروط ",
    "مطالب ",
)
SPEAKING_OF: Final = (
    "كاتب",
    "محلل",
    "خبير",
    "باحث",
    "مراقب",
    "نايب",
    "سياسي",
    "لافته",
    "استاذ",
    "analyst",
    "expert",
    "researcher",
    "critics",
    "الصحفي",
    "من هي",
    "من هم",
    "ماذا",
    "لماذا",
    "كيف",
    "هل ",
    "why ",
    "how ",
    "who ",
    "what ",
    "whether ",
)
DATE_LINE: Final = re.compile(  # 12/10/2021, 2021/10/12, 1443 هـ, 2021م
    r"(?=\d)(?:\d{1,2}\s?[/. ]\s?\d{1,2}\s?[/. ]\s?\d{4}|\d{4}\s?/\s?\d{1,2}\s?/\s?\d{1,2}"
    r"|(?<!\w)1[34]\d\d\s?(?:ه|هجريه?)(?!\w)|(?<!\w)20\d\d\s?(?:م|ميلاديه?)(?!\w))"
)


def find(reading: Reading, brands: tuple[Brand, ...]) -> Tansiqiya:
    """Its class, the markers that it was decided from, and a score from 0 to 1."""
    named = [(reading.place_of(brand.start), reading.place_of(brand.end)) for brand in brands[:MOST] if brand.id == ID]
    if not named and "title" not in reading.hits:
        return NONE
    named += [
        span
        for span in reading.hits.get("title", ())
        if all(span[1] <= start or span[0] >= end for start, end in named)
    ]
    named.sort()
    dates = [match.span() for match in DATE_LINE.finditer(reading.text)]
    class_, score = _decide(reading, named, dates)
    return Tansiqiya(class_=class_, markers=_markers(reading, named, dates), score=round(score, 2))


def _decide(reading: Reading, named: list[Span], dates: list[Span]) -> tuple[TansiqiyaClass, float]:
    text = reading.text
    size = len(text)
    opened = reading.within(0, HEAD, *OPENING)
    closed = reading.within(max(0, size - TAIL), size, "closing_formula") or any(
        start > size - 120 for start, _ in dates
    )
    signed = _signed(text, named[-1])
    headed = named[0][0] < HEAD and reading.within(0, named[0][0] + 1, "issued_by", "numbered")
    titled = _alone(text, named[0]) or text.endswith(OURSELVES, 0, named[0][0]) or text[: named[0][0]] == "من "
    speaks = len(reading.hits.get("first_person", ())) + len(reading.hits.get("addressees", ()))
    reported, quoted = _reported(reading, named), QUOTED.search(text) is not None
    formulas = sum((opened, closed, signed, headed or titled))
    body = size - (named[0][1] - named[0][0])
    told = reported and not signed and not opened
    whole = body > LONG // 2 and formulas >= 2 and (opened or (speaks and (closed or signed)))
    if whole and not told and not (quoted and not opened):
        return "statement", min(1.0, 0.55 + 0.1 * formulas + 0.05 * min(speaks, 3))
    ours = text.endswith(OURSELVES, 0, named[0][0]) and body > LONG and speaks and not quoted
    if not reported and (ours or (signed and body > LONG // 2)):
        return "statement", 0.6
    return _told(reading, named, news=reported or headed or titled, quotes=quoted and reported, opened=opened)


def _told(
    reading: Reading, named: list[Span], *, news: bool, quotes: bool, opened: bool
) -> tuple[TansiqiyaClass, float]:
    """What is no statement: news of one, or only somebody's mention."""
    text = reading.text
    asked = ("؟" in text or "?" in text) and reading.has("maybe", "comment")
    if reading.has("announcement") and not opened and not asked:
        return "relay", 0.8
    back, reacts = reading.has("looks_back"), _reacts_to(reading, named)
    if asked or ((back or reacts) and not quotes):
        return "mention", 0.65
    if news or _colon(text, named) or _acts(reading, named):
        return "relay", 0.7
    return "mention", 0.5


def _alone(text: str, span: Span) -> bool:
    """Whether a name stands as a line of its own."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    beside = text[start : span[0]] + text[span[1] : end if end >= 0 else len(text)]
    return "\n" in text and len(beside.strip(' .:"«»()*|-')) <= 24 and ":" not in beside.strip()[1:]


def _signed(text: str, span: Span) -> bool:
    return (
        span[0] > len(text) - TAIL and "\n" in text[: span[0]] and _alone(text, span) and text[: span[0]].strip() != ""
    )


def _colon(text: str, named: list[Span]) -> bool:
    return any(":" in text[end : end + 4] or HEADLINE.match(text, end) for _, end in named)


def _acts(reading: Reading, named: list[Span]) -> bool:
    """Whether a name is the subject of any verb of doing, as headlines have it: "sets a deadline", "تطرح ثلاثة شروط"."""
    text = reading.text
    for start, end in named:
        floor, _ = reading.sentence(start)
        if any(word in text[max(0, floor - NEAR) : start] for word in SPEAKING_OF):
            continue
        behind = DOES.match(text, end)
        lead = text[floor:start].strip(LEAD)
        # "The committee, researchers say": an English verb follows at once.
        if behind and behind[1].isascii() and "," in text[end : behind.start(1)]:
            behind = None
        if behind and behind[1] not in IS_ONLY and (len(lead.split()) <= FEW or ":" in lead):
            return True
        if text.endswith(WORDS_OF, 0, start) and ":" in text[end : end + 2 * NEAR]:
            return True
        before = DONE.search(text[max(0, start - NEAR) : start])
        if before and before[1] not in IS_ONLY:
            return True
    return False


def _reported(reading: Reading, named: list[Span]) -> bool:
    """Whether a verb of speech has the name as its subject, or a statement of it is quoted from."""
    text = reading.text
    # A Persian verb ends its sentence.
    reach = len(text) if any(each in text for each in PERSIAN) else NEAR
    for start, end in named:
        floor, ceiling = reading.sentence(start)
        for one, other in reading.hits.get("reported", ()):
            if text.endswith(("الذي ", "التي ", "which ", "that "), 0, one):
                continue
            before = floor <= one < start
            if text[one].isascii():
                said = (
                    before
                    and start - other <= FAR
                    and (text.startswith(REPORTING, one) or " by " in text[other - 3 : start + 1])
                )
                after = end <= one < min(ceiling, end + 2 * NEAR) and not reading.within(end, one, "comment")
                if said or after:
                    return True
            elif (before and len(text[other:start].split()) <= 2) or end <= one < min(ceiling, end + reach):
                return True
    return False


def _reacts_to(reading: Reading, named: list[Span]) -> bool:
    """Whether somebody else's reaction leads to the name."""
    if any(reading.within(max(0, start - 90), start, "reacts") for start, _ in named):
        return True
    return any(reading.within(end, end + NEAR, "stirs") for _, end in named)


def _markers(reading: Reading, named: list[Span], dates: list[Span]) -> tuple[Marker, ...]:
    found = [_marker(reading, "title", span) for span in named[:3]]
    found += [_marker(reading, name, reading.hits[name][0]) for name in MARKERS if name in reading.hits]
    found += [_marker(reading, "date_line", span) for span in dates[:2]]
    if signed := [span for span in named if _signed(reading.text, span)]:
        found.append(_marker(reading, "sign_off", signed[-1]))
    return tuple(sorted(found, key=lambda marker: (marker.start, marker.name)))


def _marker(reading: Reading, name: str, span: Span) -> Marker:
    start, end = reading.normal.span(*span)
    return Marker(name=name, surface=reading.normal.original[start:end], start=start, end=end)
