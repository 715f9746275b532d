"""Progress of long work: bars on a terminal, plain lines elsewhere; always on standard error, so that pipes stay clean."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TaskID, TextColumn, TransferSpeedColumn
from rich.progress import Progress as Bars

from deploy.local.report import Progress, Report

STEP_BYTES = 50_000_000  # off a terminal, one line for this much


@contextmanager
def on_standard_error() -> Iterator[Report]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield plain(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Bars(*columns, console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def report(progress: Progress) -> None:
            name = f"{progress.step}: {progress.what}"
            if progress.done is None:
                bars.console.print(name, markup=False, highlight=False)
                return
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=progress.total)
            bars.update(tasks[name], completed=progress.done)

        yield report


def plain(console: Console) -> Report:
    shown: dict[str, int] = {}

    def report(progress: Progress) -> None:
        name = f"{progress.step}: {progress.what}"
        step = -1 if progress.done is None else progress.done // STEP_BYTES
        if shown.get(name) != step or progress.done is None:
            console.print(str(progress), markup=False, highlight=False, soft_wrap=True)
        shown[name] = step

    return report
