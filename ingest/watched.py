"""The sources file: which channels to follow, and what is known of them. Read strictly."""

from pathlib import Path
from typing import Any

import msgspec
import yaml

from ingest.errors import IngestError
from schemas.messages import Affiliation


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One channel, named by `username` or `id` (without the -100 prefix)."""

    username: str | None = None
    id: int | None = None
    title: str | None = None
    affiliation: Affiliation | None = None
    priority: int = 0
    expected_per_day: float | None = None
    note: str | None = None

    @property
    def name(self) -> str:
        return f"@{self.username}" if self.username else str(self.id)


def load_sources(path: Path) -> tuple[Source, ...]:
    """The sources of a YAML file, or of every *.yaml of a folder.

    Raises IngestError naming the file, the entry and the key that is wrong.
    """
    if path.is_dir():
        files = sorted(path.glob("*.yaml"))
        if not files:
            raise IngestError(f"{path}: no *.yaml files there: copy ingest/sources/example.yaml and name your channels")
    else:
        files = [path]
    found: list[Source] = []
    for file in files:
        found += _read(file)
    _check_twice(found, path)
    return tuple(sorted(found, key=lambda source: -source.priority))


def _read(file: Path) -> list[Source]:
    try:
        content: Any = yaml.safe_load(file.read_text("utf-8"))
    except OSError as error:
        raise IngestError(
            f"{file}: cannot be read ({error.strerror}): set RASD_SOURCES to your sources file"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise IngestError(f"{file}: is not YAML: {error}") from error
    if not isinstance(content, dict) or set(content) != {"sources"} or not isinstance(content["sources"], list):
        raise IngestError(f"{file}: must hold one list, under the key sources")
    return [_source(file, number, entry) for number, entry in enumerate(content["sources"], start=1)]


def _source(file: Path, number: int, entry: Any) -> Source:
    try:
        source = msgspec.convert(_without_dates(entry), Source)
    except msgspec.ValidationError as error:
        raise IngestError(f"{file}: entry {number}: {error}: correct it") from error
    if (source.username is None) == (source.id is None):
        raise IngestError(f"{file}: entry {number}: name the channel by username or by id, one of the two")
    username = source.username.removeprefix("@") if source.username else None
    return msgspec.structs.replace(source, username=username)


def _without_dates(value: Any) -> Any:
    """YAML reads 2021-07-01 as a date; our messages carry text."""
    if isinstance(value, dict):
        return {key: _without_dates(each) for key, each in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else value


def _check_twice(sources: list[Source], path: Path) -> None:
    seen: set[str] = set()
    for source in sources:
        name = source.name.lower()
        if name in seen:
            raise IngestError(f"{path}: {source.name} is named twice: remove one entry")
        seen.add(name)
