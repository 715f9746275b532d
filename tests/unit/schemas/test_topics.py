from schemas.topics import ANALYSED, CLUSTERS, CONSUMED, RAW, TOPICS


def test_the_raw_topic_is_the_record_and_never_loses_anything():
    assert RAW.settings()["cleanup.policy"] == "delete"
    assert RAW.settings()["retention.ms"] == "-1"


def test_every_topic_that_a_step_reads_has_its_dead_letters():
    names = {topic.name for topic in TOPICS}
    assert {topic.dead for topic in CONSUMED} <= names
    assert len(names) == len(TOPICS)


def test_a_post_and_its_cluster_meet_in_one_process():
    assert ANALYSED.partitions == CLUSTERS.partitions
