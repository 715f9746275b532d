"""Following switches: what a process has to run now, and being told when that changed."""

import os
import signal
import threading
import time
from datetime import UTC, datetime
from typing import Final

import structlog

from processors.generations import Generations, read_generations
from processors.lanes import Lane
from processors.topics import TopicsError
from rasd.tasks import Task, tasks_of

log = structlog.get_logger()

LOOK_S: Final = 1.0


def current_generation(kafka: str, named: str) -> str:
    """The generation that works live, if the settings name no other. Raises TopicsError."""
    if named != "live":
        return named
    return read_generations(kafka)[0].current


class Follower:
    """Asks Kafka, at most once a second, which generation works live. A broker that is away changes nothing."""

    def __init__(self, kafka: str, steps: tuple[str, ...], fixed: str | None = None) -> None:
        """`fixed`: the generation to stay with, whatever is switched."""
        self._kafka, self._steps, self._fixed = kafka, steps, fixed
        self._generations: Generations | None = None
        self._tasks: tuple[Task, ...] = ()
        self._looked = 0.0

    def tasks(self) -> tuple[Task, ...]:
        now = time.monotonic()
        if self._tasks and now - self._looked < LOOK_S:
            return self._tasks
        self._looked = now
        if self._fixed:
            self._tasks = tuple(Task(step, Lane(self._fixed)) for step in self._steps)
            return self._tasks
        try:
            self._generations = self._generations or Generations(self._kafka)
            running = self._generations.refresh()
        except TopicsError as error:
            log.warning("can't ask which generation works live", reason=str(error))
            self._tasks = self._tasks or tuple(Task(step) for step in self._steps)
            return self._tasks
        self._tasks = tasks_of(running, self._generations.all(), self._steps, datetime.now(UTC))
        return self._tasks

    def current(self, step: str) -> Task:
        """The task of the one step that this process runs; waits while a switch is under way."""
        while True:
            for task in self.tasks():
                if task.step == step and task.lane.current:
                    return task
            time.sleep(LOOK_S)

    def end_when_changed(self, task: Task) -> threading.Event:
        """Asks this process to end, as SIGTERM does, once the task is no longer wanted; the event says that it was."""
        changed = threading.Event()

        def watch() -> None:
            while task in self.tasks():
                time.sleep(LOOK_S)
            changed.set()
            os.kill(os.getpid(), signal.SIGTERM)

        threading.Thread(target=watch, daemon=True).start()
        return changed
