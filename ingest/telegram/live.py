"""Pushes are hints: published at once, and confirmed by history. Known posts are read again for edits and deletions."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

import msgspec
import structlog
from telethon import events

from ingest.clock import now
from ingest.publish import Publisher
from ingest.record import Recorder
from ingest.telegram.channels import Followed
from ingest.telegram.history import by_ids, drafts_of, read_on
from schemas.messages import CollectionMode, RawPost
from schemas.operations import Coverage

log = structlog.get_logger()

POLL_S: Final = 15.0
# Soon after a push history is asked for the rest of what may have come with it.
AFTER_PUSH_S: Final = 2.0
RECHECK_S: Final = 60.0
RECHECKED: Final = 100  # the newest posts of a channel: one request


class Live:
    """Follows channels until cancelled."""

    def __init__(
        self, client: Any, channels: list[Followed], recorder: Recorder, publisher: Publisher, by: str
    ) -> None:
        self._client, self._recorder, self._publisher, self._by = client, recorder, publisher, by
        self._channels = {followed.channel.id: followed for followed in channels}
        self._pushed = {id_: asyncio.Event() for id_ in self._channels}
        self._queue: asyncio.Queue[Callable[[], Any]] = asyncio.Queue()

    def listen(self) -> None:
        """From now on pushes are queued; nothing is published before `follow` runs."""
        self._client.add_event_handler(self._on_message, events.NewMessage())
        self._client.add_event_handler(self._on_message, events.MessageEdited())
        self._client.add_event_handler(self._on_deleted, events.MessageDeleted())

    async def _on_message(self, event: Any) -> None:
        followed = self._channels.get(_channel_id(event))
        if followed is None:
            return
        drafts = drafts_of([event.message], followed, self._recorder)
        self._queue.put_nowait(lambda: self._recorder.record(drafts, "live"))
        self._pushed[followed.channel.id].set()

    async def _on_deleted(self, event: Any) -> None:
        followed = self._channels.get(_channel_id(event))
        if followed is not None:
            ids = list(event.deleted_ids)
            self._queue.put_nowait(lambda: self._delete(followed, ids, "live"))

    def _delete(self, followed: Followed, ids: list[int], mode: CollectionMode) -> None:
        """Posts that we know become deletions; ids that we never saw are recorded as that."""
        empty = RawPost(channel=followed.channel, message_id=0, date="")
        drafts = [self._recorder.deletion(msgspec.structs.replace(empty, message_id=number)) for number in ids]
        self._recorder.record([draft for draft in drafts if draft], mode)
        unseen = [number for number in ids if self._recorder.cursor.known(followed.channel.id, number) is None]
        self._publisher.cover(
            Coverage(
                channel_id=followed.channel.id,
                kind="unseen_deletion",
                from_id=number,
                to_id=number,
                by=self._by,
                at=now(),
            )
            for number in unseen
        )

    async def follow(self) -> None:
        """Raises what ends the connection, or Kafka's refusal."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._publish())
            group.create_task(self._watch_connection())
            for followed in self._channels.values():
                group.create_task(self._poll(followed))
                group.create_task(self._recheck(followed))

    async def _publish(self) -> None:
        while True:
            work = await self._queue.get()
            await asyncio.to_thread(work)

    async def _watch_connection(self) -> None:
        """Telethon gives up in silence; whoever follows must hear of it."""
        await self._client.disconnected
        raise ConnectionError("the connection to Telegram ended")

    async def _poll(self, followed: Followed) -> None:
        pushed = self._pushed[followed.channel.id]
        while True:
            try:
                await asyncio.wait_for(pushed.wait(), POLL_S)
                await asyncio.sleep(AFTER_PUSH_S)
            except TimeoutError:
                pass
            pushed.clear()
            missed = await read_on(self._client, followed, self._recorder, "live", asyncio.to_thread)
            if missed:
                log.info("history held posts that no push brought", source=followed.source.name, posts=missed)

    async def _recheck(self, followed: Followed) -> None:
        while True:
            await asyncio.sleep(RECHECK_S)
            ids = self._recorder.cursor.newest(followed.channel.id, RECHECKED)
            if not ids:
                continue
            found = await by_ids(self._client, followed, ids)
            there = [message for message in found.values() if message is not None]
            drafts = [_edited(draft, self._recorder) for draft in drafts_of(there, followed, self._recorder)]
            gone = [number for number, message in found.items() if message is None]
            await asyncio.to_thread(self._recorder.record, [draft for draft in drafts if draft], "recheck")
            await asyncio.to_thread(self._delete, followed, gone, "recheck")


def _edited(draft: RawPost, recorder: Recorder) -> RawPost | None:
    """A draft that may be a new event: counters alone are not one here."""
    return draft if recorder.cursor.known(draft.channel.id, draft.message_id) else None


def _channel_id(event: Any) -> int:
    """Telegram's own id, without the -100 prefix; 0 where an event has none."""
    peer = getattr(event, "_chat_peer", None) or getattr(getattr(event, "message", None), "peer_id", None)
    return int(getattr(peer, "channel_id", 0) or 0)
