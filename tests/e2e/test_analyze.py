"""`rasd analyze` as a user calls it: no server, no network."""

import json

import pytest

pytestmark = pytest.mark.e2e
GOOD = {
    "channel": {"id": 1, "title": "a"},
    "message_id": 1,
    "date": "2021-07-01T00:00:00Z",
    "text": "أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ",
}
COPY = GOOD | {"channel": {"id": 2, "title": "b"}, "date": "2021-07-01T00:05:00Z", "colour": "red"}


def as_lines(*posts):
    return b"".join(post if isinstance(post, bytes) else json.dumps(post).encode() + b"\n" for post in posts)


def test_posts_come_out_in_order_with_the_clusters_of_the_end(rasd, tmp_path):
    file, alerts = tmp_path / "posts.jsonl", tmp_path / "alerts.jsonl"
    file.write_bytes(as_lines(COPY, GOOD))
    done = rasd("analyze", file, "--alerts", alerts)
    assert done.returncode == 0, done.err
    copy, first = [json.loads(line) for line in done.out.splitlines()]
    assert (copy["post_id"], copy["cluster"]["rank"], copy["cluster"]["lag_s"]) == ("2:1", 2, 300.0)
    assert (first["post_id"], first["cluster"]["rank"]) == ("1:1", 1)
    assert first["attribution"]["organisation"] == "asaib_ahl_al_haq"
    assert copy["extra"] == {"colour": "red"}
    assert "colour" in done.err
    (alert,) = [json.loads(line) for line in alerts.read_text().splitlines()]
    assert (alert["rule"], alert["count"]) == ("watched_site", 2), "the graver rule speaks for the story"


def test_lines_that_can_not_be_read_are_named_and_the_rest_is_analysed(rasd):
    bad = (
        b"not json\n",
        {key: value for key, value in GOOD.items() if key != "message_id"},
        GOOD | {"text": "\ud800"},
        b"[]\n",
    )
    done = rasd("analyze", given=as_lines(GOOD, *bad, COPY))
    assert done.returncode == 1
    assert len(done.out.splitlines()) == 2
    named = [line.split(": ", 1)[0] for line in done.err.splitlines() if line.startswith("-:")]
    assert named == ["-:2", "-:3", "-:4", "-:5"]


def test_a_megabyte_of_text_is_analysed(rasd):
    done = rasd("analyze", given=as_lines(GOOD | {"text": GOOD["text"] + " كلمة" * 200_000}), limit=60)
    assert done.returncode == 0
    assert json.loads(done.out)["claim"]["kind"] == "claim"


def test_a_file_that_is_not_there_is_told_in_one_sentence(rasd):
    done = rasd("analyze", "/nowhere/posts.jsonl")
    assert done.returncode == 2
    assert "/nowhere/posts.jsonl" in done.err
    assert "Traceback" not in done.err


def test_the_help_names_every_command(rasd):
    done = rasd("--help")
    assert done.returncode == 0
    for command in (
        "demo",
        "analyze",
        "stack",
        "topics",
        "index",
        "login",
        "collect",
        "import",
        "work",
        "status",
        "dead",
    ):
        assert f" {command} " in done.out


@pytest.mark.parametrize(
    "command",
    ["demo", "analyze", "stack", "topics", "index", "login", "collect", "import", "work", "status", "dead", "settings"],
)
def test_every_command_explains_itself(rasd, command):
    done = rasd(command, "--help")
    assert done.returncode == 0, done.err
    assert "Usage: rasd" in done.out
