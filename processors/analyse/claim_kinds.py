"""What a text says about attacks, and who says it: claims, blessings, denials, threats."""

from typing import Final

from processors.analyse.actors import Actor, Cast
from processors.analyse.alarms import is_a_threat
from processors.analyse.claiming import claims
from processors.analyse.cues import Reading, Span
from processors.analyse.scene import HIT, OBJECT, OURS, VIOLENT, WEAPONS, Said, Scene, apart, undone
from processors.analyse.speech_words import NOUN_THREAT, OWN_NOUNS, PERSIAN, UNTRUE, WE_BLESS, WHICH, WHO
from processors.analyse.weighed import weighed

DENIED: Final = 90  # characters behind a denial in which a claim is what is denied
THING: Final = 130  # characters in which a denial names what it denies
BLESSED: Final = 40
HANDS: Final = 90  # "bless the hands": the attack stands in front, or right behind
NEGATED: Final = 30
AFTER: Final = (
    " لا ",
    " لم ",
    " ما ",
    " لن ",
    " not ",
    "بعد ",
    "رغم ",
    "عقب ",
    "after ",
    "despite ",
)  # a denial that is over, or none


def said(reading: Reading, cast: Cast, *, threatens: bool) -> list[Said]:
    """Everything that the text carries. `threatens`: it holds a threat against people."""
    scene = Scene(apart(reading, cast), cast)
    if found := by_rule(scene):
        return found
    # Threats are asked for only where there is nothing else: the weakest kind.
    likely = weighed(scene)
    return likely if likely and likely[0].kind != "warning" else warnings(scene, threatens=threatens) or likely


def by_rule(scene: Scene) -> list[Said]:
    """What a known construction says, threats apart."""
    denials = _denials(scene)
    found = claims(scene)
    if denials:
        found = [each for each in found if not any(_denied(scene, each, denial) for denial in denials)]
    return [*found, *_eulogies(scene), *denials]


def _denied(scene: Scene, claim: Said, denial: Said) -> bool:
    """A claim inside a denial is what is denied; so is a headline of the body that denies."""
    same = claim.speaker is not None and denial.speaker is not None and claim.speaker.id == denial.speaker.id
    if same and claim.cue == "headline":
        return True
    if same and denial.cue == "we_deny" and claim.cue in {"claims", "announces"}:
        return True  # "the claim in our name is another's, we have no hand in it"
    if scene.reading.sentence(denial.span[0]) != scene.reading.sentence(claim.span[0]):
        return False
    if scene.reading.text.startswith(UNTRUE, denial.span[0]):
        return True  # "what is said of our claim is baseless": the denial stands behind
    if denial.cue != "denies" and scene.reading.text.startswith(OWN_NOUNS, claim.span[0]):
        return True  # "talk of our responsibility is a lie"
    near = claim.span[0] - denial.span[1] < DENIED
    other = claim.speaker is not None and claim.speaker.id is not None and not same  # one denies, another claims
    return denial.span[0] <= claim.span[0] + 2 and not other and (near or claim.speaker == denial.speaker)


def _eulogies(scene: Scene) -> list[Said]:
    found = _described(scene)
    for cue in ("bless_hands", "bless"):
        for span in scene.reading.hits.get(cue, ()):
            if _blesses_an_attack(scene.reading, span, cue):
                speaker, clear = _blessing(scene, span, cue)
                if clear:
                    found.append(Said("eulogy", cue, span, speaker))
    return found


def _described(scene: Scene) -> list[Said]:
    """NAME called the attack heroic, or a legitimate response."""
    reading = scene.reading
    found = []
    for span in reading.hits.get("describes", ()) if reading.has("well_said") else ():
        floor, ceiling = reading.sentence(span[0])
        if reading.within(span[1], ceiling, "well_said") and _blesses_an_attack(reading, span, "describes"):
            speaker = scene.cast.subject(span)
            if speaker is not None and speaker.kind == "ours" and speaker.known and speaker.end >= floor:
                found.append(Said("eulogy", "describes", span, speaker))
    return found


def _blesses_an_attack(reading: Reading, span: Span, cue: str) -> bool:
    floor, ceiling = reading.sentence(span[0])
    if reading.within(
        floor, ceiling, "not_blessing", "sport", "look_back", "comment", "victim", "accuses", "state_forces"
    ):
        return False
    if reading.within(max(floor, span[0] - NEGATED), span[0], "not_claimed") or reading.text.endswith(
        WHICH, 0, span[0]
    ):
        return False
    if cue == "bless_hands":
        return reading.within(max(0, floor - HANDS), min(len(reading.text), ceiling + BLESSED), "attack", *WEAPONS)
    ours = reading.text.startswith(WE_BLESS, span[0]) or reading.text.endswith(PERSIAN, 0, span[1])
    if cue == "describes":
        return reading.within(floor, ceiling, "attack", *WEAPONS)
    lowest = max(floor, span[0] - (OBJECT if ours else BLESSED))
    if reading.text.startswith(" it", span[1]):
        lowest = max(0, span[0] - OBJECT)
    return reading.within(lowest, ceiling, "attack", *WEAPONS)


def _blessing(scene: Scene, span: Span, cue: str) -> tuple[Actor | None, bool]:
    """Who blesses, and whether that is a blessing of ours: of a third person, or of nobody's, only with more."""
    reading = scene.reading
    floor, ceiling = reading.sentence(span[0])
    if cue == "bless" and not reading.text.startswith(WE_BLESS, span[0]):
        speaker = scene.cast.subject(span)
        return speaker, speaker is not None and speaker.kind in OURS
    speaker = scene.voice(span)
    if speaker is not None:
        return speaker, speaker.kind in OURS
    # An unsigned blessing is of whom it praises.
    praised = next((each for each in scene.cast.all if each.kind == "ours" and floor <= each.start < ceiling), None)
    armed = cue == "bless_hands" and (praised is not None or reading.has(*WEAPONS, *HIT))
    return praised, armed or reading.within(floor, ceiling, *HIT)


def _denials(scene: Scene) -> list[Said]:
    reading = scene.reading
    if not reading.has("we_deny", "denies", "forged", "we_attacked") or not reading.has(*VIOLENT, "claims", "our_men"):
        return []
    found = []
    for cue in ("we_deny", "denies"):
        for span in reading.hits.get(cue, ()):
            if _denies_an_attack(reading, span, cue):
                speaker = scene.voice(span) if cue == "we_deny" else scene.cast.subject(span)
                if speaker is not None and speaker.kind in OURS:
                    found.append(Said("denial", cue, span, speaker))
    found += [
        Said("denial", "we_attacked", span, speaker)
        for span in reading.hits.get("we_attacked", ())
        if undone(reading, span) and (speaker := scene.voice(span)) is not None and speaker.kind in OURS
    ]
    if only := scene.cast.only():  # "the statement in our name is forged", says its office
        found += [
            Said("denial", "forged", span, only)
            for span in reading.hits.get("forged", ())
            if scene.cast.signature or scene.cast.header or reading.within(*reading.sentence(span[0]), "spoken_for")
        ]
    return found


def _denies_an_attack(reading: Reading, span: Span, cue: str) -> bool:
    floor, ceiling = reading.sentence(span[0])
    if reading.within(max(floor, span[0] - 2 * NEGATED), span[1], "not_denied"):
        return False
    if reading.within(floor, ceiling, "look_back", "comment", "sport") or reading.text.endswith(AFTER, 0, span[0]):
        return False
    if cue == "we_deny":
        return True
    # A Persian verb stands behind what it denies.
    first = floor if reading.text.endswith(PERSIAN, 0, span[1]) else span[0]
    if reading.within(first, min(ceiling, span[1] + THING), "suffered") or reading.within(first, ceiling, "victim"):
        return False  # that one's own was hit is what is denied
    return reading.within(first, min(ceiling, span[1] + THING), "denied_thing", "attack", *WEAPONS)


def warnings(scene: Scene, *, threatens: bool) -> list[Said]:
    reading = scene.reading
    if not scene.cast.all or not (threatens or reading.has("we_warn", "warns")):
        return []
    found = []
    for cue in ("we_warn", "warns", *(("threat_makes", "threat_passes") if threatens else ())):
        third = cue in {"warns", "threat_passes"}
        for span in reading.hits.get(cue, ()):
            if not is_a_threat(reading, span) or (third and reading.text.endswith(WHO, 0, span[0])):
                continue
            speaker = scene.cast.subject(span) if third else scene.voice(span)
            if speaker is None or speaker.kind != "ours":
                continue
            # A bare "brigade …" speaks if it begins the sentence whose verb it is.
            if not speaker.known and not (third and speaker.start == reading.sentence(span[0])[0]):
                continue
            if third and reading.text.startswith(NOUN_THREAT, span[0]) and scene.cast.is_object(speaker):
                continue
            found.append(Said("warning", cue, span, speaker))
    return found
