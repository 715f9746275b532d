"""How long it took: from posted to seen, analysed, alerted and delivered; kept of the last alerts that were told live."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

from schemas.operations import Delivery

KEPT: Final = 2_000
QUANTILES: Final = (0.5, 0.95, 0.99)
SEGMENTS: Final = (
    ("posted_seen", "posted", "seen"),
    ("seen_analysed", "seen", "analysed"),
    ("analysed_alerted", "analysed", "alerted"),
    ("alerted_delivered", "alerted", "delivered"),
    ("posted_delivered", "posted", "delivered"),
)
BUCKETS: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0)


def seconds(delivery: Delivery) -> dict[str, float]:
    """By segment; of those whose both ends are known. Telegram's own times are whole seconds."""
    timing = delivery.timing
    if timing is None or not delivery.ok:
        return {}
    moments = {
        name: datetime.fromisoformat(value)
        for name, value in (
            ("posted", timing.posted),
            ("seen", timing.seen),
            ("analysed", timing.analysed),
            ("alerted", timing.alerted),
            ("delivered", delivery.at),
        )
        if value
    }
    return {
        name: max(0.0, (moments[end] - moments[start]).total_seconds())
        for name, start, end in SEGMENTS
        if start in moments and end in moments
    }


def quantile(values: Iterable[float], share: float) -> float | None:
    """The smallest value that at least this share of all does not exceed."""
    ordered = sorted(values)
    if not ordered:
        return None
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def report(deliveries: Iterable[Delivery]) -> dict[str, dict[str, float | int | None]]:
    """`n`, `p50`, `p95` and `p99` of each segment, in seconds, over the last deliveries."""
    last = sorted((each for each in deliveries if each.timing and each.ok), key=lambda each: each.at)[-KEPT:]
    found: dict[str, list[float]] = {name: [] for name, _, _ in SEGMENTS}
    for each in last:
        for name, value in seconds(each).items():
            found[name].append(value)
    return {name: _line(values) for name, values in found.items()}


def _line(values: list[float]) -> dict[str, float | int | None]:
    return {"n": len(values)} | {f"p{share * 100:.0f}": quantile(values, share) for share in QUANTILES}


def _or_zero(values: Iterable[float], share: float) -> float:
    return quantile(values, share) or 0.0


class Metrics:
    """What Prometheus reads; on loopback only."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._last: dict[str, deque[float]] = {name: deque(maxlen=KEPT) for name, _, _ in SEGMENTS}
        gauge = Gauge(
            "rasd_alert_latency_seconds",
            "Quantiles over the last alerts that were told live.",
            ("segment", "quantile"),
            registry=self.registry,
        )
        for name, values in self._last.items():
            for share in QUANTILES:
                gauge.labels(name, str(share)).set_function(partial(_or_zero, values, share))
        self._histogram = Histogram(
            "rasd_alert_latency_histogram_seconds",
            "The same, as it accumulates.",
            ("segment",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._deliveries = Counter(
            "rasd_alert_deliveries", "Alerts that a target took or refused.", ("target", "ok"), registry=self.registry
        )

    def told(self, delivery: Delivery) -> None:
        self._deliveries.labels(delivery.target, str(delivery.ok).lower()).inc()
        for name, value in seconds(delivery).items():
            self._last[name].append(value)
            self._histogram.labels(name).observe(value)

    def serve(self, port: int) -> None:
        start_http_server(port, addr="127.0.0.1", registry=self.registry)
