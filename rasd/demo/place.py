"""Where the demo runs: servers without anybody's posts in them, and a folder of its own."""

import asyncio
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local import stack
from deploy.local.layout import default_cache
from deploy.local.report import Report
from processors.config import ElasticsearchConfig
from processors.index.create import create_indices
from processors.index.elastic import count_posts
from processors.topics import count_records, create_topics
from rasd.errors import UserError
from rasd.servers import elasticsearch_of, kafka_of
from rasd.settings import Settings
from schemas.topics import RAW


@dataclass(frozen=True)
class Place:
    """`private`: the servers are the demo's own and end with it."""

    folder: Path
    kafka: str
    elasticsearch: ElasticsearchConfig
    private: bool

    @property
    def logs(self) -> Path:
        return self.folder / "logs"


@contextmanager
def own_folder(data: Path) -> Iterator[Path]:
    """The folder `demo` in the data folder, emptied; what an earlier demo that was killed left running is ended.

    Raises UserError if another demo runs there, or the folder can't be written.
    """
    folder = data / "demo"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (data / "demo.lock").open("w")
    except OSError as error:
        raise UserError(f"{folder} cannot be written ({error.strerror}): set RASD_DATA to a folder of yours") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError(f"another demo runs in {folder}: end it, or set RASD_DATA to another folder") from None
        stack.purge(folder)
        shutil.rmtree(folder)
        (folder / "logs").mkdir(parents=True)
        yield folder


@contextmanager
def servers(settings: Settings, folder: Path, report: Report) -> Iterator[Place]:
    """The servers named or running if they hold no posts, else private ones in `folder`, ended at the end."""
    if named := _empty_servers(settings):
        yield Place(folder, *named, private=False)
        return
    cache = settings.cache or default_cache(os.environ)
    try:
        private = stack.up(folder, cache, report=report)
        if private.elasticsearch is None:
            raise UserError("the demo's stack has no Elasticsearch: report this as a bug of rasd")
        elasticsearch = ElasticsearchConfig(
            url=private.elasticsearch,
            user=private.elasticsearch_user,
            password_file=private.elasticsearch_password_file,
            ca=private.elasticsearch_ca,
        )
        yield Place(folder, private.kafka, elasticsearch, private=True)
    finally:
        stack.purge(folder)


def _empty_servers(settings: Settings) -> tuple[str, ElasticsearchConfig] | None:
    """The servers that commands would use, if there are any and no post is in them: a demo never mixes its invented
    posts with real ones. Servers that are named and can't be reached are an error, not a reason to start others."""
    named = settings.kafka or settings.elasticsearch
    if not named and stack.status(settings.data).stack is None:
        return None
    kafka, elasticsearch = kafka_of(settings), elasticsearch_of(settings)
    if count_records(kafka, RAW.name) or count_posts(elasticsearch):
        return None
    return kafka, elasticsearch


async def prepare(place: Place) -> None:
    """Topics and indices, both at once."""
    await asyncio.gather(
        asyncio.to_thread(create_topics, place.kafka), asyncio.to_thread(create_indices, place.elasticsearch, "live")
    )
