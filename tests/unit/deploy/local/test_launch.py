"""What the stack decides around a start, without a server: who is ours, who answers, what is said."""

import signal
import socket
import struct
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.local import downloads, elasticsearch, java, kafka, launch, maven, state
from deploy.local import stack as local
from deploy.local.launch import PortLostError
from deploy.local.layout import Folders, default_cache, folders
from deploy.local.pins import KAFKA_ARTIFACTS, kafka_jars, kafka_mark
from deploy.local.processes import Group, end, find, members
from deploy.local.report import StackError, silent

MARKER = "start-0123456789ab"


@contextmanager
def process(marker, parent=""):
    code = f"{parent}; print('up', flush=True); import time; time.sleep(60) # {marker}"
    running = subprocess.Popen(
        [sys.executable, "-c", code.lstrip("; ")], start_new_session=True, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout.readline() == "up\n"
    try:
        yield running
    finally:
        running.kill()
        running.wait()
        running.stdout.close()


@contextmanager
def server(answer):
    """A listener on loopback that reads one request from each client and gives it these bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            try:
                while True:
                    client, _ = listener.accept()
                    with client:
                        client.recv(1000)
                        client.sendall(answer)
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def metadata(cluster, brokers=1):
    host, name = b"127.0.0.1", cluster.encode()
    each = struct.pack(">ih", 1, len(host)) + host + struct.pack(">ih", 9092, -1)
    body = struct.pack(">ii", 1, brokers) + each * brokers + struct.pack(">h", len(name)) + name + b"\0" * 8
    return struct.pack(">i", len(body)) + body


def test_a_process_whose_pid_was_never_written_down_is_found_and_ended():
    with process(MARKER) as ours, process("start-another") as other:
        group = Group(None, None, MARKER)
        assert [each.pid for each in members(group)] == [ours.pid]
        assert end(group, patience=5) is True
        assert ours.wait(5) == -signal.SIGTERM
        assert other.poll() is None


def test_a_child_without_the_marker_ends_with_its_parent():
    spawn = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"
    with process(MARKER, spawn) as parent:
        known = Group(parent.pid, find(parent.pid).started, MARKER)
        pids = [each.pid for each in members(known)]
        assert len(pids) == 2
        assert end(known, patience=5) is True
        assert [find(pid) for pid in pids] == [None, None]


def test_a_process_that_does_not_listen_is_killed_after_the_patience():
    with process(MARKER, "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)") as deaf:
        assert end(Group(deaf.pid, find(deaf.pid).started, MARKER), patience=0.2) is True
        assert deaf.wait(5) == -signal.SIGKILL


def test_only_a_broker_of_our_own_cluster_answers():
    with server(metadata("Aours")) as port:
        assert kafka.answers(port, "Aours") is True
        assert kafka.answers(port, "Aother") is False
        assert kafka.answers(port, None) is False


def test_a_cluster_whose_broker_has_not_registered_does_not_answer_yet():
    with server(metadata("Aours", brokers=0)) as port:
        assert kafka.answers(port, "Aours") is False


@pytest.mark.parametrize(
    "noise", [b"", b"\0", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\0\0\0\4abcd", b"\0\0\0\x10" + b"\xff" * 16]
)
def test_a_server_that_is_no_kafka_does_not_answer(noise):
    with server(noise) as port:
        assert kafka.answers(port, "Aours", limit_s=0.5) is False


def test_nobody_listening_does_not_answer(tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        assert kafka.answers(port, "Aours") is False
        assert elasticsearch.answers(port, tmp_path / "none", tmp_path / "none") is False


def test_kafkas_settings_are_those_that_the_pipeline_counts_on():
    lines = dict(line.split("=", 1) for line in kafka.properties(19092, 19093).splitlines())
    assert lines["auto.create.topics.enable"] == "false"
    assert lines["log.retention.ms"] == "-1"
    assert int(lines["message.max.bytes"]) >= 4 * 1024 * 1024
    assert lines["listeners"] == "PLAINTEXT://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093"


def test_kafka_is_not_given_our_environment(monkeypatch):
    monkeypatch.setenv("RASD_TELEGRAM_API_HASH", "a secret")
    assert set(kafka.environment()) == {"PATH", "HOME", "LANG"}


def test_the_name_of_the_cluster_is_read_from_the_data_folder(tmp_path):
    places = folders(tmp_path)
    assert kafka.cluster_id(places) is None
    (places.kafka / "data").mkdir(parents=True)
    (places.kafka / "data" / "meta.properties").write_text("#\nversion=1\ncluster.id=Aours\nnode.id=1\n")
    assert kafka.cluster_id(places) == "Aours"


def test_a_server_that_dies_is_told_with_the_end_of_its_log(tmp_path):
    log = tmp_path / "kafka.log"
    log.write_text("starting\nout of memory\n")
    with pytest.raises(StackError, match=r"Kafka ended while it started \(starting / out of memory\)"):
        launch._wait("Kafka", Group(None, None, MARKER), lambda: False, (log,))


def test_a_port_that_was_lost_to_another_is_told_apart(tmp_path):
    log, other = tmp_path / "kafka.log", tmp_path / "kafka-start.log"
    log.write_text("java.net.BindException: Address already in use\n" + "later\n" * 50)
    with pytest.raises(PortLostError, match="was taken by another program"):
        launch._wait("Kafka", Group(None, None, MARKER), lambda: False, (other, log))


def test_the_log_of_the_start_before_is_kept(tmp_path):
    log = tmp_path / "kafka.log"
    for text in ("first", "second"):
        launch._set_aside(log)
        log.write_text(text)
    assert (tmp_path / "kafka.before.log").read_text() == "first"
    assert log.read_text() == "second"


def test_a_file_that_can_not_be_written_during_the_start_is_told(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(local, "start", full)
    with pytest.raises(StackError, match=r"No space left on device.*: free some space, or set RASD_DATA"):
        local._start(folders(tmp_path), launch.Plan(tmp_path, tmp_path, None), silent)


def test_lost_ports_are_chosen_again_but_not_for_ever(tmp_path, monkeypatch):
    tries = []

    def lose(*_):
        tries.append(1)
        raise PortLostError("Kafka's port was taken: run it again.")

    monkeypatch.setattr(local, "start", lose)
    with pytest.raises(PortLostError):
        local._start(folders(tmp_path), launch.Plan(tmp_path, tmp_path, None), silent)
    assert len(tries) == local.ATTEMPTS


def test_servers_that_live_but_are_busy_are_waited_for(tmp_path, monkeypatch):
    places = folders(tmp_path)
    places.stack.mkdir()
    answers, said = iter([False, False, True]), []
    monkeypatch.setattr(local, "_kafka_answers", lambda *_: next(answers))
    with process(MARKER) as ours:
        state.write(
            places, state.State(kafka=state.Server(19092, 19093, Group(ours.pid, find(ours.pid).started, MARKER)))
        )
        found = local.up(
            tmp_path, tmp_path, report=lambda progress: said.append(progress.step), with_elasticsearch=False
        )
        assert ours.poll() is None
    assert found.kafka == "127.0.0.1:19092"
    assert said == ["wait", "ready"]


def test_a_running_stack_is_not_moved_to_another_port():
    running = local.Stack("127.0.0.1:9092", None, None, None, None)
    local._same_ports(running, 9092, None)
    with pytest.raises(StackError, match=r"runs already, at 127\.0\.0\.1:9092: end the stack"):
        local._same_ports(running, 19092, None)


def test_the_state_is_read_as_it_was_written(tmp_path):
    places = folders(tmp_path)
    places.stack.mkdir()
    written = state.State(kafka=state.Server(1, 2, Group(None, None, MARKER), "4.3.1"))
    state.write(places, written)
    assert state.read(places) == written
    assert [path.name for path in places.stack.iterdir()] == ["state.json"]


def test_a_stack_that_never_ran_is_stopped(tmp_path):
    found = local.status(tmp_path)
    assert found.stack is None
    assert (found.kafka.state, found.elasticsearch.state) == ("stopped", "stopped")
    assert found.as_dict()["kafka"] is None
    assert local.down(tmp_path) is False


def test_an_elasticsearch_of_another_age_is_refused(tmp_path):
    (tmp_path / "lib" / "tools" / "server-launcher").mkdir(parents=True)
    (tmp_path / "lib" / "elasticsearch-8.19.1.jar").touch()
    with pytest.raises(StackError, match=r"holds Elasticsearch 8\.19\.1: rasd needs 9\.4"):
        elasticsearch.check_home(tmp_path)
    (tmp_path / "lib" / "elasticsearch-8.19.1.jar").rename(tmp_path / "lib" / "elasticsearch-9.4.3.jar")
    assert elasticsearch.check_home(tmp_path) == tmp_path.resolve()


def test_a_complete_cache_is_used_without_writing_to_it(tmp_path):
    folder = tmp_path / f"kafka-{KAFKA_ARTIFACTS[0][2]}"
    folder.mkdir()
    (folder / "complete").write_text(kafka_mark())
    assert downloads.kafka_libs(tmp_path, silent) == folder / "libs"
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_a_download_without_its_mark_is_not_used(tmp_path, monkeypatch):
    folder = tmp_path / f"kafka-{KAFKA_ARTIFACTS[0][2]}" / "libs"
    folder.mkdir(parents=True)
    (folder / "half.jar").touch()
    asked = []

    def copy(_cache, artifacts, to, **_):
        asked.append(artifacts)
        to.mkdir()
        (to / "other.jar").touch()

    monkeypatch.setattr(maven, "copy_jars", copy)
    with pytest.raises(StackError, match="SHA-256 differs"):
        downloads.kafka_libs(tmp_path, silent)
    assert asked == [KAFKA_ARTIFACTS]


def test_a_disk_that_fills_up_during_a_download_is_told(tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(maven, "copy_jars", full)
    with pytest.raises(StackError, match=r"No space left on device\): free some space there"):
        downloads.kafka_libs(tmp_path, silent)


def test_a_broken_archive_is_deleted_and_told(tmp_path):
    archive = tmp_path / "1" / "a.zip"
    archive.parent.mkdir()
    archive.write_bytes(b"half of it")
    with pytest.raises(StackError, match=r"is broken .*: it was deleted, run it again"):
        downloads._check_archive(archive, "Elasticsearch", silent)
    assert not archive.exists()


def test_no_java_is_told_with_what_to_install(monkeypatch):
    monkeypatch.setattr(java, "_candidates", lambda: iter(()))
    with pytest.raises(StackError, match=r"needs a JDK 21 or later \(no java was found\): install a JDK"):
        java.java_home()


def test_an_old_java_is_named_with_what_is_wrong_with_it(monkeypatch):
    monkeypatch.setattr(java, "_candidates", lambda: iter([Path("/old")]))
    monkeypatch.setattr(java, "unfit", lambda _home: "Java 17")
    with pytest.raises(StackError, match=r"\(/old: Java 17\): install a JDK 21"):
        java.java_home()


def test_the_cache_is_where_it_was_named():
    assert default_cache({"RASD_CACHE": "/srv/rasd"}) == Path("/srv/rasd")


def test_every_jar_of_kafka_is_pinned_once():
    pinned = kafka_jars()
    assert len(pinned) > 80
    assert all(name.endswith(".jar") and len(digest) == 64 for name, digest in pinned.items())


def test_secrets_are_written_for_their_owner_alone(tmp_path):
    elasticsearch._private(tmp_path / "secret", b"x")
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_the_folders_of_a_stack_have_one_name(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    assert folders(tmp_path / "link") == Folders(tmp_path.resolve())


def test_the_reason_of_a_failed_download_is_told_without_colours_and_with_its_end():
    said = (
        "\x1b[0m\x1b[0m[ERROR] Plugin could not be resolved: "
        + "x" * 500
        + ": Connection refused -> [Help 1]\n[ERROR] more\n"
    )
    told = maven._explain("Kafka", said, Path("/cache/m2"))
    assert told.startswith("Maven could not bring Kafka (Plugin could not be resolved: ")
    assert ": Connection refused): check the network" in told
    assert len(told) < 650
