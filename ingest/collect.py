"""`rasd collect`: history is the truth, pushes are hints, and what Kafka has not acknowledged is not remembered."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import structlog

from ingest.beside import Beside
from ingest.config import IngestConfig
from ingest.cursor import Cursor
from ingest.errors import IngestError
from ingest.lease import leases
from ingest.metrics import Metrics
from ingest.publish import wait_for_kafka
from ingest.record import Recorder
from ingest.telegram.client import Account, read_account, session_file
from ingest.telegram.service import Service
from ingest.watched import load_sources

log = structlog.get_logger()

LAST_WORDS_S: Final = 5.0


@dataclass(frozen=True)
class CollectResult:
    """Events that were new, and the sources that Telegram did not show."""

    collected: int
    channels: int
    missing: tuple[str, ...]


async def collect(config: IngestConfig, *, until_caught_up: bool, report: Callable[[str, int], None]) -> CollectResult:
    """Collects until cancelled, or until every channel's history is in Kafka and all that was known is compared again.

    `report(source, new events)` is called once for each channel that is caught up. Raises IngestError.
    """
    sources = load_sources(config.sources)
    with leases([*map(session_file, config.sessions), config.data / "cursor.sqlite"]):
        accounts = _accounts(config)
        metrics = Metrics()
        if config.metrics_port is not None:
            metrics.serve(config.metrics_port)
        publisher = await asyncio.to_thread(wait_for_kafka, config.kafka)
        try:
            publisher.check_topics()
            cursor = Cursor(config.data / "cursor.sqlite", rechecks=config.pace.rechecks_s)
            try:
                recorder = Recorder(publisher, cursor, by=config.collector, objects=config.data / "objects")
                await asyncio.to_thread(recorder.finish)
                service = Service(config, accounts, sources, recorder, metrics, report)
                beside = Beside(config, recorder, publisher, media=not until_caught_up)
                try:
                    await beside.start()
                    await _run(service, until_caught_up=until_caught_up)
                finally:
                    await beside.stop()
                return CollectResult(service.writer.total, len(service.watches), service.missing)
            finally:
                cursor.close()
        finally:
            publisher.close()


def _accounts(config: IngestConfig) -> list[Account]:
    """Raises IngestError unless every session is signed in."""
    accounts: list[Account] = []
    for path in config.sessions:
        account = read_account(path, config)
        if not account.key:
            raise IngestError(f"{path} is not signed in: run `rasd login`")
        if any(account.name == other.name for other in accounts):
            raise IngestError(f"RASD_TELEGRAM_SESSION: two files are called {account.name}: give each its own name")
        accounts.append(account)
    return accounts


async def _run(service: Service, *, until_caught_up: bool) -> None:
    running = asyncio.ensure_future(service.run())
    ending = asyncio.ensure_future(_end(service, until_caught_up=until_caught_up))
    try:
        await asyncio.wait({running, ending}, return_when=asyncio.FIRST_COMPLETED)
        (running if running.done() else ending).result()
    except BaseExceptionGroup as group:
        raise _told(group) from group
    finally:
        ending.cancel()
        if not running.done():
            await _last_words(service)
        running.cancel()
        await asyncio.wait({running, ending})


async def _end(service: Service, *, until_caught_up: bool) -> None:
    """Returns when the work is done. Raises IngestError when there can be none."""
    await service.settled()
    if not service.watches:
        raise IngestError(
            f"{service.sources_file}: Telegram shows none of its channels to this account: join them, or correct it"
        )
    if not until_caught_up:
        await asyncio.Event().wait()
    await service.caught_up()


async def _last_words(service: Service) -> None:
    """What still waits, and from when to when the channels were seen; not for longer than a person waits for Ctrl-C."""
    with suppress(TimeoutError):
        await service.writer.drain(LAST_WORDS_S)
        for work in service.finish():
            service.writer.submit(work)
        await service.writer.drain(LAST_WORDS_S)
    service.writer.stop()


def _told(error: BaseException) -> BaseException:
    """The error that a person must hear, out of the group that it came in."""
    while isinstance(error, BaseExceptionGroup):
        told = [each for each in error.exceptions if isinstance(each, IngestError)]
        error = told[0] if told else error.exceptions[0]
    return error
