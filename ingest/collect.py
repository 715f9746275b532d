"""`rasd collect`: history first, then live, with a supervisor around the client."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import structlog
from telethon import errors

from ingest.beside import Beside
from ingest.clock import now
from ingest.config import IngestConfig
from ingest.cursor import Cursor
from ingest.errors import IngestError
from ingest.publish import Publisher
from ingest.record import Recorder
from ingest.telegram.channels import Followed, find_channels
from ingest.telegram.client import build_client, connect
from ingest.telegram.history import read_on
from ingest.telegram.live import Live
from ingest.watched import load_sources
from schemas.operations import Coverage

log = structlog.get_logger()

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
# What a new connection can mend; anything else must reach the user.
PASSING: Final = (OSError, TimeoutError, errors.ServerError, errors.TimedOutError)


@dataclass(frozen=True)
class CollectResult:
    """Events that were new, and the sources that Telegram did not show."""

    collected: int
    channels: int
    missing: tuple[str, ...]


async def collect(config: IngestConfig, *, until_caught_up: bool, report: Callable[[str, int], None]) -> CollectResult:
    """Collects until cancelled, or until every channel's history is in Kafka.

    `report(source, new events)` is called after each channel's history. Raises IngestError.
    """
    sources = load_sources(config.sources)
    publisher, cursor = Publisher(config.kafka), Cursor(config.data / "cursor.sqlite")
    recorder = Recorder(publisher, cursor, by=config.collector, objects=config.data / "objects")
    pause = FIRST_PAUSE_S
    tasks = Beside(config, recorder, publisher, media=not until_caught_up)
    try:
        await tasks.start()
        while True:
            client = build_client(config)
            try:
                await connect(client, config)
                found, missing = await find_channels(client, sources)
                for source in missing:
                    log.error("Telegram shows no such channel to this account; the rest goes on", source=source.name)
                if not found:
                    raise IngestError(
                        f"{config.sources}: Telegram shows none of its channels to this account: join them, or correct it"
                    )
                live = Live(client, found, recorder, publisher, config.collector)
                live.listen()
                collected = await _history(client, found, recorder, publisher, config.collector, report)
                if until_caught_up:
                    return CollectResult(collected, len(found), tuple(source.name for source in missing))
                pause = FIRST_PAUSE_S
                log.info("live", channels=len(found))
                await live.follow()
            except* PASSING as group:
                reason = f"{type(group.exceptions[0]).__name__}: {group.exceptions[0]}"
                log.warning("the connection to Telegram is gone; trying again", reason=reason, pause_s=pause)
            finally:
                await client.disconnect()
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE_S, 2 * pause)
    finally:
        await tasks.stop()
        publisher.close()
        cursor.close()


async def _history(
    client: Any,
    found: list[Followed],
    recorder: Recorder,
    publisher: Publisher,
    by: str,
    report: Callable[[str, int], None],
) -> int:
    total = 0
    for followed in found:
        start = recorder.cursor.position(followed.channel.id)
        new = await read_on(client, followed, recorder, "backfill", asyncio.to_thread)
        end = recorder.cursor.position(followed.channel.id)
        seen = Coverage(channel_id=followed.channel.id, kind="seen", from_id=start + 1, to_id=end, by=by, at=now())
        if end > start:
            await asyncio.to_thread(publisher.cover, [seen])
        report(followed.source.name, new)
        total += new
    return total
