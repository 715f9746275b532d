"""Targets: where alerts go, and how each kind is reached."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

import aiohttp
import apprise
import structlog

from processors.notify.message import body, title
from schemas.codec import encode
from schemas.errors import Explained
from schemas.messages import Alert

log = structlog.get_logger()

LIMIT_S: Final = 10.0
ACCEPTED: Final = range(200, 300)


class TargetError(Explained):
    """A target is not one that rasd knows, or did not take an alert. The text never holds the target's address."""


class Send(Protocol):
    """Raises TargetError if the alert was not taken."""

    async def __call__(self, alert: Alert) -> None: ...


@dataclass(frozen=True)
class Target:
    """`name` is safe to log: kind and a hash, since addresses hold secrets."""

    name: str
    send: Send


def parse_target(address: str, echo: Callable[[str], None]) -> Target:
    """`console://`, `file:///path`, `webhook+http(s)://host/path`, or any URL that apprise knows.

    Raises TargetError.
    """
    kind = address.partition(":")[0]
    name = f"{kind}-{sha256(address.encode()).hexdigest()[:8]}"
    if kind == "console":
        return Target(name, _console(echo))
    if kind == "file":
        return Target(name, _file(Path(unquote(urlsplit(address).path))))
    if kind in {"webhook+http", "webhook+https"}:
        return Target(name, _webhook(address.removeprefix("webhook+"), name))
    service = apprise.Apprise()
    if not service.add(address):
        raise TargetError(
            f"a notify target of the kind {kind!r} is none that rasd knows: write console://, file:///path, "
            "webhook+https://host/path, or a URL that apprise supports, in RASD_NOTIFY_TARGETS"
        )
    return Target(name, _apprise(service))


def _console(echo: Callable[[str], None]) -> Send:
    async def send(alert: Alert) -> None:
        echo(f"{title(alert)}\n{body(alert)}\n")

    return send


def _file(path: Path) -> Send:
    def append(line: bytes) -> None:
        try:
            with path.open("ab") as out:
                out.write(line)
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            raise TargetError(f"the alert could not be written to its file: {error.strerror}") from error

    async def send(alert: Alert) -> None:
        await asyncio.to_thread(append, encode(alert) + b"\n")

    return send


def _webhook(url: str, name: str) -> Send:
    """POSTs the alert as JSON. The Idempotency-Key is the same when the same alert comes twice."""

    async def send(alert: Alert) -> None:
        headers = {"content-type": "application/json", "idempotency-key": f"{alert.alert_id}:{alert.severity}:{name}"}
        limit = aiohttp.ClientTimeout(total=LIMIT_S)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as session,
                session.post(url, data=encode(alert), headers=headers, allow_redirects=False) as response,
            ):
                if response.status not in ACCEPTED:
                    raise TargetError(f"the webhook answered {response.status}")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise TargetError(f"the webhook does not answer: {type(error).__name__}") from None

    return send


def _apprise(service: apprise.Apprise) -> Send:
    async def send(alert: Alert) -> None:
        taken = await asyncio.to_thread(
            service.notify, title=title(alert), body=body(alert), body_format=apprise.NotifyFormat.TEXT
        )
        if not taken:
            raise TargetError("the service did not take the alert")

    return send
