"""What can happen in the simulated Telegram: the shapes of channels.json, posts.jsonl and of the control orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from schemas.errors import Explained


class OperationError(Explained):
    """An order that Telegram's own world doesn't allow; the message says which and what to change."""


class Entity(msgspec.Struct, frozen=True, omit_defaults=True):
    """Formatting of a stretch of text; `offset` and `length` in code points."""

    type: str
    offset: int
    length: int
    url: str | None = None


class Forward(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a post was forwarded from."""

    channel_id: int | None = None
    message_id: int | None = None
    title: str | None = None
    date: datetime | None = None


class Media(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file; its bytes are derived from `seed` (equal seeds, equal bytes) or from the message if there is none.

    `side` is what a photo says of its width and height in pixels; above a small one it holds no such picture (a bomb).
    """

    kind: Literal["photo", "document", "video", "audio", "voice"]
    mime: str | None = None
    size: int = 2048
    file_name: str | None = None
    seed: str | None = None
    side: int | None = None


class Poll(msgspec.Struct, frozen=True):
    question: str
    answers: list[str]


class Service(msgspec.Struct, frozen=True, omit_defaults=True):
    """A service message: the title changed, a message was pinned, or the channel was created."""

    action: Literal["title", "pin", "created"]
    title: str = ""


class Operation(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of posts.jsonl or one order. Unknown fields (labels) are passed over.

    `date` is the moment of the operation (UTC; whole seconds reach the client). `silent` changes the history
    without an update and without a pts, as when Telegram itself forgets to tell. What is of the phase `history` has happened
    when the simulator starts; the rest happens when it is played.
    """

    op: Literal["post", "edit", "delete", "counters"]
    channel: int
    message_id: int | None = None
    message_ids: list[int] = []
    date: datetime | None = None
    text: str | None = None
    entities: list[Entity] = []
    reply_to: int | None = None
    grouped_id: int | None = None
    forwarded_from: Forward | None = None
    media: list[Media] | None = None
    views: int | None = None
    forwards: int | None = None
    poll: Poll | None = None
    service: Service | None = None
    silent: bool = False
    phase: Literal["history", "live"] = "history"


class ChannelInfo(msgspec.Struct, frozen=True):
    """One entry of channels.json. `joined` tells whether accounts follow it from the start."""

    id: int
    title: str
    username: str | None = None
    subscribers: int | None = None
    created: datetime = datetime(2019, 1, 1, tzinfo=UTC)
    about: str = ""
    joined: bool = True


@dataclass(frozen=True)
class Corpus:
    """The channels and the operations that make their history, in time order."""

    channels: tuple[ChannelInfo, ...]
    operations: tuple[Operation, ...] = ()


def read_operation(fields: dict[str, Any]) -> Operation:
    """Turn an order's fields into an Operation. Raises OperationError naming the wrong field."""
    try:
        return msgspec.convert(fields, Operation)
    except msgspec.ValidationError as error:
        raise OperationError(f"The operation can't be read: {error}.") from error


def read_corpus(folder: Path) -> Corpus:
    """Read `channels.json` and `posts.jsonl` (may be missing) of a folder. Raises OperationError naming file and line."""
    channels_file, posts_file = folder / "channels.json", folder / "posts.jsonl"
    try:
        channels = msgspec.json.decode(channels_file.read_bytes(), type=tuple[ChannelInfo, ...])
    except msgspec.DecodeError as error:
        raise OperationError(f"{channels_file}: {error}.") from error
    return Corpus(channels, tuple(_read_lines(posts_file)) if posts_file.exists() else ())


def _read_lines(file: Path) -> Iterator[Operation]:
    decoder = msgspec.json.Decoder(Operation)
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise OperationError(f"{file}:{number}: {error}.") from error
