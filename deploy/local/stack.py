"""The local stack: up, down, status. A second `up` finds what runs; `down` ends exactly what `up` started."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from deploy.local import downloads, elasticsearch, kafka, maven, state
from deploy.local.java import java_home
from deploy.local.layout import Folders, folders, server_owner
from deploy.local.pins import ELASTICSEARCH_VERSION, KAFKA_VERSION, START_SPACE
from deploy.local.ports import HOST, choose
from deploy.local.processes import Group, end, find, members
from deploy.local.report import Progress, Report, StackError, silent

READY_S = 120.0
LOOK_S = 0.1
PATIENCE_S = 20.0


@dataclass(frozen=True)
class Stack:
    """How to reach a running stack. Without an Elasticsearch of its own, the fields about it are None."""

    kafka: str
    elasticsearch: str | None
    elasticsearch_user: str | None
    elasticsearch_password_file: Path | None
    elasticsearch_ca: Path | None


@dataclass(frozen=True)
class Status:
    """`stack` is None unless everything that was started runs."""

    stack: Stack | None
    logs: Path
    pids: tuple[int, ...]

    def as_dict(self) -> dict[str, object]:
        """Names as `rasd stack status --json` promises them; None for what does not run."""
        fields: dict[str, object] = dict.fromkeys(Stack.__dataclass_fields__)
        if self.stack:
            fields = {
                name: str(value) if isinstance(value, Path) else value for name, value in asdict(self.stack).items()
            }
        versions = {"kafka_version": KAFKA_VERSION, "elasticsearch_version": ELASTICSEARCH_VERSION}
        return {
            **fields,
            "running": self.stack is not None,
            **versions,
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
        if (running := _running(places)) and (running.elasticsearch or not with_elasticsearch):
            report(Progress("ready", "the local stack runs already"))
            return running
        _end_all(places, report)
        maven.check_space(places.stack, START_SPACE, "The stack")
        places.logs.mkdir(parents=True, exist_ok=True)
        java = java_home()
        libs = downloads.kafka_libs(cache, report)
        home = None
        if with_elasticsearch:
            named = elasticsearch_home and elasticsearch.check_home(elasticsearch_home)
            home = named or downloads.elasticsearch_home(cache, report)
        with ExitStack() as undo:
            # Whatever goes wrong, Ctrl-C included: nothing may be left that nobody knows how to end.
            undo.callback(_end_all, places, report)
            _start(places, java, libs, home, kafka_port, elasticsearch_port, report)
            undo.pop_all()
        started = _stack(places, state.read(places))
        report(Progress("ready", f"Kafka at {started.kafka}"))
        return started


def down(data: Path, *, report: Report = silent) -> bool:
    """Ends what `up` started and nothing else; the data stays. Returns whether anything ran."""
    places = folders(data)
    if not places.stack.exists():
        return False
    with state.locked(places, report):
        return _end_all(places, report)


def purge(data: Path, *, report: Report = silent) -> None:
    """Ends the stack and deletes its data."""
    places = folders(data)
    down(data, report=report)
    for folder in (places.outside, places.stack):
        shutil.rmtree(folder, ignore_errors=True)


def status(data: Path) -> Status:
    """How things stand: both the processes and the servers' own answers are asked."""
    places = folders(data)
    known = state.read(places)
    pids = tuple(process.pid for server in known.servers() for process in members(server.group))
    return Status(_running(places), places.logs, pids)


def _start(
    places: Folders,
    java: Path,
    libs: Path,
    home: Path | None,
    kafka_port: int | None,
    elasticsearch_port: int | None,
    report: Report,
) -> None:
    taken: set[int] = set()
    port = choose(kafka_port, 9092, taken, name="Kafka")
    inner = choose(None, 9093, taken, name="Kafka's controller")
    report(Progress("start", f"Kafka {KAFKA_VERSION}"))
    command = kafka.prepare(places, java / "bin" / "java", libs, port, inner)
    log = places.logs / "kafka.log"
    group = _launch(command, None, log, str(places.kafka / "server.properties"), folder=places.kafka)
    known = state.State(kafka=state.Server(port, inner, group))
    state.write(places, known)
    if home:
        port = choose(elasticsearch_port, 9200, taken, name="Elasticsearch")
        inner = choose(None, 9300, taken, name="Elasticsearch's transport")
        report(Progress("start", f"Elasticsearch {ELASTICSEARCH_VERSION}"))
        node = _node(places, home, java, port)
        elasticsearch.prepare(node, places, inner)
        command, environment = elasticsearch.command(node, str(places.stack))
        group = _launch(
            command, environment, places.logs / "elasticsearch-start.log", str(places.stack), folder=node.home
        )
        known = replace(known, elasticsearch=state.Server(port, inner, group))
        state.write(places, known)
        _link(places.logs / "elasticsearch.log", node.log)
    if known.kafka:
        kafka_at = known.kafka.port
        _wait("Kafka", known.kafka.group, lambda: kafka.answers(kafka_at), (log,))
    if known.elasticsearch and home:
        logs = (node.log, places.logs / "elasticsearch-start.log")
        _wait(
            "Elasticsearch",
            known.elasticsearch.group,
            lambda: elasticsearch.answers(node.port, node.ca, node.password_file),
            logs,
        )


def _node(places: Folders, home: Path, java: Path, port: int) -> elasticsearch.Node:
    secrets = places.secrets
    return elasticsearch.Node(
        home=home,
        java_home=java,
        folder=places.elasticsearch,
        password_file=secrets / "elasticsearch-password",
        ca=secrets / "ca.crt",
        port=port,
        owner=server_owner(),
    )


def _launch(command: list[str], environment: dict[str, str] | None, log: Path, marker: str, *, folder: Path) -> Group:
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=dict(os.environ) if environment is None else environment,
            cwd=folder,
            start_new_session=True,
        )
    started = find(process.pid)
    if started is None:
        raise StackError(f"{command[0]} ended at once: {state.last_lines(log)}")
    return Group(process.pid, started.started, marker)


def _wait(name: str, group: Group, answers: Callable[[], bool], logs: tuple[Path, ...]) -> None:
    deadline = time.monotonic() + READY_S
    while not answers():
        if not members(group):
            raise StackError(f"{name} ended while it started; its log {logs[0]} says: {state.last_lines(_last(logs))}")
        if time.monotonic() > deadline:
            raise StackError(
                f"{name} did not answer within {READY_S:.0f} s; its log {logs[0]} says: {state.last_lines(_last(logs))}"
            )
        time.sleep(LOOK_S)


def _last(logs: tuple[Path, ...]) -> Path:
    return next((log for log in logs if log.exists() and log.stat().st_size), logs[0])


def _link(link: Path, target: Path) -> None:
    link.unlink(missing_ok=True)
    link.symlink_to(target)


def _running(places: Folders) -> Stack | None:
    known = state.read(places)
    if known.kafka is None or not all(members(server.group) for server in known.servers()):
        return None
    found = _stack(places, known)
    if not kafka.answers(known.kafka.port):
        return None
    if known.elasticsearch and found.elasticsearch_ca and found.elasticsearch_password_file:
        at = known.elasticsearch.port
        if not elasticsearch.answers(at, found.elasticsearch_ca, found.elasticsearch_password_file):
            return None
    return found


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
        elasticsearch_password_file=places.secrets / "elasticsearch-password",
        elasticsearch_ca=places.secrets / "ca.crt",
    )


def _end_all(places: Folders, report: Report) -> bool:
    ended = False
    for server in state.read(places).servers():
        if members(server.group):
            report(Progress("stop", f"the server on port {server.port}"))
        ended |= end(server.group, patience=PATIENCE_S)
    places.state.unlink(missing_ok=True)
    return ended
