"""The container of an evidence package: a plain ZIP, stored uncompressed, and read as if an enemy had made it."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import IO, Final

# Every name that a package can have; nothing else is read, so no name can point out of a folder.
NAME: Final = re.compile(
    r"README\.txt|page\.html|proof\.json|coverage\.jsonl|key\.pem|manifest\.json|manifest\.sig"
    r"|(?:events|raw|chain|roots|timestamps)/\d{5}\.(?:json|jsonl|bin|tsr)|media/[0-9a-f]{64}"
)
MOST_MEMBERS: Final = 20_000
LARGEST_TEXT: Final = 256 * 1024 * 1024  # what is read into memory: the longest chain segment
LARGEST: Final = 4 * 1024**3 - 1  # what the plain ZIP format can hold
# rasd does not compress. Whoever packed the same members anew may have; a bomb is far beyond this.
BOMB: Final = 200
PIECE: Final = 1 << 20
MADE: Final = (1980, 1, 1, 0, 0, 0)
LOCAL_HEADER: Final = 30
STREAMED: Final = 8  # the flag of a member that is followed by a descriptor of its sizes
DESCRIPTORS: Final = (0, 12, 16, 20, 24)
MOST_EXTRA: Final = 64  # other programs note times and owners there
END_RECORD: Final = 22


class ArchiveError(Exception):
    """The file as a whole is no package, or is one that must not be read on; the text says why."""


class MemberError(Exception):
    """One member can't be read."""


class Writer:
    """Writes members one after the other; the same members give the same bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)
        self.members: list[tuple[str, int, str]] = []

    def add(self, name: str, content: bytes) -> None:
        info = zipfile.ZipInfo(name, date_time=MADE)
        info.external_attr = (stat.S_IFREG | 0o644) << 16
        info.create_system = 3
        self._zip.writestr(info, content)
        self.members.append((name, len(content), sha256(content).hexdigest()))

    def close(self) -> None:
        self._zip.close()


class Archive:
    """An opened package. Nothing is ever written to disk."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, struct.error) as error:
            raise ArchiveError(f"is no evidence package (not a ZIP that can be read: {error})") from error
        infos = self._zip.infolist()
        _check(infos, self._zip, file)
        self._infos = {info.filename: info for info in infos}

    @property
    def names(self) -> list[str]:
        return list(self._infos)

    @property
    def repacked(self) -> bool:
        """Whether somebody packed the members anew; that alters nothing that is proved."""
        return any(info.date_time != MADE or info.compress_type != zipfile.ZIP_STORED for info in self._infos.values())

    def read(self, name: str) -> bytes:
        """Raises MemberError."""
        info = self._infos.get(name)
        if info is None:
            raise MemberError("is missing")
        if info.file_size > LARGEST_TEXT:
            raise MemberError(f"is larger than rasd reads ({LARGEST_TEXT} bytes)")
        return b"".join(self._pieces(info))

    def sha256(self, name: str) -> str:
        """Raises MemberError."""
        found = sha256()
        for piece in self._pieces(self._infos[name]):
            found.update(piece)
        return found.hexdigest()

    def _pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(info) as member:
                while piece := member.read(PIECE):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, struct.error, EOFError) as error:
            raise MemberError(f"is damaged ({error})") from error


def _check(infos: list[zipfile.ZipInfo], opened: zipfile.ZipFile, file: IO[bytes]) -> None:
    """Raises ArchiveError where reading on could do harm, or where bytes hide between the members."""
    if len(infos) > MOST_MEMBERS:
        raise ArchiveError(f"has more than {MOST_MEMBERS} members")
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        if not NAME.fullmatch(name) or info.filename != name:
            raise ArchiveError(f"holds the name {name[:120]!r}, which no package has: nothing of it was read")
        if name in seen:
            raise ArchiveError(f"holds {name} twice")
        seen.add(name)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in {0, stat.S_IFREG}:
            raise ArchiveError(f"{name} is not a plain file")
        if info.flag_bits & 1:
            raise ArchiveError(f"{name} is encrypted")
        if info.file_size > BOMB * max(info.compress_size, 1024):
            raise ArchiveError(f"{name} would unpack to {info.file_size} bytes: a decompression bomb")
    if sum(info.file_size for info in infos) > LARGEST:
        raise ArchiveError(f"would unpack to more than {LARGEST} bytes")
    if opened.comment or any(info.comment for info in infos):
        raise ArchiveError("carries a comment, which no package has")
    _check_gapless(infos, opened, file)


def _check_gapless(infos: list[zipfile.ZipInfo], opened: zipfile.ZipFile, file: IO[bytes]) -> None:
    """Members follow each other from the first byte to the directory, and nothing follows the directory."""
    place = 0
    slack: tuple[int, ...] = (0,)
    for info in sorted(infos, key=lambda each: each.header_offset):
        gap = info.header_offset - place
        if gap not in slack:
            raise ArchiveError(f"holds {gap} bytes that belong to no member, before {info.filename}")
        file.seek(info.header_offset + 26)
        lengths = file.read(4)
        if len(lengths) < 4:
            raise ArchiveError(f"{info.filename} lies outside the file")
        name, extra = struct.unpack("<HH", lengths)
        if extra > MOST_EXTRA or len(info.extra) > MOST_EXTRA:
            raise ArchiveError(f"{info.filename} carries {extra} bytes beside its content")
        place = info.header_offset + LOCAL_HEADER + name + extra + info.compress_size
        slack = DESCRIPTORS if info.flag_bits & STREAMED else (0,)
    if opened.start_dir - place not in slack:
        raise ArchiveError("holds bytes that belong to no member, before the directory")
    file.seek(-END_RECORD, 2)
    if file.read(4) != b"PK\x05\x06":
        raise ArchiveError("holds bytes after its end")
