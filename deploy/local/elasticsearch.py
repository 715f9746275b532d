"""One Elasticsearch node with TLS and a password: its files, its command, and whether it answers."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import os
import re
import secrets
import shutil
import ssl
from dataclasses import dataclass
from pathlib import Path

from deploy.local.certificates import make_certificates
from deploy.local.layout import Folders, Owner, give, others_can_enter
from deploy.local.ports import HOST
from deploy.local.report import StackError

USER = "rasd"
CLUSTER = "rasd"
# Elasticsearch reads {PBKDF2}<rounds>$<salt>$<key> (HMAC-SHA512, 32 bytes each). The password is 192 random bits: more rounds
# would only make each first request slower.
ROUNDS = 10_000

LOGGING = """\
status = error
appender.file.type = RollingFile
appender.file.name = file
appender.file.fileName = ${sys:es.logs.base_path}/${sys:es.logs.cluster_name}.log
appender.file.filePattern = ${sys:es.logs.base_path}/${sys:es.logs.cluster_name}-%i.log.gz
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 20MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 3
rootLogger.level = info
rootLogger.appenderRef.file.ref = file
"""


@dataclass(frozen=True)
class Node:
    """What is needed to start the server, and to talk to it. `password_file` and `ca` are ours alone to read."""

    home: Path
    java_home: Path
    folder: Path
    password_file: Path
    ca: Path
    port: int
    owner: Owner | None

    @property
    def log(self) -> Path:
        return self.folder / "logs" / f"{CLUSTER}.log"

    @property
    def pid_file(self) -> Path:
        return self.folder / "pid"


def heap() -> str:
    """1 GB, or less on a machine with under 8 GB of memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return "1g" if memory >= 7_500_000_000 else "512m"


def check_home(home: Path) -> Path:
    """An Elasticsearch that the user unpacked. Raises StackError if the folder doesn't hold one."""
    resolved = home.expanduser().resolve()
    if not (resolved / "lib" / "tools" / "server-launcher").is_dir():
        raise StackError(
            f"{home} holds no Elasticsearch 9 (there is no lib/tools/server-launcher in it): name the folder that "
            "the archive unpacked to."
        )
    if (version := version_of(resolved)) and not version.startswith("9."):
        raise StackError(f"{home} holds Elasticsearch {version}: rasd needs 9.4 or a later 9, name the folder of one.")
    return resolved


def version_of(home: Path) -> str | None:
    """The version of an unpacked Elasticsearch, from the name of its core."""
    names = (re.fullmatch(r"elasticsearch-(\d+\.\d+\.\d+.*)\.jar", path.name) for path in (home / "lib").glob("*.jar"))
    return next((found[1] for found in names if found), None)


def prepare(node: Node, folders: Folders, transport_port: int) -> None:
    """Writes the node's files: settings, user, certificates; an existing password and certificate stay."""
    config = node.folder / "config"
    for each in (config / "certs", *(node.folder / name for name in ("data", "logs", "tmp", "home"))):
        each.mkdir(parents=True, exist_ok=True)
    folders.secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_secrets(node, config)
    (config / "elasticsearch.yml").write_text(_settings(node, transport_port), "utf-8")
    # Its entitlements let it write wherever java.io.tmpdir is; /tmp would include the settings of a stack under /tmp.
    (config / "jvm.options").write_text(f"-Xms{heap()}\n-Xmx{heap()}\n-Djava.io.tmpdir=${{ES_TMPDIR}}\n", "utf-8")
    (config / "log4j2.properties").write_text(LOGGING, "utf-8")
    password = node.password_file.read_text("ascii").strip()
    _private(config / "users", f"{USER}:{hash_password(password)}\n".encode())
    (config / "users_roles").write_text(f"superuser:{USER}\n", "utf-8")
    give(node.folder, node.owner)
    if node.owner and not (others_can_enter(node.home) and others_can_enter(node.java_home)):
        raise StackError(
            f"Elasticsearch refuses to run as root, and the user {node.owner.name} can't enter {node.home}: "
            "set RASD_CACHE to a folder that every user can read, or start the stack as a normal user."
        )


def _write_secrets(node: Node, config: Path) -> None:
    if not node.password_file.exists():
        _private(node.password_file, secrets.token_urlsafe(24).encode())
    server = config / "certs" / "server.crt"
    if not (node.ca.exists() and server.exists()):
        authority, certificate, key = make_certificates()
        node.ca.write_bytes(authority)
        server.write_bytes(certificate)
        _private(config / "certs" / "server.key", key)


def _private(path: Path, content: bytes) -> None:
    """Never readable by others, not even for the moment between writing and chmod."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)


def hash_password(password: str, salt: bytes | None = None) -> str:
    """The hash in the form that Elasticsearch's file realm reads."""
    salt = secrets.token_bytes(32) if salt is None else salt
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, ROUNDS, 32)
    return f"{{PBKDF2}}{ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"


def _settings(node: Node, transport_port: int) -> str:
    """JSON is YAML, and quotes every path right."""
    settings = {
        "cluster.name": CLUSTER,
        "node.name": "rasd",
        "discovery.type": "single-node",
        "network.host": HOST,
        "http.port": node.port,
        "transport.port": transport_port,
        "path.data": str(node.folder / "data"),
        "path.logs": str(node.folder / "logs"),
        # A laptop's disk is often over 90 % full; without this the indices would turn read-only.
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "action.auto_create_index": "posts*,stories*,alerts*,coverage*,.*",
        "xpack.security.enabled": True,
        "xpack.security.http.ssl.enabled": True,
        "xpack.security.http.ssl.key": "certs/server.key",
        "xpack.security.http.ssl.certificate": "certs/server.crt",
        "xpack.security.authc.realms.file.file1.order": 0,
    }
    return "".join(f"{name}: {json.dumps(value)}\n" for name, value in settings.items())


def command(node: Node, marker: str) -> tuple[list[str], dict[str, str]]:
    """The command that starts the server as a daemon, and its whole environment."""
    java = node.java_home / "bin" / "java"
    run = [str(java), "-Xms4m", "-Xmx64m", "-XX:+UseSerialGC", f"-Drasd.stack={marker}"]
    run += ["-cp", f"{node.home}/lib/tools/server-launcher/*:{node.home}/lib/*"]
    run += ["org.elasticsearch.server.launcher.ServerLauncher", "-d", "-p", str(node.pid_file)]
    if node.owner:
        if shutil.which("setpriv") is None:
            raise StackError(
                "Elasticsearch refuses to run as root and setpriv, which would start it as another user, is missing: "
                "install util-linux, or start the stack as a normal user."
            )
        run = ["setpriv", f"--reuid={node.owner.uid}", f"--regid={node.owner.gid}", "--clear-groups", *run]
    environment = {
        "ES_HOME": str(node.home),
        "ES_PATH_CONF": str(node.folder / "config"),
        "ES_DISTRIBUTION_TYPE": "tar",
        "ES_JAVA_HOME": str(node.java_home),
        "JAVA_HOME": str(node.java_home),
        "JAVA": str(java),
        "JAVA_TYPE": "ES_JAVA_HOME",
        "ES_JAVA_OPTS": f"-Drasd.stack={marker}",
        "ES_TMPDIR": str(node.folder / "tmp"),
        # Not the node's own folder: its entitlements forbid a home in which the settings lie.
        "HOME": str(node.folder / "home"),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
    }
    return run, environment


def answers(port: int, ca: Path, password_file: Path, limit_s: float = 3.0) -> bool:
    """Whether the server answers to our certificate and password on this port."""
    try:
        context = ssl.create_default_context(cafile=str(ca))
        login = base64.b64encode(f"{USER}:{password_file.read_text('ascii').strip()}".encode()).decode()
        connection = http.client.HTTPSConnection(HOST, port, timeout=limit_s, context=context)
        try:
            connection.request("GET", "/_cluster/health", headers={"Authorization": f"Basic {login}"})
            health = connection.getresponse()
            return health.status == http.client.OK and json.load(health)["status"] in {"green", "yellow"}
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError):
        return False
