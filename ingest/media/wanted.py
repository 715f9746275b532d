"""Which events have a file to fetch, which file that is, and what the event says when it is there. Pure."""

import base64
import struct
from collections.abc import Callable
from typing import Any, Final

import msgspec
from telethon.errors.common import TypeNotFoundError
from telethon.extensions import BinaryReader
from telethon.tl import types

from schemas.messages import Media, RawPost

# The worker for live posts does not wait behind a backfill of years.
LIVE: Final = frozenset({"live", "recheck"})
BACKFILL: Final = frozenset({"backfill"})


def wanted(post: RawPost, modes: frozenset[str]) -> bool:
    """Whether the event tells of a file that nobody has fetched for it."""
    return (
        post.collected is not None
        and post.collected.mode in modes
        and not post.deleted
        and not post.counters_only
        and len(post.media) == 1
        and post.media[0].sha256 is None
    )


def message_in(post: RawPost, stored: Callable[[str], bytes | None]) -> Any:
    """Telegram's message, read from the event's own bytes; None if they can't be read. `stored` gives large objects."""
    try:
        raw = base64.b64decode(post.raw) if isinstance(post.raw, str) else stored(post.raw.sha256) if post.raw else None
        if not raw:
            return None
        with BinaryReader(raw) as reader:
            return reader.tgread_object()
    except (ValueError, struct.error, BufferError, TypeNotFoundError):
        return None


def file_in(message: Any) -> Any:
    """The photo or document of a message; None if it has none (a poll, a place, a link's preview)."""
    media = getattr(message, "media", None)
    match media:
        case types.MessageMediaPhoto(photo=types.Photo() as photo):
            return photo
        case types.MessageMediaDocument(document=types.Document() as document):
            return document
    return None


def size_of(file: Any) -> int:
    """What Telegram says of the size; 0 if it says nothing."""
    if isinstance(file, types.Document):
        return int(file.size)
    last = file.sizes[-1] if file.sizes else None
    return int(getattr(last, "size", 0) or max(getattr(last, "sizes", None) or [0]))


def is_picture(file: Any) -> bool:
    return isinstance(file, types.Photo) or str(file.mime_type).startswith("image/")


def with_file(post: RawPost, sha256: str, phash: str | None) -> RawPost:
    """The further event of the post, equal but for what is now known of its file."""
    media: tuple[Media, ...] = (msgspec.structs.replace(post.media[0], sha256=sha256, phash=phash),)
    return msgspec.structs.replace(post, media=media, event_id="", version=0, collected=None)


def after_deletion(post: RawPost, date: str) -> RawPost:
    """The post was taken down while its file was fetched: the further event says both."""
    return RawPost(
        channel=post.channel, message_id=post.message_id, date=date, deleted=True, text=None, media=post.media
    )
