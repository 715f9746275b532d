"""A Telegram bot as a target: alerts with buttons, and the presses of listed people as changes of state.

`telegram-bot://BOT_TOKEN@CHAT_ID?users=111,222`. The bot's own account, never the collector's. Each button carries a
signed token of its alert; presses of anybody who is not listed, or with another token, change nothing.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import aiohttp

from processors.notify.guard import CheckedResolver, allowed_for
from processors.notify.message import body, title
from processors.notify.wrong import TargetError
from schemas.alerts import Alert
from schemas.codec import CodecError, decode, encode

TELEGRAM: Final = "https://api.telegram.org"
LIMIT_S: Final = 10.0
POLL_S: Final = 25
LONGEST: Final = 3_900  # Telegram takes 4,096 characters
TOKEN_LENGTH: Final = 16  # hexadecimal; with action and id it fits into Telegram's 64 bytes
ACTIONS: Final = {"a": ("Acknowledge", "acknowledged"), "c": ("Close", "closed"), "u": ("Useless", "useless")}
WRONG: Final = (
    "a notify target telegram-bot is not complete: write telegram-bot://BOT_TOKEN@CHAT_ID?users=ID,ID with the numeric ids "
    "of those who may acknowledge"
)


@dataclass(frozen=True)
class Press:
    """A listed person pressed a button of an alert: `action` is acknowledged, closed or useless."""

    alert_id: str
    action: str
    user: int
    query: str


class Bot:
    """`send` is the target; `presses` asks for what people pressed since it was last asked."""

    def __init__(self, address: str, api: str, kibana: str | None) -> None:
        """Raises TargetError. The text never holds the token."""
        rest = address.removeprefix("telegram-bot://")
        token, _, place = rest.partition("@")
        chat, _, query = place.partition("?")
        users = parse_qs(query).get("users", [""])[0].split(",")
        if not token or not chat.removeprefix("-").isdigit() or not all(user.isdigit() for user in users):
            raise TargetError(WRONG)
        self._token, self._chat, self._kibana = token, chat, kibana
        self._users = frozenset(map(int, users))
        self._url = f"{api.rstrip('/')}/bot{token}/"
        self._allowed = allowed_for(urlsplit(api).hostname, private=False)
        self._key = hmac.digest(token.encode(), b"rasd-alert-buttons", "sha256")
        self._session: aiohttp.ClientSession | None = None
        self._next = 0

    def button(self, action: str, alert_id: str) -> str:
        """What a press sends back: action, alert and the token that only this bot can make."""
        return f"{action}:{alert_id}:{self._token_of(action, alert_id)}"

    def _token_of(self, action: str, alert_id: str) -> str:
        return hmac.new(self._key, f"{action}:{alert_id}".encode(), sha256).hexdigest()[:TOKEN_LENGTH]

    async def send(self, alert: Alert) -> None:
        """Raises TargetError."""
        text = f"{title(alert)}\n{body(alert, self._kibana)}"
        message: dict[str, Any] = {
            "chat_id": self._chat,
            "text": text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…",
            "link_preview_options": {"is_disabled": True},
        }
        if not alert.alert_ids and len(alert.alert_id) <= 32:
            buttons = [
                {"text": text, "callback_data": self.button(key, alert.alert_id)} for key, (text, _) in ACTIONS.items()
            ]
            message["reply_markup"] = {"inline_keyboard": [buttons]}
        await self._ask("sendMessage", message)

    async def presses(self) -> list[Press]:
        """Waits up to 25 s for presses. Raises TargetError if Telegram does not answer."""
        asked = {"offset": self._next, "timeout": POLL_S, "allowed_updates": ["callback_query"]}
        updates = await self._ask("getUpdates", asked, POLL_S + LIMIT_S)
        found = []
        for update in updates if isinstance(updates, list) else []:
            self._next = max(self._next, int(update.get("update_id", 0)) + 1)
            if press := self._press(update.get("callback_query") or {}):
                found.append(press)
        return found

    def _press(self, query: dict[str, Any]) -> Press | None:
        user = (query.get("from") or {}).get("id")
        key, _, rest = str(query.get("data") or "").partition(":")
        alert_id, _, token = rest.partition(":")
        good = key in ACTIONS and hmac.compare_digest(token.encode(), self._token_of(key, alert_id).encode())
        if not good or user not in self._users:
            return None
        return Press(alert_id, ACTIONS[key][1], user, str(query.get("id") or ""))

    async def answer(self, press: Press) -> None:
        """Tells the person that it was taken. Raises TargetError."""
        await self._ask("answerCallbackQuery", {"callback_query_id": press.query, "text": f"rasd: {press.action}"})

    async def _ask(self, method: str, fields: dict[str, Any], limit_s: float = LIMIT_S) -> Any:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=CheckedResolver(self._allowed))
            )
        limit = aiohttp.ClientTimeout(total=limit_s)
        try:
            async with self._session.post(
                self._url + method,
                data=encode(fields),
                headers={"content-type": "application/json"},
                timeout=limit,
                allow_redirects=False,
            ) as response:
                answer = decode(dict[str, Any], await response.read())
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, CodecError) as error:
            raise TargetError(f"Telegram's Bot API does not answer: {type(error).__name__}") from None
        if not answer.get("ok"):
            raise TargetError(f"Telegram's Bot API refused {method}: {answer.get('error_code')}")
        return answer.get("result")

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
