"""`python -m deploy.telegram_sim --data DIR`: the simulator as a process, with a control port.

Prints one JSON line when it is ready. Control, all JSON: POST /do (an operation), /play {"rate": n}, /faults (a fault);
GET /state, /ledger.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from aiohttp import web

from deploy.telegram_sim import corpus_folder
from deploy.telegram_sim.faults import Fault
from deploy.telegram_sim.operations import OperationError, read_operation
from deploy.telegram_sim.simulator import HOST, Simulator

STOP_S = 2.0


def control(simulator: Simulator) -> web.Application:
    """The orders of tests and of the demo."""

    async def do(request: web.Request) -> web.Response:
        return await _told(lambda fields: simulator.do(read_operation(fields)), request)

    async def play(request: web.Request) -> web.Response:
        fields = await request.json()
        return web.json_response({"done": await simulator.play(float(fields["rate"]))})

    async def faults(request: web.Request) -> web.Response:
        simulator.order(msgspec.convert(await request.json(), Fault))
        return web.json_response({"ordered": True})

    async def state(_request: web.Request) -> web.Response:
        channels = {str(number): len(each.ids) for number, each in simulator.world.channels.items()}
        return web.json_response({"messages": channels, "upcoming": len(simulator.upcoming)})

    async def ledger(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(simulator.ledger.path)

    app = web.Application()
    app.add_routes([web.post("/do", do), web.post("/play", play), web.post("/faults", faults)])
    app.add_routes([web.get("/state", state), web.get("/ledger", ledger)])
    return app


async def _told(order: Any, request: web.Request) -> web.Response:
    try:
        return web.json_response({"message_ids": await order(await request.json())})
    except OperationError as error:
        return web.json_response({"error": str(error)}, status=400)


async def run(options: argparse.Namespace) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if options.supervised:
        threading.Thread(
            target=_when_parent_ends, args=(lambda: loop.call_soon_threadsafe(stop.set),), daemon=True
        ).start()
    simulator = Simulator(options.data, options.corpus, port=options.port, rebase=options.rebase)
    runner = web.AppRunner(control(simulator), access_log=None, shutdown_timeout=STOP_S)
    async with simulator:
        await runner.setup()
        await web.TCPSite(runner, HOST, options.control_port).start()
        ready = {
            "server": f"{simulator.host}:{simulator.port}",
            "control": f"{HOST}:{runner.addresses[0][1]}",
            "key_file": str(simulator.key_file),
            "ledger": str(simulator.ledger.path),
            "phone": simulator.phone,
            "code": simulator.code,
            "api_id": simulator.api_id,
            "api_hash": simulator.api_hash,
        }
        print(json.dumps(ready), flush=True)
        await stop.wait()
        await runner.cleanup()


def _when_parent_ends(then: Callable[[], object]) -> None:
    """Our standard input is a pipe whose other end the parent holds."""
    while os.read(0, 4096):
        pass
    then()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.telegram_sim", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of keys and ledger")
    parser.add_argument(
        "--corpus", type=Path, default=corpus_folder(), help="folder with channels.json and posts.jsonl"
    )
    parser.add_argument("--port", type=int, default=0, help="Telegram's port; 0 finds a free one")
    parser.add_argument("--control-port", type=int, default=0, help="the control port; 0 finds a free one")
    parser.add_argument("--rebase", action="store_true", help="move the history so that it ends a minute ago")
    parser.add_argument("--supervised", action="store_true", help="end when standard input ends")
    options = parser.parse_args()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(run(options))
    except OperationError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
