"""A Telethon client as rasd uses it: read only, a time limit on every call, flood waits told and kept."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import structlog
from telethon import TelegramClient, errors
from telethon.crypto import rsa
from telethon.sessions import SQLiteSession

from ingest.config import IngestConfig
from ingest.errors import IngestError

log = structlog.get_logger()

T = TypeVar("T")
# Telethon lets an unanswered request hang for ever.
LIMIT_S: Final = 60.0
TEST_DC: Final = 2


def build_client(config: IngestConfig) -> Any:
    """The client, not connected. Raises IngestError if the session may not go to the server that is named."""
    path = config.session
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Made by us first, so that it never exists with wider rights, not even for a moment.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
        session = SQLiteSession(str(path))
    except (OSError, ValueError) as error:
        raise IngestError(f"{path}: the session can't be opened ({error}): correct RASD_TELEGRAM_SESSION") from error
    if config.server:
        _use_test_server(session, config)
    return TelegramClient(
        session,
        config.api_id,
        config.api_hash,
        # Waits are ours to tell of; Telethon would sleep in silence.
        flood_sleep_threshold=0,
        # Five failed reconnects would end the client for good; the supervisor starts another.
        connection_retries=3,
        retry_delay=1,
        auto_reconnect=True,
        request_retries=2,
        receive_updates=True,
        device_model="rasd",
    )


def _use_test_server(session: Any, config: IngestConfig) -> None:
    host, port = config.server or ("", 0)
    if session.server_address and session.server_address != host:
        raise IngestError(
            f"{config.session} belongs to another server: a real session is never sent to a test server; "
            "set RASD_TELEGRAM_SESSION to a file of its own, or unset RASD_TELEGRAM_SERVER"
        )
    if config.server_key is None:
        raise IngestError(
            "RASD_TELEGRAM_SERVER needs RASD_TELEGRAM_SERVER_KEY: the file with the server's public key (PEM)"
        )
    try:
        rsa.add_key(config.server_key.read_text("ascii"), old=False)
    except (OSError, ValueError) as error:
        raise IngestError(f"{config.server_key}: is no RSA public key that can be read: {error}") from error
    session.set_dc(TEST_DC, host, port)


async def ask(call: Callable[[], Awaitable[T]], what: str) -> T:
    """The answer to one call: a time limit, and Telegram's own waits kept.

    Raises TimeoutError, ConnectionError or Telethon's RPCError.
    """
    while True:
        try:
            return await asyncio.wait_for(call(), LIMIT_S)
        except errors.FloodWaitError as error:
            log.warning("Telegram asks to wait", seconds=error.seconds, before=what)
            await asyncio.sleep(error.seconds)


async def connect(client: Any, config: IngestConfig) -> None:
    """Raises IngestError if the account is not signed in; ConnectionError or TimeoutError if nothing answers."""
    await asyncio.wait_for(client.connect(), LIMIT_S)
    if not await ask(client.is_user_authorized, "signing in"):
        raise IngestError(f"{config.session} is not signed in: run `rasd login`")
