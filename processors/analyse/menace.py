"""Threats put together from their parts: menace near people, weighed; for what no set phrase of `threat_words.py` says.

The weights are the coefficients of a logistic regression on the labelled development posts, rounded; they were judged on
passes of authors that the fit had not seen (`python -m tests.fit_threats` prints both). Each part adds its weight once.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from processors.analyse.cues import Reading, Span

# What each part says for a threat when it stands near the people; enough in all makes one.
WEIGHTS: Final[dict[str, float]] = {
    "menace:harm_by_us": 0.6,
    "menace:doom": 0.9,
    "menace:harm_to_them": 1.0,
    "menace:death": 0.95,
    "menace:our_arms": 0.75,
    "menace:weapon": 0.0,
    "menace:fate": 0.9,
    "menace:watching": 1.05,
    "menace:harm_if": 0.6,
    "menace:not_safe": 0.75,
    "menace:sequel": 1.3,
    "menace:soon": 0.85,
    "menace:body": 0.55,
    "menace:his_body": 0.15,
    "menace:harm_now": 0.0,
    "menace:gunmen": 0.6,
    "menace:home": 0.6,
    "menace:yours": 0.45,
    "menace:unless": 0.15,
    "menace:sent": 0.75,
    "menace:hint": 0.85,
    "menace:leave": 0.7,
    "menace:deadline": 0.55,
    "menace:whoever": 0.65,
    "menace:address": 0.3,
    "menace:occupier": 0.5,
}
ENOUGH: Final = 0.61
# Not words but how they are put.
SHAPES: Final[dict[str, float]] = {
    "you": 0.25,  # a word in the second person stands near
    "group": 0.25,  # an armed group speaks or is named
    "called": 1.05,  # the people are spoken to: "O judges", "to the drivers of"
    "future": 0.3,  # what "we" will do to "him", "them" or "you", whatever the verb
    "every": 1.1,  # whichever of them does something: "every driver who"
    "phrased": 1.2,  # a set phrase says so
    "group_threatens": 1.2,  # a verb of threatening says so, and its subject is an armed group
    "threatens_them": 1.85,  # the people are its object: "threatened the judges"
    "somebody_threatens": 0.5,
}
AGAINST: Final[dict[str, float]] = {
    "against_threats": -0.85,
    "private": -0.95,
    "weather": -0.95,
    "comment": -0.95,
    "sport": -0.95,
    "lawful": -0.85,
    "look_back": -0.85,
    "attack": -1.6,
    "we_claim": -0.75,
    "was_attacked": -0.75,
    "menace:official": -1.1,
    "menace:courteous": -1.15,
    "menace:elsewhere": -2.25,
}
# Without one of these it is advice, an appeal or a timetable; a group's deadline needs none.
CORE: Final = (
    "menace:harm_by_us",
    "menace:doom",
    "menace:harm_to_them",
    "menace:death",
    "menace:our_arms",
    "menace:weapon",
    "menace:fate",
    "menace:watching",
    "menace:harm_if",
    "menace:not_safe",
    "menace:sequel",
    "menace:body",
    "menace:his_body",
    "menace:harm_now",
)
NOW: Final = "menace:harm_now"
WHOEVER: Final = "menace:whoever"
SENT: Final = "menace:sent"
SOON: Final = "menace:soon"  # counts for two
# Two of these threaten too: a note with an address, a deadline to leave.
SUPPORT: Final = (
    SOON,
    "menace:leave",
    "menace:deadline",
    "menace:sent",
    "menace:yours",
    "menace:home",
    "menace:hint",
)
SECOND: Final = re.compile(r"\w{3}(?:كم|ك)(?!\w)|(?<!\w)(?:you|your|yours)(?!\w)")
CALLED: Final = re.compile(
    r"(?:^|[\s\n:،,.!؟«\"])(?:يا|ايها|ايتها|الي|الي كل|نقول ل|قولوا ل|گولوا ل|عزيزي|حضره|سياده"
    r"|dear|to|to the|to all|to every|message to|message for|message for the|hey|ya|ila|lil|اي|به)\s*(?:\w+\s){0,2}$"
)
NAMED_FIRST: Final = re.compile(r"(?:\s\w+){0,5}\s?[،,:]")
TOLD: Final = re.compile(r"[^\n.:؟?]{0,40}:")  # "NAME to the prime minister: …"
FOR_THEM: Final = re.compile(r"(?:^|\s)[وف]?لل?$")
EVERY: Final = re.compile(r"(?:^|\W)[وفبل]?(?:كل|اي|ايما|كلمن|any|every|whoever|all|هر|kul|kull|ay)\s(?:\w+\s){0,2}$")
WHO: Final = re.compile(r"[^.\n:؟?]{0,40}?(?<!\w)(?:الذي|التي|الذين|اللي|ياللي|who|that|illi|elli|كه)(?!\w)")
FUTURE: Final = re.compile(r"(?<!\w)[وفل]?(?:سن|راح ن|رح ن|سوف ن)\w{2,}(?:ه|هم|ها|ك|كم)(?!\w)")
BEFORE: Final = 30  # characters in front of the people that say whether they are called
OBJECT: Final = 6  # characters between a verb and its object
REACH: Final = 170  # characters around the people
TOGETHER: Final = 45  # between "works" and "for the base"
CONTRACTORS: Final = "contractors"


def workers(reading: Reading) -> Iterator[tuple[Span, str]]:
    """People described by their work: "whoever cooks for the base"."""
    for one in reading.hits.get("menace:works", ()):
        for other in reading.hits.get("menace:occupier", ()):
            if one[1] <= other[0] <= one[1] + TOGETHER and other[0] < reading.sentence(one[0])[1]:
                yield (one[0], other[1]), CONTRACTORS
                break


def parts(reading: Reading, target: Span, *, group: bool) -> tuple[dict[str, Span], tuple[str, ...]]:
    """All menace near these people with where each part stands, and the shapes of a threat around them."""
    found: dict[str, Span] = {}
    low, high = target[0] - REACH, target[1] + REACH
    for name in WEIGHTS:
        for span in reading.hits.get(name, ()):
            inside = span[0] < target[1] and span[1] > target[0] and name in CORE
            if low <= span[0] < high and not inside and not for_foe(reading, span):
                found[name] = span
                break
    if (now := found.get(NOW)) and (who := found.get(WHOEVER)) and who[1] <= now[0] < reading.sentence(who[0])[1]:
        found.setdefault("menace:harm_to_them", found.pop(NOW))  # "whoever sells it burns": no deed of anybody's
    return found, tuple(_shapes(reading, target, max(0, low), high, group=group))


def against(reading: Reading, people: list[tuple[Span, str]]) -> list[str]:
    """What in the post speaks against a threat."""
    return [name for name in AGAINST if name in reading.hits and _beside(reading.hits[name], people)]


def _beside(spans: list[Span], people: list[tuple[Span, str]]) -> bool:
    """Whether one of these words is not only the name of the people: "minister" speaks against, unless he is threatened."""
    return any(all(end <= one or start >= other for (one, other), _ in people) for start, end in spans)


def _shapes(reading: Reading, target: Span, low: int, high: int, *, group: bool) -> Iterator[str]:
    text = reading.text
    you = to_you(reading, low, high)
    if you:
        yield "you"
    if group:
        yield "group"
    if FUTURE.search(text, low, high):
        yield "future"
    ahead = text[max(0, target[0] - BEFORE) : target[0]]
    towards = FOR_THEM.search(ahead) is not None and TOLD.match(text, target[1]) is not None
    if towards or CALLED.search(ahead) or (you and target[0] < BEFORE and NAMED_FIRST.match(text, target[1])):
        yield "called"
    if EVERY.search(ahead) or WHO.match(text, target[1]):
        yield "every"


def weigh(
    reading: Reading, target: Span, *, group: bool, phrase: tuple[str, Span] | None
) -> tuple[float, dict[str, Span]]:
    """The weight of all menace near these people, and where each part stands; 0 where nothing of it threatens."""
    found, shapes = parts(reading, target, group=group)
    if phrase is None and not threatening(found, shapes):
        return 0.0, found
    weight = sum(WEIGHTS[name] for name in found) + sum(SHAPES[name] for name in shapes)
    if phrase is None:
        return weight, found
    return weight + SHAPES[phrase[0]], found | dict([phrase])


def to_you(reading: Reading, start: int, end: int) -> bool:
    """Whether a word in the second person stands between two places."""
    return SECOND.search(reading.text, start, end) is not None


def for_foe(reading: Reading, span: Span) -> bool:
    """Whether what follows at once is an enemy at war or a crime: "we will cut off the occupier's hand"."""
    return reading.within(span[1], span[1] + OBJECT, "menace:foe")


def possible(reading: Reading) -> bool:
    """Whether there is anything to weigh."""
    return reading.has(*CORE, *SUPPORT)


def threatening(found: Mapping[str, Span], shapes: tuple[str, ...]) -> bool:
    """Whether the parts are any of a threat: one of the core, or two that support it from an armed group or to their face."""
    if not found.keys().isdisjoint(CORE):
        return True
    if {"called", "you"} <= set(shapes):
        return True
    return _supported(found) and ("group" in shapes or "called" in shapes or "menace:gunmen" in found or SENT in found)


def _supported(found: Mapping[str, object]) -> bool:
    return SOON in found or sum(name in found for name in SUPPORT) > 1
