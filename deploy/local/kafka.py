"""One Kafka broker (KRaft, broker and controller in one): its files, its command, and whether it answers."""

from __future__ import annotations

import base64
import socket
import struct
import subprocess
import uuid
from pathlib import Path

from deploy.local.layout import Folders
from deploy.local.ports import HOST
from deploy.local.report import StackError

HEAP = "512m"
MAX_MESSAGE = 4 * 1024 * 1024  # the largest record of any of our topics: a dead letter around a post of 2 MB

LOGGING = """\
status = warn
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d] %p %m (%c)%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""


def properties(folders: Folders, port: int, controller_port: int) -> str:
    """The text of server.properties."""
    settings = {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@{HOST}:{controller_port}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{port}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
        "log.dirs": str(folders.kafka / "data"),
        # One node: nothing to replicate to, nobody to wait for.
        "offsets.topic.replication.factor": "1",
        # Fifty partitions would cost seconds at each start and serve nobody on one node.
        "offsets.topic.num.partitions": "8",
        "transaction.state.log.replication.factor": "1",
        "transaction.state.log.min.isr": "1",
        "transaction.state.log.num.partitions": "4",
        "share.coordinator.state.topic.replication.factor": "1",
        "share.coordinator.state.topic.min.isr": "1",
        "group.initial.rebalance.delay.ms": "0",
        "auto.create.topics.enable": "false",
        "log.retention.ms": "-1",
        "message.max.bytes": str(MAX_MESSAGE),
        "replica.fetch.max.bytes": str(MAX_MESSAGE),
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def prepare(folders: Folders, java: Path, libs: Path, port: int, controller_port: int) -> list[str]:
    """Writes the broker's files, formats its data folder if it is new, and returns the command that starts it.

    Raises StackError with the tool's own words if the folder can't be formatted.
    """
    folders.kafka.mkdir(parents=True, exist_ok=True)
    config, logging = folders.kafka / "server.properties", folders.kafka / "log4j2.properties"
    config.write_text(properties(folders, port, controller_port), "utf-8")
    logging.write_text(LOGGING, "utf-8")
    run = [str(java), f"-Xmx{HEAP}", "-Xms256m", "-XX:+UseG1GC", f"-Dlog4j2.configurationFile={logging}"]
    run += ["-cp", f"{libs}/*"]
    if not (folders.kafka / "data" / "meta.properties").exists():
        cluster = base64.urlsafe_b64encode(uuid.uuid5(uuid.NAMESPACE_URL, str(folders.data)).bytes).decode().rstrip("=")
        done = subprocess.run(
            [*run, "kafka.tools.StorageTool", "format", "-t", f"A{cluster[1:]}", "-c", str(config)],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise StackError(
                f"Kafka's data folder {folders.kafka / 'data'} could not be formatted "
                f"({said[-1] if said else 'no message'}): if it holds nothing you need, delete it and run it again."
            )
    return [*run, "kafka.Kafka", str(config)]


def answers(port: int, limit_s: float = 2.0) -> bool:
    """Whether a broker answers the ApiVersions request (key 18, version 0) on this port."""
    request = struct.pack(">hhih", 18, 0, 1, -1)
    try:
        with socket.create_connection((HOST, port), limit_s) as connection:
            connection.sendall(struct.pack(">i", len(request)) + request)
            head = connection.recv(10, socket.MSG_WAITALL)
    except OSError:
        return False
    return len(head) == 10 and struct.unpack(">iih", head)[1:] == (1, 0)
