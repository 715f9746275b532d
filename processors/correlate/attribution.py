"""Whose attack a story is about: its first claim, where it happened, and what speaks for another."""

from typing import Final

import msgspec

from processors.analyse.attribution import attribute
from processors.correlate.memory import Memory
from processors.correlate.outside import events_of
from processors.correlate.tree import Tree
from schemas.messages import Attribution, AttributionCandidate, Certainty, Reason
from schemas.registry import load_registry

MOST: Final = 20  # claims looked at after the first
_REGISTRY: Final = load_registry()


def attribution_of(memory: Memory, tree: Tree) -> Attribution | None:
    """By the first claim or eulogy, as the source article attributes; other claims stand as competing candidates.

    Reposts and relays add nothing: only a claim for another organisation, or a place told from outside, does.
    """
    claims = [memory.posts[place[3]] for place in tree.claims[:MOST]]
    if not claims:
        return None
    first = claims[0]
    attribution = first.attribution
    events = events_of(memory, tree)
    areas = tuple(dict.fromkeys(area for event in events for area in event.areas))
    if first.claim and areas and not first.claim.areas:
        # The claim does not say where; another source does.
        attribution = attribute(msgspec.structs.replace(first.claim, areas=areas), _REGISTRY)[0]
    if attribution is None:
        return None
    held = {candidate.organisation for candidate in attribution.candidates}
    more: list[AttributionCandidate] = []
    for other in claims[1:]:
        rival = other.attribution
        if rival and rival.organisation not in held:
            held.add(rival.organisation)
            basis = Reason(name="later_claim", surface=other.post_id, quote=_quote(rival))
            more.append(
                AttributionCandidate(organisation=rival.organisation, certainty=rival.certainty, basis=(basis,))
            )
    for area in areas:
        lead = next((each for each in _REGISTRY.areas if each.id == area), None)
        if lead and lead.lead not in held:
            held.add(lead.lead)
            certainty: Certainty = lead.certainty
            basis = Reason(name=f"area:{area}", surface=events[0].source, quote=lead.quote)
            more.append(AttributionCandidate(organisation=lead.lead, certainty=certainty, basis=(basis,)))
    return msgspec.structs.replace(attribution, candidates=(*attribution.candidates, *more)) if more else attribution


def _quote(attribution: Attribution) -> str | None:
    quotes = [reason.quote for candidate in attribution.candidates for reason in candidate.basis if reason.quote]
    return quotes[0] if quotes else None
