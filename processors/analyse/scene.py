"""One text with its cast: what every rule about claims asks of it."""

from dataclasses import dataclass, field, replace
from typing import Final

from processors.analyse.actors import Actor, Cast
from processors.analyse.cues import Reading, Span
from processors.analyse.speech_words import BREAKING, CIVIL, DEDICATED, NOBODY, NOT
from schemas.messages import ClaimKind

OURS: Final = frozenset({"ours", "media"})
WEAPONS: Final = ("rocket", "drone", "missile", "mortar", "ied", "sniper")
VIOLENT: Final = ("attack", *WEAPONS, "was_attacked", "we_attacked")
HIT_TOO: Final = (
    "airport",
    "oil_facility",
    "palace",
    "radar",
    "soldiers",
    "contractor",
    "aircraft",
    "ship",
    "port",
    "consulate",
)
HIT: Final = ("convoy", "base", "embassy", "occupier")
OBJECT: Final = 110  # characters in which a claim names what it claims
CLOSE: Final = 14  # so near to a name the first person is its own
NEGATED: Final = 45  # characters behind a negation that it still covers
ASKED: Final = 60
WHO_ARE: Final = (
    "منو هاي ",
    "منو هم ",
    "منو هذول ",
    "من هم ",
    "من هي ",
    "من هو ",
    "who are ",
)  # who they are that claimed: the claim stands


def undone(reading: Reading, span: Span) -> bool:
    """Whether "we did" stands behind a "not"."""
    return reading.text[max(0, span[0] - 8) : span[0]].endswith(NOT)


def civil(reading: Reading, place: int) -> bool:
    """Whether what is sent, launched or adopted there is a campaign, a bill, an aid convoy."""
    return reading.text[place : place + 40].lstrip(' "«').startswith(CIVIL)


def is_place(cue: str) -> bool:
    """Whether a cue names a place: one of the registry's areas or another."""
    return cue == "place" or cue.startswith("area:")


def somewhere(reading: Reading) -> bool:
    """Whether the text names a place."""
    return any(map(is_place, reading.hits))


def apart(reading: Reading, cast: Cast) -> Reading:
    """The reading without the martyrs in a body's name: a battalion of martyrs mourns nobody."""
    victims = reading.hits.get("victim")
    if not victims:
        return reading
    kept = [
        span
        for span in victims
        if not any(each.kind == "ours" and each.start <= span[0] and span[1] <= each.end for each in cast.all)
    ]
    return reading if len(kept) == len(victims) else replace(reading, hits={**reading.hits, "victim": kept})


@dataclass(frozen=True, slots=True)
class Said:
    """One place that carries a kind: the cue, and whose words they are (None: nobody's that the text names)."""

    kind: ClaimKind
    cue: str
    span: Span
    speaker: Actor | None
    weight: float = 0.0  # what the cue adds to the odds, where they decide


@dataclass(slots=True)
class Scene:
    """A reading and its cast."""

    reading: Reading
    cast: Cast
    outside: dict[int, bool] = field(default_factory=dict)  # by sentence: whether it looks at claims from outside

    def voice(self, span: Span) -> Actor | None:
        """Whose first person it is: who is named before a colon, else whose post it is, else the only one named."""
        reading, cast = self.reading, self.cast
        floor, ceiling = reading.sentence(span[0])
        before = cast.before(span[0], floor)
        colon = before is not None and ":" in reading.text[before.end : span[0]]
        if before and (teller := self._teller(before, floor)):
            before, colon = teller, True
        if before and before.kind != "other" and (colon or reading.within(floor, before.start, "issued_by")):
            return before
        if poster := self._poster():
            return poster
        if before and (colon or (before.kind != "other" and span[0] - before.end <= CLOSE)):
            return before
        own = [each for each in cast.all if each.kind in {"ours", "foreign"} and not cast.is_object(each)]
        if reading.text.startswith("سن", span[0]):  # "we shall pursue NAME": whoever speaks, it isn't NAME
            own = [each for each in own if not 0 <= each.start - span[1] <= 1]
        if len({(each.kind, each.id) for each in own}) == 1:
            return own[0]
        for near in (before, cast.after(span[1], ceiling)):
            if near and near.kind in {"ours", "foreign"}:
                return near
        return None

    def _teller(self, named: Actor, floor: int) -> Actor | None:
        """Somebody else who speaks before a colon that stands in front of a name."""
        text = self.reading.text
        for each in self.cast.all:
            if each.kind == "other" and floor <= each.start and ":" in text[each.end : named.start]:
                return each
        return None

    def _poster(self) -> Actor | None:
        """Who heads or signs the post; a channel's name over it only if nobody signs."""
        header, signature = self.cast.header, self.cast.signature
        return header if header and header.kind != "media" else signature or header

    def refused(self, span: Span) -> bool:
        """Whether a claim is negated, asked, imagined, looked back on or judged from outside."""
        reading = self.reading
        text = reading.text
        floor, ceiling = reading.sentence(span[0])
        if reading.has("not_claimed") and self._negated(span, floor, ceiling):
            return True
        behind = text[span[1] : ceiling + 1]
        asked = ("؟" in behind or "?" in behind) and not any(each in text[floor : span[0]] for each in WHO_ARE)
        if asked or reading.within(max(floor, span[0] - ASKED), span[0] + 1, "maybe"):
            return True
        if floor not in self.outside:
            self.outside[floor] = reading.within(floor, ceiling, "look_back", "comment", "fake", "not_denied") or (
                reading.has("comment") and reading.has("look_back")
            )
        return self.outside[floor]

    def _negated(self, span: Span, floor: int, ceiling: int) -> bool:
        text = self.reading.text
        for one, other in self.reading.hits["not_claimed"]:
            if floor <= one <= span[0] <= other + NEGATED:
                gap = text[other : span[0]]
                if not any(mark in gap for mark in BREAKING):
                    return True
            if span[0] < one < min(ceiling, span[1] + CLOSE) and text[one:other] in NOBODY:
                return True
        return False

    def mourned(self, floor: int, ceiling: int) -> bool:
        """Whether the speaker's own side was hit there; the dead to whom an attack is dedicated don't say so."""
        reading = self.reading
        for start, _ in reading.hits.get("victim", ()):
            if floor <= start < ceiling:
                ahead = reading.text[max(floor, start - 16) : start].split()
                if not ahead or ahead[-1] not in DEDICATED:
                    return True
        return False

    def violent(self, span: Span) -> bool:
        """Whether an attack, a weapon or a target stands beside."""
        reading = self.reading
        floor, ceiling = reading.sentence(span[0])
        return reading.within(floor, min(len(reading.text), ceiling + OBJECT), *VIOLENT, *HIT) or reading.has(*WEAPONS)
