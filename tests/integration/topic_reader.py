"""What stands in a topic, and waiting for it."""

import time

from kafka import KafkaConsumer, TopicPartition

LIMIT_S = 60


def read(kafka, topic):
    """Every record of a topic, from the first to the last one there now."""
    reader = KafkaConsumer(bootstrap_servers=kafka, enable_auto_commit=False)
    try:
        places = [TopicPartition(topic, number) for number in sorted(reader.partitions_for_topic(topic))]
        reader.assign(places)
        ends = reader.end_offsets(places)
        reader.seek_to_beginning(*places)
        found = []
        while any(reader.position(place) < ends[place] for place in places):
            for part in reader.poll(timeout_ms=200).values():
                found += part
        return found
    finally:
        reader.close()


def until(condition, limit_s=LIMIT_S, pause_s=0.2):
    """Waits for a condition; gives what it gave."""
    deadline = time.monotonic() + limit_s
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {limit_s} s: {condition}")
        time.sleep(pause_s)


def of_channel(records, channel):
    """The keys of a channel's records, as text."""
    return [record.key.decode() for record in records if record.key.decode().startswith(f"{channel}:")]
