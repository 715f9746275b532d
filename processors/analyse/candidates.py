"""Self-styled groups that the registry does not know."""

import re
from typing import Final

from processors.analyse.attacks import ATTACK
from processors.analyse.claims import ANNOUNCED, CLAIMED, CLAIMED_EN, DENIAL, FIRST_PERSON, OWN_MEN, SIGNED, WARNING
from processors.analyse.detector import Detector
from processors.analyse.normalise import Normal, fold, normalise
from processors.analyse.words import words
from schemas.messages import Brand, Candidate, Reason

_HEADS: Final = (
    "سرايا", "كتائب", "كتيبه", "لواء", "الويه", "حركه", "قوات", "فصيل", "عصبه", "جبهه", "مجموعه", "فرقه", "جيش", "رجال", "احرار", "ثوار", "اولياء", "صقور", "اسود", "فتيه", "ابناء",
)  # fmt: skip
HEADS: Final = tuple(fold(head) for head in _HEADS)
# Bodies of the state, of other countries, and words that make no name of what follows.
KNOWN: Final = words(
    "known", "قوات الاحتلال", "القوات الأمريكية", "قوات التحالف", "قوات الأمن", "القوات الأمنية", "قوات الحشد", "قوات أمريكية", "قوات البيشمركة", "قوات الجيش", "جيش الاحتلال", "جيش العراق", "الجيش العراقي", "كتائب القسام",
    "سرايا القدس", "سرايا السلام", "حركة حماس", "حركة الجهاد", "حركة فتح", "حركة حقوق", "حركة امتداد", "جيش المهدي", "لواء الحشد", "لواء في الجيش", "لواء المشاة", "كتائب الشهيد", "حركة المقاومة", "حركة طالبان", "رجال المقاومة", "رجال الله", "أبناء الشعب", "أبناء المقاومة", "رجال الدين", "رجال الأمن",
    "رجال الأعمال", "مجموعة من", "فرقة المشاة", "قوات أجنبية", "القوات الأجنبية", "قوات الشرطة", "قوات مكافحة", "قوات خاصة", "قوات النخبة", "أبناء العراق", "ابناء الجنوب", "مجموعة مسلحة", "فصيل مسلح", "حركة الشباب",
    "حركة السير", "حركة المرور", "حركة الملاحة", "حركة الطيران", "حركة النقل", "قوات الردع", "قوات حفظ", "جيش الطف", "حركة الأرصفة", "لواء ركن", "لواء متقاعد", "أبناء العشائر", "مجموعة العمل", "أبناؤكم", "رجال القبائل", "ثوار تشرين", "أحرار العالم", "أحرار العراق", "أبناء شعبنا", "رجال شعبنا", "ابناء شعبكم", "قوات الأمن", "ثوار العالم",
)  # fmt: skip
HEAD: Final = re.compile(rf"(?<!\w)[وفبل]?(?P<name>(?:{'|'.join(HEADS)})\s+\w+)")
# What can't be part of a name: the verb or preposition after it.
STOPS: Final = frozenset(
    [
        "تتبني",
        "تبنت",
        "تعلن",
        "اعلنت",
        "تستهدف",
        "استهدفت",
        "في",
        "من",
        "علي",
        "عن",
        "الي",
        "ان",
        "بعد",
        "قبل",
        "قرب",
        "تنفي",
        "نفت",
        "تحذر",
        "حذرت",
        "تصدر",
        "اصدرت",
        "تهدد",
        "تقصف",
        "قصفت",
        "تقول",
        "قالت",
        "بيان",
        "مع",
        "هذا",
        "التي",
        "الذي",
        "و",
        "او",
        "ثم",
        "تم",
        "قد",
        "لم",
        "لن",
        "لا",
        "ما",
        "كما",
        "حيث",
        "بان",
        "تقوم",
        "قامت",
        "نفذت",
        "تنفذ",
    ]
)
ENGLISH: Final = re.compile(
    r"(?:group|faction|militia|facade|façade)\s+(?:calling itself|called|named|by the name of|self-styled)\s+[\"“«']?(?P<name>[A-Z][\w'’-]+(?:\s+(?:[A-Z][\w'’-]+|al-[A-Z][\w'’-]+)){0,4})"
)
QUOTED: Final = re.compile(r"(?:نفسها|نفسه|باسم|تسمي|اسم|يسمي)\s+[\"“«(]?\s*(?P<name>\w+(?:\s+\w+){0,3})")
MOST_WORDS: Final = 4
LONG_ENOUGH: Final = 8


def find(normal: Normal, brands: tuple[Brand, ...]) -> tuple[Candidate, ...]:
    """Groups that speak or are said to: a name that begins as such names do, in a text that claims or threatens."""
    text = normal.text
    speaking = [
        kind
        for kind in (FIRST_PERSON, OWN_MEN, SIGNED, CLAIMED, CLAIMED_EN, ANNOUNCED, WARNING, DENIAL)
        if text in kind
    ]
    if not speaking or not (text in ATTACK or WARNING in speaking):
        return ()
    found: dict[str, Candidate] = {}
    for match in HEAD.finditer(text):
        start, end = match.start("name"), _end_of_name(text, match.start("name"))
        candidate = _candidate(normal, start, end, brands, "named_like_a_group", speaking[0].name)
        if candidate and candidate.surface not in found:
            found[candidate.surface] = candidate
    for match in ENGLISH.finditer(normal.original):
        if not any(brand.start < match.end("name") and brand.end > match.start("name") for brand in brands):
            reasons = (Reason(name="called_a_group"), Reason(name=speaking[0].name))
            start, end = match.span("name")
            found[match["name"]] = Candidate(surface=match["name"], start=start, end=end, reasons=reasons)
    return tuple(found.values())


def _end_of_name(text: str, start: int) -> int:
    end, count = start, 0
    for word in re.finditer(r"\w+", text[start:]):
        gap = text[end : start + word.start()]
        if count and (gap.strip(" ") or gap.count(" ") > 1):
            break
        if count == MOST_WORDS or (count and (word[0] in STOPS or word[0].startswith(("استهد", "تبن")))):
            break
        # A third word belongs to the name if it is defined as such names are: لواء أحرار العراق.
        if count >= 2 and not word[0].startswith("ال") and not _ends_here(text, start + word.end()):
            break
        end, count = start + word.end(), count + 1
    return end


def _ends_here(text: str, place: int) -> bool:
    """Whether a verb, a preposition or a pause follows: then the word before it still belongs to the name."""
    following = re.match(r"\s+(\w+)|\s*$|\s*[^\w\s]", text[place:])
    word = following[1] if following else None
    return following is not None and (word is None or word in STOPS or word.startswith(("استهد", "تبن")))


def _candidate(
    normal: Normal, start: int, end: int, brands: tuple[Brand, ...], name: str, speaking: str
) -> Candidate | None:
    surface_start, surface_end = normal.span(start, end)
    phrase = normal.text[start:end]
    known = phrase in KNOWN or " " not in phrase or len(phrase) < LONG_ENOUGH
    if known or any(brand.start < surface_end and brand.end > surface_start for brand in brands):
        return None
    return Candidate(
        surface=normal.original[surface_start:surface_end],
        start=surface_start,
        end=surface_end,
        reasons=(Reason(name=name), Reason(name=speaking)),
    )


DETECTOR = Detector(
    name="candidates",
    find=lambda text: find(normalise(text), ()),
    hits=("سرايا ثورة العشرين الثانية تتبنى استهداف رتل بعبوة ناسفة",),
    misses=("قوات الاحتلال استهدفت قاعدة", "حركة السير في بغداد متوقفة", "كتائب القسام تتبنى قصف مستوطنة"),
)
