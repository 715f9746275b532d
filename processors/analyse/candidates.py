"""Self-styled groups that the registry does not know: new façades appear hours before their first claim.

A candidate is named as such groups are (سرايا, لواء, كتائب …), or the text says that someone calls itself so; and it
speaks: it claims, threatens, denies, announces itself, or signs a text that does. Bodies of states and of other
countries are none.
"""

import re
from collections.abc import Iterable
from typing import Final

from processors.analyse.candidate_latin import ATTACKS, Named, in_latin
from processors.analyse.candidate_words import (
    ARMED,
    BY_NAME,
    CALLED,
    CLAIMING,
    CLAIMING_STEMS,
    EVERYDAY_HEADS,
    FOUNDED,
    HEAD,
    HEADS,
    INTRODUCED,
    INTRODUCTIONS,
    KIND,
    KNOWN,
    NATIONS,
    NEW_NAME,
    NOUNS,
    PARTS,
    PLACES,
    PLAIN_STOPS,
    QUOTED,
    QUOTES,
    STOPS,
    UMBRELLA,
    VERBS,
    WHO,
    WORD,
)
from processors.analyse.detector import Detector
from processors.analyse.form import Automaton, Begins, Match
from processors.analyse.names import LAST_LETTERS, PARTICLES
from processors.analyse.normalise import Normal, normalise
from schemas.messages import Brand, Candidate, Reason

_HEADS: Final = sorted(HEADS)
_TRIGGERS: Final = Automaton([*_HEADS, *INTRODUCTIONS, *QUOTES])
_FIRST_QUOTE: Final = len(_HEADS) + len(INTRODUCTIONS)
_CLAIMING: Final = Begins(CLAIMING, CLAIMING_STEMS, 1)
_UMBRELLA: Final = Begins(UMBRELLA, ["مقاومه"], 3)
MOST_WORDS: Final = 5
MOST_FOUND: Final = 50
NEAR: Final = 200
LATIN_WORD: Final = re.compile(r"[A-Z][a-z]{3}")
LATIN_LETTERS: Final = 4  # in such a word
SIGNATURE: Final = 40  # characters after a signature


def find(normal: Normal, brands: tuple[Brand, ...]) -> tuple[Candidate, ...]:
    """Groups that speak or are said to, each once: where it is named first."""
    fired = _TRIGGERS.find(normal.text, normal.form.coded)
    if not fired and len(normal.form.latin) < LATIN_LETTERS:
        return ()
    taken = [(brand.start, brand.end) for brand in brands]
    found: dict[str, Candidate] = {}
    for start, end, name, why in _named(normal, taken, fired):
        if len(found) >= MOST_FOUND:
            break
        if _taken(normal, start, end, taken):
            continue
        first, last = normal.span(start, end)
        phrase = normal.text[start:end]
        if phrase not in found and not any(phrase in known for known in found):
            reasons = (Reason(name=name, surface=normal.original[first:last], start=first, end=last), *why)
            found[phrase] = Candidate(surface=normal.original[first:last], start=first, end=last, reasons=reasons)
    return tuple(sorted(found.values(), key=lambda candidate: candidate.start)) if found else ()


def _named(normal: Normal, taken: list[tuple[int, int]], fired: list[Match]) -> Iterable[Named]:
    text = normal.text
    if text.isascii():
        yield from in_latin(normal)
        return
    names = []
    for _, start, last in (each for each in fired if each[0] < len(_HEADS)):
        if _taken(normal, start, last, taken):
            continue
        if last < len(text) and text[last] == " " and (outer := _outer(text, start)) is not None:
            end = _end(text, start)
            if end and _fit(text, start, end) and not _taken(normal, start, end, taken):
                names.append((outer, start, end))
    introduced = any(len(_HEADS) <= number < _FIRST_QUOTE for number, _, _ in fired)
    quoted = any(number >= _FIRST_QUOTE for number, _, _ in fired) and KIND.search(text) is not None
    if not names and not introduced and not quoted:
        yield from _in_mixed(normal)
        return
    claiming = [match.span() for match in _CLAIMING.finditer(normal.form)]
    yield from _speaking(normal, names, claiming)
    if introduced:
        yield from _introduced(normal, claiming)
    if quoted and (claiming or ATTACKS.finditer(normal.form)):
        yield from _quoted(normal)
    yield from _in_mixed(normal)


def _quoted(normal: Normal) -> Iterable[Named]:
    text = normal.text
    for match in QUOTED.finditer(text):
        start, end = match.span(match.lastgroup or "name")
        if text[start:end].split()[0] not in PLAIN_STOPS and _fit(text, start, end):
            yield start, end, "says_its_name", (_reason("introduced", match.start(), match.end(), normal),)


def _outer(text: str, start: int) -> int | None:
    """Where the word begins whose head stands at `start`, a particle before it counted in; None if it is another word."""
    if start and text[start - 1].isalnum() and text[start - 1] not in LAST_LETTERS:
        return None
    for length in range(4):
        first = start - length
        if first < 0:
            return None
        if first == 0 or not text[first - 1].isalnum():
            return first if not length or text[first:start] in PARTICLES else None
    return None


def _taken(normal: Normal, start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    if not taken:
        return False
    first, last = normal.span(start, end)
    return any(first < other_end and other_start < last for other_start, other_end in taken)


def _in_mixed(normal: Normal) -> Iterable[Named]:
    if LATIN_WORD.search(normal.original):
        yield from in_latin(normal)


def _introduced(normal: Normal, claiming: list[tuple[int, int]]) -> Iterable[Named]:
    text = normal.text
    for match in CALLED.finditer(text):
        if (
            (claiming or ATTACKS.finditer(normal.form))
            and (end := _end(text, match.end()))
            and _fit(text, match.end(), end)
        ):
            yield match.end(), end, "says_its_name", (_reason("introduced", match.start(), match.end(), normal),)
    for start in [match.end() for match in FOUNDED.finditer(text)]:
        head = HEAD.match(text, start)
        if head and (end := _end(text, head.start("head"))) and _fit(text, head.start("head"), end):
            yield head.start("head"), end, "announces_itself", ()


def _speaking(normal: Normal, names: list[tuple[int, int, int]], claiming: list[tuple[int, int]]) -> Iterable[Named]:
    text = normal.text
    attacks = [match.span() for match in ATTACKS.finditer(normal.form)]
    besides = any(not any(first <= start < last for first, last in claiming) for start, _ in attacks)
    for outer, start, end in names:
        armed = text[start:end].split(" ", 1)[0] in ARMED
        if armed and BY_NAME.search(text[max(0, outer - 40) : outer]):
            yield start, end, "says_its_name", ()
        elif (besides or (armed and (attacks or claiming))) and (place := _role(text, outer, end)):
            if place in {"introduced", "named_with_others"} and text[start:end].split(" ", 1)[0] in EVERYDAY_HEADS:
                continue
            near = next((each for each in claiming if each[0] < end + NEAR and each[1] > start - NEAR), None)
            yield start, end, place, (_reason("claims", *near, normal),) if near else ()
        elif NEW_NAME.match(text, end):
            yield start, end, "a_new_name", ()
    if not claiming or not attacks:
        return
    for match in _UMBRELLA.finditer(normal.form):
        if place := _role(text, match.start("name"), match.end("name")):
            yield match.start("name"), match.end("name"), place, (_reason("claims", *claiming[0], normal),)


def _role(text: str, start: int, end: int) -> str | None:
    """How the name stands to what is done: before or after the verb, as a headline's speaker, or as a signature."""
    after = text[end : end + 60]
    following = WORD.findall(after)[:4]
    if following[:2] == ["في", "العراق"]:
        following = following[2:]
    elif following and following[0] in WHO:
        following = following[1:]
    pause = after.lstrip(' "»”)')[:1]
    if following and following[0] in VERBS and pause not in {".", "\n"}:
        return "acts"
    if pause in {":", "|"} or (following and following[0] == "الي" and ":" in after):
        return "speaks"
    before = text[max(0, start - 60) : start]
    previous = WORD.findall(before)[-1:]
    if (
        previous and previous[0] in VERBS and not before.rstrip(' "«“(').endswith((".", ":", "،"))
    ) or INTRODUCED.search(before):
        return "introduced"
    if re.search(r"(?<!\w)و$", before + text[start : start + 1]) and previous:
        return "named_with_others" if VERBS & set(WORD.findall(before)) else None
    return "signs" if _signs(before, after, len(text) - end) else None


def _signs(before: str, after: str, left: int) -> bool:
    line, rest = before.rpartition("\n")[2], after.partition("\n")[0]
    written = any(map(str.isalnum, before)) or any(map(str.isalnum, after))
    if written and not any(map(str.isalnum, line)) and not any(map(str.isalnum, rest)):
        return True
    ends = before.rstrip(' "«“(-–')[-1:] in {".", "\n", "!", "؛", ":", "،"}
    return ends and left < SIGNATURE and not any(map(str.isalnum, after))


def _end(text: str, start: int) -> int | None:
    """Where a name that begins here ends: at a verb, a preposition, a pause, or after five words."""
    end, count = start, 0
    for match in WORD.finditer(text, start, min(len(text), start + 90)):
        word = match[0]
        if count and text[end : match.start()] != " ":
            break
        if count == MOST_WORDS or (count and _stops(word, count) and not _closes(text, match, count)):
            break
        end, count = match.end(), count + 1
    return end if count else None


def _closes(text: str, word: re.Match[str], count: int) -> bool:
    """Whether the word ends a name all the same: a verb, a quotation mark or a colon follows (كتيبة فجر سامراء تعلن)."""
    if count != 2 or word[0] in STOPS or word[0][:1] in "وفبل":
        return False
    if text[word.end() : word.end() + 1] in {"»", '"', "”", ")", ":"}:
        return True
    following = WORD.match(text, word.end() + 1)
    return following is not None and following[0] in VERBS


def _stops(word: str, count: int) -> bool:
    led = word[1:] if word[0] in "وفبلك" else ""
    if (word in STOPS and not (count == 1 and word in NOUNS)) or (led in PLAIN_STOPS and led != "ان"):
        return True
    if word[0] == "و" and led in STOPS and word not in NOUNS:
        return True
    if word in PLACES:
        return False
    # From the third word on a name goes on with what is defined as it is: لواء أحرار العراق, سرايا ثورة العشرين الثانية.
    return count >= 2 and not word.startswith("ال") and word not in {"الله", "المهندس", "الدين", "الثانيه"}


def _fit(text: str, start: int, end: int) -> bool:
    words = text[start:end].split()
    if words[0] in HEADS and (len(words) < 2 or (len(words) > 1 and words[1].isdigit())):
        return False
    if words[0] not in HEADS and len(words) < 2 and len(words[0]) < 5:
        return False
    if words[0] in HEADS and (words[1].removeprefix("ال").startswith(NATIONS) or words[1] in PARTS):
        return False
    if words[0] in HEADS and words[1][0] == "و" and words[1][1:] in PARTS:
        return False
    return words[0] not in KNOWN and " ".join(words[:2]) not in KNOWN and " ".join(words[:3]) not in KNOWN


def _reason(name: str, start: int, end: int, normal: Normal) -> Reason:
    first, last = normal.span(start, end)
    return Reason(name=name, surface=normal.original[first:last], start=first, end=last)


DETECTOR = Detector(
    name="candidates",
    find=lambda text: find(normalise(text), ()),
    hits=(
        "سرايا ثورة العشرين الثانية تتبنى استهداف رتل بعبوة ناسفة",
        "تبنت سرايا أولياء الدم قصف مطار أربيل بالصواريخ",
        "بيان صادر عن لواء ثأر المهندس: استهدفنا رتلا للاحتلال",
        'جماعة تطلق على نفسها "قبضة المهدي" تعلن مسؤوليتها عن تفجير عبوة برتل',
        "نعلن عن تأسيس كتائب ثأر الشهيدين لمقاومة الاحتلال",
        "استهدف مجاهدونا رتلا للاحتلال بعبوة ناسفة\nسرايا المنتقم",
        "المقاومة الإسلامية في العراق تعلن استهداف قاعدة عين الأسد بالطيران المسير",
        "A group calling itself Saraya Awliya al-Dam claimed the rocket attack on Erbil",
        "Liwa Thar al-Muhandis claims attack on convoy",
    ),
    misses=(
        "قوات الاحتلال استهدفت قاعدة",
        "حركة السير في بغداد متوقفة",
        "كتائب القسام تتبنى قصف مستوطنة",
        "قوات الأمن تنفي سقوط صواريخ",
        "لواء 45 في الحشد الشعبي ينفي تعرضه لقصف",
        "مجموعة من المسلحين استهدفت رتلا",
        "سرايا القدس تتبنى قصف عسقلان بالصواريخ",
        "Hezbollah claims rocket attack",
    ),
)
