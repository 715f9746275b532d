"""A dry run: what a changed registry would have said of recent posts, with nothing written but scratch files."""

import json
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import typer

from processors.replay.offsets import at_time, ends
from processors.replay.preview import Analysis, preview
from processors.replay.raw import read_raw
from rasd.errors import UserError
from rasd.replay_shown import tell_difference
from rasd.shown import shown
from schemas.registry import load_registry, overlay, registry_folder
from schemas.topics import RAW


def show_preview(kafka: str, registry: Path, since: datetime, most: int, *, as_json: bool) -> None:
    """Compares today's registry with `registry` (a folder, or one organisation's file) over the newest events since then."""
    events = newest(kafka, since, most)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        changed = registry if registry.is_dir() else folder / "registry"
        if registry.is_dir():
            load_registry(registry)
        else:
            overlay(registry_folder(), registry, changed)
        file = folder / "posts.jsonl"
        file.write_bytes(b"".join(value.replace(b"\n", b" ") + b"\n" for value in events))
        found = preview(_analysed(file, registry_folder()), _analysed(file, changed))
    if as_json:
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False))
        return
    typer.echo(f"{len(events)} events read; nothing was written or sent")
    tell_difference(found.difference)
    for title, alerts in (("would no longer alert", found.only_old), ("would have alerted", found.only_new)):
        for alert in alerts:
            typer.echo(
                f"{title}: [{alert['severity']}] {shown(alert['title'], 100)}  {', '.join(alert['post_ids'][:4])}"
            )


def newest(kafka: str, since: datetime, most: int) -> list[bytes]:
    """At most `most` of the newest events, in the order in which Kafka took them."""
    end = ends(kafka, RAW)
    start = at_time(kafka, RAW, since)
    spread = {part: max(start[part], end[part] - most) for part in start}
    records = sorted(
        read_raw(kafka, spread, end), key=lambda record: (record.timestamp, record.partition, record.offset)
    )
    return [record.value for record in records[-most:] if record.value]


def _analysed(file: Path, registry: Path) -> Analysis:
    """By `rasd analyze` in a process of its own: much of it compiles the registry when it is imported."""
    alerts = file.with_suffix(".alerts")
    done = subprocess.run(
        [sys.executable, "-m", "rasd", "analyze", str(file), "--alerts", str(alerts)],
        env={**os.environ, "RASD_REGISTRY": str(registry)},
        capture_output=True,
        check=False,
    )
    # 1: some lines could not be read; they lie in the dead letters already.
    if done.returncode not in {0, 1}:
        raise UserError(
            f"the posts could not be analysed with {registry}: {done.stderr.decode(errors='replace')[-500:]}"
        )
    return Analysis(_lines(done.stdout), _lines(alerts.read_bytes()))


def _lines(content: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in content.splitlines()]
