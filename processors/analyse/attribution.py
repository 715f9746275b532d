"""Whose attack it was, by the façade that claimed it and by the area where it happened: the contract's rules, with quotes."""

from typing import Final

from schemas.messages import Attribution, AttributionCandidate, Certainty, Claim, Reason
from schemas.registry import Area, Organisation, Registry

SURE: Final = ("exclusive", "assessed")  # what an area's lead must be to stand alone; the first is the stronger
NO_WEAPON: Final = (None, "other")


def attribute(
    claim: Claim | None, registry: Registry, claiming: tuple[str, ...] = ()
) -> tuple[Attribution | None, str | None]:
    """The attribution, or None with the reason why there is none; (None, None) where the question doesn't arise.

    `claiming` are all who claim or eulogise in the post: `claim.brands` has those of the stronger kind only.
    """
    if claim is None or claim.kind not in {"claim", "eulogy"}:
        return None, None
    named = [registry.organisation(id_) for id_ in dict.fromkeys((*claim.brands, *claiming))]
    facades = [(brand, *found) for brand in named if (found := _operator(brand, claim))]
    areas = [area for area in registry.areas if area.id in claim.areas] if claim.areas else []
    areas.sort(key=lambda area: claim.areas.index(area.id))
    candidates = tuple(_facade_candidate(*facade) for facade in facades) + tuple(map(_area_candidate, areas))
    operators = list(dict.fromkeys(operator for _, operator, _ in facades))
    if len(operators) > 1:
        return None, f"façades of several operators are named: {', '.join(sorted(operators))}"
    if operators:
        # An area that agrees could only raise what a fitting façade has already: exclusive is the highest, and a weapon
        # that is not the façade's own caps it at assessed whatever the area says.
        certainty = min((found for _, _, found in facades), key=SURE.index)
        return Attribution(organisation=operators[0], certainty=certainty, candidates=candidates), None
    return _by_area(areas, candidates, claim)


def _operator(brand: Organisation, claim: Claim) -> tuple[str, Certainty] | None:
    """A fasil is its own operator; an exclusive façade is its operator's, less certainly with a weapon not its own."""
    if brand.kind == "fasil":
        return brand.id, "exclusive"
    if brand.operator is None or brand.certainty != "exclusive":
        return None
    fitting = not brand.claims or "any" in brand.claims or claim.attack in (*NO_WEAPON, *brand.claims)
    return brand.operator, "exclusive" if fitting else "assessed"


def _by_area(
    areas: list[Area], candidates: tuple[AttributionCandidate, ...], claim: Claim
) -> tuple[Attribution | None, str | None]:
    if not areas:
        place = f" ({', '.join(claim.areas)} is none)" if claim.areas else ""
        return None, f"no exclusive façade and no known area is named{place}"
    leads = list(dict.fromkeys(area.lead for area in areas))
    if len(leads) > 1:
        return None, f"the areas have different leads: {', '.join(sorted(leads))}"
    standing = [area for area in areas if area.certainty in SURE and not area.contested_by]
    if not standing:
        area = areas[0]
        if area.certainty not in SURE:
            return None, f"the lead in {area.id} is only {area.certainty}"
        return None, f"the lead in {area.id} is contested by {', '.join(area.contested_by)}"
    best = min(standing, key=lambda area: SURE.index(area.certainty))
    return Attribution(organisation=best.lead, certainty=best.certainty, candidates=candidates), None


def _facade_candidate(brand: Organisation, operator: str, certainty: Certainty) -> AttributionCandidate:
    return AttributionCandidate(
        organisation=operator, certainty=certainty, basis=(Reason(name=f"facade:{brand.id}", quote=brand.quote),)
    )


def _area_candidate(area: Area) -> AttributionCandidate:
    return AttributionCandidate(
        organisation=area.lead, certainty=area.certainty, basis=(Reason(name=f"area:{area.id}", quote=area.quote),)
    )
