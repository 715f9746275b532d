"""`rasd topics …` and `rasd index …`: what the pipeline needs in Kafka, Elasticsearch and Kibana, and who may do what."""

import dataclasses
import json
import re
from pathlib import Path
from typing import Annotated, Final

import typer

from processors.access import create_access
from processors.index.create import create_indices
from processors.index.roles import create_keys
from processors.topics import create_topics
from rasd.errors import UserError
from rasd.kibana import Kibana, push
from rasd.servers import elasticsearch_of, kafka_of
from rasd.settings import load_settings

topics = typer.Typer(no_args_is_help=True, help="Kafka topics.")
index = typer.Typer(no_args_is_help=True, help="Elasticsearch templates, indices and aliases.")

kibana = typer.Typer(no_args_is_help=True, help="Data views, Discover sessions and dashboards.")
index.add_typer(kibana, name="kibana")

SPACE: Final = re.compile(r"[a-z0-9_-]{1,100}")
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@topics.callback()
def _topics() -> None:
    """Kafka topics."""


@index.callback()
def _index() -> None:
    """Elasticsearch templates, indices and aliases."""


@topics.command("create")
def create(as_json: Json = False) -> None:
    """Create every topic that does not exist yet; doing it twice changes nothing.

    A topic that exists with too few partitions is an error: nothing is changed behind your back.
    """
    _tell("topics", create_topics(kafka_of(load_settings())), as_json=as_json)


@topics.command("access")
def create_kafka_access(
    out: Annotated[Path | None, typer.Option(help="Folder of the password files. Unset: keys in RASD_DATA.")] = None,
    as_json: Json = False,
) -> None:
    """Create a Kafka user a step, with the rights that its work needs; for another generation its replay's.

    Each password goes into a file that only you can read; hand it to its step as RASD_KAFKA_USER and
    RASD_KAFKA_PASSWORD_FILE. Doing it twice changes nothing; for a new password delete the file first. Needs Kafka's
    administrator, and a broker with an authorizer: see docs/searching.md.
    """
    settings = load_settings()
    made = create_access(kafka_of(settings), settings.generation, out or settings.data / "keys")
    _tell_files(made, as_json=as_json)


@index.command("create")
def create_index(as_json: Json = False) -> None:
    """Create the templates, indices and aliases of the generation in use; doing it twice changes nothing."""
    settings = load_settings()
    _tell("indices", create_indices(elasticsearch_of(settings), settings.generation), as_json=as_json)


@index.command("roles")
def create_roles(
    out: Annotated[Path | None, typer.Option(help="Folder of the key files. Unset: keys in RASD_DATA.")] = None,
    as_json: Json = False,
) -> None:
    """Create the roles and an API key for each: reader, writer, alerting; for another generation its replay.

    Each key goes into a file that only you can read; hand it to the program that needs it as
    RASD_ELASTICSEARCH_API_KEY_FILE. Doing it twice changes nothing; for a new key delete the file first: the old key
    ends. Needs a user that may manage security, for example elastic.
    """
    settings = load_settings()
    folder = out or settings.data / "keys"
    made = create_keys(elasticsearch_of(settings), settings.generation, folder)
    _tell_files(made, as_json=as_json)


@kibana.callback()
def _kibana() -> None:
    """Data views, Discover sessions and dashboards in Kibana."""


@kibana.command("push")
def push_kibana(as_json: Json = False) -> None:
    """Write rasd's data views, Discover sessions and dashboards into Kibana, over those of an earlier push.

    Set RASD_KIBANA (https://host:5601) and RASD_KIBANA_API_KEY_FILE; the space is RASD_KIBANA_SPACE and is made if it
    does not exist. Doing it twice changes nothing; copies that people saved under other names stay.
    """
    settings = load_settings()
    if settings.kibana is None:
        raise UserError("no Kibana is named: set RASD_KIBANA, e.g. https://kibana.example:5601")
    if not SPACE.fullmatch(settings.kibana_space):
        raise UserError("RASD_KIBANA_SPACE: a space's id has small letters, digits, '_' and '-'")
    done = push(Kibana(settings.kibana, settings.kibana_space, settings.kibana_api_key_file, settings.kibana_ca))
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(done)))
        return
    typer.echo(f"{done.objects} objects are in the space {settings.kibana_space}")
    if not done.settings:
        typer.echo(
            "its settings were refused: set dateFormat:tz to Asia/Baghdad in the space's advanced settings", err=True
        )


def _tell_files(made: dict[str, tuple[Path, bool]], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({name: {"file": str(path), "new": new} for name, (path, new) in made.items()}))
        return
    for name, (path, new) in made.items():
        typer.echo(f"{'created' if new else 'kept   '} {name:16} {path}")


def _tell(what: str, created: list[str], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"created": created}))
        return
    for name in created:
        typer.echo(f"created {name}")
    if not created:
        typer.echo(f"all {what} exist already")
