"""The demo from its first to its last step. It starts what a user would start, and only looks on."""

import asyncio
import json
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from deploy.telegram_sim import corpus_folder
from processors.index.elastic import posts_present
from processors.topics import lag
from rasd.demo.children import Program, answer, environment_for
from rasd.demo.place import Place, prepare
from rasd.demo.result import Result, posted, read_ledger, summarise
from rasd.demo.seen import Seen
from rasd.demo.target import Target
from rasd.demo.watch import watch
from rasd.errors import UserError
from schemas.alerts import Alert

READY_S = 60.0
# With no progress in this time, what is missing is lost and the demo says so.
STALLED_S = 60.0
LOOK_S = 0.5


@dataclass(frozen=True)
class Told:
    """How the demo speaks while it runs: a new phase, and an alert as it reached its target."""

    phase: Callable[[str], None]
    alert: Callable[[Alert, float | None], None]


async def run(place: Place, seen: Seen, told: Told, *, rate: float, corpus: Path | None = None) -> Result:
    """Plays the corpus at `rate` operations a second through the whole pipeline.

    Raises UserError if a part can't start or ends by itself.
    """
    async with _simulator(place, corpus or corpus_folder()) as telegram, _target(telegram, seen, told) as target:
        environment = _environment(place, telegram, target.url)
        told.phase("creating topics and indices, signing in")
        await asyncio.gather(
            prepare(place),
            answer(
                "login",
                ["rasd", "login", "--phone", str(telegram.ready["phone"])],
                f"{telegram.ready['code']}\n",
                environment=environment,
                logs=place.logs,
            ),
        )
        async with _pipeline(place, environment) as programs:
            looking = [
                asyncio.create_task(watch(place.kafka, seen)),
                asyncio.create_task(_measure(place, telegram.ledger, seen)),
            ]
            try:
                told.phase("collecting the channels' history")
                await _until_through(telegram.ledger, place, seen, [*programs, telegram.program])
                told.phase("live: channels post, edit and delete")
                await telegram.play(rate)
                told.phase("waiting until all is through")
                finished = await _until_through(telegram.ledger, place, seen, [*programs, telegram.program])
            finally:
                for task in looking:
                    task.cancel()
                await asyncio.gather(*looking, return_exceptions=True)
        indexed = await asyncio.to_thread(posts_present, place.elasticsearch, posted(read_ledger(telegram.ledger)))
        return summarise(
            read_ledger(telegram.ledger),
            collected=seen.collected,
            analysed=seen.analysed,
            indexed=indexed,
            arrivals=target.arrivals,
            finished=finished,
        )


@dataclass(frozen=True)
class Telegram:
    """The simulator's process and what it said of itself when it was ready."""

    program: Program
    ready: dict[str, Any]

    @property
    def ledger(self) -> Path:
        return Path(self.ready["ledger"])

    async def play(self, rate: float) -> None:
        """Returns when the last operation has been done."""
        unlimited = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(timeout=unlimited) as session:
            url = f"http://{self.ready['control']}/play"
            async with session.post(url, json={"rate": rate}) as response:
                if response.status != 200:
                    raise UserError(f"the simulator refused to play: {await response.text()}")


@asynccontextmanager
async def _simulator(place: Place, corpus: Path) -> AsyncIterator[Telegram]:
    data = place.folder / "telegram"
    arguments = ["deploy.telegram_sim", "--data", str(data), "--corpus", str(corpus), "--rebase", "--supervised"]
    program = await Program.start("telegram_sim", arguments, environment=environment_for({}), logs=place.logs)
    try:
        shutil.copyfile(corpus / "sources.yaml", place.folder / "sources.yaml")
        yield Telegram(program, await program.first_line(READY_S))
    finally:
        await program.stop()


@asynccontextmanager
async def _target(telegram: Telegram, seen: Seen, told: Told) -> AsyncIterator[Target]:
    def arrived(alert: Alert, at: float) -> None:
        moments = {
            posting.post_id: posting.at
            for posting in read_ledger(telegram.ledger)
            if posting.phase == "live" and posting.at <= at
        }
        made = [moments[post] for post in alert.post_ids if post in moments]
        latency = at - max(made) if made else None
        seen.saw_alert(alert, latency)
        told.alert(alert, latency)

    async with Target(arrived) as target:
        yield target


def _environment(place: Place, telegram: Telegram, target: str) -> dict[str, str]:
    search = place.elasticsearch
    own: dict[str, str | Path | None] = {
        "RASD_SETTINGS": place.folder / "rasd.toml",
        "RASD_KAFKA": place.kafka,
        "RASD_ELASTICSEARCH": search.url,
        "RASD_ELASTICSEARCH_USER": search.user,
        "RASD_ELASTICSEARCH_PASSWORD_FILE": search.password_file,
        "RASD_ELASTICSEARCH_API_KEY_FILE": search.api_key_file,
        "RASD_ELASTICSEARCH_CA": search.ca,
        "RASD_DATA": place.folder,
        "RASD_SOURCES": place.folder / "sources.yaml",
        "RASD_TELEGRAM_API_ID": str(telegram.ready["api_id"]),
        "RASD_TELEGRAM_API_HASH": str(telegram.ready["api_hash"]),
        "RASD_TELEGRAM_SERVER": str(telegram.ready["server"]),
        "RASD_TELEGRAM_SERVER_KEY": str(telegram.ready["key_file"]),
        "RASD_NOTIFY_TARGETS": json.dumps([target]),
        # Months are played in minutes: each alert is to be seen by itself.
        "RASD_NOTIFY_PER_MINUTE": "100000",
        "RASD_LOG_FORMAT": "json",
    }
    # An empty file of its own keeps the user's settings file out of the demo.
    (place.folder / "rasd.toml").touch()
    return environment_for({name: value for name, value in own.items() if value is not None})


@asynccontextmanager
async def _pipeline(place: Place, environment: dict[str, str]) -> AsyncIterator[list[Program]]:
    programs: list[Program] = []
    try:
        for name in ("work", "collect"):
            arguments = ["rasd", name, "--supervised"]
            programs.append(await Program.start(name, arguments, environment=environment, logs=place.logs))
        yield programs
    finally:
        # The collector first: what it still had in hand goes through the steps.
        for program in reversed(programs):
            await program.stop()


async def _measure(place: Place, ledger: Path, seen: Seen) -> None:
    """Keeps the counters that come from the servers fresh."""
    while True:
        ids = posted(read_ledger(ledger))
        seen.posted = len(ids)
        seen.indexed = len(await asyncio.to_thread(posts_present, place.elasticsearch, ids))
        with suppress(OSError):
            seen.lags = tuple(await asyncio.to_thread(lag, place.kafka))
        await asyncio.sleep(1.0)


async def _until_through(ledger: Path, place: Place, seen: Seen, programs: list[Program]) -> float:
    """Waits until every post of the ledger can be read and every step is idle, or nothing has moved for a while.

    Returns the moment (Unix seconds) at which that was so.
    """
    before: tuple[int, ...] = ()
    moved = time.monotonic()
    while True:
        for program in programs:
            program.check()
        truth = posted(read_ledger(ledger))
        found = await asyncio.to_thread(posts_present, place.elasticsearch, truth)
        behind = sum(each.behind for each in await asyncio.to_thread(lag, place.kafka))
        if found >= truth and behind == 0 and seen.collected >= truth and seen.analysed >= truth:
            return time.time()
        now = (len(truth), len(found), behind, len(seen.collected), len(seen.analysed), seen.alert_count)
        if now != before:
            before, moved = now, time.monotonic()
        elif time.monotonic() - moved > STALLED_S:
            return time.time()
        await asyncio.sleep(LOOK_S)
