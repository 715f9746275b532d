"""Whether a post carries a claim, a eulogy, a denial or a warning, and of what."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from processors.analyse.attacks import ATTACK, AreaFinder, targets, weapon
from processors.analyse.brands import distinct
from processors.analyse.dates import find_interval
from processors.analyse.detector import Detector
from processors.analyse.normalise import Normal, normalise
from processors.analyse.words import Words, words
from schemas.messages import Brand, Candidate, Claim, ClaimKind, Reason
from schemas.registry import Registry

# A brand of these kinds can do or claim an attack; a news channel or a political list can't.
FIGHTING: Final = frozenset({"fasil", "facade", "umbrella", "reported_unit", "street_front", "cyber_front"})

LONGEST_AND: Final = 4  # code points

FIRST_PERSON: Final = words(
    "first_person_claim",
    "استهدفنا", "قصفنا", "نفذنا", "ضربنا", "دككنا", "فجرنا", "مسؤوليتنا عن", "نعلن مسؤوليتنا", "نتبنى", "تبنينا", "نعلن تبنينا", "نعلن استهداف", "مجاهدونا", "مجاهدينا", "أبطالنا",
    "تمكن مجاهدو*", "تمكن أبناؤكم", "قام مجاهدو*", "نفذ مجاهدو*", "استهدف مجاهدو*", "تمكنت مجموعة من مجاهد*", "بعون الله تم استهداف", "بعون الله وتوفيقه", "تم بعون الله", "بفضل الله تم",
    "وجه مجاهدو*", "أقدم مجاهدو*", "تمكن رجال*", "نفذت مجموعاتنا", "سرايانا", "تمكنت سرايانا", "استهدفت سرايانا", "عبواتنا", "صواريخنا", "طائراتنا",
    "we targeted", "we struck", "we hit", "our fighters", "our mujahideen", "we claim", "our men", "رزمندگان ما", "هدف قرار دادیم",
)  # fmt: skip
CLAIMED: Final = words(
    "claimed", "تتبنى", "تبنت", "يتبنى", "تبنى", "تبنّت", "تعلن مسؤوليتها", "أعلنت مسؤوليتها", "أعلن مسؤوليته", "يعلن مسؤوليته", "تعلن تبنيها", "أعلنت تبنيها", "تعلن استهداف*", "أعلنت استهداف*",
    "تعلن تنفيذ*", "أعلنت تنفيذ*", "تعلن قصف*", "أعلنت قصف*", "تبنيها", "مسؤوليتها عن", "مسؤوليته عن", "claim responsibility", "claims responsibility", "claimed responsibility", "claims the", "claimed the", "claims an", "claimed an",
    "claims attack*", "claimed attack*", "claims credit", "claimed credit", "took responsibility", "takes responsibility", "مسئولیت * بر عهده گرفت", "بر عهده گرفت", "به عهده گرفت",
)  # fmt: skip
# The name stands between the verb and what is claimed: "X announces" is written "announces X the targeting of …".
ANNOUNCED: Final = Words(
    "announced",
    re.compile(
        r"(?<!\w)[وف]?(?:تعلن|اعلنت|يعلن|اعلن|نعلن)(?:\s+[^\s.؛]+){0,6}?\s+(?:عن\s+)?"
        r"(?:استهداف\w*|قصف\w*|مسووليت\w*|تنفيذ\w*|تبني\w*|تفجير\w*|ضرب\w*)(?!\w)"
    ),
)
# "Your brothers in X managed to target …", "our forces pounded …": who writes so speaks for those who did it.
OWN_MEN: Final = Words(
    "first_person_claim",
    re.compile(
        r"(?<!\w)[وف]?(?:تمكن|وفق|نجح|قام|اقدم|دك|قصف|استهدف|ضرب|هاجم|فجر|امطر|نفذ)(?:ت|وا)?\s+(?:[^\s.؛]+\s+)?"
        r"(?:اخوانكم|اخوتكم|ابناوكم|ابناءكم|رجالكم|(?:قوات|مقاتل[وي]|رجال|وحدات|مجموعات|ابطال|اسود|ثوار|مجموعه\s+من\s+مقاتلي)نا)(?!\w)"
    ),
)
# "The brigades of X targeted …" is a bare report, unless their name is under it.
SIGNED: Final = Words(
    "signed_report",
    re.compile(
        r"(?<!\w)[وف]?(?:استهدفت|قصفت|دكت|هاجمت|فجرت|نفذت|ضربت|امطرت)\s+(?=(\w+\s+\w+(?:\s+\w+)?)(?!\w)"
        r"[^\0]*\n\W*\1(?!\w)[^\n]{0,20}\s*(?:\n[^\n]{0,20}\s*)?$)"
    ),
)
# "claims a double drone attack", "claimed ten rockets".
CLAIMED_EN: Final = Words(
    "claimed",
    re.compile(
        r"(?<!\w)claim(?:s|ed)\s+(?:[\w-]+\s+){0,4}?(?:attack|strike|rocket|drone|missile|mortar|ied|bomb|shelling|ambush)\w*"
    ),
)
NOT_CLAIMED: Final = words(
    "nobody_claimed", "لم تتبن*", "لم يتبن*", "لم تعلن أي", "لم يعلن أي", "لم تعلن", "لم يعلن", "دون أن تتبنى", "دون أن يتبنى", "ولم تتبن", "لم يصدر أي تبن", "من دون تبن",
    "neither claimed nor denied", "لم تؤكد ولم تنف", "لم يؤكد ولم ينف", "no group has claimed", "no one has claimed", "nobody has claimed", "no claim of responsibility", "not claimed", "unclaimed", "has not claimed", "have not claimed", "هیچ گروهی",
)  # fmt: skip
EULOGY: Final = words(
    "eulogy", "نبارك", "تبارك", "يبارك", "باركت", "مبارك للمجاهدين", "سلمت الأيادي", "سلمت أياديكم", "سلمت اياديكم", "سلمت أيادي", "طوبى للسواعد", "طوبى لتلك السواعد", "تحية للسواعد", "نحيي", "تحيي", "بوركت السواعد",
    "بوركت الأيادي", "نهنئ", "شكرا لرجال", "praise*", "blesses", "blessed the", "congratulat*", "hail*", "تبریک",
)  # fmt: skip
DENIAL: Final = words(
    "denial", "ننفي", "تنفي", "ينفي", "نفت", "نفى", "نفي", "لا علاقة لنا", "لا صلة لنا", "لا علاقة لها", "ليس لنا علاقة", "لسنا من", "لم ننفذ", "غير صحيح", "نستنكر زج اسم",
    "denies", "denied", "deny", "no connection to", "had no role", "تکذیب کرد", "تكذب",
)  # fmt: skip
WARNING: Final = words(
    "warning", "نحذر", "تحذر", "حذرت", "يحذر", "تحذير", "نتوعد", "تتوعد", "يتوعد", "توعدت", "تهدد", "يهدد", "يهددون", "هددت", "نهدد", "إنذار", "إنذارا", "تنذر", "ينذر", "ننذر", "لن تكون بمأمن", "أعذر من أنذر", "نمهل", "تمهل", "أمهلت", "مهلة", "سيكون ردنا", "سنرد", "الرد قادم", "ردنا سيكون",
    "لن يكونوا بمأمن", "لن تكونوا بمأمن", "ستكون هدفا", "ستكونون هدفا", "سيكون هدفا", "هدفا مشروعا", "أهدافا مشروعة", "هدف مشروع", "أهداف مشروعة", "القادم أعظم", "انتظروا", "سوف نستهدف", "سنستهدف",
    "we warn", "warns", "warned", "threaten*", "will be targeted", "legitimate target*", "ultimatum", "هشدار",
)  # fmt: skip
ACCUSED: Final = words(
    "accused", "اتهم", "اتهمت", "يتهم", "تتهم", "متهمة", "متهم", "المتهمة", "يشتبه", "accus*", "blam*", "suspect*", "alleged*",
)  # fmt: skip
COMMENT: Final = words(
    "comment",
    "يرى محللون",
    "تحليل",
    "دراسة",
    "تقرير",
    "باحث",
    "analysis",
    "analyst*",
    "study",
    "according to research*",
)


@dataclass(frozen=True)
class ClaimFinder:
    """Reads claims against one registry."""

    areas: AreaFinder
    fighting: frozenset[str]

    def find(
        self, normal: Normal, brands: tuple[Brand, ...], candidates: tuple[Candidate, ...], posted: datetime | None
    ) -> Claim | None:
        """None if nobody speaks for an organisation or a self-styled group."""
        speakers = tuple(id_ for id_ in distinct(brands) if id_ in self.fighting)
        if not speakers and not candidates:
            return None
        kind, reasons = kind_of(normal)
        if kind is None:
            return None
        attack = weapon(normal.text) if kind != "warning" or normal.text in ATTACK else None
        return Claim(
            attack=attack,
            brands=_of_kind(speakers, brands, normal, kind),
            areas=self.areas.find(normal),
            targets=targets(normal.text),
            when=find_interval(normal, posted) if posted and kind in {"claim", "eulogy"} else None,
            kind=kind,
            reasons=reasons,
        )


def claim_finder(registry: Registry) -> ClaimFinder:
    fighting = frozenset(o.id for o in registry.organisations if o.kind in FIGHTING)
    return ClaimFinder(AreaFinder(registry), fighting)


def kind_of(normal: Normal) -> tuple[ClaimKind | None, tuple[Reason, ...]]:
    """The strongest kind that the words carry, in the order claim, eulogy, denial, warning."""
    text = normal.text
    attacked = text in ATTACK or weapon(text) is not None
    denied = () if text in NOT_CLAIMED else DENIAL.reasons(normal)
    claims = FIRST_PERSON.reasons(normal) or OWN_MEN.reasons(normal) or SIGNED.reasons(normal)
    if not claims and text not in NOT_CLAIMED and text not in ACCUSED:
        claims = CLAIMED.reasons(normal) or CLAIMED_EN.reasons(normal) or ANNOUNCED.reasons(normal)
    if claims and attacked and not denied and text not in COMMENT:
        return "claim", claims
    for kind, named in ORDER:
        reasons = denied if kind == "denial" else named.reasons(normal)
        if reasons and (kind == "warning" or attacked or text in CLAIMED) and text not in COMMENT:
            return kind, reasons
    return None, ()


ORDER: Final[tuple[tuple[ClaimKind, Words], ...]] = (("eulogy", EULOGY), ("denial", DENIAL), ("warning", WARNING))


def _of_kind(speakers: tuple[str, ...], brands: tuple[Brand, ...], normal: Normal, kind: ClaimKind) -> tuple[str, ...]:
    """Of several organisations, those that speak: named nearest to the word that carries the kind; all if one sentence."""
    if len(speakers) < 2:  # one speaker needs no choosing
        return speakers
    carrying = {
        "claim": (FIRST_PERSON, OWN_MEN, SIGNED, CLAIMED, CLAIMED_EN, ANNOUNCED),
        "eulogy": (EULOGY,),
        "denial": (DENIAL,),
        "warning": (WARNING,),
    }[kind]
    places = [normal.span(m.start(), m.end())[0] for w in carrying for m in w.pattern.finditer(normal.text)]
    near = {
        min((abs(brand.start - place), brand.id) for brand in brands if brand.id in speakers)[1] for place in places
    }
    # Names that stand beside each other, with at most an "and" between them, speak together.
    named = [brand for brand in brands if brand.id in speakers]
    for one, other in pairwise(named):
        if other.start - one.end <= LONGEST_AND and near & {one.id, other.id}:
            near |= {one.id, other.id}
    return tuple(id_ for id_ in speakers if id_ in near) or speakers


DETECTOR = Detector(
    name="claim",
    find=lambda text: kind_of(normalise(text))[0],
    hits=(
        "تمكن مجاهدونا من استهداف رتل للاحتلال بعبوة ناسفة",
        "تمكن إخوانكم في السرايا من استهداف رتل للاحتلال بعبوة ناسفة",
        "دكت قواتنا القاعدة بصاروخين",
        "أصحاب الكهف تتبنى استهداف القاعدة بالصواريخ",
        "The group claims responsibility for the rocket attack",
        "ننفي أي علاقة لنا بالهجوم",
        "نبارك العملية النوعية للمجاهدين",
        "نحذر كل من يتعامل مع الاحتلال",
    ),
    misses=(
        "لم تتبن أي جهة الهجوم الصاروخي",
        "No group has claimed the attack",
        "سقوط صاروخين قرب المطار",
        "درجات الحرارة غداً",
    ),
)
