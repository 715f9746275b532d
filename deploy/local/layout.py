"""Where the stack keeps its files, and who can get at them."""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.local.report import StackError

# Where files go that another user must reach when the obvious folder is closed to others.
SYSTEM_CACHE = Path("/var/cache/rasd")
SYSTEM_DATA = Path("/var/lib/rasd")


@dataclass(frozen=True)
class Owner:
    """The user that Elasticsearch runs as when we are root (it refuses to run as root itself)."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Folders:
    """Every folder of one stack. `elasticsearch` lies outside `stack` if its user could not enter that."""

    data: Path

    @property
    def stack(self) -> Path:
        return self.data / "stack"

    @property
    def logs(self) -> Path:
        return self.stack / "logs"

    @property
    def kafka(self) -> Path:
        return self.stack / "kafka"

    @property
    def secrets(self) -> Path:
        return self.stack / "secrets"

    @property
    def state(self) -> Path:
        return self.stack / "state.json"

    @property
    def lock(self) -> Path:
        return self.stack / "lock"

    @property
    def outside(self) -> Path:
        """A folder for this stack alone that does not depend on the data folder's own permissions."""
        return SYSTEM_DATA / hashlib.sha256(str(self.data).encode()).hexdigest()[:16]

    @property
    def elasticsearch(self) -> Path:
        inside = self.stack / "elasticsearch"
        if os.geteuid() != 0 or inside.exists() or (not self.outside.exists() and others_can_enter(self.stack)):
            return inside
        return self.outside


def folders(data: Path) -> Folders:
    """The folders of the stack whose data folder is `data` (links resolved, so that one stack has one name)."""
    return Folders(data.expanduser().resolve())


def others_can_enter(path: Path) -> bool:
    """Whether a user without any rights of ours could reach `path`; folders that don't exist yet count as open."""
    return all(
        stat.S_IMODE(folder.stat().st_mode) & stat.S_IXOTH for folder in (path, *path.parents) if folder.is_dir()
    )


def default_cache(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for downloads: `RASD_CACHE`, else `rasd` in the user's cache folder, else the system's.

    The last one is for root with a closed home: Elasticsearch then runs as another user, who must read it.
    """
    if named := environment.get("RASD_CACHE"):
        return Path(named).expanduser().resolve()
    base = environment.get("XDG_CACHE_HOME") or Path(environment.get("HOME") or Path.home()) / ".cache"
    cache = Path(base) / "rasd"
    return SYSTEM_CACHE if os.geteuid() == 0 and not others_can_enter(cache) else cache


def server_owner() -> Owner | None:
    """Who Elasticsearch has to run as: None is ourselves. Raises `StackError` if root has nobody to hand it to."""
    if os.geteuid() != 0:
        return None
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise StackError(
            "Elasticsearch refuses to run as root and there is no user named nobody to run it as: "
            "start the stack as a normal user."
        ) from None
    return Owner(nobody.pw_name, nobody.pw_uid, nobody.pw_gid)


def give(path: Path, owner: Owner | None) -> None:
    """Hands a file or a whole folder to the user that Elasticsearch runs as."""
    if owner is None:
        return
    for entry in (path, *(path.rglob("*") if path.is_dir() else ())):
        os.chown(entry, owner.uid, owner.gid, follow_symlinks=False)
