"""What people did with alerts, kept in step with Kafka beside the work: states and silences."""

from dataclasses import dataclass, field
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition

from schemas.brokers import connection
from schemas.codec import CodecError, decode
from schemas.operations import AlertState, Silence
from schemas.topics import ALERTS_SILENCES, ALERTS_STATE

log = structlog.get_logger()


@dataclass
class View:
    """The newest state of each alert and each silence, by id."""

    states: dict[str, AlertState] = field(default_factory=dict)
    silences: dict[str, Silence] = field(default_factory=dict)

    def take(self, topic: str, key: bytes | None, value: bytes | None) -> None:
        """One record of one of the two topics; one without a value takes back what its key names."""
        name = (key or b"").decode("utf-8", "replace")
        try:
            if topic == ALERTS_STATE.name:
                if value is None:
                    self.states.pop(name, None)
                else:
                    state = decode(AlertState, value)
                    self.states[state.alert_id] = state
            elif value is None:
                self.silences.pop(name, None)
            else:
                silence = decode(Silence, value)
                self.silences[silence.silence_id] = silence
        except CodecError as error:
            log.warning("not a state: left out", topic=topic, reason=str(error))


class ViewReader:
    """Reads both topics from the beginning, without a group: every process sees everything."""

    def __init__(self, kafka: str, view: View) -> None:
        self._view = view
        self._reader: Any = AIOKafkaConsumer(
            **connection(kafka), enable_auto_commit=False, auto_offset_reset="earliest"
        )

    async def start(self) -> None:
        """Returns when everything that stood in the topics is known."""
        await self._reader.start()
        places = [TopicPartition(topic.name, 0) for topic in (ALERTS_STATE, ALERTS_SILENCES)]
        self._reader.assign(places)
        ends = await self._reader.end_offsets(places)
        while any([await self._reader.position(place) < ends[place] for place in places]):
            await self.turn(500)

    async def turn(self, wait_ms: int) -> None:
        for records in (await self._reader.getmany(timeout_ms=wait_ms)).values():
            for record in records:
                self._view.take(record.topic, record.key, record.value)

    async def stop(self) -> None:
        await self._reader.stop()
