"""`python -m deploy.compose.certificates FOLDER`: an authority and one server certificate for Elasticsearch and Kafka, once.

The authority's key is thrown away: whoever wants another certificate makes another authority.
"""

import os
import sys
from pathlib import Path

from deploy.local.certificates import make_certificates

HOSTS = ("elasticsearch", "kafka")
# Both images run their server as this user.
SERVER_UID = 1000


def write(folder: Path) -> bool:
    """Whether certificates were made: those that exist stay."""
    authority, server = folder / "ca" / "ca.crt", folder / "server" / "server.crt"
    if authority.exists() and server.exists():
        return False
    certificate_of, certificate, key = make_certificates(hosts=HOSTS)
    for path in (authority, server):
        path.parent.mkdir(parents=True, exist_ok=True)
    authority.write_bytes(certificate_of)
    _private(server.with_suffix(".key"), key)
    # Kafka reads both from one file.
    _private(server.with_suffix(".pem"), key + certificate)
    server.write_bytes(certificate)
    return True


def _private(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
    if os.geteuid() == 0:
        os.chown(path, SERVER_UID, 0)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
