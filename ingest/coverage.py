"""What the coverage topic says of each channel now: a fold over its records, pure."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from schemas.operations import Coverage

GAPS_SHOWN: Final = 5


def summarise(records: Iterable[Coverage], *, at: datetime) -> dict[str, Any]:
    """By channel id (as text, and `collector` for the whole): state, since when and until when it was seen, gaps, alarms."""
    found: dict[str, dict[str, Any]] = {}
    accounts: dict[str, dict[str, Any]] = {}
    for record in records:
        if record.kind == "account" and record.account:
            accounts[record.account] = {"state": record.state, "since": record.at, "reason": record.reason}
            continue
        name = str(record.channel_id) if record.channel_id else "collector"
        _add(found.setdefault(name, _empty()), record)
    for channel in found.values():
        channel["gaps_7d"] = _recent(channel["gaps"], at)
        channel["gaps"] = channel["gaps"][-GAPS_SHOWN:]
    return {"channels": found, "accounts": accounts}


def _empty() -> dict[str, Any]:
    return {
        "state": "unknown",
        "reason": None,
        "seen_from": None,
        "last_seen": None,
        "newest_id": None,
        "gaps": [],
        "holes": 0,
        "unseen_deletions": 0,
        "media": 0,
    }


def _add(channel: dict[str, Any], record: Coverage) -> None:
    match record.kind:
        case "seen":
            channel["seen_from"] = min(filter(None, (channel["seen_from"], record.start, record.end)), default=None)
            channel["last_seen"] = max(filter(None, (channel["last_seen"], record.end, record.at)), default=None)
            channel["newest_id"] = max(filter(None, (channel["newest_id"], record.to_id)), default=None)
            if channel["state"] == "unknown":
                channel["state"] = "ok"
        case "gap":
            channel["gaps"].append({"start": record.start, "end": record.end, "reason": record.reason})
        case "blind" | "quiet":
            channel["state"], channel["reason"] = record.kind, record.reason
        case "alive":
            channel["state"], channel["reason"] = "ok", None
        case "channel":
            channel["state"], channel["reason"] = record.state or "ok", record.reason
        case "hole":
            channel["holes"] += (record.to_id or 0) - (record.from_id or 0) + 1
        case "unseen_deletion":
            channel["unseen_deletions"] += 1
        case "media":
            channel["media"] += 1


def _recent(gaps: list[dict[str, Any]], at: datetime) -> int:
    oldest = (at.astimezone(UTC) - timedelta(days=7)).isoformat()
    return sum((gap["end"] or "") >= oldest for gap in gaps)
