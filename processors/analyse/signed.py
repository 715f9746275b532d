"""Bulletins without "we": an attack on the occupier is told, and the one name is the letterhead or the signature."""

from typing import Final

from processors.analyse.actors import Actor
from processors.analyse.cues import Reading, Span
from processors.analyse.scene import HIT, HIT_TOO, WEAPONS, Said, Scene, civil, somewhere
from processors.analyse.speech_words import COUNTS, IN_GENERAL, NEGATIVE, READY

TELLING: Final = ("did", "acted", "reached", "was_attacked", "attack", *WEAPONS)
ANOTHER_MATTER: Final = (
    "condemns", "look_back", "comment", "fake", "bless", "we_deny", "denies", "forged", "not_denied",
    "state_forces", "about", "not_claimed", "sport",
)  # fmt: skip
COMING: Final = ("we_warn", "warns", "maybe", "threat_makes", "threat_passes")
LONGEST: Final = 500  # a longer text speaks of more than one attack
HIT_ITSELF: Final = ("convoy", "base", "embassy")
UMBRELLA: Final = "tansiqiya"  # speaks for others' attacks, makes none


def signed(scene: Scene) -> list[Said]:
    """The claim of who signs or heads a short report of an attack that judges, mourns, denies and threatens nothing."""
    reading, cast = scene.reading, scene.cast
    if (
        len(reading.text) > LONGEST
        or reading.has(*ANOTHER_MATTER)
        or scene.mourned(0, len(reading.text))
        or _blessed(reading)
        or _anothers(reading)
    ):
        return []
    for speaker in (cast.signature, cast.header):
        if speaker is None or speaker.kind != "ours" or not speaker.known or speaker.id == UMBRELLA:
            continue
        if any(each.kind != "ours" for each in cast.all):
            continue
        for span in reading.spans(*TELLING):
            if _told(scene, speaker, span):
                return [Said("claim", "signed", span, speaker)]
    return []


def owned(scene: Scene) -> list[Said]:
    """Those rockets in Taji are ours: a weapon of the speaker's beside what was hit, and no verb."""
    reading = scene.reading
    if len(reading.text) > LONGEST or reading.has(*ANOTHER_MATTER, *COMING) or _blessed(reading):
        return []
    for span in reading.spans("our_weapons", "our_men"):
        floor, ceiling = reading.sentence(span[0])
        if not reading.text[: span[1]].endswith(("نا", "نه")) or scene.refused(span) or scene.mourned(floor, ceiling):
            continue
        if reading.text[span[1] :].lstrip().startswith(READY):
            continue
        voice = scene.voice(span)
        hit = reading.within(floor, ceiling, *HIT, "airport") or somewhere(reading)
        if hit and voice is not None and voice.kind == "ours" and reading.has("attack", *WEAPONS):
            return [Said("claim", "owned", span, voice)]
    return []


def _blessed(reading: Reading) -> bool:
    return any(not reading.text.startswith("صواريخ", start) for start, _ in reading.hits.get("bless_hands", ()))


def _told(scene: Scene, speaker: Actor, span: Span) -> bool:
    """Whether a sentence tells of an attack that happened, with a weapon, on something or somewhere."""
    reading = scene.reading
    floor, ceiling = reading.sentence(span[0])
    if floor <= speaker.start < ceiling and speaker is not scene.cast.signature and speaker.start > span[0]:
        return False
    happened = _happened(reading, span) or _counted(reading, span)
    if not happened and reading.has(*COMING):
        return False
    if reading.within(floor, ceiling, *COMING) or scene.refused(span):
        return False
    if not NEGATIVE.isdisjoint(reading.text[max(floor, span[0] - 14) : span[0]].split()[-1:]):
        return False
    if civil(reading, span[1]) or any(each in reading.text for each in IN_GENERAL):
        return False
    armed = reading.within(floor, ceiling, *WEAPONS) or (happened and reading.has(*WEAPONS, "attack"))
    return armed and (reading.has(*HIT_ITSELF, *HIT_TOO) or somewhere(reading) or _struck(reading, span))


def _anothers(reading: Reading) -> bool:
    """The occupier's rockets, with nothing between: the weapon is not the speaker's."""
    occupiers = {start for start, _ in reading.hits.get("occupier", ())}
    return not reading.has("convoy", "base") and any(end + 1 in occupiers for _, end in reading.spans(*WEAPONS))


def _happened(reading: Reading, span: Span) -> bool:
    text = reading.text
    past = any(span in reading.hits.get(name, ()) for name in ("did", "acted", "reached", "was_attacked"))
    return past and not text.startswith(("ي", "ت", "ن"), span[0]) and text[span[0] - 1 : span[0]] != "س"


def _counted(reading: Reading, span: Span) -> bool:
    around = reading.text[max(0, span[0] - 12) : span[1] + 8].split()
    return any(span in reading.hits.get(name, ()) for name in WEAPONS) and (
        not COUNTS.isdisjoint(around) or any(map(str.isdigit, around))
    )


def _struck(reading: Reading, span: Span) -> bool:
    """The occupier is hit, by a verb that says no other thing."""
    return reading.has("occupier") and any(span in reading.hits.get(name, ()) for name in ("did", "was_attacked"))
