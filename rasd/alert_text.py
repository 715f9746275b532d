"""Alerts as the command line shows them, for people and as JSON."""

from datetime import datetime
from typing import Any

import msgspec

from processors.notify.desk import Desk
from processors.notify.incident import status_of
from processors.notify.message import plain
from schemas.alerts import Alert
from schemas.operations import Silence

LONGEST = 100


def as_json(desk: Desk, alert: Alert, now: datetime) -> dict[str, Any]:
    """The alert with what people did with it, as Elasticsearch has it too."""
    state = desk.view.states.get(alert.alert_id)
    fields: dict[str, Any] = msgspec.to_builtins(alert)
    return fields | {
        "status": status_of(state, now),
        "owner": state.owner if state else None,
        "note": state.note if state else None,
        "until": state.until if state else None,
        "disposition": state.disposition if state else None,
    }


def line(desk: Desk, alert: Alert, now: datetime) -> str:
    state = desk.view.states.get(alert.alert_id)
    owner = f" ({plain(state.owner, 20)})" if state and state.owner else ""
    return (
        f"{plain(alert.alert_id, 40)[:12]}  {alert.severity:8}  {status_of(state, now):12}{owner}  {alert.count:4}  "
        f"{plain(alert.first_seen, 25)}  {plain(alert.title, LONGEST)}"
    )


def page(desk: Desk, alert: Alert, now: datetime) -> list[str]:
    """Everything about one alert."""
    state = desk.view.states.get(alert.alert_id)
    lines = [
        f"{alert.alert_id}  [{alert.severity}] {plain(alert.title, 200)}",
        f"  {plain(alert.summary, 400)}",
        *(f"  - {plain(reason, 300)}" for reason in alert.reasons),
        *([f"  “\u2068{plain(alert.text, 500)}\u2069”"] if alert.text else []),
        *([f"  corrected: {plain(alert.correction, 300)}"] if alert.correction else []),
        *([f"  withdrawn: {plain(alert.withdrawn, 300)}"] if alert.withdrawn else []),
        f"  posts: {', '.join(plain(each, 45) for each in alert.post_ids[:20])}",
        f"  rule {alert.rule}, revision {alert.revision}, {alert.mode}, {alert.count} posts in {len(alert.channels)} channels",
        *([f"  to do: {plain(alert.runbook, 500)}"] if alert.runbook else []),
        f"  status: {status_of(state, now)}",
    ]
    if state:
        about = {"owner": state.owner, "note": state.note, "until": state.until, "disposition": state.disposition}
        lines += [f"  {name}: {plain(value, 200)}" for name, value in about.items() if value]
        lines.append(f"  last changed: {state.at} by {plain(state.by, 40) or '-'}; {len(state.history)} can be undone")
    for each in desk.delivered(alert.alert_id):
        what = "told" if each.ok else f"waits until {each.held_until}" if each.held_until else "not told"
        why = plain(each.why or each.error or "", 120)
        lines.append(f"  {plain(each.target, 60)}: {what} {each.at}{f' ({why})' if why else ''}")
    return lines


def silence_line(each: Silence, now: datetime) -> str:
    over = " (over)" if datetime.fromisoformat(each.until) <= now else ""
    given = {"rule": each.rule, "brand": each.brand, "area": each.area, "channel": each.channel}
    matcher = ", ".join(f"{name} {plain(value, 60)}" for name, value in given.items() if value)
    return f"{each.silence_id}  until {each.until}{over}  {matcher}  {plain(each.reason, 100)} ({plain(each.by, 30)})"
