"""What the collector does beside collecting: starts the media process, takes its results, signs the hash chains.

Media are fetched by a child, so that neither a large file nor a picture that kills its decoder is ever in the way of text.
The child hands its results back: versions and places in a chain are given out in one process only.
"""

import asyncio
import contextlib
from asyncio.subprocess import PIPE, Process
from typing import Final

import structlog

from ingest.beside_config import BesideConfig
from ingest.config import IngestConfig
from ingest.errors import IngestError
from ingest.evidence.roots import sign_heads
from ingest.media.spool import Spool
from ingest.media.take import take_results
from ingest.publish import Publisher
from ingest.record import Recorder

log = structlog.get_logger()

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
AGAIN_S: Final = 15.0  # after a failure; not as long as between two signatures
END_S: Final = 10.0


class Beside:
    """`start` and `stop` around collecting. Nothing here ends the collector: what fails is told and tried again."""

    def __init__(self, config: IngestConfig, recorder: Recorder, publisher: Publisher, *, media: bool) -> None:
        self._config, self._recorder, self._publisher = config, recorder, publisher
        self._beside = config.beside or BesideConfig()
        self._media = media and self._beside.media_command is not None
        self._spool: Spool | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        if self._config.beside is None:
            return
        try:
            self._spool = Spool(self._config.data)
        except OSError as error:
            raise IngestError(f"{self._config.data}: {error.strerror}: set RASD_DATA to a folder of yours") from error
        wanted = [self._sign(), self._take()] + ([self._fetch()] if self._media else [])
        self._tasks = [asyncio.ensure_future(each) for each in wanted]

    async def stop(self) -> None:
        """Ends the child, records what it left, signs once more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._config.beside is not None:
            await self._take_once()
            await self._sign_once()

    async def _sign(self) -> None:
        await asyncio.sleep(min(self._beside.first_signature_s, self._beside.evidence_every_s))
        while True:
            signed = await self._sign_once()
            await asyncio.sleep(
                self._beside.evidence_every_s if signed else min(AGAIN_S, self._beside.evidence_every_s)
            )

    async def _sign_once(self) -> bool:
        config = self._config
        try:
            await asyncio.to_thread(sign_heads, config.data, config.kafka, by=config.collector, tsa=self._beside.tsa)
        except IngestError as error:
            log.warning("the hash chains were not signed; it is tried again", reason=str(error))
            return False
        return True

    async def _take(self) -> None:
        while True:
            await self._take_once()
            await asyncio.sleep(self._beside.take_every_s)

    async def _take_once(self) -> None:
        if self._spool is None:
            return
        try:
            await asyncio.to_thread(take_results, self._spool, self._recorder, self._publisher, self._config.collector)
        except (IngestError, OSError) as error:
            log.warning("fetched media wait for Kafka", reason=str(error))

    async def _fetch(self) -> None:
        pause = FIRST_PAUSE_S
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            # Its standard input is a pipe that we hold: when we are gone, however that came, it ends too.
            child = await asyncio.create_subprocess_exec(
                *(self._beside.media_command or ()), stdin=PIPE, start_new_session=True
            )
            try:
                status = await child.wait()
            finally:
                await _end(child)
            pause = FIRST_PAUSE_S if loop.time() - began > LONGEST_PAUSE_S else min(LONGEST_PAUSE_S, 2 * pause)
            log.warning("the media process ended and is started again", exit_status=status, pause_s=pause)
            await asyncio.sleep(pause)


async def _end(child: Process) -> None:
    if child.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        child.terminate()
    try:
        await asyncio.wait_for(child.wait(), END_S)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
