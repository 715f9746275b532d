"""Whether a later post tells of what an earlier one told, and how surely: decided from the two alone.

The windows, and why they are so long, are in docs/stories.md.
"""

from dataclasses import dataclass
from typing import Final

from processors.correlate.agreement import about, agree, same_names, same_place, same_site, same_weapon
from processors.correlate.contradictions import TOLD, contradict
from processors.correlate.facts import Facts
from processors.correlate.gazetteer import somewhere_common
from processors.correlate.likeness import LONG, Likeness, likeness
from processors.correlate.memory import Entry

MINUTE: Final = 60.0
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
EVER: Final = float("inf")

COPY_SPAN: Final = 3 * DAY  # a copy of a short text after that is a new use of it
CLAIM_COPY_SPAN: Final = 30 * HOUR  # a claim's wording is used again for the next attack
# Claims of one attack follow each other within hours; the same place is attacked again on another day.
ATTACK_SPAN: Final = 12 * HOUR
ANSWER_SPAN: Final = 2 * DAY  # denials and blessings come a day later
DATED_SPAN: Final = 7 * DAY  # both name the day of the attack
STATEMENT_SPAN: Final = 14 * HOUR  # the closest two of the Tansiqiya in the source article are a day apart
ABOUT_SPAN: Final = 36 * HOUR  # news of a statement that names what the statement is about
ANNOUNCED_SPAN: Final = 12 * HOUR
NEARER: Final = 5 * DAY  # news that names nothing is of the newest statement, whatever words of course it shares
FOREIGN_SPAN: Final = 36 * HOUR
THREAT_SPAN: Final = DAY
CAPTION_SPAN: Final = 4 * HOUR
IMAGE_SPAN: Final = 3 * DAY
IMAGES_ALIKE: Final = 7  # of 64 bits

IDENTITY, COPY, PART, FACTS, NEWS, HINT = 5.0, 4.0, 3.0, 2.5, 2.0, 1.0
WIDE: Final = frozenset({"baghdad_basra_roads", "anbar", "nineveh", "kirkuk"})


@dataclass(frozen=True)
class Link:
    """`span`: how long after the story's first post this still counts, in seconds."""

    strength: float
    evidence: float
    span: float
    why: str


def link(later: Entry, earlier: Entry) -> Link | None:
    """The strongest reason why `later` belongs to the story of `earlier`; None if there is none."""
    if identity := same_post(later, earlier):
        return identity
    pairs = [(one, other) for one in later.facts for other in earlier.facts]
    found = [each for one, other in pairs if (each := _told(one, other, later, earlier))]
    if picture := _pictures(later, earlier):
        found.append(picture)
    return max(found, key=lambda each: (each.strength, each.evidence), default=None)


def same_post(later: Entry, earlier: Entry) -> Link | None:
    if later.origin and later.origin == earlier.origin:
        return Link(IDENTITY, 1.0, EVER, "forward")
    if later.album and later.album == earlier.album:
        return Link(IDENTITY, 1.0, EVER, "album")
    if earlier.address in later.mentions or earlier.post_id in later.mentions:
        return Link(PART + 0.5, 1.0, COPY_SPAN, "names the post")
    return None


def _told(one: Facts, other: Facts, later: Entry, earlier: Entry) -> Link | None:
    alike = likeness(*sorted((one.words, other.words))) if one.script == other.script else Likeness("none", 0.0)
    if contradict(one, other, later.at - earlier.at):
        return None
    return (
        _copied(one, other, alike)
        or _same_attack(one, other)
        or _same_statement(one, other, alike, later.at - earlier.at)
        or _same_threat(one, other)
        or _translated(one, other)
        or _captioned(one, other, later, earlier)
    )


def _copied(one: Facts, other: Facts, alike: Likeness) -> Link | None:
    if alike.kind in {"none", "some"}:
        return None
    length = min(one.words.count(" "), other.words.count(" ")) + 1
    if not (_telling(one) or _telling(other)) and length < LONG:
        return None  # an everyday formula
    whole = alike.kind in {"same", "copy"}
    if alike.kind == "quote" and "statement" not in {one.tansiqiya, other.tansiqiya} and _attacks(one, other):
        return None  # claims of one brand have long runs in common
    return Link(COPY if whole else PART, alike.share, _span_of_copy(one, other, alike, length), alike.kind)


def _span_of_copy(one: Facts, other: Facts, alike: Likeness, length: int) -> float:
    """A statement's text is the same statement whenever it is shown again; a claim's short wording is used again."""
    if "statement" in {one.tansiqiya, other.tansiqiya} and length >= LONG // 2:
        return EVER
    if agree(one.dates, other.dates) or (one.look_back and length >= 8) or (alike.kind == "same" and length >= LONG):
        return EVER
    return CLAIM_COPY_SPAN if _attacks(one, other) else COPY_SPAN


def _telling(facts: Facts) -> bool:
    return bool(facts.names or facts.attack or facts.place or facts.kind or facts.threatened is not None)


def _attacks(one: Facts, other: Facts) -> bool:
    return bool(one.kind and other.kind and one.attack and other.attack)


def _same_attack(one: Facts, other: Facts) -> Link | None:
    """One kind of attack in one place: whoever claims, blesses, reports or denies it."""
    kinds = {one.kind, other.kind}
    if "warning" in kinds or kinds == {None} or not (one.attack and other.attack) or not same_weapon(one, other):
        return None
    site = same_site(one, other)
    where = same_place(one, other) or site is True
    who = same_names(one.speakers or one.names, other.speakers or other.names)
    dated = agree(one.dates, other.dates)
    answers = bool(kinds & {"denial", "eulogy"})
    span = DATED_SPAN if dated else ANSWER_SPAN if answers else ATTACK_SPAN
    evidence = (
        dated + 0.5 * agree(one.clocks, other.clocks) + 0.3 * (one.attack == other.attack) + _count_agrees(one, other)
    )
    if None in kinds and not (one.attack == other.attack and _specific(one) and _specific(other)):
        return None  # who only writes about attacks must name this one
    if where and who:
        return Link(FACTS, evidence, span, "same attack")
    if where and _narrow(one, other) and (one.attack == other.attack or dated or answers):
        return Link(FACTS - 0.3, evidence, span, "same attack, other names")
    if who and not where and site is None and None not in kinds and not (one.place and other.place):
        return Link(HINT, evidence, span, "same brand and weapon")
    return None


def _same_statement(one: Facts, other: Facts, alike: Likeness, apart: float) -> Link | None:
    if one.tansiqiya not in TOLD or other.tansiqiya not in TOLD:
        return None
    if any(each.look_back and each.tansiqiya == "relay" for each in (one, other)):
        return None  # it tells of an old one; which, only its words can say
    subject = about(one, other)
    evidence = subject + alike.share + agree(one.dates, other.dates) - apart / NEARER
    if one.announces or other.announces:
        return Link(NEWS - 0.2, evidence, ANNOUNCED_SPAN, "announced")
    span = ABOUT_SPAN if subject >= 0.4 or alike.kind == "some" else STATEMENT_SPAN
    return Link(NEWS, evidence, span, "same statement")


def _same_threat(one: Facts, other: Facts) -> Link | None:
    if not (_threatens(one) and _threatens(other)):
        return None
    if not same_names(one.speakers or one.names, other.speakers or other.names):
        return None
    if one.threatened and other.threatened and set(one.threatened).isdisjoint(other.threatened):
        return None
    if one.places and other.places and not somewhere_common(one.places, other.places):
        return None
    # A group threatens many in a day: the words, or in another language the subjects, must be those of this threat.
    if (_common_words(one, other) if one.script == other.script else about(one, other)) < 0.5:
        return None
    return Link(NEWS - 0.1, about(one, other), THREAT_SPAN, "same threat")


def _translated(one: Facts, other: Facts) -> Link | None:
    """Names, numbers and subjects agree across two languages."""
    if one.script == other.script or not _numbers_agree(one, other):
        return None
    shared, subject = len(set(one.concepts) & set(other.concepts)), about(one, other)
    named = same_names(one.names, other.names) and shared >= 3 and subject >= 0.5
    # A name that its transliteration hides: then place and subjects must leave no doubt.
    placed = somewhere_common(one.places, other.places) and shared >= 5 and subject >= 0.7
    if not (named or placed):
        return None
    return Link(NEWS - 0.1, about(one, other), FOREIGN_SPAN, "translation")


def _captioned(one: Facts, other: Facts, later: Entry, earlier: Entry) -> Link | None:
    """A brand's channel shows pictures of the attack that it has just claimed."""
    if not one.documents or one.kind or later.channel_id != earlier.channel_id or other.kind not in {"claim", "eulogy"}:
        return None
    return Link(HINT, -(later.at - earlier.at) / DAY, CAPTION_SPAN, "pictures of it")


def _pictures(later: Entry, earlier: Entry) -> Link | None:
    if not (later.bare or earlier.bare):
        return None  # a brand's emblem stands over all its claims
    if later.reply_to and later.reply_to == earlier.post_id:
        return Link(PART, 1.0, COPY_SPAN, "reply")
    for mine in later.images:
        for theirs in earlier.images:
            if (mine ^ theirs).bit_count() <= IMAGES_ALIKE:
                return Link(PART, 1.0 - (mine ^ theirs).bit_count() / 64, IMAGE_SPAN, "same picture")
    return None


def _narrow(one: Facts, other: Facts) -> bool:
    """Whether what both name is more than a road across the country or a large province."""
    if one.places and other.places:
        return True
    return not (set(one.areas) & set(other.areas)) <= WIDE


def _specific(facts: Facts) -> bool:
    return facts.attack not in {None, "other"} and facts.place


def _count_agrees(one: Facts, other: Facts) -> float:
    return 0.3 if one.count and one.count == other.count else 0.0


def _numbers_agree(one: Facts, other: Facts) -> bool:
    few, many = sorted((set(one.numbers), set(other.numbers)), key=len)
    return few <= many


def _threatens(facts: Facts) -> bool:
    return facts.threatened is not None or facts.kind == "warning"


def _common_words(one: Facts, other: Facts) -> float:
    mine, theirs = set(one.words.split()), set(other.words.split())
    few = min(len(mine), len(theirs))
    return len(mine & theirs) / few if few else 0.0
