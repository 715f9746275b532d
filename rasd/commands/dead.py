"""`rasd dead list|show|retry`: events that could not be processed, with their reasons."""

import json
from typing import Annotated

import typer

from processors import dead
from rasd.servers import kafka_of
from rasd.settings import load_settings
from rasd.shown import shown

app = typer.Typer(
    no_args_is_help=True,
    help="Events that could not be processed. Nothing is dropped: each lies in <topic>.dead with its bytes and reason.",
)
Topic = Annotated[str | None, typer.Option(help="Only dead letters of this topic, e.g. telegram.posts.raw.")]


@app.command("list")
def list_(
    topic: Topic = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False
) -> None:
    """List the open dead letters: id, step, key, reason."""
    found = dead.list_dead(kafka_of(load_settings()), topic)
    for each in found:
        if as_json:
            typer.echo(json.dumps(each.as_dict()))
        else:
            letter = each.letter
            typer.echo(
                f"{each.id}  {letter.at}  {letter.step}  {shown(letter.key or '-', 40)}  {shown(letter.error, 160)}"
            )
    if not found and not as_json:
        typer.echo("no dead letters")


@app.command("show")
def show(letter_id: Annotated[str, typer.Argument(help="The id that `rasd dead list` shows.")]) -> None:
    """Show one dead letter as JSON, with the event's bytes as text where they are text."""
    typer.echo(json.dumps(dead.show_dead(kafka_of(load_settings()), letter_id), ensure_ascii=True, indent=2))


@app.command("retry")
def retry(
    letter_ids: Annotated[list[str] | None, typer.Argument(help="Ids that `rasd dead list` shows.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Retry every open dead letter.")] = False,
    topic: Topic = None,
) -> None:
    """Put events back into the topic they came from, byte for byte, to be processed again.

    Retry when the cause is gone. An event that fails again comes back as a new dead letter.
    """
    if bool(letter_ids) == everything:
        raise typer.BadParameter("name ids, or --all")
    done = dead.retry_dead(kafka_of(load_settings()), letter_ids, topic=topic)
    typer.echo(f"{done} put back")
