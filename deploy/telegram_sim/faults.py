"""Troubles on order: what Telegram does to its clients on a bad day."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Literal

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """One order.

    Calls: `flood` and `error` answer the next `count` calls of `method` with an error; `hang` never answers them; `slow` answers
    them `seconds` late. `method` is Telegram's name: messages.getHistory.
    Connections: `drop` cuts every one now; `refuse` accepts none for `seconds`; `freeze` leaves those that are open half-open:
    nothing is read or answered on them any more.
    Pushes: `mute` forgets the next `count`; `duplicate` sends them twice; `reorder` holds that many back and then sends them in
    reverse.
    World: `too_long` answers the next channel differences with TooLong; `expire_files` makes every file reference invalid;
    `unregister` signs every key out; `private` hides `channel` until `public` shows it again; `strange` makes message
    `message_id` of `channel` carry media of a constructor that no layer knows; `clock` lets the server's clock run `seconds` ahead.
    """

    kind: Literal[
        "flood", "error", "hang", "slow", "drop", "refuse", "freeze", "mute", "duplicate", "reorder", "too_long",
        "expire_files", "unregister", "private", "public", "strange", "clock",
    ]  # fmt: skip
    method: str = ""
    count: int = 1
    seconds: float = 1
    code: int = 400
    message: str = "INTERNAL"
    channel: int = 0
    message_id: int = 0


class RpcFaultError(Exception):
    """What a client sees as rpc_error."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Faults:
    """The orders that are still to be carried out, and what was asked: each call with its moment and its outcome."""

    def __init__(self) -> None:
        self._calls: dict[str, list[Fault]] = defaultdict(list)
        self._counted = {"mute": 0, "duplicate": 0, "reorder": 0, "too_long": 0}
        self.hidden: set[int] = set()
        self.clock_s = 0.0
        self.log: list[tuple[float, str, str]] = []

    def add(self, fault: Fault) -> None:
        match fault.kind:
            case "mute" | "duplicate" | "reorder" | "too_long":
                self._counted[fault.kind] += fault.count
            case "private":
                self.hidden.add(fault.channel)
            case "public":
                self.hidden.discard(fault.channel)
            case "clock":
                self.clock_s = fault.seconds
            case _:
                self._calls[fault.method] += [fault] * fault.count

    def before(self, method: str) -> Fault | None:
        """What is to happen instead of an answer, or before it. Raises RpcFaultError if the answer is an error."""
        fault = self._calls[method].pop(0) if self._calls[method] else None
        self.log.append((time.monotonic(), method, fault.kind if fault else "ok"))
        if fault is None or fault.kind in {"hang", "slow"}:
            return fault
        if fault.kind == "flood":
            raise RpcFaultError(420, f"FLOOD_WAIT_{fault.seconds:.0f}")
        raise RpcFaultError(fault.code, fault.message)

    def takes(self, kind: str) -> bool:
        """Whether the next push or difference has this fault; it counts down."""
        if self._counted[kind]:
            self._counted[kind] -= 1
            return True
        return False

    def calls(self, method: str) -> list[float]:
        """The moments (monotonic) at which a method was asked."""
        return [at for at, asked, _ in self.log if asked == method]
