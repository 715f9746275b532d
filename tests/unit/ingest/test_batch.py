"""Which drafts are new events: pushes that lie, pages that are late, versions that overtake each other."""

import pytest

from ingest.cursor import Cursor
from ingest.publish import record_of
from ingest.record import Recorder, Work
from schemas.codec import decode_raw
from schemas.messages import Channel, RawPost

CHANNEL = Channel(id=7, title="t")
DATE = "2021-07-01T00:00:00Z"


@pytest.fixture
def cursor(tmp_path):
    made = Cursor(tmp_path / "c.sqlite", rechecks=(60,))
    yield made
    made.close()


def draft(text="a", *, message=1, **fields):
    return RawPost(channel=CHANNEL, message_id=message, date=DATE, text=text, **fields)


def gone(message=1):
    return RawPost(channel=CHANNEL, message_id=message, date=DATE, deleted=True)


def write(cursor, *drafts, mode="live", **options):
    batch = cursor.batch(at=DATE, by="test")
    batch.add(drafts, mode=mode, **options)
    cursor.acknowledged(batch.ready)
    return batch


def texts(batch):
    return [(post.version, post.text) for post in batch.ready]


def test_a_push_that_comes_twice_is_one_event(cursor):
    write(cursor, draft())
    assert texts(write(cursor, draft())) == []


def test_an_edit_that_comes_after_a_later_one_is_kept_and_looked_at_again(cursor):
    write(cursor, draft("a"), draft("c", edit_date="2021-07-01T00:00:02Z"))
    late = write(cursor, draft("b", edit_date="2021-07-01T00:00:01Z"))
    assert (texts(late), late.unsettled) == ([(3, "b")], {(7, 1)})
    # The page says what stands there now: it is told again, so that the highest version is the present one.
    page = write(cursor, draft("c", edit_date="2021-07-01T00:00:02Z"), since=cursor.seq(7))
    assert texts(page) == [(4, "c")]


def test_a_post_whose_deletion_came_first_is_kept_and_stays_deleted(cursor):
    write(cursor, draft(), gone())
    late = write(cursor, draft("late edit", edit_date="2021-07-01T00:00:01Z"))
    assert [(post.text, post.deleted) for post in late.ready] == [("late edit", False), (None, True)]


def test_a_page_does_not_undo_what_changed_while_it_was_under_way(cursor):
    write(cursor, draft("old"))
    asked = cursor.seq(7)
    write(cursor, draft("new", edit_date="2021-07-01T00:00:01Z"))
    page = write(cursor, draft("old"), since=asked)
    assert (texts(page), page.unsettled) == ([], {(7, 1)})


def test_a_page_that_shows_a_post_which_was_said_to_be_gone_is_believed(cursor):
    write(cursor, draft(), gone())
    assert texts(write(cursor, draft(), since=cursor.seq(7))) == [(3, "a")]


def test_counters_are_events_of_their_own_and_leave_the_content_alone(cursor):
    write(cursor, draft(views=1))
    assert texts(write(cursor, draft(views=5), since=cursor.seq(7))) == []
    (counted,) = write(cursor, draft(views=5), since=cursor.seq(7), counters=True).ready
    assert (counted.version, counted.counters_only, counted.views, counted.collected.mode) == (2, True, 5, "recheck")
    assert write(cursor, draft(views=5), since=cursor.seq(7), counters=True).ready == []
    assert texts(write(cursor, draft("b", views=5), since=cursor.seq(7))) == [(3, "b")]


def test_a_media_event_does_not_make_the_page_look_changed(cursor):
    write(cursor, draft())
    known = cursor.known(7, 1)
    write(cursor, draft(extra={"x": 1}, edit_date="media"), mode="media")
    assert cursor.known(7, 1).event == known.event
    assert texts(write(cursor, draft(), since=cursor.seq(7))) == []


def test_an_old_file_of_the_collector_goes_on(tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "old.sqlite") as db:
        db.executescript(
            "CREATE TABLE channels (id INTEGER PRIMARY KEY, cursor INTEGER, seq INTEGER, hash TEXT);"
            "CREATE TABLE posts (channel INTEGER, message INTEGER, version INTEGER, event TEXT, date TEXT, deleted INTEGER,"
            " PRIMARY KEY (channel, message)) WITHOUT ROWID;"
            "INSERT INTO channels VALUES (7, 5, 1, 'x');"
            "INSERT INTO posts VALUES (7, 5, 1, 'e', '2021-07-01T00:00:00Z', 0);"
        )
    cursor = Cursor(tmp_path / "old.sqlite")
    assert (cursor.position(7), cursor.known(7, 5).event, cursor.reading.unread(7)) == (5, "e", [])
    assert texts(write(cursor, draft("b", message=5), since=cursor.seq(7))) == [(2, "b")]


def test_what_was_under_way_at_a_kill_is_published_again_byte_for_byte(cursor):
    sent = []

    class Kafka:
        def send(self, records):
            sent.extend(records)

        send_patiently = send

        def publish(self, _posts):
            raise KeyboardInterrupt

    recorder = Recorder(Kafka(), cursor, by="test")
    with pytest.raises(KeyboardInterrupt):
        recorder.record([draft("a")], "live")
    (intended,) = cursor.intended()
    # The post is gone before we come back: what Kafka may hold of it gets its deletion all the same.
    recorder.finish()
    recorder.write([Work(CHANNEL, "recheck", gone=(1,), since=cursor.seq(7))])
    assert sent[0] == record_of(intended)
    assert [decode_raw(value).deleted for _, _, value in sent[1:]] == [True]
    assert cursor.intended() == []
