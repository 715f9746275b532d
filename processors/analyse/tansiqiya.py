"""Statements of the Tansiqiya: their text, news of them, mentions, and other bodies of a similar name."""

from typing import Final

from processors.analyse.actors import MOST
from processors.analyse.cues import Reading, Span
from processors.analyse.telling_shapes import (
    ASKING,
    DATE_LINE,
    DOES,
    DONE,
    HEADLINE,
    IS_ONLY,
    NEWS_OF,
    OF_IT,
    OURSELVES,
    PERSIAN,
    PREPOSITIONS,
    QUOTE_ENDS,
    QUOTED,
    SIGNED_BY,
    SPEAKING_OF,
    SPEAKS,
    SPOKESMAN,
    TEXT_OF,
    WHAT_IT_DID,
    WORDS_OF,
)
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
    others = [reading.place_of(brand.end) for brand in brands[:MOST] if brand.id != ID]
    class_, score = _decide(reading, named, dates, others)
    return Tansiqiya(class_=class_, markers=_markers(reading, named, dates), score=round(score, 2))


def _decide(reading: Reading, named: list[Span], dates: list[Span], others: list[int]) -> tuple[TansiqiyaClass, float]:
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
    reported, quoted = _reported(reading, named, others), QUOTED.search(text) is not None
    formulas = sum((opened, closed, signed, headed or titled))
    body = size - (named[0][1] - named[0][0])
    told = reported and not signed and not opened
    whole = body > LONG // 2 and formulas >= 2 and (opened or (speaks and (closed or signed)))
    if whole and not told and not (quoted and not opened):
        return "statement", min(1.0, 0.55 + 0.1 * formulas + 0.05 * min(speaks, 3))
    ours = text.endswith(OURSELVES, 0, named[0][0]) and body > LONG and speaks and not quoted
    if _laid_out(reading, named, speaks=bool(speaks) or opened or closed):
        return "statement", 0.6
    if not reported and (ours or (signed and body > LONG // 2)):
        return "statement", 0.6
    return _told(reading, named, news=reported or headed or titled, quotes=quoted and reported, opened=opened)


def _laid_out(reading: Reading, named: list[Span], *, speaks: bool) -> bool:
    """Whether the lines are a statement's: a formula of God's or the name stands over them, or the name beneath.

    News of a statement stands in lines too, but under somebody else's name.
    """
    text = reading.text
    first, _, rest = text.partition("\n")
    if not rest or QUOTED.search(text):
        return False
    if _signed(text, named[-1]) and len(named) > 1 and named[0][0] < NEAR:
        return True
    ours = _alone(text, named[0]) or _signed(text, named[-1])
    headed = _alone(text, named[0]) and named[0][1] <= len(first) and "\n" in rest
    addressed = first.startswith(("من ", "الي ")) and named[0][1] <= len(first) and ":" not in first
    prayed = any(
        start < HEAD and _begins(text, start) and (start == 0 or ours or named[0][1] < start)
        for start, _ in reading.spans(*OPENING)
    )
    return speaks and ((prayed and named[0][0] < HEAD) or headed or addressed)


def _begins(text: str, start: int) -> bool:
    """Whether a short line begins there."""
    line = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    return not text[line:start].strip(LEAD) and 0 < end - line <= NEAR


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
    if news or _colon(reading, named) or _acts(reading, named) or any(_text_of(text, span) for span in named):
        return "relay", 0.7
    return "mention", 0.5


def _text_of(text: str, span: Span) -> bool:
    """Whether what stands in front leads to its words: "full text of the message of", "five points in the statement of"."""
    ahead = text[max(0, span[0] - FAR - NEAR) : span[0]]
    behind = text[span[1] : span[1] + 2 * NEAR]
    return (
        TEXT_OF.search(ahead) is not None
        or NEWS_OF.search(ahead) is not None
        or (SPOKESMAN.search(ahead) is not None and SPEAKS.match(behind) is not None)
        or (SIGNED_BY.search(ahead) is not None and any(mark in behind for mark in ':"«“'))
    )


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


def _colon(reading: Reading, named: list[Span]) -> bool:
    """Whether its words follow a colon, unless somebody asks or judges in front of it."""
    text = reading.text
    return any(
        (":" in text[end : end + 4] or (HEADLINE.match(text, end) and not _only_its(text, start)))
        and not any(word in text[reading.sentence(start)[0] : start] for word in ASKING)
        for start, end in named
    )


def _only_its(text: str, start: int) -> bool:
    """Whether a preposition or a noun in front makes something of the body's the subject: "a source close to NAME"."""
    ahead = text[max(0, start - NEAR) : start].split()
    return bool(ahead) and (ahead[-1] == "من" or ahead[-1] in OF_IT | PREPOSITIONS)


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
        if behind and lead.split()[-1:] and lead.split()[-1] in OF_IT | PREPOSITIONS:
            behind = None
        if behind and behind[1] not in IS_ONLY and (len(lead.split()) <= FEW or ":" in lead):
            return True
        if text.endswith(WORDS_OF, 0, start) and ":" in text[end : end + 2 * NEAR]:
            return True
        ahead = text[max(0, start - NEAR) : start]
        before = DONE.search(ahead) or WHAT_IT_DID.search(ahead)
        if (before and before[1] not in IS_ONLY) or (QUOTE_ENDS.search(ahead) and not text[end:].strip()):
            return True
    return False


def _reported(reading: Reading, named: list[Span], others: list[int]) -> bool:
    """Whether a verb of speech has the name as its subject, or a statement of it is quoted from.

    `others` are the ends of other bodies' names: a verb right behind one of them is theirs.
    """
    text = reading.text
    # A Persian verb ends its sentence.
    reach = len(text) if any(each in text for each in PERSIAN) else NEAR
    for start, end in named:
        floor, ceiling = reading.sentence(start)
        for one, other in reading.hits.get("reported", ()):
            if text.endswith(("الذي ", "التي ", "which ", "that "), 0, one):
                continue
            if any(0 < one - other_end <= 2 for other_end in others) and one < start:
                continue
            before = floor <= one < start
            if text[one].isascii():
                said = (
                    before
                    and start - other <= FAR
                    and (text.startswith(REPORTING, one) or " by " in text[other - 3 : start + 1])
                )
                after = end <= one < min(ceiling, end + 2 * NEAR) and not reading.within(end, one, "comment")
                # "It dominates NAME, two officials said": whoever stands between a comma and the verb says so.
                after = after and not (text.count(",", end, one) == 1 and text[end:one].strip(" ,"))
                if said or after:
                    return True
            elif (before and len(text[other:start].split()) <= 2) or end <= one < min(ceiling, end + reach):
                return True
    return False


def _reacts_to(reading: Reading, named: list[Span]) -> bool:
    """Whether somebody else's reaction leads to the name."""
    if any(reading.within(max(0, start - 90), start, "reacts") for start, _ in named):
        return True
    return any(reading.within(end, end + NEAR // 2, "stirs") for _, end in named)


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
