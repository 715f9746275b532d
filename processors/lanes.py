"""Which topics a generation's steps read and write: the live names, or names of its own beside live work."""

from dataclasses import dataclass, replace
from typing import Final

from schemas.topics import ALERTS, ANALYSED, CLUSTERS, INTEREST, RAW, STORIES, Topic

# Coverage and what people decide about alerts belong to no generation: all share them.
OWN: Final = {
    topic.name: short
    for topic, short in (
        (RAW, "raw"),
        (ANALYSED, "analysed"),
        (INTEREST, "interest"),
        (CLUSTERS, "clusters"),
        (STORIES, "stories"),
        (ALERTS, "alerts"),
    )
}
# Nobody needs them once their generation is gone; while it is, only its own steps read them.
KEPT_MS: Final = 7 * 24 * 3600 * 1000


@dataclass(frozen=True)
class Lane:
    """The generation whose steps work live (`current`) uses the live names; every other has `replay.<generation>.…`.

    No step that tells people consumes those, so that a replay can't page.
    """

    generation: str = "live"
    current: bool = True

    def topic(self, topic: Topic) -> Topic:
        """The topic as this lane has it."""
        name = self.name(topic.name)
        if name == topic.name:
            return topic
        # Two records of one post must stay in order and nothing may vanish before it is read; after that it is waste.
        return replace(topic, name=name, retention_ms=KEPT_MS)

    def name(self, base: str) -> str:
        """The lane's name of a topic, given the live one (dead letters included)."""
        stem = base.removesuffix(".dead")
        if self.current or stem not in OWN:
            return base
        return f"replay.{self.generation}.{OWN[stem]}{base[len(stem) :]}"

    def base(self, name: str) -> str:
        """The live name of a topic of this lane."""
        return self._bases().get(name, name)

    def _bases(self) -> dict[str, str]:
        bases = {} if self.current else {self.name(base): base for base in OWN}
        return bases | {f"{name}.dead": f"{base}.dead" for name, base in bases.items()}


LIVE: Final = Lane()
