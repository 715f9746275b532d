"""The demo's pager: a webhook on loopback that notes when each alert came."""

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Self

from aiohttp import web

from rasd.demo.result import Arrival
from schemas.alerts import Alert
from schemas.codec import CodecError, decode

HOST = "127.0.0.1"


class Target(AbstractAsyncContextManager["Target"]):
    """`url` is where alerts are to be posted; `arrivals` holds the first arrival of each alert by its id."""

    def __init__(self, seen: Callable[[Alert, float], None]) -> None:
        self.arrivals: dict[str, Arrival] = {}
        self.url = ""
        self._seen = seen
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_post("/alerts", self._receive)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"webhook+http://{HOST}:{port}/alerts"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner:
            await self._runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        arrived = time.time()
        try:
            alert = decode(Alert, await request.read())
        except CodecError as error:
            return web.Response(status=400, text=str(error))
        if alert.alert_id not in self.arrivals:
            self.arrivals[alert.alert_id] = Arrival(alert.alert_id, arrived, alert.post_ids)
            self._seen(alert, arrived)
        return web.Response(status=204)
