"""What an error of Telegram means: for the account, for the channel, or only for now."""

from typing import Final

from telethon import errors

# What a new try or a new connection can mend.
PASSING: Final = (
    OSError,
    TimeoutError,
    errors.RPCError,
    errors.SecurityError,
    errors.AuthKeyNotFound,
    BufferError,
    ValueError,
)
RAW_NAMES: Final = {
    # Telethon gives these without a class of their own in some layers.
    "USER_DEACTIVATED": "banned",
    "USER_DEACTIVATED_BAN": "banned",
    "PHONE_NUMBER_BANNED": "banned",
    "INPUT_USER_DEACTIVATED": "banned",
    "AUTH_KEY_UNREGISTERED": "unregistered",
    "AUTH_KEY_INVALID": "unregistered",
    "AUTH_KEY_PERM_EMPTY": "unregistered",
    "SESSION_REVOKED": "unregistered",
    "SESSION_EXPIRED": "unregistered",
    "AUTH_KEY_DUPLICATED": "duplicated",
}
CHANNEL_NAMES: Final = {
    "CHANNEL_PRIVATE": "private",
    "CHANNEL_PUBLIC_GROUP_NA": "private",
    "CHAT_FORBIDDEN": "private",
    "USER_BANNED_IN_CHANNEL": "banned",
    "CHANNEL_INVALID": "gone",
    "PEER_ID_INVALID": "gone",
    "CHAT_ID_INVALID": "gone",
}
REMEDIES: Final = {
    "unregistered": "its session is no longer signed in: run `rasd login`",
    "duplicated": "its session was used from two places at once and Telegram ended it: run `rasd login`, and copy no session",
    "banned": "Telegram has banned the account: use another one",
}
DEFAULT_FLOOD_S: Final = 60


class FloodedError(Exception):
    """Telegram asks for silence on one method."""

    def __init__(self, method: str, seconds: float) -> None:
        super().__init__(f"Telegram asks to wait {seconds:.0f} s before {method}")
        self.method, self.seconds = method, seconds


class BusyError(Exception):
    """Work that is not urgent has to wait its turn."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not before {seconds:.0f} s")
        self.seconds = seconds


class UnavailableError(ConnectionError):
    """No account that sees the channel is connected."""


def account_state(error: BaseException) -> str | None:
    """What an error says of the whole account; None if nothing."""
    if isinstance(error, errors.AuthKeyNotFound):
        return "unregistered"
    if isinstance(error, errors.AuthKeyDuplicatedError):
        return "duplicated"
    name = _name(error)
    if name in RAW_NAMES:
        return RAW_NAMES[name]
    if isinstance(error, errors.UnauthorizedError) and not isinstance(error, errors.SessionPasswordNeededError):
        return "unregistered"
    return None


def channel_state(error: BaseException) -> str | None:
    return CHANNEL_NAMES.get(_name(error))


def flood_seconds(error: BaseException) -> float | None:
    """The wait that the error asks for; None if it asks for none."""
    seconds = getattr(error, "seconds", None)
    if isinstance(error, errors.FloodError) or (
        isinstance(error, errors.RPCError) and _name(error).startswith("FLOOD")
    ):
        return float(seconds if isinstance(seconds, int | float) else DEFAULT_FLOOD_S)
    return None


def _name(error: BaseException) -> str:
    if not isinstance(error, errors.RPCError):
        return ""
    if not type(error).__module__.endswith("rpcerrorlist"):
        return str(getattr(error, "message", "") or "")  # one that Telethon does not know, by Telegram's own name
    # Telethon's own classes carry a sentence; their names spell Telegram's code.
    plain = type(error).__name__.removesuffix("Error")
    return "".join(f"_{letter}" if letter.isupper() and place else letter for place, letter in enumerate(plain)).upper()
