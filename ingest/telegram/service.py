"""All channels together: found by each account, followed side by side, watched for blindness."""

import asyncio
from collections.abc import Callable
from typing import Final

import structlog

from ingest.alarms import Alarms, complete
from ingest.clock import now
from ingest.config import IngestConfig
from ingest.metrics import Metrics
from ingest.reading import Progress
from ingest.record import Recorder, Work
from ingest.telegram.account import Connection
from ingest.telegram.client import Account
from ingest.telegram.follow import Follower
from ingest.telegram.hints import Hints
from ingest.telegram.locate import Located, holder_of, locate
from ingest.telegram.pool import Pool
from ingest.telegram.reads import Reads
from ingest.telegram.watch import Watch
from ingest.watched import Source
from ingest.writer import Writer
from schemas.messages import Channel
from schemas.operations import Coverage

log = structlog.get_logger()

AGAIN_S: Final = 20.0  # between two searches for sources that were not found
LEAST_S: Final = 2.0
MOST_TRIES: Final = 6


class Service:
    """Runs until cancelled, or until its channels are caught up (`caught_up`)."""

    def __init__(
        self,
        config: IngestConfig,
        accounts: list[Account],
        sources: tuple[Source, ...],
        recorder: Recorder,
        metrics: Metrics,
        report: Callable[[str, int], None],
    ) -> None:
        self._config, self._sources, self._recorder, self._metrics = config, sources, recorder, metrics
        self._report, self.sources_file = report, config.sources
        self.watches: dict[int, Watch] = {}
        self.writer = Writer(recorder, metrics, self._unsettled)
        self._hints = Hints(self.watches, self.writer, recorder, metrics, self._left)
        self.pool = Pool(
            [
                Connection(account, config, metrics, pushed=self._hints.take, changed=self._account_changed)
                for account in accounts
            ]
        )
        self.alarms = Alarms(self.watches, self.pool, self._cover, metrics, config.pace, recorder.by)
        self._group: asyncio.TaskGroup | None = None
        self._search = asyncio.Event()
        self._located: dict[str, Located] = {}
        self._tries = 0
        self._settled = asyncio.Event()
        self.missing: tuple[str, ...] = ()
        self._renamed: set[str] = set()

    async def run(self) -> None:
        """Raises IngestError when no account is left, no source can be found, or what was read can't be written."""
        async with asyncio.TaskGroup() as group:
            self._group = group
            group.create_task(self.writer.run())
            group.create_task(self._find())
            group.create_task(self.alarms.run())
            for connection in self.pool.connections:
                group.create_task(self._keep(connection))

    async def _keep(self, connection: Connection) -> None:
        await connection.run()
        self.pool.check()

    def _account_changed(self, name: str, state: str, reason: str | None) -> None:
        """A new connection may have missed anything; an account that is lost leaves its channels to the others."""
        self._search.set()
        for watch in self.watches.values():
            watch.look_at_all()
        record = Coverage(
            channel_id=0, kind="account", account=name, state=state, reason=reason, by=self._recorder.by, at=now()
        )
        self._cover([record])

    def _cover(self, records: list[Coverage]) -> None:
        """Written when Kafka takes it; nobody waits for that."""
        channel = Channel(id=0)
        self.writer.tell(Work(channel, coverage=tuple(records)))

    # --- finding ----------------------------------------------------------------------------------------------------------

    async def _find(self) -> None:
        """Looks for the sources with every account that is up, again and again for those that were not found."""
        while True:
            await self._search.wait()
            self._search.clear()
            for connection in self.pool.connections:
                if connection.up.is_set():
                    located = await locate(
                        connection, self._sources, self._recorder.cursor.reading, join=self._config.join
                    )
                    self._located[connection.name] = located
                    self._follow(located)
            pause = self._judge()
            if pause:
                asyncio.get_running_loop().call_later(pause, self._search.set)

    def _follow(self, located: Located) -> None:
        reading = self._recorder.cursor.reading
        by_name = {source.name: source for source in self._sources}
        for name, channel in located.found.items():
            watch = self.watches.get(channel.id)
            if watch is not None:
                watch.look()
                continue
            head = reading.head(channel.id)
            watch = Watch(channel, by_name[name], head, reading.unread(channel.id), fresh=not head)
            watch.top_hint = located.tops.get(channel.id, 0)
            self.watches[channel.id] = watch
            self.alarms.began(watch, reading.seen_at(channel.id))
            if self._group:
                self._group.create_task(self._run(watch))

    async def _run(self, watch: Watch) -> None:
        reads = Reads(
            watch,
            self.pool,
            self.writer,
            self._recorder,
            self._config.pace,
            others=lambda: max(1, len(self.watches)),
            stated=self._stated,
        )
        telling = asyncio.ensure_future(self._tell(watch))
        try:
            await Follower(reads).run()
        finally:
            telling.cancel()

    async def _tell(self, watch: Watch) -> None:
        await watch.caught_up.wait()
        self._report(watch.source.name, watch.new)
        self.alarms.seen([watch])
        if all(each.caught_up.is_set() for each in self.watches.values()):
            log.info("live", channels=len(self.watches))

    def _judge(self) -> float:
        """Which sources no account found. Gives seconds until the next search; 0 for none."""
        found = {name for located in self._located.values() for name in located.found}
        doubtful = {s.name for located in self._located.values() for s in located.doubtful} - found
        missing = tuple(source.name for source in self._sources if source.name not in found)
        if not self._located:
            return LEAST_S
        self._tries += 1
        if doubtful and self._tries < MOST_TRIES:
            return LEAST_S * self._tries
        for name in set(missing) - set(self.missing):
            log.error("Telegram shows no such channel to this account; the rest goes on", source=name)
        self.missing = missing
        self._settled.set()
        return AGAIN_S * min(self._tries, 30) if missing else 0.0

    async def caught_up(self) -> None:
        """Returns when every channel that can be found is read to its end."""
        await self._settled.wait()
        for watch in list(self.watches.values()):
            await watch.caught_up.wait()
        await self.writer.drain(self._config.pace.request_s * 6)

    async def settled(self) -> None:
        await self._settled.wait()

    # --- what the parts tell ------------------------------------------------------------------------------------------------

    def _unsettled(self, channel: int, message: int) -> None:
        if watch := self.watches.get(channel):
            watch.doubted.add(message)
            watch.wake.set()

    def _left(self, watch: Watch) -> None:
        if asyncio.get_running_loop().time() - watch.lag_told_at > self._config.pace.seen_every_s:
            watch.lag_told_at = asyncio.get_running_loop().time()
            reason = "more pushes came than could wait for Kafka: their posts are read from history, not each version"
            self.alarms.gap(watch, now(), reason)

    def _stated(self, watch: Watch, state: str, reason: str | None) -> None:
        if state == watch.state:
            return
        if state == "gone":
            for connection in self.pool.connections:
                connection.peers.pop(watch.id, None)
                connection.account.channels.pop(watch.id, None)
                self._recorder.cursor.reading.forget_peer(connection.name, watch.id)
            self._search.set()
        if state == "renamed" and self._group and watch.source.name not in self._renamed:
            self._renamed.add(watch.source.name)
            self._group.create_task(self._who_has(watch))
        (log.info if state == "ok" else log.error)("channel", channel=watch.id, state=state, reason=reason)
        watch.state, watch.reason = state, reason
        self._cover([self.alarms.channel(watch, state, reason)])

    async def _who_has(self, watch: Watch) -> None:
        """Tells when another channel has taken over the name that the sources file gives."""
        username = watch.source.username or ""
        for connection in self.pool.connections:
            if connection.up.is_set():
                number, certain = await holder_of(connection, username)
                if certain and number != watch.id:
                    whose = f"channel {number} has it now" if number else "no channel has it now"
                    reason = (
                        f"@{username} no longer names the channel that was followed: {whose}; correct the sources file"
                    )
                    log.error("a name was taken over", channel=watch.id, reason=reason)
                    self._cover([self.alarms.channel(watch, "renamed", reason)])
                return

    def finish(self) -> list[Work]:
        """The last word on coverage, for when the program ends."""
        return [
            Work(watch.channel, coverage=(self.alarms.seen_record(watch),), progress=Progress(watch.id, seen_at=now()))
            for watch in self.watches.values()
            if complete(watch)
        ]
