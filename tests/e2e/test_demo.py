"""The demo as a newcomer runs it: from nothing to alerts at their target, with nothing lost."""

import json
import os
import sys
from pathlib import Path
from subprocess import run

import pytest

from deploy.local.processes import running

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]
FIELDS = {"posted", "collected", "analysed", "indexed", "alerts", "lost", "seconds", "p50_ms", "p99_ms"}


def test_the_demo_loses_nothing_and_leaves_nothing_behind(environment, tmp_path):
    own = {name: value for name, value in environment.items() if not name.startswith("RASD_") or name == "RASD_CACHE"}
    data = tmp_path / "data"
    done = run(
        [sys.executable, "-m", "rasd", "demo", "--exit"],
        env=own | {"RASD_DATA": str(data)},
        capture_output=True,
        timeout=580,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    result = json.loads(done.stdout.decode().splitlines()[-1])
    assert set(result) == FIELDS
    assert result["lost"] == 0
    assert result["posted"] == result["collected"] == result["analysed"] == result["indexed"] >= 600
    assert result["alerts"] >= 100
    assert result["p50_ms"] <= result["p99_ms"]
    mine = [process for process in running().values() if str(data) in process.command and process.pid != os.getpid()]
    assert mine == []

    posts = Path(data / "demo" / "posts.jsonl")
    analysed = run(
        [sys.executable, "-m", "rasd", "analyze", str(posts)], env=own, capture_output=True, timeout=60, check=True
    )
    assert len(analysed.stdout.splitlines()) == len(posts.read_bytes().splitlines())
