"""Who claims an attack: in the first person, by another's report of it, or as a headline over one's name."""

import re
from typing import Final

from processors.analyse.actors import Actor
from processors.analyse.cues import Reading, Span
from processors.analyse.headlines import NOT_OURS, headed
from processors.analyse.relayed import doubted, papers, relayed
from processors.analyse.scene import HIT, HIT_TOO, OBJECT, OURS, VIOLENT, WEAPONS, Said, Scene, civil, somewhere, undone
from processors.analyse.signed import owned, signed
from processors.analyse.speech_words import (
    ANNOUNCING,
    BARE_CLAIM,
    BEARING,
    COUNTABLE,
    DEVOTED_MEN,
    DOCUMENTING,
    NEUTRAL_MEN,
    NOT_DONE,
    OUR_ENDINGS,
    OURS_STARTING,
    RESPONSIBLE,
    SAID_IT_DID,
    SAYING,
    SHOWN,
    STOPPING,
    TAKEN,
)  # fmt: skip

TELLING: Final = (
    "we_attacked", "we_claim", "claims", "announced_attack", "our_men", "was_attacked", "attack",
    "our_weapons", "we_are_who", "per_statement", "signed_by", "did", "their_strikes", "acted",
)  # fmt: skip
TELLS: Final = frozenset({*TELLING, *WEAPONS})
HARMS: Final = frozenset({*VIOLENT, *HIT, *HIT_TOO, "did"})
NEAR: Final = 45  # characters between a verb and the people that it is said of
NAME_BEHIND: Final = 12
BLESSED: Final = 25
AT_THE_END: Final = 3
ANSWER: Final = re.compile(
    r"[؟?]\W*(?:ج\W+)?(?P<we>نحن|احنه|احنا|we|us)(?!\w)(?=\W*$|\s?[.!\n،,]|\s(?:من|الذين|اللي|الي|did|are|who)(?!\w))"
)
# An answer without a question mark: NAME answered who bombed it, with "we".
REPLY: Final = re.compile(
    r"(?:سوال|سال|يسال|سالتم|من\s(?:الذي\s)?(?:قصف|ضرب|نفذ|فجر|اطلق|استهدف))[^\n:]{0,40}:\W{0,3}(?P<we>نحن|احنه|احنا)(?=\W*$|\s?[.!\n،,])"
)
VERB_FIRST: Final = (("we_are_who", ("did", "acted", "reached", "ied", "attack")), ("our_weapons", ("reached", "did")))


def claims(scene: Scene) -> list[Said]:
    """Every claim that the text carries, whoever speaks."""
    reading = scene.reading
    if not reading.any_of(TELLS) or not reading.any_of(HARMS):
        return []
    if reading.has("sport") and not reading.has("occupier"):
        return []
    found = (
        [*_first_person(scene), *_reported(scene), *_filmed(scene)]
        or relayed(scene)
        or papers(scene)
        or headed(scene)
        or signed(scene)
        or owned(scene)
    )
    return [each for each in found if each.speaker is None or each.speaker.kind in OURS]


def _first_person(scene: Scene) -> list[Said]:
    reading = scene.reading
    spans = [(cue, span) for cue in ("we_attacked", "we_claim") for span in reading.hits.get(cue, ())]
    spans += [("our_men", span) for span in _men_who_did(scene)]
    for span in reading.hits.get("by_gods_help", ()):
        if reading.within(*reading.sentence(span[0]), "was_attacked"):
            spans.append(("by_gods_help", span))
    spans += _answered(reading)
    for cue, verbs in VERB_FIRST:
        spans += [(cue, span) for span in reading.hits.get(cue, ()) if reading.within(span[1], span[1] + NEAR, *verbs)]
    found = []
    for cue, span in spans:
        if (
            not scene.refused(span)
            and scene.violent(span)
            and not undone(reading, span)
            and not _or_else(reading, span)
        ):
            voice = _of_name(scene, cue, span) or scene.voice(span)
            # Nobody named: a state's forces and the mourners of an attack say "we" and "our men" too.
            if voice is None and (not reading.has(*HIT) or reading.has("state_forces", "condemns", "foreign")):
                continue
            found.append(Said("claim", cue, span, voice))
    return found


def _or_else(reading: Reading, span: Span) -> bool:
    """Or else we bomb you: Arabic threatens in the past tense."""
    return reading.text[max(0, span[0] - 6) : span[0]].endswith((" والا ", " والا ف"))


def _of_name(scene: Scene, cue: str, span: Span) -> Actor | None:
    """The fighters of NAME did it: whose they are stands right behind them."""
    owner = scene.cast.after(span[1], span[1] + NAME_BEHIND) if cue == "our_men" else None
    return owner if owner is not None and owner.kind in OURS and owner.known else None


def _answered(reading: Reading) -> list[tuple[str, Span]]:
    """Who fired the rockets? We."""
    asked = (
        [("we_claim", match.span("we")) for match in ANSWER.finditer(reading.text)]
        if "؟" in reading.text or "?" in reading.text
        else []
    )
    if asked or not any(we in reading.text for we in ("نحن", "احن")):
        return asked
    return [("we_claim", match.span("we")) for match in REPLY.finditer(reading.text)]


def _men_who_did(scene: Scene) -> list[Span]:
    reading = scene.reading
    found: list[Span] = []
    for one, other in reading.hits.get("our_men", ()):
        if any(each.start <= one < each.end and each.kind == "ours" and each.known for each in scene.cast.all):
            continue  # "youth of revenge" is a name
        for start, end in reading.spans("did", "acted"):
            gap = one - end if one >= end else start - other
            if (
                -1 <= gap <= NEAR
                and not civil(reading, max(other, end))
                and reading.sentence(one) == reading.sentence(start)
                and _ours(scene, (one, other))
            ):
                found.append((min(one, start), max(other, end)))
                break
    return found


def _ours(scene: Scene, span: Span) -> bool:
    """`The fighters of NAME` speak for a name; bare `fighters of` speak for whoever follows."""
    reading = scene.reading
    words = reading.text[span[0] : span[1]]
    if reading.within(max(0, span[0] - BLESSED), span[0], "bless_hands", "bless"):
        return False
    if words.endswith(OUR_ENDINGS) or words.startswith(OURS_STARTING):
        return True
    devout = reading.has("by_gods_help")
    ahead = scene.cast.after(span[1], span[1] + NAME_BEHIND)
    if ahead is not None:
        return ahead.kind in OURS and (devout or not words.startswith(NEUTRAL_MEN))
    return devout or words.startswith(DEVOTED_MEN) or bool(scene.cast.header or scene.cast.signature)


def _reported(scene: Scene) -> list[Said]:
    reading, cast = scene.reading, scene.cast
    found = []
    for cue, span, verb in _reports(scene):
        if scene.refused(span) or civil(reading, span[1]) or not _of_an_attack(reading, span):
            continue
        if cue == "admits" and (_borne(reading, span) or reading.within(*reading.sentence(span[0]), "on_trial")):
            continue
        subject = cast.subject(verb)
        if (
            subject is not None and subject.kind == "media"
        ):  # "the channel reads a statement of NAME in which it claims"
            subject = _its_source(scene, subject, span) or subject
        if subject is not None and doubted(reading, subject):
            continue
        strict = cue != "claims" or reading.text[span[0] : span[1]] in BARE_CLAIM
        if strict and (subject is None or subject.kind != "ours"):
            if subject is None and reading.text.startswith(ANNOUNCING, span[0]):
                found.append(Said("claim", cue, span, scene.voice(span)))
            continue
        if subject is not None or reading.has(*HIT):
            found.append(Said("claim", cue, span, subject or cast.only()))
    return found


def _its_source(scene: Scene, channel: Actor, span: Span) -> Actor | None:
    floor = scene.reading.sentence(span[0])[0]
    named = [each for each in scene.cast.all if floor <= each.start < span[0] and each.kind == "ours" and each.known]
    return next((each for each in reversed(named) if each is not channel), None)


def _borne(reading: Reading, span: Span) -> bool:
    """A statement bears a group's emblem when it is the group's; a bomb or a launcher that was found may too."""
    on_paper = reading.within(reading.sentence(span[0])[0], span[0], "source")
    return reading.text.startswith(BEARING, span[0]) and not on_paper


def _filmed(scene: Scene) -> list[Said]:
    """Pictures of NAME's attack: nobody else has them."""
    reading = scene.reading
    found = []
    for span in reading.hits.get("footage", ()):
        floor, ceiling = reading.sentence(span[0])
        owner = scene.cast.after(span[1], ceiling)
        if owner is not None and owner.kind == "media":
            owner = scene.cast.after(owner.end, ceiling)
        if owner is None:  # "NAME video shows"
            owner = scene.cast.before(span[0], max(floor, span[0] - NEAR))
            owner = owner if owner is not None and span[0] - owner.end <= len("'s ") else None
        if owner is None and reading.within(floor, span[0], "tells", "announces"):
            owner = scene.cast.before(span[0], floor) or scene.cast.only()
        if owner is None or owner.kind != "ours" or not owner.known or scene.refused(span):
            continue
        if _shows_an_attack(reading, span[1], ceiling) and not reading.within(floor, ceiling, *NOT_OURS):
            found.append(Said("claim", "footage", span, owner))
    return found


def _shows_an_attack(reading: Reading, start: int, end: int) -> bool:
    """A launcher alone is only shown; with what it hit, or where, it is an attack."""
    if reading.within(start, end, "attack", "did", "acted", "reached"):
        return True
    return reading.within(start, end, *WEAPONS) and (reading.within(start, end, *HIT, *HIT_TOO) or somewhere(reading))


def _reports(scene: Scene) -> list[tuple[str, Span, Span]]:
    """Cue, place, and the verb whose subject claims."""
    reading = scene.reading
    found = [("claims", span, span) for span in reading.hits.get("claims", ())]
    if things := reading.hits.get("announced_attack"):
        for verb in reading.hits.get("announces", ()):
            ceiling = min(reading.sentence(verb[0])[1], verb[1] + OBJECT)
            for thing in things:
                if verb[1] <= thing[0] < ceiling and _announced(reading, verb, thing):
                    found.append(("announces", (verb[0], thing[1]), verb))
                    break
    for span in reading.hits.get("signed_by", ()):
        owner = scene.cast.after(span[1], span[1] + NAME_BEHIND)
        if owner is not None and owner.kind == "ours" and len(reading.text[span[1] : owner.start].strip(" :")) == 0:
            found.append(("signed_by", span, span))
    found += [("admits", span, span) for span in reading.hits.get("admits", ())]
    for span in reading.hits.get("per_statement", ()):
        floor, ceiling = reading.sentence(span[0])
        found += [("per_statement", verb, verb) for verb in reading.hits.get("did", ()) if floor <= verb[0] < ceiling]
    return found


def _announced(reading: Reading, verb: Span, thing: Span) -> bool:
    """Whether what is announced is the speaker's own attack, not one that was suffered or that others made."""
    text = reading.text
    if (
        reading.within(*reading.sentence(verb[0]), "victim", "condemns")
        or civil(reading, thing[1])
        or civil(reading, thing[0])
    ):
        return False
    words, between = text[thing[0] : thing[1]], text[verb[1] : thing[0]]
    if text.startswith(SAYING, verb[0]):
        # To say something about an attack is not to claim it; to say "we did" or to show it is.
        if words.startswith(SHOWN) and (
            text.startswith(DOCUMENTING, verb[0]) or reading.within(verb[1], thing[0], "footage")
        ):
            return True
        by_others = " by " in text[thing[1] : thing[1] + NAME_BEHIND]
        return words.startswith(SAID_IT_DID) and not by_others and STOPPING.isdisjoint(between.split())
    if words.startswith(COUNTABLE):
        # "Announces an operation against" is a claim; "announces that the attack …" or the end of operations isn't.
        return not between.rstrip().endswith(NOT_DONE)
    return STOPPING.isdisjoint(between.split())


def _of_an_attack(reading: Reading, span: Span) -> bool:
    """Whether what is claimed is an attack: a party may adopt a motion, a study a method."""
    floor, ceiling = reading.sentence(span[0])
    words = reading.text[span[0] : span[1]]
    if "مسئول" in words:  # Persian takes "responsibility" with a verb at the end of the sentence
        return any(
            floor <= one < ceiling and reading.text.endswith(TAKEN, one, other) for one, other in reading.hits["claims"]
        )
    if any(each in words for each in RESPONSIBLE) or span in reading.hits.get("signed_by", ()):
        return reading.has(*VIOLENT, *HIT)
    if words.endswith(TAKEN):
        return reading.within(floor, ceiling, *VIOLENT)
    if words in BARE_CLAIM:
        if reading.text.startswith((" it", " both", " them"), span[1]):
            return reading.has(*VIOLENT)
        named = reading.within(span[1], min(ceiling, span[1] + NEAR), *VIOLENT, "convoy")
        return named and not reading.within(span[1], span[1] + NAME_BEHIND, "other_speaker", "maybe")
    lowest = max(floor, span[0] - 2 * OBJECT)
    if ceiling - span[1] < AT_THE_END:  # "… and NAME claims": what was hit stands in front
        lowest = max(0, span[0] - OBJECT)
    return reading.within(lowest, min(ceiling, span[1] + 2 * OBJECT), *VIOLENT, "convoy")
