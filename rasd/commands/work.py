"""`rasd work`: runs the processing steps, one process each, until stopped or until nothing is left to do."""

import importlib
from typing import Annotated

import typer

from ingest.watched import Source, load_sources
from processors.groups import STEPS
from processors.logs import configure_logs
from processors.slots import take_slot
from rasd.errors import UserError
from rasd.servers import elasticsearch_of, kafka_of
from rasd.settings import Settings, load_settings, step_config
from rasd.supervise import supervise
from rasd.supervised import end_with_parent

NEEDS_ELASTICSEARCH = frozenset({"index"})


def command(
    only: Annotated[
        str | None, typer.Option(help=f"Run only these steps: {','.join(STEPS)} (comma-separated).")
    ] = None,
    until_idle: Annotated[bool, typer.Option("--until-idle", help="End when every step has caught up.")] = False,
    supervised: Annotated[bool, typer.Option("--supervised", hidden=True)] = False,
) -> None:
    """Run the processing steps: analyse, correlate, index, notify.

    Start it on as many machines as you like: the steps share the work by Kafka's consumer groups. A step that dies is
    started again. Ctrl-C stops all cleanly; nothing is lost, since what was not finished is done again.

    Examples: rasd work · rasd work --until-idle · rasd work --only index,notify
    """
    settings = load_settings()
    configure_logs(settings.log_level, settings.log_format)
    steps = _steps(only)
    if supervised:
        end_with_parent()
    if len(steps) == 1 and not until_idle:
        raise typer.Exit(_run_one(steps[0], settings))
    kafka = kafka_of(settings)
    raise typer.Exit(supervise(steps, kafka=kafka, generation=settings.generation, until_idle=until_idle))


def _steps(only: str | None) -> tuple[str, ...]:
    if only is None:
        return STEPS
    named = tuple(part.strip() for part in only.split(",") if part.strip())
    if wrong := [name for name in named if name not in STEPS] or ([] if named else [only]):
        raise UserError(f"--only: there is no step {wrong[0]!r}: choose among {', '.join(STEPS)}")
    return tuple(dict.fromkeys(named))


def _sources(settings: Settings) -> tuple[Source, ...]:
    """The watched channels, whose forwards and links are of interest; none where this machine has no sources file."""
    path = settings.sources or settings.data / "sources.yaml"
    return load_sources(path) if settings.sources or path.exists() else ()


def _run_one(step: str, settings: Settings) -> int:
    config = step_config(
        settings,
        sources=_sources(settings),
        kafka=kafka_of(settings),
        elasticsearch=elasticsearch_of(settings) if step in NEEDS_ELASTICSEARCH else None,
        slot=take_slot(settings.data, step),
    )
    return int(importlib.import_module(f"processors.{step}.app").run(config))
