"""The demo's programs: the same commands that a user would start, each with its log file."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from rasd.errors import UserError

PATIENCE_S = 20.0


class Program:
    """A child process. It is asked to end when the demo ends, and ends by itself when the demo is gone:
    the demo holds the other end of its standard input."""

    def __init__(self, name: str, process: asyncio.subprocess.Process, log: Path) -> None:
        self.name, self.process, self.log = name, process, log

    @classmethod
    async def start(cls, name: str, arguments: list[str], *, environment: Mapping[str, str], logs: Path) -> "Program":
        log = logs / f"{name}.log"
        with log.open("ab") as out:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *arguments,
                env=dict(environment),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE if name == "telegram_sim" else out,
                stderr=out,
                start_new_session=True,  # Ctrl-C is the demo's to handle, in the right order
            )
        return cls(name, process, log)

    def check(self) -> None:
        """Raises UserError if the program has ended."""
        if self.process.returncode is not None:
            raise UserError(
                f"{self.name} ended with status {self.process.returncode}; the end of {self.log} says why:\n"
                + _tail(self.log)
            )

    async def first_line(self, limit_s: float) -> dict[str, object]:
        """The JSON line by which a program says that it is ready."""
        if self.process.stdout is None:
            raise UserError(f"{self.name} has no output to wait for")
        line = await asyncio.wait_for(self.process.stdout.readline(), limit_s)
        if not line:
            await self.process.wait()
            self.check()
        ready: dict[str, object] = json.loads(line)
        return ready

    async def stop(self) -> None:
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), PATIENCE_S)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()


async def answer(name: str, arguments: list[str], answers: str, *, environment: Mapping[str, str], logs: Path) -> None:
    """Runs a program that asks at its standard input, to its end. Raises UserError if it fails."""
    log = logs / f"{name}.log"
    with log.open("ab") as out:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *arguments,
            env=dict(environment),
            stdin=asyncio.subprocess.PIPE,
            stdout=out,
            stderr=out,
        )
    await process.communicate(answers.encode())
    if process.returncode:
        raise UserError(f"{name} ended with status {process.returncode}; the end of {log} says why:\n{_tail(log)}")


def _tail(log: Path) -> str:
    lines = log.read_text("utf-8", errors="replace").splitlines() if log.exists() else []
    return "\n".join(f"  {line}" for line in lines[-8:])


def environment_for(own: Mapping[str, str | Path]) -> dict[str, str]:
    """The environment of a program of the demo: the user's own, without what it says of rasd."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RASD_")}
    return kept | {name: str(value) for name, value in own.items()}
