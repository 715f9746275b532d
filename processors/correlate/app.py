"""The step that sees all posts of interest together: which tell of the same thing, who was first, what raises an alert."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from processors.config import StepConfig
from processors.correlate.changelog import TABLE, changelog
from processors.correlate.memory import Memory
from processors.correlate.story import Outcomes, correlate, happen, observe
from processors.faust_app import build_app, event_time, process, run_app
from processors.stage import Record, Step
from schemas.alerts import Alert, Timing
from schemas.codec import decode, encode
from schemas.messages import AnalysedPost
from schemas.operations import Coverage, Event
from schemas.topics import ALERTS, CLUSTERS, COVERAGE, EVENTS, INTEREST, STORIES

OUTPUTS = (CLUSTERS, STORIES, ALERTS)


def records(outcomes: Outcomes) -> Iterable[Record]:
    """Alerts first: people wait for them."""
    for alert in outcomes.alerts:
        yield Record(ALERTS.name, alert.alert_id.encode(), encode(alert))
    for change in outcomes.clusters:
        yield Record(CLUSTERS.name, change.post_id.encode(), encode(change))
    for story in outcomes.stories:
        yield Record(STORIES.name, story.story_id.encode(), encode(story))


def timed(alerts: Iterable[Alert], post: AnalysedPost, analysed: datetime | None, now: datetime) -> tuple[Alert, ...]:
    """The alerts with the moments at which the post that raised or changed them passed each step."""
    timing = Timing(
        posted=post.date,
        seen=post.collected.at if post.collected else None,
        analysed=None if analysed is None else _text(analysed),
        alerted=_text(now),
    )
    return tuple(msgspec.structs.replace(alert, timing=timing) for alert in alerts)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Correlator:
    """Holds the memory between two events. Faust's table is its copy on disk: read back when partitions come."""

    def __init__(self, table: Any, generation: str) -> None:
        self._table, self._generation = table, generation
        self._memory: Memory | None = None

    def forget(self) -> None:
        """The partitions went: another worker may change the table before they come back."""
        self._memory = None

    def post(self, value: bytes) -> list[Record]:
        post, now = decode(AnalysedPost, value), datetime.now(UTC)
        outcomes = self._keep(lambda memory: correlate(memory, post, now, self._generation))
        return list(records(replace(outcomes, alerts=timed(outcomes.alerts, post, event_time(), now))))

    def coverage(self, value: bytes) -> list[Record]:
        seen = decode(Coverage, value)
        return list(records(self._keep(lambda memory: observe(memory, seen))))

    def event(self, value: bytes) -> list[Record]:
        if not value:  # a compacted topic's deletion: what was joined stays joined until the memory is built anew
            return []
        told = decode(Event, value)
        return list(records(self._keep(lambda memory: happen(memory, told))))

    def _keep(self, fold: Callable[[Memory], tuple[Memory, Outcomes]]) -> Outcomes:
        if self._memory is None:
            self._memory = Memory.restore((key.decode(), item) for key, item in self._table.items())
        self._memory, outcomes = fold(self._memory)
        for key, item in outcomes.state.items():
            if item is None:
                self._table.pop(key.encode(), None)
            else:
                self._table[key.encode()] = item
        return outcomes


def _always(step: Step) -> Callable[[], Step]:
    return lambda: step


def run(config: StepConfig) -> int:
    """Runs until SIGTERM or SIGINT; the exit status is as `run_app` says."""
    app = build_app("correlate", config)
    log = changelog(config.generation)
    table = app.Table(
        TABLE,
        key_type=bytes,
        value_type=bytes,
        partitions=log.partitions,
        changelog_topic=app.topic(
            log.name, key_serializer="raw", value_serializer="raw", allow_empty=True, internal=True
        ),
    )
    # Only the live steps' alerts are for people; beside them a generation raises its own as a replay's.
    correlator = Correlator(table, "live" if config.current else config.generation)

    async def revoked(*_args: object, **_named: object) -> None:
        correlator.forget()

    app.on_partitions_revoked.connect(revoked)
    # All of one partition: Faust gives partitions of one number to one worker, so that it has them all.
    for topic, step in ((INTEREST, correlator.post), (COVERAGE, correlator.coverage), (EVENTS, correlator.event)):
        process(app, f"correlate.{topic.name}", config, topic, OUTPUTS, _always(step))
    return run_app(app, "correlate", config, (*OUTPUTS, log))
