"""What a replay shows: its progress, and what it changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from processors.replay.compare import Difference
from rasd import replaying
from rasd.shown import shown

SHOWN: Final = 20
EVERY_S: Final = 5.0


def tell_difference(found: Difference) -> None:
    """The difference for a terminal: post text is untrusted."""
    typer.echo(
        f"{found.old}: {found.posts_old} posts; {found.new}: {found.posts_new} posts; "
        f"{len(found.added)} added, {len(found.removed)} removed, {len(found.changed)} changed"
    )
    for name, (before, after) in found.counts.items():
        if before != after:
            typer.echo(f"  {name:40} {before} → {after}")
    for title, ids in (("added", found.added), ("removed", found.removed)):
        if ids:
            typer.echo(f"{title}: {', '.join(ids[:SHOWN])}{' …' if len(ids) > SHOWN else ''}")
    for changed in found.changed[:SHOWN]:
        typer.echo(f"{changed.post_id}  {changed.date}  \u2068{shown(changed.channel, 40)}\u2069")
        for change in changed.changes:
            words = " ".join(f"“\u2068{shown(word, 60)}\u2069”" for word in change.words[:4])
            typer.echo(f"    {change.field}: {shown(change.old or '-', 80)} → {shown(change.new or '-', 80)}  {words}")
    if len(found.changed) > SHOWN:
        typer.echo(f"… and {len(found.changed) - SHOWN} more (--json or --html shows all)")


@contextmanager
def on_standard_error() -> Iterator[Callable[[replaying.Progress], None]]:
    """A bar on a terminal, a line every few seconds elsewhere; on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(console)
        return
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[say]}"), console=console
    ) as bars:
        task = bars.add_task("replay", total=1, say="")

        def report(progress: replaying.Progress) -> None:
            bars.update(task, total=max(1, progress.total), completed=progress.fed, say=progress_line(progress))

        yield report


def _lines(console: Console) -> Callable[[replaying.Progress], None]:
    last, at = "", 0.0

    def report(progress: replaying.Progress) -> None:
        nonlocal last, at
        line = progress_line(progress)
        if line != last and (progress.seconds - at >= EVERY_S or progress.fed == progress.total):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
            last, at = line, progress.seconds

    return report


def progress_line(progress: replaying.Progress) -> str:
    behind = ", ".join(f"{step} {count}" for step, count in progress.behind.items() if count)
    left = "" if progress.left_s is None or progress.fed >= progress.total else f", {progress.left_s:.0f} s left"
    return f"{progress.fed:,} of {progress.total:,} posts fed, {progress.rate:,.0f} a second{left}" + (
        f"; messages to go: {behind}" if behind else ""
    )
