"""A second opinion where no rule finds a claim: what each cue of a text speaks for, added up.

The rules know constructions; a construction that nobody listed still says the same things in other words. The weights
were fitted on the labelled posts (`python -m tests.fit_claim_weights` prints what each pass of posts, left out, gets).
"""

from collections.abc import Collection, Iterable
from math import exp
from typing import Final

from processors.analyse.actors import Actor
from processors.analyse.alarms import is_a_threat
from processors.analyse.claim_weights import BASE, KINDS, WEIGHTS
from processors.analyse.cues import Span
from processors.analyse.relayed import doubted
from processors.analyse.scene import HIT, HIT_TOO, VIOLENT, Said, Scene, civil, is_place
from schemas.messages import ClaimKind

# Cues whose subject matters: to be accused is not to speak.
SPOKEN: Final = (
    "tells", "announces", "claims", "admits", "did", "acted", "denies", "bless", "warns", "condemns", "accuses",
)  # fmt: skip
# Somebody speaks: without one of these a text only reports.
VOICED: Final = (
    "tells", "announces", "claims", "admits", "we_claim", "we_attacked", "we_are_who", "our_men", "our_weapons", "that_it",
    "its_men", "their_strikes", "source", "per_statement", "signed_by", "footage", "by_gods_help", "announced_attack",
    "first_person",
)  # fmt: skip
OWN_WORDS: Final = frozenset(
    {"claims by ours", "admits by ours", "announces by ours", "tells by ours", "we_claim", "we_attacked"}
)
HEAD: Final = 60  # characters in which who speaks is named before a colon
VIOLENT_VERBS: Final = ("attack", "did", "acted", "reached", "was_attacked", "we_attacked")
REFUSABLE: Final = ("claims", "admits", "announces", "tells", "we_attacked", "did")
MOST_SUBJECTS: Final = 6
SHOWN: Final = 3  # cues that are given as reasons
ODDS: Final = 1.3  # of a claim to none: below it the text stays without
HOPEFUL: Final = -3.0  # log odds; no labelled post that the weights found has less by its cues alone
SPEAKING: Final[dict[ClaimKind, tuple[str, ...]]] = {
    "claim": ("claims", "admits", "announces", "tells", "did", "acted"),
    "eulogy": ("bless", "tells", "announces"),
    "denial": ("denies", "tells", "announces"),
    "warning": ("warns", "tells", "announces"),
}


def weighed(scene: Scene) -> list[Said]:
    """What the text most likely carries for a body of ours, with the cues that say so most; empty if nothing."""
    if not any(each.kind == "ours" for each in scene.cast.all):
        return []
    cues = cues_of(scene)
    if max(_sums(cues)) < HOPEFUL:
        return []  # most posts end here, before anything dear is asked
    every = features(scene, cues)
    sums = _sums(every)
    if sum(map(exp, sums)) < ODDS:
        return []
    found = [name for name in every if name in WEIGHTS]
    at = max(range(len(sums)), key=sums.__getitem__)
    kind = KINDS[at]
    if barred(scene, kind, every):
        return []
    speaker = _speaker(scene, kind)
    said: list[Said] = []
    for name in sorted(found, key=lambda each: (-WEIGHTS[each][at], each)):
        weight = WEIGHTS[name][at] / 10
        if weight > 0 and len(said) < SHOWN and (span := _place(scene, name)):
            said.append(Said(kind, name, span, speaker, weight))
    return said


def _sums(names: set[str]) -> list[float]:
    """Log odds of each kind against none."""
    rows = [WEIGHTS[name] for name in names if name in WEIGHTS]
    return (
        [base + sum(column) / 10 for base, column in zip(BASE, zip(*rows, strict=True), strict=True)]
        if rows
        else [*BASE]
    )


def barred(scene: Scene, kind: ClaimKind, every: Collection[str]) -> bool:
    """What no sum outweighs: that a body attacked is no claim of its own, and neither X nor Y said anything."""
    reading = scene.reading
    if kind == "warning":
        alarms = reading.spans("we_warn", "warns")
        return bool(alarms) and not any(is_a_threat(reading, span) and _ours(scene.voice(span)) for span in alarms)
    if any(doubted(reading, each) for each in scene.cast.all if each.kind == "ours"):
        return True
    if kind == "claim":
        return _no_claim(scene, every)
    # Praise of the army's own operations, or a denial of something else than an attack.
    another = reading.has("state_forces") if kind == "eulogy" else reading.has("suffered")
    return another or not reading.has(*VIOLENT, "claims", "our_men")


def _no_claim(scene: Scene, every: Collection[str]) -> bool:
    """An aid convoy that was sent; a bare report of an attack; somebody else's words; nothing that was done."""
    reading, cast = scene.reading, scene.cast
    if any(civil(reading, end) for _, end in reading.spans("claims", "acted", "announces")):
        return True
    reported = "did by ours" in every or "acted by ours" in every
    said = reading.has(*VOICED) or cast.header is not None or cast.signature is not None
    if (reported and not said) or (_outsider(scene) and OWN_WORDS.isdisjoint(every)):
        return True
    return not reading.has(*VIOLENT_VERBS, *HIT, *HIT_TOO) and "place" not in every


def _outsider(scene: Scene) -> bool:
    """Whether the text is somebody else's words: an official and a colon, before any body of ours is named."""
    head = scene.reading.text[:HEAD].partition(":")
    if not head[1] or any(each.kind == "ours" and each.start < len(head[0]) for each in scene.cast.all):
        return False
    others = any(each.kind == "other" and each.start < len(head[0]) for each in scene.cast.all)
    return others or scene.reading.within(0, len(head[0]), "source_says", "comment")


def _ours(speaker: Actor | None) -> bool:
    return speaker is None or speaker.kind == "ours"


def cues_of(scene: Scene) -> set[str]:
    """The cues of a text; it matters that it names a place, not which."""
    return {"place" if is_place(name) else name for name in scene.reading.hits}


def features(scene: Scene, cues: set[str]) -> set[str]:
    """What a text is weighed by: its cues, the bodies it names, whose verbs its verbs are, who heads and signs it."""
    reading, cast = scene.reading, scene.cast
    found = cues | {f"names {each.kind}" for each in cast.all}
    if cast.header:
        found.add(f"{cast.header.kind} heads")
    if cast.signature:
        found.add(f"{cast.signature.kind} signs")
    found |= {name for name, holds in _held(scene) if holds}
    for cue in SPOKEN:
        for span in reading.hits.get(cue, ())[:MOST_SUBJECTS]:
            subject = cast.subject(span)
            found.add(f"{cue} by {subject.kind if subject else 'nobody'}")
    return found


def _held(scene: Scene) -> Iterable[tuple[str, bool]]:
    """What the rules ask besides: whether it is asked, negated, mourned, and whether a body of ours is free to speak."""
    reading, cast = scene.reading, scene.cast
    ours = [each for each in cast.all if each.kind == "ours"]
    yield "a question", "؟" in reading.text or "?" in reading.text
    yield "a victim", scene.mourned(0, len(reading.text))
    yield "ours an object", bool(ours) and all(cast.is_object(each) for each in ours)
    yield "ours doubted", any(doubted(reading, each) for each in ours)
    yield "ours unnamed", bool(ours) and not any(each.known for each in ours)
    for cue in REFUSABLE:
        yield f"{cue} refused", any(scene.refused(span) for span in reading.hits.get(cue, ())[:MOST_SUBJECTS])


def _place(scene: Scene, name: str) -> Span | None:
    """Where a cue stands; of a cue with its subject the first with any."""
    spans = scene.reading.hits.get(name.partition(" by ")[0])
    return spans[0] if spans else None


def _speaker(scene: Scene, kind: ClaimKind) -> Actor | None:
    """The body of ours whose verb says so, else who heads or signs the text, else the first that is no object."""
    cast = scene.cast
    for cue in SPEAKING[kind]:
        for span in scene.reading.hits.get(cue, ())[:MOST_SUBJECTS]:
            subject = cast.subject(span)
            if subject is not None and subject.kind == "ours" and subject.known and not cast.is_object(subject):
                return subject
    for each in (cast.signature, cast.header):
        if each is not None and each.kind == "ours":
            return each
    ours = [each for each in cast.all if each.kind == "ours"]
    ours = [each for each in ours if each.known] or ours
    return next((each for each in ours if not cast.is_object(each)), ours[0] if ours else None)
