"""One account's connection, kept alive: its own reconnecting, a time limit on everything, every trouble a state."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

import structlog
from telethon import errors, functions

from ingest.config import IngestConfig
from ingest.metrics import Metrics
from ingest.telegram.client import Account, close_client, collecting_client, open_client
from ingest.telegram.limits import Limits
from ingest.telegram.troubles import (
    PASSING,
    REMEDIES,
    BusyError,
    FloodedError,
    UnavailableError,
    account_state,
    flood_seconds,
)

log = structlog.get_logger()

FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 10.0
GREETING_S: Final = 20.0
# A connection that says nothing for this long is asked whether it lives, and has so long to answer.
PING_EVERY_S: Final = 10.0
PING_S: Final = 8.0
DOUBT_S: Final = 2.0
TOLD: Final = (errors.RPCError, errors.AuthKeyNotFound, TimeoutError)


class Connection:
    """Connects again for ever, until the account itself is refused.

    `changed(name, state, reason)` hears of every new state: ok, down, unregistered, duplicated, banned.
    `pushed(updates)` hears every push.
    """

    def __init__(
        self,
        account: Account,
        config: IngestConfig,
        metrics: Metrics,
        *,
        pushed: Callable[[Any], None],
        changed: Callable[[str, str, str | None], None],
    ) -> None:
        self.account, self._config, self._metrics = account, config, metrics
        self._pushed, self._changed = pushed, changed
        self.limits = Limits(config.pace.rate)
        self.up = asyncio.Event()
        self.state, self.reason = "down", "not connected yet"
        self.peers: dict[int, Any] = {}
        self.refused: dict[int, float] = {}
        """Channels that this account was not shown, and when to ask again."""
        self._client: Any = None
        self._lost: asyncio.Future[None] | None = None
        self._suspect = asyncio.Event()
        self._heard_at = 0.0

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def dead(self) -> bool:
        return self.state in REMEDIES

    async def run(self) -> None:
        """Until the account is refused for good or the task is cancelled."""
        pause = FIRST_PAUSE_S
        while True:
            try:
                await self._open()
                self._set("ok", None)
                pause = FIRST_PAUSE_S
                self.up.set()
                await self._stay()
            except PASSING as error:
                self.up.clear()
                if state := account_state(error):
                    self._set(state, REMEDIES[state])
                    return
                self._set("down", f"{type(error).__name__}: {error}")
                if seconds := flood_seconds(error):
                    pause = max(pause, seconds)
            finally:
                self.up.clear()
                await self._close()
            self._metrics.reconnects.inc()
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE_S, 2 * pause)

    def _set(self, state: str, reason: str | None) -> None:
        if state != self.state:
            told = log.info if state == "ok" else log.warning
            told("account", account=self.name, state=state, reason=reason)
            self.state, self.reason = state, reason or ""
            self._changed(self.name, state, reason)

    async def _open(self) -> None:
        self._suspect.clear()
        self._client = collecting_client(self.account, self._config, self._pushed)
        await _bounded(open_client(self._client), None, GREETING_S, "the greeting")
        self._lost = asyncio.ensure_future(_ended(self._client))
        # Any request tells Telegram that we want pushes; its answer tells whether the account is signed in.
        await self._authorised()

    async def _authorised(self) -> None:
        """Raises what means that the account is refused, after a second look; other refusals of this request don't matter."""
        for last in (False, True):
            try:
                await self._send(functions.updates.GetStateRequest())
            except errors.RPCError as error:
                if account_state(error) is None:
                    return
                if last:
                    raise
            else:
                return
            await asyncio.sleep(DOUBT_S)

    async def _stay(self) -> None:
        """Returns never; raises when the connection has ended or answers no more."""
        if self._lost is None:
            raise ConnectionError("not connected")
        while True:
            suspicious = asyncio.ensure_future(self._suspect.wait())
            try:
                waited: set[asyncio.Future[Any]] = {self._lost, suspicious}
                await asyncio.wait(waited, timeout=PING_EVERY_S, return_when=asyncio.FIRST_COMPLETED)
            finally:
                suspicious.cancel()
            if self._lost.done():
                error = self._lost.exception()
                if error is not None and account_state(error):
                    raise error
                # Telethon ends with whatever its loops met: an end of stream, a wrong checksum, a broken packet.
                raise ConnectionError(f"the connection to Telegram ended ({type(error).__name__})") from error
            suspect = self._suspect.is_set()
            if suspect:
                self._suspect.clear()
                await self._authorised()
            if suspect or asyncio.get_running_loop().time() - self._heard_at >= PING_EVERY_S:
                await self._ping()

    async def _ping(self) -> None:
        """Raises TimeoutError or ConnectionError if nobody is there; whatever is answered, somebody is."""
        try:
            await self._send(functions.PingRequest(ping_id=1), limit_s=PING_S)
        except errors.RPCError as error:
            log.debug("a ping was refused", account=self.name, reason=str(error))

    async def _close(self) -> None:
        client, self._client = self._client, None
        lost, self._lost = self._lost, None
        if lost is not None:
            lost.cancel()
        if client is not None:
            # Nothing that goes wrong at the end of a connection matters any more.
            await asyncio.wait({asyncio.ensure_future(close_client(client))}, timeout=PING_S)

    async def ask(self, request: Any, *, urgent: bool = True) -> Any:
        """The answer to one request, within the account's pace.

        Raises FloodedError (also without asking, while a wait lasts), BusyError (not urgent, and not its turn), UnavailableError,
        TimeoutError, ConnectionError, RPCError.
        """
        method = method_of(request)
        clock = asyncio.get_running_loop().time
        while True:
            if not self.up.is_set():
                raise UnavailableError(f"account {self.name} is not connected")
            if (flood := self.limits.flood_s(method, clock())) > 0:
                raise FloodedError(method, flood)
            if (wait := self.limits.wait(method, clock(), urgent=urgent)) <= 0:
                break
            if not urgent:
                raise BusyError(wait)
            await asyncio.sleep(wait)
        self.limits.bucket(method, clock()).take(clock())
        try:
            answer = await self._send(request)
        except TimeoutError:
            self._metrics.requests.labels(method, "timeout").inc()
            self._suspect.set()
            raise
        except errors.RPCError as error:
            self._metrics.requests.labels(method, "error").inc()
            if (seconds := flood_seconds(error)) is not None:
                self._flooded(method, seconds)
                raise FloodedError(method, seconds) from error
            if account_state(error):
                self._suspect.set()
                raise UnavailableError(f"account {self.name}: {error}") from error
            raise
        self._metrics.requests.labels(method, "ok").inc()
        return answer

    def _flooded(self, method: str, seconds: float) -> None:
        log.warning("Telegram asks to wait", account=self.name, method=method, seconds=seconds)
        self._metrics.floods.labels(method).inc()
        self._metrics.flood_seconds.labels(method).inc(seconds)
        now = asyncio.get_running_loop().time()
        self.limits.bucket(method, now).flooded(now, seconds)

    async def _send(self, request: Any, limit_s: float | None = None) -> Any:
        """With a time limit, and never hanging on a connection that is gone (Telethon cancels or forgets what was asked)."""
        client, lost = self._client, self._lost
        if client is None or lost is None:
            raise UnavailableError(f"account {self.name} is not connected")
        limit = limit_s or self._config.pace.request_s
        answer = await _bounded(client(request), lost, limit, method_of(request))
        self._heard_at = asyncio.get_running_loop().time()
        return answer


async def _bounded(call: Any, lost: "asyncio.Future[None] | None", limit_s: float, what: str) -> Any:
    """What the call gives. Raises RPCError, TimeoutError, AuthKeyNotFound, and ConnectionError for everything else: Telethon hands
    on whatever its loops met, such as the end of a stream, which says no more than that the connection is gone."""
    asked = asyncio.ensure_future(call)
    waited: set[asyncio.Future[Any]] = {asked} if lost is None else {asked, lost}
    try:
        await asyncio.wait(waited, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED)
        if not asked.done():
            if lost is not None and lost.done():
                raise ConnectionError("the connection to Telegram ended")
            raise TimeoutError(f"no answer to {what} within {limit_s:.0f} s")
        if asked.cancelled():
            raise ConnectionError("the connection to Telegram ended")
        error = asked.exception()
        if error is None or isinstance(error, (*TOLD, OSError)):
            return asked.result()
        raise ConnectionError(f"the connection to Telegram ended ({type(error).__name__}: {error})") from error
    finally:
        asked.cancel()


async def _ended(client: Any) -> None:
    await client._sender.disconnected  # noqa: SLF001  # client.disconnected is the same, behind a second shield


def method_of(request: Any) -> str:
    """messages.getHistory of GetHistoryRequest."""
    kind = next(each for each in type(request).__mro__ if each.__module__.startswith("telethon.tl.functions"))
    name = kind.__name__.removesuffix("Request")
    space = kind.__module__.removeprefix("telethon.tl.functions").removeprefix(".")
    return f"{space}.{name[0].lower()}{name[1:]}".removeprefix(".")
