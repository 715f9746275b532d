"""The organisations, areas and statements that rasd knows, one YAML file an organisation, each fact with its source."""

import os
import shutil
from datetime import date
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

import msgspec
import yaml

from schemas.errors import Explained
from schemas.messages import Certainty

HERE = Path(str(files("schemas")))
Kind = Literal["fasil", "facade", "street_front", "cyber_front", "media", "umbrella", "political_body", "reported_unit"]

T = TypeVar("T")
# The safe loader in C where libyaml is there: every command begins with these files.
_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RegistryError(Explained):
    """A file of ours is wrong; the text names the file and the key."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    id: str
    names_en: tuple[str, ...]
    names_ar: tuple[str, ...]
    certainty: Certainty | None = None
    quote: str | None = None


E = TypeVar("E", bound=Entry)


class Organisation(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: Kind
    source: str
    ambiguous_ar: bool = False
    not_ar: tuple[str, ...] = ()
    # Further spellings; names that need the words around them; people and blocs that speak for it.
    also_written: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    also_source: str | None = None
    operator: str | None = None
    claims: tuple[str, ...] = ()
    claim_area: str | None = None
    also: tuple[str, ...] = ()
    decoy_for: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class Point(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where an area is drawn on a map: degrees (WGS 84), and what the point is."""

    lat: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    lon: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    of: str
    source: str


class Area(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    point: Point | None = None
    committee: str
    lead: str
    certainty: Certainty
    quote: str
    contested_by: tuple[str, ...] = ()


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    date: date
    topic: str


class Registry(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """`version` is a hash of the files' bytes: a changed registry is visible in every document that it produced."""

    organisations: tuple[Organisation, ...]
    areas: tuple[Area, ...]
    statements: tuple[Statement, ...]
    version: str

    def organisation(self, wanted: str) -> Organisation:
        """Raises KeyError if the registry does not know the id."""
        return self._organisations[wanted]

    def area(self, wanted: str) -> Area:
        """Raises KeyError if the registry does not know the id."""
        return self._areas[wanted]

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        return by_id(self.organisations)

    @cached_property
    def _areas(self) -> dict[str, Area]:
        return by_id(self.areas)


def by_id(entries: tuple[E, ...]) -> dict[str, E]:
    """Of entries with one id the first."""
    return {entry.id: entry for entry in reversed(entries)}


@cache
def load_registry(folder: Path | None = None) -> Registry:
    """The registry in `folder`: `organisations/*.yaml`, `areas.yaml`, `tansiqiya_statements.yaml`.

    Without a folder it is that of the setting `RASD_REGISTRY`, else the one that comes with rasd: modules that compile the
    registry when they are imported must get the same one as those that are told of it.

    Raises:
        RegistryError: on a missing file, an unknown key, a wrong type, an id used twice, an operator or lead that no
            file describes, or a file whose name is not its organisation's id.
    """
    folder = folder or registry_folder()
    paths = sorted((folder / "organisations").glob("*.yaml"))
    if not paths:
        raise RegistryError(
            f"{folder / 'organisations'}: no organisation files there; reinstall rasd, or correct RASD_REGISTRY"
        )
    organisations = tuple(_convert(path, _read(path), Organisation) for path in paths)
    areas_path, statements_path = folder / "areas.yaml", folder / "tansiqiya_statements.yaml"
    areas = tuple(_convert(areas_path, item, Area) for item in _list(areas_path, "areas"))
    statements = tuple(
        _convert(statements_path, item, Statement) for item in _list(statements_path, "tansiqiya_statements")
    )
    for path, organisation in zip(paths, organisations, strict=True):
        if path.stem != organisation.id:
            raise RegistryError(f"{path}: the file's name must be its id, {organisation.id}.yaml")
    _check_references(organisations, areas, folder)
    digest = sha256()
    for path in (*paths, areas_path, statements_path):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return Registry(organisations=organisations, areas=areas, statements=statements, version=digest.hexdigest()[:12])


def registry_folder() -> Path:
    """The folder of the registry in use."""
    return Path(os.environ.get("RASD_REGISTRY") or HERE)


def overlay(folder: Path, changed: Path, into: Path) -> Registry:
    """A registry in the folder `into`: that of `folder`, with one organisation's file added or replaced.

    Raises RegistryError as `load_registry`, or if the file can't be read.
    """
    shutil.copytree(folder / "organisations", into / "organisations", dirs_exist_ok=True)
    for name in ("areas.yaml", "tansiqiya_statements.yaml"):
        shutil.copyfile(folder / name, into / name)
    try:
        shutil.copyfile(changed, into / "organisations" / changed.name)
    except OSError as error:
        raise RegistryError(f"{changed}: cannot be read: {error.strerror}") from error
    return load_registry(into)


def _check_references(organisations: tuple[Organisation, ...], areas: tuple[Area, ...], folder: Path) -> None:
    known = {organisation.id for organisation in organisations}
    wanted = [(o.id, "operator", o.operator) for o in organisations] + [
        (o.id, "decoy_for", o.decoy_for) for o in organisations
    ]
    for area in areas:
        wanted += [(area.id, "lead", area.lead), *((area.id, "contested_by", name) for name in area.contested_by)]
    for entry, key, name in wanted:
        if name is not None and name not in known:
            raise RegistryError(f"{folder}: {entry}: {key}: no organisation has the id {name!r}")


def _read(path: Path) -> Any:
    try:
        return yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506  # it is the safe one
    except (OSError, yaml.YAMLError) as error:
        raise RegistryError(f"{path}: cannot be read: {error}") from error


def _list(path: Path, key: str) -> list[Any]:
    content = _read(path)
    if not isinstance(content, dict) or set(content) != {key} or not isinstance(content[key], list):
        raise RegistryError(f"{path}: must hold one list, under the key {key}")
    return list(content[key])


def _convert(path: Path, value: Any, kind: type[T]) -> T:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        name = value.get("id", "?") if isinstance(value, dict) else "?"
        raise RegistryError(f"{path}: {name}: {error}") from error
