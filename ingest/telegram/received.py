"""History answers with the bytes that came: each message is cut out of the answer before Telethon forgets it.

A constructor that Telethon's layer does not know ends its parsing of the whole answer. Here what came before is kept, and
of the message itself what could be read: its date, its text and its bytes.
"""

import struct
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from telethon.errors import TypeNotFoundError
from telethon.extensions import BinaryReader
from telethon.tl import functions, types

MESSAGES: Final = frozenset(
    {types.Message.CONSTRUCTOR_ID, types.MessageService.CONSTRUCTOR_ID, types.MessageEmpty.CONSTRUCTOR_ID}
)
# Where among a message's own integers its id stands, after the flags.
ID_PLACE: Final = {
    types.Message.CONSTRUCTOR_ID: 2,
    types.MessageService.CONSTRUCTOR_ID: 1,
    types.MessageEmpty.CONSTRUCTOR_ID: 1,
}
NUMBERS: Final = 3
# What a constructor that is not ours looks like to the parser.
UNREADABLE: Final = (TypeNotFoundError, struct.error, RuntimeError, IndexError)


@dataclass(frozen=True)
class Partial:
    """A message that could not be parsed to its end; `raw` may run on into what follows it. `date` None: not reached."""

    id: int
    date: datetime | None
    text: str | None
    raw: bytes


@dataclass(frozen=True)
class Received:
    """An answer: its messages in the order received (parsed, or partial), their bytes by id, and what else it told."""

    messages: tuple[Any, ...]
    raw: dict[int, bytes]
    pts: int | None = None
    count: int | None = None
    chats: tuple[Any, ...] = ()
    unreadable: bool = False
    """Telethon could not parse it to its end: there may be messages behind the last one."""
    rest: bytes = b""
    """Of such an answer, what lies behind the last message that could be read."""


@dataclass
class Frame:
    """The message that is being read."""

    start: int
    constructor: int
    depth: int
    numbers: list[int] = field(default_factory=list)
    date: datetime | None = None
    text: str | None = None

    def partial(self, stream: bytes) -> Partial | None:
        place = ID_PLACE[self.constructor]
        if len(self.numbers) <= place:
            return None
        return Partial(self.numbers[place], self.date, self.text, bytes(stream[self.start :]))


class CuttingReader(BinaryReader):  # type: ignore[misc]  # Telethon has no types
    """Reads as Telethon does and notes where each message begins and ends."""

    def __init__(self, data: bytes, position: int) -> None:
        super().__init__(data)
        self.position = position
        self.found: list[tuple[Any, bytes]] = []
        self.open: list[Frame] = []
        self.end = position
        self._depth = 0

    def tgread_object(self) -> Any:
        start = self.position
        (constructor,) = struct.unpack_from("<I", self.stream, start)
        message = constructor in MESSAGES
        self._depth += 1
        if message:
            self.open.append(Frame(start, constructor, self._depth))
        value = super().tgread_object()
        self._depth -= 1
        if message:
            self.open.pop()
            if not self.open:
                self.found.append((value, bytes(self.stream[start : self.position])))
                self.end = self.position
        return value

    def read_int(self, signed: bool = True) -> int:  # noqa: FBT001, FBT002  # Telethon's own signature
        value: int = super().read_int(signed)
        # The constructor itself is read at this depth too, before the flags; it is the only unsigned one.
        if signed and self.open and self.open[-1].depth == self._depth and len(self.open[-1].numbers) < NUMBERS:
            self.open[-1].numbers.append(value)
        return value

    def tgread_date(self) -> datetime:
        value: datetime = super().tgread_date()
        if self.open and self.open[-1].depth == self._depth and self.open[-1].date is None:
            self.open[-1].date = value
        return value

    def tgread_string(self) -> str:
        value: str = super().tgread_string()
        frame = self.open[-1] if self.open else None
        if frame and frame.depth == self._depth and frame.date is not None and frame.text is None:
            frame.text = value
        return value


def read_answer(reader: Any) -> Received:
    """The answer that the reader stands at."""
    cutting = CuttingReader(reader.stream, reader.position)
    try:
        answer = cutting.tgread_object()
    except UNREADABLE:
        messages = [message for message, _ in cutting.found]
        partial = cutting.open[0].partial(reader.stream) if cutting.open else None
        raw = {message.id: data for message, data in cutting.found}
        if partial:
            messages.append(partial)
            raw[partial.id] = partial.raw
        return Received(tuple(messages), raw, unreadable=True, rest=bytes(reader.stream[cutting.end :]))
    return Received(
        tuple(getattr(answer, "messages", None) or ()),
        {message.id: data for message, data in cutting.found},
        getattr(answer, "pts", None),
        getattr(answer, "count", None),
        tuple(getattr(answer, "chats", None) or ()),
    )


class GetHistory(functions.messages.GetHistoryRequest):  # type: ignore[misc]  # Telethon has no types
    """messages.getHistory, its answer with the received bytes."""

    @staticmethod
    def read_result(reader: Any) -> Received:
        return read_answer(reader)


class GetMessages(functions.channels.GetMessagesRequest):  # type: ignore[misc]  # Telethon has no types
    """channels.getMessages, its answer with the received bytes."""

    @staticmethod
    def read_result(reader: Any) -> Received:
        return read_answer(reader)
