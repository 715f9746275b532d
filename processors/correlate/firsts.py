"""The breaker league: who is first with how many stories of a kind, and how sure such a share is."""

from collections.abc import Iterable
from math import sqrt
from typing import Final

import msgspec

from processors.correlate.memory import Memory
from processors.correlate.story_message import TIE_S, kind_of
from schemas.messages import Message
from schemas.registry import load_registry

Z95: Final = 1.959964
UNKNOWN: Final = "no known affiliation"
_OPERATORS: Final = {o.id: o.operator for o in load_registry().organisations if o.kind == "media"}


class Standing(Message, frozen=True, kw_only=True):
    """`firsts` of the `stories` that at least two channels told; `low` and `high` hold the true share with 95 %."""

    kind: str
    who: str
    name: str = ""
    firsts: int
    took_part: int
    stories: int
    share: float
    low: float
    high: float
    unsafe: int = 0
    """Of `firsts`: a hole in what was seen lies before them."""
    median_lead_s: float | None = None
    """Seconds between these firsts and the next channel."""


class League(Message, frozen=True, kw_only=True):
    """`tied` stories, in which two channels share the first second, count for nobody."""

    channels: tuple[Standing, ...]
    affiliations: tuple[Standing, ...]
    tied: dict[str, int]


class Race(Message, frozen=True, kw_only=True):
    """One story that several channels told: each channel's first post of it, in order."""

    kind: str
    channels: tuple[tuple[int, str, str], ...]
    lead_s: float
    safe: bool

    @property
    def tied(self) -> bool:
        return self.lead_s < TIE_S


def league(memory: Memory, kind: str | None = None) -> League:
    """Over all stories held, or those of one kind. A pure function of the memory."""
    races = [race for race in _races(memory) if kind in {None, race.kind}]
    names = {channel: name for race in races for channel, name, _ in race.channels}
    by_channel = [(race, [str(channel) for channel, _, _ in race.channels]) for race in races]
    by_owner = [(race, list(dict.fromkeys(owner for _, _, owner in race.channels))) for race in races]
    tied: dict[str, int] = {}
    for race in races:
        tied[race.kind] = tied.get(race.kind, 0) + race.tied
    shown = tuple(
        msgspec.structs.replace(standing, name=names[int(standing.who)]) for standing in _standings(by_channel)
    )
    return League(channels=shown, affiliations=tuple(_standings(by_owner)), tied={k: n for k, n in tied.items() if n})


def together(memory: Memory, organisations: frozenset[str], kind: str) -> Standing:
    """How often a channel of any of these organisations was first: the source article's claim about statements as a query."""
    told = []
    for race in _races(memory):
        if race.kind == kind:
            owners = ["together" if owner in organisations else owner for _, _, owner in race.channels]
            told.append((race, list(dict.fromkeys(owners))))
    found = next((each for each in _standings(told) if each.who == "together"), None)
    name = ", ".join(sorted(organisations))
    if found is None:
        races = sum(not race.tied for race, _ in told)
        low, high = wilson(0, races)
        return Standing(kind=kind, who=name, firsts=0, took_part=0, stories=races, share=0.0, low=low, high=high)
    return msgspec.structs.replace(found, who=name)


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """The 95 % interval of a share; honest for few trials, where the plain one is not."""
    if trials == 0:
        return 0.0, 1.0
    share, square = hits / trials, Z95**2
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    half = Z95 * sqrt(share * (1 - share) / trials + square / (4 * trials**2)) / (1 + square / trials)
    return round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4)


def _races(memory: Memory) -> Iterable[Race]:
    for root in sorted(memory.trees, key=lambda each: memory.trees[each].members[0]):
        tree = memory.trees[root]
        seen: dict[int, float] = {}
        channels = []
        for place in tree.members:
            entry = memory.posts[place[3]]
            if entry.channel_id in seen or any(reason.name == "repost" for reason in entry.signals):
                continue
            seen[entry.channel_id] = entry.at
            owner = entry.affiliation.organisation if entry.affiliation else UNKNOWN
            channels.append((entry.channel_id, entry.channel, _OPERATORS.get(owner) or owner))
        if len(channels) > 1:
            times = sorted(seen.values())
            yield Race(
                kind=kind_of(tree),
                channels=tuple(channels),
                lead_s=round(times[1] - times[0], 3),
                safe=not memory.gaps.unsafe(times[0]),
            )


def _standings(told: list[tuple[Race, list[str]]]) -> list[Standing]:
    """Of each kind and whoever took part, the most often first on top."""
    found = []
    kinds = dict.fromkeys(race.kind for race, _ in told)
    for kind in kinds:
        decided = [(race, who) for race, who in told if race.kind == kind and not race.tied]
        for name in dict.fromkeys(each for _, who in decided for each in who):
            won = [race for race, who in decided if who[0] == name]
            low, high = wilson(len(won), len(decided))
            leads = sorted(race.lead_s for race in won)
            found.append(
                Standing(
                    kind=kind,
                    who=name,
                    firsts=len(won),
                    took_part=sum(name in who for _, who in decided),
                    stories=len(decided),
                    share=round(len(won) / len(decided), 4),
                    low=low,
                    high=high,
                    unsafe=sum(not race.safe for race in won),
                    median_lead_s=leads[len(leads) // 2] if leads else None,
                )
            )
    return sorted(found, key=lambda each: (each.kind, -each.firsts, each.took_part, each.who))
