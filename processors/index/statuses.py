"""What people did with alerts, joined into the alerts' documents: from `alerts.state`, by the generation that is live.

A replay has no right to look at it; its alerts get their states when it goes live.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition

from processors.index.bulk import Write, held, write
from processors.index.document import REVISIONS
from processors.index.names import index_of
from schemas.alerts import Alert
from schemas.brokers import connection
from schemas.codec import CodecError, decode, encode
from schemas.documents import AlertDocument
from schemas.operations import AlertState
from schemas.topics import ALERTS_STATE

_FIELDS: Final = tuple(each.name for each in msgspec.structs.fields(Alert))


def alert_document(alert: Alert, state: AlertState | None) -> AlertDocument:
    fields = {name: getattr(alert, name) for name in _FIELDS}
    if state is None:
        return AlertDocument(**fields)
    return AlertDocument(
        **fields,
        status=state.status,
        owner=state.owner,
        note=state.note,
        until=state.until,
        disposition=state.disposition,
        state_changes=state.changes,
    )


def alert_version(document: AlertDocument) -> int:
    """Rises with every revision of the alert and with every change of its state."""
    return document.revision * REVISIONS + document.state_changes


@dataclass
class Statuses:
    """`states` by alert id; `turn` brings the documents of those in step that changed since it was last called."""

    kafka: str
    generation: str
    states: dict[str, AlertState] = field(default_factory=dict)
    _changed: set[str] = field(default_factory=set)
    _reader: Any = None

    async def start(self) -> None:
        """Returns when every state is known."""
        self._reader = AIOKafkaConsumer(
            **connection(self.kafka), enable_auto_commit=False, auto_offset_reset="earliest"
        )
        await self._reader.start()
        place = TopicPartition(ALERTS_STATE.name, 0)
        self._reader.assign([place])
        end = (await self._reader.end_offsets([place]))[place]
        while await self._reader.position(place) < end:
            self._take(await self._reader.getmany(timeout_ms=500))

    def _take(self, fetched: Mapping[Any, list[Any]]) -> None:
        for records in fetched.values():
            for record in records:
                try:
                    state = decode(AlertState, record.value or b"")
                except CodecError:
                    continue  # taken back, or not ours
                self.states[state.alert_id] = state
                self._changed.add(state.alert_id)

    async def turn(self, client: Any) -> None:
        if self._reader is None:
            return
        self._take(await self._reader.getmany(timeout_ms=0))
        if not self._changed:
            return
        index = index_of("alerts", self.generation)
        found = await held(client, [(index, id_) for id_ in sorted(self._changed)])
        self._changed.clear()
        writes = []
        for id_, source in found.items():
            try:
                document = alert_document(msgspec.convert(source, AlertDocument), self.states[id_])
            except msgspec.ValidationError:
                continue  # not one of rasd's documents
            writes.append(Write(index, id_, alert_version(document), encode(document)))
        if writes:
            await write(client, writes)

    async def stop(self) -> None:
        if self._reader is not None:
            await self._reader.stop()
