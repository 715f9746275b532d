"""One child process a task: started, watched, started again when it dies, ended when it is no longer wanted."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import structlog

from rasd.tasks import Task

log = structlog.get_logger()

CONFIGURATION: Final = (
    2  # exit status of a step that can't work as it is set up: starting it again would change nothing
)
PATIENCE_S: Final = 15.0
LOOK_S: Final = 0.5
# A step that just caught up may be about to send something on: all must be idle in this many looks in a row.
IDLE_LOOKS: Final = 4
LONGEST_PAUSE_S: Final = 30.0


class _StopError(Exception):
    """A signal asked us to end."""


@dataclass
class Child:
    """A task's process, how often it died, and when it may be started again (monotonic seconds)."""

    task: Task
    process: subprocess.Popen[bytes]
    deaths: int = 0
    restart_at: float | None = None
    started: float = field(default_factory=time.monotonic)


def start(task: Task) -> subprocess.Popen[bytes]:
    """The child's standard input is a pipe that we hold: when we are gone, however that came, it ends too."""
    command = [sys.executable, "-m", "rasd", *task.arguments()]
    environment: Mapping[str, str] = {**os.environ, **dict(task.environment)}
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True, env=environment)


def supervise(wanted: Callable[[], tuple[Task, ...]], idle: Callable[[], bool] | None = None) -> int:
    """Runs what is wanted until stopped (exit status 0), idle (0), or a step says that it can't work as set up (2).

    `wanted` is asked at every look: tasks that it no longer names are ended, new ones are started. Without `idle` there
    is no end but a signal.
    """
    with _signals_raise():
        children: dict[Task, Child] = {}
        looks = 0
        try:
            while True:
                _bring_in_step(children, wanted())
                time.sleep(LOOK_S)
                if CONFIGURATION in [_look(child) for child in children.values()]:
                    return CONFIGURATION
                # A feeder that was told how far to go ends by itself, and is done.
                alive = all(child.restart_at is None for child in children.values())
                looks = looks + 1 if idle and alive and idle() else 0
                if looks >= IDLE_LOOKS:
                    log.info("idle: every step has caught up")
                    return 0
        except _StopError:
            log.info("stopping", steps=[task.step for task in children])
            return 0
        finally:
            stop([child.process for child in children.values()])


def _bring_in_step(children: dict[Task, Child], wanted: tuple[Task, ...]) -> None:
    gone = [task for task in children if task not in wanted]
    stop([children.pop(task).process for task in gone])
    for task in wanted:
        if task not in children:
            children[task] = Child(task, start(task))


def _look(child: Child) -> int | None:
    """Restarts a dead child after a pause that grows with its deaths; a long life makes it count from one again."""
    now = time.monotonic()
    if child.restart_at is not None:
        if now >= child.restart_at:
            child.process, child.started, child.restart_at = start(child.task), now, None
        return None
    status = child.process.poll()
    if status is None or status == CONFIGURATION or (status == 0 and child.task.options):
        return status
    child.deaths = 1 if now - child.started > LONGEST_PAUSE_S else child.deaths + 1
    pause = min(LONGEST_PAUSE_S, 0.5 * 2 ** (child.deaths - 1))
    child.restart_at = now + pause
    log.warning("a step ended and is started again", step=child.task.step, exit_status=status, pause_s=pause)
    return None


def stop(processes: list[subprocess.Popen[bytes]], *, patience: float = PATIENCE_S) -> None:
    """Asks all to end, then ends those that don't."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + patience
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdin:
            process.stdin.close()


@contextlib.contextmanager
def _signals_raise() -> Iterator[None]:
    def raise_stop(_number: int, _frame: object) -> None:
        raise _StopError

    before = {number: signal.signal(number, raise_stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
