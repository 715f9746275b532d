"""The production broker's own settings on a real broker: TLS, passwords, and a right a step; the pipeline runs with no more."""

import json
import secrets
import signal
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import GroupAuthorizationFailedError, KafkaError, TopicAuthorizationFailedError
from topic_reader import until

from deploy.compose.certificates import write as write_certificates
from deploy.local.downloads import kafka_libs
from deploy.local.java import java_home
from deploy.local.kafka import environment as java_environment
from deploy.local.layout import default_cache
from deploy.local.ports import choose
from ingest.cursor import Cursor
from ingest.publish import Publisher
from ingest.record import Recorder
from processors.access import create_access, rights
from processors.index.query import Question
from processors.index.reader import find
from processors.topics import TopicsError, admin, create_topics
from schemas.brokers import Brokers, connection
from schemas.messages import Channel, RawPost
from schemas.topics import ALERTS, ANALYSED, COVERAGE, EVENTS, GENERATIONS, RAW

ROOT = Path(__file__).parents[2]
PROPERTIES = ROOT / "deploy" / "compose" / "kafka.properties"
REPLAY = "new-eyes"


@dataclass(frozen=True)
class Secured:
    address: str
    ca: Path
    keys: Path
    admin: Brokers

    def of(self, who):
        return Brokers(self.address, user=who, password_file=self.keys / f"{who}.password", ca=self.ca)


@pytest.fixture(scope="module")
def secured(tmp_path_factory):
    folder = tmp_path_factory.mktemp("secured")
    write_certificates(folder / "certs")
    (folder / "secrets").mkdir()
    password = folder / "secrets" / "kafka_password"
    password.write_text(secrets.token_hex(24))
    taken = set()
    ports = []
    for _ in range(3):
        ports.append(choose(None, 29_092 + len(ports), taken, name="kafka"))
        taken.add(ports[-1])
    inside, host, controller = ports
    changed = {
        "controller.quorum.voters": f"1@localhost:{controller}",
        "listeners": f"INSIDE://127.0.0.1:{inside},HOST://127.0.0.1:{host},CONTROLLER://127.0.0.1:{controller}",
        "advertised.listeners": f"INSIDE://localhost:{inside},HOST://localhost:{host}",
        "log.dirs": str(folder / "data"),
        # Fifty partitions each would cost the test seconds.
        "offsets.topic.num.partitions": "4",
        "transaction.state.log.num.partitions": "2",
    }
    text = PROPERTIES.read_text("utf-8").replace("/run/secrets", str(folder / "secrets"))
    text = text.replace("/certs/", f"{folder / 'certs'}/")
    config = folder / "server.properties"
    config.write_text(text + "".join(f"{name}={value}\n" for name, value in changed.items()))
    run = [str(java_home() / "bin" / "java"), "-Xmx384m", "-cp", f"{kafka_libs(default_cache(), print)}/*"]
    with (folder / "log").open("wb") as log:
        tool = [*run, "kafka.tools.StorageTool", "format", "-t", "AbCdEfGhIjKlMnOpQrStUv", "-c", str(config)]
        subprocess.run(tool, check=True, stdout=log, stderr=log, env=java_environment(), timeout=60)
        broker = subprocess.Popen([*run, "kafka.Kafka", str(config)], stdout=log, stderr=log, env=java_environment())
    try:
        signed_in = Brokers(
            f"localhost:{host}",
            user="admin",
            password_file=password,
            ca=folder / "certs" / "ca" / "ca.crt",
            mechanism="PLAIN",
        )

        def answers():
            assert broker.poll() is None, (folder / "log").read_text()[-3000:]
            try:
                with admin(signed_in):
                    return True
            except TopicsError:
                return False

        until(answers, pause_s=0.3)
        create_topics(signed_in)
        keys = folder / "keys"
        create_access(signed_in, "live", keys)
        create_access(signed_in, REPLAY, keys)
        yield Secured(f"localhost:{host}", signed_in.ca, keys, signed_in)
    finally:
        broker.send_signal(signal.SIGTERM)
        try:
            broker.wait(30)
        except subprocess.TimeoutExpired:
            broker.kill()
            broker.wait()


def send(kafka, topic):
    """Raises what Kafka answers to a record in this topic."""
    producer = KafkaProducer(**connection(kafka), max_block_ms=10_000)
    try:
        producer.send(topic, b"{}", key=b"k").get(20)
    finally:
        producer.close(timeout=5)


def visible(kafka):
    """The topics that Kafka tells this principal of."""
    consumer = KafkaConsumer(**connection(kafka), group_id=None)
    try:
        return consumer.topics()
    finally:
        consumer.close(autocommit=False)


def join(kafka, topic, group):
    """Raises what Kafka answers to reading a topic as a member of a group."""
    consumer = KafkaConsumer(topic, **connection(kafka), group_id=group, enable_auto_commit=False)
    try:
        for _ in range(20):
            consumer.poll(timeout_ms=500)
    finally:
        consumer.close(autocommit=False)


def test_posts_come_through_every_step_with_the_rights_of_its_own_principal_alone(
    secured, started, elasticsearch, tmp_path, channel
):
    out = tmp_path / "alerts.jsonl"
    for step in ("analyse", "correlate", "index", "notify"):
        started(
            "work",
            "--only",
            step,
            RASD_KAFKA=secured.address,
            RASD_KAFKA_USER=f"rasd-{step}",
            RASD_KAFKA_PASSWORD_FILE=secured.keys / f"rasd-{step}.password",
            RASD_KAFKA_CA=secured.ca,
            RASD_NOTIFY_TARGETS=json.dumps([f"file://{out}"]),
        )
    publisher, cursor = Publisher(secured.of("rasd-collector")), Cursor(tmp_path / "cursor.sqlite")
    claim = "أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بصلية من صواريخ الكاتيوشا فجر اليوم"
    try:
        draft = RawPost(channel=Channel(id=channel), message_id=1, date="2021-07-08T05:00:00Z", text=claim)
        Recorder(publisher, cursor, by="test").record([draft], "live")
    finally:
        publisher.close()
        cursor.close()
    # Four programs start at once, which takes a loaded machine a minute.
    until(lambda: out.exists() and f"{channel}:1" in out.read_text("utf-8"), limit_s=200)
    until(lambda: [hit for hit in find(elasticsearch, Question(channel=str(channel))) if hit.source["cluster"]])


def test_a_replay_reads_the_record_and_can_not_write_an_alert(secured):
    replay = secured.of(f"rasd-replay-{REPLAY}")
    assert visible(replay) == {RAW.name, COVERAGE.name, EVENTS.name, GENERATIONS.name}
    for topic in (ALERTS.name, RAW.name, ANALYSED.name):
        with pytest.raises(TopicAuthorizationFailedError):
            send(replay, topic)


@pytest.mark.parametrize(
    ("who", "topic"),
    [
        ("rasd-analyse", ALERTS.name),
        ("rasd-analyse", RAW.name),
        ("rasd-collector", ANALYSED.name),
        ("rasd-collector", ALERTS.name),
        ("rasd-index", ALERTS.name),
        ("rasd-notify", ANALYSED.name),
        ("rasd-correlate", RAW.name),
    ],
)
def test_a_step_can_not_write_what_is_not_its_own(secured, who, topic):
    with pytest.raises(TopicAuthorizationFailedError):
        send(secured.of(who), topic)


def test_a_step_can_not_read_for_another(secured):
    with pytest.raises(TopicAuthorizationFailedError):
        join(secured.of("rasd-notify"), RAW.name, "rasd-notify")
    with pytest.raises(GroupAuthorizationFailedError):
        join(secured.of("rasd-index"), ANALYSED.name, "rasd-analyse")


def test_whoever_has_no_password_or_a_wrong_one_gets_nothing(secured, tmp_path):
    wrong = tmp_path / "wrong"
    wrong.write_text("wrong")
    with (
        pytest.raises(TopicsError),
        admin(Brokers(secured.address, user="rasd-index", password_file=wrong, ca=secured.ca)),
    ):
        pass
    with pytest.raises((TopicsError, KafkaError)), admin(secured.address) as client:
        client.describe_topics([RAW.name])


def test_the_command_keeps_what_exists_and_shows_no_password(secured, rasd):
    done = rasd(
        "topics",
        "access",
        "--out",
        secured.keys,
        RASD_KAFKA=secured.address,
        RASD_KAFKA_USER="admin",
        RASD_KAFKA_PASSWORD_FILE=secured.admin.password_file,
        RASD_KAFKA_MECHANISM="PLAIN",
        RASD_KAFKA_CA=secured.ca,
    )
    assert done.returncode == 0, done.err
    assert done.out.count("kept") == len({right.principal for right in rights()})
    for path in secured.keys.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert path.read_text().strip() not in done.out + done.err


def test_no_principal_but_the_operator_may_write_more_topics_than_its_step_publishes():
    written = {}
    for right in rights():
        if right.act == "write":
            written.setdefault(right.principal, set()).add(right.name)
    assert ALERTS.name not in set().union(
        # notify raises the alerts about the pipeline itself: a step behind, dead letters, a blind collector.
        *(written[who] for who in written if who not in {"rasd-correlate", "rasd-notify", "rasd-operator"})
    )
    assert {right.name for right in rights() if right.kind == "topic" and right.prefix} == {"rasd-correlate-"}
    created = [right for right in rights(REPLAY) if right.act in {"create", "write"} and right.name != GENERATIONS.name]
    assert created
    assert all(right.prefix and REPLAY in right.name for right in created)
    assert not [right for right in rights(REPLAY) if "notify" in right.name]
