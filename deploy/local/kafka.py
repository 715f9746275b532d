"""One Kafka broker (KRaft, broker and controller in one): its files, its command, and whether it answers."""

from __future__ import annotations

import base64
import os
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
appender.file.type = RollingFile
appender.file.name = file
appender.file.fileName = ${sys:rasd.log}
appender.file.filePattern = ${sys:rasd.log}.%i.gz
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = [%d] %p %m (%c)%n
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 20MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 3
rootLogger.level = info
rootLogger.appenderRef.file.ref = file
"""


def properties(port: int, controller_port: int) -> str:
    """The text of server.properties; the broker has to be started in its own folder."""
    settings = {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@{HOST}:{controller_port}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller_port}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{port}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
        # Relative to where it is started: this file is read as Latin-1, and a comma in a path would end it.
        "log.dirs": "data",
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


def log_of(folders: Folders) -> Path:
    """The broker's own log; what the Java machine itself says lies beside it, in kafka-start.log."""
    return folders.logs / "kafka.log"


def prepare(folders: Folders, java: Path, libs: Path, port: int, controller_port: int, marker: str) -> list[str]:
    """Writes the broker's files, formats its data folder if it is new, and returns the command that starts it.

    `marker` stands in the command. Raises StackError with the tool's own words if the folder can't be formatted.
    """
    folders.kafka.mkdir(parents=True, exist_ok=True)
    config, logging = folders.kafka / "server.properties", folders.kafka / "log4j2.properties"
    config.write_text(properties(port, controller_port), "utf-8")
    logging.write_text(LOGGING, "utf-8")
    run = [str(java), f"-Drasd.stack={marker}", f"-Xmx{HEAP}", "-Xms256m", "-XX:+UseG1GC"]
    # As a URL: a path with a space in it would not be found.
    run += [f"-Dlog4j2.configurationFile={logging.as_uri()}", f"-Drasd.log={log_of(folders)}", "-cp", f"{libs}/*"]
    if not (folders.kafka / "data" / "meta.properties").exists():
        cluster = base64.urlsafe_b64encode(uuid.uuid5(uuid.NAMESPACE_URL, str(folders.data)).bytes).decode().rstrip("=")
        done = subprocess.run(
            [*run, "kafka.tools.StorageTool", "format", "-t", f"A{cluster[1:]}", "-c", str(config)],
            capture_output=True,
            check=False,
            env=environment(),
            cwd=folders.kafka,
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


def environment() -> dict[str, str]:
    """What the broker is told of ours: no secret of ours is its business."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": os.environ.get("HOME") or str(Path.home()),
        "LANG": "C.UTF-8",
    }


def cluster_id(folders: Folders) -> str | None:
    """The name that the broker of this data folder gives its cluster; None before it is formatted."""
    try:
        written = (folders.kafka / "data" / "meta.properties").read_text("utf-8")
    except OSError:
        return None
    return next((line.partition("=")[2] for line in written.splitlines() if line.startswith("cluster.id=")), None)


def answers(port: int, cluster: str | None, limit_s: float = 2.0) -> bool:
    """Whether a broker of this cluster serves on this port: a foreign one is not ours to use."""
    if cluster is None:
        return False
    # Metadata (key 3, version 2) about no topic, from a client without a name.
    request = struct.pack(">hhihi", 3, 2, 1, -1, 0)
    try:
        with socket.create_connection((HOST, port), limit_s) as connection:
            connection.sendall(struct.pack(">i", len(request)) + request)
            (size,) = struct.unpack(">i", connection.recv(4, socket.MSG_WAITALL))
            body = connection.recv(min(max(size, 0), 65536), socket.MSG_WAITALL)
            return _cluster_of(body) == cluster
    except (OSError, struct.error, UnicodeDecodeError):
        return False


def _cluster_of(body: bytes) -> str | None:
    """The cluster's name in an answer to the request above, if a broker has registered with it."""
    at = 8  # after the correlation id and the number of brokers
    (brokers,) = struct.unpack_from(">i", body, 4)
    for _ in range(brokers):
        (host,) = struct.unpack_from(">h", body, at + 4)
        at += 4 + 2 + host + 4  # id, host, port
        (rack,) = struct.unpack_from(">h", body, at)
        at += 2 + max(rack, 0)
    (length,) = struct.unpack_from(">h", body, at)
    return body[at + 2 : at + 2 + length].decode() if brokers > 0 and length > 0 else None
