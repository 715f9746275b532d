"""A raw post in, an analysed post out: every detector in reading order."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from processors.analyse import candidates, claims, dates, examples, tags, tansiqiya, threats
from processors.analyse.actors import Cast, actors
from processors.analyse.attribution import attribute
from processors.analyse.brands import BrandFinder
from processors.analyse.detector import Detector
from processors.analyse.normalise import normalise
from processors.analyse.reader import reader_for
from processors.analyse.roles import with_roles
from schemas.codec import post_id
from schemas.identity import event_id
from schemas.messages import AnalysedPost, Pipeline, PostFields, RawPost
from schemas.registry import Registry

DETECTORS: Final[tuple[Detector, ...]] = (*examples.DETECTORS, dates.DETECTOR, candidates.DETECTOR)
# What an analysed post doesn't take over from the raw one.
_RAW_ONLY: Final = frozenset(RawPost.__struct_fields__) - frozenset(PostFields.__struct_fields__)


def build_analyser(registry: Registry, pipeline: Pipeline) -> Callable[[RawPost], AnalysedPost]:
    """The analysis against one registry, compiled once; it depends on nothing but the post."""
    brand_finder = BrandFinder(registry)
    claim_finder = claims.claim_finder(registry)
    reader = reader_for(registry)

    def analyse(post: RawPost) -> AnalysedPost:
        fields: dict[str, Any] = msgspec.structs.asdict(post)
        for name in _RAW_ONLY:
            del fields[name]
        fields.update(event_id=post.event_id or event_id(post), post_id=post_id(post), pipeline=pipeline)
        if not post.text:
            return AnalysedPost(**fields)
        normal = normalise(post.text)
        found = brand_finder.find(normal, post.channel)
        unknown = candidates.find(normal, found)
        reading = reader.read(normal)
        cast = Cast(reading, actors(reading, found, unknown, claim_finder.kinds))
        statement = tansiqiya.find(reading, found)
        threat = threats.find(reading, cast)
        claim, claiming = claim_finder.find(reading, cast, _moment(post.date), threatens=threat is not None)
        attribution, note = attribute(claim, registry, claiming)
        fields.update(
            normalized=normal.text,
            brands=with_roles(found, claiming, statement, threat, reading, cast),
            candidates=unknown,
            tansiqiya=statement,
            claim=claim,
            threat=threat,
            tags=tags.find(reading),
            attribution=attribution,
            attribution_note=note,
        )
        return AnalysedPost(**fields)

    return analyse


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
