"""Which of the drafts are new events, and their numbers: pure, apart from what it is told of the past.

A push is a hint: it may come twice, late, or out of order. A history page is what Telegram holds: where it differs from
what was recorded last, it is right, unless the post changed while the page was under way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from schemas.identity import event_id
from schemas.messages import Collected, CollectionMode, RawPost


@dataclass(frozen=True)
class Known:
    """The last event of a post; `version` 0 is a deletion of a post that never was seen."""

    version: int
    event: str
    date: str
    deleted: bool
    edit_date: str | None = None
    seq: int = 0
    views: int | None = None
    forwards: int | None = None


class Batch:
    """Collects events that will be published and remembered together.

    `unsettled` are posts whose newest event is not certain to be their present state: they are to be read again.
    """

    def __init__(
        self,
        known: Callable[[int, int], Known | None],
        seen: Callable[[str], bool],
        chain: Callable[[int], tuple[int, str]],
        *,
        at: str,
        by: str,
        epoch: str,
        link: Callable[[RawPost], str],
    ) -> None:
        self.known, self.seen, self.chain, self.link = known, seen, chain, link
        self.at, self.by, self.epoch = at, by, epoch
        self.ready: list[RawPost] = []
        self.unsettled: set[tuple[int, int]] = set()
        self._last: dict[tuple[int, int], Known] = {}
        self._chains: dict[int, tuple[int, str]] = {}
        self._fresh: set[str] = set()

    def last(self, channel: int, message: int) -> Known | None:
        """The post's last event, those of this batch included."""
        return self._last.get((channel, message)) or self.known(channel, message)

    def add(
        self, drafts: Iterable[RawPost], *, mode: CollectionMode, since: int | None = None, counters: bool = False
    ) -> int:
        """Takes what is new; gives how many events that were.

        `since` makes the drafts a history page: the number of the channel's last event when the page was asked for.
        `counters` also takes what changed only in views and forwards.
        """
        before = len(self.ready)
        for draft in drafts:
            known = self.last(draft.channel.id, draft.message_id)
            if since is None:
                self._hint(draft, known, mode)
            else:
                self._page(draft, known, mode, since, counters=counters)
        return len(self.ready) - before

    def _hint(self, draft: RawPost, known: Known | None, mode: CollectionMode) -> None:
        event = event_id(draft)
        if event in self._fresh or (known and known.event == event) or self.seen(event):
            return
        if known and draft.deleted and mode != "media" and (known.deleted or not known.version):
            return
        self._take(draft, event, known, mode)
        if known is None or draft.deleted or draft.counters_only or mode in {"import", "media"}:
            return
        if known.deleted:
            # The version came after the news that the post is gone: it is kept, and the post stays gone.
            gone = taken_down(draft, known.date or draft.date)
            self._take(gone, event_id(gone), self.last(draft.channel.id, draft.message_id), mode)
        elif (draft.edit_date or "") < (known.edit_date or ""):
            self.unsettled.add((draft.channel.id, draft.message_id))

    def _page(self, draft: RawPost, known: Known | None, mode: CollectionMode, since: int, *, counters: bool) -> None:
        event = event_id(draft)
        if known and known.seq > since:
            if known.event != event:
                self.unsettled.add((draft.channel.id, draft.message_id))
            return
        if known and known.event == event:
            if counters and not draft.deleted and _moved(draft, known):
                counted = msgspec.structs.replace(draft, counters_only=True)
                event = event_id(counted)
                if event not in self._fresh and not self.seen(event):
                    self._take(counted, event, known, "recheck")
            return
        self._take(draft, event, known, mode)

    def _take(self, draft: RawPost, event: str, known: Known | None, mode: CollectionMode) -> None:
        channel = draft.channel.id
        version = max(draft.version, known.version + 1 if known else 1)
        seq, previous = self._chains.get(channel) or self.chain(channel)
        seq += 1
        collected = Collected(at=self.at, by=self.by, mode=mode, seq=seq, prev_hash=previous or None, epoch=self.epoch)
        self.ready.append(msgspec.structs.replace(draft, event_id=event, version=version, collected=collected))
        self._fresh.add(event)
        self._chains[channel] = (seq, self.link(self.ready[-1]))
        content = known.event if known and (draft.counters_only or mode == "media") else event
        self._last[channel, draft.message_id] = Known(
            version, content, draft.date, draft.deleted, draft.edit_date, seq, draft.views, draft.forwards
        )


def _moved(draft: RawPost, known: Known) -> bool:
    return (draft.views, draft.forwards) != (known.views, known.forwards)


def taken_down(draft: RawPost, date: str) -> RawPost:
    """The event that a post is gone: of its content nothing, of its date that of the last version seen."""
    return RawPost(channel=draft.channel, message_id=draft.message_id, date=date, deleted=True)
