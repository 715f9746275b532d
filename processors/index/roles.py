"""Who may do what in Elasticsearch: roles, and API keys that hold no more. Pure but for `create_keys`."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from elasticsearch import ApiError

from processors.config import ElasticsearchConfig
from processors.index.elastic import SearchError, client, said
from processors.index.names import MONTHLY, is_generation

# Reading, and asking what fields and aliases there are, as Kibana does.
READ: Final = ("read", "view_index_metadata")
# `index` and not `write`: nothing of rasd's is ever deleted. A month's index opens by its first document.
PUT: Final = ("index", "auto_configure", "view_index_metadata")
LIVE: Final = "live"


@dataclass(frozen=True)
class Role:
    """A role's name, and the privileges as Elasticsearch writes them."""

    name: str
    says: str
    indices: tuple[dict[str, Any], ...]

    def as_role(self) -> dict[str, Any]:
        return {"cluster": [], "indices": list(self.indices), "metadata": {"made_by": "rasd", "for": self.says}}

    def as_descriptor(self) -> dict[str, Any]:
        return {"cluster": [], "indices": list(self.indices)}


def roles(generation: str = LIVE) -> tuple[Role, ...]:
    """The roles of the live generation; of another one only its replay, which can't touch anything else's."""
    if generation != LIVE:
        return (_writer(f"rasd_replay_{generation}", "the replay into this generation", generation),)
    return (
        Role(
            "rasd_reader", "analysts, rasd search, Kibana", (_may(READ, "posts*", "stories*", "alerts*", "coverage*"),)
        ),
        _writer("rasd_writer", "the step `index`", LIVE),
        # Who is on call sees alerts and what they point to, not what posts said earlier.
        Role(
            "rasd_alerting",
            "who is on call, programs that show alerts",
            # An alias has rights of its own.
            (_may(READ, *(name for kind in ("alerts", "stories", "posts") for name in (kind, *_all(kind)))),),
        ),
    )


def _writer(name: str, says: str, generation: str) -> Role:
    """It reads the current documents that it folds events into, and nothing else: no earlier versions, no alerts."""
    return Role(
        name,
        says,
        (
            _may((*PUT, "read"), *_all("posts", generation)),
            _may(
                PUT,
                *_all("posts-revisions", generation),
                *(name for kind in ("stories", "alerts", "coverage") for name in _all(kind, generation)),
            ),
        ),
    )


def _may(privileges: tuple[str, ...], *names: str) -> dict[str, Any]:
    return {"names": list(names), "privileges": list(privileges)}


def _all(kind: str, generation: str = LIVE) -> Iterator[str]:
    """The indices of a generation and of no other whose name begins alike: Lucene's own regular expressions."""
    month = "-[0-9]{4}\\.[0-9]{2}" if kind in MONTHLY else ""
    escaped = "".join(each if each.isalnum() else f"\\{each}" for each in f"{kind}-{generation}")
    yield f"/{escaped}{month}/"


def create_keys(config: ElasticsearchConfig, generation: str, folder: Path) -> dict[str, tuple[Path, bool]]:
    """Brings the roles up to date and makes an API key for each that has no file yet.

    Gives each role's file and whether it is new. A key's secret is in its file (0600) and nowhere else. Raises SearchError.
    """
    if not is_generation(generation):
        raise SearchError(f"{generation!r} can't be a generation: see `rasd index create`")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made: dict[str, tuple[Path, bool]] = {}
    with client(config) as search:
        try:
            for role in roles(generation):
                search.security.put_role(name=role.name, **role.as_role())
                path = folder / f"{role.name}.key"
                made[role.name] = (path, not path.exists())
                if not path.exists():
                    _make_key(search, role, path)
        except ApiError as error:
            if error.status_code in {401, 403}:
                raise
            raise SearchError(
                f"Elasticsearch refused to make roles and keys ({said(error)}): it needs xpack.security.enabled"
            ) from error
    return made


def _make_key(search: Any, role: Role, path: Path) -> None:
    # A key whose file is gone can't be used by anybody who should: it ends here.
    search.security.invalidate_api_key(name=role.name)
    try:
        out = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w")
    except OSError as error:
        raise SearchError(f"{path} can't be written ({error.strerror}): name another folder") from error
    with out:
        try:
            key = search.security.create_api_key(
                name=role.name, role_descriptors={role.name: role.as_descriptor()}, metadata={"made_by": "rasd"}
            )
        except ApiError:
            path.unlink()
            raise
        out.write(key["encoded"] + "\n")
