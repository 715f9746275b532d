"""The simulator against the unmodified Telethon client, over a real socket."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from telethon import TelegramClient, errors, events
from telethon.crypto import rsa
from telethon.sessions import SQLiteSession

from deploy.telegram_sim.faults import Fault
from deploy.telegram_sim.media import file_bytes
from deploy.telegram_sim.simulator import Simulator

ONE, TWO = 1_500_000_001, 1_500_000_002
START = datetime.fromisoformat("2021-01-01T00:00:00+00:00")
HISTORY = 230


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    folder.mkdir()
    channels = [{"id": ONE, "title": "one", "username": "sim_one"}, {"id": TWO, "title": "two", "username": "sim_two"}]
    (folder / "channels.json").write_text(json.dumps(channels))
    lines = [
        {
            "op": "post",
            "channel": ONE,
            "message_id": number,
            "date": (START + timedelta(minutes=number)).isoformat(),
            "text": f"😀 نص {number}",
            "entities": [{"type": "bold", "offset": 2, "length": 2}],
        }
        for number in range(1, HISTORY + 1)
    ]
    lines[-1]["media"] = [{"kind": "document", "size": 300_000, "file_name": "a.bin", "seed": "s"}]
    (folder / "posts.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return folder


@pytest.fixture
async def simulator(tmp_path, corpus):
    async with Simulator(tmp_path / "sim", corpus) as running:
        yield running


@asynccontextmanager
async def signed_in(simulator, path):
    rsa.add_key(simulator.key_file.read_text("ascii"), old=False)
    session = SQLiteSession(str(path))
    session.set_dc(2, simulator.host, simulator.port)
    client = TelegramClient(session, simulator.api_id, simulator.api_hash, flood_sleep_threshold=0, retry_delay=0)
    await asyncio.wait_for(client.connect(), 10)
    try:
        if not await client.is_user_authorized():
            await client.send_code_request(simulator.phone)
            await client.sign_in(simulator.phone, simulator.code)
        yield client
    finally:
        await client.disconnect()


async def until(condition, limit_s=10):
    async with asyncio.timeout(limit_s):
        while not condition():  # noqa: ASYNC110  # the condition is the client's, which has no event for it
            await asyncio.sleep(0.02)


async def test_a_wrong_code_is_refused_and_the_right_one_signs_in(simulator, tmp_path):
    rsa.add_key(simulator.key_file.read_text("ascii"), old=False)
    session = SQLiteSession(str(tmp_path / "a.session"))
    session.set_dc(2, simulator.host, simulator.port)
    client = TelegramClient(session, 1, "x")
    await client.connect()
    assert not await client.is_user_authorized()
    await client.send_code_request(simulator.phone)
    with pytest.raises(errors.PhoneCodeInvalidError):
        await client.sign_in(simulator.phone, "00000")
    assert (await client.sign_in(simulator.phone, simulator.code)).first_name == "Demo"
    await client.disconnect()


async def test_history_in_both_directions_is_the_world(simulator, tmp_path):
    async with signed_in(simulator, tmp_path / "a.session") as client:
        assert {dialog.entity.id for dialog in await client.get_dialogs()} == {ONE, TWO}
        peer = await client.get_entity("sim_one")
        newest_first = [message.id async for message in client.iter_messages(peer)]
        oldest_first = [message.id async for message in client.iter_messages(peer, reverse=True)]
        assert newest_first == list(range(HISTORY, 0, -1))
        assert oldest_first == list(range(1, HISTORY + 1))
        page = await client.get_messages(peer, limit=100, offset_id=150, reverse=True)
        assert [message.id for message in page] == list(range(151, HISTORY + 1))
        # Offsets of entities count UTF-16 units on the wire: the face takes two.
        assert (page[0].entities[0].offset, page[0].entities[0].length) == (3, 2)
        assert page[0].date == START + timedelta(minutes=151)


async def test_live_posts_edits_and_deletions_come_in_order(simulator, tmp_path):
    seen = []
    async with signed_in(simulator, tmp_path / "a.session") as client:
        await client.get_dialogs()

        async def new(event):
            seen.append(("new", event.message.id, event.message.message))

        async def edited(event):
            seen.append(("edit", event.message.id, event.message.message))

        async def deleted(event):
            seen.append(("delete", *event.deleted_ids))

        client.add_event_handler(new, events.NewMessage())
        client.add_event_handler(edited, events.MessageEdited())
        client.add_event_handler(deleted, events.MessageDeleted())
        number = await simulator.post(TWO, "first")
        await simulator.edit(TWO, number, "changed")
        await simulator.delete(TWO, number)
        await until(lambda: len(seen) == 3)
    assert seen == [("new", number, "first"), ("edit", number, "changed"), ("delete", number)]


async def test_the_ledger_says_what_happened(simulator):
    number = await simulator.post(TWO, "first")
    await simulator.delete(TWO, number)
    entries = [json.loads(line) for line in simulator.ledger.path.read_text().splitlines()]
    live = [(entry["op"], entry["message_ids"]) for entry in entries if entry["phase"] == "live"]
    assert live == [("post", [number]), ("delete", [number])]
    assert sum(entry["phase"] == "history" for entry in entries) == HISTORY


async def test_a_flood_wait_is_an_error_once(simulator, tmp_path):
    async with signed_in(simulator, tmp_path / "a.session") as client:
        peer = await client.get_input_entity("sim_one")
        simulator.order(Fault("flood", method="messages.getHistory", seconds=1))
        with pytest.raises(errors.FloodWaitError) as raised:
            await client.get_messages(peer, limit=1)
        assert raised.value.seconds == 1
        # Telethon itself keeps the wait that it was told; after it the server answers again.
        await asyncio.sleep(raised.value.seconds + 1)
        assert len(await client.get_messages(peer, limit=1)) == 1


async def test_a_cut_connection_comes_back(simulator, tmp_path):
    async with signed_in(simulator, tmp_path / "a.session") as client:
        peer = await client.get_input_entity("sim_one")
        simulator.order(Fault("drop"))
        found = await asyncio.wait_for(client.get_messages(peer, limit=3), 20)
        assert [message.id for message in found] == [HISTORY, HISTORY - 1, HISTORY - 2]


async def test_a_file_comes_whole_and_an_expired_reference_is_refused(simulator, tmp_path):
    async with signed_in(simulator, tmp_path / "a.session") as client:
        peer = await client.get_input_entity("sim_one")
        (message,) = await client.get_messages(peer, limit=1)
        assert await client.download_media(message, file=bytes) == file_bytes("s", 300_000, photo=False)
        simulator.order(Fault("expire_files"))
        with pytest.raises(errors.RPCError):
            await client.download_file(message.document)


async def test_a_restart_keeps_clients_signed_in(tmp_path, corpus):
    async with Simulator(tmp_path / "sim", corpus) as first, signed_in(first, tmp_path / "a.session"):
        pass
    async with Simulator(tmp_path / "sim", corpus, port=first.port) as second:
        session = SQLiteSession(str(tmp_path / "a.session"))
        client = TelegramClient(session, 1, "x")
        await client.connect()
        assert await client.is_user_authorized()
        await client.disconnect()
        assert second.port == first.port


async def test_nonsense_ends_only_its_own_connection(simulator, tmp_path):
    async with signed_in(simulator, tmp_path / "a.session") as client:
        for nonsense in (b"GET / HTTP/1.1\r\n\r\n", b"\xef" + bytes(40), b"\xee\xee\xee\xee\xff\xff\xff\x7f"):
            reader, writer = await asyncio.open_connection(simulator.host, simulator.port)
            writer.write(nonsense)
            writer.write_eof()
            await asyncio.wait_for(reader.read(), 5)
            writer.close()
        assert (await client.get_me()).first_name == "Demo"
