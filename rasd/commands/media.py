"""`rasd media`: fetches the files of posts that are in the record."""

import asyncio
import json
import os
from typing import Annotated, Final

import typer

from ingest.media.config import MediaConfig
from ingest.media.work import Done, fetch_media
from processors.logs import configure_logs
from rasd.commands.bring import ingest_config, until_stopped
from rasd.servers import kafka_of
from rasd.settings import Settings, load_settings
from rasd.stores import objects_of
from rasd.supervised import end_with_parent

# Text goes first: on a busy machine files wait.
NICE: Final = 10


def command(
    until_idle: Annotated[
        bool, typer.Option("--until-idle", help="End when every post in the record has been looked at.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    supervised: Annotated[bool, typer.Option("--supervised", hidden=True)] = False,
) -> None:
    """Fetch photos, videos and documents of posts whose text is safe in Kafka. `rasd collect` starts this by itself.

    It uses the collector's session beside it. Files lie under their SHA-256 in the objects folder (RASD_OBJECTS); what is
    too large, gone or refused is recorded in telegram.coverage. A running `rasd collect` publishes the further events
    that link files to their posts; without one they wait for the next.
    """
    settings = load_settings()
    configure_logs(settings.log_level, settings.log_format)
    if supervised:
        end_with_parent()
        os.nice(NICE)
    done = Done()

    def note(found: Done) -> None:
        nonlocal done
        done = found

    config = ingest_config(settings, kafka=kafka_of(settings))
    asyncio.run(until_stopped(fetch_media(config, media_config(settings), until_idle=until_idle, tell=note)))
    told = {"fetched": done.fetched, "missed": done.missed}
    if as_json:
        typer.echo(json.dumps(told))
    elif not supervised:
        typer.echo(f"{done.fetched} files fetched, {done.missed} can't be had")


def media_config(settings: Settings) -> MediaConfig:
    return MediaConfig(
        objects=objects_of(settings),
        raw_objects=settings.data / "objects",
        incoming=settings.data / "media",
        largest=settings.media_max_mb * 1_000_000,
        seconds=settings.media_max_seconds,
        pixels=settings.media_max_megapixels * 1_000_000,
        keep_free=settings.media_keep_free_mb * 1_000_000,
    )
