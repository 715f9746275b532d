"""What tests of every layer share: the real servers, started once, and the command line as a user calls it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.local import stack as local_stack
from deploy.local.layout import default_cache
from processors.index.create import create_indices
from processors.topics import create_topics
from tests.stacks import search_config, settings_of

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch, tmp_path_factory):
    """A test sees only the settings that it makes."""
    for name in [
        name for name in os.environ if name.startswith("RASD_") and name not in {"RASD_TEST_STACK", "RASD_CACHE"}
    ]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    """The running Kafka and Elasticsearch: those of RASD_TEST_STACK (a data folder), or own ones that end with the tests."""
    named = os.environ.get("RASD_TEST_STACK")
    data = Path(named) if named else tmp_path_factory.mktemp("stack")
    running = local_stack.up(data, default_cache())
    create_topics(running.kafka)
    create_indices(search_config(running), "live")
    yield running
    if not named:
        local_stack.purge(data)


@pytest.fixture(scope="session")
def kafka(stack):
    return stack.kafka


@pytest.fixture(scope="session")
def elasticsearch(stack):
    return search_config(stack)


@pytest.fixture
def environment(tmp_path, request):
    """The environment of a user who names the servers of the tests, with a data folder of the test's own."""
    own = {
        **os.environ,
        "RASD_DATA": str(tmp_path / "data"),
        "RASD_LOG_FORMAT": "json",
        "PYTHONPATH": str(ROOT),
    }
    if "stack" in request.fixturenames or "kafka" in request.fixturenames or "elasticsearch" in request.fixturenames:
        own |= settings_of(request.getfixturevalue("stack"))
    return own


@pytest.fixture
def rasd(environment):
    """Runs a command to its end: `rasd("analyze", path)`; `.json` is the last line of its output."""

    def run(*arguments, given=None, limit=120, **settings):
        done = subprocess.run(
            [sys.executable, "-m", "rasd", *map(str, arguments)],
            input=given,
            capture_output=True,
            timeout=limit,
            env=environment | {name: str(value) for name, value in settings.items()},
            check=False,
        )
        done.out, done.err = done.stdout.decode(), done.stderr.decode()
        return done

    return run


@pytest.fixture
def started(environment, tmp_path):
    """Starts a command that runs until it is ended: `started("work", "--only", "analyse")`; all end with the test."""
    running = []

    def start(*arguments, module="rasd", **settings):
        log = (tmp_path / f"{len(running)}-{arguments[0]}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", module, *map(str, arguments)],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            env=environment | {name: str(value) for name, value in settings.items()},
        )
        process.log = Path(log.name)
        running.append(process)
        return process

    yield start
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def lines(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]
