"""The posts of one story in order, with what must be asked of them at every event kept counted."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

from processors.correlate.voice import own_claim
from schemas.identity import digest

if TYPE_CHECKING:
    from processors.correlate.facts import Facts
    from processors.correlate.memory import Entry, Place
    from schemas.messages import Member

Test = Callable[["Entry"], bool]
MOST_ANCHORS: Final = 64


class Tree:
    """Posts joined to an earlier one each. `anchors`: what its members say of the event, each with who said it when."""

    def __init__(self) -> None:
        self.members: list[Place] = []
        self.arrivals: list[tuple[str, Place]] = []
        """The members in the order in which they were collected."""
        self.anchors: dict[bytes, tuple[Facts, list[Place]]] = {}
        self.facets: Counter[tuple[str, str]] = Counter()
        self.claims: list[Place] = []
        self.content = 0
        self.noted: set[str] = set()
        """Members that may carry a signal of the story's."""
        self._kept: dict[int, tuple[object, Test, list[Place]]] = {}
        self.told: dict[str, tuple[Entry, Member]] = {}
        """Of the posts that the story's message names: as they were told, and of what."""
        self.head: object = None
        self.unranked = 0
        """From this member on places may have changed since they were last told."""

    def add(self, entry: Entry) -> None:
        insort(self.members, entry.order)
        insort(self.arrivals, (entry.came, entry.order))
        self._from(entry)
        for facts in entry.facts:
            if key := signature(facts):
                insort(self.anchors.setdefault(key, (facts, []))[1], entry.order)
        self.facets.update(facets(entry))
        self.ask_again(entry)
        self.content ^= content(entry)
        if "claim" in kinds(entry) or "eulogy" in kinds(entry):
            insort(self.claims, entry.order)

    def remove(self, entry: Entry) -> None:
        self._from(entry)
        _discard(self.members, entry.order)
        _discard(self.arrivals, (entry.came, entry.order))
        for facts in entry.facts:
            if (key := signature(facts)) and key in self.anchors:
                _discard(self.anchors[key][1], entry.order)
                if not self.anchors[key][1]:
                    del self.anchors[key]
        self.facets.subtract(facets(entry))
        for _, _, places in self._kept.values():
            _discard(places, entry.order)
        self.content ^= content(entry)
        self.told.pop(entry.post_id, None)
        _discard(self.claims, entry.order)

    def ask_again(self, entry: Entry) -> None:
        """After a member came or changed: whether what was asked of all members holds of it now."""
        for _, test, places in self._kept.values():
            _discard(places, entry.order)
            if test(entry):
                insort(places, entry.order)

    def kept(self, key: object, test: Test, posts: Mapping[str, Entry]) -> list[Place]:
        """The members of which a test holds, in order: asked of each once, not at every event of the story."""
        held = self._kept.get(id(key))
        if held is None or held[0] is not key:
            found = [place for place in self.members if test(posts[place[3]])]
            held = self._kept[id(key)] = (key, test, found)
        return held[2]

    def _from(self, entry: Entry) -> None:
        self.unranked = min(self.unranked, bisect_left(self.members, entry.order))

    def named(self, facet: str) -> tuple[str, ...]:
        return tuple(sorted(value for (name, value), count in self.facets.items() if name == facet and count > 0))

    def said_before(self, place: Place) -> list[Facts]:
        """What members earlier than `place` say, the earliest first."""
        found = [(places[0], facts) for facts, places in self.anchors.values() if places[0] < place]
        return [facts for _, facts in sorted(found, key=lambda each: each[0])[:MOST_ANCHORS]]


def signature(facts: Facts) -> bytes:
    """Facts with equal signatures contradict the same others; empty for facts that can't contradict."""
    if facts.tansiqiya == "statement":
        return msgspec.msgpack.encode((facts.words, facts.serial))
    if facts.kind in {"claim", "eulogy", "denial"}:
        return msgspec.msgpack.encode(
            (
                facts.kind, facts.attack, facts.areas, facts.places, facts.targets, facts.speakers, facts.dates, facts.said_day,
                facts.clocks, facts.parts, facts.serial, facts.count, facts.another, facts.script,
            )
        )  # fmt: skip
    return b""


def kinds(entry: Entry) -> set[str]:
    return {entry.claim.kind} if entry.claim else set()


def facets(entry: Entry) -> list[tuple[str, str]]:
    """Counted in the story: brands, areas, kinds, channels."""
    found = [("brand", brand) for brand in entry.brands]
    found += [("area", area) for area in (entry.claim.areas if entry.claim else ())]
    found += [("kind", kind) for kind in kinds(entry)]
    found.append(("channel", str(entry.channel_id)))
    if entry.claim and entry.claim.kind == "claim" and own_claim(entry):
        found.append(("own", "claim"))
    if entry.tansiqiya in {"statement", "relay"}:
        found.append(("kind", "statement"))
    if entry.threat:
        found.append(("kind", "threat"))
    return found


def content(entry: Entry) -> int:
    """Of what the story says of this post; those of all members together tell whether the story changed."""
    return int(digest(entry.post_id, entry.brands, entry.claim, entry.tansiqiya, entry.deleted, entry.attribution), 16)


def _discard(held: list[Any], value: Any) -> None:
    """Takes a value out of a sorted list, if it is there."""
    at = bisect_left(held, value)
    if at < len(held) and held[at] == value:
        del held[at]
