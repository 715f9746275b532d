"""What the stack runs, in the cache folder: verified, unpacked, and marked complete only when it is."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local import maven
from deploy.local.pins import (
    BUNDLE_ARTIFACT,
    BUNDLE_BYTES,
    BUNDLE_SHA256,
    BUNDLE_SPACE,
    ELASTICSEARCH_VERSION,
    KAFKA_ARTIFACTS,
    KAFKA_SPACE,
    KAFKA_VERSION,
    kafka_jars,
    kafka_mark,
)
from deploy.local.report import Progress, Report, StackError

MARK = "complete"
CHUNK = 1024 * 1024


def kafka_libs(cache: Path, report: Report) -> Path:
    """The folder of Kafka's jars, downloaded if it isn't there. Raises StackError."""
    folder = cache / f"kafka-{KAFKA_VERSION}"
    if _is_complete(folder, kafka_mark()):
        return folder / "libs"  # without the lock: the cache may be another user's, filled for everybody
    with _alone(cache, report):
        if _is_complete(folder, kafka_mark()):
            return folder / "libs"
        maven.check_space(cache, KAFKA_SPACE, f"Kafka {KAFKA_VERSION}")
        part = _fresh(cache / f"kafka-{KAFKA_VERSION}.part")
        maven.copy_jars(cache, KAFKA_ARTIFACTS, part / "libs", what=f"Kafka {KAFKA_VERSION}", report=report)
        report(Progress("check", f"Kafka {KAFKA_VERSION}"))
        _check_jars(part / "libs", maven.repository(cache))
        _finish(part, folder, kafka_mark())
    return folder / "libs"


def elasticsearch_home(cache: Path, report: Report) -> Path:
    """The folder of an unpacked Elasticsearch, downloaded if it isn't there. Raises StackError."""
    folder = cache / f"elasticsearch-{ELASTICSEARCH_VERSION}"
    found = folder / "elasticsearch"
    if _is_complete(folder, BUNDLE_SHA256):
        return found
    with _alone(cache, report):
        if _is_complete(folder, BUNDLE_SHA256):
            return found
        what = f"Elasticsearch {ELASTICSEARCH_VERSION}"
        maven.check_space(cache, BUNDLE_SPACE, what)
        maven.fetch(cache, BUNDLE_ARTIFACT, what=what, size=BUNDLE_BYTES, report=report)
        archive = _archive(cache)
        _check_archive(archive, what, report)
        part = _fresh(cache / f"elasticsearch-{ELASTICSEARCH_VERSION}.part")
        _unpack(archive, part, what, report)
        _finish(part, folder, BUNDLE_SHA256)
        shutil.rmtree(archive.parent)
    return found


@contextmanager
def _alone(cache: Path, report: Report) -> Iterator[None]:
    """Two programs that want the same download: the second waits for the first, then finds it done."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = (cache / "downloads.lock").open("w")
    except OSError as error:
        raise StackError(
            f"{cache} cannot be written ({error.strerror}): set RASD_CACHE to a folder of yours."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report(Progress("wait", "another program is downloading"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            yield
        except OSError as error:
            raise StackError(
                f"A download could not be written into {cache} ({error.strerror or error}): free some space there, "
                "or set RASD_CACHE to a folder of yours on another disk, and run it again."
            ) from error


def _is_complete(folder: Path, mark: str) -> bool:
    marker = folder / MARK
    return marker.is_file() and marker.read_text("ascii") == mark


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _finish(part: Path, folder: Path, mark: str) -> None:
    (part / MARK).write_text(mark, "ascii")
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def _check_jars(libs: Path, repository: Path) -> None:
    pinned = kafka_jars()
    found = {path.name: _sha256(path) for path in libs.glob("*.jar")}
    if wrong := sorted(name for name in pinned.keys() | found.keys() if pinned.get(name) != found.get(name)):
        for name in wrong:
            for copy in list(repository.rglob(name)):
                shutil.rmtree(copy.parent)
        raise StackError(
            f"Kafka's {wrong[0]} is not the file that rasd knows (SHA-256 differs): it was deleted, run it again; "
            "if it happens again, the Maven mirror in use changes files."
        )


def _archive(cache: Path) -> Path:
    group, name, version, kind = BUNDLE_ARTIFACT.split(":")
    return maven.repository(cache).joinpath(*group.split("."), name, version, f"{name}-{version}.{kind}")


def _check_archive(archive: Path, what: str, report: Report) -> None:
    digest, done = hashlib.sha256(), 0
    with archive.open("rb") as data:
        while block := data.read(16 * CHUNK):
            digest.update(block)
            done += len(block)
            report(Progress("check", what, done, BUNDLE_BYTES))
    if digest.hexdigest() != BUNDLE_SHA256:
        shutil.rmtree(archive.parent)
        raise StackError(
            f"The download of {what} is broken (its SHA-256 is not the one that rasd knows): it was deleted, run it again."
        )


def _unpack(archive: Path, part: Path, what: str, report: Report) -> None:
    with zipfile.ZipFile(archive) as bundled:
        wanted = [item for item in bundled.infolist() if "/elasticsearch/" in item.filename and not item.is_dir()]
        total, done = sum(item.file_size for item in wanted), 0
        for item in wanted:
            target = part / "elasticsearch" / item.filename.partition("/elasticsearch/")[2]
            if not target.resolve().is_relative_to(part.resolve()):
                raise StackError(f"The archive of {what} holds a path that leads outside it: it is not used.")
            target.parent.mkdir(parents=True, exist_ok=True)
            with bundled.open(item) as source, target.open("wb") as out:
                shutil.copyfileobj(source, out, CHUNK)
            done += item.file_size
            report(Progress("unpack", what, done, total))
    # Another user runs Elasticsearch when root starts it: everything must be readable for all.
    for path, folders, names in os.walk(part):
        for entry in (*folders, *names):
            target = Path(path, entry)
            target.chmod(target.stat().st_mode | (0o755 if target.is_dir() else 0o444))
