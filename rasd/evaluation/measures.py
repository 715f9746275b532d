"""The measures: which judgements of which posts make each figure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rasd.evaluation.intervals import bootstrap, wilson
from rasd.evaluation.judge import Judgement

Metric = Literal["f1", "recall", "share", "wrong", "macro_f1"]
Counts = tuple[int, int, int]  # true positives, false positives, false negatives
Pairs = tuple[tuple[str, str], ...]  # expected and found

# Classes of posts whose names are written so that a search for the name misses them.
HIDDEN: Final = frozenset(
    [
        "disguised",
        "misspelt",
        "lookalike",
        "presentation",
        "persianletters",
        "repeated",
        "runtogether",
        "tatweel",
        "hashtag",
    ]
)
OTHER_LANGUAGES: Final = frozenset(["english", "latin", "arabizi", "persian"])
SMALLEST_SLICE: Final = 8  # posts with an organisation; a figure from fewer says nothing


@dataclass(frozen=True)
class Judged:
    """One post's classes and judgements."""

    classes: frozenset[str]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True)
class Measure:
    key: str
    title: str
    aspect: str
    metric: Metric
    classes: frozenset[str] | None = None


@dataclass(frozen=True)
class Figure:
    """`value` with its 95 % interval; `n` counts what it is a share of, or what was expected."""

    value: float
    low: float
    high: float
    n: int
    hits: int


MEASURES: Final = (
    Measure("organisations", "organisations, micro F1", "organisation", "f1"),
    Measure("hidden_recall", "… recall, disguised or misspelt", "organisation", "recall", HIDDEN),
    Measure("languages", "… F1, English, Latin, arabizi, Persian", "organisation", "f1", OTHER_LANGUAGES),
    Measure("news", "… F1, news", "organisation", "f1", frozenset({"news"})),
    Measure("other_sense", "given an organisation, words mean else", "other sense", "wrong"),
    Measure("disguise_flag", "… disguise said rightly", "disguised", "share"),
    Measure("role", "role of an organisation", "role", "share"),
    Measure("candidates", "unknown groups, F1", "candidate", "f1"),
    Measure("tansiqiya", "Tansiqiya class, macro F1", "tansiqiya", "macro_f1"),
    Measure("claims", "claims, F1", "claim", "f1"),
    Measure("claim_kind", "… right kind, of all claims", "kind", "share"),
    Measure("claim_attack", "… right attack, of all claims", "attack", "share"),
    Measure("claim_brands", "… right organisations, of all claims", "claim brands", "share"),
    Measure("areas", "… areas, F1", "area", "f1"),
    Measure("claim_targets", "… right targets, of those with targets", "claim targets", "share"),
    Measure("claim_when", "… right day or rightly none", "when", "share"),
    Measure("threats", "threats, F1", "threat", "f1"),
    Measure("threat_targets", "… right targets, of threats found", "threat targets", "share"),
    Measure("attribution", "attribution right, of those attributable", "attribution", "share"),
    Measure("no_attribution", "… rightly none, of other claims", "no attribution", "share"),
    Measure("certainty", "… right certainty, of those right", "certainty", "share"),
)


def slices(judged: Iterable[Judged]) -> tuple[Measure, ...]:
    """The organisations' F1 for each class of posts that has enough of them."""
    sizes = Counter(
        name
        for post in judged
        for name in post.classes
        if any(each.aspect == "organisation" and each.outcome != "fp" for each in post.judgements)
    )
    return tuple(
        Measure(f"slice:{name}", name, "organisation", "f1", frozenset({name}))
        for name in sorted(sizes)
        if sizes[name] >= SMALLEST_SLICE
    )


def measure(wanted: Measure, judged: Sequence[Judged]) -> Figure:
    """The figure of one measure over the posts that it is about."""
    chosen = [
        tuple(each for each in post.judgements if each.aspect == wanted.aspect)
        for post in judged
        if wanted.classes is None or wanted.classes & post.classes
    ]
    if wanted.metric == "f1":
        return _f1([_counts(each) for each in chosen])
    if wanted.metric == "macro_f1":
        return _macro_f1([tuple((each.expected, each.found) for each in post) for post in chosen if post])
    every = [each for post in chosen for each in post]
    if wanted.metric == "recall":
        return _share(every, "tp", ("tp", "fn"))
    return _share(every, "wrong" if wanted.metric == "wrong" else "right", ("right", "wrong"))


def _counts(judgements: Iterable[Judgement]) -> Counts:
    number = Counter(each.outcome for each in judgements)
    return number["tp"], number["fp"], number["fn"]


def _share(judgements: list[Judgement], hit: str, of: tuple[str, ...]) -> Figure:
    hits = sum(each.outcome == hit for each in judgements)
    n = sum(each.outcome in of for each in judgements)
    return Figure(hits / n if n else 0.0, *wilson(hits, n), n, hits)


def _f1(posts: list[Counts]) -> Figure:
    def figure(drawn: Counter[Counts]) -> float:
        hits, extra, missed = (sum(each[i] * times for each, times in drawn.items()) for i in range(3))
        return 2 * hits / (2 * hits + extra + missed) if hits else 0.0

    low, high = bootstrap(posts, figure)
    return Figure(figure(Counter(posts)), low, high, sum(p[0] + p[2] for p in posts), sum(p[0] for p in posts))


def _macro_f1(posts: list[Pairs]) -> Figure:
    names = sorted({expected for post in posts for expected, _ in post})

    def figure(drawn: Counter[Pairs]) -> float:
        pairs: Counter[tuple[str, str]] = Counter()
        for post, times in drawn.items():
            for pair in post:
                pairs[pair] += times
        return sum(map(_f1_of(pairs), names)) / len(names) if names else 0.0

    low, high = bootstrap(posts, figure)
    right = sum(expected == found for post in posts for expected, found in post)
    return Figure(figure(Counter(posts)), low, high, len(posts), right)


def _f1_of(pairs: Counter[tuple[str, str]]) -> Callable[[str], float]:
    def figure(name: str) -> float:
        hits = pairs[name, name]
        wrong = sum(times for pair, times in pairs.items() if (name in pair) and pair != (name, name))
        return 2 * hits / (2 * hits + wrong) if hits else 0.0

    return figure
