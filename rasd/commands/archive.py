"""`rasd archive write|verify|restore`: the raw topic in files, so that a lost broker is not a lost archive."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from ingest.archive import copy
from ingest.archive.files import check
from rasd.servers import kafka_of
from rasd.settings import load_settings

app = typer.Typer(
    no_args_is_help=True,
    help="The raw topic in files (compressed JSON lines, with checksums), and back, byte for byte.",
)
Folder = Annotated[Path, typer.Argument(help="The archive's folder.")]


@app.command()
def write(folder: Folder) -> None:
    """Write what the archive lacks of the raw topic; the first time, all of it.

    Run it again (every night, say) to add what came since: files that are there are never changed. Ended in the middle, the
    next run goes on where it stopped.
    """
    with _progress("archiving") as report:
        manifest = copy.write(kafka_of(load_settings()), folder, report)
    typer.echo(f"{folder}: {sum(each.records for each in manifest.segments)} events in {len(manifest.segments)} files")


@app.command()
def verify(folder: Folder) -> None:
    """Read every file of an archive and check it against the manifest; needs no server."""
    manifest = check(folder)
    typer.echo(f"{folder}: {sum(each.records for each in manifest.segments)} events, every checksum right")


@app.command()
def restore(folder: Folder) -> None:
    """Publish an archive into an empty raw topic: same partitions, order, keys, times and bytes.

    Then `rasd work` makes everything else again. A restore that was ended is completed by running it again; a topic that holds
    anything else is refused.
    """
    with _progress("restoring") as report:
        count = copy.restore(kafka_of(load_settings()), folder, report)
    typer.echo(f"{count} events are in Kafka")


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    with Progress(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(what, total=None)

        def report(done: int, total: int) -> None:
            bars.update(task, completed=done, total=total)

        yield report
