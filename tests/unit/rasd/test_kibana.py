"""`rasd index kibana push` against a server that is as strict as Kibana about headers, multipart and answers."""

import json
import threading
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from deploy.kibana.generate import objects
from rasd.errors import UserError
from rasd.kibana import Kibana, push

KEY = "bm90LWEtcmVhbC1rZXk="


class Strict(BaseHTTPRequestHandler):
    """Answers as Kibana's API is documented; what it was asked is in `server.asked`."""

    def do_GET(self):
        self._answer()

    def do_POST(self):
        self._answer()

    def _answer(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self.server.asked.append((self.command, self.path, self.headers, body))
        planned = self.server.planned.get((self.command, self.path.partition("?")[0]))
        status, answer = planned or self._kibana(body)
        sent = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(sent)))
        if status == 302:
            self.send_header("location", f"http://127.0.0.1:{self.server.server_port}/stolen")
        self.end_headers()
        self.wfile.write(sent)

    def _kibana(self, body):  # noqa: PLR0911  # one line an endpoint
        if self.headers["authorization"] != f"ApiKey {KEY}":
            return 401, {"statusCode": 401}
        if self.command == "POST" and not self.headers["kbn-xsrf"]:
            return 400, {"message": "Request must contain a kbn-xsrf header."}
        path, _, query = self.path.partition("?")
        if self.command == "GET" and path.startswith("/api/spaces/space/"):
            return (200, {"id": "rasd"}) if self.server.spaces else (404, {})
        if path == "/api/spaces/space":
            self.server.spaces.append(json.loads(body))
            return 200, {}
        if path == "/s/rasd/api/saved_objects/_import":
            assert query == "overwrite=true"
            lines = uploaded(self.headers, body)
            return 200, {"success": True, "successCount": len(lines)}
        if path == "/s/rasd/internal/kibana/settings":
            assert self.headers["x-elastic-internal-origin"]
            return 200, {"settings": json.loads(body)["changes"]}
        return 404, {}

    def log_message(self, *_):
        """Quiet."""


def uploaded(headers, body):
    """The objects in a multipart upload, read by Python's own parser."""
    message = message_from_bytes(b"content-type: " + headers["content-type"].encode() + b"\r\n\r\n" + body)
    assert message.get_content_type() == "multipart/form-data"
    (part,) = message.get_payload()
    assert part.get_param("name", header="content-disposition") == "file"
    # Kibana refuses a file whose name does not end so.
    assert part.get_filename().endswith(".ndjson")
    return [json.loads(line) for line in part.get_payload(decode=True).splitlines()]


@pytest.fixture
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Strict)
    made.asked, made.planned, made.spaces = [], {}, []
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def kibana(server, tmp_path):
    path = tmp_path / "key"
    path.write_text(f"{KEY}\n")
    return Kibana(f"http://127.0.0.1:{server.server_port}", "rasd", path)


def test_the_space_the_objects_and_the_settings_arrive_as_kibana_wants_them(server, kibana):
    done = push(kibana)
    assert (done.objects, done.space_created, done.settings) == (len(objects()), True, True)
    assert [(method, path.partition("?")[0]) for method, path, _, _ in server.asked] == [
        ("GET", "/api/spaces/space/rasd"),
        ("POST", "/api/spaces/space"),
        ("POST", "/s/rasd/api/saved_objects/_import"),
        ("POST", "/s/rasd/internal/kibana/settings"),
    ]
    _, _, headers, body = server.asked[2]
    assert uploaded(headers, body) == objects()
    changes = json.loads(server.asked[3][3])["changes"]
    assert changes["dateFormat:tz"] == "Asia/Baghdad"


def test_pushing_twice_makes_no_second_space(server, kibana):
    push(kibana)
    assert push(kibana).space_created is False
    assert len(server.spaces) == 1


def test_what_kibana_refuses_is_named_with_what_it_misses(server, kibana):
    error = {
        "type": "dashboard",
        "id": "rasd-on-call",
        "error": {"type": "missing_references", "references": [{"type": "search", "id": "gone"}]},
    }
    answer = {"success": False, "successCount": 3, "errors": [error]}
    server.planned["POST", "/s/rasd/api/saved_objects/_import"] = (200, answer)
    with pytest.raises(
        UserError, match=r"took 3 objects and refused 1 .*rasd-on-call: missing_references: search gone"
    ):
        push(kibana)


def test_a_key_that_may_not_is_told_from_a_wrong_address(server, kibana, tmp_path):
    (tmp_path / "key").write_text("wrong")
    with pytest.raises(UserError, match="RASD_KIBANA_API_KEY_FILE"):
        push(kibana)
    server.planned["GET", "/api/spaces/space/rasd"] = (200, b"<html>")
    with pytest.raises(UserError, match="is not Kibana"):
        push(kibana)


def test_a_kibana_that_fails_or_is_away_is_told_in_one_sentence(server, kibana):
    server.planned["POST", "/s/rasd/api/saved_objects/_import"] = (503, b"Kibana server is not ready yet")
    with pytest.raises(UserError, match=r"503 .Kibana server is not ready yet"):
        push(kibana)
    with pytest.raises(UserError, match="no Kibana answers"):
        push(Kibana("http://127.0.0.1:9", "rasd", kibana.api_key_file))


def test_settings_that_are_refused_do_not_undo_the_rest(server, kibana):
    server.planned["POST", "/s/rasd/internal/kibana/settings"] = (400, {"message": "not available"})
    assert push(kibana).settings is False


def test_a_redirect_does_not_get_the_key(server, kibana):
    server.planned["GET", "/api/spaces/space/rasd"] = (302, b"")
    with pytest.raises(UserError, match="302"):
        push(kibana)
    assert not any(path == "/stolen" for _, path, _, _ in server.asked)


def test_the_key_never_travels_in_clear_to_another_machine(kibana):
    with pytest.raises(UserError, match="https"):
        push(Kibana("http://kibana.example:5601", "rasd", kibana.api_key_file))


def test_a_missing_or_empty_key_file_is_named(kibana, tmp_path):
    for path in (tmp_path / "none", tmp_path / "empty"):
        (tmp_path / "empty").write_text("\n")
        with pytest.raises(UserError, match=path.name):
            push(Kibana(kibana.url, "rasd", path))
