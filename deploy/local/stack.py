"""The local stack: up, down, status. A second `up` finds what runs; `down` ends exactly what `up` started."""

from __future__ import annotations

import shutil
import time
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from deploy.local import downloads, elasticsearch, kafka, maven, state
from deploy.local.java import java_home
from deploy.local.launch import LOOK_S, Plan, PortLostError, authority, password_file, start
from deploy.local.layout import Folders, folders
from deploy.local.pins import ELASTICSEARCH_VERSION, KAFKA_VERSION, START_SPACE
from deploy.local.ports import HOST
from deploy.local.processes import end, members
from deploy.local.report import Progress, Report, StackError, silent

# A server that lives but is busy (a long collection, a machine under load) is given this long before it counts as stuck.
BUSY_S = 30.0
PATIENCE_S = 20.0
# Two stacks that start at the same moment may choose the same free port; one of them then chooses again.
ATTEMPTS = 3
RUNNING, SILENT, STOPPED = "running", "not answering", "stopped"


@dataclass(frozen=True)
class Stack:
    """How to reach a running stack. Without an Elasticsearch of its own, the fields about it are None."""

    kafka: str
    elasticsearch: str | None
    elasticsearch_user: str | None
    elasticsearch_password_file: Path | None
    elasticsearch_ca: Path | None


@dataclass(frozen=True)
class ServerStatus:
    """`state`: `running` (it answers), `not answering` (its processes live) or `stopped`."""

    state: str
    version: str
    pids: tuple[int, ...]


@dataclass(frozen=True)
class Status:
    """`stack` is None unless everything that was started runs and answers."""

    stack: Stack | None
    logs: Path
    kafka: ServerStatus
    elasticsearch: ServerStatus

    @property
    def pids(self) -> tuple[int, ...]:
        return self.kafka.pids + self.elasticsearch.pids

    def as_dict(self) -> dict[str, object]:
        """Names as `rasd stack status --json` promises them; None for what does not run."""
        fields: dict[str, object] = dict.fromkeys(Stack.__dataclass_fields__)
        if self.stack:
            fields = {
                name: str(value) if isinstance(value, Path) else value for name, value in asdict(self.stack).items()
            }
        return {
            **fields,
            "running": self.stack is not None,
            "kafka_state": self.kafka.state,
            "kafka_version": self.kafka.version,
            "elasticsearch_state": self.elasticsearch.state,
            "elasticsearch_version": self.elasticsearch.version,
            "logs": str(self.logs),
            "pids": list(self.pids),
        }


def up(
    data: Path,
    cache: Path,
    *,
    report: Report = silent,
    kafka_port: int | None = None,
    elasticsearch_port: int | None = None,
    elasticsearch_home: Path | None = None,
    with_elasticsearch: bool = True,
) -> Stack:
    """Starts Kafka and Elasticsearch on loopback, or finds them running.

    `elasticsearch_home` names an Elasticsearch 9 that the user unpacked; `with_elasticsearch` False starts Kafka
    only, for users who name a running Elasticsearch. Raises StackError; whatever was started by then has been ended.
    """
    places = folders(data)
    with state.locked(places, report):
        if running := _answering(places, report, with_elasticsearch=with_elasticsearch):
            _same_ports(running, kafka_port, elasticsearch_port)
            report(Progress("ready", "the local stack runs already"))
            return running
        _end_all(places, report)
        maven.check_space(places.stack, START_SPACE, "The stack")
        java = java_home()
        named = elasticsearch.check_home(elasticsearch_home) if elasticsearch_home and with_elasticsearch else None
        libs = downloads.kafka_libs(cache, report)
        home = named or (downloads.elasticsearch_home(cache, report) if with_elasticsearch else None)
        _start(places, Plan(java, libs, home, kafka_port, elasticsearch_port), report)
        started = _stack(places, state.read(places))
        both = f" and Elasticsearch at {started.elasticsearch}" if started.elasticsearch else ""
        report(Progress("ready", f"Kafka at {started.kafka}{both}"))
        return started


def down(data: Path, *, report: Report = silent) -> bool:
    """Ends what `up` started and nothing else; the data stays. Returns whether anything ran. Raises StackError."""
    places = folders(data)
    if not places.stack.exists():
        return False
    with state.locked(places, report):
        return _end_all(places, report)


def purge(data: Path, *, report: Report = silent) -> None:
    """Ends the stack and deletes its data, passwords and logs. Raises StackError."""
    places = folders(data)
    down(data, report=report)
    for folder in (places.outside, places.stack):
        shutil.rmtree(folder, ignore_errors=True)


def status(data: Path) -> Status:
    """How things stand: both the processes and the servers' own answers are asked. Raises StackError."""
    places = folders(data)
    known = state.read(places)
    broker = _status(known.kafka, KAFKA_VERSION, answers=_kafka_answers(places, known))
    search = _status(known.elasticsearch, ELASTICSEARCH_VERSION, answers=_elasticsearch_answers(places, known))
    complete = broker.state == RUNNING and (known.elasticsearch is None or search.state == RUNNING)
    return Status(_stack(places, known) if complete else None, places.logs, broker, search)


def _status(server: state.Server | None, version: str, *, answers: bool) -> ServerStatus:
    pids = tuple(process.pid for process in members(server.group)) if server else ()
    found = STOPPED if not pids else RUNNING if answers else SILENT
    return ServerStatus(found, (server and server.version) or version, pids)


def _kafka_answers(places: Folders, known: state.State) -> bool:
    return known.kafka is not None and kafka.answers(known.kafka.port, kafka.cluster_id(places))


def _elasticsearch_answers(places: Folders, known: state.State) -> bool:
    server = known.elasticsearch
    return server is not None and elasticsearch.answers(server.port, authority(places), password_file(places))


def _answering(places: Folders, report: Report, *, with_elasticsearch: bool) -> Stack | None:
    """The stack if it runs; servers that live get time to answer, since ending a busy one would end others' work."""
    waited, deadline = False, time.monotonic() + BUSY_S
    while True:
        known = state.read(places)
        if known.kafka is None or (with_elasticsearch and known.elasticsearch is None):
            return None
        if not all(members(server.group) for server in known.servers()):
            return None
        if _kafka_answers(places, known) and (known.elasticsearch is None or _elasticsearch_answers(places, known)):
            return _stack(places, known)
        if time.monotonic() > deadline:
            return None
        if not waited:
            report(Progress("wait", "the local stack runs but does not answer yet"))
        waited = True
        time.sleep(LOOK_S)


def _same_ports(running: Stack, kafka_port: int | None, elasticsearch_port: int | None) -> None:
    for name, address, wanted in (
        ("Kafka", running.kafka, kafka_port),
        ("Elasticsearch", running.elasticsearch, elasticsearch_port),
    ):
        if wanted is not None and address is not None and not address.endswith(f":{wanted}"):
            raise StackError(
                f"{name} runs already, at {address}: end the stack (`rasd stack down`) before you move it to port {wanted}."
            )


def _start(places: Folders, plan: Plan, report: Report) -> None:
    with ExitStack() as undo:
        # Whatever goes wrong, Ctrl-C included: nothing may be left running.
        undo.callback(_end_all, places, report)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                places.logs.mkdir(parents=True, exist_ok=True)
                start(places, plan, report)
                break
            except PortLostError as lost:
                if attempt == ATTEMPTS:
                    raise
                report(Progress("wait", str(lost).partition(":")[0]))
                _end_all(places, report)
            except OSError as error:
                raise StackError(
                    f"The stack's files in {places.stack} could not be written ({error.strerror or error}): "
                    "free some space, or set RASD_DATA to a folder of yours on another disk."
                ) from error
        undo.pop_all()


def _stack(places: Folders, known: state.State) -> Stack:
    if known.kafka is None:
        raise StackError("The stack does not run: start it with `rasd stack up`.")
    address = f"{HOST}:{known.kafka.port}"
    if known.elasticsearch is None:
        return Stack(address, None, None, None, None)
    return Stack(
        kafka=address,
        elasticsearch=f"https://{HOST}:{known.elasticsearch.port}",
        elasticsearch_user=elasticsearch.USER,
        elasticsearch_password_file=password_file(places),
        elasticsearch_ca=authority(places),
    )


def _end_all(places: Folders, report: Report) -> bool:
    ended = False
    for name, server in (("Elasticsearch", state.read(places).elasticsearch), ("Kafka", state.read(places).kafka)):
        if server and members(server.group):
            report(Progress("stop", name))
            ended |= end(server.group, patience=PATIENCE_S)
    places.state.unlink(missing_ok=True)
    return ended
