"""A second connection with the collector's authorisation. Telegram allows several from one machine with one key.

The session file is only read: Telethon would write to it, and the collector's own client does.
"""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from telethon import TelegramClient, errors
from telethon.crypto import AuthKey, rsa
from telethon.sessions import MemorySession
from telethon.tl import types

from ingest.config import IngestConfig, is_loopback
from ingest.errors import IngestError
from ingest.telegram.client import ask, connect
from schemas.messages import Channel


def borrowed_client(config: IngestConfig) -> Any:
    """A client, not connected, that gets no updates. Raises IngestError if nobody has signed in."""
    rows = _read(config.session, "SELECT dc_id, server_address, port, auth_key FROM sessions")
    if not rows or not rows[0][3]:
        raise IngestError(f"{config.session} is not signed in: run `rasd login`")
    dc, address, port, secret = rows[0]
    session = MemorySession()
    session.set_dc(dc, address, port)
    if config.server:
        if address and not is_loopback(address):
            raise IngestError(f"{config.session} belongs to another server: a real session never goes to a test server")
        if config.server_key is None:
            raise IngestError("RASD_TELEGRAM_SERVER needs RASD_TELEGRAM_SERVER_KEY")
        rsa.add_key(config.server_key.read_text("ascii"), old=False)
        session.set_dc(dc, *config.server)
    session.auth_key = AuthKey(data=secret)
    return TelegramClient(
        session,
        config.api_id,
        config.api_hash,
        flood_sleep_threshold=0,
        connection_retries=3,
        retry_delay=1,
        request_retries=2,
        receive_updates=False,
        device_model="rasd",
    )


async def connect_borrowed(client: Any, config: IngestConfig) -> None:
    """As `connect`; a server that does not know how to keep updates back is asked without that wish."""
    try:
        await connect(client, config)
    except (errors.RPCError, IngestError, TimeoutError):
        if not client._no_updates:  # noqa: SLF001  # Telethon offers no other way to change it
            raise
        await client.disconnect()
        client._no_updates, client._authorized = False, None  # noqa: SLF001
        connected = False
        try:
            await connect(client, config)
            connected = True
        finally:
            if not connected:
                client._no_updates, client._authorized = True, None  # noqa: SLF001


class Peers:
    """Channels as a request names them, with access hashes: from the session file, else from the account's dialogs."""

    def __init__(self, client: Any, session: Path) -> None:
        self._client, self._session = client, session
        self._dialogs_read = False

    async def find(self, channel: Channel) -> Any:
        """None if this account can't see the channel."""
        rows = _read(self._session, "SELECT hash FROM entities WHERE id = ?", -(1_000_000_000_000 + channel.id))
        if rows:
            return types.InputPeerChannel(channel.id, rows[0][0])
        if not self._dialogs_read:
            self._dialogs_read = True
            await ask(lambda: self._client.get_dialogs(), "reading the dialogs")  # noqa: PLW0108  # a new call each time
        for name in (types.PeerChannel(channel.id), channel.username):
            try:
                if name is not None:
                    return await ask(partial(self._client.get_input_entity, name), "finding a channel")
            except (ValueError, errors.RPCError):
                continue
        return None


def _read(path: Path, query: str, *values: object) -> list[Any]:
    file = path if path.suffix == ".session" else path.with_name(f"{path.name}.session")
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as database:
            return database.execute(query, values).fetchall()
    except sqlite3.Error as error:
        raise IngestError(f"{path}: the session can't be read ({error}): run `rasd login`") from error
