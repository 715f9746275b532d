"""From the simulated world to Telegram's TL objects. Dates stay Unix seconds, which the TL classes write as they are."""

from __future__ import annotations

import struct
from typing import Any

from telethon.tl import types

from deploy.telegram_sim.media import Files, access_hash
from deploy.telegram_sim.operations import Entity, Forward, Service
from deploy.telegram_sim.world import ChannelState, Event, Post, World

ENTITIES: dict[str, Any] = {
    "bold": types.MessageEntityBold,
    "italic": types.MessageEntityItalic,
    "underline": types.MessageEntityUnderline,
    "strike": types.MessageEntityStrike,
    "spoiler": types.MessageEntitySpoiler,
    "code": types.MessageEntityCode,
    "blockquote": types.MessageEntityBlockquote,
    "url": types.MessageEntityUrl,
    "mention": types.MessageEntityMention,
    "hashtag": types.MessageEntityHashtag,
    "cashtag": types.MessageEntityCashtag,
    "email": types.MessageEntityEmail,
    "phone": types.MessageEntityPhone,
}


def utf16_length(text: str) -> int:
    """Length in the units Telegram counts: a character outside the basic plane is two."""
    return len(text) + sum(character > "\uffff" for character in text)


def entity(spec: Entity, text: str) -> Any:
    """A TL entity; offsets turn from code points into UTF-16 units."""
    offset = utf16_length(text[: spec.offset])
    length = utf16_length(text[spec.offset : spec.offset + spec.length])
    if spec.type == "text_url":
        return types.MessageEntityTextUrl(offset, length, spec.url or "")
    if spec.type == "pre":
        return types.MessageEntityPre(offset, length, "")
    return ENTITIES.get(spec.type, types.MessageEntityUnknown)(offset, length)


def message(post: Post, files: Files) -> Any:
    """The TL message of a post."""
    peer = types.PeerChannel(post.channel)
    reply = types.MessageReplyHeader(reply_to_msg_id=post.reply_to) if post.reply_to else None
    if post.service:
        action = _action(post.service)
        return types.MessageService(id=post.id, peer_id=peer, date=post.date, post=True, reply_to=reply, action=action)
    return types.Message(
        id=post.id,
        peer_id=peer,
        date=post.date,
        message=post.text,
        post=True,
        fwd_from=_forward(post.forwarded_from, post.date) if post.forwarded_from else None,
        reply_to=reply,
        media=_media(post, files),
        entities=[entity(spec, post.text) for spec in post.entities] or None,
        views=post.views,
        forwards=post.forwards,
        edit_date=post.edit_date,
        grouped_id=post.grouped_id,
    )


class Strange:
    """Media of a constructor that no layer knows: a number, and bytes that only its makers could read."""

    CONSTRUCTOR = 0x5EED1E55

    def _bytes(self) -> bytes:
        return struct.pack("<Iq", self.CONSTRUCTOR, 42)


def _media(post: Post, files: Files) -> Any:
    if (post.channel, post.id) in files.strange:
        return Strange()
    return _poll(post) if post.poll else files.describe(post)


def _action(service: Service) -> Any:
    if service.action == "pin":
        return types.MessageActionPinMessage()
    if service.action == "title":
        return types.MessageActionChatEditTitle(service.title)
    return types.MessageActionChannelCreate(service.title)


def _forward(origin: Forward, fallback_date: int) -> Any:
    return types.MessageFwdHeader(
        date=int(origin.date.timestamp()) if origin.date else fallback_date,
        from_id=types.PeerChannel(origin.channel_id) if origin.channel_id else None,
        from_name=None if origin.channel_id else origin.title,
        channel_post=origin.message_id if origin.channel_id else None,
    )


def _poll(post: Post) -> Any:
    if post.poll is None:
        return None
    answers = [
        types.PollAnswer(types.TextWithEntities(answer, []), bytes([number]))
        for number, answer in enumerate(post.poll.answers)
    ]
    question = types.TextWithEntities(post.poll.question, [])
    poll = types.Poll(id=post.channel << 20 | post.id, question=question, answers=answers, hash=0)
    return types.MessageMediaPoll(poll, types.PollResults())


def channel(state: ChannelState, *, joined: bool) -> Any:
    """The TL channel, with the access hash a client needs to ask about it."""
    info = state.info
    return types.Channel(
        id=info.id,
        title=info.title,
        photo=types.ChatPhotoEmpty(),
        date=int(info.created.timestamp()),
        broadcast=True,
        left=not joined,
        access_hash=access_hash("channel", info.id),
        username=info.username,
        participants_count=info.subscribers,
    )


def channels_around(posts: list[Post], world: World, joined: set[int]) -> list[Any]:
    """The TL channels that an answer with these posts must carry: their own and those they were forwarded from."""
    own = {post.channel for post in posts}
    origins = {f.channel_id: f for post in posts if (f := post.forwarded_from) and f.channel_id}
    known = own | {number for number in origins if number in world.channels}
    found = [channel(world.channels[number], joined=number in joined) for number in sorted(known)]
    found += [_stranger(number, origins[number].title) for number in sorted(set(origins) - known)]
    return found


def _stranger(number: int, title: str | None) -> Any:
    """A channel that exists, as a forward shows, but that this world holds no posts of."""
    return types.Channel(
        id=number,
        title=title or "",
        photo=types.ChatPhotoEmpty(),
        date=0,
        broadcast=True,
        left=True,
        access_hash=access_hash("channel", number),
    )


def update(event: Event, state: ChannelState, files: Files) -> Any:
    """The TL update of an event, with the message as it stands now; None if the message is gone meanwhile."""
    if event.kind == "delete":
        return types.UpdateDeleteChannelMessages(event.channel, list(event.ids), event.pts, event.count)
    post = state.posts.get(event.ids[0])
    if post is None:
        return None
    kind = types.UpdateNewChannelMessage if event.kind == "post" else types.UpdateEditChannelMessage
    return kind(message(post, files), event.pts, event.count)


def dialog(state: ChannelState) -> Any:
    """The TL dialog of a channel."""
    return types.Dialog(
        peer=types.PeerChannel(state.info.id),
        top_message=state.ids[-1] if state.ids else 0,
        read_inbox_max_id=0,
        read_outbox_max_id=0,
        unread_count=len(state.ids),
        unread_mentions_count=0,
        unread_reactions_count=0,
        unread_poll_votes_count=0,
        notify_settings=types.PeerNotifySettings(),
        pts=state.pts,
    )
