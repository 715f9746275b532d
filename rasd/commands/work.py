"""`rasd work`: runs the processing steps, one process each, until stopped or until nothing is left to do."""

import importlib
import os
import sys
from typing import Annotated

import typer

from ingest.watched import Source, load_sources
from processors.groups import STEPS, group_id
from processors.lanes import Lane
from processors.logs import configure_logs
from processors.slots import take_slot
from processors.topics import lag
from rasd.errors import UserError
from rasd.following import Follower
from rasd.servers import elasticsearch_of, kafka_of
from rasd.settings import Settings, load_settings, step_config
from rasd.supervise import supervise
from rasd.supervised import end_with_parent
from rasd.tasks import Task

NEEDS_ELASTICSEARCH = frozenset({"index"})
FEED = "feed"  # of a generation beside the live one; not for people to start


def command(
    only: Annotated[
        str | None, typer.Option(help=f"Run only these steps: {','.join(STEPS)} (comma-separated).")
    ] = None,
    until_idle: Annotated[bool, typer.Option("--until-idle", help="End when every step has caught up.")] = False,
    supervised: Annotated[bool, typer.Option("--supervised", hidden=True)] = False,
    generation: Annotated[str | None, typer.Option(hidden=True)] = None,
    beside: Annotated[bool, typer.Option("--beside", hidden=True)] = False,
    feed_until: Annotated[str | None, typer.Option(hidden=True)] = None,
    feed_rate: Annotated[float, typer.Option(hidden=True)] = 0.0,
) -> None:
    """Run the processing steps: analyse, correlate, index, notify.

    Start it on as many machines as you like: the steps share the work by Kafka's consumer groups. A step that dies is
    started again. Ctrl-C stops all cleanly; nothing is lost, since what was not finished is done again. After
    `rasd replay --switch` the steps go on in the new generation by themselves, and the one before is kept fed.

    Examples: rasd work · rasd work --until-idle · rasd work --only index,notify
    """
    settings = load_settings()
    configure_logs(settings.log_level, settings.log_format)
    steps = _steps(only)
    if supervised:
        end_with_parent()
    if generation is not None:  # a child: its supervisor decides what it works in
        lane = Lane(generation, current=not beside)
        raise typer.Exit(_run(steps[0], settings, lane, feed_until=feed_until, feed_rate=feed_rate))
    kafka = kafka_of(settings)
    follower = Follower(kafka, steps, None if settings.generation == "live" else settings.generation)
    if len(steps) == 1 and not until_idle:
        raise typer.Exit(_follow(steps[0], settings, follower))
    raise typer.Exit(supervise(follower.tasks, (lambda: _idle(kafka, follower.tasks())) if until_idle else None))


def _steps(only: str | None) -> tuple[str, ...]:
    if only is None:
        return STEPS
    named = tuple(part.strip() for part in only.split(",") if part.strip())
    if wrong := [name for name in named if name not in {*STEPS, FEED}] or ([] if named else [only]):
        raise UserError(f"--only: there is no step {wrong[0]!r}: choose among {', '.join(STEPS)}")
    return tuple(dict.fromkeys(named))


def _idle(kafka: str, tasks: tuple[Task, ...]) -> bool:
    """Whether the live steps have nothing left; generations that are kept fed beside them are not waited for."""
    for lane in {task.lane for task in tasks if task.lane.current}:
        groups = {group_id(task.step, lane.generation) for task in tasks if task.lane == lane}
        if any(each.behind for each in lag(kafka, lane) if each.group in groups):
            return False
    return bool(tasks)


def _follow(step: str, settings: Settings, follower: Follower) -> int:
    """One step in this process. After a switch it starts itself anew, in the generation that is live then."""
    task = follower.current(step)
    os.environ.update(task.environment)
    changed = follower.end_when_changed(task)
    status = _run(step, settings, task.lane)
    if changed.is_set():
        os.execv(sys.executable, [sys.executable, "-m", "rasd", *sys.argv[1:]])  # noqa: S606  # ourselves
    return status


def _sources(settings: Settings) -> tuple[Source, ...]:
    """The watched channels, whose forwards and links are of interest; none where this machine has no sources file."""
    path = settings.sources or settings.data / "sources.yaml"
    return load_sources(path) if settings.sources or path.exists() else ()


def _run(step: str, settings: Settings, lane: Lane, *, feed_until: str | None = None, feed_rate: float = 0.0) -> int:
    config = step_config(
        settings,
        sources=_sources(settings),
        kafka=kafka_of(settings),
        elasticsearch=elasticsearch_of(settings) if step in NEEDS_ELASTICSEARCH else None,
        slot=take_slot(settings.data, step),
        lane=lane,
    )
    if step == FEED:
        replay = importlib.import_module("processors.replay.feed")
        return int(replay.run(config, replay.feed_of(config, until=feed_until, rate=feed_rate)))
    return int(importlib.import_module(f"processors.{step}.app").run(config))
