"""The invented cascade of tests/cascade: every story, every first, every lag and every signal as its script says."""

import random
from collections import defaultdict
from datetime import UTC, datetime
from itertools import combinations

import pytest

from processors.correlate.memory import Memory
from processors.correlate.offline import analyse_in_order
from processors.correlate.story import correlate
from tests.cascade import load

NOW = datetime(2022, 1, 1, tzinfo=UTC)
CASCADE = load()


@pytest.fixture(scope="module")
def memory(analysed):
    return fold(analysed)


def fold(posts, memory=None, written=None):
    memory = memory or Memory()
    for post in posts:
        memory, outcomes = correlate(memory, post, NOW)
        if written is not None:
            written.update(outcomes.state)
    return memory


def together(story_of, posts):
    groups = defaultdict(list)
    for post in sorted(posts):
        groups[story_of(post)].append(post)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def shape(memory):
    return {
        post: (
            memory.roots[post],
            entry.cluster.first_post_id,
            entry.cluster.rank,
            entry.cluster.lag_s,
            entry.cluster.tied,
            entry.cluster.origin,
            entry.deleted,
            entry.signals,
        )
        for post, entry in memory.posts.items()
    }


def test_the_pairs_of_posts_that_tell_of_one_thing_are_those_of_the_script(memory):
    found = together(memory.roots.get, memory.posts)
    wanted = together(CASCADE.stories.get, memory.posts)
    assert found == wanted


def test_every_first_every_rank_and_every_lag_is_exact(memory):
    firsts = CASCADE.firsts()
    ranks = defaultdict(int)
    for post in sorted(memory.posts, key=lambda post: (CASCADE.dates[post], *map(int, post.split(":")))):
        story, cluster = CASCADE.stories[post], memory.posts[post].cluster
        ranks[story] += 1
        assert cluster.first_post_id == firsts[story], post
        assert cluster.rank == ranks[story], post
        assert cluster.lag_s == (CASCADE.dates[post] - CASCADE.dates[firsts[story]]).total_seconds(), post


def test_every_signal_stands_on_its_post_and_on_no_other(memory):
    found = {post: {reason.name for reason in entry.signals} for post, entry in memory.posts.items()}
    assert found == {post: CASCADE.signals[post] for post in memory.posts}


def test_no_alert_names_a_post_that_needs_none(analysed):
    _, alerts = analyse_in_order(analysed, now=NOW)
    pictures = {post for post, names in CASCADE.signals.items() if "image_from_breaker" in names}
    alone = {post for post, story in CASCADE.stories.items() if story.startswith("alone")} - pictures
    assert [alert.rule for alert in alerts if alone & set(alert.post_ids)] == []
    assert len({alert.alert_id for alert in alerts}) == len(alerts)


def test_two_posts_of_one_second_are_a_tie(memory):
    tied = {CASCADE.stories[post] for post, entry in memory.posts.items() if entry.cluster.tied}
    assert tied == {"embassy"}


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_and_repeats_change_nothing(analysed, memory, seed):
    mixed = random.Random(seed)  # noqa: S311  # the same order each time
    posts = [*analysed, *mixed.sample(analysed, 10)]
    mixed.shuffle(posts)
    assert shape(fold(posts)) == shape(memory)


@pytest.mark.parametrize("seed", range(4))
def test_a_kill_that_cuts_the_writing_off_is_mended_when_the_event_comes_again(analysed, memory, seed):
    mixed = random.Random(seed)  # noqa: S311  # the same order each time
    posts = mixed.sample(analysed, len(analysed))
    killed = mixed.randrange(20, len(posts))
    written = {}
    running = fold(posts[:killed], written=written)
    _, outcomes = correlate(running, posts[killed], NOW)
    cut = dict(list(outcomes.state.items())[: len(outcomes.state) // 2])
    kept = [(key, value) for key, value in (written | cut).items() if value is not None]
    mixed.shuffle(kept)
    again = max(0, killed - 5)
    assert shape(fold(posts[again:], Memory.restore(kept))) == shape(memory)
