"""From a page's messages to drafts of posts."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from telethon.tl import types

from ingest.clock import rfc3339
from ingest.convert import channel_of, post_of, unreadable_post
from ingest.record import Recorder
from ingest.telegram.received import Partial, Received
from schemas.messages import Channel, RawPost


def drafts_of(messages: Iterable[Any], channel: Channel, recorder: Recorder, raw: dict[int, bytes]) -> list[RawPost]:
    """Ascending. `raw` are the received bytes by id; a push has none. Bytes too large for a record are kept beside it."""
    drafts = []
    before = rfc3339(datetime.fromtimestamp(0, UTC))
    for message in sorted(messages, key=lambda each: int(each.id)):
        if isinstance(message, Partial):
            # A message whose date could not be read has that of its neighbour.
            date = rfc3339(message.date) if message.date else before
            post = unreadable_post(message.id, channel, date=date, text=message.text, received=message.raw)
            data = message.raw
        elif isinstance(message, types.Message | types.MessageService):
            post, data = post_of(message, channel, raw.get(message.id))
        else:
            continue
        if post.raw is not None and not isinstance(post.raw, str):
            recorder.keep(data)
        drafts.append(post)
        before = post.date
    return drafts


def channel_in(received: Received, channel: Channel) -> Channel:
    """The channel as the answer describes it: titles and names change."""
    for chat in received.chats:
        if isinstance(chat, types.Channel) and chat.id == channel.id and not chat.min:
            now = channel_of(chat, channel.affiliation)
            # Some answers leave the number of subscribers out; that does not make it unknown.
            if now.subscribers is None and channel.subscribers is not None:
                now = channel_of(chat, channel.affiliation, subscribers=channel.subscribers)
            return now
    return channel
