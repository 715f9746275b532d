"""Servers that can little or say little: whatever a collector could do without, it does without."""

import asyncio

import pytest
from telegram_world import until, world
from telethon.tl import functions, types

from deploy.telegram_sim.connection import Connection
from deploy.telegram_sim.faults import RpcFaultError
from deploy.telegram_sim.operations import read_operation
from ingest.collect import collect
from ingest.telegram import account, service

NEEDED = frozenset({
    functions.help.GetConfigRequest, functions.contacts.ResolveUsernameRequest, functions.messages.GetHistoryRequest
})  # fmt: skip


@pytest.fixture
async def telegram(tmp_path, kafka, channel):
    async with world(tmp_path, kafka, [channel], history=150) as made:
        yield made


def refuse(_request, _grant):
    raise RpcFaultError(400, "METHOD_INVALID")


def hang(_request, _grant):
    return None


def only_what_is_needed(simulator, otherwise):
    methods = simulator.answers._methods
    for kind in methods.keys() - NEEDED:
        methods[kind] = otherwise


def change_pages(simulator, change):
    methods = simulator.answers._methods
    whole = methods[functions.messages.GetHistoryRequest]
    methods[functions.messages.GetHistoryRequest] = lambda request, grant: change(request, whole(request, grant))


def bare(_request, page):
    """Twenty messages at most, and neither counts of changes nor of messages that could be relied upon."""
    shown = page.messages[:20]
    return types.messages.MessagesSlice(count=len(shown), messages=shown, topics=[], chats=page.chats, users=[])


async def silently(telegram, op, number, **fields):
    operation = {"op": op, "channel": telegram.channels[0], "message_ids": [number], "silent": True}
    if op == "edit":
        operation = operation | {"message_id": number, **fields}
        del operation["message_ids"]
    await telegram.simulator.do(read_operation(operation))


@pytest.mark.parametrize("otherwise", [refuse, hang])
async def test_names_and_history_without_pushes_are_enough(telegram, otherwise):
    change_pages(telegram.simulator, bare)
    telegram.order("mute", count=10_000)
    only_what_is_needed(telegram.simulator, otherwise)
    async with telegram.collecting():
        number = await telegram.simulator.post(telegram.channels[0], "جديد")
        await telegram.simulator.edit(telegram.channels[0], number, "معدل")
        await silently(telegram, "delete", 140)
        await silently(telegram, "delete", 30)
        await silently(telegram, "edit", 40, text="صامت")
        await telegram.equal(60)


async def test_a_wait_that_telegram_asks_for_is_not_a_channel_that_does_not_exist(telegram, monkeypatch):
    monkeypatch.setattr(service, "MOST_TRIES", 1)
    for method in ("messages.getDialogs", "contacts.resolveUsername"):
        telegram.order("flood", method=method, seconds=4)
    result = await telegram.caught_up()
    assert (result.collected, result.missing) == (150, ())


async def test_an_error_of_the_list_of_dialogs_does_not_make_a_channel_missing(telegram):
    (telegram.config.sources).write_text(f"sources:\n- id: {telegram.channels[0]}\n")
    telegram.order("error", method="messages.getDialogs", code=400, message="SOMETHING_NEW")
    result = await telegram.caught_up()
    assert (result.collected, result.missing) == (150, ())


async def test_one_private_channel_does_not_keep_the_rest_from_being_caught_up(tmp_path, kafka, channel, monkeypatch):
    monkeypatch.setattr(service, "REFUSED_S", 3.0)
    async with world(tmp_path, kafka, [channel, channel + 100]) as telegram:
        telegram.order("private", channel=channel)
        result = await telegram.caught_up()
        assert (result.collected, result.missing) == (20, (f"@sim_{channel}",))


async def test_empty_pages_are_not_believed(telegram):
    empty = iter([True, False, True, False])

    def sometimes(_request, page):
        if next(empty, False):
            page.messages = []
        return page

    change_pages(telegram.simulator, sometimes)
    result = await telegram.caught_up()
    assert result.collected == 150
    assert telegram.problems() == []


async def test_a_greeting_and_pings_that_are_refused_do_not_matter(telegram):
    telegram.order("error", method="help.getConfig", code=500, message="RPC_CALL_FAIL", count=3)
    telegram.order("error", method="updates.getState", code=500, message="RPC_CALL_FAIL", count=3)
    async with telegram.collecting():
        number = await telegram.simulator.post(telegram.channels[0], "جديد")
        await until(lambda: number in {post.message_id for post in telegram.posts()}, 5)


async def test_a_version_that_comes_back_is_the_last(telegram):
    simulator, channel = telegram.simulator, telegram.channels[0]
    async with telegram.collecting():
        number = await simulator.post(channel, "أ", date="2021-07-01T00:00:00Z")
        for text in ("ب", "ج", "ب"):
            await simulator.edit(channel, number, text, date="2021-07-01T00:00:05Z")
        await telegram.equal()
        await until(lambda: _last(telegram, number) == "ب", 10)


def _last(telegram, number):
    versions = [post for post in telegram.posts() if post.message_id == number]
    return max(versions, key=lambda post: post.version).text


@pytest.mark.parametrize("numbers", [lambda _pts: (7, 0), lambda pts: (10_000 - pts, 1), lambda pts: (pts * 1000, 1)])
async def test_counts_of_changes_that_mean_nothing_cost_no_version(telegram, monkeypatch, numbers):
    simulator, channel = telegram.simulator, telegram.channels[0]
    announce = simulator._announce

    async def wrongly_counted(updates):
        for update in updates.updates:
            update.pts, update.pts_count = numbers(update.pts)
        await announce(updates)

    def uncounted(_request, page):
        page.pts, page.count = 0, 0
        return page

    monkeypatch.setattr(simulator, "_announce", wrongly_counted)
    change_pages(simulator, uncounted)
    async with telegram.collecting():
        number = await simulator.post(channel, "نص")
        for place in range(5):
            await simulator.edit(channel, number, f"تعديل {place}")
        await simulator.delete(channel, number)
        await telegram.equal(15, every_version=True)


async def test_a_server_that_answers_no_ping_is_not_left(telegram):
    connections = set()

    async def answer(connection, msg_id, request):
        connections.add(connection)
        if not isinstance(request, functions.PingRequest):
            await whole(connection, msg_id, request)

    whole = Connection._answer
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Connection, "_answer", answer)
        patched.setattr(account, "PING_EVERY_S", 1.0)
        patched.setattr(account, "PING_S", 1.0)
        telegram.order("flood", method="messages.getHistory", seconds=600)
        telegram.order("flood", method="channels.getMessages", seconds=600)
        running = asyncio.ensure_future(
            collect(telegram.config, until_caught_up=False, report=lambda *told: telegram.told.append(told))
        )
        await until(lambda: telegram.simulator.faults.calls("messages.getHistory"), 10)
        await asyncio.sleep(5)  # the pauses in which pings are sent
        later = await telegram.simulator.post(telegram.channels[0], "بعده")
        await until(lambda: later in {post.message_id for post in telegram.posts()}, 10)
        running.cancel()
        await asyncio.wait({running})
        assert len(connections) == 1
