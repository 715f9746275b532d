"""What the notify step does beside telling: watches rasd itself, signals that it is well, takes acknowledgements from chats."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from processors.config import StepConfig
from processors.consumer import deliver
from processors.notify.guard import CheckedResolver, allowed_for
from processors.notify.incident import changed
from processors.notify.rules import OPERATIONAL
from processors.notify.telegram_bot import Bot, Press
from processors.notify.view import View
from processors.notify.watch import Cover, Health, Measured
from processors.notify.wrong import TargetError
from processors.stage import Record
from processors.topics import TopicsError, count_records, lag
from schemas.brokers import connection
from schemas.codec import CodecError, decode, encode
from schemas.operations import AlertState
from schemas.topics import ALERTS, ALERTS_STATE, COVERAGE, DEAD

log = structlog.get_logger()

EVERY_S: Final = 60.0
IDLE_S: Final = 0.5
PAUSE_S: Final = 5.0
LIMIT_S: Final = 10.0

Mine = Callable[[], bool]


def press_state(view: View, press: Press, at: str) -> AlertState:
    """The alert's state after somebody pressed a button in a chat."""
    by, old = f"telegram:{press.user}", view.states.get(press.alert_id)
    if press.action == "useless":
        return changed(old, press.alert_id, at=at, by=by, status="closed", disposition="useless")
    owner = by if press.action == "acknowledged" else old.owner if old else None
    return changed(old, press.alert_id, at=at, by=by, status=press.action, owner=owner)


class Beside:
    """Tasks that run while the step runs; `mine` says whether this process has the alerts now."""

    def __init__(self, config: StepConfig, view: View, sender: Any, bots: Sequence[Bot]) -> None:
        self._config, self._view, self._sender, self._bots = config, view, sender, bots
        self._health = Health()

    def listen(self, mine: Mine) -> list[Coroutine[Any, Any, None]]:
        return [self._listen(bot, mine) for bot in self._bots]

    async def _listen(self, bot: Bot, mine: Mine) -> None:
        while True:
            if not mine():
                await asyncio.sleep(IDLE_S)
                continue
            try:
                for press in await bot.presses():
                    await self._press(bot, press)
            except TargetError as error:
                log.warning("a chat can't be asked for acknowledgements", reason=str(error))
                await asyncio.sleep(PAUSE_S)

    async def _press(self, bot: Bot, press: Press) -> None:
        """Written down first: the person is told that it was taken only when it was."""
        state = press_state(self._view, press, _now_text())
        await deliver(self._sender, [Record(ALERTS_STATE.name, state.alert_id.encode(), encode(state))])
        self._view.states[state.alert_id] = state
        await bot.answer(press)

    async def watch(self, mine: Mine) -> None:
        """Once a minute: looks at lags, dead letters and coverage; raises alerts; pats the dead-man's switch if all is well.

        Another generation than the live one pages nobody, so nobody watches it here.
        """
        if self._config.generation != "live":
            return
        coverage = _Coverage(self._config.kafka)
        await coverage.start()
        try:
            while True:
                if not mine():
                    await asyncio.sleep(IDLE_S)
                    continue
                for cover in await coverage.new():
                    self._health.cover(cover)
                if await self._look():
                    await self._pat()
                await asyncio.sleep(EVERY_S)
        finally:
            await coverage.stop()

    async def _look(self) -> bool:
        """Whether the pipeline is well."""
        try:
            measured = await asyncio.to_thread(measure, self._config.kafka)
        except (TopicsError, KafkaError) as error:
            log.warning("the pipeline can't be measured", reason=str(error))
            return False
        raised = self._health.look(measured, OPERATIONAL, datetime.now(UTC))
        await deliver(self._sender, [Record(ALERTS.name, each.alert_id.encode(), encode(each)) for each in raised])
        return self._health.well(OPERATIONAL)

    async def _pat(self) -> None:
        url = self._config.notify.heartbeat
        if not url:
            return
        allowed = allowed_for(urlsplit(url).hostname, private=self._config.notify.allow_private)
        limit = aiohttp.ClientTimeout(total=LIMIT_S)
        try:
            async with (
                aiohttp.ClientSession(
                    timeout=limit, connector=aiohttp.TCPConnector(resolver=CheckedResolver(allowed))
                ) as session,
                session.get(url, allow_redirects=False) as response,
            ):
                if not response.ok:
                    log.warning("the dead-man's switch refused", status=response.status)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            log.warning("the dead-man's switch does not answer", reason=type(error).__name__)


def measure(kafka: str) -> Measured:
    """How far each step is behind, and how many letters ever lay in each dead letter topic."""
    return Measured(tuple(lag(kafka)), {topic.name: count_records(kafka, topic.name) for topic in DEAD})


class _Coverage:
    """The coverage topic, read on from where it was left."""

    def __init__(self, kafka: str) -> None:
        self._reader: Any = AIOKafkaConsumer(
            **connection(kafka), enable_auto_commit=False, auto_offset_reset="earliest"
        )

    async def start(self) -> None:
        await self._reader.start()
        self._reader.assign([TopicPartition(COVERAGE.name, 0)])

    async def new(self) -> list[Cover]:
        place, found = TopicPartition(COVERAGE.name, 0), []
        ends = await self._reader.end_offsets([place])
        while await self._reader.position(place) < ends[place]:
            for records in (await self._reader.getmany(timeout_ms=500)).values():
                for record in records:
                    try:
                        found.append(decode(Cover, record.value or b""))
                    except CodecError:
                        continue  # the index step parks it, with the reason
        return found

    async def stop(self) -> None:
        await self._reader.stop()


def _now_text() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
