"""Asking for a channel's messages: pages of history, newest first, and single ids."""

from dataclasses import dataclass
from typing import Any, Final

from telethon.tl import types

from ingest.telegram.pool import Pool
from ingest.telegram.received import GetHistory, GetMessages, Partial, Received

PAGE: Final = 100  # the most that Telegram gives at once
PROBED: Final = 20


@dataclass(frozen=True)
class Page:
    """Messages with ids below `below` (None: the newest), descending; nothing of the channel lies between them.

    Descending pages alone are safe: whatever their size, the next one begins right below the last.
    """

    below: int | None
    messages: tuple[Any, ...]
    received: Received
    bottom: int | None
    """The lowest id that it speaks of, be it to say that nothing is there; None: nothing is below."""

    @property
    def top(self) -> int | None:
        return self.messages[0].id if self.messages else None

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(message.id for message in self.messages)


async def read_page(
    pool: Pool, channel: int, below: int | None = None, *, limit: int = PAGE, urgent: bool = True
) -> Page:
    """Raises what Pool.ask raises, and ConnectionError for an answer that can't be what was asked for."""

    def build(peer: Any) -> GetHistory:
        return GetHistory(
            peer, offset_id=below or 0, offset_date=None, add_offset=0, limit=limit, max_id=0, min_id=0, hash=0
        )

    received: Received = await pool.ask(channel, build, urgent=urgent)
    spoken = {message.id: message for message in received.messages if below is None or message.id < below}
    if not spoken and (received.messages or received.unreadable):
        spoken = await _probe(pool, channel, below) if received.unreadable else {}
        if not spoken:
            raise ConnectionError("Telegram answered with a page that was not asked for")
    messages = [spoken[number] for number in sorted(spoken, reverse=True)]
    there = tuple(message for message in messages if not isinstance(message, types.MessageEmpty))
    return Page(below, there, received, bottom=min(spoken, default=None))


async def _probe(pool: Pool, channel: int, below: int | None) -> dict[int, Any]:
    """When not even the first message of a page can be read: the newest few ids one by one."""
    for number in range((below or 0) - 1, max(0, (below or 0) - 1 - PROBED), -1):
        found, _ = await by_ids(pool, channel, [number])
        if found:
            return found
    return {}


async def by_ids(pool: Pool, channel: int, ids: list[int], *, urgent: bool = True) -> tuple[dict[int, Any], Received]:
    """The messages with these ids as they are now; those that are gone are not in it. At most PAGE ids."""

    def build(peer: Any) -> GetMessages:
        return GetMessages(
            types.InputChannel(peer.channel_id, peer.access_hash), [types.InputMessageID(n) for n in ids]
        )

    received: Received = await pool.ask(channel, build, urgent=urgent)
    if received.unreadable and len(ids) > 1:
        return await _halves(pool, channel, ids, urgent=urgent)
    wanted = set(ids)
    found = {
        message.id: message
        for message in received.messages
        if message.id in wanted and not isinstance(message, types.MessageEmpty)
    }
    if received.unreadable and not found:
        found = {ids[0]: Partial(ids[0], None, None, received.rest)}
    return found, received


async def _halves(pool: Pool, channel: int, ids: list[int], *, urgent: bool) -> tuple[dict[int, Any], Received]:
    """One message that can't be read hides those behind it: each half is asked for alone."""
    middle = len(ids) // 2
    left, one = await by_ids(pool, channel, ids[:middle], urgent=urgent)
    right, two = await by_ids(pool, channel, ids[middle:], urgent=urgent)
    return left | right, Received((*one.messages, *two.messages), one.raw | two.raw)


async def still_there(pool: Pool, channel: int, number: int) -> bool:
    """Whether history shows this id: for when asking by ids is not possible."""
    page = await read_page(pool, channel, number + 1, limit=1)
    return page.top == number
