"""What the collector needs to know: read once by the command line, frozen, passed down."""

import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.beside_config import BesideConfig
from ingest.errors import IngestError

# Telegram lets an account read about ten history pages in half a minute for long; the burst covers a start.
TELEGRAM_RATE: Final = 0.8
# A test server on loopback has no limit of its own; this one only keeps a fault from becoming a flood.
TEST_RATE: Final = 150.0
MINUTE, HOUR, DAY = 60, 3600, 86400
RECHECKS: Final = (MINUTE, 5 * MINUTE, 30 * MINUTE, 6 * HOUR, DAY, 7 * DAY)


@dataclass(frozen=True)
class Pace:
    """How often Telegram is asked, in seconds; the polls adapt between `poll_floor_s` and the two ceilings."""

    poll_floor_s: float = 2.0
    poll_priority_s: float = 90.0
    poll_s: float = 600.0
    rechecks_s: tuple[int, ...] = RECHECKS
    request_s: float = 10.0
    """The time limit of one request."""
    blind_s: float = 75.0
    """A channel that could not be read for this long is blind."""
    seen_every_s: float = 300.0
    """How often what was seen is written down as coverage."""
    rate: float = TELEGRAM_RATE
    """Requests a second, an account and method."""
    backfill_posts: int | None = None
    """At most so many posts of a new channel's history; None: all of them."""


@dataclass(frozen=True)
class IngestConfig:
    """`server` (host, port) and `server_key` (PEM) are for tests: they name a simulator on loopback.

    `sessions` are the accounts that share the channels; the first is the one that `rasd login` signs in unless told otherwise.
    """

    kafka: str
    data: Path
    sources: Path
    api_id: int
    api_hash: str
    session: Path
    others: tuple[Path, ...] = ()
    server: tuple[str, int] | None = None
    server_key: Path | None = None
    collector: str = "collector"
    beside: BesideConfig | None = None
    join: bool = False
    pace: Pace = Pace()
    metrics_port: int | None = None

    @property
    def sessions(self) -> tuple[Path, ...]:
        return (self.session, *self.others)


def parse_server(text: str) -> tuple[str, int]:
    """Host and port of a test server. Raises IngestError unless it is loopback."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit():
        raise IngestError(f"RASD_TELEGRAM_SERVER: {text!r} is not host:port: write for example 127.0.0.1:4430")
    try:
        loopback = ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise IngestError(
            f"RASD_TELEGRAM_SERVER: {host} is not a loopback address: it exists for tests; unset it to reach Telegram"
        )
    return host.strip("[]"), int(port)


def parse_sessions(text: str) -> tuple[Path, ...]:
    """Session files, separated by commas: one account each. Raises IngestError if one is named twice or none."""
    paths = tuple(Path(part.strip()) for part in text.split(",") if part.strip())
    if not paths or len({path.absolute() for path in paths}) < len(paths):
        raise IngestError(f"RASD_TELEGRAM_SESSION: {text!r} must name one file for each account, separated by commas")
    return paths
