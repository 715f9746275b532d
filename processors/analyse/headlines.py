"""Headlines: an attack told under a name, or over it, without anyone who says so."""

import re
from typing import Final

from processors.analyse.actors import Actor
from processors.analyse.cues import Reading, Span
from processors.analyse.scene import HIT, OBJECT, WEAPONS, Said, Scene
from processors.analyse.speech_words import BLOWS, IN_GENERAL, NOMINAL, PASSIVE, WHO_DID

OTHER_KINDS: Final = ("we_warn", "warns", "we_deny", "denies", "forged", "bless", "bless_hands", "not_denied")
NOT_OURS: Final = (
    "victim",
    "condemns",
    "maybe",
    "accuses",
    "other_speaker",
    "foreign",
    "state_forces",
    "elsewhere",
    "about",
)

# "The Turkish strike": whose it was is said.
THEIRS: Final = re.compile(
    r"^(?:ال)?\w+\s(?:الجوي[هة]?\s|الصاروخي[هة]?\s)?(?:التركي|الامريكي|الاميركي|الاسراييلي|الصهيوني|الايراني|السعودي|الداعشي)[هة]?(?!\w)"
)


def headed(scene: Scene) -> list[Said]:
    """NAME: targeting of a convoy …; or a report of an attack over whose name stands."""
    header, signature = scene.cast.header, scene.cast.signature
    found = []
    for each in (header, signature):
        if each is None or each.kind != "ours" or (each is signature and scene.reading.has("not_claimed")):
            continue
        for span in scene.reading.spans("was_attacked", "attack", *WEAPONS):
            placed = each is signature or each.end <= span[0] <= each.end + OBJECT
            signed_line = each is header or "\n" in scene.reading.text[: each.start].strip()
            told = placed and (_nominal(scene.reading, each, span) or (signed_line and _shown(scene, span)))
            theirs = THEIRS.search(scene.reading.text[max(0, span[0] - 2) : span[1] + OBJECT]) is not None
            if told and not theirs and not scene.refused(span):
                found.append(Said("claim", "headline", span, each))
                break
    return found


def _shown(scene: Scene, span: Span) -> bool:
    """A weapon on the occupier under a name, and nobody else in the sentence: a boast without a verb."""
    reading = scene.reading
    floor, ceiling = reading.sentence(span[0])
    if reading.has(*OTHER_KINDS) or reading.within(floor, ceiling, *NOT_OURS):
        return False
    return reading.within(floor, ceiling, *WEAPONS) and reading.within(floor, ceiling, *HIT, "airport")


def _nominal(reading: Reading, speaker: Actor, span: Span) -> bool:
    """Whether an attack is told as one's own: it begins the sentence, hits the occupier, and nothing mourns or judges."""
    text = reading.text
    floor, ceiling = reading.sentence(span[0])
    ahead = text[max(floor, speaker.end) if speaker.end <= span[0] else floor : span[0]].strip(' :|"«»/*,،.()[]-')
    passive = text.startswith(PASSIVE, span[0])
    if ahead.endswith((" ان", " that", " من", *WHO_DID)) or ahead == "من" or _judged(reading, span):
        return False
    if not passive:
        definite = speaker.start > span[0] and text.startswith("ال", span[0])  # "the bombing" is another's
        if definite or not text.startswith(NOMINAL, span[0]) or len(ahead.split()) > 3:  # a date, "breaking"
            return False
        armed = reading.within(floor, ceiling, *WEAPONS)
        if reading.has("we_deny", "denies", "bless", "bless_hands") or (reading.has("we_warn", "warns") and not armed):
            return False
    return reading.within(floor, ceiling, *HIT, "airport", *WEAPONS)


def _judged(reading: Reading, span: Span) -> bool:
    """Whether the sentence mourns, accuses, speaks of attacks as such, or of the blows of the occupier."""
    floor, ceiling = reading.sentence(span[0])
    if reading.within(floor, ceiling, "victim", "condemns", "maybe", "accuses"):
        return True
    theirs = reading.text.startswith(BLOWS, span[0]) and reading.within(span[1], span[1] + 2, "occupier")
    return theirs or any(each in reading.text[span[1] : ceiling] for each in IN_GENERAL)
