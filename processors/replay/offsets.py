"""Offsets of topics and of consumer groups, as a replay needs them: found by time, read, and set."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from kafka import TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import NoError
from kafka.structs import OffsetAndMetadata

from processors.topics import TopicsError, admin
from schemas.topics import Topic

EMPTY: Final = frozenset({"Empty", "Dead"})

Offsets = dict[int, int]


def places_of(topic: Topic) -> list[TopicPartition]:
    return [TopicPartition(topic.name, number) for number in range(topic.partitions)]


def ends(kafka: str, topic: Topic) -> Offsets:
    with admin(kafka) as client:
        return _listed(client, topic, OffsetSpec.LATEST)


def starts(kafka: str, topic: Topic) -> Offsets:
    with admin(kafka) as client:
        return _listed(client, topic, OffsetSpec.EARLIEST)


def at_time(kafka: str, topic: Topic, moment: datetime) -> Offsets:
    """By partition, the first record that Kafka took at this moment or later; the end where there is none.

    Raises TopicsError if records before the topic's present beginning were deleted and the moment may lie among them.
    """
    milliseconds = int(moment.timestamp() * 1000)
    with admin(kafka) as client:
        first, last = _listed(client, topic, OffsetSpec.EARLIEST), _listed(client, topic, OffsetSpec.LATEST)
        found = client.list_partition_offsets(dict.fromkeys(places_of(topic), milliseconds))
    offsets = {place.partition: int(value.offset) for place, value in found.items()}
    for partition, offset in offsets.items():
        if offset == first[partition] > 0:
            raise TopicsError(
                f"{topic.name} no longer holds everything since {moment.isoformat()}: partition {partition} begins at offset "
                f"{first[partition]}; choose a later --from, or restore the archive (`rasd archive restore`) first"
            )
    return {partition: last[partition] if offset < 0 else offset for partition, offset in offsets.items()}


def _listed(client: Any, topic: Topic, spec: Any) -> Offsets:
    found = client.list_partition_offsets(dict.fromkeys(places_of(topic), spec))
    return {place.partition: int(value.offset) for place, value in found.items()}


def committed(kafka: str, group: str, topic: Topic) -> Offsets:
    """What a group has committed; partitions in which it has not are missing."""
    with admin(kafka) as client:
        found = client.list_group_offsets({group: places_of(topic)})
    return {place.partition: value.offset for place, value in found.get(group, {}).items() if value.offset >= 0}


def set_offsets(kafka: str, group: str, offsets: Mapping[str, Offsets]) -> None:
    """Raises TopicsError if a member of the group is at work."""
    wanted = {
        TopicPartition(topic, partition): OffsetAndMetadata(offset, "", -1)
        for topic, each in offsets.items()
        for partition, offset in each.items()
    }
    if not wanted:
        return
    with admin(kafka) as client:
        answers = client.alter_group_offsets(group, wanted)
    wrong = [f"{place.topic}: {error.__name__}" for place, error in answers.items() if error is not NoError]
    if wrong:
        raise TopicsError(
            f"Kafka does not let the offsets of {group} be set ({wrong[0]}): end the workers of that group"
        )


def busy(kafka: str, groups: Iterable[str]) -> list[str]:
    """Those of the groups that have members."""
    wanted = set(groups)
    with admin(kafka) as client:
        found = client.list_groups()
    return sorted(each["group_id"] for each in found if each["group_id"] in wanted and each["group_state"] not in EMPTY)


def delete_groups(kafka: str, groups: Iterable[str]) -> None:
    """Groups that do not exist are no error."""
    with admin(kafka) as client:
        for group in groups:
            client.delete_groups([group])


def delete_topics(kafka: str, names: Iterable[str]) -> list[str]:
    """Deletes those that exist; gives their names."""
    with admin(kafka) as client:
        found = [each["name"] for each in client.describe_topics(list(names)) if not each["error_code"]]
        if found:
            client.delete_topics(found)
    return found
