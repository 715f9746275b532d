"""A simulated Telegram as a process, an account that is signed in to it, and orders to it."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from subprocess import PIPE, Popen

ROOT = Path(__file__).parents[2]


class World:
    """The simulator, and channels for the tests to take: each has the posts that `posts(channel)` gives."""

    def __init__(self, folder, channels, posts):
        self.folder, self.free, corpus = folder, list(channels), folder / "corpus"
        corpus.mkdir()
        made = [{"id": channel, "title": "قناة", "username": f"sim_{channel}"} for channel in channels]
        lines = [json.dumps({"channel": channel} | post) for channel in channels for post in posts(channel)]
        (corpus / "channels.json").write_text(json.dumps(made))
        (corpus / "posts.jsonl").write_text("".join(f"{line}\n" for line in lines))
        self.environment = os.environ | {"PYTHONPATH": str(ROOT), "RASD_DATA": str(folder / "data")}

    @contextmanager
    def running(self):
        command = [
            "-m",
            "deploy.telegram_sim",
            "--data",
            str(self.folder / "sim"),
            "--corpus",
            str(self.folder / "corpus"),
        ]
        with Popen([sys.executable, *command], stdout=PIPE, env=self.environment) as process:
            try:
                self.ready = json.loads(process.stdout.readline())
                self._sign_in()
                yield self
            finally:
                process.terminate()

    def _settings(self, session):
        return {
            "RASD_TELEGRAM_API_ID": str(self.ready["api_id"]),
            "RASD_TELEGRAM_API_HASH": self.ready["api_hash"],
            "RASD_TELEGRAM_SESSION": str(session),
            "RASD_TELEGRAM_SERVER": self.ready["server"],
            "RASD_TELEGRAM_SERVER_KEY": self.ready["key_file"],
        }

    def _sign_in(self):
        settings = self._settings(self.folder / "a.session")
        command = [sys.executable, "-m", "rasd", "login", "--phone", self.ready["phone"]]
        code = f"{self.ready['code']}\n".encode()
        subprocess.run(
            command, input=code, env=self.environment | settings, capture_output=True, check=True, timeout=60
        )

    def settings(self, folder, channel):
        """The settings of a collector of one channel, with a session of its own."""
        (folder / "sources.yaml").write_text(f"sources:\n- username: sim_{channel}\n")
        shutil.copy(self.folder / "a.session", folder / "a.session")
        return self._settings(folder / "a.session") | {"RASD_SOURCES": folder / "sources.yaml"}

    def order(self, path, content):
        connection = HTTPConnection(self.ready["control"], timeout=30)
        connection.request("POST", path, json.dumps(content), {"content-type": "application/json"})
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200, body
        return json.loads(body)
