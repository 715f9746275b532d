"""Dead letters: what could not be processed, shown, and put back when the cause is gone."""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from kafka import KafkaProducer
from kafka.errors import KafkaError

from processors.faust_app import LARGEST_REQUEST
from processors.records import read_topics
from processors.topics import TopicsError, unreachable
from schemas.brokers import connection
from schemas.codec import CodecError, decode
from schemas.errors import Explained
from schemas.operations import DeadLetter
from schemas.topics import CONSUMED, DEAD, dead_letters_of

LIMIT_MS: Final = 10_000
# Kafka has no way to take one record out: a later record with this header says which letter was put back.
RETRIED: Final = "retried"


class DeadLetterError(Explained):
    """There is no such dead letter, or it can't be put back."""


@dataclass(frozen=True)
class Dead:
    """A dead letter; `id` is its topic, partition and offset."""

    id: str
    letter: DeadLetter

    def as_dict(self) -> dict[str, object]:
        letter = self.letter
        return {
            "id": self.id,
            "at": letter.at,
            "step": letter.step,
            "topic": letter.topic,
            "partition": letter.partition,
            "offset": letter.offset,
            "key": letter.key,
            "error": letter.error,
        }


def open_letters(records: Iterable[Any]) -> list[Dead]:
    """The letters that were not put back: a later record with the header `retried` names those that were."""
    found: dict[str, Dead] = {}
    for record in records:
        headers = dict(record.headers or ())
        if RETRIED in headers:
            found.pop(headers[RETRIED].decode(), None)
            continue
        try:
            letter = decode(DeadLetter, record.value or b"")
        except CodecError:
            continue  # not written by rasd
        id_ = f"{record.topic.removesuffix('.dead')}:{record.partition}:{record.offset}"
        found[id_] = Dead(id_, letter)
    return list(found.values())


def list_dead(kafka: str, topic: str | None = None) -> list[Dead]:
    """The open dead letters, oldest first, of one topic or of all. Raises TopicsError or DeadLetterError."""
    names = [each.name for each in DEAD]
    if topic is not None:
        if topic not in {each.name for each in CONSUMED}:
            raise DeadLetterError(
                f"no step consumes the topic {topic}: choose among {', '.join(t.name for t in CONSUMED)}"
            )
        names = [dead_letters_of(topic)]
    return open_letters(read_topics(kafka, names))


def show_dead(kafka: str, letter_id: str) -> dict[str, object]:
    """One dead letter, its value as text where it is text."""
    found = _find(kafka, letter_id)
    value = base64.b64decode(found.letter.value)
    try:
        shown: object = msgspec.json.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError):
        shown = value.decode("utf-8", "backslashreplace")
    return {**found.as_dict(), "value": shown}


def retry_dead(kafka: str, letter_ids: Sequence[str] | None, *, topic: str | None = None) -> int:
    """Puts letters (None: all open ones) back into their topics, byte for byte; gives how many."""
    letters = list_dead(kafka, topic) if letter_ids is None else [_find(kafka, each) for each in letter_ids]
    cut = [each for each in letters if " bytes kept, sha256 " in each.letter.error]
    if cut:
        raise DeadLetterError(
            f"{cut[0].id} holds only the first part of its event: bring the event again from its source"
        )
    try:
        sender = KafkaProducer(
            **connection(kafka), acks="all", enable_idempotence=True, max_request_size=LARGEST_REQUEST
        )
    except KafkaError as error:
        raise TopicsError(unreachable(kafka)) from error
    try:
        for each in letters:
            key = None if each.letter.key is None else each.letter.key.encode()
            sender.send(each.letter.topic, base64.b64decode(each.letter.value), key=key).get(timeout=LIMIT_MS / 1000)
            # Only now: a crash in between puts the event back twice, which changes nothing.
            mark = [(RETRIED, each.id.encode())]
            sender.send(dead_letters_of(each.letter.topic), b"", key=key, headers=mark).get(timeout=LIMIT_MS / 1000)
    finally:
        sender.close()
    return len(letters)


def _find(kafka: str, letter_id: str) -> Dead:
    found = next((each for each in list_dead(kafka) if each.id == letter_id), None)
    if found is None:
        raise DeadLetterError(f"there is no open dead letter {letter_id}: `rasd dead list` shows the ids")
    return found
