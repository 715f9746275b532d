"""`rasd login`, `collect`, `import`: posts into Kafka."""

import asyncio
import json
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from ingest.beside_config import BesideConfig
from ingest.collect import collect as collect_posts
from ingest.config import TELEGRAM_RATE, TEST_RATE, IngestConfig, Pace, parse_server, parse_sessions
from ingest.imports.files import ImportResult, import_files
from ingest.imports.lines import BadLine
from ingest.telegram.login import login as sign_in
from processors.logs import configure_logs
from rasd.errors import UserError
from rasd.servers import kafka_of
from rasd.settings import Settings, load_settings
from rasd.shown import shown
from rasd.supervised import end_with_parent

T = TypeVar("T")
EVERY = 5_000  # imported posts between two lines of progress

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Supervised = Annotated[bool, typer.Option("--supervised", hidden=True)]


def login(
    phone: Annotated[str | None, typer.Option(help="The account's phone number; asked for if it is missing.")] = None,
) -> None:
    """Sign a Telegram account in, once. The session file (mode 0600) is a secret: who has it has the account.

    Needs RASD_TELEGRAM_API_ID and RASD_TELEGRAM_API_HASH from my.telegram.org. rasd only reads from Telegram.
    """
    settings = load_settings()
    config = ingest_config(settings, kafka="")
    name = asyncio.run(sign_in(config, lambda text, hidden: str(typer.prompt(text, hide_input=hidden)), phone))
    typer.echo(f"signed in as {shown(name, 60)}; the session is {config.session}")


def collect(
    until_caught_up: Annotated[
        bool,
        typer.Option(
            "--until-caught-up",
            help="End when every channel's history is in Kafka and what was known is compared again.",
        ),
    ] = False,
    join: Annotated[
        bool,
        typer.Option(
            "--join", help="Let the account join the channels. Without it nothing is ever written to Telegram."
        ),
    ] = False,
    as_json: Json = False,
    supervised: Supervised = False,
) -> None:
    """Collect the channels of the sources file, live and older history side by side, until stopped.

    What Kafka has acknowledged is not read again; Ctrl-C loses nothing. A channel that Telegram doesn't show is named and
    the rest goes on (exit status 1 with --until-caught-up).
    """
    settings = load_settings()
    configure_logs(settings.log_level, settings.log_format)
    if supervised:
        end_with_parent()
    config = ingest_config(settings, kafka=kafka_of(settings), join=join)

    def report(source: str, new: int) -> None:
        typer.echo(f"{shown(source, 60)}: {new} new events of its history", err=True)

    result = asyncio.run(until_stopped(collect_posts(config, until_caught_up=until_caught_up, report=report)))
    if result is None:
        return
    told = {"collected": result.collected, "channels": result.channels, "missing": list(result.missing)}
    typer.echo(json.dumps(told) if as_json else f"{result.collected} new events from {result.channels} channels")
    if result.missing:
        raise typer.Exit(1)


async def until_stopped(work: Coroutine[Any, Any, T]) -> T | None:
    """None when SIGTERM or SIGINT ended it."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        return None


def import_(
    files: Annotated[list[Path], typer.Argument(help="JSON lines of raw posts, or Telegram Desktop's result.json.")],
    timezone: Annotated[
        str | None, typer.Option(help="Zone of the times of an export that has no date_unixtime, e.g. Asia/Baghdad.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Publish posts that were collected elsewhere. The same event twice is one event.

    A line that can't be read is named as FILE:LINE: reason; the rest goes on and the exit status is 1. Imported posts
    raise alerts but notify nobody.
    """
    settings = load_settings()
    configure_logs(settings.log_level, settings.log_format)
    told = 0

    def progress(result: ImportResult) -> None:
        nonlocal told
        if result.published + result.known >= told + EVERY or sys.stderr.isatty():
            told = result.published + result.known
            end = "\r" if sys.stderr.isatty() else "\n"
            sys.stderr.write(f"{result.published} published, {result.known} known before{end}")

    result = import_files(
        files,
        kafka=kafka_of(settings),
        data=settings.data,
        zone=_zone(timezone),
        tell=lambda bad: typer.echo(_line(bad), err=True),
        progress=progress,
    )
    said = {"published": result.published, "known": result.known, "bad": result.bad}
    typer.echo(
        json.dumps(said)
        if as_json
        else f"{result.published} published, {result.known} known before, {result.bad} could not be read"
    )
    if result.bad:
        raise typer.Exit(1)


def _line(bad: BadLine) -> str:
    return f"{bad.name}:{bad.number}: {shown(bad.reason, 500)}"


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UserError(f"--timezone: {name!r} is no zone: write it as Asia/Baghdad") from error


def ingest_config(settings: Settings, *, kafka: str, join: bool = False) -> IngestConfig:
    """Raises UserError naming the setting that is missing."""
    if settings.telegram_api_id is None or not settings.telegram_api_hash:
        raise UserError(
            "no Telegram API credentials: get them from my.telegram.org and set RASD_TELEGRAM_API_ID (a number) and "
            "RASD_TELEGRAM_API_HASH (or a file rasd_telegram_api_hash in the folder RASD_SECRETS)"
        )
    session, *others = (
        parse_sessions(settings.telegram_session) if settings.telegram_session else [settings.data / "telegram.session"]
    )
    return IngestConfig(
        kafka=kafka,
        data=settings.data,
        sources=settings.sources or settings.data / "sources.yaml",
        api_id=settings.telegram_api_id,
        api_hash=settings.telegram_api_hash,
        session=session,
        others=tuple(others),
        server=parse_server(settings.telegram_server) if settings.telegram_server else None,
        server_key=settings.telegram_server_key,
        collector=settings.collector,
        beside=BesideConfig(
            evidence_every_s=settings.evidence_every_s,
            tsa=settings.evidence_tsa,
            media_command=(sys.executable, "-m", "rasd", "media", "--supervised") if settings.media else None,
        ),
        join=join,
        pace=_pace(settings),
        metrics_port=settings.collect_metrics_port,
    )


def _pace(settings: Settings) -> Pace:
    return Pace(
        poll_floor_s=settings.poll_floor_s,
        poll_priority_s=settings.poll_priority_s,
        poll_s=settings.poll_s,
        rechecks_s=settings.rechecks_s,
        request_s=settings.telegram_timeout_s,
        blind_s=settings.blind_after_s,
        seen_every_s=settings.coverage_every_s,
        rate=settings.telegram_rate or (TEST_RATE if settings.telegram_server else TELEGRAM_RATE),
        backfill_posts=settings.backfill_posts,
    )
