"""Alerts and names of stories at the end are the same however the partitions were read, and wherever a worker was killed."""

import random
from datetime import UTC, datetime

import pytest

from processors.correlate.memory import Memory
from processors.correlate.offline import analyse_in_order
from processors.correlate.story import correlate

NOW = datetime(2022, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def expected(analysed):
    return raised(analyse_in_order(analysed, now=NOW)[1])


@pytest.fixture(scope="module")
def in_order(analysed):
    """The name of each post's story where the posts came in the order of the script."""
    return named(fold(analysed, [], {}))


def raised(alerts):
    """As whoever keeps only the newest revision of each alert sees them: Elasticsearch, the outbox, a compacted topic."""
    newest = {}
    for alert in alerts:
        held = newest.get(alert.alert_id, alert)
        assert alert.revision <= held.revision or alert.revision - held.revision == 1, "a revision was left out"
        if alert.revision >= held.revision:
            newest[alert.alert_id] = alert
    return sorted(
        (alert.rule, alert.severity, sorted(alert.post_ids), alert.first_seen)
        for alert in newest.values()
        if not alert.withdrawn
    )


def named(memory):
    return {post_id: entry.cluster.id for post_id, entry in memory.posts.items()}


def by_partitions(posts, chance):
    """The posts in an order in which analysis may bring them: each partition in its own, a stretch of one at a time.

    Which posts share a partition is chance too: a hash decides it, and every version of a post is in the same.
    """
    place = {id_: chance.randrange(4) for id_ in sorted({post.post_id for post in posts})}
    parts = [[post for post in posts if place[post.post_id] == number] for number in range(4)]
    while parts := [part for part in parts if part]:
        part = chance.choice(parts)
        for _ in range(chance.randint(1, 40)):
            if part:
                yield part.pop(0)


def fold(posts, alerts, written, memory=None):
    memory = memory or Memory()
    for post in posts:
        memory, outcomes = correlate(memory, post, NOW)
        alerts += outcomes.alerts
        written.update(outcomes.state)
        assert_every_alert_has_one_story(memory)
    return memory


def assert_every_alert_has_one_story(memory):
    ids = [alert.alert_id for story in memory.stories.values() for alert in story.alerts]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("seed", [*range(20), 29, 52, 73, 147, 148])  # the last five once lost an alert
def test_partitions_read_in_any_turn_end_in_the_same_alerts(analysed, expected, in_order, seed):
    alerts = []
    memory = fold(by_partitions(analysed, random.Random(seed)), alerts, {})  # noqa: S311  # the same order each time
    assert raised(alerts) == expected
    assert named(memory) == in_order


@pytest.mark.parametrize("seed", [*range(5), 29, 52, 73, 147, 148])
def test_a_worker_killed_and_another_that_reads_some_again_end_in_the_same_alerts(analysed, expected, seed):
    chance = random.Random(seed)  # noqa: S311  # the same order each time
    posts, alerts, written = list(by_partitions(analysed, chance)), [], {}
    killed = chance.randrange(len(posts))
    fold(posts[:killed], alerts, written)
    kept = Memory.restore((key, value) for key, value in written.items() if value is not None)
    fold(posts[max(0, killed - chance.randint(0, 60)) :], alerts, {}, kept)
    assert raised(alerts) == expected
