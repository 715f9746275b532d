"""Who is told, and how hostile text is kept from being obeyed."""

import json

import pytest

from processors.notify.message import body, plain, title
from processors.notify.send import parse_target
from processors.notify.wrong import TargetError
from schemas.alerts import Alert


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


HOSTILE = (
    "\x1b[2Jgone\u202e <!channel> <b>x</b> `code` *bold* https://evil.example/x @everyone t.me/trap tg://join?x "
    "\u2066\x9b31m\u200b\U000e0041\n\x07\u2028"
)


def test_nothing_of_a_hostile_text_is_obeyed_by_a_terminal_a_page_or_a_chat():
    made = alert(
        title=HOSTILE, text=HOSTILE, reasons=(HOSTILE,), channel=HOSTILE, post_ids=(HOSTILE,), first_seen=HOSTILE
    )
    ours = {"\n", "\u2060", "\u2068", "\u2069"}  # written by rasd: ends of lines, and isolates that are closed again
    for shown in (title(made), body(made)):
        left = [character for character in shown if not character.isprintable() and character not in ours]
        assert left == []
        assert shown.count("\u2068") == shown.count("\u2069")
        for live in ("https://", "tg://", "evil.example", "t.me", "@everyone", "<", "`", "*"):
            assert live not in shown
    assert "\n" not in title(made)


def test_what_would_turn_text_around_or_move_a_cursor_is_shown_as_an_escape():
    assert plain("a\x1b[2Jb\u202ec", 100) == "a\\x1b[2Jb\\u202ec"


def test_ordinary_text_stays_as_it_is():
    text = "كتائب حزب الله: 3.5 km, a/b — 50% (e)"
    assert plain(text, 100) == text
    assert "3.5" in title(alert(title=text))
    assert plain("می\u200cشود", 100) == "می\u200cشود"


def test_marks_piled_on_one_letter_do_not_paint_over_other_lines():
    assert len(plain("a" + "\u0301" * 100 + "b", 1000)) == 6


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


def test_a_target_of_no_known_kind_is_told_without_its_address(caplog):
    with pytest.raises(TargetError, match="pigeon") as raised:
        parse_target("pigeon://user:secret@host", print)
    assert "secret" not in str(raised.value)
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "address", ["file://alerts.jsonl", "file:///", "webhook+http://", "webhook+http://host:99999/x"]
)
def test_a_target_that_can_not_work_is_told_at_the_start(address):
    with pytest.raises(TargetError, match="a notify target"):
        parse_target(address, print)


async def test_a_line_that_a_crash_cut_off_does_not_spoil_the_next(tmp_path):
    file = tmp_path / "alerts.jsonl"
    file.write_bytes(b'{"alert_id": "cut')
    await parse_target(f"file://{file}", print).send(alert())
    assert json.loads(file.read_text().splitlines()[1])["alert_id"] == "a"


async def test_a_console_that_is_gone_is_a_target_that_is_down():
    def gone(_text):
        raise BrokenPipeError(32, "Broken pipe")

    with pytest.raises(TargetError, match="Broken pipe"):
        await parse_target("console://", gone).send(alert())


def test_the_name_of_a_target_holds_no_secret():
    assert "secret" not in parse_target("webhook+https://host/secret", print).name
