"""Relays by structure: whoever tells, writes or shows that it, its men or its weapons did it, with whatever verb."""

from typing import Final

from processors.analyse.actors import Actor
from processors.analyse.cues import Reading, Span
from processors.analyse.scene import HIT, HIT_TOO, OBJECT, WEAPONS, Said, Scene, civil, is_place
from processors.analyse.speech_words import ABOUT_IT, NEGATIVE, NEITHER, PERSIAN, STOPPING

DOER: Final = 8  # … to the word that says whose deed it was
DEED: Final = 60  # characters from "that it" to what it did
NAMED: Final = 32  # characters from "statement" to whose it is
HITTING: Final = 60  # characters behind "its bombing" in which the bombed stands
ACCUSING: Final = ("accus", "blam", "condemn", "denounc", "تتهم", "يتهم", "اتهم", "تدين", "يدين", "ادان", "متهم")
JUDGING: Final = ("condemns", "accuses")
NOT_THEIRS: Final = ("look_back", "comment", "denies", "we_deny")
OTHERS: Final = (
    "other_speaker",
    "foreign",
    "bless",
    "bless_hands",
    "about",
    "state_forces",
    "not_claimed",
    "we_warn",
    "warns",
)


def relayed(scene: Scene) -> list[Said]:
    """What a body of ours is said to have told of its own deed."""
    reading = scene.reading
    found = []
    for span in reading.spans("that_it", "its_men", "their_strikes"):
        deed = _deed(reading, span)
        if deed is None or scene.refused(deed) or _of_others(scene, deed):
            continue
        speaker = _teller(scene, span, deed)
        if speaker is not None and speaker.kind == "ours" and speaker.known and not doubted(reading, speaker):
            found.append(Said("claim", "relayed", (min(span[0], deed[0]), deed[1]), speaker))
    return found


def papers(scene: Scene) -> list[Said]:
    """A statement of NAME that tells of an attack, whoever is said there to have done it: nobody else is named."""
    reading = scene.reading
    for span in reading.hits.get("source", ()):
        floor, ceiling = reading.sentence(span[0])
        owner = _owner(scene, span, ceiling)
        if owner is None or _of_others(scene, span) or scene.refused(span):
            continue
        if reading.within(floor, ceiling, "bless", "bless_hands"):
            continue
        if reading.text[owner.end :].lstrip(' "»”)').startswith(ABOUT_IT) or doubted(reading, Actor(*span, "ours")):
            continue
        told = [
            each
            for each in reading.spans("did", "acted", "reached", "was_attacked", "attack")
            if owner.end <= each[0] < ceiling
        ]
        if told and _others(scene, floor, told[0][0]):
            continue
        if (
            told
            and reading.within(owner.end, ceiling, *WEAPONS)
            and (reading.within(owner.end, ceiling, *HIT, *HIT_TOO) or _placed(reading, owner.end))
        ):
            return [Said("claim", "papers", (span[0], told[0][1]), owner)]
    return []


def _others(scene: Scene, floor: int, place: int) -> bool:
    """Whether somebody else speaks or acts before a place."""
    if scene.reading.within(floor, place + 1, *OTHERS):
        return True
    return any(each.kind not in {"ours", "media"} and floor <= each.start < place for each in scene.cast.all)


def _of_others(scene: Scene, span: Span) -> bool:
    around = scene.reading.sentence(span[0])
    judged = scene.reading.within(*around, *NOT_THEIRS) or any(_accused(scene, each, around) for each in JUDGING)
    return judged or scene.mourned(*around)


def _accused(scene: Scene, cue: str, around: Span) -> bool:
    """Whether somebody else accuses or condemns there: who claims may accuse too."""
    for span in scene.reading.hits.get(cue, ()):
        if around[0] <= span[0] < around[1]:
            subject = scene.cast.subject(span)
            its_own = subject is not None and subject.kind == "ours" and subject.end <= span[0]
            if not its_own or not scene.reading.text.startswith(ACCUSING, span[0]):
                return True
    return False


def _owner(scene: Scene, paper: Span, ceiling: int) -> Actor | None:
    owner = scene.cast.after(paper[1], min(ceiling, paper[1] + NAMED))
    return owner if owner is not None and owner.kind == "ours" and owner.known else None


def doubted(reading: Reading, speaker: Actor) -> bool:
    """Neither X nor Y has: a name behind a negation says nothing."""
    return f" {reading.text[max(0, speaker.start - 12) : speaker.start]}".rstrip(' "«').endswith(NEITHER)


def _deed(reading: Reading, span: Span) -> Span | None:
    """The attack that follows "that it" and its like, done and not to come."""
    ceiling = reading.sentence(span[0])[1]
    text = reading.text
    if span in reading.hits.get("their_strikes", ()):
        return span if _struck(reading, span, ceiling) else None
    for start, end in reading.hits.get("doers", ()):
        if span[1] < start <= span[1] + DOER and reading.within(start, ceiling, *HIT, *WEAPONS, *HIT_TOO):
            return start, end
    # A Persian verb of telling stands in front of all that is told, whose verb is the last word.
    latest = OBJECT if text.endswith(PERSIAN, span[0], span[1]) else DEED
    for start, end in reading.spans("did", "acted", "reached"):
        if not span[0] <= start < min(ceiling, span[1] + latest) or start == span[0]:
            continue
        between = text[span[1] : start].split()
        if civil(reading, end) or text[start - 1] in "سل" or not NEGATIVE.isdisjoint(between):
            return None
        if (start, end) in reading.hits.get("acted", ()) and (start, end) not in reading.hits.get("did", ()):
            # To send, to throw or to plant is an attack with a weapon only.
            return (start, end) if reading.within(span[0], ceiling, "attack", *WEAPONS) else None
        if reading.within(span[0], min(ceiling, end + OBJECT), *HIT, *WEAPONS, *HIT_TOO) or _placed(reading, span[0]):
            return start, end
    return None


def _struck(reading: Reading, span: Span, ceiling: int) -> bool:
    """Whether "its bombing" names what was bombed, and nobody only means to resume it."""
    if not STOPPING.isdisjoint(reading.text[max(0, span[0] - 14) : span[0]].split()[-1:]):
        return False
    return reading.within(span[1], min(ceiling, span[1] + HITTING), *HIT, *HIT_TOO) or _placed(reading, span[1])


def _placed(reading: Reading, place: int) -> bool:
    return any(
        place <= start < place + HITTING for name, spans in reading.hits.items() if is_place(name) for start, _ in spans
    )


def _teller(scene: Scene, span: Span, deed: Span) -> Actor | None:
    """Whose words they are: the subject of the verb in front, or the body whose statement it is."""
    reading, cast = scene.reading, scene.cast
    floor, ceiling = reading.sentence(span[0])
    verbs = [each for each in reading.spans("tells", "announces") if floor <= each[0] <= span[0]]
    source = _source(scene, floor, span[0])
    if verbs:
        subject = cast.subject(verbs[-1])
        if subject is not None and subject.kind == "ours":
            return subject
        if subject is None or source is not None or subject.kind == "media":
            return source or _named_before(scene, floor, ceiling)
        return None
    if source is not None:
        return source
    if any(floor <= each[0] < ceiling for each in reading.spans("tells", "per_statement") if each[0] > deed[0]):
        return cast.before(span[0], floor)
    return None


def _named_before(scene: Scene, floor: int, ceiling: int) -> Actor | None:
    """The one body of ours, named in an earlier sentence: "the group said"."""
    only = scene.cast.only()
    if only is None or scene.reading.within(floor, ceiling, "other_speaker"):
        return None
    return only if only.end <= floor or only.start >= ceiling else None


def _source(scene: Scene, floor: int, place: int) -> Actor | None:
    """NAME's statement, a post of NAME: the body that stands right behind a paper."""
    for start, end in scene.reading.hits.get("source", ()):
        if floor <= start < place:
            owner = scene.cast.after(end, min(place, end + NAMED))
            if owner is not None and owner.kind == "ours":
                return owner
    return None
