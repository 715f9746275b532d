"""The channels of the sources, as the account can see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog
from telethon import errors, utils
from telethon.tl import types

from ingest.convert import channel_of
from ingest.telegram.client import ask
from ingest.watched import Source
from schemas.messages import Channel

log = structlog.get_logger()


@dataclass(frozen=True)
class Followed:
    """A channel with what a request needs to name it."""

    channel: Channel
    peer: Any
    source: Source


async def find_channels(client: Any, sources: Iterable[Source]) -> tuple[list[Followed], list[Source]]:
    """The channels found, and the sources that Telegram doesn't know or doesn't show to this account."""
    chats: dict[int, Any] = {}
    for dialog in await ask(lambda: client.get_dialogs(), "reading the dialogs"):  # noqa: PLW0108  # a new call each time
        if isinstance(dialog.entity, types.Channel):
            chats[dialog.entity.id] = dialog.entity
    names = {chat.username.lower(): chat for chat in chats.values() if chat.username}
    found, missing = [], []
    for source in sources:
        chat = chats.get(source.id or 0) or names.get((source.username or "").lower())
        if chat is None and source.username:
            chat = await _resolve(client, source.username)
        if chat is None:
            missing.append(source)
            continue
        found.append(Followed(channel_of(chat, source.affiliation), utils.get_input_peer(chat), source))
    return found, missing


async def _resolve(client: Any, username: str) -> Any:
    try:
        chat = await ask(lambda: client.get_entity(username), f"resolving @{username}")
    except (ValueError, errors.RPCError) as error:
        log.warning("a source can't be resolved", source=f"@{username}", reason=str(error))
        return None
    return chat if isinstance(chat, types.Channel) else None
