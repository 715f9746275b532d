"""What the demo's figures mean: computed from the simulator's own ledger, never from what rasd says of itself."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path


@dataclass(frozen=True)
class Posting:
    """One line of the simulator's ledger: `at` is the moment (Unix seconds) before Telegram told anyone."""

    at: float
    op: str
    post_id: str
    phase: str


@dataclass(frozen=True)
class Arrival:
    """An alert at its target: the first time that this alert came, in Unix seconds of the same clock."""

    alert_id: str
    at: float
    post_ids: tuple[str, ...]


@dataclass(frozen=True)
class Result:
    """The figures of `rasd demo --exit`; `seconds` is wall clock from the first post, the rest counts distinct posts."""

    posted: int
    collected: int
    analysed: int
    indexed: int
    alerts: int
    lost: int
    seconds: float
    p50_ms: float | None
    p99_ms: float | None

    def json(self) -> str:
        return json.dumps(asdict(self))


def read_ledger(path: Path) -> list[Posting]:
    """Every message that the ledger names, one Posting each (a line may delete several)."""
    postings = []
    for line in path.read_text("utf-8").splitlines():
        entry = json.loads(line)
        ids = entry.get("message_ids") or [entry["message_id"]]
        postings += [
            Posting(entry["at"], entry["op"], f"{entry['channel']}:{number}", entry.get("phase", "live"))
            for number in ids
        ]
    return postings


def posted(ledger: Iterable[Posting]) -> frozenset[str]:
    return frozenset(posting.post_id for posting in ledger)


def latencies(ledger: Iterable[Posting], arrivals: Iterable[Arrival]) -> list[float]:
    """Seconds from the posting that an alert tells of to the alert's arrival, one figure an alert.

    An alert may name several posts (two brands claim one attack): the one that made it is the newest that was there
    when it arrived. Alerts of posts from before the live phase have no such moment and give no figure.
    """
    moments: dict[str, list[float]] = {}
    for posting in ledger:
        if posting.phase == "live":
            moments.setdefault(posting.post_id, []).append(posting.at)
    found = []
    for arrival in arrivals:
        before = [at for post in arrival.post_ids for at in moments.get(post, ()) if at <= arrival.at]
        if before:
            found.append(arrival.at - max(before))
    return found


def percentile(values: Collection[float], share: float) -> float | None:
    """The nearest-rank percentile: the smallest value that at least `share` of all do not exceed; None of nothing."""
    if not values:
        return None
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def summarise(
    ledger: list[Posting],
    *,
    collected: Collection[str],
    analysed: Collection[str],
    indexed: Collection[str],
    arrivals: Mapping[str, Arrival],
    finished: float,
) -> Result:
    """`finished` is the moment (Unix seconds) at which all was through, or was given up."""
    truth = posted(ledger)
    delays = latencies(ledger, arrivals.values())
    p50, p99 = percentile(delays, 0.5), percentile(delays, 0.99)
    live = [posting.at for posting in ledger if posting.phase == "live"]
    return Result(
        posted=len(truth),
        collected=len(truth & set(collected)),
        analysed=len(truth & set(analysed)),
        indexed=len(truth & set(indexed)),
        alerts=len(arrivals),
        lost=len(truth - set(indexed)),
        seconds=round(finished - min(live, default=finished), 1),
        p50_ms=None if p50 is None else round(1000 * p50, 1),
        p99_ms=None if p99 is None else round(1000 * p99, 1),
    )
