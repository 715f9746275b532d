"""One post: labels beside findings, as a list of judgements. Every measure and every listed mistake is made of these."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from msgspec import UNSET

from rasd.evaluation.found import Found, FoundClaim
from rasd.evaluation.labels import AttributionLabel, ClaimLabel, Labels, ThreatLabel
from schemas.messages import Interval

Outcome = Literal["tp", "fp", "fn", "right", "wrong"]
BAGHDAD: Final = ZoneInfo("Asia/Baghdad")
LONGEST_WHEN: Final = timedelta(days=3)  # a longer interval does not say when
SAME: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None})


@dataclass(frozen=True)
class Judgement:
    aspect: str
    outcome: Outcome
    expected: str
    found: str


def judge(labels: Labels, found: Found) -> list[Judgement]:
    """Every comparison that the labels allow."""
    parts = (_brands, _candidates, _tansiqiya, _claim, _threat, _attribution)
    return [judgement for part in parts for judgement in part(labels, found)]


def _brands(labels: Labels, found: Found) -> Iterator[Judgement]:
    if labels.brands is UNSET:
        return
    expected = {brand.id: brand for brand in labels.brands}
    yield from _sets("organisation", expected, found.brands, lambda one, other: one == other)
    if "other_sense" in labels.classes:
        extra = sorted(set(found.brands) - set(expected))
        yield Judgement("other sense", "wrong" if extra else "right", "none", ", ".join(extra))
    for id_, brand in expected.items():
        known = found.brands.get(id_)
        if brand.role is not UNSET:
            yield _same("role", f"{id_} {brand.role}", f"{id_} {known.role}" if known else f"{id_} not found")
        if brand.disguised is not UNSET and known is not None:
            yield _same("disguised", f"{id_} {brand.disguised}", f"{id_} {known.disguised}")


def _candidates(labels: Labels, found: Found) -> Iterator[Judgement]:
    if labels.candidates is not UNSET:
        yield from _sets("candidate", labels.candidates, found.candidates, _same_words)


def _tansiqiya(labels: Labels, found: Found) -> Iterator[Judgement]:
    if labels.tansiqiya is not UNSET:
        yield _same("tansiqiya", labels.tansiqiya, found.tansiqiya)


def _claim(labels: Labels, found: Found) -> Iterator[Judgement]:
    expected, said = labels.claim, found.claim
    if expected is UNSET:
        return
    if expected is None:
        if said is not None:
            yield Judgement("claim", "fp", "none", said.kind)
            yield from _sets("area", (), said.areas, _same_place)
        return
    yield Judgement("claim", "tp" if said else "fn", expected.kind, said.kind if said else "none")
    yield from _claim_parts(expected, said)


def _claim_parts(expected: ClaimLabel, said: FoundClaim | None) -> Iterator[Judgement]:
    yield _same("kind", expected.kind, said.kind if said else "none")
    if expected.attack is not UNSET:
        yield _same("attack", str(expected.attack), str(said.attack) if said else "no claim")
    if expected.brands is not UNSET:
        yield _same("claim brands", _listed(expected.brands), _listed(said.brands) if said else "no claim")
    if expected.areas is not UNSET:
        yield from _sets("area", expected.areas, said.areas if said else (), _same_place)
    if expected.targets is not UNSET and expected.targets:
        yield _same("claim targets", _listed(expected.targets), _listed(said.targets) if said else "no claim")
    if expected.when is not UNSET:
        right = said is not None and _same_day(expected.when, said.when)
        when = f"{said.when.start} to {said.when.end}" if said and said.when else "none"
        yield Judgement("when", "right" if right else "wrong", str(expected.when), when)


def _threat(labels: Labels, found: Found) -> Iterator[Judgement]:
    expected, said = labels.threat, found.threat
    if expected is UNSET or (expected is None and said is None):
        return
    named = _listed(expected.targets) if isinstance(expected, ThreatLabel) and expected.targets is not UNSET else ""
    outcome: Outcome = "tp" if expected and said is not None else "fn" if expected else "fp"
    yield Judgement("threat", outcome, named or ("a threat" if expected else "none"), _listed(said or ()) or "none")
    if outcome == "tp" and named:
        yield _same("threat targets", named, _listed(said or ()))


def _attribution(labels: Labels, found: Found) -> Iterator[Judgement]:
    expected = labels.attribution
    said = found.attribution
    if isinstance(expected, AttributionLabel):
        yield _same("attribution", expected.organisation, said[0] if said else "none")
        if expected.certainty is not UNSET and said and said[0] == expected.organisation:
            yield _same("certainty", expected.certainty, said[1])
    elif expected is None and (labels.claim or said):
        yield _same("no attribution", "none", said[0] if said else "none")


def _sets(
    aspect: str, expected: Iterable[str], found: Iterable[str], same: Callable[[str, str], bool]
) -> Iterator[Judgement]:
    wanted, left = list(dict.fromkeys(expected)), list(dict.fromkeys(found))
    for one in wanted:
        match = next((other for other in left if same(one, other)), None)
        if match is None:
            yield Judgement(aspect, "fn", one, "none")
        else:
            left.remove(match)
            yield Judgement(aspect, "tp", one, match)
    yield from (Judgement(aspect, "fp", "none", other) for other in left)


def _same(aspect: str, expected: str, found: str) -> Judgement:
    return Judgement(aspect, "right" if expected == found else "wrong", expected, found)


def _listed(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))


def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in {"Mn", "Cf"})
    return " ".join(re.findall(r"\w+", plain.casefold().translate(SAME)))


def _same_words(one: str, other: str) -> bool:
    """A name with or without the words around it: "the group X" is X."""
    first, second = f" {_folded(one)} ", f" {_folded(other)} "
    return first in second or second in first


def _same_place(one: str, other: str) -> bool:
    if one == other:
        return True
    # Ids of the registry are plain ASCII; a free place name may carry its kind ("قضاء الطارمية").
    return not one.isascii() and not other.isascii() and _same_words(one, other)


def _same_day(expected: date | None, found: Interval | None) -> bool:
    if expected is None or found is None:
        return expected is None and found is None
    start, end = datetime.fromisoformat(found.start), datetime.fromisoformat(found.end)
    midnight = datetime.combine(expected, time(), tzinfo=BAGHDAD)
    return start < midnight + timedelta(days=1) and end > midnight and end - start <= LONGEST_WHEN
