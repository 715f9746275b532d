"""Many documents to Elasticsearch in few requests, every answer looked at."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import structlog
from elasticsearch import (
    ApiError,
    AsyncElasticsearch,
    SSLError,
    TransportError,
)

from processors.index.elastic import SearchError

log = structlog.get_logger()

# Larger requests gain nothing; a post may have 1 MB, and Elasticsearch takes no request above 100 MB.
MOST, LARGEST = 500, 5_000_000
IN_FLIGHT: Final = 2
CREATED: Final = range(200, 300)
CONFLICT: Final = 409
TOO_LARGE: Final = 413
BUSY: Final = frozenset({429, 500, 502, 503, 504})
# The document's own fault. Any other refusal is of the server or the rights, and would hit every document.
FAULTS: Final = frozenset({400, TOO_LARGE})
# Also told as 400 or 403, but they pass when somebody sees to the server: a full disk, too many shards, a closed index.
PASSING: Final = frozenset({"cluster_block_exception", "validation_exception", "index_closed_exception"})
NO_INDEX, NO_RIGHT = "index_not_found_exception", "security_exception"
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0
REMEDY: Final = "nothing is lost meanwhile; see that Elasticsearch runs, has room, and is reachable"


@dataclass(frozen=True)
class Write:
    """One document: external versions rise with every change, so a 409 means that this or a newer state is there.

    `again` also takes the same version: a late event changed the document, but not its number.
    """

    index: str
    id: str
    version: int
    body: bytes
    again: bool = False

    def lines(self) -> bytes:
        kind = "external_gte" if self.again else "external"
        action = {"index": {"_index": self.index, "_id": self.id, "version": self.version, "version_type": kind}}
        return msgspec.json.encode(action) + b"\n" + self.body + b"\n"


@dataclass(frozen=True)
class Answers:
    """By place in what was to be written: Elasticsearch's reason for each that it will never take, and the 409s."""

    refused: dict[int, str] = field(default_factory=dict)
    conflicts: set[int] = field(default_factory=set)


async def patiently(ask: Callable[[], Awaitable[Any]]) -> Any:
    """The answer to a request, asked again while the server is busy or away."""
    pauses = _pauses()
    while True:
        try:
            return await ask()
        except ApiError as error:
            if error.status_code not in BUSY:
                raise
            reason = f"busy ({error.status_code})"
        except SSLError as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise
            reason = "the connection broke"
        except TransportError as error:
            reason = f"{type(error).__name__}: no answer"
        await _pause(next(pauses), reason)


def _pauses() -> Iterator[float]:
    pause = FIRST_PAUSE_S
    while True:
        yield pause
        pause = min(LONGEST_PAUSE_S, 2 * pause)


async def _pause(pause_s: float, reason: str) -> None:
    log.warning("waiting for Elasticsearch", reason=reason, remedy=REMEDY, pause_s=pause_s)
    await asyncio.sleep(pause_s)


async def write(client: AsyncElasticsearch, writes: Sequence[Write], turns: asyncio.Semaphore | None = None) -> Answers:
    """Writes all, waiting as long as it takes; `turns` is shared by those whose requests count together.

    Raises SearchError if Elasticsearch refuses for reasons of its own.
    """
    answers = Answers()
    lines = {place: each.lines() for place, each in enumerate(writes)}
    turns = turns or asyncio.Semaphore(IN_FLIGHT)

    async def send(chunk: dict[int, bytes]) -> None:
        async with turns:
            await _send(client, chunk, answers)

    await asyncio.gather(*(send(chunk) for chunk in chunks(lines)))
    return answers


def chunks(lines: dict[int, bytes]) -> Iterator[dict[int, bytes]]:
    """Parts that are small enough for one request each, in order."""
    chunk: dict[int, bytes] = {}
    size = 0
    for place, line in lines.items():
        if chunk and (len(chunk) == MOST or size + len(line) > LARGEST):
            yield chunk
            chunk, size = {}, 0
        chunk[place] = line
        size += len(line)
    if chunk:
        yield chunk


async def _send(client: AsyncElasticsearch, chunk: dict[int, bytes], answers: Answers) -> None:
    pauses = _pauses()
    while chunk:
        try:
            answer = await patiently(lambda chunk=chunk: _bulk(client, chunk))  # type: ignore[misc]  # no type inferred
        except ApiError as error:
            if error.status_code not in FAULTS:
                raise
            # One document can make Elasticsearch refuse the whole request: the halves tell which it is.
            await _halves(client, chunk, answers, f"{error.status_code} {error.message}")
            return
        waiting = ""
        for (place, _), item in zip(tuple(chunk.items()), answer["items"], strict=True):
            result = item["index"]
            status, kind = result["status"], result.get("error", {}).get("type")
            if status in BUSY or kind in PASSING:
                waiting = _reason(result) or str(status)
                continue
            if status == CONFLICT:
                answers.conflicts.add(place)
            elif status in FAULTS:
                answers.refused[place] = _reason(result)
            elif status not in CREATED:
                raise SearchError(
                    f"Elasticsearch refuses to write to {result['_index']} ({_reason(result)}): "
                    "give this user the right to, or run `rasd index create`"
                )
            del chunk[place]
        if waiting:
            await _pause(next(pauses), waiting)


async def _halves(client: AsyncElasticsearch, chunk: dict[int, bytes], answers: Answers, reason: str) -> None:
    places = tuple(chunk)
    if len(places) == 1:
        answers.refused[places[0]] = reason
        return
    middle = len(places) // 2
    for part in (places[:middle], places[middle:]):
        await _send(client, {place: chunk[place] for place in part}, answers)


async def _bulk(client: AsyncElasticsearch, chunk: dict[int, bytes]) -> Any:
    headers = {"content-type": "application/x-ndjson", "accept": "application/json"}
    return (await client.perform_request("POST", "/_bulk", headers=headers, body=b"".join(chunk.values()))).body


def _reason(result: dict[str, Any]) -> str:
    error = result.get("error") or {}
    cause = error.get("caused_by") or {}
    return ": ".join(filter(None, (error.get("type"), error.get("reason"), cause.get("reason"))))[:1000]


async def held(client: AsyncElasticsearch, places: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The sources of documents by (index, id), of those that exist. Raises SearchError as `write`."""
    found: dict[str, Any] = {}
    for start in range(0, len(places), MOST):
        docs = [{"_index": index, "_id": id_} for index, id_ in places[start : start + MOST]]
        pauses = _pauses()
        while True:
            answer = await patiently(lambda docs=docs: client.mget(docs=docs))  # type: ignore[misc]  # no type inferred
            errors = [doc["error"] for doc in answer["docs"] if doc.get("error")]
            errors = [error for error in errors if error["type"] != NO_INDEX]
            if not errors:
                break
            if errors[0]["type"] == NO_RIGHT:
                raise SearchError(
                    f"Elasticsearch lets nobody read here ({errors[0]['reason']}): give this user the right to"
                )
            # A document that can't be read now must not be taken for one that does not exist: it would be overwritten.
            await _pause(next(pauses), errors[0].get("reason") or errors[0]["type"])
        found |= {doc["_id"]: doc["_source"] for doc in answer["docs"] if doc.get("found")}
    return found
