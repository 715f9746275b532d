"""Which two posts tell of the same thing: decided from the two alone, so that it never depends on who came first."""

import re
from hashlib import blake2b
from typing import Final

from rapidfuzz import fuzz
from rensa import RMinHash

from processors.correlate.memory import Entry
from schemas.messages import AnalysedPost

HOUR: Final = 3600.0
COPY_WINDOW: Final = 72 * HOUR  # a copy of a text after three days is a new use of it
# Claims of one attack follow each other within hours; the same place is attacked again on another day.
ATTACK_WINDOW: Final = 12 * HOUR
# The Tansiqiya's closest statements in the source article are a day apart.
STATEMENT_WINDOW: Final = 8 * HOUR
SHORTEST_COPY: Final = 40  # folded characters; less is a formula that everybody writes
ALIKE: Final = 88.0
PERMUTATIONS, BANDS, SEED = 64, 16, 42
WORD: Final = re.compile(r"\w+")
DAY: Final = 24 * HOUR  # every window of a key is shorter, so two posts within it share one of the two days of a key


def keys_of(post: AnalysedPost, normalized: str, at: float, origin: str) -> tuple[str, ...]:
    """What a post can be found by. Two posts that share none are never linked."""
    keys = [f"o:{origin}"]
    if len(normalized) >= SHORTEST_COPY:
        keys.append(f"t:{_hash(normalized)}")
        keys += bands(normalized)
    claim = post.claim
    if claim and claim.attack and claim.kind in {"claim", "eulogy", "denial"}:
        day = int(at // DAY)
        keys += [f"c:{claim.attack}:{area}:{day + shift}" for area in claim.areas for shift in (0, 1)]
    if post.tansiqiya.class_ in {"statement", "relay"}:
        day = int(at // DAY)
        keys += [f"s:{day + shift}" for shift in (0, 1)]
    return tuple(keys)


def bands(normalized: str) -> list[str]:
    """Locality-sensitive hashes: texts that are 88 % alike share one of the sixteen with near certainty."""
    words = WORD.findall(normalized)
    shingles = [" ".join(words[place : place + 2]) for place in range(max(1, len(words) - 1))]
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(shingles)
    values = sketch.digest()
    rows = PERMUTATIONS // BANDS
    return [f"b{band}:{_hash(repr(values[band * rows : (band + 1) * rows]))}" for band in range(BANDS)]


def linked(one: Entry, other: Entry) -> bool:
    """Whether two posts tell of the same thing."""
    apart = abs(one.at - other.at)
    if one.origin and one.origin == other.origin:
        return True
    if _contradict(one, other):
        return False
    if apart <= COPY_WINDOW and _same_text(one, other):
        return True
    if apart <= STATEMENT_WINDOW and {one.tansiqiya, other.tansiqiya} <= {"statement", "relay"}:
        return True
    return apart <= ATTACK_WINDOW and _same_attack(one, other)


def _same_text(one: Entry, other: Entry) -> bool:
    if min(len(one.normalized), len(other.normalized)) < SHORTEST_COPY:
        return False
    return one.normalized == other.normalized or fuzz.ratio(one.normalized, other.normalized, score_cutoff=ALIKE) > 0


def _same_attack(one: Entry, other: Entry) -> bool:
    """One kind of attack in one area: whoever claims, blesses or denies it."""
    if not (one.claim and other.claim) or one.claim.attack is None or one.claim.attack != other.claim.attack:
        return False
    if "warning" in {one.claim.kind, other.claim.kind} or {one.claim.kind, other.claim.kind} == {"denial"}:
        return False
    same_area = not set(one.claim.areas).isdisjoint(other.claim.areas)
    return same_area and not _disjoint(one.claim.targets, other.claim.targets)


def _contradict(one: Entry, other: Entry) -> bool:
    """Formulas make texts of different attacks alike; what they say of the attack tells them apart."""
    if not (one.claim and other.claim):
        return False
    if one.claim.attack and other.claim.attack and one.claim.attack != other.claim.attack:
        return True
    when, then = one.claim.when, other.claim.when
    return _disjoint(one.claim.areas, other.claim.areas) or bool(when and then and when.start != then.start)


def _disjoint(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(one and other) and set(one).isdisjoint(other)


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
