"""Whose attack it was, by the façade that claimed it and by the area where it happened: the contract's rules, with quotes."""

from schemas.messages import Attribution, AttributionCandidate, Certainty, Claim, Reason
from schemas.registry import Area, Organisation, Registry


def attribute(claim: Claim | None, registry: Registry) -> tuple[Attribution | None, str | None]:
    """The attribution, or None with the reason why there is none; (None, None) where the question doesn't arise."""
    if claim is None or claim.kind not in {"claim", "eulogy"}:
        return None, None
    named = [registry.organisation(id_) for id_ in claim.brands]
    by_facade = {operator: (brand, certainty) for brand in named for operator, certainty in _operator(brand, claim)}
    areas = [registry.area(id_) for id_ in claim.areas if id_ in {area.id for area in registry.areas}]
    candidates = [_facade_candidate(operator, *found) for operator, found in by_facade.items()]
    candidates += [_area_candidate(area) for area in areas]
    if len(by_facade) > 1:
        return None, f"façades of several operators are named: {', '.join(sorted(by_facade))}"
    if by_facade:
        ((operator, (_, certainty)),) = by_facade.items()
        # An area that agrees could only raise what a fitting façade has already: exclusive is the highest, and a weapon
        # that is not the façade's own caps it at assessed whatever the area says.
        return Attribution(organisation=operator, certainty=certainty, candidates=tuple(candidates)), None
    return _by_area(areas, candidates)


def _operator(brand: Organisation, claim: Claim) -> list[tuple[str, Certainty]]:
    """A fasil is its own operator; an exclusive façade is its operator's, less certainly with a weapon not its own."""
    if brand.kind == "fasil":
        return [(brand.id, "exclusive")]
    if brand.operator is None or brand.certainty != "exclusive":
        return []
    fitting = not brand.claims or "any" in brand.claims or claim.attack is None or claim.attack in brand.claims
    return [(brand.operator, "exclusive" if fitting else "assessed")]


def _by_area(areas: list[Area], candidates: list[AttributionCandidate]) -> tuple[Attribution | None, str | None]:
    if not areas:
        return None, "no exclusive façade and no known area is named"
    leads = {area.lead for area in areas}
    if len(leads) > 1:
        return None, f"the areas have different leads: {', '.join(sorted(leads))}"
    area = areas[0]
    if area.certainty not in {"exclusive", "assessed"}:
        return None, f"the lead in {area.id} is only {area.certainty}"
    if area.contested_by:
        return None, f"the lead in {area.id} is contested by {', '.join(area.contested_by)}"
    return Attribution(organisation=area.lead, certainty=area.certainty, candidates=tuple(candidates)), None


def _facade_candidate(operator: str, brand: Organisation, certainty: Certainty) -> AttributionCandidate:
    return AttributionCandidate(
        organisation=operator, certainty=certainty, basis=(Reason(name=f"facade:{brand.id}", quote=brand.quote),)
    )


def _area_candidate(area: Area) -> AttributionCandidate:
    return AttributionCandidate(
        organisation=area.lead, certainty=area.certainty, basis=(Reason(name=f"area:{area.id}", quote=area.quote),)
    )
