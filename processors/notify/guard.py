"""No alert goes to an address inside the network by way of a name that an outsider controls (SSRF, DNS rebinding).

The address that is checked is the one that is connected to: asyncio clients get it from `CheckedResolver`; what apprise's
libraries connect to is checked by an audit hook of the interpreter, at the moment of the connection.
"""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, Final

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

LOCAL_NAMES: Final = frozenset({"localhost"})


@dataclass(frozen=True)
class Allowed:
    """What a target may reach: public addresses always; loopback if its own address says so literally."""

    private: bool = False
    loopback: bool = False

    def reaches(self, host: str) -> bool:
        """Whether an address (no name) may be connected to; False for what is no address."""
        try:
            address = ip_address(host.partition("%")[0])
        except ValueError:
            return False
        address = _inner(address)
        if address.is_loopback:
            return self.loopback or self.private
        # Cloud metadata is link-local: no operator means that, whatever is allowed.
        if address.is_link_local or address.is_multicast or address.is_unspecified:
            return False
        return address.is_global or self.private


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one only wraps."""
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or (address.sixtofour or address)
    return address


def allowed_for(host: str | None, *, private: bool) -> Allowed:
    """`host` as the operator wrote it: a literal loopback address is a choice, a name that leads there is none."""
    return Allowed(private=private, loopback=is_loopback(host))


def is_loopback(host: str | None) -> bool:
    if host in LOCAL_NAMES:
        return True
    try:
        return ip_address((host or "").strip("[]")).is_loopback
    except ValueError:
        return False


def is_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


class RefusedAddressError(OSError):
    """An OSError, so that every client takes it as a connection that failed."""


class CheckedResolver(AbstractResolver):
    """Resolves once; only addresses that may be reached are given to the connector, which connects to nothing else."""

    def __init__(self, allowed: Allowed, resolver: AbstractResolver | None = None) -> None:
        self._allowed, self._resolver = allowed, resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        good = [each for each in found if self._allowed.reaches(each["host"])]
        if not good:
            raise RefusedAddressError("its name leads to an address inside the network")
        return good

    async def close(self) -> None:
        await self._resolver.close()


# Goes along into the threads that apprise starts for a service.
_limit: Final[ContextVar[Allowed | None]] = ContextVar("limit", default=None)
_installed: Final[list[bool]] = []


def _check(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect":
        return
    allowed = _limit.get()
    if allowed is None:
        return
    address = arguments[1]
    if not isinstance(address, tuple) or not allowed.reaches(str(address[0])):
        raise RefusedAddressError("its name leads to an address inside the network")


@contextmanager
def guarded(allowed: Allowed) -> Iterator[None]:
    """Within it, and in threads that take the context along, connections go only where `allowed` says."""
    if not _installed:
        _installed.append(True)
        sys.addaudithook(_check)
    token = _limit.set(allowed)
    try:
        yield
    finally:
        _limit.reset(token)
