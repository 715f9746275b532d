"""`rasd demo`: the whole pipeline on this machine, shown as it happens."""

import asyncio
import signal
from collections.abc import Coroutine, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.live import Live

from rasd.demo import view
from rasd.demo.place import Place, own_folder, servers
from rasd.demo.result import Result
from rasd.demo.run import Told, run
from rasd.demo.seen import Seen
from rasd.progress import on_standard_error
from rasd.settings import Settings, load_settings


def command(
    exit_: Annotated[
        bool, typer.Option("--exit", help="For programs: the last line of the output is one JSON object of figures.")
    ] = False,
    rate: Annotated[float, typer.Option(min=0.1, max=200.0, help="Operations a second in the live part.")] = 8.0,
) -> None:
    """See it run: a simulated Telegram, the real collector, Kafka, Faust, Elasticsearch, and alerts at a webhook.

    Servers that are running or named are used if no post is in them; else the demo starts its own and ends them.
    The first run downloads Kafka and Elasticsearch (about 1 GB) into a cache folder. The posts are invented.
    """
    # SIGTERM must end what was started, as Ctrl-C does, also before the event loop runs.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    settings = load_settings()
    console = Console(stderr=exit_)
    seen = Seen()
    with own_folder(settings.data) as folder, _servers(settings, folder) as place:
        result = asyncio.run(_interruptible(_shown(console, place, seen, rate=rate)))
        posts = folder / "posts.jsonl"
        posts.write_bytes(b"".join(record + b"\n" for record in seen.raw))
        console.print(
            view.summary(result, seen, posts_file=str(posts), logs=str(place.logs), left_running=not place.private),
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    if exit_:
        typer.echo(result.json())
    if result.lost:
        raise typer.Exit(1)


@contextmanager
def _servers(settings: Settings, folder: Path) -> Iterator[Place]:
    with ExitStack() as held:
        # The bars of the downloads must be gone before the page of the demo comes.
        with on_standard_error() as report:
            place = held.enter_context(servers(settings, folder, report))
        yield place


async def _shown(console: Console, place: Place, seen: Seen, *, rate: float) -> Result:
    if not console.is_terminal:
        told = Told(
            phase=lambda text: console.print(text, markup=False, highlight=False),
            alert=lambda alert, latency: console.print(
                view.alert_line(alert, latency), markup=False, highlight=False, soft_wrap=True
            ),
        )
        return await run(place, seen, told, rate=rate)
    with Live(get_renderable=lambda: view.page(seen), console=console, refresh_per_second=4):

        def phase(text: str) -> None:
            seen.phase = text

        return await run(place, seen, Told(phase=phase, alert=lambda *_: None), rate=rate)


async def _interruptible(work: Coroutine[Any, Any, Result]) -> Result:
    """Ctrl-C and SIGTERM cancel the work, which then ends what it started."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
