"""Who speaks: the bodies that a text names, and which of them is the subject of a verb."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Final, Literal, NamedTuple

from processors.analyse.cues import Reading, Span
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
# After these an organisation is an object, not who speaks.
BLOCKING: Final = frozenset(
    {
        "من", "ضد", "علي", "الي", "عن", "بحق", "حول", "بشان", "مع", "قرب", "بين", "لدي", "ان", "بان", "مقرات", "مقر", "مواقع", "استهداف", "قصف", "اتهام", "هجوم", "هجمات",
        "against", "to", "at", "with", "about", "on", "from", "over", "برضد", "عليه", "به", "از", "موقع", "قاده", "مقاتلي", "عناصر",
    }
)  # fmt: skip
# An attached ل or ب makes an object too, unless it follows one of these.
OWNED: Final = ("التابع", "المتحدث", "الناطق", "الاعلام", "بيان", "المكتب", "العام", "الرسمي", "العسكري", "مجاهد", "منسوب", "قيادي", "السياسي", "باسم", "مسوول")  # fmt: skip
# "A warning from NAME": the name speaks.
SPOKEN: Final = ("بيان", "تحذير", "توضيح", "رساله", "انذار", "بلاغ", "رد", "تصريح", "نداء", "تهديد", "اعلان", "خبر", "statement", "warning", "message", "threat", "تنبيه", "نفي", "هام", "صادر", "عاجل", "تعليق", "claim", "denial")
THEY: Final = ("الحركه", "الفصيل", "الجماعه", "المجموعه", "الكتايب", "السرايا")
PERSIAN: Final = ("كرد", "گرفت", "كردند", "داد", "گفت", "نمود", "ستود", "پذيرفت", "شد", "هشدار", "نداشت", "داشت", "مسئوليت", "تبريك", "تهديد", "داده", "دانست")
OWN_NOUNS: Final = ("مسوولي", "تبنيه", "علاقت", "صلت", "عدم", "براءت")
TOWARDS: Final = ("ل", "الي ", "to ")
NEAR_SUBJECT: Final = 60  # characters from a verb to the subject behind it, spokesman and all
SUBJECT_BEFORE: Final = 110  # characters from a subject to the verb behind it
TOUCHING: Final = 4
SIGNED: Final = 130  # the end of a post in which a signature stands, with a date and a blessing behind it
NAME_LINE: Final = 34  # what may stand beside a name in the line that is a signature
HEAD: Final = 90


def actors(
    reading: Reading, brands: tuple[Brand, ...], candidates: tuple[Candidate, ...], kinds: dict[str, ActorKind]
) -> list[Actor]:
    """All bodies that the text names, in its order; a brand wins over words that are part of it."""
    found = [_actor(reading, brand.start, brand.end, kinds.get(brand.id, "other"), brand.id) for brand in brands]
    unknown = [_actor(reading, each.start, each.end, "ours", None) for each in candidates]
    found += [
        each._replace(kind="foreign") if reading.within(each.start, each.end, "foreign") else each for each in unknown
    ]
    for name, kind in OTHERS:
        for start, end in reading.hits.get(name, ()):
            if all(end <= each.start or start >= each.end for each in found):
                found.append(Actor(start, end, kind, known=name != "group_head"))
    found += [
        Actor(start, end, "other")  # an embassy that begins a sentence speaks, or is spoken of; it is no place
        for start, end in reading.hits.get("embassy", ())
        if not reading.text[reading.sentence(start)[0] : start].strip(' :|*"«')
    ]
    found.sort()
    return [each for each, after in zip_longest(found, found[1:]) if not _leads(each, after)]


def _leads(each: Actor, after: Actor | None) -> bool:
    """Whether a nameless "movement" or "group" is only the first word of the body that follows."""
    return each.kind == "ours" and each.id is None and after is not None and 0 <= after.start - each.end <= 2


def _actor(reading: Reading, start: int, end: int, kind: ActorKind, id_: str | None) -> Actor:
    first = reading.place_of(start)
    return Actor(first, max(reading.place_of(end), first + 1), kind, id_)


@dataclass(frozen=True)
class Cast:
    """The bodies of one text with the question that matters: whose verb is this?"""

    reading: Reading
    all: list[Actor]

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
        if text[start:end].endswith(PERSIAN):  # the verb ends its sentence, the subject begins it
            return next((each for each in self.all if floor <= each.start and each.end <= start and not self.is_object(each)), None)
        before, after = self.before(start, floor), self.after(end, ceiling)
        if before and len(text[before.end : start].strip(' "«»:()')) <= TOUCHING:
            return before
        if text.startswith(OWN_NOUNS, start):  # "its responsibility": whose stands in front
            return before or after
        if after and after.kind != "ours" and before and before.kind == "ours" and start - before.end <= NEAR_SUBJECT:
            return before
        if after and after.start - end <= NEAR_SUBJECT and not self.is_object(after):
            gap = text[end : after.start].split()
            # The verb's own subject stands first; a noun between is the subject unless it leads to the name.
            if not gap or self.reading.within(end - 1, after.start, "spoken_for"):
                return after
            if before and len(text[before.end : start].split()) <= 4 and ":" not in text[before.end : start]:
                return before
            if len(gap) <= 2:
                return after
        if before is None and text[max(0, start - 14) : start].rstrip().endswith(THEY):
            ours = {each for each in self.all if each.kind == "ours"}
            return ours.pop() if len(ours) == 1 else None
        if before and start - before.end <= SUBJECT_BEFORE:
            return before
        return after if after and not self.is_object(after) else None

    def _english(self, span: Span, floor: int, ceiling: int) -> Actor | None:
        text = self.reading.text
        said = text[span[0] : span[1] + 40]
        after = self.after(span[1], ceiling)
        if after and (" by " in text[span[0] : after.start + 1] or text[span[0] : span[1]].endswith(" by")) and after.start - span[1] < NEAR_SUBJECT:
            return after
        touching = next((each for each in self.all if 0 <= span[0] - each.end <= 2), None)
        if touching and not text[max(0, touching.start - 9) : touching.start].endswith(("against ", "on ", "at ")):
            return touching
        before = self.before(span[0], floor)
        if before is None and after and " by " in said:
            return after
        return before

    def is_object(self, actor: Actor) -> bool:
        """Whether a preposition or a victim's noun stands right in front of a name."""
        text = self.reading.text
        start = actor.start
        head = text[max(0, start - 24) : start]
        if head.endswith(("ل", "ب", "لل")) and start and text[start - 1].isalnum():
            words = head.split()
            return not (len(words) > 1 and words[-2].startswith(OWNED))
        words = head.split()
        if not words or words[-1] not in BLOCKING:
            return False
        return not (words[-1] in {"من", "from", "by"} and words[-2:-1] == ["كل"]) and not (words[-1] in {"من", "from", "by"} and len(words) > 1 and words[-2].startswith(SPOKEN))

    def together(self, chosen: Collection[Actor]) -> list[Actor]:
        """The chosen with those that stand beside them, with an "and" or a comma between: they speak together."""
        text, kept = self.reading.text, set(chosen)
        speaking = [each for each in self.all if each.kind in {"ours", "media"}]
        for _ in range(2):
            for one, other in zip(speaking, speaking[1:], strict=False):
                between = text[one.end : other.start].strip(' "«»')
                if between in JOINED and (one in kept or other in kept):
                    kept |= {one, other}
        return sorted(kept)

    @cached_property
    def header(self) -> Actor | None:
        """The body in whose name the post begins: a letterhead, "statement issued by", or a name and a colon."""
        text = self.reading.text
        for each in self.all:
            if each.start > HEAD:
                return None
            if each.kind == "other":
                continue
            behind = text[each.end : each.end + 3].lstrip(' "»”*)')
            line = text.rfind("\n", 0, each.start) + 1
            ahead = text[line : each.start].strip(' "«*:|-()[]🔴⚡🚨‼✊🟥🔻')
            if not behind.startswith((":", "|", "\n", "/")) and text[each.end : each.end + 4].lstrip().startswith(TOWARDS):
                behind = text[each.end : each.end + HEAD].partition("\n")[0]  # NAME to the drivers: …
                behind = ":" if ":" in behind else ""
            if behind.startswith((":", "|", "\n", "/")) and len(ahead) <= NAME_LINE and not self.is_object(each):
                return each
            if self.reading.within(line, each.start, "issued_by") and len(ahead) <= 2 * NAME_LINE:
                return each
        return None

    @cached_property
    def signature(self) -> Actor | None:
        """The body whose name stands as a line of its own at the end."""
        text = self.reading.text
        for each in reversed(self.all):
            if each.start < len(text) - SIGNED - (each.end - each.start):
                return None
            line = self.reading.sentence(each.start)[0]
            if each.kind == "other" or not line:
                continue
            rest = text.find("\n", each.end)
            beside = text[line : each.start] + text[each.end : rest if rest >= 0 else len(text)]
            if len(beside.strip()) <= NAME_LINE and ":" not in text[each.end : each.end + 2]:
                return each
        return None


JOINED: Final = frozenset({"و", "", "،", "و ", "،و", ",", "and", "&", "/", ", and", "+", "مع", "و حركه", "والي جانب", "، و", "with", "wa", "w"})  # fmt: skip
