"""Who speaks: the bodies that a text names, and which of them is the subject of a verb."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import Final, Literal, NamedTuple

from processors.analyse.cues import Reading, Span
from processors.analyse.speech_words import (
    ALL_OF,
    BLOCKING,
    FROM,
    JOINED,
    NOUN_CLAIM,
    OWN_NOUNS,
    OWNED,
    PERSIAN,
    QUOTING,
    SPOKEN,
    THEY,
    TOWARDS,
)
from schemas.messages import Brand, Candidate

# `ours` can claim an attack in Iraq; `media` can speak but not fight.
ActorKind = Literal["ours", "media", "foreign", "other"]


class Actor(NamedTuple):
    """A body in the folded text; `id` is the registry's, None for who isn't in it."""

    start: int
    end: int
    kind: ActorKind
    id: str | None = None
    known: bool = True  # False: only a word with which such names begin


OTHERS: Final[tuple[tuple[str, ActorKind], ...]] = (
    ("foreign", "foreign"), ("local_body", "ours"), ("other_speaker", "other"), ("embassy_speaks", "other"), ("group_head", "ours"),
)  # fmt: skip
NEAR_SUBJECT: Final = 60  # characters from a verb to the subject behind it, spokesman and all
SUBJECT_BEFORE: Final = 110  # characters from a subject to the verb behind it
TOUCHING: Final = 4
ALONGSIDE: Final = (" مع", " وبالاشتراك مع", " بالاشتراك مع", " with", " alongside", " together with", " jointly with")
ANOTHER_CLAUSE: Final = ("، و", "؛ و", "، فيما ", "، بينما ")  # "… claimed it, and NAME praised it"
AIMED_AT: Final = ("against ", "on ", "at ")
SIGNED: Final = 130  # the end of a post in which a signature stands, with a date and a blessing behind it
# A verb behind a name makes it a subject: "NAME is silent", not a signature.
GOES_ON: Final = re.compile(
    r" (?:(?!تقبل|تموز|تشرين|يوم|يناير|يوليو|يونيو|يا )[تي]\w{3,}|[a-z]{3,}(?:ed|s)|has|is|was|did) "
)
NAME_LINE: Final = 34  # what may stand beside a name in the line that is a signature
HEAD: Final = 90
HEADING: Final = (":", "|", "\n", "/")  # behind a letterhead
MOST: Final = 64  # names of a text that are looked at: a post that says something says it with fewer


def actors(
    reading: Reading, brands: tuple[Brand, ...], candidates: tuple[Candidate, ...], kinds: dict[str, ActorKind]
) -> list[Actor]:
    """All bodies that the text names, in its order; a brand wins over words that are part of it."""
    found = [_actor(reading, brand.start, brand.end, kinds.get(brand.id, "other"), brand.id) for brand in brands[:MOST]]
    hits = reading.hits
    for other in candidates[:MOST]:
        each = _actor(reading, other.start, other.end, "ours", None)
        found.append(each._replace(kind="foreign") if reading.within(each.start, each.end, "foreign") else each)
    for name, kind in OTHERS:
        for start, end in hits.get(name, ()):
            if all(end <= each.start or start >= each.end for each in found):
                found.append(Actor(start, end, kind, known=name != "group_head"))
    for start, end in hits.get("embassy", ()):
        # An embassy that begins a sentence speaks, or is spoken of; it is no place.
        if not reading.text[reading.sentence(start)[0] : start].strip(' :|*"«'):
            found.append(Actor(start, end, "other"))
    if len(found) < 2:
        return found
    found.sort(key=_place)
    return [each for each, after in zip_longest(found, found[1:]) if not _leads(each, after)]


def _place(actor: Actor) -> tuple[int, int]:
    return actor.start, actor.end


def _leads(each: Actor, after: Actor | None) -> bool:
    """Whether a nameless "movement" or "group" is only the first word of the body that follows."""
    return each.kind == "ours" and each.id is None and after is not None and 0 <= after.start - each.end <= 2


def _actor(reading: Reading, start: int, end: int, kind: ActorKind, id_: str | None) -> Actor:
    first = reading.place_of(start)
    return Actor(first, max(reading.place_of(end), first + 1), kind, id_)


@dataclass(slots=True)
class Cast:
    """The bodies of one text with the question that matters: whose verb is this?"""

    reading: Reading
    all: list[Actor]
    _heads: tuple[Actor | None, Actor | None] | None = None

    def before(self, place: int, floor: int) -> Actor | None:
        """The last body that is named before a place and is no object there."""
        for each in reversed(self.all):
            if each.end <= place and each.start >= floor and not self.is_object(each):
                return each
        return None

    def after(self, place: int, ceiling: int) -> Actor | None:
        for each in self.all:
            if place <= each.start < ceiling:
                return each
        return None

    def subject(self, span: Span) -> Actor | None:
        """The subject of a verb of the third person; None if its sentence names none."""
        text, (start, end) = self.reading.text, span
        floor, ceiling = self.reading.sentence(start)
        if text[start].isascii():
            return self._english(span, floor, ceiling)
        if text.startswith(QUOTING, start):  # "reported NAME's saying that …"
            return next((each for each in reversed(self.all) if floor <= each.start and each.end <= start), None)
        if text.startswith(NOUN_CLAIM, start):
            return self.after(end, ceiling) or self.before(start, floor)
        if text.endswith(PERSIAN, start, end):  # the verb ends its sentence, the subject begins it
            named = (each for each in self.all if floor <= each.start and each.end <= start)
            return next((each for each in named if not self.is_object(each)), None)
        return self._arabic(span, self.before(start, floor), self.after(end, ceiling))

    def _arabic(self, span: Span, before: Actor | None, after: Actor | None) -> Actor | None:
        """The subject stands right in front, or behind the verb, or further in front."""
        text, (start, end) = self.reading.text, span
        gap = len(text[before.end : start].strip(' "«»:()')) if before else len(text)
        if before and (gap <= TOUCHING or text.startswith(OWN_NOUNS, start)):  # "its responsibility"
            return before
        if after and after.kind != "ours" and before and before.kind == "ours" and gap <= NEAR_SUBJECT:
            return before
        if after and (self.is_object(after) or text[end : after.start].endswith(ANOTHER_CLAUSE)):
            after = None
        if after and after.start - end <= NEAR_SUBJECT:
            words = len(text[end : after.start].split())
            # The verb's own subject stands first; a noun between is the subject unless it leads to the name.
            own = not words or self.reading.within(end - 1, after.start, "spoken_for")
            if (
                not own
                and before
                and len(text[before.end : start].split()) <= 4
                and ":" not in text[before.end : start]
            ):
                return before
            if own or words <= 2:
                return after
        if before is None and text[max(0, start - 14) : start].rstrip().endswith(THEY):
            return self.only()
        return before if before and start - before.end <= SUBJECT_BEFORE else after

    def only(self) -> Actor | None:
        """The one body of ours in the text, if there is just one."""
        ours = {each.id: each for each in self.all if each.kind == "ours"}
        return next(iter(ours.values())) if len(ours) == 1 else None

    def _english(self, span: Span, floor: int, ceiling: int) -> Actor | None:
        """The subject stands in front, unless the verb is passive: claimed by NAME."""
        text = self.reading.text
        after = self.after(span[1], ceiling)
        if after and after.start - span[1] < NEAR_SUBJECT and " by " in text[span[0] : after.start + 1]:
            return after
        for each in self.all:
            if 0 <= span[0] - each.end <= 2 and not text.endswith(AIMED_AT, 0, each.start):
                return each
        return self.before(span[0], floor)

    def is_object(self, actor: Actor) -> bool:
        """Whether a preposition or a victim's noun stands right in front of a name."""
        text, start = self.reading.text, actor.start
        words = text[max(0, start - 24) : start].split()
        if not words:
            return False
        if text[start - 1].isalnum():
            return text[start - 1] in "لب" and not any(word.startswith(OWNED) for word in words[-3:-1])
        if words[-1] not in BLOCKING:
            return False
        said = words[-1] in FROM and len(words) > 1 and (words[-2] == ALL_OF or words[-2].startswith(SPOKEN))
        return not said

    def together(self, chosen: Collection[Actor]) -> list[Actor]:
        """The chosen with those that stand beside them, with an "and" or a comma between: they speak together."""
        text, kept = self.reading.text, set(chosen)
        if len(self.all) == len(kept) == 1:
            return list(kept)
        speaking = [each for each in self.all if each.kind in {"ours", "media"}]
        for _ in range(2):
            for one, other in pairwise(speaking):
                between = text[one.end : other.start].strip(' "«»')
                beside = between in JOINED or (between.endswith(ALONGSIDE) and len(between) < NAME_LINE)
                if beside and (one in kept or other in kept):
                    kept |= {one, other}
        return sorted(kept, key=_place)

    @property
    def header(self) -> Actor | None:
        """The body in whose name the post begins."""
        return (self._heads or self._head_and_foot())[0]

    @property
    def signature(self) -> Actor | None:
        """The body whose name stands as a line of its own at the end."""
        return (self._heads or self._head_and_foot())[1]

    def _head_and_foot(self) -> tuple[Actor | None, Actor | None]:
        self._heads = self._header(), self._signature()
        return self._heads

    def _header(self) -> Actor | None:
        """The body in whose name the post begins: a letterhead, "statement issued by", or a name and a colon."""
        text = self.reading.text
        issued = self.reading.has("issued_by")
        for each in self.all:
            if each.start > HEAD:
                return None
            if each.kind == "other":
                continue
            heads = text[each.end : each.end + 3].lstrip(' "»”*)').startswith(HEADING)
            if not heads and text[each.end : each.end + 6].lstrip().startswith(TOWARDS):
                heads = ":" in text[each.end : each.end + HEAD].partition("\n")[0]  # NAME to the drivers: …
            if not heads and not issued:
                continue
            line = text.rfind("\n", 0, each.start) + 1
            ahead = text[line : each.start].strip(' "«*:|-()[]🔴⚡🚨‼✊🟥🔻')
            if heads and len(ahead) <= NAME_LINE and not self.is_object(each):
                return each
            if issued and self.reading.within(line, each.start, "issued_by") and len(ahead) <= 2 * NAME_LINE:
                return each
        return None

    def _signature(self) -> Actor | None:
        text = self.reading.text
        for each in reversed(self.all):
            if each.start < len(text) - SIGNED - (each.end - each.start):
                return None
            line = self.reading.sentence(each.start)[0]
            if each.kind == "other":
                continue
            if (
                self.reading.within(max(0, each.start - NAME_LINE), each.start, "war_media")
                and each.end > len(text) - NAME_LINE
            ):
                return each
            if not line:
                continue
            rest = text.find("\n", each.end)
            beside = text[line : each.start] + text[each.end : rest if rest >= 0 else len(text)]
            if GOES_ON.match(text, each.end):
                continue
            if len(beside.strip()) <= NAME_LINE and ":" not in text[each.end : each.end + 2]:
                return each
        return None
