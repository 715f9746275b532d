"""A Telethon client as rasd uses it: read only, waits and reconnections ours, updates as they come from the wire.

Telethon's own update handling is left out: it drops pushes behind a gap until a difference is fetched, and ends the client on
errors of it. Here every push is a hint that is taken as it comes, and history is the truth.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import structlog
from telethon import TelegramClient, errors, functions, utils
from telethon.crypto import AuthKey, rsa
from telethon.sessions import MemorySession, SQLiteSession
from telethon.tl.alltlobjects import LAYER

from ingest.config import IngestConfig
from ingest.errors import IngestError

log = structlog.get_logger()

T = TypeVar("T")
# Telethon lets an unanswered request hang for ever.
LIMIT_S: Final = 60.0
CONNECT_S: Final = 10
TEST_DC: Final = 2
EXTENSION: Final = ".session"  # Telethon appends it to a name that has none


@dataclass(frozen=True)
class Account:
    """What a session file holds: where to connect, the key, and the access hashes of channels that it knows."""

    name: str
    dc: int
    host: str
    port: int
    key: bytes | None
    channels: dict[int, int]


def session_file(path: Path) -> Path:
    """The file that Telethon makes of a session's name."""
    return path if path.name.endswith(EXTENSION) else path.with_name(path.name + EXTENSION)


def open_session(path: Path) -> Any:
    """Telethon's session, its file never readable by others, not even for a moment. Raises IngestError."""
    path = session_file(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
        return SQLiteSession(str(path))
    except (OSError, ValueError) as error:
        raise IngestError(f"{path}: the session can't be opened ({error}): correct RASD_TELEGRAM_SESSION") from error


def read_account(path: Path, config: IngestConfig) -> Account:
    """Reads a session file once; collecting never writes it. Raises IngestError if it may not go to the server that is named."""
    session = open_session(path)
    try:
        host, port = _address(session, path, config)
        key = session.auth_key.key if session.auth_key else None
        rows = session._cursor().execute("SELECT id, hash FROM entities").fetchall()  # noqa: SLF001  # Telethon offers no list
        channels = {utils.resolve_id(number)[0]: access for number, access in rows if str(number).startswith("-100")}
        return Account(session_file(path).stem, session.dc_id or TEST_DC, host, port, key, channels)
    finally:
        session.close()


def _address(session: Any, path: Path, config: IngestConfig) -> tuple[str, int]:
    if config.server is None:
        return session.server_address or "", session.port or 0
    _trust_test_server(session.server_address, path, config)
    return config.server


def _trust_test_server(stored: str | None, path: Path, config: IngestConfig) -> None:
    host = config.server[0] if config.server else ""
    if stored and stored != host:
        raise IngestError(
            f"{path} belongs to another server: a real session is never sent to a test server; "
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


def build_client(config: IngestConfig, path: Path | None = None) -> Any:
    """A client on the session file itself, not connected: for signing in and for files. Raises IngestError."""
    session = open_session(path or config.session)
    if config.server:
        _trust_test_server(session.server_address, path or config.session, config)
        session.set_dc(TEST_DC, *config.server)
    return _client(session, config)


def collecting_client(account: Account, config: IngestConfig, push: Callable[[Any], None]) -> Any:
    """A client of a signed-in account that keeps nothing on disk; `push` takes every Updates object as it comes."""
    session = MemorySession()
    session.save_entities = False
    if account.host:
        session.set_dc(account.dc, account.host, account.port)
    session.auth_key = AuthKey(account.key)
    client = _client(session, config)
    client._sender._updates_queue = _Push(push)  # noqa: SLF001  # the one place where pushes can be taken whole
    return client


class _Push:
    """Stands where Telethon's sender puts its updates."""

    def __init__(self, push: Callable[[Any], None]) -> None:
        self.put_nowait = push


def _client(session: Any, config: IngestConfig) -> Any:
    return TelegramClient(
        session,
        config.api_id,
        config.api_hash,
        timeout=CONNECT_S,
        # Waits are ours to tell of; Telethon would sleep in silence.
        flood_sleep_threshold=0,
        # The supervisor connects anew: Telethon gives up for good after a few tries, in silence.
        connection_retries=1,
        retry_delay=0,
        auto_reconnect=False,
        request_retries=1,
        raise_last_call_error=True,
        receive_updates=True,
        device_model="rasd",
    )


async def open_client(client: Any) -> None:
    """Connects and greets, without what Telethon's connect asks beyond that: each further request could fail.

    Raises ConnectionError, TimeoutError, Telethon's RPCError.
    """
    session, sender = client.session, client._sender  # noqa: SLF001  # pinned, and tested over a real socket
    address = (session.server_address, session.port, session.dc_id)
    connection = client._connection(*address, loggers=client._log, proxy=client._proxy, local_addr=None)  # noqa: SLF001
    await sender.connect(connection)
    client._init_request.query = functions.help.GetConfigRequest()  # noqa: SLF001
    await sender.send(functions.InvokeWithLayerRequest(LAYER, client._init_request))  # noqa: SLF001


async def close_client(client: Any) -> None:
    await client._sender.disconnect()  # noqa: SLF001


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
