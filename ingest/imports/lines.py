"""JSON lines of raw posts, as users and other tools bring them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
import structlog

from schemas.codec import CodecError, decode_raw, post_id
from schemas.identity import event_id
from schemas.messages import RawPost

log = structlog.get_logger()

# A line above this is no post: it would only fill the memory.
LONGEST_LINE = 64 * 1024 * 1024


@dataclass(frozen=True)
class BadLine:
    """A line that can't be read, and why."""

    name: str
    number: int
    reason: str

    def __str__(self) -> str:
        return f"{self.name}:{self.number}: {self.reason}"


def parse_lines(lines: Iterable[bytes], name: str) -> Iterator[RawPost | BadLine]:
    """Each line as a post or as what is wrong with it. Empty lines are passed over.

    A post without a version gets the next of its id in the order of the lines; one without an event id gets its own. Fields that
    we don't know are kept in `extra` and warned of once a file.
    """
    versions: dict[str, int] = {}
    warned: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            post = _post(line)
        except CodecError as error:
            yield BadLine(name, number, str(error))
            continue
        for field in sorted(set(post.extra) - warned):
            warned.add(field)
            log.warning("a field that rasd does not know is kept in extra", file=name, line=number, field=field)
        id_ = post_id(post)
        version = post.version or versions.get(id_, 0) + 1
        versions[id_] = max(version, versions.get(id_, 0))
        yield msgspec.structs.replace(post, version=version, event_id=post.event_id or event_id(post))


def _post(line: bytes) -> RawPost:
    if len(line) > LONGEST_LINE:
        raise CodecError(f"the line has {len(line)} bytes, more than the {LONGEST_LINE} that a post may have")
    if line.startswith(b"\xef\xbb\xbf"):
        line = line.removeprefix(b"\xef\xbb\xbf")
    post = decode_raw(line)
    try:
        moment = datetime.fromisoformat(post.date)
    except ValueError:
        raise CodecError(f"not a RawPost: {post.date!r} is not a time as RFC 3339 has it - at `$.date`") from None
    if moment.tzinfo is None:
        raise CodecError(f"not a RawPost: {post.date!r} names no time zone: end it with Z - at `$.date`")
    return post
