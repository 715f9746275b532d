"""How packets are cut out of the TCP stream: the full, abridged, intermediate and padded transports."""

from __future__ import annotations

import asyncio
import struct
from typing import Protocol
from zlib import crc32

# Telethon sends nothing above 1 MB; a longer length is a stream that has lost its framing.
MAX_PACKET = 2 * 1024 * 1024


class BadPacketError(ValueError):
    """The stream holds something that is no packet; the only remedy is to close the connection."""


class Transport(Protocol):
    """One way of framing. `read` raises asyncio.IncompleteReadError at the end of the stream, or BadPacketError."""

    async def read(self, reader: asyncio.StreamReader) -> bytes: ...

    def frame(self, packet: bytes) -> bytes: ...


class Full:
    """Length, running number, packet, CRC-32: what Telethon uses unless told otherwise."""

    def __init__(self, first: bytes) -> None:
        self._pending = first
        self._sent = 0

    async def read(self, reader: asyncio.StreamReader) -> bytes:
        head = self._pending + await reader.readexactly(8 - len(self._pending))
        self._pending = b""
        length = _checked(struct.unpack_from("<i", head)[0], at_least=12)
        rest = await reader.readexactly(length - 8)
        body = rest[:-4]
        if struct.unpack("<I", rest[-4:])[0] != crc32(head + body):
            raise BadPacketError("the packet's checksum is wrong")
        return body

    def frame(self, packet: bytes) -> bytes:
        framed = struct.pack("<ii", len(packet) + 12, self._sent) + packet
        self._sent += 1
        return framed + struct.pack("<I", crc32(framed))


class Abridged:
    """One length byte counting words of four bytes, or 0x7f and three bytes."""

    def __init__(self, first: bytes) -> None:
        self._pending = first

    async def read(self, reader: asyncio.StreamReader) -> bytes:
        # Detection read four bytes; the first was the tag, what follows belongs to the first packet.
        pending, self._pending = self._pending, b""
        words = pending[0] if pending else (await reader.readexactly(1))[0]
        body = pending[1:]
        if words >= 0x7F:
            body += await reader.readexactly(max(0, 3 - len(body)))
            words, body = int.from_bytes(body[:3], "little"), body[3:]
        length = _checked(words * 4, at_least=4)
        return body + await reader.readexactly(length - len(body))

    def frame(self, packet: bytes) -> bytes:
        words = len(packet) // 4
        return (bytes([words]) if words < 0x7F else b"\x7f" + words.to_bytes(3, "little")) + packet


class Intermediate:
    """Four length bytes; the padded kind carries up to three random bytes behind the packet."""

    def __init__(self, *, padded: bool) -> None:
        self._padded = padded

    async def read(self, reader: asyncio.StreamReader) -> bytes:
        length = _checked(struct.unpack("<i", await reader.readexactly(4))[0], at_least=4)
        body = await reader.readexactly(length)
        return body[: length - length % 4] if self._padded else body

    def frame(self, packet: bytes) -> bytes:
        return struct.pack("<i", len(packet)) + packet


def _checked(length: int, *, at_least: int) -> int:
    if not at_least <= length <= MAX_PACKET:
        raise BadPacketError(f"a packet of {length} bytes can't be")
    return length


async def detect(reader: asyncio.StreamReader) -> Transport:
    """Tell the transport from the client's first four bytes. Raises as `Transport.read` does."""
    first = await reader.readexactly(4)
    if first == b"\xee\xee\xee\xee":
        return Intermediate(padded=False)
    if first == b"\xdd\xdd\xdd\xdd":
        return Intermediate(padded=True)
    if first[0] == 0xEF:
        return Abridged(first[1:])
    return Full(first)
