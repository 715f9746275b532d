"""A webhook over a real socket: what it gets, and what it may answer."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from processors.notify.send import parse_target
from processors.notify.wrong import TargetError
from schemas.alerts import Alert

ALERT = Alert(
    alert_id="a", revision=2, rule="r", severity="high", title="t", summary="s", first_seen="x", last_seen="x"
)


@pytest.fixture
async def pager():
    """`status` is what it answers, `received` what it got, `target` it as a target of rasd."""
    received, elsewhere = [], []

    async def answer(request):
        received.append((await request.json(), request.headers, request.transport.get_extra_info("peername")))
        return web.Response(status=server.status, headers={"location": "/elsewhere"} if server.status == 302 else {})

    async def other(_request):
        elsewhere.append(1)
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", answer)
    app.router.add_route("*", "/elsewhere", other)
    server = TestServer(app)
    await server.start_server()
    server.status, server.received, server.elsewhere = 200, received, elsewhere
    server.target = parse_target(f"webhook+http://127.0.0.1:{server.port}/hook?token=secret", print)
    yield server
    await server.target.close()
    await server.close()


async def test_a_webhook_gets_the_alert_and_a_key_that_is_the_same_for_the_same_alert(pager):
    await pager.target.send(ALERT)
    await pager.target.send(ALERT)
    (alert, headers, _), (_, again, _) = pager.received
    assert (alert["alert_id"], alert["revision"], alert["schema"]) == ("a", 2, "alert/1")
    assert headers["idempotency-key"] == again["idempotency-key"] == f"a:2/{pager.target.name}"
    assert headers["content-type"] == "application/json"


async def test_the_connection_stays_open_between_two_alerts(pager):
    await pager.target.send(ALERT)
    await pager.target.send(ALERT)
    assert pager.received[0][2] == pager.received[1][2]


@pytest.mark.parametrize("status", [302, 401, 404, 429, 500])
async def test_any_answer_but_a_good_one_means_not_taken(pager, status):
    pager.status = status
    with pytest.raises(TargetError, match=str(status)) as raised:
        await pager.target.send(ALERT)
    assert "secret" not in str(raised.value)
    assert pager.elsewhere == [], "a redirect was followed"


async def test_a_webhook_that_is_away_is_told_without_its_address(pager):
    await pager.close()
    with pytest.raises(TargetError, match="does not answer") as raised:
        await pager.target.send(ALERT)
    assert "127.0.0.1" not in str(raised.value)
