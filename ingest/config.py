"""What the collector needs to know: read once by the command line, frozen, passed down."""

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from ingest.beside_config import BesideConfig
from ingest.errors import IngestError


@dataclass(frozen=True)
class IngestConfig:
    """`server` (host, port) and `server_key` (PEM) are for tests: they name a simulator on loopback."""

    kafka: str
    data: Path
    sources: Path
    api_id: int
    api_hash: str
    session: Path
    server: tuple[str, int] | None = None
    server_key: Path | None = None
    collector: str = "collector"
    beside: BesideConfig | None = None


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
