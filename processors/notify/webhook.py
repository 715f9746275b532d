"""Alerts to a web address, as JSON."""

from typing import Final
from urllib.parse import urlsplit

import aiohttp

from processors.notify.guard import CheckedResolver, allowed_for, is_address
from processors.notify.wrong import TargetError
from schemas.alerts import Alert
from schemas.codec import encode

LIMIT_S: Final = 10.0
ACCEPTED: Final = range(200, 300)


class Webhook:
    """POSTs each alert over a connection that stays open; follows no redirect."""

    def __init__(self, url: str, name: str, *, allow_private: bool = False) -> None:
        """Raises TargetError if the address names no host, or one that may not be reached."""
        try:
            parts = urlsplit(url)
            good = bool(parts.hostname) and parts.port != 0
        except ValueError:
            good = False
        if not good:
            raise TargetError("a notify target webhook+ names no host: write webhook+https://host/path")
        host = parts.hostname or ""
        self._allowed = allowed_for(host, private=allow_private)
        if is_address(host) and not self._allowed.reaches(host):
            raise TargetError(
                "a notify target webhook+ leads to an address inside the network: set RASD_NOTIFY_ALLOW_PRIVATE=true, or "
                "allow_private_addresses on its route, if that is meant"
            )
        self._url, self._name = url, name
        self._session: aiohttp.ClientSession | None = None

    async def send(self, alert: Alert) -> None:
        """Raises TargetError. The Idempotency-Key is the same when the same alert is sent again."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=LIMIT_S),
                connector=aiohttp.TCPConnector(resolver=CheckedResolver(self._allowed)),
            )
        headers = {
            "content-type": "application/json",
            "idempotency-key": f"{alert.alert_id}:{alert.revision}/{self._name}",
        }
        try:
            async with self._session.post(
                self._url, data=encode(alert), headers=headers, allow_redirects=False
            ) as response:
                if response.status not in ACCEPTED:
                    raise TargetError(f"the webhook answered {response.status}")
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            # The error's own text may hold the address.
            raise TargetError(f"the webhook does not answer: {type(error).__name__}") from None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
