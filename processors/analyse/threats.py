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
    "protesters": frozenset({"security_forces", "election_workers", "journalists", "lawyers"}),
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
BREATH: Final = 24  # characters in a list from one kind of people to the next
LISTED: Final = re.compile(r"(?<!\w)(?:و|او|and|or|with|لكل)(?!\w)|[,،/]|\sو(?:كل\s|ل|ال)?$")
TOUCHING: Final = 8  # characters between a verb and the people as its object: "to the"
THEM: Final = ("هم", "ها", "تها", "ته", "دده")
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
    people = people_of(reading)
    if not people:
        return None
    phrases = phrases_for(reading, cast, people)
    group = any(each.kind == "ours" for each in cast.all)
    weighed: list[tuple[float, Span, str, dict[str, Span]]] = []
    enough = menace.ENOUGH - sum(menace.AGAINST[name] for name in menace.against(reading, people))
    for target, name in people:
        weight, said = menace.weigh(reading, target, group=group, phrase=phrases.get(name))
        if weight >= enough:
            weighed.append((weight, target, name, said))
    met = {name for _, _, name, _ in weighed}
    weighed = [each for each in weighed if HIDDEN_BY.get(each[2], frozenset()).isdisjoint(met)]
    if not weighed:
        return None
    _, first, _, parts = max(weighed, key=lambda each: (each[0], -each[1][0]))
    found: dict[str, Span] = {}
    for _, target, name, _ in weighed:
        if target == first or _listed(reading.text, first, target):
            found.setdefault(name, target)
    names = [name for name in TARGETS if name in found]
    weights = menace.WEIGHTS | menace.SHAPES
    reasons = [reading.reason(part, span, weights[part]) for part, span in sorted(parts.items())]
    return Threat(targets=tuple(names), reasons=(*reasons, *(reading.reason(name, found[name]) for name in names)))


def _listed(text: str, one: Span, other: Span) -> bool:
    """Whether two kinds of people are named in one breath: who else a sentence names is somebody in the story."""
    first, second = sorted((one, other))
    between = text[first[1] : second[0]]
    return first[1] > second[0] or (len(between) <= BREATH and LISTED.search(between) is not None)


def people_of(reading: Reading) -> list[tuple[Span, str]]:
    """Whom a threat may be for and where they stand; nobody where nothing threatens, or they speak or look back."""
    if not (reading.has("threat_makes", "threat_passes") or menace.possible(reading)):
        return []
    if reading.has("look_back") and reading.has("comment"):
        return []
    if any(_says(reading.text, span) for name in OFFICES for span in reading.hits.get(name, ())):
        return []
    named = [
        (span, name)
        for name in TARGETS
        if name in reading.hits
        for span in reading.hits[name]
        if not reading.text.endswith(OFFICE, 0, span[0])
    ]
    return sorted([*named, *menace.workers(reading)])[:MOST]


def phrases_for(reading: Reading, cast: Cast, people: list[tuple[Span, str]]) -> dict[str, tuple[str, Span]]:
    """For whom a set phrase or a verb of threatening is, and where it stands."""
    found: dict[str, tuple[str, Span]] = {}
    for cue in ("threat_makes", "threat_passes"):
        for span in reading.hits.get(cue, ()):
            if not _counts(reading, cast, span, cue):
                continue
            for target, name in people:
                if name not in found and _for(reading, cast, span, target, cue):
                    found[name] = (_kind(reading, cast, span, target, cue), span)
    return found


def _kind(reading: Reading, cast: Cast, span: Span, target: Span, cue: str) -> str:
    """A threat in its own words, or a verb of threatening whose subject is an armed group, whose object the people are."""
    if cue == "threat_makes":
        return "phrased"
    subject = cast.subject(span)
    if subject is not None and subject.kind == "ours":
        return "group_threatens"
    text = reading.text
    behind = span[1] <= target[0] <= span[1] + TOUCHING
    direct = text.startswith(STRONG, span[0]) and (behind or text.endswith(THEM, 0, span[1]))
    return "threatens_them" if direct else "somebody_threatens"


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
        if text[ceiling - 1] in "؟?":  # who are they that threaten the drivers?
            return False
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
