"""What a system says of a post, reduced to what can be compared with labels."""

from dataclasses import dataclass
from typing import Final

from schemas.messages import AnalysedPost, AttackKind, Brand, Certainty, ClaimKind, Interval, Role, TansiqiyaClass

STRENGTH: Final[dict[Role, int]] = {"mention": 0, "issuer": 1, "claimant": 2}


@dataclass(frozen=True)
class FoundBrand:
    role: Role = "mention"
    disguised: bool = False


@dataclass(frozen=True)
class FoundClaim:
    kind: ClaimKind
    attack: AttackKind | None = None
    brands: frozenset[str] = frozenset()
    areas: tuple[str, ...] = ()
    targets: frozenset[str] = frozenset()
    when: Interval | None = None


@dataclass(frozen=True)
class Found:
    brands: dict[str, FoundBrand]
    candidates: tuple[str, ...] = ()
    tansiqiya: TansiqiyaClass = "none"
    claim: FoundClaim | None = None
    threat: frozenset[str] | None = None  # its targets
    attribution: tuple[str, Certainty] | None = None


def found_in(post: AnalysedPost) -> Found:
    """An organisation that occurs several times counts once, in its strongest role, disguised if it is so anywhere."""
    claim, threat, attribution = post.claim, post.threat, post.attribution
    return Found(
        brands=_brands(post.brands),
        candidates=tuple(candidate.surface for candidate in post.candidates),
        tansiqiya=post.tansiqiya.class_,
        claim=None
        if claim is None
        else FoundClaim(
            kind=claim.kind,
            attack=claim.attack,
            brands=frozenset(claim.brands),
            areas=claim.areas,
            targets=frozenset(claim.targets),
            when=claim.when,
        ),
        threat=None if threat is None else frozenset(threat.targets),
        attribution=None if attribution is None else (attribution.organisation, attribution.certainty),
    )


def _brands(brands: tuple[Brand, ...]) -> dict[str, FoundBrand]:
    found: dict[str, FoundBrand] = {}
    for brand in brands:
        known = found.get(brand.id, FoundBrand())
        role = max(known.role, brand.role, key=STRENGTH.__getitem__)
        found[brand.id] = FoundBrand(role=role, disguised=known.disguised or brand.disguised)
    return found
