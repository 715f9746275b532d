"""Which Java runs the servers: a JDK of the machine that Elasticsearch accepts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from deploy.local.layout import others_can_enter, server_owner
from deploy.local.report import StackError

# Elasticsearch 9.4 is compiled for Java 21.
OLDEST = 21
# Modules of a JDK that a bare runtime leaves out and Elasticsearch's own modules require.
NEEDED = frozenset({"jdk.attach", "jdk.jdi", "jdk.jlink"})
# Where systems and version managers put JDKs.
USUAL = ("/usr/lib/jvm/*", "/usr/local/lib/jvm/*", "/opt/java/*", "/Library/Java/JavaVirtualMachines/*/Contents/Home")
USUAL_AT_HOME = (".sdkman/candidates/java/*", ".jdks/*", ".asdf/installs/java/*")
INSTALL = f"install a JDK {OLDEST} or later (for example Temurin, or `apt install openjdk-21-jdk-headless`) or set JAVA_HOME to one"


def java_home() -> Path:
    """The newest-named JDK that fits: JAVA_HOME's, else that of `java` in PATH, else one in the usual folders.

    Raises StackError naming what was found instead.
    """
    seen: list[str] = []
    for home in _candidates():
        why_not = unfit(home)
        if why_not is None:
            return home
        seen.append(f"{home}: {why_not}")
    found = "; ".join(seen) or "no java was found"
    raise StackError(f"Elasticsearch needs a JDK {OLDEST} or later ({found}): {INSTALL}.")


def _candidates() -> Iterator[Path]:
    seen: set[Path] = set()
    for home in _places():
        resolved = home.resolve()
        if resolved not in seen and (resolved / "bin" / "java").exists():
            seen.add(resolved)
            yield resolved


def _places() -> Iterator[Path]:
    if named := os.environ.get("JAVA_HOME"):
        yield Path(named)
    if java := shutil.which("java"):
        yield Path(java).resolve().parent.parent
    for pattern in USUAL:
        yield from sorted(Path("/").glob(pattern.removeprefix("/")), reverse=True)
    for pattern in USUAL_AT_HOME:
        yield from sorted(Path.home().glob(pattern), reverse=True)


def unfit(home: Path) -> str | None:
    """Why this Java can't run the servers; None if it can."""
    java = home / "bin" / "java"
    try:
        version = subprocess.run([java, "-version"], capture_output=True, check=True, text=True, timeout=60).stderr
        listed = subprocess.run(
            [java, "--list-modules"], capture_output=True, check=False, text=True, timeout=60
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return "can't be run"
    if release(version) < OLDEST:
        return f"Java {release(version)}"
    if missing := NEEDED - {line.partition("@")[0] for line in listed.split()}:
        return f"a runtime without {min(missing)}, not a JDK"
    if server_owner() is not None and not others_can_enter(home):
        return "closed to the user that Elasticsearch runs as"
    return None


def release(version: str) -> int:
    """The feature release in the words of `java -version`: 17 of "17.0.15", 8 of "1.8.0_402"; 0 if there is none."""
    found = re.search(r'version "(?:1\.)?(\d+)', version)
    return int(found[1]) if found else 0
