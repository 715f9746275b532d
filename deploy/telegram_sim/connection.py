"""One client's connection: packets in, messages out. What a client does wrong ends its own connection only."""

from __future__ import annotations

import asyncio
import gzip
import logging
import struct
import time
from typing import TYPE_CHECKING, Any

from telethon.errors.common import TypeNotFoundError
from telethon.extensions import BinaryReader
from telethon.tl import functions, types
from telethon.tl.core.gzippacked import GzipPacked
from telethon.tl.core.messagecontainer import MessageContainer

from deploy.telegram_sim.envelope import Envelope, EnvelopeError, open_envelope, seal_envelope
from deploy.telegram_sim.faults import RpcFaultError
from deploy.telegram_sim.handshake import Handshake, HandshakeError
from deploy.telegram_sim.keys import Grant, key_id
from deploy.telegram_sim.transport import BadPacketError, Transport, detect

if TYPE_CHECKING:
    from deploy.telegram_sim.simulator import Simulator

log = logging.getLogger(__name__)

UNKNOWN_KEY = struct.pack("<i", -404)
RPC_RESULT = 0xF35C6D01
BAD_SALT = 48
WRAPPERS = (
    functions.InvokeWithLayerRequest,
    functions.InitConnectionRequest,
    functions.InvokeAfterMsgRequest,
    functions.InvokeWithoutUpdatesRequest,
)
LARGE = 512  # bytes from which an answer is compressed, as Telegram does
MOST_NESTED = 8


class Connection:
    """Lives as long as the socket. `session` is the client's own number, known once it has sent something."""

    def __init__(self, simulator: Simulator, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._sim, self._reader, self._writer = simulator, reader, writer
        self._transport: Transport | None = None
        self._handshake: Handshake | None = None
        self._grant: Grant | None = None
        self._session: int | None = None
        self._last_id = 0
        self._sequence = 0
        self.frozen = False

    @property
    def follows(self) -> bool:
        """Whether updates are to be pushed here."""
        return self._session is not None and self._grant is not None and self._grant.phone is not None

    async def serve(self) -> None:
        try:
            self._transport = await detect(self._reader)
            while True:
                packet = await self._transport.read(self._reader)
                if not self.frozen:
                    await self._take(packet)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        except (BadPacketError, EnvelopeError, HandshakeError, TypeNotFoundError, struct.error, ValueError) as error:
            log.info("a client sent what no client sends: %s", error)
        finally:
            self.close()

    def close(self) -> None:
        self._writer.close()

    async def _take(self, packet: bytes) -> None:
        identifier = struct.unpack_from("<q", packet)[0] if len(packet) >= 8 else 0  # a key's name
        if identifier == 0:
            await self._exchange(packet)
            return
        grant = self._sim.keys.find(identifier & (1 << 64) - 1) or self._sim.keys.find(identifier)
        if grant is None:
            await self._write(UNKNOWN_KEY)
            raise EnvelopeError("the key is not one of ours")
        self._grant = grant
        await self._open(open_envelope(grant.secret, packet))

    async def _exchange(self, packet: bytes) -> None:
        with BinaryReader(packet[20:]) as reader:
            request = reader.tgread_object()
        if self._handshake is None or isinstance(request, functions.ReqPqMultiRequest | functions.ReqPqRequest):
            self._handshake = Handshake(self._sim.server_key)
        body = bytes(self._handshake.answer(request))
        if self._handshake.secret:
            self._sim.keys.add(self._handshake.secret)
            self._handshake = None
        await self._write(struct.pack("<qqi", 0, self._next_id(1), len(body)) + body)

    async def _open(self, envelope: Envelope) -> None:
        grant = self._grant
        if grant is None:
            return
        if envelope.session_id != self._session:
            self._session = envelope.session_id
            self._sequence = 0
        if envelope.salt != _signed(grant.salt):
            salt = types.BadServerSalt(envelope.msg_id, envelope.seq_no, BAD_SALT, _signed(grant.salt))
            await self._send(bytes(salt), content=False)
            return
        await self._read(envelope.msg_id, envelope.payload, 0)

    async def _read(self, msg_id: int, payload: bytes, depth: int) -> None:
        if depth > MOST_NESTED:
            raise EnvelopeError("containers within containers")
        with BinaryReader(payload) as reader:
            constructor = reader.read_int(signed=False)
            if constructor == MessageContainer.CONSTRUCTOR_ID:
                for inner in MessageContainer.from_reader(reader).messages:
                    await self._answer(inner.msg_id, inner.obj)
                return
            if constructor == GzipPacked.CONSTRUCTOR_ID:
                await self._read(msg_id, gzip.decompress(reader.tgread_bytes()), depth + 1)
                return
            reader.seek(-4)
            await self._answer(msg_id, reader.tgread_object())

    async def _answer(self, msg_id: int, request: Any) -> None:
        while isinstance(request, WRAPPERS):
            request = request.query
        if isinstance(request, GzipPacked):
            await self._read(msg_id, request.data, 1)
            return
        if isinstance(request, types.MsgsAck | types.MsgsStateInfo | types.MsgsAllInfo):
            return
        if isinstance(request, functions.PingRequest | functions.PingDelayDisconnectRequest):
            await self._send(bytes(types.Pong(msg_id, request.ping_id)), content=False)
            return
        try:
            answer = await self._sim.answers.answer(request, self._grant)
        except RpcFaultError as error:
            answer = types.RpcError(error.code, error.message)
        if answer is not None:
            await self._result(msg_id, answer)

    async def _result(self, msg_id: int, answer: Any) -> None:
        body = _vector(answer) if isinstance(answer, list) else bytes(answer)
        if len(body) > LARGE:
            packed = bytes(GzipPacked(body))
            body = packed if len(packed) < len(body) else body
        await self._send(struct.pack("<Iq", RPC_RESULT, msg_id) + body, content=True)

    async def push(self, updates: Any) -> None:
        """Sends updates, in the order in which they are given."""
        await self._send(bytes(updates), content=True, kind=3)

    async def _send(self, body: bytes, *, content: bool, kind: int = 1) -> None:
        grant = self._grant
        if grant is None or self._session is None:
            return
        sequence = self._sequence * 2 + (1 if content else 0)
        self._sequence += 1 if content else 0
        envelope = Envelope(_signed(grant.salt), self._session, self._next_id(kind), sequence, body)
        sealed = seal_envelope(grant.secret, key_id(grant.secret), envelope)
        await self._write(sealed)

    async def _write(self, packet: bytes) -> None:
        if self._transport is None or self._writer.is_closing() or self.frozen:
            return
        self._writer.write(self._transport.frame(packet))
        await self._writer.drain()

    def _next_id(self, kind: int) -> int:
        """Time in 2^-32 s, always rising; the lowest two bits say answer (1) or notice (3)."""
        now = int((time.time() + self._sim.faults.clock_s) * (1 << 32)) & ~3
        self._last_id = max(now, (self._last_id & ~3) + 4) | kind
        return self._last_id


def _signed(number: int) -> int:
    return int(struct.unpack("<q", struct.pack("<Q", number & (1 << 64) - 1))[0])


def _vector(items: list[Any]) -> bytes:
    return struct.pack("<Ii", 0x1CB5C415, len(items)) + b"".join(bytes(item) for item in items)
