"""`rasd search`: the analysts' questions from the terminal, without Kibana."""

import sys
from typing import Annotated, Final, get_args

import msgspec
import typer

from processors.index.query import ANY, Question, Sort
from processors.index.reader import count, find
from rasd.asked import area_of, before_of, choice_of, organisation_of, since_of
from rasd.errors import UserError
from rasd.found import FILE, TERMINAL, lines_of
from rasd.servers import elasticsearch_of
from rasd.settings import load_settings
from schemas.messages import AttackKind, ClaimKind, Role
from schemas.registry import Registry, load_registry

SORTS: Final = get_args(Sort)
TANSIQIYA: Final = (ANY, "statement", "relay", "mention", "none")
LARGEST: Final = 1_000_000
QUERY, KNOWN, TIME, OUTPUT = "Words", "What was found in the post", "Time and order", "Output"


def command(
    text: Annotated[
        list[str] | None,
        typer.Argument(help="Words that the post must have, in any spelling; a name finds its disguises."),
    ] = None,
    lucene: Annotated[
        bool, typer.Option("--lucene", help="Read the words as Lucene syntax.", rich_help_panel=QUERY)
    ] = False,
    brand: Annotated[
        list[str] | None,
        typer.Option(
            help="Names this organisation: id or any of its names. Repeat: any of them.", rich_help_panel=KNOWN
        ),
    ] = None,
    role: Annotated[
        str | None, typer.Option(help=f"… in this role: {', '.join(get_args(Role))}.", rich_help_panel=KNOWN)
    ] = None,
    disguised: Annotated[
        bool, typer.Option("--disguised", help="… written so as to escape a search.", rich_help_panel=KNOWN)
    ] = False,
    area: Annotated[
        list[str] | None, typer.Option(help="Claims an attack there: id or name of an area.", rich_help_panel=KNOWN)
    ] = None,
    claim: Annotated[
        str | None, typer.Option(help=f"{', '.join(get_args(ClaimKind))}, or any.", rich_help_panel=KNOWN)
    ] = None,
    attack: Annotated[
        str | None, typer.Option(help=f"{', '.join(get_args(AttackKind))}.", rich_help_panel=KNOWN)
    ] = None,
    tansiqiya: Annotated[
        str | None, typer.Option(help="statement, relay, mention, or any.", rich_help_panel=KNOWN)
    ] = None,
    threat: Annotated[
        str | None,
        typer.Option(help="Threatens this target (contractors, activists, …), or any.", rich_help_panel=KNOWN),
    ] = None,
    candidate: Annotated[
        str | None,
        typer.Option(help="A group that the registry doesn't know: its name, or any.", rich_help_panel=KNOWN),
    ] = None,
    tag: Annotated[str | None, typer.Option(help="soft_war, lawfare, …", rich_help_panel=KNOWN)] = None,
    channel: Annotated[
        str | None, typer.Option(help="@name, id, or words of the title.", rich_help_panel=KNOWN)
    ] = None,
    affiliation: Annotated[
        str | None, typer.Option(help="Channels of this organisation.", rich_help_panel=KNOWN)
    ] = None,
    story: Annotated[str | None, typer.Option(help="All posts of a story, by its id.", rich_help_panel=KNOWN)] = None,
    first: Annotated[
        bool, typer.Option("--first", help="Only the post that broke its story.", rich_help_panel=KNOWN)
    ] = False,
    taken_down: Annotated[
        bool, typer.Option("--taken-down", help="Only posts that are gone from Telegram.", rich_help_panel=KNOWN)
    ] = False,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from", help="A day in Baghdad (2021-07-05) or a time (2021-07-05T14:30Z).", rich_help_panel=TIME
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", help="To the end of this day, or to a time.", rich_help_panel=TIME)
    ] = None,
    sort: Annotated[str, typer.Option(help=f"{', '.join(SORTS)}.", rich_help_panel=TIME)] = "newest",
    limit: Annotated[int, typer.Option(min=1, max=LARGEST, help="At most so many posts.", rich_help_panel=OUTPUT)] = 20,
    revisions: Annotated[
        bool, typer.Option("--revisions", help="Search earlier versions of edited posts.", rich_help_panel=OUTPUT)
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="Whole texts.", rich_help_panel=OUTPUT)] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON lines: whole documents.", rich_help_panel=OUTPUT)
    ] = False,
    only_count: Annotated[bool, typer.Option("--count", help="Print only how many.", rich_help_panel=OUTPUT)] = False,
) -> None:
    """Search the posts: however a name was written, who broke what, what was taken down.

    Words are data, never syntax (but with --lucene). Options narrow the search together. Times are Baghdad's.

    Examples:
      rasd search أصحاب الكهف
      rasd search --brand "Ashab al-Kahf" --disguised --from 2021-03-01
      rasd search --tansiqiya any --first
      rasd search --claim claim --area erbil --sort oldest
      rasd search --taken-down --json | jq -r .link
    """
    words = " ".join(text or ())
    registry = load_registry()
    question = Question(
        text=None if lucene else words or None,
        lucene=words if lucene else None,
        brands=tuple(organisation_of(each, registry) for each in brand or ()),
        areas=tuple(_area(each, registry) for each in area or ()),
        claim=_choice("--claim", claim, (*get_args(ClaimKind), ANY)),
        attack=_choice("--attack", attack, get_args(AttackKind)),
        role=_choice("--role", role, get_args(Role)),
        channel=channel,
        affiliation=organisation_of(affiliation, registry) if affiliation else None,
        tansiqiya=_choice("--tansiqiya", tansiqiya, TANSIQIYA),
        threat=threat,
        candidate=candidate,
        tag=tag,
        story=story,
        since=since_of("--from", from_) if from_ else None,
        before=before_of("--to", to) if to else None,
        taken_down=taken_down,
        disguised=disguised,
        first=first,
    )
    if lucene and not words.strip():
        raise UserError(
            "--lucene: there is no query: write it behind, e.g. rasd search --lucene 'brands.id:badr AND deleted:true'"
        )
    if question.since and question.before and question.since >= question.before:
        raise UserError(f"--from {from_} is not before --to {to}: exchange them")
    settings = load_settings()
    servers, generation = elasticsearch_of(settings), settings.generation
    if only_count:
        typer.echo(count(servers, question, revisions=revisions, generation=generation))
        return
    style = TERMINAL if sys.stdout.isatty() else FILE
    shown = 0
    order = choice_of("--sort", sort, SORTS)
    for hit in find(servers, question, revisions=revisions, generation=generation, sort=_sort(order), limit=limit):
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode({**hit.source, "highlights": hit.spans}) + b"\n")
        else:
            typer.echo("\n".join((*lines_of(hit, style, full=full), "")), color=True)
        shown += 1
    sys.stdout.flush()
    if not as_json:
        total = count(servers, question, revisions=revisions, generation=generation) if shown == limit else shown
        typer.echo(f"{shown} of {total} posts" if total > shown else f"{shown} posts", err=True)


def _choice(option: str, asked: str | None, known: tuple[str, ...]) -> str | None:
    return choice_of(option, asked, known) if asked else None


def _sort(order: str) -> Sort:
    return next(each for each in SORTS if each == order)


def _area(asked: str, registry: Registry) -> str:
    """A claim may name a place that the registry does not know: then it stands there as it was written."""
    try:
        return area_of(asked, registry)
    except UserError:
        if asked.isascii():
            raise
        typer.echo(f"rasd: the registry has no area {asked[:60]!r}: searching for claims that name it so", err=True)
        return asked
