"""What a supervisor has to run: steps of the generation that works live, and of those that are kept fed beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from processors.lanes import LIVE, Lane
from schemas.operations import Generation, Running

# A generation beside the live one is read by a feeder first; nobody is told of what it finds.
BESIDE: Final = ("feed", "analyse", "correlate", "index")


@dataclass(frozen=True)
class Task:
    """One step as a process of its own; `options` and `environment` are added to the command's."""

    step: str
    lane: Lane = LIVE
    options: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()

    def arguments(self) -> list[str]:
        lane = ["--generation", self.lane.generation, *([] if self.lane.current else ["--beside"])]
        return ["work", "--only", self.step, "--supervised", *lane, *self.options]


def held(running: Running, now: datetime) -> bool:
    """Whether a switch is under way; one that died holds nobody once its time is over."""
    return running.hold_until is not None and now < datetime.fromisoformat(running.hold_until)


def tasks_of(running: Running, known: Iterable[Generation], steps: Iterable[str], now: datetime) -> tuple[Task, ...]:
    """The tasks of these steps as things stand now."""
    generations = {each.name: each for each in known}
    wanted = tuple(steps)
    if held(running, now):
        return tuple(Task(step) for step in wanted if step == "notify")
    current = generations.get(running.current)
    tasks = [Task(step, LIVE if step == "notify" else Lane(running.current), (), _registry(current)) for step in wanted]
    for name in running.fed:
        beside = [step for step in BESIDE if step in wanted or (step == "feed" and "analyse" in wanted)]
        # The live generation was never registered; every other one that is fed must still be there.
        if name == "live" or name in generations:
            tasks += [Task(step, Lane(name, current=False), (), _registry(generations.get(name))) for step in beside]
    return tuple(tasks)


def _registry(generation: Generation | None) -> tuple[tuple[str, str], ...]:
    """A generation that was made with a registry of its own goes on with it."""
    folder = generation.registry_folder if generation else None
    return (("RASD_REGISTRY", folder),) if folder else ()
