"""The bot over a real socket, against a server that speaks the Bot API."""

import asyncio

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from processors.notify.beside import press_state
from processors.notify.send import Reach, parse_target
from processors.notify.view import View
from processors.notify.wrong import TargetError
from schemas.alerts import Alert

TOKEN = "123456:very-secret"
ID = "0123456789abcdef" * 2
ALERT = Alert(
    alert_id=ID, rule="r", severity="high", title="t <b>", summary="s", text="نص", first_seen="x", last_seen="x"
)


@pytest.fixture
async def api():
    """`asked` is what the bot asked, `updates` what waits for it."""
    asked, updates = [], []

    async def method(request):
        fields = await request.json()
        asked.append((request.match_info["method"], fields))
        if request.match_info["token"] != TOKEN:
            return web.json_response({"ok": False, "error_code": 401}, status=401)
        if request.match_info["method"] == "getUpdates":
            async with asyncio.timeout(10):
                while not (waiting := [each for each in updates if each["update_id"] >= fields["offset"]]):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            return web.json_response({"ok": True, "result": waiting})
        return web.json_response({"ok": True, "result": True})

    app = web.Application()
    app.router.add_post("/bot{token}/{method}", method)
    server = TestServer(app)
    await server.start_server()
    server.asked, server.updates = asked, updates
    server.reach = Reach(telegram_bot_api=f"http://127.0.0.1:{server.port}")
    yield server
    await server.close()


@pytest.fixture
async def target(api):
    made = parse_target(f"telegram-bot://{TOKEN}@-1001?users=7,8", print, api.reach)
    yield made
    await made.close()


def press(number, user, data):
    return {"update_id": number, "callback_query": {"id": str(number), "from": {"id": user}, "data": data}}


def buttons(api):
    [(_, message)] = [each for each in api.asked if each[0] == "sendMessage"]
    return {each["text"]: each["callback_data"] for each in message["reply_markup"]["inline_keyboard"][0]}


async def test_an_alert_comes_as_plain_text_with_buttons_that_fit(api, target):
    await target.send(ALERT)
    [(_, message)] = api.asked
    assert message["chat_id"] == "-1001"
    assert "parse_mode" not in message
    assert message["link_preview_options"] == {"is_disabled": True}
    assert "نص" in message["text"]
    assert all(len(data.encode()) <= 64 for data in buttons(api).values())


async def test_a_listed_person_acknowledges_and_a_stranger_or_a_forged_token_does_nothing(api, target):
    await target.send(ALERT)
    real = buttons(api)["Acknowledge"]
    api.updates += [
        press(1, 99, real),
        press(2, 7, real[:-1] + ("0" if real[-1] != "0" else "1")),
        press(3, 7, real.replace("a:", "c:", 1)),
        press(4, 7, "rubbish"),
        {"update_id": 5},
        press(6, 8, real),
    ]
    [found] = await target.bot.presses()
    assert (found.alert_id, found.action, found.user) == (ID, "acknowledged", 8)
    await target.bot.answer(found)
    assert api.asked[-1] == ("answerCallbackQuery", {"callback_query_id": "6", "text": "rasd: acknowledged"})
    api.updates.append(press(7, 7, buttons(api)["Useless"]))
    [found] = await target.bot.presses()
    assert found.action == "useless", "what was taken came again"


def test_a_press_becomes_a_state_that_can_be_undone():
    from processors.notify.telegram_bot import Press

    view = View()
    state = press_state(view, Press(ID, "acknowledged", 7, "q"), "2026-03-01T12:00:00Z")
    assert (state.status, state.owner, state.by) == ("acknowledged", "telegram:7", "telegram:7")
    view.states[ID] = state
    state = press_state(view, Press(ID, "useless", 8, "q"), "2026-03-01T12:01:00Z")
    assert (state.status, state.disposition, state.owner) == ("closed", "useless", "telegram:7")
    assert len(state.history) == 2


async def test_a_refusal_is_told_without_the_token(api):
    other = parse_target("telegram-bot://99:other-secret@-1001?users=7", print, api.reach)
    with pytest.raises(TargetError, match="refused sendMessage: 401") as raised:
        await other.send(ALERT)
    await other.close()
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "address", ["telegram-bot://", "telegram-bot://T@chat?users=1", "telegram-bot://T@1", "telegram-bot://T@1?users=me"]
)
def test_an_address_that_is_not_complete_is_told_at_the_start(address):
    with pytest.raises(TargetError, match="not complete"):
        parse_target(address, print)
