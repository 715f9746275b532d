"""`rasd events import`: attacks that sources outside Telegram tell of."""

import json
from pathlib import Path
from typing import Annotated

import typer

from processors.correlate.events import BadEvent, read_events
from rasd.errors import UserError
from rasd.servers import kafka_of
from rasd.settings import load_settings
from rasd.shown import shown
from schemas.operations import Event

app = typer.Typer(
    no_args_is_help=True,
    help="Attacks as sources outside Telegram tell of them: joined to claims by place, time and weapon.",
)


@app.callback()
def _events() -> None:
    """Keeps `import` a command of its own."""


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="JSON lines, or CSV with a header (file name ending in .csv).")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Publish attacks from files. The same event twice is one event; one with an `id` replaces that of the same id.

    Fields: time (with time zone), area (an id of the registry) or place (a name), source, weapon (rocket, mortar, drone,
    ied, missile, sniper, other), note, id. A line that can't be read is named as FILE:LINE: reason; the rest goes on and
    the exit status is 1.

    Example line: {"time": "2021-07-07T09:30:00+03:00", "area": "al_asad", "source": "press", "weapon": "rocket"}
    """
    good: list[Event] = []
    bad = 0
    for file in files:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise UserError(f"{file}: {error.strerror}: name a file of JSON lines or CSV") from error
        for read in read_events(content, str(file)):
            if isinstance(read, BadEvent):
                bad += 1
                typer.echo(f"{file}:{read.number}: {shown(read.reason, 300)}", err=True)
            else:
                good.append(read)
    if good:
        from processors.correlate.read import publish_events  # noqa: PLC0415  # Kafka's clients take a second to import

        publish_events(kafka_of(load_settings()), good)
    typer.echo(
        json.dumps({"published": len(good), "bad": bad})
        if as_json
        else f"{len(good)} published, {bad} could not be read"
    )
    if bad:
        raise typer.Exit(1)
