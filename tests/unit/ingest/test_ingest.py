"""Sources, conversion, versions, files: the parts of the collector that need no network."""

import base64
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telethon.tl import types

from ingest.config import parse_server
from ingest.convert import channel_of, post_of
from ingest.cursor import Cursor, link
from ingest.errors import IngestError
from ingest.imports.desktop import is_export, parse_export
from ingest.imports.lines import BadLine, parse_lines
from ingest.publish import SETTINGS
from ingest.utf16 import CodePoints
from ingest.watched import load_sources
from schemas.messages import Channel, RawPost

WHEN = datetime(2021, 7, 1, tzinfo=UTC)
CHANNEL = Channel(id=7, title="t")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("sources:\n- usernam: x\n", r"entry 1: .*usernam"),
        ("sources:\n- username: x\n  id: 3\n", "entry 1: name the channel by username or by id"),
        ("sources:\n- username: x\n- username: '@X'\n", "named twice"),
        ("channels: []\n", "under the key sources"),
        ("sources: [\n", "is not YAML"),
        ("sources:\n- username: x\n  affiliation: {organisation: a, certainty: sure}\n", r"entry 1: .*certainty"),
    ],
)
def test_a_wrong_sources_file_is_named_with_its_key(tmp_path, content, named):
    file = tmp_path / "sources.yaml"
    file.write_text(content)
    with pytest.raises(IngestError, match=rf"(?s)sources\.yaml.*{named}"):
        load_sources(file)


def test_the_example_of_a_sources_file_can_be_read():
    from pathlib import Path

    import ingest

    (source,) = load_sources(Path(ingest.__file__).parent / "sources" / "example.yaml")
    assert (source.username, source.affiliation.valid_from) == ("example_channel", "2021-01-01")


@pytest.mark.parametrize("server", ["149.154.167.51:443", "example.org:443", "127.0.0.1", "localhost:x"])
def test_a_test_server_must_be_loopback(server):
    with pytest.raises(IngestError, match="RASD_TELEGRAM_SERVER"):
        parse_server(server)


def test_loopback_is_a_test_server():
    assert parse_server("127.0.0.1:4430") == parse_server("localhost:4430") == ("127.0.0.1", 4430)


@given(st.text(max_size=60), st.data())
def test_offsets_in_utf16_become_code_points(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    def units(part):
        return len(part.encode("utf-16-le", "surrogatepass")) // 2

    assert CodePoints(text).span(units(text[:start]), units(text[start:end])) == (start, end - start)


def test_a_message_becomes_a_raw_post():
    message = types.Message(
        id=5,
        peer_id=types.PeerChannel(7),
        date=WHEN,
        message="😀 نص",
        entities=[types.MessageEntityTextUrl(3, 2, "https://example.org")],
        views=9,
        forwards=1,
        fwd_from=types.MessageFwdHeader(date=WHEN, from_id=types.PeerChannel(8), channel_post=3),
        reply_to=types.MessageReplyHeader(reply_to_msg_id=2),
        media=types.MessageMediaDocument(
            document=types.Document(
                id=1, access_hash=1, file_reference=b"", date=WHEN, mime_type="audio/ogg", size=4, dc_id=2,
                attributes=[types.DocumentAttributeAudio(1, voice=True), types.DocumentAttributeFilename("a.ogg")],
            )
        ),
    )  # fmt: skip
    post, raw = post_of(message, CHANNEL)
    (entity,) = post.entities
    assert (entity.type, entity.offset, entity.length, entity.url) == ("text_url", 2, 2, "https://example.org")
    assert (post.date, post.views, post.reply_to) == ("2021-07-01T00:00:00Z", 9, 2)
    assert (post.forwarded_from.channel_id, post.forwarded_from.message_id) == (8, 3)
    assert (post.media[0].kind, post.media[0].file_name) == ("voice", "a.ogg")
    assert base64.b64decode(post.raw) == raw == bytes(message)


def test_a_channel_keeps_what_the_source_says_of_it():
    chat = types.Channel(id=7, title="t", photo=types.ChatPhotoEmpty(), date=WHEN, username="u", participants_count=3)
    channel = channel_of(chat, None)
    assert (channel.id, channel.username, channel.subscribers, channel.created) == (7, "u", 3, "2021-07-01T00:00:00Z")


def draft(message=1, text="a", **fields):
    return RawPost(channel=CHANNEL, message_id=message, date="2021-07-01T00:00:00Z", text=text, **fields)


def prepared(cursor, *drafts):
    ready = cursor.prepare(drafts, at="2021-07-01T00:00:00Z", by="test", mode="live")
    cursor.acknowledged(ready)
    return ready


def test_versions_rise_and_the_same_event_is_one(tmp_path):
    cursor = Cursor(tmp_path / "c.sqlite")
    (first,) = prepared(cursor, draft())
    assert prepared(cursor, draft()) == []
    second, third = prepared(cursor, draft(text="b", edit_date="x"), draft(text=None, deleted=True))
    assert [post.version for post in (first, second, third)] == [1, 2, 3]
    assert [post.collected.seq for post in (first, second, third)] == [1, 2, 3]
    assert second.collected.prev_hash == link(first)
    assert third.collected.prev_hash == link(second)


def test_what_kafka_did_not_acknowledge_is_prepared_again_with_the_same_numbers(tmp_path):
    cursor = Cursor(tmp_path / "c.sqlite")
    lost = cursor.prepare([draft()], at="x", by="test", mode="live")
    again = cursor.prepare([draft()], at="x", by="test", mode="live")
    assert lost == again


def test_a_cursor_never_moves_back(tmp_path):
    cursor = Cursor(tmp_path / "c.sqlite")
    cursor.acknowledged([], confirmed={7: 10})
    cursor.acknowledged([], confirmed={7: 4})
    cursor.close()
    assert Cursor(tmp_path / "c.sqlite").position(7) == 10


def test_the_producer_is_idempotent_and_waits_for_all():
    assert (SETTINGS["enable_idempotence"], SETTINGS["acks"]) == (True, "all")


def test_a_line_without_a_version_gets_one_from_its_order():
    lines = [b'{"channel":{"id":1},"message_id":2,"date":"2021-07-01T00:00:00Z","text":"%d"}' % n for n in range(3)]
    assert [post.version for post in parse_lines(lines, "f")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"nonsense", "not JSON"),
        (b'{"channel":{"id":1},"date":"2021-07-01T00:00:00Z","text":"x"}', "message_id"),
        (b'{"channel":{"id":1},"message_id":1,"date":"yesterday","text":"x"}', "not a time"),
        (b'{"channel":{"id":1},"message_id":1,"date":"2021-07-01T00:00:00","text":"x"}', "time zone"),
        (b'{"channel":{"id":1},"message_id":1,"date":"2021-07-01T00:00:00Z","text":"\\ud800"}', "lone surrogate"),
        (b"\xff\xfe", "not JSON"),
    ],
)
def test_a_line_that_can_not_be_read_says_why(line, reason):
    (bad,) = parse_lines([line], "file")
    assert isinstance(bad, BadLine)
    assert reason in bad.reason
    assert str(bad).startswith("file:1: ")


EXPORT = (
    b'{\n "name": "Channel", "type": "public_channel", "id": 7,\n "messages": [\n'
    b'{"id": 1, "type": "service", "date": "2021-07-01T03:00:00"},\n'
    b'{"id": 2, "type": "message", "date": "2021-07-01T03:00:00", "date_unixtime": "1625097600",'
    b' "text": ["see ", {"type": "text_link", "text": "this", "href": "https://example.org"}], "forwarded_from": "Other"}\n ]\n}'
)


def test_an_export_of_telegram_desktop_is_read():
    assert is_export(EXPORT)
    (post,) = parse_export(EXPORT, "result.json", None)
    assert (post.channel.id, post.message_id, post.date, post.text) == (7, 2, "2021-07-01T00:00:00Z", "see this")
    assert (post.entities[0].offset, post.entities[0].type) == (4, "text_url")
    assert post.forwarded_from.title == "Other"


def test_an_export_without_seconds_needs_a_zone():
    old = EXPORT.replace(b' "date_unixtime": "1625097600",', b"")
    with pytest.raises(IngestError, match="--timezone"):
        list(parse_export(old, "result.json", None))
    (post,) = parse_export(old, "result.json", ZoneInfo("Asia/Baghdad"))
    assert post.date == "2021-07-01T00:00:00Z"


def test_json_lines_are_no_export():
    assert not is_export(b'{"channel":{"id":1}}\n{"channel":{"id":1}}\n')
