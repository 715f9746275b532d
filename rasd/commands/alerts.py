"""`rasd alerts`: look at alerts, say what becomes of them, silence and try out rules."""

import getpass
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Annotated, Any

import msgspec
import typer

from processors.analyse.post import build_analyser
from processors.notify import incident
from processors.notify.alerts import ORDER
from processors.notify.desk import Desk, open_desk, write_silence, write_state
from processors.notify.rehearsal import try_since, try_texts
from processors.notify.route import NOTIFIED
from processors.notify.routes import RULE_IDS
from processors.notify.rules import AREAS, KINDS, RULES
from rasd import alert_text
from rasd.asked_time import end, span
from rasd.servers import kafka_of
from rasd.settings import load_settings
from rasd.shown import shown
from schemas.messages import Pipeline, Severity
from schemas.operations import AlertState, AlertStatus, Disposition
from schemas.registry import load_registry

app = typer.Typer(
    no_args_is_help=True,
    help="Alerts: what was raised, what became of it, and the rules behind it. What you say of an alert is kept apart "
    "from it: no new post, restart or replay resets it, and `rasd alerts undo` takes it back.",
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Ids = Annotated[list[str], typer.Argument(help="Ids that `rasd alerts list` shows, or the beginnings of them.")]
Note = Annotated[str | None, typer.Option(help="What the next one on duty should know.")]
For = Annotated[str | None, typer.Option("--for", help="How long: 30m, 2h, 7d.")]
Until = Annotated[str | None, typer.Option(help="Until when: 2026-03-01T06:00+03:00.")]


@app.command("list")
def list_(
    status: Annotated[AlertStatus | None, typer.Option(help="Only alerts of this status.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Closed and withdrawn ones too.")] = False,
    rule: Annotated[str | None, typer.Option(help="Only of this rule.")] = None,
    severity: Annotated[Severity, typer.Option(help="Only of this severity and above.")] = "info",
    limit: Annotated[int, typer.Option(help="The newest so many.")] = 100,
    as_json: Json = False,
) -> None:
    """List alerts, the newest last: id, severity, status, posts, first seen, title.

    Example: rasd alerts list --severity high --json | jq -r .alert_id
    """
    desk, now = open_desk(kafka_of(load_settings())), _now()
    found = [
        alert
        for alert in sorted(desk.alerts.values(), key=lambda each: (each.first_seen, each.alert_id))
        if ORDER[alert.severity] >= ORDER[severity]
        and rule in {None, alert.rule}
        and _wanted(incident.status_of(desk.view.states.get(alert.alert_id), now), alert.withdrawn, status, everything)
    ]
    for alert in found[-limit:]:
        if as_json:
            typer.echo(json.dumps(alert_text.as_json(desk, alert, now)))
        else:
            typer.echo(alert_text.line(desk, alert, now))
    if not found and not as_json:
        typer.echo("no alerts" if everything else "no open alerts: --all shows the others too")


def _wanted(is_: AlertStatus, withdrawn: str | None, asked: AlertStatus | None, everything: bool) -> bool:
    if asked is not None:
        return is_ == asked
    return everything or (is_ != "closed" and not withdrawn)


@app.command()
def show(alert_id: Annotated[str, typer.Argument(help="An alert's id.")], as_json: Json = False) -> None:
    """Show one alert: what was found, what became of it, and what each target got."""
    desk, now = open_desk(kafka_of(load_settings())), _now()
    alert = desk.find(alert_id)
    if as_json:
        deliveries = [msgspec.to_builtins(each) for each in desk.delivered(alert.alert_id)]
        state = desk.view.states.get(alert.alert_id)
        kept = {"deliveries": deliveries, "state": msgspec.to_builtins(state)}
        typer.echo(json.dumps(alert_text.as_json(desk, alert, now) | kept))
        return
    for line in alert_text.page(desk, alert, now):
        typer.echo(line)


@app.command()
def ack(
    ids: Ids,
    owner: Annotated[str | None, typer.Option(help="Who has it now; you, if not given.")] = None,
    note: Note = None,
    as_json: Json = False,
) -> None:
    """Acknowledge alerts: somebody has them, nobody else need be called."""
    _change(ids, as_json, status="acknowledged", owner=owner or _user(), **_given(note=note))


@app.command()
def close(ids: Ids, note: Note = None, as_json: Json = False) -> None:
    """Close alerts. One that gets more severe is told again nevertheless."""
    _change(ids, as_json, status="closed", **_given(note=note))


@app.command()
def snooze(ids: Ids, for_: For = None, until: Until = None, note: Note = None, as_json: Json = False) -> None:
    """Tell nobody of these alerts until then."""
    moment = _text(end(_now(), for_, until))
    _change(ids, as_json, status="snoozed", until=moment, **_given(note=note))


@app.command()
def disposition(
    alert_id: Annotated[str, typer.Argument(help="An alert's id.")],
    verdict: Annotated[
        Disposition, typer.Argument(help="true: right and useful. false: wrong. useless: right, needless.")
    ],
    note: Note = None,
    as_json: Json = False,
) -> None:
    """Say whether an alert was worth it; `rasd alerts precision` adds it up for each rule."""
    _change([alert_id], as_json, disposition=verdict, **_given(note=note))


@app.command()
def undo(ids: Ids, as_json: Json = False) -> None:
    """Take back the last thing that was said of these alerts; again for the one before."""
    _write(ids, as_json, lambda old, _id: incident.undone(old, at=_text(_now()), by=_user()))


@app.command()
def precision(as_json: Json = False) -> None:
    """Show for each rule how many of its judged alerts were true."""
    desk = open_desk(kafka_of(load_settings()))
    for each in incident.precision(desk.alerts.values(), desk.view.states):
        if as_json:
            typer.echo(json.dumps(msgspec.to_builtins(each) | {"precision": each.value}))
        else:
            value = "nobody judged any" if each.value is None else f"{each.value:.0%} true"
            counts = f"{each.true} true, {each.false} false, {each.useless} useless"
            typer.echo(f"{each.rule:24} {each.alerts:5} alerts  {counts}: {value}")


@app.command()
def silence(
    reason: Annotated[str, typer.Option(help="Why; for whoever asks why nothing came.")],
    rule: Annotated[str | None, typer.Option(help="Alerts of this rule.")] = None,
    brand: Annotated[str | None, typer.Option(help="Alerts that name this brand (its id).")] = None,
    area: Annotated[str | None, typer.Option(help="Alerts of this area (its id).")] = None,
    channel: Annotated[str | None, typer.Option(help="Alerts first seen in this channel (title or id).")] = None,
    for_: For = None,
    until: Until = None,
    as_json: Json = False,
) -> None:
    """Hide the notifications of alerts that meet all that is given, until then. The alerts themselves stay.

    Example: rasd alerts silence --rule denial --area kirkuk --for 6h --reason "exercise, known"
    """
    for name, value, known in (("rule", rule, RULE_IDS), ("brand", brand, KINDS), ("area", area, AREAS)):
        if value is not None and value not in known:
            raise typer.BadParameter(f"there is no {name} {value!r}")
    now = _now()
    made = incident.silence(
        until=end(now, for_, until),
        at=now,
        by=_user(),
        reason=reason,
        rule=rule,
        brand=brand,
        area=area,
        channel=channel,
    )
    write_silence(kafka_of(load_settings()), made.silence_id, made)
    typer.echo(json.dumps(msgspec.to_builtins(made)) if as_json else alert_text.silence_line(made, now))


@app.command()
def silences(as_json: Json = False) -> None:
    """List silences, those that are over too."""
    now = _now()
    for each in open_desk(kafka_of(load_settings())).view.silences.values():
        typer.echo(json.dumps(msgspec.to_builtins(each)) if as_json else alert_text.silence_line(each, now))


@app.command()
def unsilence(silence_id: Annotated[str, typer.Argument(help="The id that `rasd alerts silences` shows.")]) -> None:
    """End a silence now."""
    kafka = kafka_of(load_settings())
    if silence_id not in open_desk(kafka).view.silences:
        raise incident.IncidentError(f"there is no silence {silence_id[:40]!r}: `rasd alerts silences` shows them")
    write_silence(kafka, silence_id, None)
    typer.echo(f"{silence_id} ended")


@app.command("test")
def try_rules(
    since: Annotated[str | None, typer.Option(help="Also on the posts of this time: 12h, 7d.")] = None,
    as_json: Json = False,
) -> None:
    """Try the rules on their own texts, and on the posts of the last days; nothing is sent. Exit status 1 if one fails."""
    registry = load_registry()
    tried = try_texts(RULES, build_analyser(registry, Pipeline(code=version("rasd"), registry=registry.version)))
    wrong = [each for each in tried if not each.good]
    result: dict[str, Any] = {"texts": len(tried), "failed": [msgspec.to_builtins(each) for each in wrong]}
    if since is not None:
        now = _now()
        posts, alerts = try_since(kafka_of(load_settings()), now - span(since), now)
        told = [alert for alert in alerts if alert.mode in NOTIFIED]
        result |= {
            "posts": posts,
            "alerts": dict(sorted(Counter(alert.rule for alert in alerts).items())),
            "notified": dict(sorted(Counter(alert.rule for alert in told).items())),
            "raised": [msgspec.to_builtins(alert) for alert in alerts],
        }
    if as_json:
        typer.echo(json.dumps(result))
    else:
        _say(result)
    if wrong:
        raise typer.Exit(1)


def _say(result: dict[str, Any]) -> None:
    for each in result["failed"]:
        typer.echo(f"{each['rule']}: {'silent on' if each['should_fire'] else 'fired on'}: {shown(each['text'])}")
    typer.echo(f"{result['texts'] - len(result['failed'])} of {result['texts']} texts as their rules' files say")
    if "posts" in result:
        for alert in result["raised"]:
            typer.echo(
                f"  {alert['first_seen']}  {alert['severity']:8}  {alert['rule']:20}  {shown(alert['title'], 90)}"
            )
        notified = sum(result["notified"].values())
        typer.echo(
            f"{result['posts']} posts would raise {len(result['raised'])} alerts, {notified} of them told at the time"
        )


def _change(ids: list[str], as_json: bool, **fields: Any) -> None:
    _write(ids, as_json, lambda old, id_: incident.changed(old, id_, at=_text(_now()), by=_user(), **fields))


def _write(ids: list[str], as_json: bool, change: Callable[[AlertState | None, str], AlertState]) -> None:
    """All or none: an id that does not exist changes nothing."""
    kafka = kafka_of(load_settings())
    desk: Desk = open_desk(kafka)
    found = [desk.find(each).alert_id for each in ids]
    states = [change(desk.view.states.get(id_), id_) for id_ in dict.fromkeys(found)]
    write_state(kafka, states)
    for state in states:
        if as_json:
            typer.echo(json.dumps(msgspec.to_builtins(state)))
        else:
            said = f", {state.disposition}" if state.disposition else ""
            typer.echo(f"{state.alert_id[:12]}  {state.status}{said}  {shown(state.owner or '', 40)}")


def _given(**fields: str | None) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value is not None}


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user id, as in containers
        return "unknown"


def _now() -> datetime:
    return datetime.now(UTC)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
