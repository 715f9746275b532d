"""Pushes: taken as they come, put in the order of Telegram's own count, and published at once. History confirms them.

A push that is missing, late, doubled or unreadable costs nothing but time: every one also has its channel read.
"""

import asyncio
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from telethon.tl import types

from ingest.metrics import Metrics
from ingest.record import Recorder, Work
from ingest.telegram.drafts import drafts_of
from ingest.telegram.watch import Watch
from ingest.writer import Writer

log = structlog.get_logger()

# How long a push waits for the one before it; longer than pushes overtake each other, shorter than anyone would notice.
REORDER_S: Final = 0.4
MOST_WAITING: Final = 500
# After a push history is asked once for all that came in this time.
CONFIRM_S: Final = 0.7


@dataclass(frozen=True, order=True)
class Hint:
    """A change of a channel: `pts` after it (0: not counted), `count` of pts it took; a message, or ids that are gone."""

    pts: int
    count: int
    place: int
    message: Any = field(default=None, compare=False)
    gone: tuple[int, ...] = field(default=(), compare=False)


def hints_of(updates: Any) -> tuple[dict[int, list[Hint]], bool]:
    """By channel, and whether everything is to be read because Telegram says that it left something out."""
    found: dict[int, list[Hint]] = defaultdict(list)
    everything = isinstance(updates, types.UpdatesTooLong)
    inner = getattr(updates, "updates", None) or [getattr(updates, "update", None)]
    for place, update in enumerate(inner):
        pts, count = getattr(update, "pts", 0) or 0, getattr(update, "pts_count", 0) or 0
        if isinstance(update, types.UpdateDeleteChannelMessages):
            found[update.channel_id].append(Hint(pts, count, place, gone=tuple(update.messages)))
        elif message := getattr(update, "message", None):
            if channel := getattr(getattr(message, "peer_id", None), "channel_id", None):
                found[channel].append(Hint(pts, count, place, message=message))
        elif channel := getattr(update, "channel_id", None):
            # TooLong, a changed channel and whatever else names one: something is to be looked at.
            found[channel] = found[channel]
    return found, everything


class Hints:
    """Takes Updates objects of all accounts; `watches` gives the channels that are followed."""

    def __init__(
        self,
        watches: dict[int, Watch],
        writer: Writer,
        recorder: Recorder,
        metrics: Metrics,
        left: Callable[[Watch], None],
    ) -> None:
        self._watches, self._writer, self._recorder, self._metrics, self._left = (
            watches,
            writer,
            recorder,
            metrics,
            left,
        )
        self._waiting: dict[int, list[Hint]] = defaultdict(list)
        self._timers: dict[int, asyncio.TimerHandle] = {}

    def take(self, updates: Any) -> None:
        by_channel, everything = hints_of(updates)
        if everything:
            for watch in self._watches.values():
                watch.look_at_all()
        for number, hints in by_channel.items():
            if number not in self._watches:
                continue
            watch = self._watches[number]
            if not hints:
                watch.look_at_all()
                continue
            for hint in hints:
                insort(self._waiting[number], hint)
            self._release(watch)
            self._confirm(watch)

    def _confirm(self, watch: Watch) -> None:
        soon = asyncio.get_running_loop().time() + CONFIRM_S
        if watch.poll_at > soon:
            watch.poll_at = soon
            watch.wake.set()

    def _release(self, watch: Watch, *, late: bool = False) -> None:
        """Passes on what follows on what was passed on before; what a gap precedes waits a little."""
        waiting = self._waiting[watch.id]
        ready = []
        while waiting and (
            late
            or not watch.pushed_pts
            or waiting[0].pts - waiting[0].count <= watch.pushed_pts
            or len(waiting) > MOST_WAITING
        ):
            hint = waiting.pop(0)
            watch.pushed_pts = max(watch.pushed_pts, hint.pts)
            watch.explained += hint.count
            ready.append(hint)
        self._publish(watch, ready)
        timer = self._timers.pop(watch.id, None)
        if timer:
            timer.cancel()
        if waiting:
            loop = asyncio.get_running_loop()
            self._timers[watch.id] = loop.call_later(REORDER_S, lambda: self._late(watch))

    def _late(self, watch: Watch) -> None:
        log.debug("a push is missing before the next", channel=watch.id)
        watch.sweep_wanted = True
        self._release(watch, late=True)

    def _publish(self, watch: Watch, hints: Iterable[Hint]) -> None:
        """One work for each stretch of messages or deletions, so that their order stays."""
        messages: list[Any] = []
        for hint in hints:
            if hint.gone:
                self._pass_on(watch, messages, ())
                messages = []
                self._pass_on(watch, [], hint.gone)
            elif any(hint.message.id == each.id for each in messages):
                self._pass_on(watch, messages, ())
                messages = [hint.message]
            else:
                messages.append(hint.message)
        self._pass_on(watch, messages, ())

    def _pass_on(self, watch: Watch, messages: list[Any], gone: tuple[int, ...]) -> None:
        if not messages and not gone:
            return
        drafts = tuple(drafts_of(messages, watch.channel, self._recorder, {}))
        if drafts:
            watch.last_post_at = asyncio.get_running_loop().time()
        if not self._writer.hint(Work(watch.channel, "live", drafts, gone)):
            self._metrics.dropped.inc(len(drafts) + len(gone))
            self._left(watch)
            watch.sweep_wanted = True
