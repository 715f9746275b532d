"""One request to Elasticsearch for many documents, every answer looked at."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import structlog
from elasticsearch import ApiError, AsyncElasticsearch, AuthenticationException, TransportError

log = structlog.get_logger()

CONFLICT: Final = 409
BUSY: Final = frozenset({429, 502, 503, 504})
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.5, 30.0


@dataclass(frozen=True)
class Write:
    """One document: external versions raise with every change, so a 409 means that this or a newer state is there."""

    index: str
    id: str
    version: int
    body: bytes

    def lines(self) -> bytes:
        action = {"index": {"_index": self.index, "_id": self.id, "version": self.version, "version_type": "external"}}
        return msgspec.json.encode(action) + b"\n" + self.body + b"\n"


async def patiently(ask: Callable[[], Awaitable[Any]]) -> Any:
    """The answer to a request, asked again while the server is busy or away."""
    pause = FIRST_PAUSE_S
    while True:
        try:
            return await ask()
        except AuthenticationException:
            raise
        except ApiError as error:
            if error.status_code not in BUSY:
                raise
            reason = f"busy ({error.status_code})"
        except TransportError as error:
            reason = f"{type(error).__name__}: no answer"
        log.warning("waiting for Elasticsearch; nothing is lost meanwhile", reason=reason, pause_s=pause)
        await asyncio.sleep(pause)
        pause = min(LONGEST_PAUSE_S, 2 * pause)


async def write(client: AsyncElasticsearch, writes: Sequence[Write]) -> dict[int, str]:
    """Writes all; gives the places of those that were refused for good, with Elasticsearch's reason."""
    refused: dict[int, str] = {}
    left = dict(enumerate(writes))
    pause = FIRST_PAUSE_S
    while left:
        places = list(left)
        body = b"".join(left[place].lines() for place in places)
        answer = await patiently(lambda body=body: _bulk(client, body))  # type: ignore[misc]  # mypy infers no type for it
        for place, item in zip(places, answer["items"], strict=True):
            result = item["index"]
            if result["status"] in BUSY:
                continue
            if result["status"] >= 300 and result["status"] != CONFLICT:  # HTTP's own border
                refused[place] = _reason(result)
            del left[place]
        if left:
            log.warning("Elasticsearch is busy", waiting=len(left), pause_s=pause)
            await asyncio.sleep(pause)
            pause = min(LONGEST_PAUSE_S, 2 * pause)
    return refused


async def _bulk(client: AsyncElasticsearch, body: bytes) -> Any:
    headers = {"content-type": "application/x-ndjson", "accept": "application/json"}
    return (await client.perform_request("POST", "/_bulk", headers=headers, body=body)).body


def _reason(result: dict[str, Any]) -> str:
    error = result.get("error") or {}
    cause = error.get("caused_by") or {}
    return ": ".join(filter(None, (error.get("type"), error.get("reason"), cause.get("reason"))))[:1000]


async def held(client: AsyncElasticsearch, places: Sequence[tuple[str, str]]) -> dict[str, bytes]:
    """The sources of documents by (index, id), of those that exist."""
    if not places:
        return {}
    docs = [{"_index": index, "_id": id_} for index, id_ in places]
    answer = await patiently(lambda: client.mget(docs=docs))
    return {doc["_id"]: msgspec.json.encode(doc["_source"]) for doc in answer["docs"] if doc.get("found")}
