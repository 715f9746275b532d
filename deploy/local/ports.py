"""Free TCP ports on loopback."""

from __future__ import annotations

import random
import socket

from deploy.local.report import StackError

HOST = "127.0.0.1"
# Below the range from which Linux and macOS take the near end of outgoing connections, so that no client of ours
# can take a port between our look and the server's start.
SPARE_PORTS = range(20000, 32000)


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as listener:
        # As Java does: a connection that is only winding down does not keep the port.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen(1)
        except OSError:
            return False
    return True


def choose(wanted: int | None, usual: int, taken: set[int], *, name: str) -> int:
    """The port for a server: the one demanded, or the usual one, or any free one; adds it to `taken`.

    Raises `StackError` if a port was demanded and something listens on it.
    """
    if wanted is not None:
        if not 0 < wanted < 65536:
            raise StackError(f"{wanted} is no TCP port: name one between 1 and 65535 for {name}.")
        if wanted in taken or not is_free(wanted):
            raise StackError(
                f"Port {wanted} for {name} is in use: stop what listens there, name another port, "
                "or name none and a free one is found."
            )
        port = wanted
    else:
        spare = random.SystemRandom().sample(SPARE_PORTS, 200)
        free = (each for each in (usual, *spare) if each not in taken and is_free(each))
        if (found := next(free, None)) is None:
            raise StackError(f"No free loopback port was found for {name}: stop some servers of this machine.")
        port = found
    taken.add(port)
    return port
