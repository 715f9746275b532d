"""The file of one post, from wherever it is quickest: known already, by the post's own bytes, or by asking for the post anew."""

import asyncio
import shutil
from dataclasses import dataclass
from typing import Any

from telethon.tl import types

from ingest.media.borrowed import Peers
from ingest.media.config import MediaConfig
from ingest.media.download import DiskError, Limits, MissedError, download
from ingest.media.examine import Examiner
from ingest.media.known import KnownFile, KnownFiles
from ingest.media.store import FolderStore, Part, Store, StoreError
from ingest.media.wanted import file_in, is_picture, message_in, size_of
from ingest.telegram.client import ask
from schemas.messages import RawPost


@dataclass(frozen=True)
class Fetched:
    """`note` says why a picture has no phash."""

    sha256: str
    phash: str | None
    note: str | None = None


class Fetcher:
    """Raises MissedError (final), DiskError (no room), ConnectionError, Telethon's RPCError."""

    def __init__(self, client: Any, peers: Peers, config: MediaConfig, store: Store, known: KnownFiles) -> None:
        self._client, self._peers, self._config, self._store, self._known = client, peers, config, store, known
        self._examiner, self._examining = Examiner(config.pixels), asyncio.Lock()
        self._limits = Limits(config.largest, config.seconds)

    async def fetch(self, post: RawPost) -> Fetched | None:
        """None if the post's media is nothing that can be fetched: a poll, a place."""
        message = message_in(post, self._stored)
        if message is None:
            message = await self._again(post)
        file = file_in(message)
        if file is None:
            return None
        known = self._known.find(file.id)
        there = known is not None and await asyncio.to_thread(self._has, known.sha256)
        if known and there:
            return Fetched(known.sha256, known.phash)
        if size_of(file) > self._limits.largest:
            raise MissedError(f"too large: {size_of(file)} bytes, and the limit is {self._limits.largest}")
        return await self._bring(post, file)

    async def _bring(self, post: RawPost, file: Any) -> Fetched:
        part = self._part()
        try:
            await download(self._client, file, part, self._limits, lambda: self._again(post))
            if isinstance(file, types.Document) and part.size != file.size:
                raise MissedError(f"is of {part.size} bytes, where Telegram had said {file.size}")
            name = await asyncio.to_thread(self._finished, part)
            phash, note = None, None
            if is_picture(file):
                async with self._examining:
                    look = await asyncio.to_thread(self._examiner.look, part.path)
                phash, note = look.phash, look.reason
            await asyncio.to_thread(self._put, part, name)
        finally:
            part.discard()
        self._known.add(file.id, KnownFile(name, phash))
        return Fetched(name, phash, note)

    async def _again(self, post: RawPost) -> Any:
        peer = await self._peers.find(post.channel)
        if peer is None:
            raise MissedError("the account can't see the channel any more")
        return await ask(lambda: self._client.get_messages(peer, ids=post.message_id), "asking for a post anew")

    def _part(self) -> Part:
        store = self._store
        folder = store.folder if isinstance(store, FolderStore) else self._config.incoming
        try:
            folder.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(folder).free
            if free < self._config.keep_free:
                raise DiskError(
                    f"only {free // 1_000_000} MB are free, and {self._config.keep_free // 1_000_000} are to stay"
                )
            return Part(folder)
        except OSError as error:
            raise DiskError(f"{folder}: {error.strerror or error}") from error

    def _finished(self, part: Part) -> str:
        try:
            return part.finish()
        except OSError as error:
            raise DiskError(f"{error.strerror or error}") from error

    def _put(self, part: Part, name: str) -> None:
        try:
            self._store.put(part.path, name)
        except OSError as error:
            raise DiskError(f"{error.strerror or error}") from error

    def _has(self, name: str) -> bool:
        try:
            return self._store.has(name)
        except OSError:
            return False

    def _stored(self, name: str) -> bytes | None:
        try:
            return FolderStore(self._config.raw_objects).read(name)
        except StoreError:
            return None

    def close(self) -> None:
        self._examiner.close()
