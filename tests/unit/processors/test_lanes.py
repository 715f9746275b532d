"""Where a generation's steps read and write."""

from processors.groups import CONSUMES
from processors.lanes import LIVE, Lane
from schemas.topics import ALERTS, ALERTS_SENT, ANALYSED, COVERAGE, RAW, STREAMS, TOPICS

BESIDE = Lane("g2", current=False)


def test_the_live_generation_uses_the_live_names_whatever_it_is_called():
    for topic in TOPICS:
        assert LIVE.topic(topic) == Lane("g2").topic(topic) == topic


def test_a_generation_beside_it_shares_no_topic_that_a_step_writes_for_people():
    told = {topic.name for topic in CONSUMES["notify"]}
    written = {BESIDE.name(topic.name) for topic in STREAMS if topic not in (COVERAGE, ALERTS_SENT)}
    assert not told & {BESIDE.name(ALERTS.name)}
    assert BESIDE.name(RAW.name) == "replay.g2.raw"
    assert BESIDE.name(ANALYSED.dead) == "replay.g2.analysed.dead"
    assert "alerts" not in written


def test_a_name_leads_back_to_the_live_one():
    for topic in TOPICS:
        assert BESIDE.base(BESIDE.name(topic.name)) == topic.name


def test_its_topics_have_the_partitions_that_its_steps_expect():
    for topic in STREAMS:
        assert BESIDE.topic(topic).partitions == topic.partitions
