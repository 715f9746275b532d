"""Figures and mistakes as a person reads them and as JSON has them."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rasd.evaluation.found import Found
from rasd.evaluation.judge import Judgement, judge
from rasd.evaluation.labels import Labelled
from rasd.evaluation.measures import MEASURES, Figure, Judged, Measure, measure, slices
from rasd.shown import shown
from schemas.messages import RawPost

Finder = Callable[[RawPost], Found]


@dataclass(frozen=True)
class Row:
    """One measure, of rasd and of the plain search."""

    measure: Measure
    ours: Figure
    baseline: Figure


@dataclass(frozen=True)
class Mistake:
    line: Labelled
    judgement: Judgement


@dataclass(frozen=True)
class Report:
    posts: int
    rows: tuple[Row, ...]
    slices: tuple[Row, ...]
    mistakes: tuple[Mistake, ...]


def evaluate(lines: Sequence[Labelled], ours: Finder, baseline: Finder) -> Report:
    """Every figure and every mistake of these posts."""
    judged = [_judged(line, ours) for line in lines]
    plain = [_judged(line, baseline) for line in lines]
    mistakes = tuple(
        Mistake(line, each)
        for line, post in zip(lines, judged, strict=True)
        for each in post.judgements
        if each.outcome in {"fp", "fn", "wrong"}
    )

    def row(wanted: Measure) -> Row:
        return Row(wanted, measure(wanted, judged), measure(wanted, plain))

    return Report(len(lines), tuple(map(row, MEASURES)), tuple(map(row, slices(judged))), mistakes)


def _judged(line: Labelled, finder: Finder) -> Judged:
    return Judged(frozenset(line.labels.classes), tuple(judge(line.labels, finder(line.post))))


def table(report: Report) -> list[str]:
    """The figures as lines of text: value, 95 % interval, sample, and the plain search's value."""
    head = f"{'measure':44} {'rasd':>9} {'95 %':>13} {'n':>5} {'plain search':>13}"
    lines = [f"{report.posts} posts", "", head]
    lines += [_row(row) for row in report.rows if row.ours.n]
    if report.slices:
        lines += ["", "organisations, micro F1 by class of post"]
        lines += [_row(row) for row in report.slices]
    return lines


def _row(row: Row) -> str:
    ours, plain = row.ours, row.baseline
    if row.measure.metric == "wrong":
        interval = f"{ours.low * ours.n:.0f}-{ours.high * ours.n:.0f}"
        return f"{row.measure.title:44} {ours.hits:>9} {interval:>13} {ours.n:>5} {plain.hits:>13}"
    interval = f"{ours.low:.3f}-{ours.high:.3f}"
    return f"{row.measure.title:44} {ours.value:>9.3f} {interval:>13} {ours.n:>5} {plain.value:>13.3f}"


def listed(mistakes: Sequence[Mistake]) -> list[str]:
    """Each mistake: what it is about, where, what the label says, what was found, and the words."""
    return [
        f"{each.line.name}:{each.line.number}: {each.line.id} {each.judgement.aspect} ({each.judgement.outcome}): "
        f"expected {shown(each.judgement.expected)}, found {shown(each.judgement.found)} | {shown(each.line.post.text or '', 160)}"
        for each in mistakes
    ]


def as_json(report: Report) -> dict[str, Any]:
    return {
        "posts": report.posts,
        "measures": [_json_row(row) for row in report.rows],
        "slices": [_json_row(row) for row in report.slices],
        "mistakes": [
            {
                "file": each.line.name,
                "line": each.line.number,
                "post_id": each.line.id,
                **asdict(each.judgement),
                "text": each.line.post.text,
            }
            for each in report.mistakes
        ],
    }


def _json_row(row: Row) -> dict[str, Any]:
    head = {"key": row.measure.key, "title": row.measure.title, "metric": row.measure.metric}
    return {**head, **asdict(row.ours), "baseline": asdict(row.baseline)}
