"""Posts for the integration tests, each test in a channel of its own: the topics are shared."""

import itertools
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deploy.local import stack as local_stack
from deploy.local.layout import default_cache
from ingest.cursor import Cursor
from ingest.publish import Publisher
from ingest.record import Recorder
from processors.topics import create_topics
from schemas.messages import Channel, RawPost

sys.path.insert(0, str(Path(__file__).parent))
from seeding import remove, seed  # found by the line above

CHANNELS = itertools.count(3_000_000_000 + os.getpid() * 1000)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.integration)


@pytest.fixture(scope="session")
def channels():
    """Numbers that no other test uses."""
    return CHANNELS


@pytest.fixture
def channel():
    return next(CHANNELS)


@pytest.fixture
def day(channel):
    """A day of the test's own: claims of one attack within hours are one story, also across tests that share a broker."""
    return (datetime(1990, 1, 1, tzinfo=UTC) + timedelta(days=channel * 4 % 12_000)).strftime("%Y-%m-%dT00:00:00Z")


@pytest.fixture
def alone(tmp_path):
    """A Kafka with nobody else's posts: those of other tests tell of the same places and days, and there are many."""
    running = local_stack.up(tmp_path / "alone", default_cache(), with_elasticsearch=False)
    create_topics(running.kafka)
    yield running.kafka
    local_stack.purge(tmp_path / "alone")


@pytest.fixture(scope="session")
def seeded(elasticsearch):
    """The demo's corpus, analysed and indexed in a generation of its own; with the labels of each post."""
    made = seed(elasticsearch, f"seed{os.getpid()}")
    yield made
    remove(elasticsearch, made.generation)


@pytest.fixture
def publish(kafka, tmp_path):
    """Publishes posts as the collector does: `publish(channel, ["text", …], mode="live")`; gives their ids."""
    publisher, cursor = Publisher(kafka), Cursor(tmp_path / "publish.sqlite")
    recorder = Recorder(publisher, cursor, by="test")
    numbers = itertools.count(1)

    def post(channel, texts, *, mode="live", date="2021-07-01T00:00:00Z", message=None, **fields):
        drafts = [
            RawPost(
                channel=Channel(id=channel, title="test"),
                message_id=message or next(numbers),
                date=date,
                text=text,
                **fields,
            )
            for text in texts
        ]
        return [f"{channel}:{each.message_id}" for each in recorder.record(drafts, mode)]

    yield post
    publisher.close()
    cursor.close()
