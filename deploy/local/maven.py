"""Maven as a downloader: it knows the user's mirrors, proxies and certificates, which we then need not know."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from deploy.local.pins import DEPENDENCY_PLUGIN
from deploy.local.report import Progress, Report, StackError

LOOK_S = 0.5
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
INSTALL = "install a JDK (21 or later) and Maven, for example `apt install openjdk-21-jdk-headless maven`"


def repository(cache: Path) -> Path:
    """A repository of our own: what we download is ours to delete."""
    return cache / "m2"


def check_tools() -> None:
    """Raises StackError naming what is missing."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            raise StackError(f"{tool} is not in PATH: {INSTALL}.")


def check_space(folder: Path, needed: int, what: str) -> None:
    """Raises StackError if the disk that holds `folder` has not `needed` bytes left."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StackError(
            f"{what} needs {needed / 1e9:.1f} GB in {folder} and {free / 1e9:.1f} GB are free: "
            "free some space, or set RASD_CACHE (downloads) or RASD_DATA (data) to a folder on another disk."
        )


def fetch(cache: Path, artifact: str, *, what: str, size: int, report: Report) -> None:
    """Brings one artifact (group:name:version:type) into our repository. Raises StackError with Maven's own words."""
    _run(cache, [f"{DEPENDENCY_PLUGIN}:get", f"-Dartifact={artifact}", "-Dtransitive=false"], what, size, report)


def copy_jars(cache: Path, artifacts: tuple[tuple[str, str, str], ...], to: Path, *, what: str, report: Report) -> None:
    """Copies the artifacts (group, name, version) and all that they need at run time into the folder `to`."""
    with tempfile.TemporaryDirectory(prefix="rasd-maven-") as folder:
        project = Path(folder) / "pom.xml"
        project.write_text(_project(artifacts), "utf-8")
        arguments = [f"{DEPENDENCY_PLUGIN}:copy-dependencies", "-f", str(project)]
        arguments += [f"-DoutputDirectory={to}", "-DincludeScope=runtime"]
        _run(cache, arguments, what, None, report)


def _project(artifacts: tuple[tuple[str, str, str], ...]) -> str:
    dependencies = "".join(
        f"<dependency><groupId>{group}</groupId><artifactId>{name}</artifactId><version>{version}</version></dependency>"
        for group, name, version in artifacts
    )
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        "<groupId>rasd</groupId><artifactId>servers</artifactId><version>1</version><packaging>pom</packaging>"
        f"<dependencies>{dependencies}</dependencies></project>"
    )


def _run(cache: Path, arguments: list[str], what: str, size: int | None, report: Report) -> None:
    check_tools()
    store = repository(cache)
    store.mkdir(parents=True, exist_ok=True)
    before = _bytes_in(store)
    command = ["mvn", "-B", "-q", f"-Dmaven.repo.local={store}", *arguments]
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, cwd=store, env={**os.environ}
        )
        try:
            while process.poll() is None:
                done = _bytes_in(store) - before
                report(Progress("download", what, done if size is None else min(done, size), size))
                time.sleep(LOOK_S)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    if process.returncode:
        raise StackError(_explain(what, said, store))


def _explain(what: str, said: str, store: Path) -> str:
    if "No space left" in said:
        return f"The disk filled up while {what} was downloaded: free some space, or set RASD_CACHE to another disk."
    # Some Mavens colour what they say, terminal or not.
    lines = COLOUR.sub("", said).splitlines()
    errors = [line.removeprefix("[ERROR]").strip() for line in lines if line.startswith("[ERROR]")]
    why = next((line for line in errors if line), "no message").removesuffix(" -> [Help 1]")
    if len(why) > 400:  # what was wanted stands at the beginning, the reason at the end
        why = f"{why[:150]} … {why[-250:]}"
    return (
        f"Maven could not bring {what} ({why}): check the network, and Maven's mirror and proxy in ~/.m2/settings.xml, "
        f"then run it again; what was downloaded so far is kept in {store}."
    )


def _bytes_in(folder: Path) -> int:
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                total += Path(path, name).stat().st_size
            except FileNotFoundError:
                continue  # a partial file that just got its final name
    return total
