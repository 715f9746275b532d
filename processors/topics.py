"""Topics as the broker has them: created, checked, and how far each step is behind."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import stamina
import structlog
from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    NotCoordinatorError,
    TopicAlreadyExistsError,
    UnknownTopicOrPartitionError,
)

from processors.config import Lag
from processors.correlate.changelog import changelog
from processors.groups import CONSUMES, group_id
from processors.lanes import LIVE, Lane
from schemas.brokers import connection
from schemas.errors import Explained
from schemas.topics import TOPICS, Topic

log = structlog.get_logger()

LIMIT_MS = 10_000
READY_S = 20.0
UNKNOWN_TOPIC = 3


class TopicsError(Explained):
    """Kafka can't be used as it is; the text ends with the remedy."""


@contextmanager
def admin(kafka: str) -> Iterator[Any]:
    """A client for one piece of work. Raises TopicsError if no broker answers."""
    try:
        client = KafkaAdminClient(
            **connection(kafka),
            client_id="rasd",
            request_timeout_ms=LIMIT_MS,
            bootstrap_timeout_ms=LIMIT_MS,
        )
    except (KafkaError, OSError, ValueError) as error:
        raise TopicsError(unreachable(kafka)) from error
    try:
        yield client
    except (KafkaConnectionError, KafkaTimeoutError) as error:
        raise TopicsError(unreachable(kafka)) from error
    except UnknownTopicOrPartitionError as error:
        raise TopicsError(f"Kafka at {kafka} lacks topics of rasd: run `rasd topics create`") from error
    finally:
        client.close()


def unreachable(kafka: str) -> str:
    return f"no Kafka answers at {kafka}: start it (`rasd stack up`), or correct RASD_KAFKA"


def wanted_topics(lane: Lane = LIVE) -> tuple[Topic, ...]:
    own = {topic.name: topic for each in TOPICS for topic in (each, lane.topic(each))}
    return (*own.values(), changelog(lane.generation))


def create_topics(kafka: str, lane: Lane = LIVE) -> list[str]:
    """Creates what does not exist, for the live steps and for this lane, and returns its names.

    Raises TopicsError if a topic exists with other partitions than the pipeline needs, or no broker answers.
    """
    with admin(kafka) as client:
        wanted = wanted_topics(lane)
        existing = _partitions(client, [topic.name for topic in wanted])
        _check(wanted, existing)
        missing = [topic for topic in wanted if topic.name not in existing]
        if missing:
            _create(client, missing)
        _wait_until_there(client, missing)
    return [topic.name for topic in missing]


def _create(client: Any, missing: list[Topic]) -> None:
    try:
        client.create_topics(
            {topic.name: {"num_partitions": topic.partitions, "configs": topic.settings()} for topic in missing},
            timeout_ms=LIMIT_MS,
        )
    except TopicAlreadyExistsError:
        log.info("another program created the topics at the same moment")
    except KafkaError as error:
        raise TopicsError(
            f"Kafka refused to create topics ({error}): give this user the right to, or create them"
        ) from error


def _wait_until_there(client: Any, created: list[Topic]) -> None:
    """A topic exists for its creator a moment before every client sees it."""
    deadline = time.monotonic() + READY_S
    names = [topic.name for topic in created]
    while created and len(_partitions(client, names)) < len(names):
        if time.monotonic() > deadline:
            raise TopicsError(
                f"Kafka accepted new topics but does not show them after {READY_S:.0f} s: look at its log"
            )
        time.sleep(0.1)


def check_topics(kafka: str, wanted: Iterable[Topic]) -> None:
    """Raises TopicsError if one of the topics is missing or has the wrong number of partitions."""
    topics = tuple(wanted)
    with admin(kafka) as client:
        existing = _partitions(client, [topic.name for topic in topics])
    _check(topics, existing)
    if missing := sorted(topic.name for topic in topics if topic.name not in existing):
        raise TopicsError(f"Kafka has no topic {', '.join(missing)}: run `rasd topics create`")


def _check(wanted: Iterable[Topic], existing: dict[str, int]) -> None:
    for topic in wanted:
        found = existing.get(topic.name, topic.partitions)
        if found != topic.partitions:
            raise TopicsError(
                f"topic {topic.name} has {found} partitions and the pipeline needs {topic.partitions}: something created it "
                "before `rasd topics create` did; move its records away, delete it, and run `rasd topics create`"
            )


def _partitions(client: Any, names: list[str]) -> dict[str, int]:
    found = client.describe_topics(names)
    return {each["name"]: len(each["partitions"]) for each in found if not each["error_code"] and each["partitions"]}


def lag(kafka: str, lane: Lane = LIVE) -> list[Lag]:
    """How far each step is behind in each topic that it consumes; a step that never committed is behind by everything."""
    with admin(kafka) as client:
        places = {
            step: [
                TopicPartition(lane.name(topic.name), number) for topic in topics for number in range(topic.partitions)
            ]
            for step, topics in CONSUMES.items()
        }
        every = sorted({place for wanted in places.values() for place in wanted})
        ends = {place: _offset(value) for place, value in _offsets(client, every, OffsetSpec.LATEST).items()}
        starts = {place: _offset(value) for place, value in _offsets(client, every, OffsetSpec.EARLIEST).items()}
        groups = {group_id(step, lane.generation): wanted for step, wanted in places.items()}
        committed = _committed(client, groups)
        found = []
        for step, topics in CONSUMES.items():
            group = group_id(step, lane.generation)
            done = {place: value.offset for place, value in committed.get(group, {}).items() if value.offset >= 0}
            for topic in topics:
                behind = sum(
                    max(0, ends[place] - done.get(place, starts[place]))
                    for place in places[step]
                    if place.topic == lane.name(topic.name)
                )
                found.append(Lag(group, lane.name(topic.name), behind))
    return found


# The first question after a broker's start makes it create the topic that holds the answer.
@stamina.retry(on=(CoordinatorNotAvailableError, CoordinatorLoadInProgressError, NotCoordinatorError), timeout=READY_S)
def _committed(client: Any, groups: dict[str, list[TopicPartition]]) -> dict[str, Any]:
    found: dict[str, Any] = client.list_group_offsets(groups)
    return found


def _offsets(client: Any, places: list[TopicPartition], spec: Any) -> dict[TopicPartition, Any]:
    found: dict[TopicPartition, Any] = client.list_partition_offsets(dict.fromkeys(places, spec))
    return found


def _offset(value: Any) -> int:
    return int(getattr(value, "offset", value))


def count_records(kafka: str, topic: str) -> int:
    """Records in a topic, 0 if it does not exist."""
    with admin(kafka) as client:
        count = _partitions(client, [topic]).get(topic, 0)
        places = [TopicPartition(topic, number) for number in range(count)]
        if not places:
            return 0
        ends, starts = _offsets(client, places, OffsetSpec.LATEST), _offsets(client, places, OffsetSpec.EARLIEST)
        return sum(_offset(ends[place]) - _offset(starts[place]) for place in places)


def wait_for_kafka(kafka: str, pause_s: float = 2.0) -> None:
    """Returns when a broker answers; says in the log what it is waiting for, and how to help."""
    while True:
        try:
            with admin(kafka):
                return
        except TopicsError as error:
            log.warning("waiting for Kafka", reason=str(error))
            time.sleep(pause_s)
