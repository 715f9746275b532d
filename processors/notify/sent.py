"""What each target has received: the compacted topic `alerts.sent`, read whole when the alerts' partition comes."""

from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from processors.config import StepConfig
from processors.stage import Record
from schemas.brokers import connection
from schemas.codec import CodecError, decode, encode
from schemas.operations import Delivery
from schemas.topics import ALERTS_SENT

# The newest delivery of each alert to each destination, by their ids.
Sent = dict[tuple[str, str], Delivery]


def key_of(delivery: Delivery) -> bytes:
    return f"{delivery.alert_id}|{delivery.target}".encode()


async def read_sent(config: StepConfig) -> Sent:
    """What each destination last got of each alert, or waits for."""
    # "earliest" from the start, no seek: a reset to the end that is on its way when one seeks back would win, and what was
    # sent would be sent again.
    reader = AIOKafkaConsumer(**connection(config.kafka), enable_auto_commit=False, auto_offset_reset="earliest")
    await reader.start()
    sent: Sent = {}
    try:
        places = [TopicPartition(ALERTS_SENT.name, number) for number in range(ALERTS_SENT.partitions)]
        reader.assign(places)
        ends = await reader.end_offsets(places)
        while any([await reader.position(place) < ends[place] for place in places]):
            for records in (await reader.getmany(timeout_ms=500)).values():
                for record in records:
                    _take(record, sent)
    finally:
        await reader.stop()
    return sent


def _take(record: Any, sent: Sent) -> None:
    try:
        delivery = decode(Delivery, record.value or b"")
    except CodecError:
        return  # not ours: at worst an alert is sent once more
    sent[delivery.alert_id, delivery.target] = delivery


def record_of(delivery: Delivery) -> Record:
    """The newest record of an alert and a target counts."""
    return Record(ALERTS_SENT.name, key_of(delivery), encode(delivery))
