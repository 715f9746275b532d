"""Four scripts by somebody who had not read how posts are joined: see tests/cascade_second/README.md."""

import json
import random
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest

from ingest.imports.lines import parse_lines
from processors.analyse.post import build_analyser
from processors.correlate.offline import analyse_in_order
from schemas.messages import AnalysedPost, Pipeline, RawPost
from schemas.registry import load_registry

FOLDER = Path(__file__).parents[3] / "cascade_second"
ANALYSE = build_analyser(load_registry(), Pipeline(code="test", registry="test"))
NAMES = ("first", "halves_and_edits", "translations_and_series", "near_misses")


class Outcome:
    """What came of one script, its events in the order given."""

    def __init__(self, name: str, *, order: int | None = None) -> None:
        self.expected = json.loads((FOLDER / f"{name}.expected.json").read_text("utf-8"))
        with (FOLDER / f"{name}.jsonl").open("rb") as lines:
            raw = [each for each in parse_lines(lines, name) if isinstance(each, RawPost)]
        if order is not None:
            random.Random(order).shuffle(raw)  # noqa: S311
        posts, raised = analyse_in_order(map(ANALYSE, raw), now=datetime(2023, 1, 1, tzinfo=UTC))
        self.posts: dict[str, AnalysedPost] = {post.post_id: post for post in sorted(posts, key=lambda p: p.version)}
        self.alerts = [(alert.rule, frozenset(alert.post_ids)) for alert in raised]

    def story_of(self, post: str) -> str | None:
        cluster = self.posts[post].cluster
        return cluster.id if cluster else None

    def wanted(self) -> dict[str, str]:
        """The story that each post of one belongs to."""
        return {post: name for name, story in self.expected["stories"].items() for post in story["lags"]}

    def pairs(self) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
        """Pairs of posts that are, and that should be, in one story."""
        wanted = self.wanted()
        counted = sorted(set(self.posts) - set(self.expected["either"]))
        told, right = set(), set()
        for one, other in combinations(counted, 2):
            if self.story_of(one) is not None and self.story_of(one) == self.story_of(other):
                told.add(frozenset({one, other}))
            if one in wanted and wanted[one] == wanted.get(other):
                right.add(frozenset({one, other}))
        return told, right

    def partition(self) -> dict[str, tuple[str, float] | None]:
        clusters = ((post, found.cluster) for post, found in self.posts.items())
        return {post: (cluster.first_post_id, cluster.lag_s) if cluster else None for post, cluster in clusters}


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def outcome(name: str) -> Outcome:
    return Outcome(name)


def test_posts_of_one_story_are_joined_and_others_are_not(outcome: Outcome):
    told, right = outcome.pairs()
    hits = len(told & right)
    assert 2 * hits / (len(told) + len(right)) >= 0.98, told ^ right


def test_every_story_has_its_first_and_every_member_its_lag(outcome: Outcome):
    for story in outcome.expected["stories"].values():
        for post, lag in story["lags"].items():
            cluster = outcome.posts[post].cluster
            assert cluster is not None
            assert (cluster.first_post_id, cluster.lag_s) == (story["first"], lag), post


def test_what_a_story_must_raise_is_raised_once(outcome: Outcome):
    for name, story in outcome.expected["stories"].items():
        for rules in story["alerts"]:
            raised = [rule for rule, posts in outcome.alerts if rule in rules and posts & set(story["lags"])]
            assert raised, (name, rules)
            assert len(raised) == len(set(raised)), (name, raised)


def test_ordinary_posts_raise_nothing(outcome: Outcome):
    quiet = set(outcome.expected["quiet"])
    assert [(rule, posts & quiet) for rule, posts in outcome.alerts if posts & quiet] == []


def test_another_order_of_collection_changes_nothing(name: str, outcome: Outcome):
    shuffled = Outcome(name, order=7)
    stories, others = outcome.partition(), shuffled.partition()
    assert stories == others
    assert sorted((rule, sorted(posts)) for rule, posts in outcome.alerts) == sorted(
        (rule, sorted(posts)) for rule, posts in shuffled.alerts
    )
