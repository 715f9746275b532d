"""Every trouble that Telegram or the network can make: the ledger, the topic and the cursor say the same afterwards."""

import asyncio
import base64
import json
import socket
from dataclasses import replace
from hashlib import sha256
from urllib.request import urlopen

import msgspec
import pytest
from telegram_world import Tail, problems, sign_in, until, world

from deploy.telegram_sim.keys import key_id
from deploy.telegram_sim.operations import read_operation
from ingest.collect import CollectResult
from ingest.errors import IngestError
from ingest.telegram.client import read_account
from schemas.codec import decode, decode_raw
from schemas.messages import Channel, RawPost
from schemas.operations import DeadLetter
from schemas.topics import RAW


@pytest.fixture
async def telegram(tmp_path, kafka, channel):
    async with world(tmp_path, kafka, [channel]) as made:
        yield made


async def some_news(telegram, count=3):
    """Posts, edits and a deletion, some of them within one second."""
    simulator, channel = telegram.simulator, telegram.channels[0]
    numbers = [await simulator.post(channel, f"خبر {place}") for place in range(count)]
    await simulator.edit(channel, numbers[0], "معدل")
    await simulator.delete(channel, numbers[1])
    await simulator.edit(channel, 5, "تاريخ معدل")
    return numbers


async def test_what_is_pushed_is_there_with_every_version(telegram):
    async with telegram.collecting():
        await some_news(telegram)
        number = await telegram.simulator.post(telegram.channels[0], "نص")
        await telegram.simulator.edit(telegram.channels[0], number, "تعديل ١")
        await telegram.simulator.edit(telegram.channels[0], number, "تعديل ٢")
        await telegram.simulator.delete(telegram.channels[0], number)
        await telegram.equal(every_version=True)
        assert {post.collected.mode for post in telegram.posts() if post.message_id == number} == {"live"}


async def test_a_dropped_connection_comes_back(telegram):
    async with telegram.collecting():
        telegram.order("drop")
        await some_news(telegram)
        await telegram.equal()


async def test_a_cut_connection_and_a_flood_wait_together(telegram):
    async with telegram.collecting():
        telegram.order("flood", method="messages.getHistory", seconds=1, count=2)
        telegram.order("drop")
        await some_news(telegram)
        await telegram.equal()


async def test_refused_for_longer_than_telethons_own_patience(telegram):
    async with telegram.collecting():
        telegram.order("refuse", seconds=8)
        await some_news(telegram)
        await telegram.equal()


async def test_a_half_open_connection_is_noticed(telegram):
    async with telegram.collecting():
        telegram.order("freeze")
        await some_news(telegram)
        await telegram.equal(40)


async def test_a_request_without_an_answer_has_an_end(telegram):
    async with telegram.collecting():
        telegram.order("hang", method="messages.getHistory", count=3)
        await some_news(telegram)
        await telegram.equal()


async def test_an_answer_that_stalls(telegram):
    async with telegram.collecting():
        telegram.order("slow", method="messages.getHistory", seconds=6)
        await some_news(telegram)
        await telegram.equal()


async def test_pushes_that_are_skipped_doubled_and_out_of_order(telegram):
    simulator, channel = telegram.simulator, telegram.channels[0]
    async with telegram.collecting():
        telegram.order("mute", count=4)
        await some_news(telegram)
        telegram.order("duplicate", count=3)
        await some_news(telegram)
        telegram.order("reorder", count=3)
        number = await simulator.post(channel, "أ")
        await simulator.edit(channel, number, "ب")
        await simulator.edit(channel, number, "ج")
        await simulator.post(channel, "د")
        await telegram.equal()
        versions = [
            post.text for post in sorted(telegram.posts(), key=lambda p: p.version) if post.message_id == number
        ]
        assert versions == ["أ", "ب", "ج"]


async def test_no_push_at_all_is_enough(telegram):
    async with telegram.collecting():
        telegram.order("mute", count=10_000)
        await some_news(telegram, 150)
        await telegram.equal()


async def test_a_channel_difference_that_is_too_long_does_not_matter(telegram):
    async with telegram.collecting():
        telegram.order("too_long", count=100)
        telegram.order("mute", count=50)
        await some_news(telegram, 130)
        await telegram.equal()


async def test_a_deletion_and_an_edit_that_telegram_does_not_tell(telegram):
    simulator, channel = telegram.simulator, telegram.channels[0]
    async with telegram.collecting():
        await simulator.do(read_operation({"op": "delete", "channel": channel, "message_ids": [3], "silent": True}))
        await simulator.do(
            read_operation({"op": "edit", "channel": channel, "message_id": 4, "text": "صامت", "silent": True})
        )
        await telegram.equal()


async def test_a_post_that_was_deleted_before_anyone_saw_it_is_coverage_not_a_post(telegram):
    simulator, channel = telegram.simulator, telegram.channels[0]
    async with telegram.collecting():
        telegram.order("mute", count=1)
        number = await simulator.post(channel, "زائل")
        await simulator.delete(channel, number)
        await simulator.post(channel, "باق")
        await telegram.equal()
        assert number not in {post.message_id for post in telegram.posts()}


async def test_a_long_flood_wait_on_history_stops_nothing_else(telegram):
    async with telegram.collecting():
        telegram.order("flood", method="messages.getHistory", seconds=600, count=50)
        await until(lambda: telegram.simulator.faults.calls("messages.getHistory")[-1:], 5)
        telegram.order("mute", count=3)
        await some_news(telegram, 5)
        await telegram.equal()
        asked = [kind for _, method, kind in telegram.simulator.faults.log if method == "messages.getHistory"]
        assert asked.count("flood") == 1


async def test_a_short_flood_wait_is_kept(telegram):
    async with telegram.collecting():
        telegram.order("flood", method="messages.getHistory", seconds=5, count=1)
        await some_news(telegram)
        await telegram.equal()
        log = telegram.simulator.faults.log

        def around():
            asked = [(at, kind) for at, method, kind in log if method == "messages.getHistory"]
            place = next((place for place, (_, kind) in enumerate(asked) if kind == "flood"), len(asked))
            return asked[place : place + 2] if len(asked) > place + 1 else None

        (told, _), (after, _) = await until(around)
        assert after - told >= 5


@pytest.mark.parametrize("code_message", [(500, "RPC_CALL_FAIL"), (400, "SOMETHING_NEW"), (-503, "Timeout")])
async def test_an_internal_error_of_telegram_passes(telegram, code_message):
    code, message = code_message
    async with telegram.collecting():
        for method in ("messages.getHistory", "channels.getMessages", "updates.getState", "messages.getDialogs"):
            telegram.order("error", method=method, code=code, message=message, count=3)
        await some_news(telegram)
        await telegram.equal()


async def test_a_private_channel_is_a_state_and_comes_back(telegram):
    channel = telegram.channels[0]
    async with telegram.collecting():
        telegram.order("private", channel=channel)
        await some_news(telegram)
        await until(lambda: "private" in {record.state for record in telegram.coverage()})
        telegram.order("public", channel=channel)
        await telegram.equal(40)
        await until(lambda: "ok" in {record.state for record in telegram.coverage() if record.kind == "channel"})


async def test_a_key_that_is_no_longer_registered_ends_with_a_sentence(telegram):
    async with telegram.collecting() as running:
        telegram.order("unregister")
        telegram.order("drop")
        await asyncio.wait({running}, timeout=30)
        assert isinstance(running.exception(), IngestError)
        assert "unregistered" in str(running.exception())
        assert "rasd login" in str(running.exception())


async def test_a_second_collector_on_one_session_does_not_start(telegram):
    async with telegram.collecting():
        with pytest.raises(IngestError, match="in use by another collector"):
            await telegram.caught_up(data=telegram.config.data / "other")
        with pytest.raises(IngestError, match="in use by another collector"):
            await telegram.caught_up(session=telegram.config.session.with_name("b.session"))


async def test_the_servers_clock_jumps(telegram):
    async with telegram.collecting():
        telegram.order("clock", seconds=7200)
        await some_news(telegram)
        await telegram.equal(60)


async def test_what_happened_while_nobody_collected_is_found(telegram):
    await telegram.caught_up()
    await some_news(telegram, 250)
    await telegram.caught_up()
    assert telegram.problems() == []
    assert await telegram.caught_up() == CollectResult(0, 1, ())


async def test_a_message_that_telethon_can_not_read_is_kept_as_bytes(telegram):
    channel = telegram.channels[0]
    telegram.order("strange", channel=channel, message_id=10)
    async with telegram.collecting():
        number = await telegram.simulator.post(channel, "بعده")
        await telegram.equal()
        (strange,) = [post for post in telegram.posts() if post.message_id == 10]
        assert (strange.text, strange.media[0].kind, strange.raw_kind) == ("نص 10", "unknown", "received")
        assert number in {post.message_id for post in telegram.posts()}


async def test_a_name_that_another_channel_takes_over_does_not_mislead(telegram):
    channel = telegram.channels[0]
    await telegram.caught_up()
    world, info = telegram.simulator.world, telegram.simulator.world.channels[channel].info
    world.announce(msgspec.structs.replace(info, username="elsewhere"))
    world.announce(msgspec.structs.replace(info, id=channel + 500, username=info.username))
    async with telegram.collecting():
        await some_news(telegram)
        await telegram.equal()
        await until(lambda: "renamed" in {record.state for record in telegram.coverage()})
    assert {post.channel.id for post in telegram.posts()} == {channel}


async def test_a_blind_channel_raises_an_alarm_and_says_when_it_sees_again(tmp_path, kafka, channel):
    async with world(tmp_path, kafka, [channel], blind_s=3.0) as telegram, telegram.collecting():
        telegram.order("refuse", seconds=12)
        await until(
            lambda: {(0, "blind"), (channel, "blind")} <= {(r.channel_id, r.kind) for r in telegram.coverage()}, 20
        )
        await some_news(telegram)
        await telegram.equal(40)
        await until(lambda: {"alive", "gap"} <= {record.kind for record in telegram.coverage()}, 20)


def test_a_planted_loss_is_found():
    entry = {"op": "post", "channel": 1, "message_ids": [2], "text_sha256": sha256(b"x").hexdigest()}
    post = RawPost(channel=Channel(id=1), message_id=2, date="2021-01-01T00:00:00Z", text="x", version=1, event_id="e")
    edit, delete = entry | {"op": "edit", "text_sha256": sha256(b"y").hexdigest()}, entry | {"op": "delete"}
    assert problems([entry], [post], []) == []
    assert problems([entry], [], []) != []
    assert problems([entry, edit], [post], []) != []
    assert problems([entry, delete], [post], []) != []
    assert problems([], [post], []) != []


async def test_two_accounts_share_the_channels_and_one_takes_over(tmp_path, kafka, channel):
    channels = [channel, channel + 100, channel + 200]
    async with world(tmp_path, kafka, channels) as telegram:
        second = replace(telegram.config, session=tmp_path / "b.session")
        await sign_in(second, telegram.simulator)
        both = replace(telegram.config, others=(second.session,))
        async with telegram.collecting(both):
            # The first account's key alone is signed out: the second goes on with everything.
            first = read_account(telegram.config.session, telegram.config)
            telegram.simulator.keys.sign_in(telegram.simulator.keys.find(key_id(first.key)), None)
            telegram.order("drop")
            await some_news(telegram)
            for number in channels[1:]:
                await telegram.simulator.post(number, "من الثاني")
            await telegram.equal()
            await until(lambda: ("a", "unregistered") in {(r.account, r.state) for r in telegram.coverage()})


async def test_a_post_too_large_for_a_record_is_kept_and_the_rest_goes_on(telegram, kafka):
    channel, letters = telegram.channels[0], Tail(kafka, RAW.dead)
    async with telegram.collecting():
        large = await telegram.simulator.post(channel, "ط" * 1_100_000)
        small = await telegram.simulator.post(channel, "بعده")
        await until(lambda: small in {post.message_id for post in telegram.posts()})
        (letter,) = await until(
            lambda: [each for each in map(_letter, letters.read()) if each.key == f"{channel}:{large}"]
        )
    pointer = json.loads(base64.b64decode(letter.value))
    kept = (telegram.config.data / "objects" / pointer["sha256"][:2] / pointer["sha256"]).read_bytes()
    assert decode_raw(kept).message_id == large
    letters.close()


def _letter(value):
    return decode(DeadLetter, value)


async def test_metrics_are_on_loopback_and_name_channels_only(telegram):
    port = _free_port()
    async with telegram.collecting(replace(telegram.config, metrics_port=port)):
        await some_news(telegram)
        await telegram.equal()
        text = (await asyncio.to_thread(urlopen, f"http://127.0.0.1:{port}/metrics")).read().decode()
    assert f'rasd_events_total{{channel="{telegram.channels[0]}",kind="deletion"' in text
    assert "قناة" not in text
    assert "sim_" not in text


def _free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]
