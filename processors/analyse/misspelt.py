"""Long names with a wrong, missing, doubled or swapped letter.

A name with one error in it still holds one of its halves unchanged, with two errors one of its thirds: those pieces
are searched in the skeleton all at once, and only where one stands are the letters around it compared.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA, LCSseq

from processors.analyse.form import Automaton, Form, coded, skeleton_of
from processors.analyse.names import PARTICLES, Name
from processors.analyse.spread import Hit

SHORTEST: Final = 8
SHORTEST_TWICE: Final = 12  # letters of a name in which two errors still leave no doubt
MOST_NAMES: Final = 12  # a piece that more names share is made longer: the cost must not grow with the registry
MOST_FOUND: Final = 1_000  # in one text; only a hostile one holds more
PAUSE: Final = re.compile(r"[.!?؟،؛,;:\n()«»\"]")
# Words that are one letter away from a word of a name and mean something of their own.
_REAL = "كتاب كتب كاتب كتابه كتابات مكاتب كتيب مصايب مصاعب نصايب رهايب خبير خبر خبيره اصحابه صاحب اهالي العراق المعرف المعارف الكف الكهوف الكيف الثامرين الزايرين السايرين الحايرين الطايرين الدايرين البايرين الثايره الفقراء الافكار التنفيذي التنسيق الحقوق الخلق الصابرين الجبار الانبياء المنظمه حرس قول قوم رب ارباب ربيع ربط ضع رفع راي ولاء الواء الوعي الوحد دعاء وفاء قواعد قوت الحوله الاحق الدوله الاتحاد فصيله العصايم المصايب اصحابي"  # fmt: skip
REAL_WORDS: Final = frozenset(_REAL.split())


class Piece(NamedTuple):
    """A name's number, its letters before and after the piece, how many errors it may have, and these letters' codes."""

    number: int
    left: str
    right: str
    errors: int
    codes: bytes


class Misspelt:
    """Pieces of all long names, compiled once."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = _needed(names)
        pieces: dict[str, list[tuple[int, int]]] = {}
        for number, (_, bones) in enumerate(self._names):
            for first, last in _cut(bones):
                pieces.setdefault(bones[first:last], []).append((number, first))
        for piece in [each for each, holders in pieces.items() if len(holders) > MOST_NAMES]:
            self._lengthen(piece, pieces)
        self._pieces = [[self._around(piece, *holder) for holder in holders] for piece, holders in pieces.items()]
        self._widest = [
            (
                max(len(each.left) + each.errors for each in holders),
                max(len(each.right) + each.errors for each in holders),
            )
            for holders in self._pieces
        ]
        self._search = Automaton(list(pieces))

    def _around(self, piece: str, number: int, offset: int) -> Piece:
        bones = self._names[number][1]
        left, right = bones[:offset], bones[offset + len(piece) :]
        return Piece(number, left, right, _allowed(bones), coded(left + right))

    def _lengthen(self, piece: str, pieces: dict[str, list[tuple[int, int]]]) -> None:
        """A piece that many names share takes in their next letters until few share it."""
        todo = [(piece, pieces.pop(piece))]
        while todo:
            short, holders = todo.pop()
            longer: dict[str, list[tuple[int, int]]] = {}
            for number, first in holders:
                bones = self._names[number][1]
                last = first + len(short) + 1
                if last < len(bones):
                    longer.setdefault(bones[first:last], []).append((number, first))
                elif first:
                    longer.setdefault(bones[first - 1 : last - 1], []).append((number, first - 1))
            for key, named in longer.items():
                if len(named) > MOST_NAMES and len(key) < 2 * len(piece):
                    todo.append((key, named))
                elif len(named) <= MOST_NAMES:
                    pieces.setdefault(key, []).extend(named)

    def find(self, form: Form, covered: Sequence[tuple[int, int]]) -> list[Hit]:
        """`covered`: stretches of the skeleton, in order, that hold a name as it should be."""
        hits: dict[tuple[int, int], tuple[int, Hit]] = {}
        at = 0
        found = self._search.find("" if self._search.usual else form.bones, form.coded_bones)
        if not found:
            return []
        bones, codes = form.bones, form.coded_bones
        size, stretches = len(bones), len(covered)
        for number, first, last in found:
            while at < stretches and covered[at][1] <= first:
                at += 1
            if (at < stretches and covered[at][0] < last) or len(hits) >= MOST_FOUND:
                continue
            before, behind = self._widest[number]
            around = codes[first - before if first > before else 0 : last + behind]
            for holder, left, right, errors, letters in self._pieces[number]:
                if (
                    len(letters.translate(None, around)) > errors  # more of the name's letters stand nowhere around
                    or first + errors < len(left)  # there isn't room for the rest of the name
                    or size - last + errors < len(right)
                    or not _alike(bones, first, last, left, right, errors)
                ):
                    continue
                name, wanted = self._names[holder]
                expected = first - len(left)
                if best := _best(form, name, wanted, max(0, expected - errors), expected, errors):
                    distance, hit = best
                    known = hits.get((hit.start, hit.end))
                    if known is None or distance < known[0]:
                        hits[hit.start, hit.end] = best
        return [hit for _, hit in hits.values()]


def _needed(names: Iterable[Name]) -> list[tuple[Name, str]]:
    """The long names; one that holds another of the same organisation needs no search of its own."""
    needed: list[tuple[Name, str]] = []
    known: dict[str, list[tuple[str, float]]] = {}
    long = [(name, skeleton_of(name.text)) for name in names if not name.short and not name.derived]
    for name, bones in sorted(long, key=lambda each: len(each[1])):
        held = known.setdefault(name.id, [])
        if len(bones) >= SHORTEST and not any(
            other in bones and len(other) < len(bones) - 2 and prior >= name.prior for other, prior in held
        ):
            needed.append((name, bones))
            held.append((bones, name.prior))
    return needed


def _allowed(bones: str) -> int:
    return 1 if len(bones) < SHORTEST_TWICE else 2


def _cut(bones: str) -> list[tuple[int, int]]:
    parts = _allowed(bones) + 1
    size = len(bones) / parts
    return [(round(size * part), round(size * (part + 1))) for part in range(parts)]


def _alike(bones: str, first: int, last: int, left: str, right: str, errors: int) -> bool:
    """Whether the letters on both sides of a piece can be those of its name."""
    # Each error costs at most one of the letters that both have in the same order. The longer side tells sooner.
    before, behind = len(left), len(right)
    low, high = first - before - errors, last + behind + errors
    if before > behind:
        left_errors = before - LCSseq.similarity(left, bones[max(0, low) : first])
        if left_errors > errors or not behind:
            return left_errors <= errors
        return left_errors + behind - LCSseq.similarity(right, bones[last:high]) <= errors
    right_errors = behind - LCSseq.similarity(right, bones[last:high])
    if right_errors > errors or not before:
        return right_errors <= errors
    return right_errors + before - LCSseq.similarity(left, bones[max(0, low) : first]) <= errors


def _best(form: Form, name: Name, wanted: str, begin: int, expected: int, errors: int) -> tuple[int, Hit] | None:
    """The stretch of whole words that is nearest to the name."""
    text, bones, places = form.text, form.bones, form.kept
    best: tuple[int, Hit] | None = None
    for first in range(begin, min(expected + errors + 1, len(places))):
        start = places[first]
        if not _begins(text, start):
            continue
        low = first + len(wanted) - errors
        for last in range(max(first + 1, low), min(len(places), first + len(wanted) + errors) + 1):
            end = places[last - 1] + 1
            if end < len(text) and text[end].isalnum():
                continue
            distance = OSA.distance(wanted, bones[first:last], score_cutoff=errors)
            if (
                0 < distance <= errors
                and (best is None or distance < best[0])
                and _plausible(text[start:end], name.text)
            ):
                best = distance, Hit(name, start, end, disguised=_broken(text[start:end]))
    return best


def _begins(text: str, place: int) -> bool:
    if place == 0 or not text[place - 1].isalnum():
        return True
    before = text[max(0, place - 2) : place]
    return (before[-1:] in PARTICLES and not before[:-1].isalnum()) or (
        before in PARTICLES and not text[max(0, place - 3) : place - 2].isalnum()
    )


def _plausible(written: str, name: str) -> bool:
    """Not a change of sense: no sentence ends inside, numbers are the same, one error a word."""
    if PAUSE.search(written) and any(len(part) > 1 for part in PAUSE.split(written)) and " " in written:
        return False
    if re.findall(r"\d", written) != re.findall(r"\d", name):
        return _in_arabic(written) and not any(character.isdigit() for character in name)
    words, wanted = re.findall(r"\w+", written), name.split()
    if len(words) != len(wanted):
        return True
    return all(
        one == other or (OSA.distance(one, other) <= max(1, len(other) // 5) and len(other) > 2)
        for one, other in zip(words, wanted, strict=True)
    )


def is_another_word(written: str, name: str) -> bool:
    """Whether a word that differs from the name's is one that means something of its own."""
    return not REAL_WORDS.isdisjoint(set(written.split()) - set(name.split()))


def _in_arabic(written: str) -> bool:
    return re.search(r"[ء-ي]\d|\d[ء-ي]", written) is not None


def _broken(written: str) -> bool:
    """A character that is no letter inside a word, or a foreign one among Arabic letters."""
    return re.search(r"\w[^\w\s]+\w|[ء-ي][a-z0-9]|[a-z0-9][ء-ي]|[a-z][0-9]|[0-9][a-z]", written) is not None
