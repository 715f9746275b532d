"""One child process a step: started, watched, started again when it dies, ended together."""

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import structlog

from processors.groups import group_id
from processors.topics import lag

log = structlog.get_logger()

CONFIGURATION = 2  # exit status of a step that can't work as it is set up: starting it again would change nothing
PATIENCE_S = 15.0
LOOK_S = 0.5
# A step that just caught up may be about to send something on: all must be idle in this many looks in a row.
IDLE_LOOKS = 4
LONGEST_PAUSE_S = 30.0


class _StopError(Exception):
    """A signal asked us to end."""


@dataclass
class Child:
    """A step's process, how often it died, and when it may be started again (monotonic seconds)."""

    step: str
    process: subprocess.Popen[bytes]
    deaths: int = 0
    restart_at: float | None = None
    started: float = field(default_factory=time.monotonic)


def command_of(step: str) -> list[str]:
    return [sys.executable, "-m", "rasd", "work", "--only", step, "--supervised"]


def start(step: str) -> subprocess.Popen[bytes]:
    """The child's standard input is a pipe that we hold: when we are gone, however that came, it ends too."""
    return subprocess.Popen(command_of(step), stdin=subprocess.PIPE, start_new_session=True)


def supervise(steps: tuple[str, ...], *, kafka: str, generation: str, until_idle: bool) -> int:
    """Runs the steps until stopped (exit status 0), idle (0), or one says that it can't work as set up (2)."""
    with _signals_raise():
        children: list[Child] = []
        try:
            children += [Child(step, start(step)) for step in steps]
            return _watch(children, kafka=kafka, generation=generation, until_idle=until_idle)
        except _StopError:
            log.info("stopping", steps=[child.step for child in children])
            return 0
        finally:
            stop([child.process for child in children])


def _watch(children: list[Child], *, kafka: str, generation: str, until_idle: bool) -> int:
    idle = 0
    steps = tuple(child.step for child in children)
    while True:
        time.sleep(LOOK_S)
        for child in children:
            status = _look(child)
            if status == CONFIGURATION:
                return CONFIGURATION
        if until_idle:
            behind = sum(each.behind for each in lag(kafka, generation) if each.group in _groups(steps, generation))
            alive = all(child.restart_at is None for child in children)
            idle = idle + 1 if alive and behind == 0 else 0
            if idle >= IDLE_LOOKS:
                log.info("idle: every step has caught up")
                return 0


def _groups(steps: tuple[str, ...], generation: str) -> frozenset[str]:
    return frozenset(group_id(step, generation) for step in steps)


def _look(child: Child) -> int | None:
    """Restarts a dead child after a pause that grows with its deaths; a long life makes it count from one again."""
    now = time.monotonic()
    if child.restart_at is not None:
        if now >= child.restart_at:
            child.process, child.started, child.restart_at = start(child.step), now, None
        return None
    status = child.process.poll()
    if status is None or status == CONFIGURATION:
        return status
    child.deaths = 1 if now - child.started > LONGEST_PAUSE_S else child.deaths + 1
    pause = min(LONGEST_PAUSE_S, 0.5 * 2 ** (child.deaths - 1))
    child.restart_at = now + pause
    log.warning("a step ended and is started again", step=child.step, exit_status=status, pause_s=pause)
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
