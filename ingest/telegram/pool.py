"""Several accounts that share the channels."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from telethon import errors

from ingest.errors import IngestError
from ingest.telegram.account import Connection, method_of
from ingest.telegram.troubles import BusyError, FloodedError, UnavailableError

REFUSED_S: Final = 60.0


class Pool:
    """The accounts together: each request goes to one that sees the channel and may ask now."""

    def __init__(self, connections: list[Connection]) -> None:
        self.connections = connections

    @property
    def anyone_up(self) -> bool:
        return any(each.up.is_set() for each in self.connections)

    def check(self) -> None:
        """Raises IngestError when no account is left."""
        if all(each.dead for each in self.connections):
            told = "; ".join(f"account {each.name} ({each.state}): {each.reason}" for each in self.connections)
            raise IngestError(f"no account can collect any more: {told}")

    async def ask(self, channel: int, build: Callable[[Any], Any], *, urgent: bool = True) -> Any:
        """`build(peer)` makes the request. Raises what the last account that was tried raised."""
        clock = asyncio.get_running_loop().time
        able = [each for each in self.connections if each.up.is_set() and channel in each.peers]
        if not able:
            raise UnavailableError("no account that sees the channel is connected")
        method = method_of(build(able[0].peers[channel]))

        def cost(place: int, each: Connection) -> tuple[bool, float, int]:
            return (
                each.refused.get(channel, 0) > clock(),
                each.limits.flood_s(method, clock()),
                (place + channel) % len(self.connections),
            )

        order = sorted(able, key=lambda each: cost(self.connections.index(each), each))
        problem: Exception = UnavailableError("no account was asked")
        for each in order:
            try:
                return await each.ask(build(each.peers[channel]), urgent=urgent)
            except FloodedError as error:
                # The shortest wait is what matters.
                if not isinstance(problem, FloodedError) or problem.seconds > error.seconds:
                    problem = error
            except (OSError, TimeoutError, BusyError) as error:
                problem = error
            except errors.RPCError as error:
                each.refused[channel] = clock() + REFUSED_S
                problem = error
        raise problem
