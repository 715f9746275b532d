"""The channels of the simulated Telegram and all that was posted in them: state without sockets, clock or files.

Every change that Telegram would announce raises the channel's `pts` and leaves an Event, from which live updates and
differences are made.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from deploy.telegram_sim.operations import (
    ChannelInfo,
    Entity,
    Forward,
    Media,
    Operation,
    OperationError,
    Poll,
    Service,
)


@dataclass(frozen=True)
class Post:
    """A message as it stands now. Dates are Unix seconds, as on the wire."""

    channel: int
    id: int
    date: int
    text: str
    entities: tuple[Entity, ...] = ()
    reply_to: int | None = None
    grouped_id: int | None = None
    forwarded_from: Forward | None = None
    media: Media | None = None
    views: int | None = None
    forwards: int | None = None
    poll: Poll | None = None
    service: Service | None = None
    edit_date: int | None = None


@dataclass(frozen=True)
class Event:
    """One announced change: `pts` after it, how many pts it took, the messages, and when (Unix seconds)."""

    kind: Literal["post", "edit", "delete"]
    channel: int
    ids: tuple[int, ...]
    pts: int
    count: int
    at: float


@dataclass
class ChannelState:
    """A channel with its living messages (`ids` ascending) and its events (`pts` ascending)."""

    info: ChannelInfo
    posts: dict[int, Post] = field(default_factory=dict)
    ids: list[int] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    pts: int = 1
    last_id: int = 0

    def page(
        self, *, offset_id: int, offset_date: int, add_offset: int, limit: int, max_id: int, min_id: int
    ) -> list[Post]:
        """A page of history, newest first, by the rules of messages.getHistory.

        The offset names a place between messages: before it stand those with smaller ids (or earlier dates).
        `add_offset` moves the window towards older messages, or towards newer ones if negative; what of the window
        lies beyond the newest message is cut off, not shifted.
        """
        if offset_id:
            older = bisect_left(self.ids, offset_id)
        elif offset_date:
            older = bisect_left(self.ids, offset_date, key=lambda i: self.posts[i].date)
        else:
            older = len(self.ids)
        newest = older - add_offset
        window = self.ids[max(0, newest - limit) : max(0, newest)]
        return [self.posts[i] for i in reversed(window) if (not max_id or i < max_id) and (not min_id or i > min_id)]

    def events_after(self, pts: int) -> list[Event]:
        """The events that a client which stopped at `pts` has not seen."""
        return self.events[bisect_right(self.events, pts, key=lambda event: event.pts) :]


class World:
    """All channels. `apply` is the only way anything changes."""

    def __init__(self, channels: Iterable[ChannelInfo]) -> None:
        self.channels = {info.id: ChannelState(info) for info in channels}

    def find(self, username: str) -> ChannelState | None:
        wanted = username.lower()
        named = (state for state in self.channels.values() if (state.info.username or "").lower() == wanted)
        return next(named, None)

    def announce(self, info: ChannelInfo) -> None:
        """Add a channel, or change the title, username or counters of one; takes effect without an update."""
        if info.id in self.channels:
            self.channels[info.id].info = info
        else:
            self.channels[info.id] = ChannelState(info)

    def apply(self, operation: Operation, now: float) -> tuple[tuple[Post, ...], Event | None]:
        """Do what the operation says at the moment `now` (Unix seconds).

        Returns the posts as they are after it (as they last were, for a deletion) and the event to announce, which is
        None for a silent operation and for counters. Raises OperationError if the world doesn't allow it.
        """
        state = self.channels.get(operation.channel)
        if state is None:
            raise OperationError(f"There is no channel {operation.channel}; name one of channels.json.")
        posts: tuple[Post, ...]
        if operation.op == "post":
            posts = (self._post(state, operation, now),)
        elif operation.op == "delete":
            posts = self._delete(state, operation)
        else:
            posts = (self._edit(state, operation, now),)
        if operation.silent or operation.op == "counters":
            return posts, None
        state.pts += len(posts)
        ids = tuple(post.id for post in posts)
        event = Event(operation.op, operation.channel, ids, state.pts, len(posts), now)
        state.events.append(event)
        return posts, event

    def _post(self, state: ChannelState, operation: Operation, now: float) -> Post:
        message_id = operation.message_id or state.last_id + 1
        if message_id <= state.last_id:
            raise OperationError(f"Message {message_id} is not above {state.last_id}, the channel's highest id so far.")
        if operation.media and len(operation.media) > 1:
            raise OperationError("A message carries one file at most; post an album as messages with one grouped_id.")
        post = Post(
            channel=operation.channel,
            id=message_id,
            date=_seconds(operation.date, now),
            text=_checked_text(operation),
            entities=tuple(operation.entities),
            reply_to=operation.reply_to,
            grouped_id=operation.grouped_id,
            forwarded_from=operation.forwarded_from,
            media=operation.media[0] if operation.media else None,
            views=1 if operation.views is None else operation.views,
            forwards=operation.forwards or 0,
            poll=operation.poll,
            service=operation.service,
        )
        state.last_id = message_id
        state.posts[message_id] = post
        state.ids.append(message_id)
        return post

    def _edit(self, state: ChannelState, operation: Operation, now: float) -> Post:
        old = state.posts.get(operation.message_id or 0)
        if old is None:
            raise OperationError(f"There is no message {operation.message_id} in {operation.channel} to change.")
        new = replace(
            old,
            views=old.views if operation.views is None else operation.views,
            forwards=old.forwards if operation.forwards is None else operation.forwards,
        )
        if operation.op == "edit":
            new = replace(
                new,
                text=_checked_text(operation),
                entities=tuple(operation.entities),
                media=old.media if operation.media is None else next(iter(operation.media), None),
                edit_date=_seconds(operation.date, now),
            )
        state.posts[old.id] = new
        return new

    def _delete(self, state: ChannelState, operation: Operation) -> tuple[Post, ...]:
        wanted = operation.message_ids or [operation.message_id or 0]
        missing = [i for i in wanted if i not in state.posts]
        if missing:
            raise OperationError(f"There is no message {missing[0]} in {operation.channel} to delete.")
        for message_id in wanted:
            del state.ids[bisect_left(state.ids, message_id)]
        return tuple(state.posts.pop(message_id) for message_id in wanted)


def _seconds(moment: datetime | None, now: float) -> int:
    return int(now if moment is None else moment.timestamp())


def _checked_text(operation: Operation) -> str:
    text = operation.text or ""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise OperationError("The text holds half a surrogate pair, which Telegram can't carry.") from error
    for entity in operation.entities:
        if entity.offset < 0 or entity.length <= 0 or entity.offset + entity.length > len(text):
            raise OperationError(f"The entity {entity.type} at {entity.offset} lies outside the text.")
    return text
