"""What a text says about an attack, and who says it: one statement for each place that carries a kind."""

from dataclasses import dataclass, field
from typing import Final

from processors.analyse.actors import Actor, Cast
from processors.analyse.cues import Reading, Span
from schemas.messages import ClaimKind


@dataclass(frozen=True, slots=True)
class Said:
    """One place that carries a kind: the cue, and whose words they are (None: nobody's that the text names)."""

    kind: ClaimKind
    cue: str
    span: Span
    speaker: Actor | None


FIRST_PERSON: Final = ("we_attacked", "we_claim", "we_deny", "we_warn")
OURS: Final = frozenset({"ours", "media"})
NEAR: Final = 45  # characters between a verb and the people that it is said of
OBJECT: Final = 110  # characters in which a claim names what it claims
DENIED: Final = 90
WEAPONS: Final = ("rocket", "drone", "missile", "mortar", "ied", "sniper")
HIT: Final = ("convoy", "base", "embassy", "occupier")
TELLING: Final = ("we_attacked", "we_claim", "claims", "announced_attack", "our_men", "was_attacked", "attack", "our_weapons", "we_are_who", "per_statement")
VIOLENT: Final = ("attack", *WEAPONS, "was_attacked", "we_attacked")


@dataclass(frozen=True, slots=True)
class Scene:
    """One text with its cast: everything that the rules below ask."""

    reading: Reading
    cast: Cast
    outside: dict[int, bool] = field(default_factory=dict)  # by sentence: what `_outside` said of it

    @property
    def header(self) -> Actor | None:
        return self.cast.header

    @property
    def signature(self) -> Actor | None:
        return self.cast.signature

    def voice(self, span: Span) -> Actor | None:
        """Whose first person it is: who is named before a colon, else whose post it is."""
        reading, cast = self.reading, self.cast
        floor, ceiling = reading.sentence(span[0])
        before = cast.before(span[0], floor)
        if before and before.kind != "other" and (
            ":" in reading.text[before.end : span[0]] or reading.within(floor, before.start, "issued_by")
        ):
            return before
        if self.header or self.signature:
            return self.header if self.header and self.header.kind != "media" else self.signature or self.header
        if before and before.kind != "other" and span[0] - before.end <= 14:
            return before
        if before and before.kind == "other" and ":" in reading.text[before.end : span[0]]:
            return before
        own = [each for each in cast.all if each.kind in {"ours", "foreign"} and not cast.is_object(each)]
        named = {(each.kind, each.id) for each in own}
        if len(named) == 1:
            return own[0]
        if before and before.kind in {"ours", "foreign"}:
            return before
        after = cast.after(span[1], ceiling)
        return after if after and after.kind in {"ours", "foreign"} else None


def said(reading: Reading, cast: Cast, *, threatens: bool) -> list[Said]:
    """Everything that the text carries, of every kind. `threatens`: it holds a threat against people."""
    scene = Scene(reading, cast)
    denials = _denials(scene)
    claims = _claims(scene)
    if denials:
        claims = [each for each in claims if not _under(each, denials, scene)]
    found = [*claims, *_eulogies(scene), *denials]
    return found or _warnings(scene, threatens=threatens)  # the weakest kind: asked only where there is no other


# --- claims -----------------------------------------------------------------------------------------------------------


def _claims(scene: Scene) -> list[Said]:
    reading = scene.reading
    if not reading.has(*TELLING) or not reading.has(*VIOLENT, *HIT):
        return []
    if reading.has("sport") and not reading.has("occupier"):
        return []
    found = [*_first_person(scene), *_reported(scene)]
    if not found:
        found = _headed(scene)
    return [each for each in found if each.speaker is None or each.speaker.kind in OURS]


def _first_person(scene: Scene) -> list[Said]:
    reading = scene.reading
    spans = [("we_attacked", span) for span in reading.hits.get("we_attacked", ())]
    spans += [("we_claim", span) for span in reading.hits.get("we_claim", ())]
    men = reading.hits.get("our_men", ())
    for span in reading.hits.get("did", ()):
        for one, other in men:
            gap = one - span[1] if one >= span[1] else span[0] - other
            if -1 <= gap <= NEAR and reading.sentence(one) == reading.sentence(span[0]) and _one_of_ours(scene, (one, other)):
                spans.append(("our_men", (min(one, span[0]), max(other, span[1]))))
                break
    for span in reading.hits.get("by_gods_help", ()):
        floor, ceiling = reading.sentence(span[0])
        if reading.within(floor, ceiling, "was_attacked"):
            spans.append(("by_gods_help", span))
    for name, verbs in (("we_are_who", ("did", "ied", "attack")), ("our_weapons", ("reached", "did"))):
        for span in reading.hits.get(name, ()):
            if reading.within(span[1], span[1] + NEAR, *verbs):
                spans.append((name, span))
    return [
        Said("claim", cue, span, voice)
        for cue, span in spans
        if not _refused(scene, span) and _violent(reading, span)
        for voice in [scene.voice(span)]
        if voice is not None or reading.has("occupier", "convoy", "base", "embassy")
        if voice is not None or not reading.has("state_forces", "condemns", "foreign")
    ]


def _one_of_ours(scene: Scene, span: Span) -> bool:
    """"The fighters of NAME" speak for a name; bare "fighters of" speak for whoever follows."""
    reading = scene.reading
    words = reading.text[span[0] : span[1]]
    if reading.within(max(0, span[0] - 25), span[0], "bless_hands", "bless"):
        return False
    if words.endswith(("نا", "كم", "our men", "نا ")) or words.startswith(("our ", "your ")):
        return True
    ahead = scene.cast.after(span[1], span[1] + 12)
    if ahead is not None:
        partisan = not words.startswith(("مقاتل", "مسلح", "القوه", "المجاهد"))
        return ahead.kind in OURS and (partisan or reading.has("by_gods_help"))
    return bool(scene.header or scene.signature or reading.has("by_gods_help")) or words.startswith(("ثله", "رزمندگان", "مجاهدان", "دلاوران", "mujahid", "mojahid", "abtal", "rijal"))


def _reported(scene: Scene) -> list[Said]:
    reading, cast = scene.reading, scene.cast
    spans = [("claims", span) for span in reading.hits.get("claims", ())]
    for span in reading.hits.get("announces", ()):
        _, ceiling = reading.sentence(span[0])
        for one, other in reading.hits.get("announced_attack", ()):
            if span[1] <= one < min(ceiling, span[1] + OBJECT) and _announced(scene, span, (one, other)):
                spans.append(("announces", (span[0], other)))
                break
    for span in reading.hits.get("per_statement", ()):
        floor, ceiling = reading.sentence(span[0])
        spans += [("per_statement", each) for each in reading.hits.get("did", ()) if floor <= each[0] < ceiling]
    found = []
    for cue, span in spans:
        if _refused(scene, span) or not _claimed_attack(reading, span):
            continue
        subject = cast.subject(_verb(reading, span) if cue == "announces" else span)
        strict = cue != "claims" or reading.text[span[0] : span[1]] in BARE_CLAIM
        if strict and (subject is None or subject.kind != "ours"):
            if cue == "announces" and subject is None and reading.text.startswith("نعلن", span[0]):
                found.append(Said("claim", cue, span, scene.voice(span)))
            continue
        found.append(Said("claim", cue, span, subject))
    return found


BARE_CLAIM: Final = frozenset({"claim", "claims", "claimed", "claiming"})


def _verb(reading: Reading, span: Span) -> Span:
    return next(each for each in reading.hits["announces"] if each[0] == span[0])


def _announced(scene: Scene, verb: Span, thing: Span) -> bool:
    """Whether what is announced is the speaker's own attack, not one that was suffered or that others made."""
    reading = scene.reading
    text = reading.text
    floor, ceiling = reading.sentence(verb[0])
    if reading.within(floor, ceiling, "victim", "condemns"):
        return False
    said = text[verb[0] : verb[1]]
    words = text[thing[0] : thing[1]]
    if said.startswith(("قال", "قالت", "said", "says", "ذكر", "افاد", "اكد", "توكد", "گفت", "نشر", "تنشر", "publish", "releas", "بث", "تبث", "كشف", "تكشف", "مدعي")):
        # To say something about an attack is not to claim it; to say "we did" or "it did" is.
        if reading.within(verb[1], thing[0], "footage") and words.startswith(("استهداف", "قصف", "عملي", "هجوم", "ضرب", "تفجير", "دك", "an attack", "the attack", "targeting", "the targeting", "its ")):
            return True
        return words.startswith(("ان", "it ", "its ", "they", "هدف", "مجاهد", "تمكن", "مسوولي", "تبني", "بان")) and " by " not in text[thing[1] : thing[1] + 12]
    if words.startswith(("عمليه", "عملي", "هجوم", "ضرب", "an attack", "the attack")):
        # "announces an operation against" is a claim; "announces that the attack …" or its start of operations isn't.
        return "بدء" not in text[verb[1] : thing[0]] and not text[verb[1] : thing[0]].rstrip().endswith(("ان", "that", "وقف", "تعليق", "استئناف", "رد", "علي"))
    between = text[verb[1] : thing[0]]
    return not any(word in STOPPING for word in between.split())


STOPPING: Final = frozenset({"وقف", "ايقاف", "تعليق", "رفضها", "ادانتها", "بعد", "قبل", "عدم", "منع", "احباط", "انتهاء", "استئناف", "بشان", "حول", "ضد", "نيتها", "عزمها", "فشل", "halt", "suspend", "suspension", "end", "stop", "not"})  # fmt: skip


def _headed(scene: Scene) -> list[Said]:
    """NAME: targeting of a convoy …; or a report of an attack over whose name stands."""
    reading = scene.reading
    text = reading.text
    found = []
    for each in (scene.header, scene.signature):
        if each is None or each.kind != "ours":
            continue
        for span in reading.spans("was_attacked", "attack"):
            behind = each is scene.header and each.end <= span[0] <= each.end + OBJECT
            if (behind or each is scene.signature) and _nominal(reading, each, span) and not _refused(scene, span):
                found.append(Said("claim", "headline", span, each))
                break
        if each is scene.header and text[each.end : each.end + 4].strip(" »\"")[:1] not in {":", "|", "\n", "/"}:
            continue
    return found


def _nominal(reading: Reading, speaker: Actor, span: Span) -> bool:
    """Whether an attack is told as one's own: it begins the sentence, hits the occupier, and nothing mourns or judges."""
    text = reading.text
    floor, ceiling = reading.sentence(span[0])
    start = max(floor, speaker.end) if speaker.end <= span[0] else floor
    ahead = text[start : span[0]].strip(' :|"«»/*,،.()[]-')
    passive = text[span[0] : span[1]].startswith(("تم ", "جري "))
    if _definite(text, span, speaker):
        return False
    nouns = text[span[0] : span[1]].startswith(("استهداف", "قصف", "تفجير", "دك", "ضرب", "عملي", "هجوم", "الاستهداف", "صلي", "رشق", "attack on", "target", "اصابه", "نسف"))
    if not (passive or (nouns and len(ahead.split()) <= 3)) or reading.within(floor, ceiling, "victim", "condemns", "maybe"):
        return False
    if reading.has("we_warn", "warns", "we_deny", "denies", "bless", "bless_hands") and not passive:
        return False
    return reading.within(floor, ceiling, "occupier", "convoy", "base", "embassy", "airport", *WEAPONS)


def _definite(text: str, span: Span, speaker: Actor) -> bool:
    """"The bombing" over a signature speaks of another's."""
    return speaker.start > span[0] and text[span[0] : span[1]].startswith("ال")


def _violent(reading: Reading, span: Span) -> bool:
    floor, ceiling = reading.sentence(span[0])
    return reading.within(floor, min(len(reading.text), ceiling + OBJECT), *VIOLENT, "convoy", "base", "embassy", "occupier") or reading.has(*WEAPONS)


def _claimed_attack(reading: Reading, span: Span) -> bool:
    """Whether what is claimed is an attack: a party may adopt a motion, a study a method."""
    floor, ceiling = reading.sentence(span[0])
    words = reading.text[span[0] : span[1]]
    if "مسوول" in words or "responsib" in words or "mas2" in words or "credit" in words or "مسئول" in words:
        if words.startswith("مسئول"):
            return any(floor <= one < ceiling for one, other in reading.hits["claims"] if "گرفت" in reading.text[one:other] or "پذیرفت" in reading.text[one:other])
        return reading.has(*VIOLENT, "base", "convoy", "embassy", "occupier")
    if words in {"بر عهده گرفت", "پذيرفت"}:
        return reading.within(floor, ceiling, *VIOLENT)
    if words in BARE_CLAIM:
        return reading.within(span[1], min(ceiling, span[1] + NEAR), *VIOLENT, "convoy") and not reading.within(span[1], span[1] + 12, "other_speaker", "maybe")
    lowest = floor if span[0] - floor < 2 * OBJECT else span[0] - 2 * OBJECT
    if ceiling - span[1] < 3:  # "… and NAME claims": what was hit stands in front
        lowest = max(0, span[0] - OBJECT)
    return reading.within(lowest, min(ceiling, span[1] + 2 * OBJECT), *VIOLENT, "convoy")


def _refused(scene: Scene, span: Span) -> bool:
    """Whether a claim is negated, asked, imagined, looked back on or judged from outside."""
    reading = scene.reading
    text = reading.text
    floor, ceiling = reading.sentence(span[0])
    for one, other in reading.spans("not_claimed"):
        ahead = one <= span[0] <= other + 45 and one >= floor and not _breaks(text[other : span[0]])
        if ahead or (span[0] < one < min(ceiling, span[1] + 14) and text[one:other] in {"نپذيرفت", "بر عهده نگرفت", "اي جهه", "لا جهه"}):
            return True
    if reading.within(max(floor, span[0] - 60), span[0] + 1, "maybe") or "؟" in text[span[1] : ceiling + 1] or "?" in text[span[1] : ceiling + 1]:
        return True
    if floor not in scene.outside:
        scene.outside[floor] = reading.within(floor, ceiling, "look_back", "comment", "fake", "not_denied") or (
            reading.has("comment") and reading.has("look_back")
        )
    return scene.outside[floor]


def _breaks(gap: str) -> bool:
    return any(mark in gap for mark in (" لكن", "فيما", "بينما", "غير ان", " but ", " while ", ":", " until "))


def _under(claim: Said, denials: list[Said], scene: Scene) -> bool:
    """A claim inside a denial is what is denied."""
    reading = scene.reading
    for each in denials:
        if reading.sentence(each.span[0]) == reading.sentence(claim.span[0]) and each.span[0] <= claim.span[0] + 2 and (
            claim.span[0] - each.span[1] < DENIED or claim.speaker == each.speaker
        ):
            return True
        if claim.speaker is not None and each.speaker is not None and claim.speaker.id == each.speaker.id and claim.cue == "headline":
            return True
    return False


# --- blessings, denials, threats --------------------------------------------------------------------------------------


def _eulogies(scene: Scene) -> list[Said]:
    reading = scene.reading
    if not reading.has("bless", "bless_hands"):
        return []
    found = []
    for cue in ("bless_hands", "bless"):
        for span in reading.hits.get(cue, ()):
            floor, ceiling = reading.sentence(span[0])
            near = min(len(reading.text), ceiling + 40) if cue == "bless_hands" else ceiling
            if reading.within(floor, ceiling, "not_blessing", "sport", "look_back", "comment") or reading.within(max(floor, span[0] - 30), span[0], "not_claimed"):
                continue
            if reading.text.startswith(" it", span[1]):
                floor = max(0, floor - OBJECT)
            if not reading.within(span[0] - 40 if cue == "bless" else max(0, floor - 90), near, "attack", *WEAPONS) or reading.within(floor, ceiling, "victim", "accuses"):
                continue
            if reading.text[:span[0]].endswith(("الذي ", "التي ")) or (cue == "bless" and not reading.within(floor, ceiling, "attack", *WEAPONS)):
                continue
            said = reading.text[span[0] : span[1]]
            third = cue == "bless" and not said.startswith(("نبار", "نحي", "نهن", "نثمن", "نشد", "نشيد", "نقبل", "نعتز", "نفت", "نفخ", "نشكر", "تحيه", "الف", "هنيئا", "شكرا", "مبارك", "نعبر", "نرحب", "نحتفي", "قبل", "درود", "سلام", "bless", "salut", "thank"))
            speaker = scene.cast.subject(span) if third else scene.voice(span)
            if third and (speaker is None or speaker.kind not in OURS):
                continue
            if speaker is not None and speaker.kind not in OURS:
                continue
            if speaker is None and cue == "bless" and not reading.within(floor, ceiling, "occupier", "base", "embassy", "convoy"):
                continue
            found.append(Said("eulogy", cue, span, speaker or _praised(scene, floor, ceiling)))
    return found


def _praised(scene: Scene, floor: int, ceiling: int) -> Actor | None:
    """Whom an unsigned blessing blesses."""
    return next((each for each in scene.cast.all if each.kind == "ours" and floor <= each.start < ceiling), None)


def _denials(scene: Scene) -> list[Said]:
    reading = scene.reading
    if not reading.has("we_deny", "denies", "forged") or not reading.has(*VIOLENT, "claims", "our_men"):
        return []
    found = []
    for cue in ("we_deny", "denies"):
        for span in reading.hits.get(cue, ()):
            floor, ceiling = reading.sentence(span[0])
            if any(one <= span[0] + 3 and span[1] <= other + 2 and one >= floor for one, other in reading.hits.get("not_denied", ())):
                continue
            if reading.within(max(floor, span[0] - 70), span[1], "not_denied"):
                continue
            if reading.within(floor, ceiling, "look_back", "comment", "sport"):
                continue
            persian = _persian_verb(reading, span)
            if cue == "denies" and not reading.within(floor if persian else span[0], min(ceiling, span[1] + DENIED + 40), "denied_thing", "attack"):
                continue
            speaker = scene.voice(span) if cue == "we_deny" else scene.cast.subject(span)
            if speaker is not None and speaker.kind in OURS:
                found.append(Said("denial", cue, span, speaker))
    ours = {each.id: each for each in scene.cast.all if each.kind == "ours"}
    for span in reading.hits.get("forged", ()):  # "the statement in our name is forged", says its office
        if len(ours) == 1 and reading.within(*reading.sentence(span[0]), "spoken_for"):
            found.append(Said("denial", "forged", span, *ours.values()))
    return found


def _persian_verb(reading: Reading, span: Span) -> bool:
    """Whether a verb is Persian: it stands behind what it denies."""
    return reading.text[span[0] : span[1]].endswith(("كرد", "داشت", "كردند", "ندارد"))


def _warnings(scene: Scene, *, threatens: bool) -> list[Said]:
    reading = scene.reading
    if not scene.cast.all or not (threatens or reading.has("we_warn", "warns")):
        return []
    found = []
    of = reading.hits.get("warns_of", ())
    for cue in ("we_warn", "warns", *(("threat_makes", "threat_passes") if threatens else ())):
        for span in reading.hits.get(cue, ()):
            floor, ceiling = reading.sentence(span[0])
            if any(one <= span[0] < other and not reading.within(other, other + 48, "warned_of_us", "contractors") for one, other in of):
                continue
            if reading.within(floor, ceiling, "comment", "look_back", "sport", "weather"):
                continue
            text = reading.text
            if reading.within(max(floor, span[0] - 24), span[0], "not_claimed", "against_threats", "condemns"):
                continue
            if reading.within(span[1], span[1] + 24, "no_people"):
                continue
            third = cue in {"warns", "threat_passes"}
            speaker = scene.cast.subject(span) if third else scene.voice(span)
            if speaker is None or speaker.kind != "ours" or not speaker.known:
                continue
            if third and text[span[0] : span[1]].startswith(("تهديد", "threat")) and scene.cast.is_object(speaker):
                continue
            found.append(Said("warning", cue, span, speaker))
    return found
