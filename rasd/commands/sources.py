"""`rasd sources suggest`: channels that watched ones point to."""

import json
from typing import Annotated

import typer

from ingest.evidence.read import records
from ingest.suggest import Suggestion, Suggestions
from ingest.watched import load_sources
from rasd.servers import kafka_of
from rasd.settings import load_settings
from rasd.shown import shown
from schemas.codec import CodecError, decode
from schemas.messages import RawPost
from schemas.topics import RAW

EVERY = 50_000  # records between two lines of progress

app = typer.Typer(no_args_is_help=True, help="The channels that are followed, and those that might be.")


@app.callback()
def _sources() -> None:
    """The channels that are followed, and those that might be."""


@app.command("suggest")
def suggest(
    least: Annotated[int, typer.Option("--min-posts", min=1, help="Leave out what fewer posts point to.")] = 1,
    most: Annotated[
        int, typer.Option("--limit", min=1, help="At most so many, those that most channels name first.")
    ] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
) -> None:
    """List channels seen in forwards, mentions and links of collected posts, with counts and first sight.

    Nothing is joined or added: choose, and write what you want into your sources file. A mention may also be of a person.
    A channel can stand here twice: by number where it was forwarded, by name where it was mentioned.
    """
    settings = load_settings()
    path = settings.sources or settings.data / "sources.yaml"
    watched = load_sources(path) if path.exists() else ()
    found = Suggestions(
        ids={source.id for source in watched if source.id},
        usernames={source.username for source in watched if source.username},
    )
    for number, record in enumerate(records(kafka_of(settings), RAW.name), start=1):
        if number % EVERY == 0:
            typer.echo(f"{number} records read", err=True)
        try:
            found.add(decode(RawPost, record.value or b""))
        except CodecError:
            continue  # among the dead letters of the analysing step
    ranked = found.ranked(least=least)[:most]
    for each in ranked:
        typer.echo(json.dumps(each.as_dict()) if as_json else _line(each))
    if not ranked and not as_json:
        typer.echo("nothing: no collected post points to a channel that is not watched")


def _line(each: Suggestion) -> str:
    """Ids and counts before the title, so that a right-to-left title can't move them."""
    ways = f"{each.forwards} forwards, {each.mentions} mentions, {each.links} links"
    by = ", ".join(shown(name, 40) for name in list(each.channels)[:3]) + (", …" if len(each.channels) > 3 else "")
    title = f"  “{shown(each.title, 60)}”" if each.title else ""
    return (
        f"{shown(each.name, 60)}  {each.posts} posts ({ways}) of {len(each.channels)} channels: {by}; first "
        f"{shown(each.first_seen, 30)} in {each.first_post}; e.g. {', '.join(each.examples)}{title}"
    )
