"""The local stack: found, refused, ended, and nothing else touched."""

import json
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from deploy.local import stack as local
from deploy.local.layout import default_cache
from deploy.local.processes import find
from deploy.local.report import StackError


def test_a_second_up_finds_the_running_one(stack, tmp_path):
    data = Path(stack.elasticsearch_ca).parents[2]
    assert local.up(data, default_cache()) == stack


def test_elasticsearch_demands_its_password_over_tls(stack):
    context = ssl.create_default_context(cafile=str(stack.elasticsearch_ca))
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(stack.elasticsearch, context=context)  # noqa: S310  # our own server
    assert refused.value.code == 401
    assert stack.elasticsearch_password_file.stat().st_mode & 0o777 == 0o600


def test_down_ends_exactly_what_up_started(tmp_path):
    data = tmp_path / "own"
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    try:
        local.up(data, default_cache(), with_elasticsearch=False)
        status = local.status(data)
        assert status.stack is not None
        assert local.down(data) is True
        assert all(find(pid) is None for pid in status.pids)
        assert local.down(data) is False
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()
        local.purge(data)


def test_a_process_that_has_a_remembered_number_but_is_another_is_left_alone(tmp_path):
    data = tmp_path / "own"
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
    try:
        (data / "stack").mkdir(parents=True)
        group = {"leader": stranger.pid, "started": "long ago", "marker": "python"}
        server = {"port": 9092, "inner_port": 9093, "group": group}
        (data / "stack" / "state.json").write_text(json.dumps({"kafka": server, "elasticsearch": None}))
        assert local.down(data) is False
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_port_that_was_demanded_and_is_taken_is_refused(stack, tmp_path):
    port = int(stack.kafka.rpartition(":")[2])
    with pytest.raises(StackError, match=f"Port {port} for Kafka is in use"):
        local.up(tmp_path / "own", default_cache(), kafka_port=port, with_elasticsearch=False)
    assert local.status(tmp_path / "own").stack is None


def test_a_folder_without_elasticsearch_is_refused(tmp_path):
    with pytest.raises(StackError, match="holds no Elasticsearch 9"):
        local.up(tmp_path / "own", default_cache(), elasticsearch_home=tmp_path)
