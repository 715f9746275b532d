"""From Telethon's objects to a raw post: pure."""

import base64
import re
from hashlib import sha256
from typing import Any, Final

from telethon.tl import types

from ingest.clock import rfc3339
from ingest.utf16 import CodePoints
from schemas.messages import Affiliation, Channel, Entity, Forward, Media, RawPost, StoredObject

# Above this a TL object goes to the object store, so that a record stays well under Kafka's limit.
LARGEST_INLINE: Final = 256 * 1024


def channel_of(chat: Any, affiliation: Affiliation | None, *, subscribers: int | None = None) -> Channel:
    """`subscribers` stands where the chat does not say how many it has."""
    return Channel(
        id=chat.id,
        username=username_of(chat),
        title=getattr(chat, "title", "") or "",
        subscribers=getattr(chat, "participants_count", None) or subscribers,
        created=rfc3339(chat.date) if getattr(chat, "date", None) else None,
        affiliation=affiliation,
    )


def username_of(chat: Any) -> str | None:
    """A channel with several names has them in a list of their own."""
    if chat_name := getattr(chat, "username", None):
        return str(chat_name)
    active = [each.username for each in getattr(chat, "usernames", None) or () if each.active]
    return active[0] if active else None


def post_of(message: Any, channel: Channel, received: bytes | None = None) -> tuple[RawPost, bytes]:
    """The post without version, event id and `collected`; and the TL object's bytes.

    `received` are the bytes as Telegram sent them, where they could be kept; a push's are dropped by Telethon after
    parsing, so they are serialised again and marked as that.
    """
    if isinstance(message, types.MessageService):
        return _service_of(message, channel, received)
    text = message.message if message.message is not None else ""
    raw = received if received is not None else bytes(message)
    post = RawPost(
        channel=channel,
        message_id=message.id,
        date=rfc3339(message.date),
        edit_date=rfc3339(message.edit_date) if message.edit_date else None,
        text=text,
        entities=entities_of(text, message.entities or ()),
        views=message.views,
        forwards=message.forwards,
        reply_to=getattr(message.reply_to, "reply_to_msg_id", None),
        grouped_id=message.grouped_id,
        forwarded_from=forward_of(message.fwd_from),
        media=media_of(message.media),
        raw=_raw(raw),
        raw_kind="reserialised" if received is None else "received",
    )
    return post, raw


def _service_of(message: Any, channel: Channel, received: bytes | None) -> tuple[RawPost, bytes]:
    """A service message (a pin, a new title) has no text; what it tells is its kind of media, and its bytes."""
    raw = received if received is not None else bytes(message)
    action = _snake(type(message.action).__name__.removeprefix("MessageAction"))
    post = RawPost(
        channel=channel,
        message_id=message.id,
        date=rfc3339(message.date),
        reply_to=getattr(message.reply_to, "reply_to_msg_id", None),
        media=(Media(kind=f"service_{action}"),),
        raw=_raw(raw),
        raw_kind="reserialised" if received is None else "received",
    )
    return post, raw


def unreadable_post(number: int, channel: Channel, *, date: str, text: str | None, received: bytes) -> RawPost:
    """A message with a constructor that Telethon does not know: what could be read of it, and its bytes."""
    return RawPost(
        channel=channel,
        message_id=number,
        date=date,
        text=text,
        media=(Media(kind="unknown"),),
        raw=_raw(received),
        raw_kind="received",
    )


def _raw(raw: bytes) -> str | StoredObject:
    if len(raw) <= LARGEST_INLINE:
        return base64.b64encode(raw).decode("ascii")
    return StoredObject(sha256=sha256(raw).hexdigest())


def entities_of(text: str, entities: Any) -> tuple[Entity, ...]:
    points = CodePoints(text)
    found = []
    for entity in entities:
        offset, length = points.span(entity.offset, entity.length)
        found.append(
            Entity(
                type=_entity_type(entity),
                offset=offset,
                length=length,
                url=getattr(entity, "url", None),
                user_id=getattr(entity, "user_id", None),
                language=getattr(entity, "language", None) or None,
            )
        )
    return tuple(found)


def _entity_type(entity: Any) -> str:
    """text_url of MessageEntityTextUrl."""
    return _snake(type(entity).__name__.removeprefix("MessageEntity"))


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def forward_of(header: Any) -> Forward | None:
    if header is None:
        return None
    origin = header.from_id
    return Forward(
        channel_id=origin.channel_id if isinstance(origin, types.PeerChannel) else None,
        message_id=header.channel_post,
        title=header.from_name,
        date=rfc3339(header.date) if header.date else None,
    )


def media_of(media: Any) -> tuple[Media, ...]:
    match media:
        case None:
            return ()
        case types.MessageMediaPhoto():
            sizes = [getattr(size, "size", None) or max(getattr(size, "sizes", None) or [0]) for size in _sizes(media)]
            return (Media(kind="photo", mime="image/jpeg", size=max(sizes, default=0) or None),)
        case types.MessageMediaDocument(document=types.Document() as document):
            return (_document(document),)
        case types.MessageMediaWebPage():
            return ()  # a preview that Telegram made of a link: the link is in the text
        case _:
            return (Media(kind=type(media).__name__.removeprefix("MessageMedia").lower()),)


def _sizes(media: Any) -> list[Any]:
    return list(getattr(media.photo, "sizes", None) or ())


def _document(document: Any) -> Media:
    kind, name = "document", None
    for attribute in document.attributes:
        match attribute:
            case types.DocumentAttributeFilename():
                name = attribute.file_name
            case types.DocumentAttributeVideo():
                kind = "video"
            case types.DocumentAttributeAudio():
                kind = "voice" if attribute.voice else "audio"
            case types.DocumentAttributeSticker():
                kind = "sticker"
    return Media(kind=kind, mime=document.mime_type, size=document.size, file_name=name)
