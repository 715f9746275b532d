"""Every topic, in one list: its partitions, its retention and what its key means.

Topics are created before anything runs (the broker creates none by itself): a producer that came first would make a
topic with one partition, and Faust would then refuse to start, for ever.
"""

from dataclasses import dataclass, field

FOREVER = -1
PARTITIONS = 4


@dataclass(frozen=True)
class Topic:
    """A topic as it must exist: `retention_ms` is -1 for ever, `compacted` keeps the newest record of each key."""

    name: str
    key: str
    partitions: int = PARTITIONS
    retention_ms: int = FOREVER
    compacted: bool = False
    config: dict[str, str] = field(default_factory=dict)

    @property
    def dead(self) -> str:
        return dead_letters_of(self.name)

    def settings(self) -> dict[str, str]:
        """Kafka's own names for what this topic asks for."""
        cleanup = "compact" if self.compacted else "delete"
        kept = {} if self.compacted else {"retention.ms": str(self.retention_ms)}
        return {"cleanup.policy": cleanup, **kept, **self.config}


def dead_letters_of(topic: str) -> str:
    return f"{topic}.dead"


MAX_RECORD = "2097152"  # 2 MB: a post of 1 MB of text in JSON with its raw bytes; larger ones go to the object store

RAW = Topic("telegram.posts.raw", key="post id", config={"max.message.bytes": MAX_RECORD})
ANALYSED = Topic("telegram.posts.analysed", key="post id", config={"max.message.bytes": MAX_RECORD})
# One partition gives correlation a global view; only posts of interest come here.
INTEREST = Topic("telegram.posts.interest", key="post id", partitions=1, config={"max.message.bytes": MAX_RECORD})
CLUSTERS = Topic("telegram.posts.clusters", key="post id")
STORIES = Topic("telegram.stories", key="story id", partitions=1, config={"max.message.bytes": MAX_RECORD})
COVERAGE = Topic("telegram.coverage", key="channel id", partitions=1)
# Attacks told from outside; compacted, so that a corrected event replaces the one before.
EVENTS = Topic("events", key="event id", partitions=1, compacted=True)
EVIDENCE = Topic(
    "telegram.evidence", key="fingerprint of the signer", partitions=1, config={"max.message.bytes": MAX_RECORD}
)
ALERTS = Topic("alerts", key="alert id", partitions=1)
ALERTS_STATE = Topic("alerts.state", key="alert id", partitions=1, compacted=True)
ALERTS_SENT = Topic("alerts.sent", key="alert id|target", partitions=1, compacted=True)
GENERATIONS = Topic("rasd.generations", key="generation|running", partitions=1, compacted=True)
ALERTS_SILENCES = Topic("alerts.silences", key="silence id", partitions=1, compacted=True)

STREAMS = (
    RAW,
    ANALYSED,
    INTEREST,
    CLUSTERS,
    STORIES,
    COVERAGE,
    EVIDENCE,
    EVENTS,
    ALERTS,
    ALERTS_STATE,
    ALERTS_SENT,
    ALERTS_SILENCES,
    GENERATIONS,
)
# What a step consumes can fail to be processed, so each such topic has its dead letters beside it.
CONSUMED = (RAW, ANALYSED, INTEREST, CLUSTERS, STORIES, COVERAGE, EVENTS, ALERTS)
DEAD = tuple(
    Topic(topic.dead, key=topic.key, partitions=1, config={"max.message.bytes": "4194304"}) for topic in CONSUMED
)
TOPICS = STREAMS + DEAD
