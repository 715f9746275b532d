"""Troubles on order: what Telegram does to its clients on a bad day."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """One order.

    `flood` and `error` answer the next `count` calls of `method` with an error; `hang` never answers them; `drop` cuts every
    connection now; `mute` forgets the next `count` pushes; `too_long` answers the next channel differences with TooLong;
    `expire_files` makes every file reference invalid. `method` is Telegram's name: messages.getHistory.
    """

    kind: Literal["flood", "error", "hang", "drop", "mute", "too_long", "expire_files"]
    method: str = ""
    count: int = 1
    seconds: int = 1
    code: int = 400
    message: str = "INTERNAL"


class RpcFaultError(Exception):
    """What a client sees as rpc_error."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class Faults:
    """The orders that are still to be carried out."""

    def __init__(self) -> None:
        self._calls: dict[str, list[Fault]] = defaultdict(list)
        self.muted = 0
        self.too_long = 0

    def add(self, fault: Fault) -> None:
        if fault.kind == "mute":
            self.muted += fault.count
        elif fault.kind == "too_long":
            self.too_long += fault.count
        else:
            self._calls[fault.method] += [fault] * fault.count

    def before(self, method: str) -> bool:
        """Whether the call is to be answered at all. Raises RpcFaultError if it is to be answered with an error."""
        if not self._calls[method]:
            return True
        fault = self._calls[method].pop(0)
        if fault.kind == "hang":
            return False
        if fault.kind == "flood":
            raise RpcFaultError(420, f"FLOOD_WAIT_{fault.seconds}")
        raise RpcFaultError(fault.code, fault.message)

    def mutes(self) -> bool:
        if self.muted:
            self.muted -= 1
            return True
        return False

    def cuts_short(self) -> bool:
        if self.too_long:
            self.too_long -= 1
            return True
        return False
