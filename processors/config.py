"""What a step needs to know to run: read once by the command line, frozen, passed down."""

from dataclasses import dataclass
from pathlib import Path

from processors.lanes import Lane


@dataclass(frozen=True)
class ElasticsearchConfig:
    url: str
    user: str | None = None
    password_file: Path | None = None
    api_key_file: Path | None = None
    ca: Path | None = None


@dataclass(frozen=True)
class NotifyConfig:
    """How people are told; see docs/alerts.md."""

    targets: tuple[str, ...] = ()
    routes: Path | None = None
    per_minute: int = 30
    allow_private: bool = False
    kibana: str | None = None
    heartbeat: str | None = None
    metrics_port: int | None = None
    telegram_bot_api: str = "https://api.telegram.org"


@dataclass(frozen=True)
class StepConfig:
    """One step of one process. `slot` tells apart the processes of a step on one machine: it makes the static
    membership id of the consumer group, so that a restarted worker takes its partitions back in seconds. A generation that
    is not `current` works beside the live steps, on topics of its own."""

    kafka: str
    data: Path
    slot: int = 0
    generation: str = "live"
    current: bool = True
    elasticsearch: ElasticsearchConfig | None = None
    notify: NotifyConfig = NotifyConfig()
    log_level: str = "info"
    watched_ids: frozenset[int] = frozenset()
    watched_usernames: frozenset[str] = frozenset()

    @property
    def lane(self) -> Lane:
        return Lane(self.generation, self.current)


@dataclass(frozen=True)
class Lag:
    """How far a consumer group is behind in one topic, in records."""

    group: str
    topic: str
    behind: int
