"""Changes of a post's place that came before the post itself: both come by topics of their own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

# A post that is not there by now will not come: with nothing else to read, it takes milliseconds.
PATIENCE_S: Final = 30.0
# With more than this the topic of changes is not read on: the posts have to catch up first.
MANY: Final = 2_000


@dataclass
class Waiting:
    """The records that wait, and since when (monotonic seconds), by topic, partition and offset."""

    _since: dict[tuple[str, int, int], tuple[Any, float]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._since)

    def records(self) -> list[Any]:
        return [record for record, _ in self._since.values()]

    def keep(self, records: Iterable[Any], now: float) -> None:
        for record in records:
            self._since.setdefault(_place(record), (record, now))

    def drop(self, records: Iterable[Any]) -> None:
        for record in records:
            self._since.pop(_place(record), None)

    def of(self, posts: Collection[str]) -> list[Any]:
        """Those whose post came; a record's key is its post's id."""
        keys = {post.encode() for post in posts}
        return [record for record, _ in self._since.values() if record.key in keys] if keys else []

    def stay(self, now: float, behind: Collection[int]) -> None:
        """Patience begins when the posts of a partition (by number) are read to their end: a backlog may hold the post."""
        for place, (record, _) in tuple(self._since.items()):
            if record.partition in behind:
                self._since[place] = (record, now)

    def given_up(self, now: float) -> list[Any]:
        return [record for record, since in self._since.values() if now - since > PATIENCE_S]

    def oldest(self) -> dict[tuple[str, int], int]:
        """The first offset that waits in each partition: nothing from there on may be committed."""
        first: dict[tuple[str, int], int] = {}
        for topic, partition, offset in self._since:
            first[topic, partition] = min(offset, first.get((topic, partition), offset))
        return first


def _place(record: Any) -> tuple[str, int, int]:
    return (record.topic, record.partition, record.offset)
