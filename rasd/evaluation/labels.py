"""Labelled posts: a raw post a line, with what a reader says about it under `labels`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import msgspec
from msgspec import UNSET, UnsetType

from ingest.imports.lines import BadLine, parse_lines
from schemas.codec import post_id
from schemas.messages import AttackKind, Certainty, ClaimKind, RawPost, Role, TansiqiyaClass
from schemas.registry import Registry


class Label(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A label; a key that is left out is not scored."""


class BrandLabel(Label, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    role: Role | UnsetType = UNSET
    disguised: bool | UnsetType = UNSET


class ClaimLabel(Label, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: ClaimKind
    attack: AttackKind | UnsetType | None = UNSET
    brands: tuple[str, ...] | UnsetType = UNSET
    areas: tuple[str, ...] | UnsetType = UNSET
    targets: tuple[str, ...] | UnsetType = UNSET
    when: date | UnsetType | None = UNSET  # the day in Baghdad


class ThreatLabel(Label, frozen=True, kw_only=True, forbid_unknown_fields=True):
    targets: tuple[str, ...] | UnsetType = UNSET


class AttributionLabel(Label, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organisation: str
    certainty: Certainty | UnsetType = UNSET


class Labels(Label, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reader says of one post, by the contract's rules."""

    brands: tuple[BrandLabel, ...] | UnsetType = UNSET
    candidates: tuple[str, ...] | UnsetType = UNSET
    tansiqiya: TansiqiyaClass | UnsetType = UNSET
    claim: ClaimLabel | UnsetType | None = UNSET
    threat: ThreatLabel | UnsetType | None = UNSET
    attribution: AttributionLabel | UnsetType | None = UNSET
    classes: tuple[str, ...] = ()


class _Line(msgspec.Struct):
    labels: Labels


@dataclass(frozen=True)
class Labelled:
    """A post, its labels and the line that they stand in."""

    name: str
    number: int
    post: RawPost
    labels: Labels

    @property
    def id(self) -> str:
        return post_id(self.post)


def read_labelled(lines: Iterable[bytes], name: str, registry: Registry) -> Iterator[Labelled | BadLine]:
    """Each line as a labelled post or as what is wrong with it. Empty lines are passed over."""
    organisations = {each.id for each in registry.organisations}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            labels = msgspec.json.decode(line, type=_Line).labels
            fields = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield BadLine(name, number, f"not a labelled post: {error}")
            continue
        del fields["labels"]
        post = next(parse_lines([msgspec.json.encode(fields)], name))
        if isinstance(post, BadLine):
            yield BadLine(name, number, post.reason)
        elif unknown := sorted(set(_named(labels)) - organisations):
            yield BadLine(name, number, f"labels: the registry knows no organisation {', '.join(unknown)}")
        else:
            yield Labelled(name, number, post, labels)


def _named(labels: Labels) -> Iterator[str]:
    if labels.brands is not UNSET:
        yield from (brand.id for brand in labels.brands)
    if isinstance(labels.claim, ClaimLabel) and labels.claim.brands is not UNSET:
        yield from labels.claim.brands
    if isinstance(labels.attribution, AttributionLabel):
        yield labels.attribution.organisation
