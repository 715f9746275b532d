"""One file from Telegram to disk, within limits of size and time; an expired reference is asked for again."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import structlog
from telethon import errors
from telethon.client.downloads import _CdnRedirect

from ingest.media.store import Part
from ingest.media.wanted import file_in

log = structlog.get_logger()

ANSWER_S: Final = 60.0
REFERENCES: Final = 3  # how often a reference may expire before it is taken for a fault of ours
# The last two also say that another account collected the post: its numbers are not ours.
EXPIRED: Final = (
    errors.FileReferenceExpiredError,
    errors.FileReferenceInvalidError,
    errors.FileReferenceEmptyError,
    errors.FilerefUpgradeNeededError,
    errors.FileIdInvalidError,
    errors.LocationInvalidError,
)


class MissedError(Exception):
    """The file can't be had; the text says why, for the log of what was seen."""


class DiskError(Exception):
    """There is no room, or the disk or bucket refuses: nothing is lost yet, but nothing can be fetched."""


@dataclass(frozen=True)
class Limits:
    largest: int
    seconds: float


async def download(client: Any, file: Any, part: Part, limits: Limits, again: Callable[[], Awaitable[Any]]) -> None:
    """Writes the whole file. `again` gives the message anew, with a fresh file reference.

    Raises MissedError, DiskError; what a new connection can mend: ConnectionError; Telethon's RPCError for the rest.
    """
    active, references = 0.0, 0
    while True:
        began = time.monotonic()
        try:
            await _read(client, file, part, limits, limits.seconds - active)
        except errors.FloodWaitError as error:
            active += time.monotonic() - began
            log.warning("Telegram asks to wait", seconds=error.seconds, before="fetching a file")
            await asyncio.sleep(error.seconds)
        except EXPIRED:
            active += time.monotonic() - began
            references += 1
            if references > REFERENCES:
                raise
            file = await _renewed(file, again)
        else:
            return


async def _renewed(file: Any, again: Callable[[], Awaitable[Any]]) -> Any:
    found = file_in(await again())
    if found is None:
        raise MissedError("gone: the post, or its file, is no longer there")
    if found.id != file.id:
        raise MissedError("gone: an edit put another file in its place")
    return found


async def _read(client: Any, file: Any, part: Part, limits: Limits, seconds: float) -> None:
    """From where the part ends; a part always ends where a request did."""
    deadline = time.monotonic() + seconds
    try:
        async with client.iter_download(file, offset=part.size) as pieces:
            await _pieces(aiter(pieces), part, limits, deadline)
    except _CdnRedirect as error:
        # Telethon takes such a file without checking its hashes, and decrypts it otherwise than Telegram's manual says.
        raise MissedError("lies on one of Telegram's CDN servers, whose files can't be checked yet") from error


async def _pieces(pieces: AsyncIterator[Any], part: Part, limits: Limits, deadline: float) -> None:
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise MissedError(f"took longer than {limits.seconds:.0f} s")
        try:
            piece = await asyncio.wait_for(anext(pieces), min(ANSWER_S, left))
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            if left > ANSWER_S:
                raise ConnectionError("Telegram does not answer a request for a file") from error
            continue
        if part.size + len(piece) > limits.largest:
            raise MissedError(f"too large: more than {limits.largest} bytes, whatever was said before")
        try:
            part.write(bytes(piece))
        except OSError as error:
            raise DiskError(f"{error.strerror or error}") from error
