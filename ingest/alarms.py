"""Blindness: channels that can't be read, accounts that are gone, channels more silent than they ever are."""

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final, Protocol

import structlog

from ingest.clock import now, rfc3339
from ingest.config import Pace
from ingest.metrics import Metrics
from ingest.schedule import silence_limit
from ingest.telegram.watch import Watch
from schemas.operations import Coverage

log = structlog.get_logger()

LOOK_S: Final = 3.0


class Accounts(Protocol):
    @property
    def anyone_up(self) -> bool: ...


def complete(watch: Watch) -> bool:
    """Whether everything up to the head has been read, apart from older history."""
    return watch.last_ok is not None and all(unread.kind == "backfill" for unread in watch.unread)


class Alarms:
    """Looks at every channel every few seconds; `cover` takes the records that tell of it."""

    def __init__(
        self,
        watches: dict[int, Watch],
        pool: Accounts,
        cover: Callable[[list[Coverage]], None],
        metrics: Metrics,
        pace: Pace,
        by: str,
    ) -> None:
        self._watches, self._pool, self._cover, self._metrics = watches, pool, cover, metrics
        self._pace, self._by = pace, by
        self._clock = asyncio.get_running_loop().time
        self._started = self._clock()
        self._all_blind_since: float | None = None
        self._began: dict[int, str] = {}
        self._from: dict[int, int] = {}

    def began(self, watch: Watch, seen_at: str | None) -> None:
        """Following begins; what lies between the last time and now is a gap."""
        self._began[watch.id] = now()
        self._from[watch.id] = watch.head
        if seen_at and time.time() - datetime.fromisoformat(seen_at).timestamp() > self._pace.blind_s:
            reason = (
                "the collector did not run: posts of that time are read from history, versions between may be missing"
            )
            self.gap(watch, seen_at, reason)

    def gap(self, watch: Watch, start: str, reason: str) -> None:
        """What was posted meanwhile lies behind the last id that we had; `seen` records that hold it close the gap."""
        last = self._from[watch.id]
        self._cover([self._record(watch.id, "gap", start=start, end=now(), from_id=last, to_id=last, reason=reason)])

    def channel(self, watch: Watch, state: str, reason: str | None) -> Coverage:
        return self._record(watch.id, "channel", state=state, reason=reason)

    def seen_record(self, watch: Watch) -> Coverage:
        """From the last such record until now, with the last id before it; the next one begins here."""
        start, first = self._began[watch.id], self._from[watch.id]
        self._began[watch.id], self._from[watch.id] = now(), watch.head
        # Older history that is still being read is not claimed.
        first = max([first, *(unread.high for unread in watch.unread)])
        return self._record(watch.id, "seen", start=start, end=now(), from_id=first, to_id=watch.head)

    def seen(self, watches: Iterable[Watch]) -> None:
        self._cover([self.seen_record(watch) for watch in watches if complete(watch)])

    def _record(self, channel: int, kind: str, **fields: object) -> Coverage:
        return Coverage(channel_id=channel, kind=kind, by=self._by, at=now(), **fields)  # type: ignore[arg-type]  # named above

    async def run(self) -> None:
        told = self._clock()
        while True:
            await asyncio.sleep(LOOK_S)
            for watch in list(self._watches.values()):
                self._look(watch)
            self._look_at_all()
            if self._clock() - told >= self._pace.seen_every_s:
                told = self._clock()
                self.seen(watch for watch in self._watches.values() if watch.blind_since is None)

    def _look(self, watch: Watch) -> None:
        clock, label = self._clock(), str(watch.id)
        last = self._started if watch.last_ok is None else watch.last_ok
        self._metrics.lag.labels(label).set(clock - last)
        self._metrics.unread.labels(label).set(sum(unread.high - unread.low - 1 for unread in watch.unread))
        self._metrics.gaps.labels(label).set(sum(unread.kind == "gap" for unread in watch.unread))
        due = max(last, watch.poll_at) if watch.poll_at else last
        blind = clock - due > self._pace.blind_s
        if blind and watch.blind_since is None:
            watch.blind_since = last
            reason = watch.reason or "what was read is not in Kafka yet"
            log.error("a channel is blind", channel=watch.id, reason=reason)
            self._cover([self._record(watch.id, "blind", start=self._wall(last), state=watch.state, reason=reason)])
        elif not blind and watch.blind_since is not None:
            start, watch.blind_since = self._wall(watch.blind_since), None
            log.warning("a channel can be read again", channel=watch.id)
            self._cover([self._record(watch.id, "alive", start=start, end=now())])
            self.gap(
                watch,
                start,
                "the channel could not be read: its posts are read from history, versions between may be missing",
            )
        self._look_for_silence(watch)

    def _look_for_silence(self, watch: Watch) -> None:
        expected = watch.source.expected_per_day
        if not expected or watch.last_ok is None:
            return
        silent = self._clock() - (watch.last_post_at or self._started)
        if silent > silence_limit(expected) and not watch.quiet:
            watch.quiet = True
            reason = f"no post for {silent:.0f} s; {expected:g} a day are expected"
            log.warning("a channel is silent", channel=watch.id, reason=reason)
            self._cover([self._record(watch.id, "quiet", start=self._wall(self._clock() - silent), reason=reason)])
        elif silent <= silence_limit(expected):
            watch.quiet = False

    def _look_at_all(self) -> None:
        """The whole collector is blind when no account is connected, or no channel can be read."""
        watches = list(self._watches.values())
        self._metrics.blind.set(sum(watch.blind_since is not None for watch in watches))
        none = all(watch.blind_since is not None for watch in watches) if watches else not self._pool.anyone_up
        if not none and self._all_blind_since is not None:
            self._cover([self._record(0, "alive", start=self._wall(self._all_blind_since), end=now())])
            self._all_blind_since = None
        elif none and self._all_blind_since is None and (watches or self._clock() - self._started > self._pace.blind_s):
            self._all_blind_since = self._clock()
            reason = "no channel can be read" if self._pool.anyone_up else "no account is connected"
            log.error("the collector is blind", reason=reason)
            self._cover([self._record(0, "blind", start=now(), reason=reason)])

    def _wall(self, moment: float) -> str:
        """A moment of the loop's clock as a time: the wall clock may have jumped since, the length is right."""
        return rfc3339(datetime.fromtimestamp(time.time() - (self._clock() - moment), UTC))
