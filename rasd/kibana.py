"""Our saved objects into a Kibana, by its own API: the space, the objects, the space's settings."""

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from rasd.errors import UserError

LIMIT_S: Final = 60.0
MOST_NAMED: Final = 5
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Kibana:
    """Where it is and how to sign in. `api_key_file` has the encoded form that Kibana and Elasticsearch give out."""

    url: str
    space: str
    api_key_file: Path | None = None
    ca: Path | None = None


@dataclass(frozen=True)
class Pushed:
    objects: int
    space_created: bool
    settings: bool


def push(kibana: Kibana) -> Pushed:
    """Writes everything of deploy/kibana over what is there; doing it twice changes nothing. Raises UserError."""
    return asyncio.run(_push(kibana))


async def _push(kibana: Kibana) -> Pushed:
    timeout = aiohttp.ClientTimeout(total=LIMIT_S)
    async with aiohttp.ClientSession(headers=_headers(kibana), timeout=timeout) as session:
        talk = _Talk(session, kibana, _trust(kibana))
        wanted = json.loads(_file("space.json"))
        created = await talk.space({**wanted["space"], "id": kibana.space})
        count = await talk.objects(_file("rasd.ndjson"))
        settings = await talk.settings(wanted["settings"])
        return Pushed(count, created, settings)


def _file(name: str) -> bytes:
    return files("deploy").joinpath("kibana", name).read_bytes()


def _headers(kibana: Kibana) -> dict[str, str]:
    # Without kbn-xsrf Kibana refuses whatever changes something; the other marks the one call that is not public.
    headers = {"kbn-xsrf": "rasd"}
    if kibana.api_key_file is None:
        return headers
    try:
        key = kibana.api_key_file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"{kibana.api_key_file} can't be read ({error}): correct RASD_KIBANA_API_KEY_FILE or its rights"
        ) from error
    address = urlsplit(kibana.url)
    if address.scheme == "http" and address.hostname not in LOOPBACK:
        raise UserError(f"{kibana.url} would carry the key in clear: write RASD_KIBANA as https://…")
    if not key or not key.isascii() or not key.isprintable():
        raise UserError(f"{kibana.api_key_file} holds no API key: write the encoded key into it, in one line")
    return headers | {"Authorization": f"ApiKey {key}"}


def _trust(kibana: Kibana) -> ssl.SSLContext | bool:
    if kibana.ca is None:
        return True
    try:
        return ssl.create_default_context(cafile=str(kibana.ca))
    except (OSError, ssl.SSLError) as error:
        raise UserError(f"{kibana.ca} is no certificate ({error}): correct RASD_KIBANA_CA") from error


@dataclass(frozen=True)
class _Talk:
    session: aiohttp.ClientSession
    kibana: Kibana
    trust: ssl.SSLContext | bool

    async def space(self, wanted: dict[str, Any]) -> bool:
        """Whether the space is new. One that exists is left as people made it."""
        status, _ = await self._ask("GET", f"/api/spaces/space/{wanted['id']}", allowed={404})
        if status != 404:
            return False
        await self._ask("POST", "/api/spaces/space", json=wanted)
        return True

    async def objects(self, lines: bytes) -> int:
        def form() -> aiohttp.FormData:
            made = aiohttp.FormData()
            made.add_field("file", lines, filename="rasd.ndjson", content_type="application/ndjson")
            return made

        _, answer = await self._ask(
            "POST", f"/s/{self.kibana.space}/api/saved_objects/_import", params={"overwrite": "true"}, data=form()
        )
        if not answer.get("success"):
            errors = answer.get("errors") or []
            named = "; ".join(_told(each) for each in errors[:MOST_NAMED])
            raise UserError(
                f"Kibana took {answer.get('successCount', 0)} objects and refused {len(errors)} ({named}): "
                "is this Kibana 8.9 or later?"
            )
        return int(answer.get("successCount", 0))

    async def settings(self, wanted: dict[str, Any]) -> bool:
        """Whether they were taken: Kibana has no public way to set them, so a refusal is no failure of the rest."""
        status, _ = await self._ask(
            "POST",
            f"/s/{self.kibana.space}/internal/kibana/settings",
            json={"changes": wanted},
            headers={"x-elastic-internal-origin": "Kibana"},
            allowed={400, 403, 404},
        )
        return status < 400

    async def _ask(
        self, method: str, path: str, *, allowed: set[int] | None = None, **options: Any
    ) -> tuple[int, dict[str, Any]]:
        url = f"{self.kibana.url.rstrip('/')}{path}"
        return await _explained(self.kibana, lambda: self._answer(method, url, path, allowed or set(), options))

    async def _answer(
        self, method: str, url: str, path: str, allowed: set[int], options: dict[str, Any]
    ) -> tuple[int, dict[str, Any]]:
        # No redirect is followed: it would hand the key to wherever it leads.
        async with self.session.request(method, url, ssl=self.trust, allow_redirects=False, **options) as response:
            text = await response.text(errors="replace")
            if response.status in {401, 403} and response.status not in allowed:
                raise UserError(
                    f"Kibana at {self.kibana.url} refuses {method} {path} ({response.status}): name a key that may manage the "
                    "space and its saved objects in RASD_KIBANA_API_KEY_FILE"
                )
            if response.status >= 300 and response.status not in allowed:
                raise UserError(
                    f"Kibana at {self.kibana.url} answers {method} {path} with {response.status} ({text[:200].strip()}): "
                    "correct RASD_KIBANA, or look at Kibana's log"
                )
            try:
                answer = json.loads(text) if text else {}
            except ValueError as error:
                raise UserError(f"what answers at {self.kibana.url} is not Kibana: correct RASD_KIBANA") from error
            return response.status, answer if isinstance(answer, dict) else {}


async def _explained(
    kibana: Kibana, ask: Callable[[], Awaitable[tuple[int, dict[str, Any]]]]
) -> tuple[int, dict[str, Any]]:
    try:
        return await ask()
    except aiohttp.ClientSSLError as error:
        raise UserError(
            f"the certificate of {kibana.url} is not trusted: set RASD_KIBANA_CA to the authority that signed it"
        ) from error
    except aiohttp.InvalidURL as error:
        raise UserError(f"{kibana.url!r} is no address: write RASD_KIBANA as https://host:5601") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise UserError(f"no Kibana answers at {kibana.url}: start it, or correct RASD_KIBANA") from error


def _told(error: dict[str, Any]) -> str:
    why = error.get("error") or {}
    missing = ", ".join(f"{each.get('type')} {each.get('id')}" for each in why.get("references", ()))
    reason = why.get("type", "unknown") + (f": {missing}" if missing else "")
    return f"{error.get('type')} {error.get('id')}: {reason}"
