"""Targets: where alerts go, and how each kind is reached."""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import unquote, urlsplit

import apprise

from processors.notify.guard import Allowed, allowed_for, guarded, is_loopback
from processors.notify.message import body, title
from processors.notify.telegram_bot import TELEGRAM, Bot
from processors.notify.webhook import Webhook
from processors.notify.wrong import TargetError
from schemas.alerts import Alert
from schemas.codec import encode

LIMIT_S: Final = 30.0
# apprise writes whole addresses, secrets included, into its log. What went wrong is said by rasd.
logging.getLogger("apprise").addFilter(lambda _record: False)


class Send(Protocol):
    """Raises TargetError if the alert was not taken."""

    async def __call__(self, alert: Alert) -> None: ...


async def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Target:
    """`name` is safe to log: kind and a hash, since addresses hold secrets. `local`: what it gets stays on this machine."""

    name: str
    send: Send
    close: Callable[[], Awaitable[None]] = _nothing
    local: bool = False
    bot: Bot | None = None


@dataclass(frozen=True)
class Reach:
    """What targets need to know of their surroundings."""

    allow_private: bool = False
    kibana: str | None = None
    telegram_bot_api: str = TELEGRAM


def parse_target(address: str, echo: Callable[[str], None], reach: Reach = Reach()) -> Target:
    """`console://`, `file:///path`, `webhook+http(s)://host/path`, `telegram-bot://…`, or any URL that apprise knows.

    Raises TargetError.
    """
    kind = address.partition(":")[0]
    name = f"{kind}-{sha256(address.encode()).hexdigest()[:8]}"
    match kind:
        case "console":
            return Target(name, _console(echo, reach), local=True)
        case "file":
            return Target(name, _file(_path(address)), local=True)
        case "webhook+http" | "webhook+https":
            webhook = Webhook(address.removeprefix("webhook+"), name, allow_private=reach.allow_private)
            return Target(name, webhook.send, webhook.close, local=is_loopback(urlsplit(address).hostname))
        case "telegram-bot":
            bot = Bot(address, reach.telegram_bot_api, reach.kibana)
            return Target(name, bot.send, bot.close, bot=bot)
    service = apprise.Apprise()
    if not service.add(address):
        raise TargetError(
            f"a notify target of the kind {kind[:40]!r} is none that rasd knows, or is not complete: write console://, "
            "file:///path, webhook+https://host/path, telegram-bot://…, or a URL that apprise supports"
        )
    host = getattr(service[0], "host", None)
    allowed = allowed_for(host if isinstance(host, str) else None, private=reach.allow_private)
    return Target(name, _apprise(service, allowed, reach), local=allowed.loopback)


def _path(address: str) -> Path:
    parts = urlsplit(address)
    path = Path(unquote(parts.path))
    if parts.netloc not in {"", "localhost"} or not path.is_absolute() or path.is_dir():
        raise TargetError("a notify target file:// names no file: write three slashes and the whole path, file:///path")
    return path


def _console(echo: Callable[[str], None], reach: Reach) -> Send:
    async def send(alert: Alert) -> None:
        try:
            echo(f"{title(alert)}\n{body(alert, reach.kibana)}\n")
        except OSError as error:
            raise TargetError(f"the console takes nothing: {error.strerror}") from error

    return send


def _beside(work: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """The work in a thread of the target's own: one that hangs may not take the threads of the others."""
    thread = ThreadPoolExecutor(1)

    async def run(*arguments: Any) -> Any:
        return await asyncio.wait_for(asyncio.get_running_loop().run_in_executor(thread, work, *arguments), LIMIT_S)

    return run


def _file(path: Path) -> Send:
    """One JSON object a line, on the disk when it returns."""

    def append(line: bytes) -> None:
        with path.open("ab+") as out:
            # A line that a crash cut off must not spoil the next one.
            if out.tell() and os.pread(out.fileno(), 1, out.tell() - 1) != b"\n":
                line = b"\n" + line
            out.write(line)
            out.flush()
            os.fsync(out.fileno())

    beside = _beside(append)

    async def send(alert: Alert) -> None:
        try:
            await beside(encode(alert) + b"\n")
        except OSError as error:
            raise TargetError(f"the alert could not be written to its file: {error.strerror or 'no answer'}") from error

    return send


def _apprise(service: Any, allowed: Allowed, reach: Reach) -> Send:
    def notify(alert: Alert) -> bool:
        text = body(alert, reach.kibana)
        with guarded(allowed):
            return bool(service.notify(title=title(alert), body=text, body_format=apprise.NotifyFormat.TEXT))

    beside = _beside(notify)

    async def send(alert: Alert) -> None:
        try:
            taken = await beside(alert)
        except TimeoutError:
            raise TargetError(f"the service did not answer within {LIMIT_S:.0f} s") from None
        if not taken:
            raise TargetError("the service did not take the alert")

    return send
