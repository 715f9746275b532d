"""A name found in a folded text, and which of several that overlap is meant."""

from bisect import bisect_left
from typing import Final, NamedTuple

from processors.analyse.names import CERTAIN, Name
from processors.analyse.normalise import Normal
from processors.analyse.spread import Hit

DECOY: Final = ""  # the id of what only looks like a name of ours
ASIDE: Final = 60  # characters looked at on each side
SENTENCE_ENDS: Final = tuple(".!؟?:؛…")


class Found(NamedTuple):
    """A name in the folded text."""

    name: Name
    start: int
    end: int
    disguised: bool = False
    misspelt: bool = False
    acronym: bool = False
    stretched: bool = False

    @property
    def certain(self) -> bool:
        return self.name.prior >= CERTAIN and not self.misspelt


def of_hit(hit: Hit) -> Found:
    return Found(hit.name, hit.start, hit.end, hit.disguised)


def trimmed(each: Found) -> Found:
    """Without the letters that belong to the sentence: للعصائب names لعصائب, Badr's names Badr."""
    if not each.name.lead and not each.name.tail:
        return each
    return each._replace(start=each.start + each.name.lead, end=each.end - each.name.tail)


def alone_on_its_line(text: str, start: int, end: int) -> bool:
    """As a signature or a speaker stands: a line of its own, the last words of a post, or "NAME:" at a line's head."""
    before = text[max(0, start - ASIDE) : start].rpartition("\n")[2]
    after = text[end : end + ASIDE]
    if len(text) - end < ASIDE and before.rstrip().endswith(SENTENCE_ENDS) and not any(map(str.isalnum, after)):
        return True
    if any(map(str.isalnum, before)):
        return False
    if not any(map(str.isalnum, after.partition("\n")[0])) or after.lstrip(' "»”')[:1] in {":", "|"}:
        return True
    return after.startswith(" الي ") and ":" in after  # "NAME to the drivers: …"


def inside(normal: Normal, each: Found, stretches: list[tuple[int, int]]) -> bool:
    start, end = normal.span(each.start, each.end)
    at = bisect_left(stretches, (start + 1, 0)) - 1
    return at >= 0 and stretches[at][0] <= start and end <= stretches[at][1]


def longest(found: list[Found]) -> list[Found]:
    """The longest name wins; among equals one that is spelt right, needs no context, and is nobody else's."""
    if len(found) == 1:
        return found
    kept: list[tuple[int, int]] = []
    winners: list[Found] = []
    for each in sorted(
        found, key=lambda f: (f.start - f.end, f.misspelt, f.name.id != DECOY, -f.name.prior, f.name.derived, f.start)
    ):
        at = bisect_left(kept, (each.start, each.end))
        if (at == 0 or kept[at - 1][1] <= each.start) and (at == len(kept) or kept[at][0] >= each.end):
            kept.insert(at, (each.start, each.end))
            winners.append(each)
    return sorted(winners, key=lambda f: f.start)
