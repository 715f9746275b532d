"""The topic that keeps correlation's memory: Faust reads it back when a worker starts."""

from processors.groups import group_id
from schemas.topics import INTEREST, MAX_RECORD, Topic

TABLE = "memory"


def changelog(generation: str = "live") -> Topic:
    """Faust fixes the name by app and table; the partitions must be those of the topic that feeds the table."""
    return Topic(
        f"{group_id('correlate', generation)}-{TABLE}-changelog",
        key="memory key",
        partitions=INTEREST.partitions,
        compacted=True,
        config={"max.message.bytes": MAX_RECORD},
    )
