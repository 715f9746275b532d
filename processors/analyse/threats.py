"""Threats against people because of their work or politics: who makes or passes one on, and to whom."""

import re
from typing import Final

from processors.analyse import menace
from processors.analyse.actors import Actor, Cast
from processors.analyse.cues import Reading, Span, folded
from processors.analyse.speech_words import WHO
from processors.analyse.threat_words import THREAT_TARGETS
from schemas.messages import Threat

TARGETS: Final = tuple(THREAT_TARGETS)
SPEAKS_OF: Final = ("against_threats", "private", "weather", "comment", "sport")
# Officials warn the public every day; only their threatening counts.
STRONG: Final = (
    "تهدد", "هدد", "يهدد", "توعد", "تتوعد", "يتوعد", "مهدد", "threat", "تهديد", "رسا", "بالقتل", "بالتصفيه", "قايمه",
    "قوايم", "hit list", "death",
)  # fmt: skip
# The UN's election monitors are election workers; a spy is no calling of its own.
HIDDEN_BY: Final[dict[str, frozenset[str]]] = {
    "un_staff": frozenset({"election_workers"}),
    "informants": frozenset(TARGETS) - {"informants"},
    "protesters": frozenset({"security_forces", "election_workers", "journalists"}),
    "diplomats": frozenset({"activists", "un_staff", "politicians"}),
}
OFFICE: Final = ("المكتب ", "المكتب ال", "المركز ", "المركز ال", "مكتب ", "الفريق ", "الفريق ال")  # "media office"
MOST: Final = 24  # places of people that are weighed
# Said of orders and news of every kind: these need menace beside them.
IMAGES: Final = folded(
    "رصاصة | الرصاصة | طلقة | الطلقة | كفن | نعش | القبر | المقبرة | وإلا | مهلة | يقتل | تدفن | لا ينام | مصورة"
)
BESIDE: Final = tuple(
    name for name in menace.WEIGHTS if name not in {"menace:death", "menace:whoever", "menace:occupier"}
)
BARE: Final = (
    "orders",
    "ordered",
    "told",
    "tells",
    "gives",
    "gave",
    "vows",
    "vowed",
    "تامر",
    "تلاحق",
    "تعهدت",
    "تتعهد",
)
NEAR: Final = 150  # characters between a threat and whom it is for
AFTER_OF: Final = 60
# What "warns of" leads to when it names people whom the speaker would protect.
BEHIND: Final = ("بالقتل", "بالتصفيه", "بالملاحقه", "threatened", "warned", "تهديد كرد", "هشدار")
# "The prime minister: we shall have no mercy on thieves" threatens nobody for his work.
OFFICES: Final = ("politicians", "security_forces", "election_workers", "judges", "diplomats")
SAYS: Final = re.compile(r"(?:\s\w+)?\s?:")
PAYING: Final = ("سيدفع", "ستدفع")  # a price, not a salary
SPARED: Final = (" من استهداف", " من المساس", " من قتل", " من التعرض")
PROTECTED: Final = (
    "استهداف",
    "المساس",
    "التعرض",
    "اعتداء",
    "الاعتداء",
    "قمع",
    "اغتيال",
    "قتل",
    "خطر",
    "attacks on",
    "targeting",
    "violence",
)


def find(reading: Reading, cast: Cast) -> Threat | None:
    """Whom a post threatens or passes a threat on to; None where it condemns or studies one, or names no such people."""
    if reading.has("look_back") and reading.has("comment"):
        return None
    if any(_says(reading.text, span) for name in OFFICES for span in reading.hits.get(name, ())):
        return None
    return _phrased(reading, cast) or _composed(reading, cast)


def _phrased(reading: Reading, cast: Cast) -> Threat | None:
    """By a set phrase or a verb of threatening with the people as its object."""
    if not reading.has("threat_makes", "threat_passes") or not reading.has(*TARGETS, "menace:works"):
        return None
    found: dict[str, Span] = {}
    said: Span | None = None
    named = [(span, name) for name in TARGETS if name in reading.hits for span in reading.hits[name]]
    people = sorted([*named, *menace.workers(reading)])
    for cue in ("threat_makes", "threat_passes"):
        for span in reading.hits.get(cue, ()):
            if not _counts(reading, cast, span, cue):
                continue
            for target, name in people:
                if _for(reading, cast, span, target, cue):
                    found.setdefault(name, target)
                    said = said or span
    if said is None:
        return None
    names = [name for name in TARGETS if name in found and HIDDEN_BY.get(name, frozenset()).isdisjoint(found)]
    reasons = (reading.reason("threatening", said), *(reading.reason(name, found[name]) for name in names))
    return Threat(targets=tuple(names), reasons=reasons)


def _composed(reading: Reading, cast: Cast) -> Threat | None:
    """By the weight of several kinds of menace near the people."""
    if not menace.possible(reading):
        return None
    found: dict[str, Span] = {}
    parts: dict[str, Span] = {}
    group = any(each.kind == "ours" for each in cast.all)
    people = [
        (span, name)
        for name in TARGETS
        if name in reading.hits
        for span in reading.hits[name]
        if not reading.text.endswith(OFFICE, 0, span[0])
    ]
    for target, name in sorted([*people, *menace.workers(reading)])[:MOST]:
        weight, said = menace.weigh(reading, target, group=group)
        if weight >= menace.ENOUGH:
            found.setdefault(name, target)
            parts = parts or said
    if not found:
        return None
    names = [name for name in TARGETS if name in found and HIDDEN_BY.get(name, frozenset()).isdisjoint(found)]
    reasons = [reading.reason(part, span, menace.WEIGHTS[part]) for part, span in sorted(parts.items())]
    return Threat(targets=tuple(names), reasons=(*reasons, *(reading.reason(name, found[name]) for name in names)))


def _counts(reading: Reading, cast: Cast, span: Span, cue: str) -> bool:
    floor, ceiling = reading.sentence(span[0])
    if reading.within(floor, ceiling, *SPEAKS_OF, "look_back", "lawful") or reading.within(
        span[1], span[1] + 24, "no_people"
    ):
        return False
    text = reading.text
    # "Whoever threatens …" speaks of threats.
    if text.endswith(WHO, 0, span[0]) or menace.for_foe(reading, span) or _alone(reading, span, floor, ceiling):
        return False
    if cue == "threat_passes":
        subject = cast.subject(span)
        if subject is not None and subject.kind == "other":
            return text[span[0] : span[1]].startswith(STRONG)
    if text.startswith(PAYING, span[0]) and "ثمن" not in text[span[0] : span[1] + NEAR // 2]:
        return False
    return not text[max(0, span[0] - 5) : span[0]].endswith(("لا ", "لم ", "not "))


def _alone(reading: Reading, span: Span, floor: int, ceiling: int) -> bool:
    """Whether words that mean little alone stand alone."""
    text = reading.text
    if text.startswith(BARE, span[0]):
        return not reading.within(floor, ceiling, *menace.CORE, "menace:unless", "menace:leave")
    return text.startswith(IMAGES, span[0]) and not _beside(reading, span, floor, ceiling)


def _beside(reading: Reading, span: Span, floor: int, ceiling: int) -> bool:
    """A bullet, a grave, an "or else" threaten only with another part of a threat beside them."""
    parts = (each for name in BESIDE for each in reading.hits.get(name, ()) if floor <= each[0] < ceiling)
    return any(end <= span[0] or start >= span[1] for start, end in parts) or menace.to_you(reading, floor, ceiling)


def _for(reading: Reading, cast: Cast, span: Span, target: Span, cue: str) -> bool:
    """Whether a threat is for these people: in its sentence or the next, and they are neither its speaker nor protected."""
    text = reading.text
    floor, ceiling = reading.sentence(span[0])
    if target[0] < span[1] and target[1] > span[0]:
        return False
    same = floor <= target[0] < ceiling
    gap = target[0] - span[1] if target[0] >= span[1] else span[0] - target[1]
    if gap > NEAR or (not same and cue == "threat_passes"):
        return False
    if any(one <= span[0] < other + 2 for one, other in reading.hits.get("warns_of", ())) and target[0] > span[1]:
        spared = any(word in text[span[1] : target[0]] for word in PROTECTED)
        return not spared and reading.within(span[1], span[1] + AFTER_OF, "warned_of_us")
    if cue == "threat_passes":
        return _passed_on(reading, cast, span, target)
    words = text[span[0] : span[1]]
    if target[0] > span[1] and any(word in text[span[1] : target[0]] for word in SPARED):
        return False
    return same or not words.isascii() or gap < NEAR // 2 or "\n" in text[min(span[0], target[0]) : target[1]]


def _passed_on(reading: Reading, cast: Cast, span: Span, target: Span) -> bool:
    """The people stand behind the verb as its object, or in front of a passive; right behind it they are who warns."""
    text = reading.text
    if target[0] < span[0]:
        return text.startswith(BEHIND, span[0]) and not _speaks(text, span, target)
    before: Actor | None = cast.before(span[0], reading.sentence(span[0])[0])
    touching = target[0] - span[1] <= 2
    if touching and not text[span[0]].isascii() and (before is None or before.kind == "other"):
        return text[target[0] - 2 : target[0]] in {" ل", "لل"} or text[span[1] - 1] == "ا"
    # To threaten with an attack on people is a threat to them; to warn of one isn't.
    return text.startswith(STRONG, span[0]) or not any(word in text[span[1] : target[0]] for word in PROTECTED)


def _says(text: str, target: Span) -> bool:
    """Whether they are who says it: "the commission: …" at the beginning, which addresses nobody."""
    return target[0] == 0 and SAYS.match(text, target[1]) is not None and not text.startswith(("الي ", "to "))


def _speaks(text: str, span: Span, target: Span) -> bool:
    """An English subject right in front of its verb: "the minister warned"."""
    between = text[target[1] : span[0]].split()
    return text[span[0]].isascii() and not ({"been", "were", "are", "was", "being", "be"} & set(between))
