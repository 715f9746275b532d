"""Telegram Desktop's export of a channel, result.json."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from ingest.clock import rfc3339
from ingest.errors import IngestError
from ingest.imports.lines import BadLine
from schemas.messages import Channel, Entity, Forward, Media, RawPost

KINDS: Final = {
    "video_file": "video",
    "voice_message": "voice",
    "audio_file": "audio",
    "sticker": "sticker",
    "animation": "animation",
}
PREFIX: Final = 1_000_000_000_000  # some versions write a channel's id with the -100 prefix


def is_export(start: bytes) -> bool:
    """Whether a file's beginning is that of an export: one JSON object over many lines."""
    text = start.lstrip(b"\xef\xbb\xbf \r\n\t")
    return text.startswith(b"{") and text[1:].lstrip(b" \t")[:1] in {b"\n", b"\r"}


def parse_export(content: bytes, name: str, zone: ZoneInfo | None) -> Iterator[RawPost | BadLine]:
    """Every message as a post; service messages (joins, pins) are passed over, as they are no posts.

    Raises IngestError if the file is no export, or if its times need a time zone that was not given.
    """
    try:
        export = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise IngestError(f"{name}: is neither JSON lines nor an export of Telegram Desktop: {error}") from error
    if not isinstance(export, dict) or not isinstance(export.get("messages"), list) or "id" not in export:
        raise IngestError(
            f"{name}: is no export of one chat: in Telegram Desktop, open the channel, Export chat history, JSON"
        )
    channel = Channel(id=_plain(int(export["id"])), title=str(export.get("name") or ""))
    for number, message in enumerate(export["messages"], start=1):
        if isinstance(message, dict) and message.get("type") == "service":
            continue
        try:
            yield _post(message, channel, zone, name)
        except (KeyError, TypeError, ValueError) as error:
            yield BadLine(
                name, number, f"message {number} of the export can't be read: {type(error).__name__}: {error}"
            )


def _plain(number: int) -> int:
    number = abs(number)
    return number - PREFIX if number > PREFIX else number


def _post(message: dict[str, Any], channel: Channel, zone: ZoneInfo | None, name: str) -> RawPost:
    text, entities = _text(message.get("text_entities") or message.get("text") or "")
    forward = message.get("forwarded_from")
    return RawPost(
        channel=channel,
        message_id=int(message["id"]),
        date=_time(message, "date", zone, name),
        edit_date=_time(message, "edited", zone, name) if message.get("edited") else None,
        text=text,
        entities=entities,
        reply_to=message.get("reply_to_message_id"),
        forwarded_from=Forward(title=str(forward)) if forward else None,
        media=_media(message),
    )


def _time(message: dict[str, Any], field: str, zone: ZoneInfo | None, name: str) -> str:
    if seconds := message.get(f"{field}_unixtime"):
        return rfc3339(datetime.fromtimestamp(int(seconds), UTC))
    if zone is None:
        raise IngestError(
            f"{name}: its times are those of the computer that exported it: name its zone, e.g. --timezone Asia/Baghdad"
        )
    return rfc3339(datetime.fromisoformat(message[field]).replace(tzinfo=zone))


def _text(content: Any) -> tuple[str, tuple[Entity, ...]]:
    """A text is a string, or a list of strings and marked pieces."""
    if isinstance(content, str):
        return content, ()
    text, entities = "", []
    for piece in content:
        part = piece if isinstance(piece, str) else str(piece["text"])
        if isinstance(piece, dict) and piece.get("type") not in {None, "plain"} and part:
            kind = "text_url" if piece["type"] == "text_link" else str(piece["type"])
            entities.append(Entity(type=kind, offset=len(text), length=len(part), url=piece.get("href")))
        text += part
    return text, tuple(entities)


def _media(message: dict[str, Any]) -> tuple[Media, ...]:
    if "photo" in message:
        return (Media(kind="photo", mime="image/jpeg", size=message.get("photo_file_size")),)
    if "file" in message:
        kind = KINDS.get(str(message.get("media_type")), "document")
        size, mime = message.get("file_size"), message.get("mime_type")
        return (Media(kind=kind, mime=mime, size=size, file_name=message.get("file_name")),)
    return ()
