"""A dry run: what a changed registry would have said of recent posts, in this process, with nothing written anywhere."""

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import typer

from processors.analyse.post import build_analyser
from processors.replay.offsets import at_time, ends
from processors.replay.preview import Preview, preview
from processors.replay.raw import read_raw
from rasd.replay_shown import tell_difference
from rasd.shown import shown
from schemas.codec import CodecError, decode_raw
from schemas.messages import Alert, AnalysedPost, Pipeline, RawPost
from schemas.registry import Registry, load_registry, overlay, registry_folder
from schemas.topics import RAW


def show_preview(kafka: str, registry: Path, since: datetime, most: int, *, as_json: bool) -> None:
    """Compares today's registry with `registry` (a folder, or one organisation's file) over the newest events since then."""
    posts = newest(kafka, since, most)
    with tempfile.TemporaryDirectory() as scratch:
        changed = load_registry(registry) if registry.is_dir() else overlay(registry_folder(), registry, Path(scratch))
        found = preview(posts, _analyser(load_registry()), _analyser(changed), datetime.now(UTC))
    if as_json:
        typer.echo(json.dumps(_as_dict(found), ensure_ascii=False))
        return
    typer.echo(f"{len(posts)} posts read; nothing was written or sent")
    tell_difference(found.difference)
    for title, alerts in (("would no longer alert", found.only_old), ("would have alerted", found.only_new)):
        for alert in alerts:
            typer.echo(f"{title}: [{alert.severity}] {shown(alert.title, 100)}  {', '.join(alert.post_ids[:4])}")


def newest(kafka: str, since: datetime, most: int) -> list[RawPost]:
    """At most `most` of the newest events that can be read, in the order of their collection."""
    end = ends(kafka, RAW)
    start = at_time(kafka, RAW, since)
    spread = {part: max(start[part], end[part] - most) for part in start}
    records = sorted(
        read_raw(kafka, spread, end), key=lambda record: (record.timestamp, record.partition, record.offset)
    )
    posts = []
    for record in islice(reversed(records), most):
        try:
            posts.append(decode_raw(record.value or b""))
        except CodecError:
            continue  # lies in the dead letters already
    return posts[::-1]


def _analyser(registry: Registry) -> Callable[[RawPost], AnalysedPost]:
    return build_analyser(registry, Pipeline(code=version("rasd"), registry=registry.version))


def _as_dict(found: Preview) -> dict[str, object]:
    told = {"alerts_only_old": _told(found.only_old), "alerts_only_new": _told(found.only_new)}
    return {**found.difference.as_dict(), **told}


def _told(alerts: tuple[Alert, ...]) -> list[dict[str, object]]:
    return [{"alert_id": a.alert_id, "rule": a.rule, "title": a.title, "post_ids": a.post_ids} for a in alerts]
