"""Where alerts may go: no name leads inside the network, also not one whose answer changes."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from aiohttp.abc import AbstractResolver

from processors.notify.guard import Allowed, CheckedResolver, RefusedAddressError, allowed_for, guarded
from processors.notify.send import Reach, parse_target
from processors.notify.webhook import Webhook
from processors.notify.wrong import TargetError
from schemas.alerts import Alert

ALERT = Alert(alert_id="a", rule="r", severity="high", title="t", summary="s", first_seen="x", last_seen="x")


@pytest.mark.parametrize(
    ("address", "public", "loopback", "private"),
    [
        ("93.184.216.34", True, True, True),
        ("127.0.0.1", False, True, True),
        ("::1", False, True, True),
        ("10.1.2.3", False, False, True),
        ("192.168.1.1", False, False, True),
        ("172.16.0.1", False, False, True),
        ("fd00::1", False, False, True),
        ("::ffff:10.0.0.1", False, False, True),
        ("169.254.169.254", False, False, False),
        ("::ffff:169.254.169.254", False, False, False),
        ("fe80::1%eth0", False, False, False),
        ("0.0.0.0", False, False, False),  # noqa: S104  # an address to refuse
        ("224.0.0.1", False, False, False),
        ("not-an-address", False, False, False),
    ],
)
def test_which_addresses_may_be_reached(address, public, loopback, private):
    assert Allowed().reaches(address) is public
    assert Allowed(loopback=True).reaches(address) is loopback
    assert Allowed(private=True).reaches(address) is private


def test_only_a_literal_loopback_address_is_the_operators_own_choice():
    assert allowed_for("127.0.0.1", private=False).loopback
    assert allowed_for("localhost", private=False).loopback
    assert not allowed_for("localtest.example", private=False).loopback


class Rebinding(AbstractResolver):
    """Answers with a public address first, with a private one from then on."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), 0

    async def resolve(self, host, port=0, family=0):  # noqa: ARG002  # aiohttp's own names
        self.asked += 1
        address = self.answers[min(self.asked, len(self.answers)) - 1]
        return [{"hostname": host, "host": address, "port": port, "family": 2, "proto": 0, "flags": 0}]

    async def close(self):
        pass


async def test_a_name_that_leads_inside_is_refused_and_the_address_checked_is_the_one_connected_to():
    resolver = Rebinding("93.184.216.34", "169.254.169.254")
    checked = CheckedResolver(Allowed(), resolver)
    assert [each["host"] for each in await checked.resolve("rebind.example", 80)] == ["93.184.216.34"]
    with pytest.raises(RefusedAddressError):
        await checked.resolve("rebind.example", 80)


@pytest.mark.parametrize("host", ["10.0.0.1", "169.254.169.254", "[fd00::1]"])
def test_a_webhook_on_a_private_address_is_refused_at_the_start(host):
    with pytest.raises(TargetError, match="inside the network") as raised:
        parse_target(f"webhook+http://{host}/hook?token=secret", print)
    assert "secret" not in str(raised.value)


def test_the_operator_may_allow_private_addresses_but_never_the_clouds_secrets():
    parse_target("webhook+http://10.0.0.1/hook", print, Reach(allow_private=True))
    with pytest.raises(TargetError, match="inside the network"):
        parse_target("webhook+http://169.254.169.254/latest", print, Reach(allow_private=True))


async def test_a_webhook_by_a_name_that_leads_to_loopback_is_not_connected_to(server, monkeypatch):
    webhook = Webhook(f"http://inside.example:{server.port}/hook", "w")
    monkeypatch.setattr("processors.notify.guard.ThreadedResolver", lambda: Rebinding("127.0.0.1"))
    with pytest.raises(TargetError, match="does not answer"):
        await webhook.send(ALERT)
    await webhook.close()
    assert server.received == []


@pytest.fixture
def server():
    received = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            received.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    made.received, made.port = received, made.server_port
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


async def test_apprise_reaches_a_literal_loopback_address(server):
    await parse_target(f"json://127.0.0.1:{server.port}/path", print).send(ALERT)
    assert len(server.received) == 1


async def test_apprise_connects_to_no_name_that_leads_inside(server, monkeypatch):
    import socket

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _host, *rest, **named: real("127.0.0.1", *rest, **named))
    with pytest.raises(TargetError, match="did not take"):
        await parse_target(f"json://inside.example:{server.port}/path", print).send(ALERT)
    assert server.received == []


def test_the_guard_holds_only_while_it_is_asked_for(server):
    import socket

    with guarded(Allowed()), pytest.raises(RefusedAddressError):
        socket.create_connection(("127.0.0.1", server.port), 2)
    socket.create_connection(("127.0.0.1", server.port), 2).close()
