"""Who is told, and how hostile text is kept from being obeyed."""

import json

import pytest

from processors.notify.message import body, plain, title
from processors.notify.route import to_send
from processors.notify.send import TargetError, parse_target
from schemas.messages import Alert


def alert(**fields):
    made = {
        "alert_id": "a",
        "rule": "r",
        "severity": "high",
        "title": "t",
        "summary": "s",
        "first_seen": "x",
        "last_seen": "x",
    }
    return Alert(**made | fields)


@pytest.mark.parametrize(("mode", "told"), [("live", True), ("late", True), ("backfill", False), ("replay", False)])
def test_old_news_pages_nobody(mode, told):
    assert to_send(alert(mode=mode), "t", {}) is told


def test_an_alert_is_told_once_and_again_only_when_it_got_worse():
    sent = {("a", "t"): "high"}
    assert not to_send(alert(revision=2), "t", sent)
    assert not to_send(alert(severity="low"), "t", sent)
    assert to_send(alert(severity="critical"), "t", sent)
    assert to_send(alert(), "other", sent)


def test_hostile_text_is_made_plain():
    hostile = alert(
        title="\x1b[2Jgone\u202e",
        text="see https://evil.example/x and @everyone\n\x07",
        reasons=("a\u2028b",),
        channel="\x1b]0;x\x07",
    )
    shown = title(hostile) + body(hostile)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "https://evil.example" not in shown
    assert "@everyone" not in shown


def test_a_long_text_is_cut():
    assert len(plain("x" * 10_000, 100)) == 100


async def test_a_file_target_gets_one_line_an_alert(tmp_path):
    target = parse_target(f"file://{tmp_path}/alerts.jsonl", print)
    await target.send(alert())
    await target.send(alert(revision=2))
    assert [json.loads(line)["revision"] for line in (tmp_path / "alerts.jsonl").read_text().splitlines()] == [0, 2]


async def test_a_file_that_can_not_be_written_is_told(tmp_path):
    with pytest.raises(TargetError, match="could not be written"):
        await parse_target(f"file://{tmp_path}/none/alerts.jsonl", print).send(alert())


async def test_the_console_shows_title_and_reasons():
    shown = []
    await parse_target("console://", shown.append).send(alert(reasons=("because",)))
    assert "[high] t" in shown[0]
    assert "because" in shown[0]


def test_a_target_of_no_known_kind_is_told_without_its_address():
    with pytest.raises(TargetError, match="pigeon") as raised:
        parse_target("pigeon://user:secret@host", print)
    assert "secret" not in str(raised.value)


def test_the_name_of_a_target_holds_no_secret():
    assert "secret" not in parse_target("webhook+https://host/secret", print).name
