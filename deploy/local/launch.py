"""Both servers, started beside each other and waited for; every step is remembered before the next is taken."""

from __future__ import annotations

import secrets
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from deploy.local import elasticsearch, kafka, state
from deploy.local.layout import Folders, server_owner
from deploy.local.pins import ELASTICSEARCH_VERSION, KAFKA_VERSION
from deploy.local.ports import choose
from deploy.local.processes import Group, find, members
from deploy.local.report import Progress, Report, StackError

READY_S = 120.0
LOOK_S = 0.1
# How Java says that somebody else listens on the port; Elasticsearch names its exception first.
PORT_LOST = ("Address already in use", "BindHttpException", "BindTransportException")


class PortLostError(StackError):
    """A port that was free when it was chosen was taken before the server listened on it."""


@dataclass(frozen=True)
class Plan:
    """What to start, and on which ports if the caller demands them. Without `home` Kafka is started alone."""

    java: Path
    libs: Path
    home: Path | None
    kafka_port: int | None = None
    elasticsearch_port: int | None = None


def node(places: Folders, home: Path, java: Path, port: int) -> elasticsearch.Node:
    """The Elasticsearch node of one stack."""
    return elasticsearch.Node(
        home=home,
        java_home=java,
        folder=places.elasticsearch,
        password_file=password_file(places),
        ca=authority(places),
        port=port,
        owner=server_owner(),
    )


def password_file(places: Folders) -> Path:
    return places.secrets / "elasticsearch-password"


def authority(places: Folders) -> Path:
    return places.secrets / "ca.crt"


def start(places: Folders, plan: Plan, report: Report) -> None:
    """Starts the servers and returns when both answer; the state file knows each from before its first process.

    Raises StackError; what was started by then still runs. PortLostError: with other ports it may work.
    """
    taken: set[int] = set()
    known = _start_kafka(places, plan, state.State(), taken, report)
    if plan.home:
        known = _start_elasticsearch(places, plan, plan.home, known, taken, report)
    if server := known.kafka:
        cluster = kafka.cluster_id(places)
        logs = (kafka.log_of(places), places.logs / "kafka-start.log")
        _wait("Kafka", server.group, lambda: kafka.answers(server.port, cluster), logs)
    if (search := known.elasticsearch) and plan.home:
        logs = (node(places, plan.home, plan.java, search.port).log, places.logs / "elasticsearch-start.log")
        ca, password = authority(places), password_file(places)
        _wait("Elasticsearch", search.group, lambda: elasticsearch.answers(search.port, ca, password), logs)


def _start_kafka(places: Folders, plan: Plan, known: state.State, taken: set[int], report: Report) -> state.State:
    port = choose(plan.kafka_port, 9092, taken, name="Kafka")
    inner = choose(None, 9093, taken, name="Kafka's controller")
    report(Progress("start", f"Kafka {KAFKA_VERSION}"))
    server = state.Server(port, inner, _unborn(), KAFKA_VERSION)
    state.write(places, replace(known, kafka=server))
    _set_aside(kafka.log_of(places))
    command = kafka.prepare(places, plan.java / "bin" / "java", plan.libs, port, inner, server.group.marker)
    log = places.logs / "kafka-start.log"
    group = _launch(command, kafka.environment(), log, places.kafka, server.group)
    known = replace(known, kafka=replace(server, group=group))
    state.write(places, known)
    return known


def _start_elasticsearch(
    places: Folders, plan: Plan, home: Path, known: state.State, taken: set[int], report: Report
) -> state.State:
    port = choose(plan.elasticsearch_port, 9200, taken, name="Elasticsearch")
    inner = choose(None, 9300, taken, name="Elasticsearch's transport")
    version = elasticsearch.version_of(home) or ELASTICSEARCH_VERSION
    report(Progress("start", f"Elasticsearch {version}"))
    server = state.Server(port, inner, _unborn(), version)
    state.write(places, replace(known, elasticsearch=server))
    own = node(places, home, plan.java, port)
    _set_aside(own.log)
    _link(places.logs / "elasticsearch.log", own.log)
    elasticsearch.prepare(own, places, inner)
    command, environment = elasticsearch.command(own, server.group.marker)
    group = _launch(command, environment, places.logs / "elasticsearch-start.log", home, server.group)
    known = replace(known, elasticsearch=replace(server, group=group))
    state.write(places, known)
    return known


def _unborn() -> Group:
    return Group(None, None, f"start-{secrets.token_hex(12)}")


def _launch(command: list[str], environment: dict[str, str], log: Path, folder: Path, unborn: Group) -> Group:
    _set_aside(log)
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
    started = find(process.pid)
    if started is None:
        raise StackError(f"{Path(command[0]).name} ended at once; its log {log} says: {state.last_lines(log)}")
    return replace(unborn, leader=process.pid, started=started.started)


def _wait(name: str, group: Group, answers: Callable[[], bool], logs: tuple[Path, ...]) -> None:
    """Raises StackError with the end of the first of the logs that says anything."""
    deadline = time.monotonic() + READY_S
    while not answers():
        dead = not members(group)
        if dead or time.monotonic() > deadline:
            log = next((log for log in logs if log.exists() and log.stat().st_size), logs[0])
            # Anywhere: Kafka goes on for a thousand lines after that, its configuration among them, before it ends.
            if dead and any(state.says(each, PORT_LOST) for each in logs):
                raise PortLostError(
                    f"{name}'s port was taken by another program while it started: run it again, another one is found."
                )
            what = "ended while it started" if dead else f"did not answer within {READY_S:.0f} s"
            raise StackError(
                f"{name} {what} ({state.last_lines(log)}): free memory or disk if that is what is missing, "
                f"else see {log}, and run it again."
            )
        time.sleep(LOOK_S)


def _set_aside(log: Path) -> None:
    """A log begins with its start; the one before is kept beside it."""
    if log.exists():
        log.replace(log.with_name(f"{log.stem}.before{log.suffix}"))


def _link(link: Path, target: Path) -> None:
    link.unlink(missing_ok=True)
    link.symlink_to(target)
