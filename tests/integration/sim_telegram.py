"""A simulated Telegram as a process, and orders to it."""

import json
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from subprocess import PIPE, Popen


@contextmanager
def simulated(data, corpus, environment):
    """Gives what the simulator says when it is ready."""
    command = [sys.executable, "-m", "deploy.telegram_sim", "--data", str(data), "--corpus", str(corpus)]
    with Popen(command, stdout=PIPE, env=environment) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def order(ready, path, content):
    connection = HTTPConnection(ready["control"], timeout=30)
    connection.request("POST", path, json.dumps(content), {"content-type": "application/json"})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, body
    return json.loads(body)


def corpus_of(folder, channel, operations, *, more=()):
    """A corpus with one channel (and `more`), and a sources file that names it; gives the folder."""
    folder.mkdir()
    name = f"sim_{channel}"
    channels = [{"id": channel, "title": "قناة", "username": name}, *more]
    (folder / "channels.json").write_text(json.dumps(channels))
    (folder / "posts.jsonl").write_text("".join(json.dumps({"channel": channel} | each) + "\n" for each in operations))
    (folder / "sources.yaml").write_text(f"sources:\n- username: {name}\n")
    return folder


def settings_of(ready, corpus, session):
    return {
        "RASD_SOURCES": corpus / "sources.yaml",
        "RASD_TELEGRAM_API_ID": ready["api_id"],
        "RASD_TELEGRAM_API_HASH": ready["api_hash"],
        "RASD_TELEGRAM_SESSION": session,
        "RASD_TELEGRAM_SERVER": ready["server"],
        "RASD_TELEGRAM_SERVER_KEY": ready["key_file"],
    }
