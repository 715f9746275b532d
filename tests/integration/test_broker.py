"""A broker that is down, and topics that are wrong: on a Kafka of the test's own."""

import pytest
from topic_reader import until

from deploy.local import stack as local_stack
from deploy.local.layout import default_cache
from deploy.local.ports import choose
from processors.topics import TopicsError, admin, create_topics
from schemas.topics import RAW


@pytest.fixture
def own_kafka(tmp_path):
    """Starts a Kafka of the test's own at a port; nothing else."""
    folders = []

    def start(port=None):
        folders.append(tmp_path / "kafka")
        running = local_stack.up(folders[-1], default_cache(), kafka_port=port, with_elasticsearch=False)
        return running.kafka

    yield start
    for folder in folders:
        local_stack.purge(folder)


def test_topics_are_created_once_and_wrong_ones_are_refused(own_kafka, rasd):
    kafka = own_kafka()
    missing = rasd("work", "--only", "analyse", RASD_KAFKA=kafka)
    assert missing.returncode == 2
    assert "run `rasd topics create`" in missing.err

    with admin(kafka) as client:
        client.create_topics({RAW.name: {"num_partitions": 1}})
    with pytest.raises(TopicsError, match=r"telegram\.posts\.raw has 1 partitions and the pipeline needs 4"):
        create_topics(kafka)
    assert "has 1 partitions" in rasd("work", "--only", "analyse", RASD_KAFKA=kafka).err

    with admin(kafka) as client:
        client.delete_topics([RAW.name])
    created = until(lambda: "created telegram.posts.raw\n" in rasd("topics", "create", RASD_KAFKA=kafka).out)
    assert created
    assert rasd("topics", "create", RASD_KAFKA=kafka).out == "all topics exist already\n"


def test_a_worker_waits_for_a_broker_that_is_down_and_says_so(own_kafka, started):
    port = choose(None, 29092, set(), name="Kafka")
    worker = started("work", "--only", "analyse", RASD_KAFKA=f"127.0.0.1:{port}")
    until(lambda: b"waiting for Kafka" in worker.log.read_bytes())
    assert b"Traceback" not in worker.log.read_bytes()
    create_topics(own_kafka(port))
    until(lambda: b'"started"' in worker.log.read_bytes() or worker.poll() is not None)
    # It may look between the broker's start and the topics' creation; then it says what is missing.
    if worker.poll() is not None:
        assert b"rasd topics create" in worker.log.read_bytes()


def test_a_command_says_that_no_broker_answers(rasd):
    done = rasd("topics", "create", RASD_KAFKA="127.0.0.1:1")
    assert done.returncode == 2
    assert "no Kafka answers at 127.0.0.1:1" in done.err
