"""Threats put together from their parts: menace near people, weighed; for what no set phrase of `threat_words.py` says."""

import re
from collections.abc import Iterator
from typing import Final

from processors.analyse.cues import Reading, Span

# What each part says for a threat when it stands near the people; enough in all makes one.
WEIGHTS: Final[dict[str, float]] = {
    "menace:harm_by_us": 0.9,
    "menace:doom": 0.8,
    "menace:harm_to_them": 0.7,
    "menace:death": 0.6,
    "menace:our_arms": 0.6,
    "menace:fate": 0.6,
    "menace:watching": 0.6,
    "menace:harm_if": 0.5,
    "menace:yours": 0.4,
    "menace:unless": 0.4,
    "menace:sent": 0.3,
    "menace:hint": 0.4,
    "menace:leave": 0.4,
    "menace:deadline": 0.3,
    "menace:whoever": 0.2,
    "menace:address": 0.2,
    "menace:occupier": 0.15,
}
ENOUGH: Final = 0.95
YOU: Final = 0.2  # a word in the second person plural
GROUP: Final = 0.3  # an armed group speaks or is named
# Without one of these it is advice, an appeal or a timetable; a group's deadline needs none.
CORE: Final = (
    "menace:harm_by_us",
    "menace:doom",
    "menace:harm_to_them",
    "menace:death",
    "menace:our_arms",
    "menace:fate",
    "menace:watching",
    "menace:harm_if",
)
ULTIMATUM: Final = ("menace:leave", "menace:deadline")
SECOND: Final = re.compile(r"\w{3}(?:كم|ك)(?!\w)")
AGAINST: Final = ("against_threats", "private", "weather", "comment", "sport", "lawful", "look_back", "menace:official")
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


def weigh(reading: Reading, target: Span, *, group: bool) -> tuple[float, dict[str, Span]]:
    """The weight of all menace near these people, and where each part stands; 0 where the post speaks of something else."""
    found: dict[str, Span] = {}
    if not possible(reading) or reading.has(*AGAINST):
        return 0.0, found
    low, high = target[0] - REACH, target[1] + REACH
    for name in WEIGHTS:
        for span in reading.hits.get(name, ()):
            inside = span[0] < target[1] and span[1] > target[0] and name in CORE
            if low <= span[0] < high and not inside and not _covered(span, found) and not for_foe(reading, span):
                found[name] = span
                break
    if found.keys().isdisjoint(CORE) and not (group and all(name in found for name in ULTIMATUM)):
        return 0.0, found
    weight = sum(WEIGHTS[name] for name in found)
    if group and not reading.has("attack", "we_attacked"):
        weight += GROUP
    if to_you(reading, max(0, low), high):
        weight += YOU
    if reading.text.startswith("الي "):
        weight += WEIGHTS["menace:address"]
    return weight, found


def to_you(reading: Reading, start: int, end: int) -> bool:
    """Whether a word in the second person stands between two places."""
    return SECOND.search(reading.text, start, end) is not None


def for_foe(reading: Reading, span: Span) -> bool:
    """Whether what follows at once is an enemy at war or a crime: "we will cut off the occupier's hand"."""
    return reading.within(span[1], span[1] + OBJECT, "menace:foe")


def possible(reading: Reading) -> bool:
    """Whether there is anything to weigh."""
    return reading.has(*CORE) or all(reading.has(name) for name in ULTIMATUM)


def _covered(span: Span, found: dict[str, Span]) -> bool:
    """The same words count once, for the heaviest part."""
    return any(span[0] < end and span[1] > start for start, end in found.values())
