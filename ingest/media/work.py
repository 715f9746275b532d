"""`rasd media`: reads the record for posts with files, fetches these, and leaves the results for the collector."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from telethon import errors

from ingest.clock import now
from ingest.config import IngestConfig
from ingest.errors import IngestError
from ingest.evidence.roots import epoch_of
from ingest.lock import only_one
from ingest.media.borrowed import Peers, borrowed_client, connect_borrowed
from ingest.media.config import MediaConfig
from ingest.media.download import DiskError, MissedError
from ingest.media.fetch import Fetched, Fetcher
from ingest.media.known import KnownFiles
from ingest.media.spool import Result, Spool
from ingest.media.store import clear_incoming, open_store
from ingest.media.wanted import BACKFILL, LIVE, wanted, with_file
from ingest.publish import Publisher
from schemas.brokers import connection
from schemas.codec import CodecError, decode, post_id
from schemas.messages import RawPost
from schemas.operations import Coverage
from schemas.topics import RAW

log = structlog.get_logger()

# Each has a place of its own in the record: what is posted now does not wait behind what was posted in years.
WORKERS: Final = (("live", LIVE), ("backfill", BACKFILL))
BATCH: Final = 50
POLL_MS: Final = 500
TRIES: Final = 4
PAUSE_S: Final = 2.0
LONGEST_PAUSE_S: Final = 60.0
DISK_PAUSE_S: Final = 10.0
IDLE_S: Final = 2.0
CLOSED_S: Final = 5.0


@dataclass
class Done:
    """What a run came to."""

    fetched: int = 0
    missed: int = 0


class Media:
    """One run: a connection, a store, and the workers over them."""

    def __init__(self, config: IngestConfig, media: MediaConfig, publisher: Publisher, known: KnownFiles) -> None:
        self._config, self._publisher = config, publisher
        self._epoch = epoch_of(config.data)
        self._client = borrowed_client(config)
        self._fetcher = Fetcher(
            self._client, Peers(self._client, config.session), media, open_store(media.objects), known
        )
        self._spool = Spool(config.data)
        self._connecting, self._slots = asyncio.Lock(), asyncio.Semaphore(media.at_once)
        self._under_way, self._used_at = 0, 0.0
        self._noted: set[str] = set()
        self.done = Done()

    async def run(self, *, until_idle: bool) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for name, modes in WORKERS:
                    group.create_task(self._work(name, modes, until_idle=until_idle))
        finally:
            self._fetcher.close()
            await self._client.disconnect()

    async def _work(self, what: str, modes: frozenset[str], *, until_idle: bool) -> None:
        # The place in the record is this collector's own: another one has other sessions and another store.
        name = f"rasd-media-{what}-{self._epoch}"
        consumer = AIOKafkaConsumer(
            RAW.name,
            **connection(self._config.kafka),
            group_id=name,
            client_id=name,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            # A file may take as long as it may; the session's own heartbeats tell that we live.
            max_poll_interval_ms=24 * 3600 * 1000,
        )
        await consumer.start()
        try:
            while True:
                batch = await consumer.getmany(timeout_ms=POLL_MS, max_records=BATCH)
                posts = [
                    post for part in batch.values() for record in part if (post := _read(record, modes, self._epoch))
                ]
                await asyncio.gather(*(self._one(post) for post in posts))
                if batch:
                    # Only now: what was under way when we were killed is done again, and comes to the same event.
                    await consumer.commit()
                elif until_idle and await _at_end(consumer):
                    return
                else:
                    await self._let_go()
        finally:
            await consumer.stop()

    async def _one(self, post: RawPost) -> None:
        async with self._slots, self._using():
            found: Fetched | None = None
            try:
                found = await self._patiently(post)
            except MissedError as error:
                self.done.missed += 1
                await self._note(post, str(error))
                return
            if found is None:
                return
            if found.note:
                await self._note(post, f"kept without phash: {found.note}")
            await self._hand_over(post, found)
            self.done.fetched += 1

    async def _patiently(self, post: RawPost) -> Fetched | None:
        """Waits for Telegram and for room on the disk as long as it takes; gives up on a file that Telegram refuses."""
        tries, pause = 0, PAUSE_S
        while True:
            try:
                await self._connected()
                return await self._fetcher.fetch(post)
            except DiskError as error:
                await self._wait_for_room(post, str(error))
            except errors.RPCError as error:
                tries += 1
                if tries >= TRIES:
                    raise MissedError(f"Telegram refuses it: {type(error).__name__}") from error
                await asyncio.sleep(pause)
            except (OSError, TimeoutError) as error:
                log.warning("no connection for files; trying again", reason=str(error), pause_s=pause)
                await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE_S, 2 * pause)

    async def _connected(self) -> None:
        async with self._connecting:
            if not self._client.is_connected():
                await connect_borrowed(self._client, self._config)

    @asynccontextmanager
    async def _using(self) -> AsyncIterator[None]:
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            self._used_at = asyncio.get_running_loop().time()

    async def _let_go(self) -> None:
        """Ends a connection that nobody needs now: where only one is allowed for a key, it is the text's."""
        async with self._connecting:
            idle = not self._under_way and asyncio.get_running_loop().time() - self._used_at > IDLE_S
            if idle and self._client.is_connected():
                await self._client.disconnect()

    async def _hand_over(self, post: RawPost, found: Fetched) -> None:
        result = Result(post.event_id, with_file(post, found.sha256, found.phash))
        while True:
            try:
                await asyncio.to_thread(self._spool.put, result)
            except OSError as error:
                await self._wait_for_room(post, error.strerror or str(error))
            else:
                self._noted.discard("disk")
                return

    async def _wait_for_room(self, post: RawPost, reason: str) -> None:
        if "disk" not in self._noted:
            self._noted.add("disk")
            await self._note(post, f"waits: {reason}; nothing is fetched until there is room")
        await asyncio.sleep(DISK_PAUSE_S)

    async def _note(self, post: RawPost, reason: str) -> None:
        log.warning("media", post=post_id(post), reason=reason)
        number = post.message_id
        record = Coverage(
            channel_id=post.channel.id,
            kind="media",
            from_id=number,
            to_id=number,
            reason=reason,
            by=self._config.collector,
            at=now(),
        )
        await asyncio.to_thread(self._publisher.cover, [record])


def _read(record: Any, modes: frozenset[str], epoch: str) -> RawPost | None:
    try:
        post = decode(RawPost, record.value or b"")
    except CodecError:
        return None  # the analysing step has it among its dead letters
    ours = post.collected is not None and post.collected.epoch == epoch
    return post if ours and wanted(post, modes) else None


async def _at_end(consumer: Any) -> bool:
    places = consumer.assignment()
    if not places:
        return False
    ends = await consumer.end_offsets(list(places))
    return all([await consumer.position(place) >= end for place, end in ends.items()])


async def fetch_media(
    config: IngestConfig, media: MediaConfig, *, until_idle: bool, tell: Callable[[Done], None]
) -> Done:
    """Fetches until cancelled, or until every post in the record has been looked at. Raises IngestError."""
    folder = config.data / "media"
    with only_one(folder / "lock", "media are being fetched already with this data folder: end that process first"):
        clear_incoming(media.objects if isinstance(media.objects, Path) else media.incoming)
        publisher, known = Publisher(config.kafka), KnownFiles(folder / "known.sqlite")
        run = Media(config, media, publisher, known)
        try:
            await run.run(until_idle=until_idle)
        except* KafkaError as group:
            raise IngestError(f"Kafka does not give the record ({group.exceptions[0]}): look at its log") from group
        except* IngestError as group:
            raise group.exceptions[0] from None
        finally:
            tell(run.done)
            publisher.close()
            known.close()
        return run.done
