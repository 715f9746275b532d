"""The settings: read once at the start, frozen, passed down. Environment first, then the settings file, then defaults."""

import json
import os
import tomllib
from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from ingest.config import RECHECKS
from ingest.watched import Source
from processors.config import ElasticsearchConfig, NotifyConfig, StepConfig
from processors.lanes import Lane
from rasd.errors import UserError


class Settings(BaseSettings):
    """Every setting of rasd. Each is an environment variable with the prefix RASD_ and a key of the settings file."""

    model_config = SettingsConfigDict(env_prefix="RASD_", frozen=True, extra="forbid")

    kafka: str | None = Field(
        default=None, description="Kafka brokers, host:port[,host:port]. Unset: the running local stack."
    )
    kafka_user: str | None = Field(default=None, description="User for Kafka (SASL over TLS).")
    kafka_password_file: Path | None = Field(default=None, description="File with that user's password.")
    kafka_ca: Path | None = Field(default=None, description="CA certificate (PEM) that signed the brokers' own.")
    kafka_mechanism: Literal["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"] = Field(
        default="SCRAM-SHA-512", description="How the user signs in to Kafka."
    )
    elasticsearch: str | None = Field(default=None, description="Elasticsearch URL. Unset: the running local stack.")
    elasticsearch_user: str | None = Field(default=None, description="User for Elasticsearch.")
    elasticsearch_password_file: Path | None = Field(default=None, description="File with that user's password.")
    elasticsearch_api_key_file: Path | None = Field(
        default=None, description="File with an API key, instead of a user."
    )
    elasticsearch_ca: Path | None = Field(
        default=None, description="CA certificate (PEM) that signed the server's own."
    )
    kibana: str | None = Field(
        default=None, description="Kibana URL, for rasd index kibana push and links in notifications."
    )
    kibana_space: str = Field(default="rasd", description="Kibana space that rasd's objects go to.")
    kibana_api_key_file: Path | None = Field(default=None, description="File with an API key that may write there.")
    kibana_ca: Path | None = Field(default=None, description="CA certificate (PEM) that signed Kibana's own.")
    data: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("rasd")),
        description="Folder of sessions, media, cursors and logs.",
    )
    cache: Path | None = Field(default=None, description="Folder of downloads. Unset: the user's cache folder.")
    sources: Path | None = Field(
        default=None, description="YAML file, or folder of them, that lists the channels to follow."
    )
    telegram_api_id: int | None = Field(default=None, description="Telegram API id, from my.telegram.org.")
    telegram_api_hash: str | None = Field(
        default=None, description="Telegram API hash, from my.telegram.org.", repr=False
    )
    telegram_session: str | None = Field(
        default=None,
        description="Telethon session file; several, separated by commas, share the channels. Unset: telegram.session in data.",
    )
    telegram_rate: float | None = Field(
        default=None,
        gt=0,
        description="Requests a second, for each account and method. Unset: 0.8, below Telegram's limits (150 for a test server).",
    )
    telegram_timeout_s: float = Field(default=10, gt=0, description="Time limit of one request to Telegram.")
    poll_priority_s: float = Field(
        default=90, gt=0, description="Channels with a priority above 0 are read at least so often, seconds."
    )
    poll_s: float = Field(default=600, gt=0, description="The other channels are read at least so often, seconds.")
    poll_floor_s: float = Field(
        default=2, gt=0, description="No channel is read more often than this, seconds, apart from what pushes cause."
    )
    rechecks_s: tuple[int, ...] = Field(
        default=RECHECKS,
        description="Ages in seconds at which a post is read again for edits, counters and deletion; JSON list.",
    )
    blind_after_s: float = Field(
        default=75, gt=0, description="A channel that could not be read for this long raises an alarm."
    )
    coverage_every_s: float = Field(
        default=300, gt=0, description="How often the time that channels were seen is written down."
    )
    backfill_posts: int | None = Field(
        default=None, ge=0, description="At most so many older posts of a channel that is new. Unset: all of them."
    )
    collect_metrics_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        description="Port on 127.0.0.1 of the collector's metrics for Prometheus. Unset: none.",
    )
    telegram_server: str | None = Field(
        default=None, description="For tests: host:port of data centre 2, loopback only."
    )
    telegram_server_key: Path | None = Field(
        default=None, description="For tests: RSA public key (PEM) of that server."
    )
    collector: str = Field(
        default="collector", description="This collector's name, written into each post that it collects."
    )
    objects: str | None = Field(
        default=None, description="Where media go: a folder, or s3://bucket/prefix. Unset: objects in data."
    )
    objects_endpoint: str | None = Field(
        default=None, description="URL of an S3-compatible server. Unset: Amazon's own."
    )
    objects_region: str | None = Field(default=None, description="Region of the bucket.")
    objects_key_id: str | None = Field(
        default=None, description="Access key id for the bucket. Unset: as S3 clients do."
    )
    objects_secret: str | None = Field(default=None, description="Secret access key for the bucket.", repr=False)
    media: bool = Field(default=True, description="Whether `rasd collect` fetches photos, videos and documents.")
    media_max_mb: int = Field(default=100, gt=0, description="Larger files are not fetched; that is recorded.")
    media_max_seconds: int = Field(default=600, gt=0, description="Time for one file.")
    media_max_megapixels: int = Field(
        default=50, gt=0, description="Larger pictures are kept, but not opened (no phash)."
    )
    media_keep_free_mb: int = Field(
        default=1024, ge=0, description="Fetching pauses while the disk has less free space than this."
    )
    evidence_every_s: int = Field(default=300, gt=0, description="Seconds between two signatures over all hash chains.")
    evidence_tsa: str | None = Field(
        default=None, description="URL of an RFC 3161 time-stamp authority. Unset: signatures are not stamped."
    )
    generation: str = Field(
        default="live",
        description="Generation to work in; part of the concrete index names. live: the one that the last switch chose.",
    )
    notify_targets: tuple[str, ...] = Field(
        default=("console://",),
        description="Where alerts go: JSON list of apprise URLs, console://, file:///path, webhook+https://host/path.",
    )
    notify_routes: Path | None = Field(
        default=None, description="YAML file of routes: who gets which alerts, when, and by what (docs/alerts.md)."
    )
    notify_per_minute: int = Field(
        default=30, ge=1, description="Messages a minute that one target gets; what is more comes as one digest."
    )
    notify_allow_private: bool = Field(
        default=False, description="Let alerts go to names that lead to private addresses of your own network."
    )
    heartbeat_url: str | None = Field(
        default=None, description="A dead-man's switch outside: asked by GET every minute while the pipeline is well."
    )
    metrics_port: int | None = Field(
        default=None, description="Port on loopback where the notify step serves latencies to Prometheus. Unset: none."
    )
    telegram_bot_api: str = Field(
        default="https://api.telegram.org", description="Address of the Bot API for telegram-bot targets."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="How much is logged.")
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto", description="auto: console on a terminal, else JSON."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings, file_secret_settings
        sources = (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, settings_file()))
        if folder := os.environ.get("RASD_SECRETS"):
            return (*sources[:2], SecretsSettingsSource(settings_cls, secrets_dir=folder), sources[2])
        return sources


def settings_file() -> Path:
    """`RASD_SETTINGS`, or `rasd.toml` in the user's configuration folder; it need not exist unless it was named."""
    named = os.environ.get("RASD_SETTINGS")
    if named and not Path(named).is_file():
        raise UserError(f"RASD_SETTINGS names {named}, which is not a file: correct the path or unset the variable")
    return Path(named) if named else Path(platformdirs.user_config_dir("rasd")) / "rasd.toml"


def load_settings() -> Settings:
    """Raises UserError naming the setting that is wrong, and where it came from."""
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(
            f"RASD_{'_'.join(map(str, problem['loc'])).upper()}: {problem['msg']}" for problem in error.errors()
        )
        raise UserError(
            f"settings: {problems} (look in the environment and in {settings_file()}; "
            "the names are those that `rasd settings` lists)"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{settings_file()}: is not TOML: {error}") from error
    except SettingsError as error:
        raise UserError(f"settings: {error}: a list is written as JSON, e.g. '[\"console://\"]'") from error


def step_config(
    settings: Settings,
    *,
    sources: tuple[Source, ...],
    kafka: str,
    elasticsearch: ElasticsearchConfig | None,
    slot: int,
    lane: Lane,
) -> StepConfig:
    return StepConfig(
        watched_ids=frozenset(source.id for source in sources if source.id),
        watched_usernames=frozenset(source.username.lower() for source in sources if source.username),
        kafka=kafka,
        data=settings.data,
        slot=slot,
        generation=lane.generation,
        current=lane.current,
        elasticsearch=elasticsearch,
        notify=NotifyConfig(
            targets=settings.notify_targets,
            routes=settings.notify_routes,
            per_minute=settings.notify_per_minute,
            allow_private=settings.notify_allow_private,
            kibana=f"{settings.kibana.rstrip('/')}/s/{settings.kibana_space}" if settings.kibana else None,
            heartbeat=settings.heartbeat_url,
            metrics_port=settings.metrics_port,
            telegram_bot_api=settings.telegram_bot_api,
        ),
        log_level=settings.log_level,
    )


def example_file() -> str:
    """The text of `.env.example`: every setting with its description and default, commented out."""
    lines = [
        "# Every setting of rasd, with its default. Made from rasd/settings.py by `make schemas`; do not edit.",
        "",
    ]
    for name, field in Settings.model_fields.items():
        value = field.get_default(call_default_factory=False)
        shown = "" if value is None or name == "data" else value if isinstance(value, str) else json.dumps(value)
        lines += [f"# {field.description}", f"#RASD_{name.upper()}={shown}", ""]
    lines += [
        "# A folder with files named rasd_telegram_api_hash, rasd_notify_targets, …: a setting each (Docker secrets).",
        "#RASD_SECRETS=",
        "",
        "# A folder with a registry of your own, laid out as schemas/ (organisations/*.yaml, areas.yaml, …).",
        "#RASD_REGISTRY=",
        "",
        "# A settings file other than rasd.toml in the user's configuration folder.",
        "#RASD_SETTINGS=",
        "",
    ]
    return "\n".join(lines)
