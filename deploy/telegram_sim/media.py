"""Files of posts: their bytes, their TL objects, and the references under which a client may fetch them."""

from __future__ import annotations

import struct
import zlib
from hashlib import sha256, shake_256
from typing import Any

from telethon.tl import types

from deploy.telegram_sim.world import Post

DC_ID = 2
SIDE = 32  # pixels of the square picture at the head of each photo


class Files:
    """Every file a client has been shown. Telegram's ids are numbers; ours follow from the seed of the bytes.

    A file reference names the epoch in which it was handed out; `expire` begins a new one, so that references given
    before are refused until a client has fetched the message again.
    """

    def __init__(self) -> None:
        self._seeds: dict[int, tuple[str, int, bool, int]] = {}
        self._epoch = 1
        self.strange: set[tuple[int, int]] = set()

    def expire(self) -> None:
        """Make every reference handed out so far invalid."""
        self._epoch += 1

    def describe(self, post: Post) -> Any:
        """The TL media of a post that has a file. Shown once, it can be fetched by `read`."""
        media = post.media
        if media is None:
            return None
        seed = media.seed or f"{post.channel}:{post.id}:{media.kind}:{media.file_name}"
        is_photo = media.kind == "photo"
        side = media.side or SIDE
        named = f"{seed}:{media.size}" if side == SIDE else f"{seed}:{media.size}:{side}"
        file_id = int.from_bytes(sha256(named.encode()).digest()[:7], "big")
        self._seeds[file_id] = (seed, media.size, is_photo, side)
        common = {
            "id": file_id,
            "access_hash": access_hash("file", file_id),
            "file_reference": self._reference(file_id),
            "date": post.date,
            "dc_id": DC_ID,
        }
        if is_photo:
            sizes = [types.PhotoSize("x", side, side, len(file_bytes(seed, media.size, photo=True, side=side)))]
            return types.MessageMediaPhoto(photo=types.Photo(sizes=sizes, **common))
        attributes: list[Any] = []
        if media.kind == "video":
            attributes.append(types.DocumentAttributeVideo(duration=10, w=640, h=360))
        elif media.kind in ("audio", "voice"):
            attributes.append(types.DocumentAttributeAudio(duration=10, voice=media.kind == "voice"))
        if media.file_name:
            attributes.append(types.DocumentAttributeFilename(media.file_name))
        mime = media.mime or "application/octet-stream"
        document = types.Document(mime_type=mime, size=media.size, attributes=attributes, **common)
        return types.MessageMediaDocument(document=document)

    def read(self, location: Any, offset: int, limit: int) -> bytes:
        """The bytes at a TL file location. Raises LookupError with Telegram's error name."""
        if not isinstance(location, types.InputPhotoFileLocation | types.InputDocumentFileLocation):
            raise LookupError("LOCATION_INVALID")  # noqa: TRY004  # the client gets an error of Telegram, not of Python
        if location.id not in self._seeds or location.access_hash != access_hash("file", location.id):
            raise LookupError("FILE_ID_INVALID")
        if location.file_reference != self._reference(location.id):
            raise LookupError("FILE_REFERENCE_EXPIRED")
        seed, size, is_photo, side = self._seeds[location.id]
        return file_bytes(seed, size, photo=is_photo, side=side)[offset : offset + limit]

    def _reference(self, file_id: int) -> bytes:
        return b"\x01" + struct.pack("<IQ", self._epoch, file_id)


def file_bytes(seed: str, size: int, *, photo: bool, side: int = SIDE) -> bytes:
    """The content of a file: pseudo-random, but a photo begins with a small PNG, so that a decoder can open it.

    With another `side` than the picture's own its head lies.
    """
    noise = shake_256(seed.encode()).digest(max(size, SIDE * SIDE))
    if not photo:
        return noise[:size]
    rows = b"".join(b"\0" + noise[SIDE * y : SIDE * (y + 1)] for y in range(SIDE))
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)  # eight-bit grey
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    picture = b"\x89PNG\r\n\x1a\n" + chunks
    return picture + noise[: max(0, size - len(picture))]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def access_hash(kind: str, number: int) -> int:
    """The secret number that goes with an id: any client that was shown the object knows it."""
    return int.from_bytes(sha256(f"{kind}:{number}".encode()).digest()[:7], "big")
