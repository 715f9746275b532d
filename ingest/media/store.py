"""Files and large TL objects under their SHA-256: in a folder, or in a bucket that speaks S3. Verified whenever read."""

import os
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError

from ingest.errors import IngestError

PIECE: Final = 1 << 20
INCOMING: Final = "incoming"


class StoreError(Exception):
    """An object is not there, or is not what its name says; or the store can't be reached."""


class Store(Protocol):
    """`put` takes a finished file over; `read` gives bytes whose SHA-256 was checked."""

    def put(self, part: Path, name: str) -> None: ...
    def read(self, name: str) -> bytes: ...
    def has(self, name: str) -> bool: ...


@dataclass(frozen=True)
class S3Config:
    """`url` is s3://bucket/prefix. Credentials that are not given come from where S3 clients look (AWS_…)."""

    url: str
    endpoint: str | None = None
    region: str | None = None
    key_id: str | None = None
    secret: str | None = None


class FolderStore:
    """`<folder>/ab/abcdef…`; what is being written lies in `incoming` and is moved when it is whole and on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, part: Path, name: str) -> None:
        """Raises OSError (no space left among them); then the store is as before."""
        path = self._path(name)
        if path.exists():
            part.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def read(self, name: str) -> bytes:
        try:
            content = self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise StoreError("is not in the store") from error
        except OSError as error:
            raise StoreError(f"can't be read from the store ({error.strerror})") from error
        return _checked(content, name)

    def has(self, name: str) -> bool:
        return self._path(name).exists()

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name


class S3Store:
    """One object a file. S3 shows an object only when its upload is complete."""

    def __init__(self, config: S3Config) -> None:
        parts = urlsplit(config.url)
        if parts.scheme != "s3" or not parts.netloc:
            raise IngestError(f"RASD_OBJECTS: {config.url!r} is no bucket: write s3://bucket or s3://bucket/prefix")
        given = {
            "endpoint": config.endpoint,
            "region": config.region,
            "access_key_id": config.key_id,
            "secret_access_key": config.secret,
        }
        settings: dict[str, Any] = {name: value for name, value in given.items() if value}
        # Plain HTTP only where the operator named such an endpoint.
        plain = bool(config.endpoint and config.endpoint.startswith("http://"))
        try:
            self._store: Any = obstore.store.S3Store(
                parts.netloc,
                prefix=parts.path.strip("/") or None,
                virtual_hosted_style_request=False,
                client_options={"allow_http": plain},
                **settings,
            )
        except (BaseError, ValueError) as error:
            raise IngestError(f"RASD_OBJECTS: the bucket can't be used: {error}") from error

    def put(self, part: Path, name: str) -> None:
        """Raises OSError if the bucket does not take it."""
        try:
            obstore.put(self._store, _key(name), part)
        except (BaseError, OSError) as error:
            raise OSError(f"the bucket did not take an object ({type(error).__name__})") from error
        part.unlink()

    def read(self, name: str) -> bytes:
        try:
            content = bytes(obstore.get(self._store, _key(name)).bytes())
        except FileNotFoundError as error:
            raise StoreError("is not in the store") from error
        except (BaseError, OSError) as error:
            raise StoreError(f"can't be read from the bucket ({type(error).__name__})") from error
        return _checked(content, name)

    def has(self, name: str) -> bool:
        try:
            obstore.head(self._store, _key(name))
        except FileNotFoundError:
            return False
        except (BaseError, OSError) as error:
            raise OSError(f"the bucket does not answer ({type(error).__name__})") from error
        return True


def open_store(objects: Path | S3Config) -> Store:
    return FolderStore(objects) if isinstance(objects, Path) else S3Store(objects)


def read_from(stores: Sequence[Store], name: str) -> bytes:
    """The object from the first store that has it whole. Raises StoreError with the last reason."""
    problem = StoreError("is not in the store")
    for store in stores:
        try:
            return store.read(name)
        except StoreError as error:
            problem = error
    raise problem


class Part:
    """A file being written beside the store: hashed on the way, gone unless it is put."""

    def __init__(self, folder: Path) -> None:
        incoming = folder / INCOMING
        incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = incoming / f"{os.getpid()}-{secrets.token_hex(8)}.part"
        self._file = self.path.open("xb")
        self._hash, self.size = sha256(), 0

    def write(self, piece: bytes) -> None:
        self._file.write(piece)
        self._hash.update(piece)
        self.size += len(piece)

    def finish(self) -> str:
        """The SHA-256; from now on the file is complete."""
        self._file.close()
        return self._hash.hexdigest()

    def discard(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


def clear_incoming(folder: Path) -> None:
    """What a killed process left half written."""
    shutil.rmtree(folder / INCOMING, ignore_errors=True)


def _key(name: str) -> str:
    return f"{name[:2]}/{name}"


def _checked(content: bytes, name: str) -> bytes:
    if sha256(content).hexdigest() != name:
        raise StoreError("is damaged in the store: its bytes are not those of its SHA-256")
    return content
