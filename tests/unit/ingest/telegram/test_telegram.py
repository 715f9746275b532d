"""Limits, what errors mean, pushes in order, answers cut into messages: without a network."""

import struct
from datetime import UTC, datetime

import pytest
from telethon.errors import rpc_message_to_error
from telethon.extensions import BinaryReader
from telethon.tl import types

from ingest.telegram.hints import hints_of
from ingest.telegram.limits import Limits
from ingest.telegram.received import Partial, read_answer
from ingest.telegram.troubles import account_state, channel_state, flood_seconds

WHEN = datetime(2021, 7, 1, tzinfo=UTC)


def test_a_method_in_a_flood_wait_does_not_stop_another():
    limits = Limits(rate=1)
    limits.bucket("a", 0).flooded(0, 600)
    assert limits.wait("a", 10, urgent=True) > 590
    assert limits.wait("b", 10, urgent=True) == 0
    assert limits.flood_s("a", 601) == 0


def test_after_a_flood_wait_the_pace_is_lower_and_comes_back():
    bucket = Limits(rate=1).bucket("a", 0)
    bucket.flooded(0, 1)
    assert bucket.factor == 0.5
    bucket.wait(7200, urgent=True)
    assert bucket.factor == 1


def test_a_bucket_allows_no_more_than_its_rate():
    bucket, now, sent = Limits(rate=1).bucket("a", 0), 0.0, 0
    while now < 1000:
        if (wait := bucket.wait(now, urgent=True)) > 0:
            now += wait
            continue
        bucket.take(now)
        sent += 1
    assert sent <= 1000 + bucket.size + 1


def test_background_work_leaves_room_for_what_is_urgent():
    bucket = Limits(rate=1).bucket("a", 0)
    while bucket.wait(0, urgent=False) == 0:
        bucket.take(0)
    assert bucket.wait(0, urgent=True) == 0


@pytest.mark.parametrize(
    ("code", "message", "account", "channel", "flood"),
    [
        (401, "AUTH_KEY_UNREGISTERED", "unregistered", None, None),
        (406, "AUTH_KEY_DUPLICATED", "duplicated", None, None),
        (401, "USER_DEACTIVATED_BAN", "banned", None, None),
        (401, "SESSION_REVOKED", "unregistered", None, None),
        (400, "CHANNEL_PRIVATE", None, "private", None),
        (406, "CHANNEL_PRIVATE", None, "private", None),
        (400, "CHANNEL_INVALID", None, "gone", None),
        (400, "USER_BANNED_IN_CHANNEL", None, "banned", None),
        (420, "FLOOD_WAIT_600", None, None, 600),
        (420, "FLOOD_PREMIUM_WAIT_7", None, None, 7),
        (500, "RPC_CALL_FAIL", None, None, None),
        (400, "NEVER_HEARD_OF", None, None, None),
    ],
)
def test_an_error_is_about_the_account_the_channel_or_the_moment(code, message, account, channel, flood):
    error = rpc_message_to_error(types.RpcError(code, message), None)
    assert (account_state(error), channel_state(error), flood_seconds(error)) == (account, channel, flood)


def message(number, text="نص", **fields):
    return types.Message(id=number, peer_id=types.PeerChannel(7), date=WHEN, message=text, **fields)


def test_pushes_are_taken_whole_whatever_else_is_in_the_container():
    updates = types.Updates(
        updates=[
            types.UpdateNewChannelMessage(message(1), pts=2, pts_count=1),
            types.UpdateDeleteChannelMessages(7, [1], 3, 1),
            types.UpdateChannelTooLong(8),
            types.UpdateUserTyping(5, types.SendMessageTypingAction()),
        ],
        users=[], chats=[], date=WHEN, seq=0,
    )  # fmt: skip
    found, everything = hints_of(updates)
    assert [(hint.pts, hint.gone) for hint in found[7]] == [(2, ()), (3, (1,))]
    assert (found[8], everything) == ([], False)
    assert hints_of(types.UpdatesTooLong()) == ({}, True)


def answer_of(*messages):
    return types.messages.ChannelMessages(pts=5, count=9, messages=list(messages), topics=[], chats=[], users=[])


def test_a_message_is_cut_out_of_its_answer():
    one, two = message(1), message(2, reply_to=types.MessageReplyHeader(reply_to_msg_id=1))
    received = read_answer(BinaryReader(bytes(answer_of(one, two))))
    assert [each.id for each in received.messages] == [1, 2]
    assert received.raw == {1: bytes(one), 2: bytes(two)}
    assert (received.pts, received.count, received.unreadable) == (5, 9, False)


class Unknown:
    def _bytes(self):
        return struct.pack("<IQ", 0x5EED1E55, 1)


def test_of_a_message_with_an_unknown_part_everything_before_it_is_kept():
    strange = message(2, "قبل", media=Unknown(), fwd_from=types.MessageFwdHeader(date=datetime(2020, 1, 1, tzinfo=UTC)))
    received = read_answer(BinaryReader(bytes(answer_of(message(3), strange, message(1)))))
    whole, partial = received.messages
    assert whole.id == 3
    assert isinstance(partial, Partial)
    assert (partial.id, partial.date, partial.text) == (2, WHEN, "قبل")
    assert partial.raw.startswith(bytes(strange)[:40])
    assert received.unreadable
