"""`rasd status`: how things stand in Kafka and Elasticsearch."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import typer

from ingest.coverage import summarise
from processors.index.elastic import count
from processors.index.names import MONTHLY, SINGLE
from processors.lanes import Lane
from processors.notify.desk import open_desk
from processors.notify.latency import report
from processors.notify.message import plain
from processors.records import read_topics
from processors.topics import count_records, lag
from rasd.following import current_generation
from rasd.servers import elasticsearch_of, kafka_of
from rasd.settings import Settings, load_settings
from schemas.codec import decode
from schemas.operations import Coverage
from schemas.topics import COVERAGE, DEAD, STREAMS


def command(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    only: Annotated[
        Literal["kafka", "elasticsearch"] | None, typer.Option(help="Ask only this one (for health checks).")
    ] = None,
) -> None:
    """Show topics, lags, dead letters, index counts and the coverage of each channel. Exit status 2 if a server does not answer."""
    settings = load_settings()
    found: dict[str, Any] = {}
    if only != "elasticsearch":
        found |= _kafka(settings) | _alerts(settings) | {"coverage": _coverage(settings)}
    if only != "kafka":
        search = elasticsearch_of(settings)
        found["indices"] = {alias: count(search, alias) for alias in (*MONTHLY, *SINGLE)}
    if as_json:
        typer.echo(json.dumps(found))
        return
    coverage = found.pop("coverage", None)
    for section, values in found.items():
        typer.echo(f"{section}:")
        for name, value in values.items():
            typer.echo(f"  {name:44} {value}")
    if coverage:
        _show(coverage)


def _coverage(settings: Settings) -> dict[str, Any]:
    """Each channel's state, since when and until when it was seen, and its gaps, by the coverage topic."""
    records = (decode(Coverage, record.value) for record in read_topics(kafka_of(settings), [COVERAGE.name]))
    return summarise(records, at=datetime.now(UTC))


def _show(coverage: dict[str, Any]) -> None:
    typer.echo("coverage:")
    for name, channel in coverage["channels"].items():
        seen = f"seen {channel['seen_from']} to {channel['last_seen']}" if channel["last_seen"] else "not seen yet"
        typer.echo(
            f"  {name:44} {channel['state']}, {seen}, {channel['gaps_7d']} gaps in 7 days, {channel['holes']} ids not held"
        )
        if channel["reason"]:
            typer.echo(f"    {plain(channel['reason'], 200)}")
    for name, account in coverage["accounts"].items():
        typer.echo(
            f"  account {plain(name, 40):36} {account['state']} since {account['since']} {plain(account['reason'] or '', 200)}"
        )


def _alerts(settings: Settings) -> dict[str, Any]:
    """The last alert, and how long those took that were told live: seconds from step to step."""
    desk = open_desk(kafka_of(settings))
    last = max(desk.alerts.values(), key=lambda alert: alert.last_seen, default=None)
    about = (
        {"alert_id": last.alert_id, "rule": last.rule, "at": last.last_seen, "title": plain(last.title, 120)}
        if last
        else {}
    )
    return {"last_alert": about, "latency_s": report(desk.deliveries.values())}


def _kafka(settings: Settings) -> dict[str, dict[str, int]]:
    kafka = kafka_of(settings)
    lane = Lane(current_generation(kafka, settings.generation))
    return {
        "topics": {topic.name: count_records(kafka, topic.name) for topic in STREAMS},
        "lag": {f"{each.group} in {each.topic}": each.behind for each in lag(kafka, lane)},
        "dead": {topic.name: count_records(kafka, topic.name) for topic in DEAD},
    }
