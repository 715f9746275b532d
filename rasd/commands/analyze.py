"""`rasd analyze`: raw posts in, analysed posts out, with no server and no network."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from ingest.imports.lines import BadLine, parse_lines
from processors.analyse.post import build_analyser
from processors.correlate.offline import analyse_in_order
from rasd.errors import UserError
from schemas.codec import encode
from schemas.messages import AnalysedPost, Pipeline, RawPost
from schemas.registry import load_registry


def command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="JSON lines of raw posts; none or - reads standard input.")
    ] = None,
    alerts: Annotated[Path | None, typer.Option(help="Also write the alerts that the input would raise here.")] = None,
) -> None:
    """Analyse raw posts (JSON lines) and print analysed posts (JSON lines), in input order.

    Needs no server and no network. A line that can't be read is named on standard error as FILE:LINE: reason; the
    rest is still analysed and the exit status is 1.

    Example: rasd analyze posts.jsonl | jq -c '[.post_id, .brands[].id]'
    """
    registry = load_registry()
    analyse = build_analyser(registry, Pipeline(code=version("rasd"), registry=registry.version))
    bad: list[BadLine] = []
    # Alerts tell of "live" or "late" by age; an analysis of a file has one moment, its start.
    posts, raised = analyse_in_order(_analysed(files or [], analyse, bad), now=datetime.now(UTC))
    out = sys.stdout.buffer
    for post in posts:
        out.write(encode(post) + b"\n")
    out.flush()
    if alerts is not None:
        _write(alerts, (encode(alert) for alert in raised))
    if bad:
        raise typer.Exit(1)


def _analysed(
    files: list[Path], analyse: Callable[[RawPost], AnalysedPost], bad: list[BadLine]
) -> Iterator[AnalysedPost]:
    for read in _read(files):
        if isinstance(read, BadLine):
            typer.echo(str(read), err=True)
            bad.append(read)
        else:
            yield analyse(read)


def _read(files: list[Path]) -> Iterator[RawPost | BadLine]:
    for file in files or [Path("-")]:
        if str(file) == "-":
            yield from parse_lines(sys.stdin.buffer, "-")
            continue
        with _open(file) as lines:
            yield from parse_lines(lines, str(file))


def _open(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        raise UserError(f"{file}: {error.strerror}: name a file of JSON lines, or - for standard input") from error


def _write(file: Path, lines: Iterable[bytes]) -> None:
    try:
        with file.open("wb") as out:
            out.writelines(line + b"\n" for line in lines)
    except OSError as error:
        raise UserError(f"{file}: cannot be written: {error.strerror}") from error
