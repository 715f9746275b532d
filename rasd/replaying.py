"""`rasd replay` at work: a generation is registered, read by its own steps beside the live ones, and done when all is through."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec

from processors.config import ElasticsearchConfig
from processors.generations import read_generations, write
from processors.groups import group_id
from processors.index.create import create_indices
from processors.index.names import is_generation
from processors.lanes import Lane
from processors.replay import offsets
from processors.topics import create_topics, lag
from rasd.errors import UserError
from rasd.supervise import supervise
from rasd.tasks import BESIDE, Task
from schemas.operations import Generation
from schemas.registry import load_registry
from schemas.topics import RAW

# A replay tells nobody, and is given no means to.
SILENT: Final = (("RASD_NOTIFY_TARGETS", "[]"), ("RASD_LOG_LEVEL", "warning"))


@dataclass(frozen=True)
class Asked:
    """What to replay: `begin` and `end` by Kafka's own clock, `posted_*` by the posts' dates; `rate` is events a second.

    A rate of 0 is without limit.
    """

    name: str
    begin: datetime | None = None
    end: datetime | None = None
    posted_from: datetime | None = None
    posted_to: datetime | None = None
    registry: Path | None = None
    rate: float = 0.0


@dataclass(frozen=True)
class Progress:
    """Events fed of all, messages that the steps have yet to take, and seconds since the beginning of this run."""

    fed: int
    total: int
    behind: dict[str, int]
    before: int
    seconds: float

    @property
    def rate(self) -> float:
        """Events a second of this run."""
        return (self.fed - self.before) / self.seconds if self.seconds > 0 else 0.0

    @property
    def left_s(self) -> float | None:
        return (self.total - self.fed) / self.rate if self.rate > 0 else None


@dataclass(frozen=True)
class Servers:
    kafka: str
    elasticsearch: ElasticsearchConfig


def replay(asked: Asked, servers: Servers, report: Callable[[Progress], None]) -> Generation | None:
    """Reads the raw topic into the generation until it is through; None if a signal ended it first. Raises UserError.

    Called again with the name of one that was not finished, or has new posts to read, it goes on where that stopped.
    """
    generation = _registered(asked, servers)
    lane = Lane(generation.name, current=False)
    create_topics(servers.kafka, lane)
    create_indices(servers.elasticsearch, generation.name)
    write(servers.kafka, generation)
    watched = _Watched(servers.kafka, lane, generation, report)
    if not watched.through():
        supervise(lambda: tasks_of(generation, asked.rate), watched.through)
    if not watched.finished:
        return None
    ready = msgspec.structs.replace(generation, state="ready")
    write(servers.kafka, ready)
    return ready


def tasks_of(generation: Generation, rate: float = 0.0) -> tuple[Task, ...]:
    """The steps of a generation beside the live ones; its feeder stops at the generation's end."""
    until = ",".join(f"{partition}:{offset}" for partition, offset in sorted(generation.end.items()))
    registry = (("RASD_REGISTRY", generation.registry_folder),) if generation.registry_folder else ()
    lane = Lane(generation.name, current=False)
    options = {"feed": ("--feed-until", until, "--feed-rate", str(rate))}
    return tuple(Task(step, lane, options.get(step, ()), (*SILENT, *registry)) for step in BESIDE)


def _registered(asked: Asked, servers: Servers) -> Generation:
    """The generation as it is to be read now. Raises UserError if it can't be."""
    if asked.name == "live" or not is_generation(asked.name):
        raise UserError(
            f"--generation {asked.name}: write small letters, digits, '.', '_' or '-' (not \"live\", which is what works now)"
        )
    running, others = read_generations(servers.kafka)
    known = others.get(asked.name)
    if asked.name == running.current or asked.name in running.fed:
        raise UserError(f"the generation {asked.name} is in use (`rasd replay list`): choose another name")
    end = offsets.at_time(servers.kafka, RAW, asked.end) if asked.end else offsets.ends(servers.kafka, RAW)
    made = _made(asked, servers.kafka, end)
    if known is None:
        return made
    same = ("code", "registry", "posted_from", "posted_to")
    if wrong := [name for name in same if getattr(known, name) != getattr(made, name)]:
        raise UserError(
            f"the generation {asked.name} was begun with another {wrong[0]} ({getattr(known, wrong[0])}): go on with that, "
            f"choose another name, or `rasd replay drop {asked.name}`"
        )
    return msgspec.structs.replace(known, state="building", end=end, whole=known.whole and asked.end is None)


def _made(asked: Asked, kafka: str, end: offsets.Offsets) -> Generation:
    start = offsets.at_time(kafka, RAW, asked.begin) if asked.begin else offsets.starts(kafka, RAW)
    # What is set for this process is not what is set where the steps will run after a switch.
    named = asked.registry or os.environ.get("RASD_REGISTRY")
    folder = str(Path(named).resolve()) if named else None
    limited = any((asked.begin, asked.end, asked.posted_from, asked.posted_to))
    return Generation(
        name=asked.name,
        created=_rfc3339(datetime.now(UTC)) or "",
        code=version("rasd"),
        registry=load_registry(asked.registry).version,
        registry_folder=folder,
        start=start,
        end=end,
        posted_from=_rfc3339(asked.posted_from),
        posted_to=_rfc3339(asked.posted_to),
        whole=not limited,
    )


def _rfc3339(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class _Watched:
    """How far a run has come, asked of Kafka; says so to `report`."""

    def __init__(self, kafka: str, lane: Lane, generation: Generation, report: Callable[[Progress], None]) -> None:
        self._kafka, self._lane, self._generation, self._report = kafka, lane, generation, report
        self._begun = time.monotonic()
        self._before = self._fed()
        self.finished = False

    def _fed(self) -> int:
        done = offsets.committed(self._kafka, group_id("feed", self._lane.generation), RAW)
        start, end = self._generation.start, self._generation.end
        return sum(min(done.get(part, first), end.get(part, first)) - first for part, first in start.items())

    def through(self) -> bool:
        """Whether all is fed and every step has taken it."""
        fed = self._fed()
        start, end = self._generation.start, self._generation.end
        total = sum(max(0, end[part] - first) for part, first in start.items())
        behind: dict[str, int] = {}
        for each in lag(self._kafka, self._lane):
            # Coverage is not this generation's own, but its index shows it too.
            if each.group.endswith(f"-{self._lane.generation}"):
                step = each.group.removeprefix("rasd-").removesuffix(f"-{self._lane.generation}")
                behind[step] = behind.get(step, 0) + each.behind
        self._report(Progress(fed, total, behind, self._before, time.monotonic() - self._begun))
        self.finished = fed >= total and not any(behind.values())
        return self.finished
