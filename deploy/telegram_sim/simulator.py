"""The simulator as a whole: a world, a server on loopback, a ledger."""

from __future__ import annotations

import asyncio
import time
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec
from telethon.tl import types

from deploy.telegram_sim import tl
from deploy.telegram_sim.answers import Answers
from deploy.telegram_sim.connection import Connection
from deploy.telegram_sim.faults import Fault, Faults
from deploy.telegram_sim.keys import AuthKeys, ServerKey
from deploy.telegram_sim.ledger import Ledger
from deploy.telegram_sim.media import Files
from deploy.telegram_sim.operations import Operation, read_corpus, read_operation
from deploy.telegram_sim.world import World

if TYPE_CHECKING:
    from types import TracebackType

HOST = "127.0.0.1"


class Simulator(AbstractAsyncContextManager["Simulator"]):
    """Listens while it is entered. One account exists: `phone`, `code`; it follows every channel marked joined.

    Args:
        data: folder of the server's keys and of the ledger; a restart with the same folder keeps clients signed in.
        corpus: folder with channels.json and posts.jsonl; its history has happened when the simulator starts.
        rebase: moves the history in time so that it ends a minute ago.
    """

    phone, code = "+9996620001", "22222"
    api_id, api_hash = 1, "demo"

    def __init__(self, data: Path, corpus: Path, *, port: int = 0, rebase: bool = False) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self.host, self.port = HOST, port
        self.server_key, self.keys = ServerKey(data), AuthKeys(data)
        self.faults, self.files = Faults(), Files()
        self.ledger = Ledger(data / "ledger.jsonl")
        read = read_corpus(corpus)
        self.world = World(read.channels)
        self.joined = {info.id for info in read.channels if info.joined}
        self.answers = Answers(self)
        self._connections: set[Connection] = set()
        self._server: asyncio.Server | None = None
        self._refusing_until = 0.0
        self._held: list[types.Updates] = []
        history = [each for each in read.operations if each.phase == "history"]
        self.upcoming = [each for each in read.operations if each.phase == "live"]
        for operation in _rebased(history) if rebase else history:
            self._happen(operation, "history")

    @property
    def key_file(self) -> Path:
        """The public key that a client must trust, PEM."""
        return self.server_key.public_file

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server:
            self._server.close()
        self.cut()
        self.ledger.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if time.monotonic() < self._refusing_until:
            writer.close()
            return
        connection = Connection(self, reader, writer)
        self._connections.add(connection)
        try:
            await connection.serve()
        finally:
            self._connections.discard(connection)

    def cut(self) -> None:
        """Ends every connection, as a network does."""
        for connection in self._connections:
            connection.close()

    def order(self, fault: Fault) -> None:
        """Has a fault happen."""
        match fault.kind:
            case "drop":
                self.cut()
            case "refuse":
                self._refusing_until = time.monotonic() + fault.seconds
                self.cut()
            case "freeze":
                for connection in self._connections:
                    connection.frozen = True
            case "expire_files":
                self.files.expire()
            case "unregister":
                self.keys.revoke(None)
            case "strange":
                self.files.strange.add((fault.channel, fault.message_id))
            case _:
                self.faults.add(fault)

    async def post(self, channel: int, text: str, **fields: object) -> int:
        """Posts now; gives the message id. Further fields are those of Operation."""
        posts = await self.do(read_operation({"op": "post", "channel": channel, "text": text, **fields}))
        return posts[0]

    async def edit(self, channel: int, message_id: int, text: str, **fields: object) -> None:
        await self.do(
            read_operation({"op": "edit", "channel": channel, "message_id": message_id, "text": text, **fields})
        )

    async def delete(self, channel: int, *message_ids: int) -> None:
        await self.do(read_operation({"op": "delete", "channel": channel, "message_ids": list(message_ids)}))

    async def do(self, operation: Operation) -> list[int]:
        """Has it happen now, and tells every connection that follows. Raises OperationError."""
        ids, updates = self._happen(operation, "live")
        if updates is not None and not self.faults.takes("mute"):
            await self._announce(updates)
        return ids

    async def _announce(self, updates: types.Updates) -> None:
        """To every connection that follows; what is held back comes after this, the last of it first."""
        if self.faults.takes("reorder"):
            self._held.append(updates)
            return
        held, self._held = [*reversed(self._held)], []
        again = [updates] if self.faults.takes("duplicate") else []
        followers = [each for each in self._connections if each.follows and not each.frozen]
        for each in (updates, *held, *again):
            await asyncio.gather(*(follower.push(each) for follower in followers), return_exceptions=True)

    def _happen(self, operation: Operation, phase: str) -> tuple[list[int], types.Updates | None]:
        now = time.time()
        posts, event = self.world.apply(operation, now)
        at = posts[0].date if phase == "history" else now
        self.ledger.write(operation, posts, phase=phase, at=at)
        ids = [post.id for post in posts]
        state = self.world.channels[operation.channel]
        if event is None or operation.channel not in self.joined:
            return ids, None
        update = tl.update(event, state, self.files)
        chats = tl.channels_around(list(posts), self.world, self.joined)
        return ids, update and types.Updates(updates=[update], users=[], chats=chats, date=int(now), seq=0)

    async def play(self, rate: float) -> int:
        """Has the corpus's live operations happen, `rate` a second, each at its own moment; gives how many."""
        loop = asyncio.get_running_loop()
        start, done = loop.time(), 0
        while self.upcoming:
            operation = self.upcoming.pop(0)
            await asyncio.sleep(max(0.0, start + done / rate - loop.time()))
            await self.do(msgspec.structs.replace(operation, date=None))
            done += 1
        return done


def _rebased(history: list[Operation]) -> list[Operation]:
    dates = [each.date for each in history if each.date]
    if not dates:
        return history
    shift = timedelta(seconds=time.time() - 60) - timedelta(seconds=max(dates).timestamp())
    moved = []
    for each in history:
        forward = each.forwarded_from
        if forward and forward.date:
            forward = msgspec.structs.replace(forward, date=forward.date + shift)
        date = each.date + shift if each.date else None
        moved.append(msgspec.structs.replace(each, date=date, forwarded_from=forward))
    return moved
