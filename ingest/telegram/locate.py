"""Which channels the sources mean, and how an account names them to Telegram.

What was found once is remembered: a restart needs no question before it reads, and a name that another channel takes over
later does not lead us away from the one that was meant.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import structlog
from telethon import errors, functions
from telethon.tl import types

from ingest.convert import channel_of, username_of
from ingest.reading import Reading
from ingest.telegram.account import Connection
from ingest.telegram.troubles import BusyError, FloodedError, account_state
from ingest.watched import Source
from schemas.messages import Channel

log = structlog.get_logger()

DIALOGS: Final = 100
MOST_PAGES: Final = 50
NOT_NOW: Final = (FloodedError, BusyError, OSError, TimeoutError)


@dataclass
class Located:
    """The sources' channels; those that Telegram doesn't know or show (`missing`); those that could not be asked for now."""

    found: dict[str, Channel] = field(default_factory=dict)
    missing: list[Source] = field(default_factory=list)
    doubtful: list[Source] = field(default_factory=list)
    tops: dict[int, int] = field(default_factory=dict)


async def locate(connection: Connection, sources: Iterable[Source], reading: Reading, *, join: bool) -> Located:
    """Asks no more than it must: memory, then the account's dialogs, then one question for each name that is left."""
    located, open_ = Located(), []
    hashes = connection.account.channels | reading.peers(connection.name)
    for source in sources:
        number = source.id or reading.name(source.username or "")
        channel = reading.channel(number) if number else None
        if number and channel and number in hashes:
            _found(located, connection, source, channel, hashes[number])
        else:
            open_.append(source)
    if not open_:
        return located
    chats, whole = await _dialogs(connection, located.tops)
    names = {name.lower(): chat for chat in chats.values() if (name := username_of(chat))}
    for source in open_:
        chat = chats.get(source.id or 0) or names.get((source.username or "").lower())
        certain = whole
        if chat is None and source.username:
            chat, certain = await _resolve(connection, source.username)
        if chat is None and source.id and source.id in hashes:
            chat, certain = await _by_hash(connection, source.id, hashes[source.id]), False
        if chat is None:
            (located.missing if certain else located.doubtful).append(source)
            continue
        if join and getattr(chat, "left", False):
            await _join(connection, chat)
        channel = channel_of(chat, source.affiliation)
        reading.remember_channel(channel)
        reading.remember_peer(connection.name, chat.id, chat.access_hash or 0)
        if source.username:
            reading.remember_name(source.username, chat.id)
        _found(located, connection, source, channel, chat.access_hash or 0)
    return located


def _found(located: Located, connection: Connection, source: Source, channel: Channel, access_hash: int) -> None:
    connection.peers[channel.id] = types.InputPeerChannel(channel.id, access_hash)
    # What is known of whose channel it is comes from the sources file of today.
    located.found[source.name] = msgspec.structs.replace(channel, affiliation=source.affiliation)


async def _dialogs(connection: Connection, tops: dict[int, int]) -> tuple[dict[int, Any], bool]:
    """The channels that the account follows, and whether the list is whole."""
    chats: dict[int, Any] = {}
    date, last, peer = None, 0, types.InputPeerEmpty()
    for _ in range(MOST_PAGES):
        request = functions.messages.GetDialogsRequest(
            offset_date=date, offset_id=last, offset_peer=peer, limit=DIALOGS, hash=0
        )
        try:
            answer = await connection.ask(request)
        except (*NOT_NOW, errors.RPCError, errors.TypeNotFoundError) as error:
            log.warning("the list of dialogs can't be read", account=connection.name, reason=str(error))
            return chats, isinstance(error, errors.RPCError) and account_state(error) is None
        before = len(chats)
        chats |= {chat.id: chat for chat in getattr(answer, "chats", ()) if isinstance(chat, types.Channel)}
        dialogs = [each for each in getattr(answer, "dialogs", ()) if isinstance(each, types.Dialog)]
        for each in dialogs:
            if number := getattr(each.peer, "channel_id", None):
                tops[number] = each.top_message
        end = _end(answer, dialogs, chats)
        if not isinstance(answer, types.messages.DialogsSlice) or end is None or len(chats) == before:
            return chats, True
        date, last, peer = end
    return chats, False


def _end(answer: Any, dialogs: list[Any], chats: dict[int, Any]) -> tuple[Any, int, Any] | None:
    """Where the next page begins."""
    if not dialogs:
        return None
    oldest = dialogs[-1]
    chat = chats.get(getattr(oldest.peer, "channel_id", 0))
    dates = {message.id: message.date for message in answer.messages if getattr(message, "date", None)}
    peer = types.InputPeerChannel(chat.id, chat.access_hash or 0) if chat else types.InputPeerEmpty()
    return dates.get(oldest.top_message), oldest.top_message, peer


async def _resolve(connection: Connection, username: str) -> tuple[Any, bool]:
    """The channel with this name, and whether the answer can be relied upon."""
    try:
        answer = await connection.ask(functions.contacts.ResolveUsernameRequest(username))
    except NOT_NOW as error:
        log.warning("a source can't be resolved now", source=f"@{username}", reason=str(error))
        return None, False
    except (errors.RPCError, errors.TypeNotFoundError) as error:
        log.warning("a source can't be resolved", source=f"@{username}", reason=str(error))
        return None, isinstance(error, errors.UsernameNotOccupiedError | errors.UsernameInvalidError)
    number = getattr(answer.peer, "channel_id", None)
    return next((chat for chat in answer.chats if isinstance(chat, types.Channel) and chat.id == number), None), True


async def _by_hash(connection: Connection, number: int, access_hash: int) -> Any:
    """A channel that the session file knows."""
    try:
        answer = await connection.ask(functions.channels.GetChannelsRequest([types.InputChannel(number, access_hash)]))
    except (*NOT_NOW, errors.RPCError, errors.TypeNotFoundError) as error:
        log.warning("a source can't be read by its id", source=number, reason=str(error))
        return None
    return next((chat for chat in answer.chats if isinstance(chat, types.Channel) and chat.id == number), None)


async def _join(connection: Connection, chat: Any) -> None:
    try:
        await connection.ask(functions.channels.JoinChannelRequest(types.InputChannel(chat.id, chat.access_hash or 0)))
        log.info("joined", account=connection.name, channel=chat.id)
    except (*NOT_NOW, errors.RPCError) as error:
        log.warning("a channel could not be joined", account=connection.name, channel=chat.id, reason=str(error))


async def holder_of(connection: Connection, username: str) -> tuple[int | None, bool]:
    """The id of the channel that has the name now, and whether that is certain."""
    chat, certain = await _resolve(connection, username)
    return (chat.id if chat is not None else None), certain
