"""Processes that we started: known again later without ever mistaking another one for them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Process:
    """A running process as the system shows it. `started` is opaque: equal only for the same process."""

    pid: int
    parent: int
    group: int
    started: str
    command: str


@dataclass(frozen=True)
class Group:
    """What we remember of the processes that we started together.

    `marker` is a word of this start alone that stands in the command line of every process in the group: it is
    remembered before the first of them exists, so that none can be lost. `leader` and `started` (its start time, with
    the boot it belongs to) come after the start: a pid alone may belong to another program by now.
    """

    leader: int | None
    started: str | None
    marker: str


def running() -> dict[int, Process]:
    """Every process of the machine that is alive (one that only waits to be reaped is not)."""
    return {process.pid: process for process in (_from_proc() if PROC.joinpath("self").exists() else _from_ps())}


def find(pid: int) -> Process | None:
    """The process with this pid, if it is alive."""
    if PROC.joinpath("self").exists():
        return _read_proc(pid, _boot())
    return running().get(pid)


def members(group: Group, processes: dict[int, Process] | None = None) -> list[Process]:
    """The processes of the group that still live, children of them included."""
    table = running() if processes is None else processes
    leader = None if group.leader is None else table.get(group.leader)
    if leader is not None and leader.started != group.started:
        return []  # the number has been given to another process
    found = {p.pid: p for p in table.values() if group.leader in {None, p.group} and group.marker in p.command}
    while children := {p.pid: p for p in table.values() if p.parent in found and p.pid not in found}:
        found |= children
    return list(found.values())


def end(group: Group, *, patience: float) -> bool:
    """Asks the group to end, kills what is left after `patience` seconds, and waits until all are gone.

    Returns whether anything was there to end.
    """
    if not (first := members(group)):
        return False
    _signal(first, signal.SIGTERM)
    known = {p.pid: p for p in first}
    if not _gone(group, known, patience):
        _signal(_still(group, known), signal.SIGKILL)
        # A killed process goes as soon as the kernel has time for it.
        _gone(group, known, 30)
    return True


def _still(group: Group, known: dict[int, Process]) -> list[Process]:
    table = running()
    left = {p.pid: p for p in members(group, table)}
    left |= {pid: p for pid, p in table.items() if pid in known and known[pid].started == p.started}
    return list(left.values())


def _gone(group: Group, known: dict[int, Process], patience: float) -> bool:
    deadline = time.monotonic() + patience
    while left := _still(group, known):
        known |= {p.pid: p for p in left}
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _signal(processes: Iterable[Process], number: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, number)


def _boot() -> str:
    return PROC.joinpath("sys/kernel/random/boot_id").read_text("ascii").strip()


def _from_proc() -> Iterator[Process]:
    boot = _boot()
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (process := _read_proc(int(entry.name), boot)):
            yield process


def _read_proc(pid: int, boot: str) -> Process | None:
    try:
        status = PROC.joinpath(str(pid), "stat").read_text("utf-8", errors="replace")
        command = PROC.joinpath(str(pid), "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return None
    # The second field is the program's name in brackets and may hold anything; state, parent, group follow it, and
    # the start time in clock ticks since boot is the twentieth after it.
    fields = status.rpartition(")")[2].split()
    if fields[0] in "ZX":
        return None
    text = command.replace(b"\0", b" ").decode("utf-8", errors="replace").strip()
    return Process(pid, int(fields[1]), int(fields[2]), f"{boot}:{fields[19]}", text)


def _from_ps() -> Iterator[Process]:
    """The same for systems without /proc (macOS); start times are to the second there."""
    listed = subprocess.run(
        ["ps", "-axwwo", "pid=,ppid=,pgid=,stat=,lstart=,command="],
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C"},
        encoding="utf-8",
        errors="replace",
    )
    yield from parse_ps(listed.stdout)


def parse_ps(listing: str) -> Iterator[Process]:
    """Reads what `ps -axwwo pid=,ppid=,pgid=,stat=,lstart=,command=` prints."""
    for line in listing.splitlines():
        # The start time is five words: Tue Nov 24 08:00:00 2026.
        pid, parent, group, state, *started, command = line.split(None, 9)
        if not state.startswith("Z"):
            yield Process(int(pid), int(parent), int(group), " ".join(started), command)
