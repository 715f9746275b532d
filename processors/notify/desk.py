"""Everything about alerts as a person at a desk sees it: read from Kafka at once, and written back one change at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from kafka import KafkaProducer
from kafka.errors import KafkaError

from processors.notify.incident import IncidentError
from processors.notify.view import View
from processors.records import read_topics
from processors.topics import TopicsError, unreachable
from schemas.alerts import Alert
from schemas.brokers import connection
from schemas.codec import CodecError, decode, encode
from schemas.operations import AlertState, Delivery, Silence
from schemas.topics import ALERTS, ALERTS_SENT, ALERTS_SILENCES, ALERTS_STATE

LIMIT_S: Final = 10.0
SHORTEST_ID: Final = 4


@dataclass
class Desk:
    """The newest revision of each alert, what people did with it, and what each target got."""

    alerts: dict[str, Alert] = field(default_factory=dict)
    view: View = field(default_factory=View)
    deliveries: dict[tuple[str, str], Delivery] = field(default_factory=dict)

    def find(self, wanted: str) -> Alert:
        """By its id or the beginning of it. Raises IncidentError if there is none, or more than one."""
        found = [alert for id_, alert in self.alerts.items() if id_ == wanted] or [
            alert for id_, alert in self.alerts.items() if len(wanted) >= SHORTEST_ID and id_.startswith(wanted)
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise IncidentError(f"{len(found)} alerts begin with {wanted}: write more of the id")
        raise IncidentError(f"there is no alert {wanted[:40]!r}: `rasd alerts list --all` shows the ids")

    def delivered(self, alert_id: str) -> list[Delivery]:
        return [each for (id_, _), each in self.deliveries.items() if id_ == alert_id]


def desk_of(records: Iterable[Any]) -> Desk:
    """From the records of the four topics, oldest first."""
    desk = Desk()
    for record in records:
        try:
            if record.topic == ALERTS.name:
                _newest(desk.alerts, decode(Alert, record.value or b""))
            elif record.topic == ALERTS_SENT.name:
                delivery = decode(Delivery, record.value or b"")
                desk.deliveries[delivery.alert_id, delivery.target] = delivery
            else:
                desk.view.take(record.topic, record.key, record.value)
        except CodecError:
            continue  # the notify step parks what is no alert, with the reason
    return desk


def _newest(alerts: dict[str, Alert], alert: Alert) -> None:
    held = alerts.get(alert.alert_id)
    if held is None or alert.revision >= held.revision:
        alerts[alert.alert_id] = alert


def open_desk(kafka: str) -> Desk:
    """Raises TopicsError if no broker answers."""
    return desk_of(read_topics(kafka, [topic.name for topic in (ALERTS, ALERTS_SENT, ALERTS_STATE, ALERTS_SILENCES)]))


def write_state(kafka: str, states: Iterable[AlertState]) -> None:
    """Returns when Kafka has them. Raises TopicsError if no broker answers."""
    _write(kafka, ALERTS_STATE.name, [(state.alert_id, encode(state)) for state in states])


def write_silence(kafka: str, silence_id: str, silence: Silence | None) -> None:
    """None takes it back."""
    _write(kafka, ALERTS_SILENCES.name, [(silence_id, None if silence is None else encode(silence))])


def _write(kafka: str, topic: str, records: list[tuple[str, bytes | None]]) -> None:
    try:
        sender = KafkaProducer(**connection(kafka), acks="all", enable_idempotence=True)
    except KafkaError as error:
        raise TopicsError(unreachable(kafka)) from error
    try:
        for key, value in records:
            sender.send(topic, value, key=key.encode()).get(timeout=LIMIT_S)
    except KafkaError as error:
        raise TopicsError(unreachable(kafka)) from error
    finally:
        sender.close()
