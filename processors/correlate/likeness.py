"""How much of one text is in another: copies, crops and quotations, told from formulas with another name in them."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

SHINGLE: Final = 3  # words; the words that everybody writes are gone, so three in a row are seldom chance
ALIKE: Final = 88.0
SAME: Final = 97.0
SPELLING: Final = 75.0  # two words this alike are one word, spelt in two ways
# Fewer words of one's own than this are a formula or a caption; nothing follows from their being alike.
FEWEST: Final = 5
CROP: Final = 0.65
QUOTED: Final = 8  # shingles in common: a run of ten words
LONG: Final = 25
# Of a copy's words, so many may be others than the original's: more is a template with another name in it.
OTHERS: Final = 0.06
FOOTER: Final = 2  # words at the edge that must agree before a difference counts as inside the text


@dataclass(frozen=True)
class Likeness:
    """`kind`: same (word for word), copy, crop (one is a part of the other), quote (a run is common), none."""

    kind: str
    share: float


NONE: Final = Likeness("none", 0.0)


@lru_cache(maxsize=20_000)
def shingles(words: str) -> frozenset[str]:
    split = words.split()
    return frozenset(" ".join(split[at : at + SHINGLE]) for at in range(max(1, len(split) - SHINGLE + 1)))


@lru_cache(maxsize=20_000)
def text_keys(words: str) -> tuple[str, ...]:
    """Half of the shingles, the same half in every text: texts with a run in common share some with near certainty."""
    if len(words.split()) < FEWEST:
        return ()
    hashes = (blake2b(each.encode("utf-8", "surrogatepass"), digest_size=6).digest() for each in shingles(words))
    return tuple(f"w:{each.hex()}" for each in sorted(hashes) if each[0] & 1)


@lru_cache(maxsize=50_000)
def likeness(one: str, other: str) -> Likeness:
    if one == other:
        return Likeness("same", 1.0) if one.count(" ") + 1 >= FEWEST else NONE
    short, long = sorted((one.split(), other.split()), key=len)
    if len(short) < FEWEST:
        return NONE
    mine, theirs = shingles(" ".join(short)), shingles(" ".join(long))
    common = len(mine & theirs)
    share = common / len(mine)
    ratio = fuzz.ratio(one, other, score_cutoff=ALIKE)
    if ratio and not _substituted(short, long):
        return Likeness("same" if ratio >= SAME and len(short) >= LONG else "copy", ratio / 100)
    if share >= CROP and len(long) >= len(short) * 1.15 and not _substituted(short, long):
        return Likeness("crop", share)
    if common >= QUOTED and not (ratio or len(long) < len(short) * 1.3):
        return Likeness("quote", share)
    return NONE if common < 2 else Likeness("some", share)


def _substituted(short: list[str], long: list[str]) -> bool:
    """Whether inside the text other words stand where the other has its own, as in a formula with another name."""
    changed = 0
    steps = Levenshtein.opcodes(short, long)
    for number, step in enumerate(steps):
        if step.tag != "replace":
            continue
        at_edge = number == 0 or number == len(steps) - 1
        if at_edge and len(short) >= LONG:
            continue  # another channel's footer
        old, new = short[step.src_start : step.src_end], long[step.dest_start : step.dest_end]
        changed += sum(max((fuzz.ratio(word, each) for each in new), default=0.0) < SPELLING for word in old)
    return changed > len(short) * OTHERS
