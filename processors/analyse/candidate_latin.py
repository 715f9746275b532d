"""Self-styled groups named in Latin letters: by a head such names begin or end with, or by words that introduce one."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from processors.analyse.candidate_words import ATTACK, ATTACKING, ENGLISH, ENGLISH_TAIL, LATIN, SPEAKS
from processors.analyse.form import Begins
from processors.analyse.normalise import Normal
from schemas.messages import Reason

Named = tuple[int, int, str, tuple[Reason, ...]]
ATTACKS: Final = Begins(ATTACK, [term.removesuffix("*") for term in ATTACKING], 3)


def in_latin(normal: Normal) -> Iterable[Named]:
    original = normal.original
    speaking = SPEAKS.search(original)
    if not speaking and not ATTACKS.finditer(normal.form):
        return
    for pattern, why in (
        (ENGLISH, "says_its_name"),
        (LATIN, "named_like_a_group"),
        (ENGLISH_TAIL, "named_like_a_group"),
    ):
        for match in pattern.finditer(original):
            after = original[match.end() : match.end() + 60]
            before = original[max(0, match.start() - 40) : match.start()]
            if pattern is not ENGLISH and not (SPEAKS.search(after) or re.search(r"(?:by|from|of|group|faction|militia|called|named)\s+[\"“‘']?$", before) or re.match(r"\s*:", after)):  # fmt: skip
                continue
            places = _folded_places(normal, *match.span("name"))
            if places:
                yield *places, why, ()


def _folded_places(normal: Normal, start: int, end: int) -> tuple[int, int] | None:
    """The folded text's places of a stretch of the original."""
    first, last = bisect_left(normal.places, start), bisect_left(normal.places, end)
    return (first, last) if first < last else None
