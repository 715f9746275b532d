"""Real text that is about none of our organisations: each one found in it is counted, and shown for a reader to judge."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

from rasd.evaluation.intervals import wilson
from rasd.evaluation.report import Finder
from rasd.shown import shown
from schemas.messages import Channel, RawPost

PER: Final = 10_000
MOMENT: Final = "2024-01-01T00:00:00Z"  # a segment has no date of its own


@dataclass(frozen=True)
class Hit:
    file: str
    line: int
    organisations: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Count:
    """Segments with an organisation found in them."""

    segments: int
    hits: tuple[Hit, ...]
    baseline_hits: int


def count(segments: Iterable[tuple[str, int, str]], ours: Finder, baseline: Finder) -> Count:
    """What rasd and the plain search find in (file, line, text) segments."""
    hits: list[Hit] = []
    total = plain = 0
    for total, (file, line, text) in enumerate(segments, start=1):
        post = RawPost(channel=Channel(id=1), message_id=total, date=MOMENT, text=text)
        if found := ours(post).brands:
            hits.append(Hit(file, line, tuple(sorted(found)), text))
        plain += bool(baseline(post).brands)
    return Count(total, tuple(hits), plain)


def table(counted: Count) -> list[str]:
    number = len(counted.hits)
    low, high = wilson(number, counted.segments)
    rate = number / counted.segments * PER if counted.segments else 0.0
    plain = counted.baseline_hits / counted.segments * PER if counted.segments else 0.0
    return [
        *(f"{hit.file}:{hit.line}: {', '.join(hit.organisations)} | {shown(hit.text, 160)}" for hit in counted.hits),
        "",
        (
            f"{counted.segments} segments; with an organisation: {number}, {rate:.2f} in {PER:,} "
            f"(95 %: {low * PER:.2f}-{high * PER:.2f}); plain search: {counted.baseline_hits}, {plain:.2f}"
        ),
    ]


def as_json(counted: Count) -> dict[str, Any]:
    low, high = wilson(len(counted.hits), counted.segments)
    return {
        "segments": counted.segments,
        "with_organisation": len(counted.hits),
        "per_10000": len(counted.hits) / counted.segments * PER if counted.segments else 0.0,
        "low": low * PER,
        "high": high * PER,
        "baseline": {"with_organisation": counted.baseline_hits},
        "hits": [asdict(hit) for hit in counted.hits],
    }
