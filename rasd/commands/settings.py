"""`rasd settings`: what is set, where it came from, and what could be."""

import json
from typing import Annotated

import typer

from rasd.settings import example_file, load_settings, settings_file

SECRET = frozenset({"telegram_api_hash", "notify_targets", "heartbeat_url"})


def command(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    example: Annotated[bool, typer.Option("--example", help="Print a commented file with every setting.")] = False,
) -> None:
    """Show every setting and its value. Secrets are shown as ***.

    Each is an environment variable RASD_NAME, or `name` in the settings file (TOML).
    """
    if example:
        typer.echo(example_file(), nl=False)
        return
    shown = {
        name: ("***" if value else None) if name in SECRET else value
        for name, value in load_settings().model_dump(mode="json").items()
    }
    if as_json:
        typer.echo(json.dumps({"file": str(settings_file()), **shown}))
        return
    typer.echo(f"settings file: {settings_file()}{'' if settings_file().exists() else ' (does not exist)'}")
    for name, value in shown.items():
        typer.echo(f"RASD_{name.upper():28} {'' if value is None else value}")
