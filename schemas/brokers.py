"""Kafka's addresses together with how to sign in there, and what every client library is told of it."""

import ssl
from pathlib import Path
from typing import Any, Final, Self

from schemas.errors import Explained

MECHANISM: Final = "SCRAM-SHA-512"
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})


class BrokersError(Explained):
    """A file that signing in needs can't be used; the text ends with the remedy."""


class Brokers(str):
    """`host:port[,host:port]`, and who signs in. A str, so that whoever hands addresses on hands this on too.

    A password never travels in clear: with a user the connection is TLS, but on loopback without an authority.
    """

    __slots__ = ("ca", "mechanism", "password_file", "user")
    user: str | None
    password_file: Path | None
    ca: Path | None
    mechanism: str

    def __new__(
        cls,
        addresses: str,
        *,
        user: str | None = None,
        password_file: Path | None = None,
        ca: Path | None = None,
        mechanism: str = MECHANISM,
    ) -> Self:
        made = super().__new__(cls, addresses)
        made.user, made.password_file, made.ca, made.mechanism = user, password_file, ca, mechanism
        return made


def addresses_of(kafka: str) -> list[str]:
    return kafka.split(",")


def connection(kafka: str) -> dict[str, Any]:
    """What a client of kafka-python or aiokafka is made with. Raises BrokersError if a file can't be read."""
    made: dict[str, Any] = {"bootstrap_servers": addresses_of(kafka)}
    if not isinstance(kafka, Brokers) or not (kafka.user or kafka.ca):
        return made
    context = trust(kafka)
    made["ssl_context"] = context
    if kafka.user is None:
        return made | {"security_protocol": "SSL"}
    return made | {
        "security_protocol": "SASL_SSL" if context else "SASL_PLAINTEXT",
        "sasl_mechanism": kafka.mechanism,
        "sasl_plain_username": kafka.user,
        "sasl_plain_password": password_of(kafka),
    }


def password_of(kafka: Brokers) -> str:
    if kafka.password_file is None:
        raise BrokersError(f"RASD_KAFKA_USER is {kafka.user} and there is no password: set RASD_KAFKA_PASSWORD_FILE")
    try:
        return kafka.password_file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BrokersError(
            f"{kafka.password_file} can't be read ({error}): correct RASD_KAFKA_PASSWORD_FILE or its rights"
        ) from error


def trust(kafka: Brokers) -> ssl.SSLContext | None:
    """None only on loopback without an authority: everywhere else a password needs TLS."""
    hosts = {address.rpartition(":")[0] for address in addresses_of(kafka)}
    if kafka.ca is None and hosts <= LOOPBACK:
        return None
    try:
        return ssl.create_default_context(cafile=str(kafka.ca) if kafka.ca else None)
    except (OSError, ssl.SSLError) as error:
        raise BrokersError(f"{kafka.ca} is no certificate ({error}): correct RASD_KAFKA_CA") from error
