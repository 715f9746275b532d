"""`rasd evaluate`: how right the detectors are, measured on labelled posts or on plain text."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ingest.imports.lines import BadLine
from processors.analyse.post import build_analyser
from rasd.errors import UserError
from rasd.evaluation import plain as plain_text
from rasd.evaluation import report as reports
from rasd.evaluation.baseline import build_baseline
from rasd.evaluation.found import Found, found_in
from rasd.evaluation.labels import Labelled, read_labelled
from schemas.messages import Pipeline, RawPost
from schemas.registry import Registry, load_registry

SHOW_EVERY: Final = 20_000  # segments between two signs of life


def command(
    files: Annotated[list[Path], typer.Argument(help="JSON lines of labelled posts, or plain text with --plain.")],
    mistakes: Annotated[
        bool, typer.Option("--mistakes", help="List each mistake: place, expected, found, words.")
    ] = False,
    plain: Annotated[
        bool,
        typer.Option("--plain", help="The files are plain text, a segment a line: count organisations found in it."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, mistakes included.")] = False,
) -> None:
    """Measure the detectors on labelled posts: each figure with its 95 % interval, beside a plain search for the names.

    A line is a raw post (channel.id, message_id, date, text) with `labels`:

    \b
    brands       \\[{"id": "badr", "role": "mention", "disguised": false}]
                 each organisation once; role: claimant, issuer, mention
    candidates   \\["سرايا فلان"], as written: groups that the registry
                 does not know
    tansiqiya    "statement", "relay", "mention" or "none"
    claim        null, or {"kind": "claim", "attack": "rocket",
                 "brands": \\[ids], "areas": \\[ids or place names],
                 "targets": \\["base"], "when": "2021-07-04"}
                 when: the day in Baghdad, or null
    threat       null, or {"targets": \\["contractors"]}
    attribution  null, or {"organisation": id, "certainty": "exclusive"}
    classes      \\["news", "english"]: figures are also given by class;
                 "other_sense": the words name no organisation

    A key that is left out is not scored; null, "none" and an empty list say that there is none. Any other key is an
    error. The rules of reading and what else classes do: docs/evaluation.md. A line that can't be read is named as
    FILE:LINE: reason, the rest is measured, the exit status is 1.

    \b
    rasd evaluate evaluation/posts/development/*.jsonl --mistakes
    rasd evaluate --plain scripture.txt
    """
    registry = load_registry()
    ours, baseline = _finders(registry)
    bad: list[BadLine] = []
    if plain:
        counted = plain_text.count(_watched(_segments(files)), ours, baseline)
        _print(plain_text.as_json(counted) if as_json else plain_text.table(counted))
        return
    lines = list(_good(files, registry, bad))
    if not lines and not bad:
        raise UserError(
            "no labelled post to measure: name files with one JSON object a line (see rasd evaluate --help)"
        )
    measured = reports.evaluate(lines, ours, baseline)
    if as_json:
        _print(reports.as_json(measured))
    else:
        _print([*(reports.listed(measured.mistakes) if mistakes else []), *reports.table(measured)])
    if bad:
        raise typer.Exit(1)


def _finders(registry: Registry) -> tuple[Callable[[RawPost], Found], Callable[[RawPost], Found]]:
    analyse = build_analyser(registry, Pipeline(code=version("rasd"), registry=registry.version))
    search = build_baseline(registry)
    return lambda post: found_in(analyse(post)), lambda post: search(post.text or "")


def _good(files: list[Path], registry: Registry, bad: list[BadLine]) -> Iterator[Labelled]:
    for file in files:
        for read in read_labelled(_lines(file), str(file), registry):
            if isinstance(read, BadLine):
                typer.echo(str(read), err=True)
                bad.append(read)
            else:
                yield read


def _segments(files: list[Path]) -> Iterator[tuple[str, int, str]]:
    for file in files:
        for number, line in enumerate(_lines(file), start=1):
            if text := line.decode("utf-8", "replace").strip():
                yield str(file), number, text


def _lines(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as lines:
            yield from lines
    except OSError as error:
        raise UserError(f"{file}: {error.strerror}: name a file that can be read") from error


def _watched(segments: Iterable[tuple[str, int, str]]) -> Iterator[tuple[str, int, str]]:
    for number, segment in enumerate(segments, start=1):
        if number % SHOW_EVERY == 0:
            typer.echo(f"{number:,} segments read", err=True)
        yield segment


def _print(lines: dict[str, Any] | list[str]) -> None:
    text = json.dumps(lines, ensure_ascii=False) if isinstance(lines, dict) else "\n".join(lines)
    # Invented or not, the text of posts may hold what no encoding has (lone surrogates).
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()
