"""The command line: `rasd --help`. It wires the parts together and turns their errors into one sentence."""

import sys
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any, Final, NoReturn

import click
import typer
from typer.exceptions import TyperException

from processors.logs import configure_logs
from schemas.errors import Explained

INTERRUPTED: Final = 130  # as shells report a program that Ctrl-C ended

HELP: Final = (
    "rasd (رصد, “watching”): follows Telegram channels and tells who claimed what, under which façade, and who said it "
    "first.\n\nSee it run: [bold]rasd demo[/]. Read a file: [bold]rasd analyze posts.jsonl[/]. Run it for real: stack up, "
    "topics create, index create, login, collect, work."
)
# Name, where it is, and its line in the help. Only the command that is asked for is imported: all of them take seconds.
COMMANDS: Final = (
    ("demo", "rasd.commands.demo", "command", "See the whole pipeline run on this machine."),
    ("analyze", "rasd.commands.analyze", "command", "Analyse files of raw posts, with no server and no network."),
    ("evaluate", "rasd.commands.evaluate", "command", "Measure the detectors on labelled posts or plain text."),
    ("stack", "rasd.commands.stack", "app", "Start and stop a local Kafka and Elasticsearch."),
    ("topics", "rasd.commands.setup", "topics", "Create everything that the pipeline needs in Kafka."),
    ("index", "rasd.commands.setup", "index", "Create everything that the pipeline needs in Elasticsearch."),
    ("login", "rasd.commands.bring", "login", "Sign a Telegram account in, once."),
    ("collect", "rasd.commands.bring", "collect", "Collect channels: history first, then live."),
    ("import", "rasd.commands.bring", "import_", "Publish posts that were collected elsewhere."),
    ("work", "rasd.commands.work", "command", "Run the steps: analyse, correlate, index, notify."),
    (
        "replay",
        "rasd.commands.replay",
        "app",
        "Read all posts again into a new generation; compare; switch; roll back.",
    ),
    ("archive", "rasd.commands.archive", "app", "Keep the raw topic in files, and restore it."),
    ("search", "rasd.commands.search", "command", "Find posts again, however they were written."),
    ("league", "rasd.commands.stories", "league", "Show who is first how often, by channel and affiliation."),
    ("facades", "rasd.commands.stories", "facades", "Show the life of façade brands and their channels."),
    ("claims", "rasd.commands.stories", "claims", "Show the claim ledger: event, claims, assessment of each attack."),
    ("events", "rasd.commands.events", "app", "Import attacks that sources outside Telegram tell of."),
    ("status", "rasd.commands.status", "command", "Show topics, lag, dead letters and index counts."),
    ("alerts", "rasd.commands.alerts", "app", "Look at alerts, acknowledge, close, silence; try out rules."),
    ("dead", "rasd.commands.dead", "app", "List, show and retry what could not be processed."),
    ("sources", "rasd.commands.sources", "app", "List channels that watched ones point to."),
    ("media", "rasd.commands.media", "command", "Fetch the files of collected posts (collect does it by itself)."),
    ("evidence", "rasd.commands.evidence", "app", "Prove what was received, and check such a proof offline."),
    ("settings", "rasd.commands.settings", "command", "Show every setting and its value."),
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"rasd {version('rasd')}")
        raise typer.Exit


def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """The options of rasd itself."""


def _unused() -> None:
    """Stands for a command that is only listed."""


def build_app(asked: str | None) -> typer.Typer:
    """The commands; only the one asked for with its options."""
    app = typer.Typer(
        name="rasd",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        help=HELP,
    )
    app.callback()(_options)
    for name, module, attribute, line in COMMANDS:
        found: Any = getattr(import_module(module), attribute) if name == asked else _unused
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name, short_help=line)
        else:
            app.command(name, short_help=line)(found)
    return app


def main() -> NoReturn:
    """The entry point `rasd`. Exit status: 0 done, 1 done with complaints, 2 can't be done as asked, 130 Ctrl-C."""
    asked = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), None)
    configure_logs("warning")
    try:
        status = build_app(asked)(prog_name="rasd", standalone_mode=False)
    except (click.exceptions.Abort, typer.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except (click.exceptions.ClickException, TyperException) as error:
        # typer carries its own copy of click's exceptions, without a public name for their base.
        show: Any = getattr(error, "show", None)
        if show is None:
            raise
        show()
        sys.exit(0 if type(error).__name__ == "NoArgsIsHelpError" else getattr(error, "exit_code", 2))
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python must not complain at exit that it can't flush.
        sys.stdout = None  # the documented way to keep the interpreter from flushing
        sys.exit(0)
    except Explained as error:
        typer.echo(f"rasd: {error}", err=True)
        sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)
