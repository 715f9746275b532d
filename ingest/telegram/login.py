"""Signs an account in, once."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from telethon import errors

from ingest.config import IngestConfig
from ingest.errors import IngestError
from ingest.lease import lease
from ingest.telegram.client import LIMIT_S, ask, build_client, session_file

TRIES: Final = 3


async def login(config: IngestConfig, question: Callable[[str, bool], str], phone: str | None) -> str:
    """Asks for phone, code and, if there is one, the password; gives the name of the account.

    `question(text, hidden)` gives the answer. Raises IngestError.
    """
    with lease(session_file(config.session)):
        return await _login(config, question, phone)


async def _login(config: IngestConfig, question: Callable[[str, bool], str], phone: str | None) -> str:
    client = build_client(config)
    try:
        await asyncio.wait_for(client.connect(), LIMIT_S)
        if not await ask(client.is_user_authorized, "asking whether it is signed in"):
            await _sign_in(client, question, phone or question("Phone number of the account, with country code", False))
        me = await ask(client.get_me, "asking who it is")
        return str(me.username or me.first_name or me.id) if me else "an account that does not show its name"
    except (OSError, TimeoutError) as error:
        raise IngestError(
            f"Telegram does not answer ({type(error).__name__}): check the network, then try again"
        ) from error
    except errors.RPCError as error:
        raise IngestError(f"Telegram refused to sign in: {error}") from error
    finally:
        await client.disconnect()


async def _sign_in(client: Any, question: Callable[[str, bool], str], phone: str) -> None:
    await ask(lambda: client.send_code_request(phone), "asking for a code")
    for _ in range(TRIES):
        code = question("Code that Telegram sent", False)
        try:
            await ask(partial(client.sign_in, phone, code), "signing in")
        except errors.PhoneCodeInvalidError:
            continue
        except errors.SessionPasswordNeededError:
            await _give_password(client, question("Password (two-step verification)", True))
        return
    raise IngestError(f"{TRIES} wrong codes: run `rasd login` again for a new one")


async def _give_password(client: Any, password: str) -> None:
    await ask(lambda: client.sign_in(password=password), "signing in")
