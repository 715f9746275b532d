"""What Prometheus reads: counts and ages by channel id, never a text, a name or an account's number."""

from collections import Counter as Tally
from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, start_http_server

from ingest.errors import IngestError
from schemas.messages import RawPost

LOOPBACK: Final = "127.0.0.1"


class Metrics:
    """Every metric of the collector, in one place. Nothing listens before `serve`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        by_channel = ["channel"]
        self.events = Counter(
            "rasd_events",
            "Events in Kafka, by channel, kind and mode.",
            ["channel", "kind", "mode"],
            registry=self.registry,
        )
        self.lag = Gauge(
            "rasd_seen_seconds_ago", "Seconds since a channel was last read.", by_channel, registry=self.registry
        )
        self.unread = Gauge("rasd_unread_ids", "Ids that are still to be read.", by_channel, registry=self.registry)
        self.gaps = Gauge(
            "rasd_gaps", "Ranges of live ids that are still to be read.", by_channel, registry=self.registry
        )
        self.floods = Counter("rasd_flood_waits", "Waits that Telegram asked for.", ["method"], registry=self.registry)
        self.flood_seconds = Counter(
            "rasd_flood_wait_seconds", "Seconds of these waits.", ["method"], registry=self.registry
        )
        self.reconnects = Counter(
            "rasd_reconnects", "Connections to Telegram that had to be made again.", registry=self.registry
        )
        self.requests = Counter("rasd_requests", "Requests to Telegram.", ["method", "outcome"], registry=self.registry)
        self.dropped = Counter(
            "rasd_dropped_pushes", "Pushes left to history because too many waited.", registry=self.registry
        )
        self.blind = Gauge("rasd_blind_channels", "Channels that can't be read.", registry=self.registry)
        self.media_queue = Gauge("rasd_media_queue", "Media that wait to be fetched.", registry=self.registry)

    def wrote(self, posts: Iterable[RawPost]) -> None:
        tally = Tally((post.channel.id, _kind(post), post.collected.mode if post.collected else "") for post in posts)
        for (channel, kind, mode), count in tally.items():
            self.events.labels(str(channel), kind, mode).inc(count)

    def serve(self, port: int) -> None:
        """Raises IngestError if the port is taken."""
        try:
            start_http_server(port, addr=LOOPBACK, registry=self.registry)
        except OSError as error:
            raise IngestError(
                f"RASD_COLLECT_METRICS_PORT: {LOOPBACK}:{port} can't be opened ({error.strerror}): name a free port"
            ) from error


def _kind(post: RawPost) -> str:
    if post.deleted:
        return "deletion"
    if post.counters_only:
        return "counters"
    return "post" if post.version == 1 else "version"
