"""`rasd stack up|down|status`: a real Kafka and a real Elasticsearch on this machine, without containers."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from deploy.local import stack
from deploy.local.layout import default_cache
from rasd.progress import on_standard_error
from rasd.settings import load_settings

app = typer.Typer(no_args_is_help=True, help="The local Kafka and Elasticsearch: plain processes, bound to loopback.")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("up")
def up(
    kafka_port: Annotated[int | None, typer.Option(help="Kafka's port; unset: 9092, or a free one.")] = None,
    elasticsearch_port: Annotated[int | None, typer.Option(help="Elasticsearch's port; unset: 9200, or free.")] = None,
    elasticsearch_home: Annotated[
        Path | None, typer.Option(help="An Elasticsearch 9 that you have unpacked, instead of a download.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Start both servers, or find them running. The first time downloads about 1 GB into the cache folder.

    Every command then uses them, unless RASD_KAFKA and RASD_ELASTICSEARCH name others.
    """
    settings = load_settings()
    cache = settings.cache or default_cache(os.environ)
    with on_standard_error() as report:
        stack.up(
            settings.data,
            cache,
            report=report,
            kafka_port=kafka_port,
            elasticsearch_port=elasticsearch_port,
            elasticsearch_home=elasticsearch_home,
            # A user who names a running Elasticsearch wants no second one.
            with_elasticsearch=settings.elasticsearch is None,
        )
    _show(settings.data, as_json=as_json)


@app.command("down")
def down() -> None:
    """End the servers that `up` started, and nothing else. Their data stays; `up` continues with it."""
    settings = load_settings()
    typer.echo("stopped" if stack.down(settings.data) else "nothing was running")


@app.command("status")
def status(as_json: Json = False) -> None:
    """Show addresses, versions and logs of the local stack. Exit status 1 if it does not run."""
    _show(load_settings().data, as_json=as_json)


def _show(data: Path, *, as_json: bool) -> None:
    found = stack.status(data)
    if as_json:
        typer.echo(json.dumps(found.as_dict()))
    else:
        for name, value in found.as_dict().items():
            typer.echo(f"{name:28} {'' if value is None else value}")
    if found.stack is None:
        raise typer.Exit(1)
