"""`rasd replay`: reads the raw topic again into a new generation, and says what that changed."""

import json
from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from processors.generations import read_generations, write
from processors.groups import group_id
from processors.index.aliases import drop_indices
from processors.lanes import OWN, Lane
from processors.replay import offsets
from processors.replay.compare import compare, count_rules
from processors.replay.documents import documents
from processors.replay.page import page
from processors.topics import wanted_topics
from rasd import replaying
from rasd.errors import UserError
from rasd.previewing import show_preview
from rasd.replay_shown import on_standard_error, tell_difference
from rasd.servers import elasticsearch_of, kafka_of
from rasd.settings import load_settings
from rasd.switching import switch
from rasd.tasks import BESIDE
from rasd.times import moment
from schemas.operations import Generation, Running

app = typer.Typer(
    invoke_without_command=True,
    no_args_is_help=True,
    help="Read the raw topic again into a new generation, beside live work; compare; switch; roll back.",
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
SHOWN: Final = 20
EVERY_S: Final = 5.0


@app.callback()
def replay(
    context: typer.Context,
    generation: Annotated[
        str | None, typer.Option(help="The new generation's name: small letters, digits, - . _")
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", help="Only what was collected since: a time, or 30d, 12h.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="Only what was collected before: a time, or 30d, 12h.")] = None,
    posted_from: Annotated[str | None, typer.Option(help="Only posts of this date or later.")] = None,
    posted_to: Annotated[str | None, typer.Option(help="Only posts before this date.")] = None,
    registry: Annotated[
        Path | None, typer.Option(help="A folder with another registry; with --sample also one organisation's file.")
    ] = None,
    rate: Annotated[float, typer.Option(min=0, help="At most so many posts a second; 0: as fast as it goes.")] = 0,
    switch_: Annotated[
        bool, typer.Option("--switch", help="Then make it the live one: aliases and live steps move.")
    ] = False,
    partial: Annotated[bool, typer.Option("--partial", help="Switch although posts were left out.")] = False,
    sample: Annotated[
        int | None,
        typer.Option(min=1, help="Write nothing: show what --registry would change in so many of the newest posts."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Read the raw topic again into a new generation, and end when done.

    Live work goes on beside it; nobody is notified of what a replay finds. Run it again with the same name to go on after
    it was ended, in whatever way, or to read what came since.

    Examples: rasd replay --generation g2 · rasd replay --generation g2 --switch · rasd replay diff live g2 ·
    rasd replay --registry new_facade.yaml --sample 5000
    """
    if context.invoked_subcommand is not None:
        return
    settings = load_settings()
    if sample is not None:
        if registry is None:
            raise UserError("--sample shows what a changed registry would do: name one with --registry")
        show_preview(kafka_of(settings), registry, moment(from_ or "30d"), sample, as_json=as_json)
        return
    if generation is None:
        raise UserError("name the new generation: rasd replay --generation g2 (see rasd replay --help)")
    if registry and not registry.is_dir():
        raise UserError(
            f"--registry {registry}: name a folder laid out as rasd's schemas/ (a single file only goes with --sample)"
        )
    asked = replaying.Asked(
        name=generation,
        begin=moment(from_),
        end=moment(to),
        posted_from=moment(posted_from),
        posted_to=moment(posted_to),
        registry=registry,
        rate=rate,
    )
    servers = replaying.Servers(kafka_of(settings), elasticsearch_of(settings))
    with on_standard_error() as report:
        done = replaying.replay(asked, servers, report)
    if done is None:
        raise UserError("not finished: run the same command again and it goes on where it stopped")
    if switch_ and not (done.whole or partial):
        raise UserError(
            f"the generation {generation} is ready, and leaves out posts: switch with --partial if people may lose them from sight"
        )
    if switch_:
        switch(generation, servers, _say)
    _tell(as_json, {"generation": generation, "state": "current" if switch_ else "ready", "end": done.end})


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="A generation: live, or one that rasd replay made.")],
    new: Annotated[str, typer.Argument(help="Another generation.")],
    as_json: Json = False,
    html: Annotated[Path | None, typer.Option(help="Also write a page for people.")] = None,
) -> None:
    """Say what changed: posts added, removed and changed, with the words that made the difference, and counts."""
    search = elasticsearch_of(load_settings())
    found = compare(documents(search, "posts", old), documents(search, "posts", new), (old, new))
    count_rules(found, documents(search, "alerts", old), documents(search, "alerts", new))
    if html is not None:
        try:
            html.write_text(page(found), "utf-8")
        except OSError as error:
            raise UserError(f"{html}: cannot be written: {error.strerror}") from error
    if as_json:
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False))
    else:
        tell_difference(found)


@app.command()
def rollback() -> None:
    """Make the generation before the last switch the live one again; nothing that came since is missing from it."""
    settings = load_settings()
    servers = replaying.Servers(kafka_of(settings), elasticsearch_of(settings))
    running, _ = read_generations(servers.kafka)
    if not running.fed:
        raise UserError("there was no switch that could be undone")
    switch(running.fed[0], servers, _say)
    typer.echo(f"live: {running.fed[0]}")


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List the generations: which is live, which is kept fed, what made each."""
    running, known = read_generations(kafka_of(load_settings()))
    rows = [{"name": "live", "state": "first"}] if "live" not in known else []
    rows += [
        {"name": each.name, "state": each.state, "created": each.created, "code": each.code, "registry": each.registry}
        for each in known.values()
    ]
    for row in rows:
        row["in_use"] = "live" if row["name"] == running.current else "fed" if row["name"] in running.fed else ""
        typer.echo(json.dumps(row) if as_json else "  ".join(str(value) for value in row.values() if value))


@app.command()
def drop(name: Annotated[str, typer.Argument(help="A generation that is neither live nor kept fed.")]) -> None:
    """Delete a generation's topics and indices. The raw topic stays: it can be made again.

    The generation that was live before the last switch can be dropped too, and then there is no way back to it.
    """
    settings = load_settings()
    kafka, search = kafka_of(settings), elasticsearch_of(settings)
    running, known = read_generations(kafka)
    found = known.get(name)
    if name == running.current:
        raise UserError(f"{name} is the live generation: switch to another first")
    if found is None and name not in running.fed:
        raise UserError(f"there is no generation {name}: rasd replay list shows them")
    if name in running.fed:
        write(kafka, _without(running, name))
    indices = drop_indices(search, name)
    lane = Lane(name, current=False)
    own = {lane.name(base) for base in OWN} | {lane.name(f"{base}.dead") for base in OWN}
    changelog = [topic.name for topic in wanted_topics(lane) if topic.name.endswith("-changelog")]
    topics = offsets.delete_topics(kafka, sorted({*own, *changelog}))
    offsets.delete_groups(kafka, [group_id(step, name) for step in BESIDE])
    if found is not None:
        write(kafka, _dropped(found))
    typer.echo(f"dropped {name}: {len(indices)} indices, {len(topics)} topics")


def _without(running: Running, name: str) -> Running:
    return msgspec.structs.replace(running, fed=tuple(each for each in running.fed if each != name))


def _dropped(generation: Generation) -> Generation:
    return msgspec.structs.replace(generation, state="dropped")


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _tell(as_json: bool, row: dict[str, object]) -> None:
    typer.echo(json.dumps(row) if as_json else "  ".join(str(value) for value in row.values()))
