"""`rasd league`, `facades`, `claims`: what the stories say of channels, brands and attacks."""

import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from ingest.imports.lines import BadLine, parse_lines
from processors.analyse.interest import of_interest
from processors.analyse.post import build_analyser
from processors.correlate.facades import Facade
from processors.correlate.facades import facades as facades_of
from processors.correlate.firsts import Standing, together
from processors.correlate.firsts import league as league_of
from processors.correlate.ledger import Account, ledger, unclaimed
from processors.correlate.memory import Memory
from processors.correlate.story import correlate
from rasd.errors import UserError
from rasd.servers import kafka_of
from rasd.settings import load_settings
from rasd.shown import shown
from schemas.messages import Pipeline
from schemas.registry import load_registry

EVERY = 5_000
Files = Annotated[
    list[Path] | None,
    typer.Option("--file", help="Read raw posts from this file of JSON lines (repeatable) in place of Kafka."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def league(
    kind: Annotated[str | None, typer.Option(help="Only stories of this kind: statement, claim, threat, …")] = None,
    of: Annotated[
        str | None, typer.Option(help="Organisations, comma-separated: how often any channel of theirs was first.")
    ] = None,
    file: Files = None,
    as_json: Json = False,
) -> None:
    """Show who is first how often: by channel and by affiliation, with sample size and 95 % interval.

    Counts stories that at least two channels told; two channels within the same second are a tie and count for nobody.
    "First" means first that was seen: a share of firsts after a hole in what was seen is shown as unsafe.

    Example: do channels of KH and Nujaba break the Tansiqiya's statements?
      rasd league --kind statement --of kataib_hezbollah,nujaba
    """
    memory = _memory(file)
    if of is not None:
        wanted = frozenset(part.strip() for part in of.split(",") if part.strip())
        known = {organisation.id for organisation in load_registry().organisations}
        if unknown := sorted(wanted - known):
            raise UserError(f"--of: the registry has no {unknown[0]!r}: its ids are the names in schemas/organisations")
        found = together(memory, wanted, kind or "statement")
        typer.echo(msgspec.json.encode(found).decode() if as_json else _standing(found))
        return
    table = league_of(memory, kind)
    if as_json:
        typer.echo(msgspec.json.encode(table).decode())
        return
    for title, standings in (("by affiliation", table.affiliations), ("by channel", table.channels)):
        typer.echo(title)
        for standing in standings:
            typer.echo(f"  {_standing(standing)}")
    for name, count in table.tied.items():
        typer.echo(f"tied: {count} stories of kind {name}")
    if not table.channels:
        typer.echo("no story that two channels told")


def facades(
    brand: Annotated[str | None, typer.Argument(help="An organisation's id, or a group's name; none: all.")] = None,
    file: Files = None,
    as_json: Json = False,
) -> None:
    """Show the life of façades: channels, when made and first used, weapons, areas, silences, renames, deletions."""
    found = facades_of(_memory(file), brand)
    if as_json:
        typer.echo(msgspec.json.encode(found).decode())
        return
    for each in found:
        _show_facade(each)
    if not found:
        typer.echo("no claim of it was seen" if brand else "no claim was seen")


def claims(file: Files = None, as_json: Json = False) -> None:
    """Show the claim ledger: for each attack the event, who claims, denies or blesses it, and the assessment, apart.

    Copies prove nothing: `sources` counts groups that claim it themselves and sources outside Telegram.
    """
    memory = _memory(file)
    accounts, events = ledger(memory), unclaimed(memory)
    if as_json:
        typer.echo(msgspec.json.encode({"claims": accounts, "unclaimed": events}).decode())
        return
    for account in accounts:
        _show_account(account)
    for event in events:
        typer.echo(
            f"{event.time}  unclaimed: {event.weapon or 'attack'} {shown(event.place or ', '.join(event.areas), 60)}"
        )
    if not accounts and not events:
        typer.echo("no claim was seen")


def _standing(each: Standing) -> str:
    lead = f", median lead {each.median_lead_s:.0f} s" if each.median_lead_s is not None else ""
    unsafe = f", {each.unsafe} unsafe" if each.unsafe else ""
    return (
        f"{each.kind:10} {shown(each.name or each.who, 50):50} first {each.firsts} of {each.stories} "
        f"({each.share:.0%}, 95 %: {each.low:.0%} to {each.high:.0%}){lead}{unsafe}; took part in {each.took_part}"
    )


def _show_facade(each: Facade) -> None:
    state = "dormant" if each.dormant else "dropped" if each.dropped else "active"
    typer.echo(
        f"{shown(each.brand, 60)} ({each.kind}{f', of {each.operator}' if each.operator else ''}): {each.claims} attacks "
        f"claimed, {each.first_claim} to {each.last_claim}, longest silence {each.longest_silence_days} days, {state}"
    )
    typer.echo(f"  weapons {each.weapons}  areas {each.areas}  signals {each.signals}")
    for channel in each.channels:
        names = ", ".join(shown(name, 40) for name in channel.names)
        typer.echo(
            f"  channel {channel.channel_id} ({names}): first claim {channel.hours_before_first_claim} h after it "
            f"{'was made' if channel.created else 'was first seen'}, {channel.claims} claims, {channel.deleted} posts taken "
            f"down{', vanished' if channel.vanished else ''}"
        )
    for reason in each.reasons:
        typer.echo(f"  {shown(reason, 160)}")


def _show_account(each: Account) -> None:
    where = ", ".join(shown(area, 40) for area in each.areas) or "place unknown"
    typer.echo(f"{each.date}  {each.attack} at {where}  story {each.story_id}")
    for event in each.events:
        typer.echo(
            f"  event: {event.time} {shown(event.place or ', '.join(event.areas), 60)} ({shown(event.source, 60)})"
        )
    for word in (*each.claims, *each.denials, *each.eulogies):
        how = "itself" if word.own else "as others report"
        gone = ", taken down" if word.deleted else ""
        typer.echo(
            f"  {word.kind}: {shown(word.who, 60)} {how}, {shown(word.channel, 40)} {word.date}, {word.copies} copies{gone}"
        )
    if each.assessment:
        rivals = [c.organisation for c in each.assessment.candidates if c.organisation != each.assessment.organisation]
        against = f"; speaks for {', '.join(rivals)} too" if rivals else ""
        typer.echo(f"  assessed: {each.assessment.organisation} ({each.assessment.certainty}){against}")
    for note in each.notes:
        typer.echo(f"  {shown(note, 160)}")


def _memory(files: list[Path] | None) -> Memory:
    if files:
        return _from_files(files)
    from processors.correlate.read import memory_of  # noqa: PLC0415  # Kafka's clients take a second to import

    told = 0

    def progress(at: int, end: int) -> None:
        nonlocal told
        if at >= told + EVERY or (sys.stderr.isatty() and at < end):
            told = at
            sys.stderr.write(f"{at} of {end} posts of interest read\n")

    return memory_of(kafka_of(load_settings()), progress)


def _from_files(files: list[Path]) -> Memory:
    registry = load_registry()
    analyse = build_analyser(registry, Pipeline(code=version("rasd"), registry=registry.version))
    memory, now = Memory(), datetime.now(UTC)
    for file in files:
        try:
            lines = file.open("rb")
        except OSError as error:
            raise UserError(f"{file}: {error.strerror}: name a file of JSON lines") from error
        with lines:
            for read in parse_lines(lines, str(file)):
                if isinstance(read, BadLine):
                    typer.echo(str(read), err=True)
                elif of_interest(post := analyse(read)):
                    memory, _ = correlate(memory, post, now)
    return memory
