"""The parts of the local stack that need no server."""

import base64
import hashlib
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from cryptography import x509

from deploy.local import downloads, maven
from deploy.local.certificates import make_certificates
from deploy.local.elasticsearch import hash_password
from deploy.local.java import release, unfit
from deploy.local.layout import folders
from deploy.local.ports import choose, is_free
from deploy.local.processes import Group, end, find, parse_ps
from deploy.local.report import Progress, StackError
from deploy.local.state import last_lines, locked, read


def test_the_usual_port_is_taken_if_it_is_free_and_another_if_not():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert not is_free(port)
        other = choose(None, port, set(), name="Kafka")
        assert other != port
        assert is_free(other)
        with pytest.raises(StackError, match=f"Port {port} for Kafka is in use"):
            choose(port, 9092, set(), name="Kafka")


def test_a_number_that_is_no_port_is_refused():
    with pytest.raises(StackError, match="70000 is no TCP port"):
        choose(70_000, 9092, set(), name="Kafka")


def test_a_group_is_ended_and_another_process_with_its_number_is_not():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60) # marker-x"], start_new_session=True)
    started = find(process.pid).started
    assert end(Group(process.pid, "another boot:1", "marker-x"), patience=1) is False
    assert process.poll() is None
    assert end(Group(process.pid, started, "marker-x"), patience=5) is True
    process.wait(5)


def test_what_ps_prints_is_read():
    listing = (
        "  12  1  12 Ss   Tue Nov 24 08:00:00 2026 /usr/bin/java -cp a b\n  13 1 12 Z Tue Nov 24 08:00:00 2026 gone\n"
    )
    (process,) = parse_ps(listing)
    assert (process.pid, process.group, process.command) == (12, 12, "/usr/bin/java -cp a b")
    assert process.started == "Tue Nov 24 08:00:00 2026"


@pytest.mark.parametrize(
    ("said", "feature"), [('openjdk version "17.0.15" 2025', 17), ('java version "1.8.0_402"', 8), ("?", 0)]
)
def test_the_release_of_a_java_is_read(said, feature):
    assert release(said) == feature


def test_a_folder_without_a_java_is_unfit(tmp_path):
    assert unfit(tmp_path) == "can't be run"


def test_the_password_is_hashed_as_elasticsearch_reads_it():
    rounds, salt, key = hash_password("secret", b"s" * 32).removeprefix("{PBKDF2}").split("$")
    assert base64.b64decode(key) == hashlib.pbkdf2_hmac("sha512", b"secret", base64.b64decode(salt), int(rounds), 32)


def test_the_certificate_names_loopback_and_is_signed_by_the_authority():
    authority, server, _ = (
        x509.load_pem_x509_certificate(pem) if b"CERTIFICATE" in pem else pem for pem in make_certificates()
    )
    server.verify_directly_issued_by(authority)
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert "localhost" in names.get_values_for_type(x509.DNSName)
    assert [str(address) for address in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1", "::1"]
    assert server.not_valid_after_utc > datetime.now(UTC)


def test_a_full_disk_is_told_before_the_download(tmp_path, monkeypatch):
    monkeypatch.setattr(maven.shutil, "disk_usage", lambda _folder: type("Usage", (), {"free": 10})())
    with pytest.raises(StackError, match=r"Kafka needs 1\.0 GB .* free some space"):
        maven.check_space(tmp_path, 1_000_000_000, "Kafka")


def test_a_missing_maven_is_told_with_the_remedy(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(StackError, match=r"is not in PATH: install"):
        maven.check_tools()


def test_maven_that_fails_is_quoted(tmp_path, monkeypatch):
    for name, text in (
        ("java", "#!/bin/sh\n"),
        ("mvn", "#!/bin/sh\necho '[ERROR] Could not transfer artifact'; exit 1\n"),
    ):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(StackError, match=r"Could not transfer artifact.*check the network"):
        maven.fetch(tmp_path / "cache", "a:b:1:zip", what="X", size=None, report=lambda _progress: None)


def test_a_broken_download_is_deleted_and_told(tmp_path):
    libs, repository = tmp_path / "libs", tmp_path / "m2"
    copy = repository / "org" / "x" / "1"
    copy.mkdir(parents=True)
    libs.mkdir()
    name = next(iter(downloads.kafka_jars()))
    for folder in (libs, copy):
        (folder / name).write_bytes(b"broken")
    with pytest.raises(StackError, match="SHA-256 differs"):
        downloads._check_jars(libs, repository)
    assert not copy.exists()


def test_a_state_file_from_other_hands_is_told(tmp_path):
    places = folders(tmp_path)
    places.stack.mkdir()
    places.state.write_text("[]")
    with pytest.raises(StackError, match="is not what rasd wrote there"):
        read(places)


def test_a_data_folder_that_can_not_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(StackError, match="cannot be written"),
        locked(folders(tmp_path / "file"), lambda _progress: None),
    ):
        pass


def test_the_end_of_a_log_is_one_line(tmp_path):
    (tmp_path / "log").write_text("a\n\nb\nc\n")
    assert last_lines(tmp_path / "log", 2) == "b / c"
    assert last_lines(tmp_path / "none") == "no log was written"


def test_progress_reads_as_a_line():
    assert str(Progress("download", "Kafka", 5_000_000, 10_000_000)) == "download: Kafka (5 of 10 MB)"
    assert str(Progress("start", "Kafka")) == "start: Kafka"
