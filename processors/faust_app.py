"""One Faust app as rasd runs it: how it is set up, what it does with a step, how it starts and ends."""

import asyncio
import signal
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib import import_module
from socket import gethostname
from time import monotonic
from typing import Any

import faust
import structlog
from aiokafka.errors import KafkaError
from faust.sensors.monitor import Monitor

from processors.config import StepConfig
from processors.groups import CONSUMES, group_id
from processors.packs import attempt_all
from processors.stage import Source, Step, end_process
from processors.topics import check_topics, wait_for_kafka
from schemas.brokers import Brokers, addresses_of, password_of, trust
from schemas.topics import DEAD, Topic

log = structlog.get_logger()

LARGEST_REQUEST = 4 * 1024 * 1024 + 65_536  # a dead letter of 4 MB and its headers
STOP_S = 10.0


class Watch(Monitor):
    """What rasd needs of Faust's monitor: the rest is counted for a web page that rasd does not serve, at each event."""

    def on_send_error(self, _producer: Any, exc: BaseException, _state: Any) -> None:
        """Faust only logs a failed delivery of a table's changelog; then it would commit and the record were lost."""
        end_process(exc)

    def on_stream_event_in(self, tp: Any, _offset: int, _stream: Any, _event: Any) -> None:
        # Faust warns of a stream that stands still by this.
        self.stream_inbound_time[tp] = monotonic()

    def _nothing(self, *_arguments: Any, **_named: Any) -> None:
        pass

    on_message_in = on_message_out = on_stream_event_out = _nothing
    on_send_initiated = on_send_completed = on_table_get = on_table_set = on_table_del = _nothing


def build_app(step: str, config: StepConfig) -> Any:
    """The app of a step: at-least-once, one event at a time, nothing created, no web server."""
    name = group_id(step, config.generation)
    folder = config.data / "faust" / f"{name}-{config.slot}"
    folder.mkdir(parents=True, exist_ok=True)  # Faust makes only the last folder
    return faust.App(
        name,
        broker=";".join(f"kafka://{each}" for each in addresses_of(config.kafka)),
        broker_credentials=_credentials(config.kafka),
        store="memory://",
        datadir=folder,
        key_serializer="raw",
        value_serializer="raw",
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        reply_create_topic=False,
        processing_guarantee="at_least_once",
        # With Faust's defaults the work of a killed worker stands still for 60 s; so it goes on after 1.5 to 6 s.
        # Slots are counted on each machine; two members of one name would throw each other out without end.
        consumer_group_instance_id=f"{name}-{gethostname()}-{config.slot}",
        broker_session_timeout=6.0,
        broker_heartbeat_interval=1.2,
        broker_commit_interval=1.0,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=LARGEST_REQUEST,
        producer_acks=-1,
        producer_linger=0.02,
        producer_max_batch_size=262_144,
        producer_max_request_size=LARGEST_REQUEST,
        table_standby_replicas=0,
        stream_wait_empty=False,
        # A lower level would set the root logger to DEBUG and cost 8 % (measured in the design notes).
        logging_config=None,
        worker_redirect_stdouts=False,
        monitor=Watch(),
    )


def _credentials(kafka: str) -> Any:
    if not isinstance(kafka, Brokers) or kafka.user is None:
        return None
    return faust.SASLCredentials(
        username=kafka.user, password=password_of(kafka), ssl_context=trust(kafka), mechanism=kafka.mechanism
    )


def process(
    app: Any, name: str, config: StepConfig, source: Topic, outputs: Iterable[Topic], step: Callable[[], Step]
) -> None:
    """Adds the agent that runs `step` (asked for at each event: it may change with the partitions) over `source`.

    Topics are given by their live names; they are read and written under the names of the generation's lane.

    No delivery is awaited: that would cost a linger for each event. A failed one ends the process before the commit.
    """
    lane = config.lane
    names = {topic.name: lane.name(topic.name) for topic in (*outputs, *DEAD)}
    # A dead letter is named after the topic that its event was read from.
    names |= {name: name for name in tuple(names.values())}

    async def agent(stream: Any) -> None:
        # Straight to the producer: a topic's own `send` does at each record what rasd has no use for, and costs twice as much.
        # Faust flushes this producer before it commits.
        sender = await app.maybe_start_producer()
        async for event in stream.events():
            message = event.message
            origin = Source(message.topic, message.partition, message.offset, message.key)
            for record in attempt_all(step(), name, origin, message.value):
                try:
                    sent = await sender.send(
                        names[record.topic], record.key, record.value, record.partition, None, None
                    )
                except KafkaError as error:
                    end_process(error)
                sent.add_done_callback(_delivered)

    app.agent(
        app.topic(lane.name(source.name), key_type=bytes, value_type=bytes, allow_empty=True), name=f"rasd.{name}"
    )(agent)


def _delivered(sent: asyncio.Future[Any]) -> None:
    """Ends the process if the delivery failed, or was given up."""
    if error := asyncio.CancelledError() if sent.cancelled() else sent.exception():
        end_process(error)


def event_time() -> datetime | None:
    """When the event that is being processed was published; None outside of an agent."""
    event = faust.current_event()
    stamp = getattr(event.message, "timestamp", None) if event else None
    return datetime.fromtimestamp(stamp, UTC) if stamp else None


def run_app(app: Any, step: str, config: StepConfig, needed: Iterable[Topic] = ()) -> int:
    """Runs until SIGTERM or SIGINT (exit status 0), or until Faust gives up (1).

    Raises TopicsError if a topic is missing or has too few partitions; waits for a broker that does not answer.
    """
    wait_for_kafka(config.kafka)
    wanted = (*CONSUMES[step], *needed, *(topic for topic in DEAD if topic.name in _dead_of(step)))
    check_topics(config.kafka, (config.lane.topic(topic) for topic in wanted))
    # uvloop where there is one: it reads 40 % more events a second.
    uvloop = import_module("uvloop") if _has_uvloop() else None
    with asyncio.Runner(loop_factory=uvloop.new_event_loop if uvloop else None) as runner:
        return runner.run(_serve(app, step))


def _dead_of(step: str) -> frozenset[str]:
    return frozenset(topic.dead for topic in CONSUMES[step])


def _has_uvloop() -> bool:
    try:
        import_module("uvloop")
    except ImportError:
        return False
    return True


async def _serve(app: Any, step: str) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await app.start()
    log.info("started", step=step)
    crashed = asyncio.create_task(app.wait_until_stopped())
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({crashed, stopped}, return_when=asyncio.FIRST_COMPLETED)
    failed = not stop.is_set()
    crashed.cancel()
    stopped.cancel()
    if failed:
        log.error("Faust gave up", step=step, reason=str(app.crash_reason))
    log.info("stopping", step=step)
    try:
        await asyncio.wait_for(app.stop(), STOP_S)
    except TimeoutError:
        log.warning("did not stop in time; what was not committed is done again", step=step)
    return 1 if failed else 0
