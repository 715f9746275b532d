"""What one stack remembers of itself between two commands."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from deploy.local.layout import Folders
from deploy.local.processes import Group
from deploy.local.report import Progress, Report, StackError


@dataclass(frozen=True)
class Server:
    """One server: its loopback port, its second (internal) port, and the processes that were started for it."""

    port: int
    inner_port: int
    group: Group
    version: str | None = None


@dataclass(frozen=True)
class State:
    kafka: Server | None = None
    elasticsearch: Server | None = None

    def servers(self) -> list[Server]:
        return [server for server in (self.kafka, self.elasticsearch) if server]


def read(folders: Folders) -> State:
    """The state, empty if there is none. Raises StackError if the file was changed by other hands."""
    try:
        content = json.loads(folders.state.read_text("utf-8"))
        return State(kafka=_server(content["kafka"]), elasticsearch=_server(content["elasticsearch"]))
    except FileNotFoundError:
        return State()
    except OSError as error:
        raise StackError(
            f"{folders.state} cannot be read ({error.strerror}): use the user who started the stack, or another RASD_DATA."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StackError(
            f"{folders.state} is not what rasd wrote there: end the servers by hand if they run, and delete it."
        ) from error


def _server(content: dict[str, object] | None) -> Server | None:
    if content is None:
        return None
    group = content["group"]
    if not isinstance(group, dict):
        raise TypeError
    version = content.get("version")
    return Server(
        int(str(content["port"])),
        int(str(content["inner_port"])),
        Group(**group),
        None if version is None else str(version),
    )


def write(folders: Folders, state: State) -> None:
    part = folders.state.with_suffix(".part")
    part.write_text(json.dumps(asdict(state)), "utf-8")
    part.replace(folders.state)


@contextmanager
def locked(folders: Folders, report: Report) -> Iterator[None]:
    """One command at a time changes a stack. Raises StackError if the folder can't be written."""
    try:
        folders.stack.mkdir(parents=True, exist_ok=True)
        lock = os.open(folders.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StackError(
            f"{folders.stack} cannot be written ({error.strerror}): set RASD_DATA to a folder of yours."
        ) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report(Progress("wait", "another command is starting or stopping this stack"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def says(log: Path, signs: Iterable[str]) -> bool:
    """Whether one of these stands anywhere in a log."""
    text = log.read_text("utf-8", errors="replace") if log.exists() else ""
    return any(sign in text for sign in signs)


def last_lines(log: Path, count: int = 5) -> str:
    """The end of a log, for an error message."""
    if not log.exists():
        return "no log was written"
    lines = [line for line in log.read_text("utf-8", errors="replace").splitlines() if line.strip()]
    return " / ".join(line.strip()[:300] for line in lines[-count:]) or "the log is empty"
