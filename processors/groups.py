"""The steps, the topics that each consumes, and the names of their consumer groups."""

from schemas.topics import ALERTS, ANALYSED, CLUSTERS, COVERAGE, EVENTS, INTEREST, RAW, STORIES, Topic

CONSUMES: dict[str, tuple[Topic, ...]] = {
    "analyse": (RAW,),
    "correlate": (INTEREST, COVERAGE, EVENTS),
    "index": (ANALYSED, CLUSTERS, STORIES, ALERTS, COVERAGE),
    "notify": (ALERTS,),
}
STEPS = tuple(CONSUMES)


def group_id(step: str, generation: str = "live") -> str:
    """The consumer group of a step; another generation works beside the live one without touching its offsets.

    People are told by one group, whichever generation is the current one.
    """
    return f"rasd-{step}" if generation == "live" or step == "notify" else f"rasd-{step}-{generation}"
