"""The heads of all hash chains, signed: read from the collector's own memory, written to the topic telegram.evidence."""

import base64
import fcntl
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import msgspec
import structlog
from kafka import KafkaProducer
from kafka.errors import KafkaError

from ingest.clock import now
from ingest.errors import IngestError
from ingest.evidence.merkle import leaf_of, root
from ingest.evidence.signing import ROOT, Key, fingerprint, load_key
from ingest.evidence.timestamp import StampError, request_stamp
from schemas.brokers import connection
from schemas.codec import CodecError, decode, encode
from schemas.evidence import Head, SignedRoot, Statement
from schemas.topics import EVIDENCE, MAX_RECORD

log = structlog.get_logger()

# What a collector and an import remember, each with hash chains of its own.
MEMORIES: Final = ("cursor.sqlite", "imports.sqlite")
FLUSH_S: Final = 10.0


class _Last(msgspec.Struct, frozen=True):
    """The newest statement of this key: its number, its hash, and the root that it was about."""

    number: int = 0
    hash: str | None = None
    root: str = ""


def heads_of(data: Path) -> tuple[Head, ...]:
    """The end of every chain that this data folder has begun, as far as Kafka has acknowledged it."""
    found: list[Head] = []
    for name in MEMORIES:
        path = data / name
        if not path.exists():
            continue
        # A connection of its own that can't write: it sees whole transactions only, and never stops the collector.
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as memory:
            epoch = memory.execute("SELECT value FROM meta WHERE name = 'epoch'").fetchone()
            rows = memory.execute("SELECT id, seq, hash FROM channels WHERE seq > 0 AND hash != ''").fetchall()
        if epoch:
            found += [Head(epoch=epoch[0], channel_id=row[0], seq=row[1], hash=row[2]) for row in rows]
    return tuple(sorted(found, key=lambda head: (head.epoch, head.channel_id)))


def epoch_of(data: Path) -> str:
    """The collector's own epoch. Raises IngestError if nothing was collected with this data folder."""
    path = data / MEMORIES[0]
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as memory:
            row = memory.execute("SELECT value FROM meta WHERE name = 'epoch'").fetchone()
    except sqlite3.Error:
        row = None
    if row is None:
        raise IngestError(f"{data}: nothing was collected with this data folder: run `rasd collect`, or set RASD_DATA")
    return str(row[0])


def signed_root(key: Key, heads: Sequence[Head], *, at: str, by: str, number: int, previous: str | None) -> SignedRoot:
    """Pure but for the key."""
    statement = encode(
        Statement(
            at=at,
            by=by,
            number=number,
            previous=previous,
            size=len(heads),
            root=root([leaf_of(head) for head in heads]).hex(),
        )
    )
    return SignedRoot(
        statement=statement.decode(),
        signature=key.sign(ROOT, statement),
        public_key=key.public,
        heads=tuple(heads),
    )


def stamped_message(signed: SignedRoot) -> bytes:
    """What a time stamp is of: that it existed means that the signature existed."""
    return f"{signed.statement}\n{signed.signature}".encode()


def sign_heads(data: Path, kafka: str, *, by: str, tsa: str | None, again: bool = False) -> SignedRoot | None:
    """Signs, stamps and publishes the heads as they are now; None if they have not changed since the last time.

    `again` signs unchanged heads too. Raises IngestError; then nothing counts as signed.
    """
    key = load_key(data, create=True)
    try:
        with _alone(data / "evidence" / "lock"):
            heads = heads_of(data)
            state = data / "evidence" / "last.json"
            last = _last(state)
            if not heads or (not again and last.root == root([leaf_of(head) for head in heads]).hex()):
                return None
            signed = signed_root(key, heads, at=now(), by=by, number=last.number + 1, previous=last.hash)
            if tsa:
                signed = _stamped(signed, tsa)
            _publish(kafka, signed)
            statement = decode(Statement, signed.statement)
            _write(state, _Last(statement.number, sha256(signed.statement.encode()).hexdigest(), statement.root))
            return signed
    except (OSError, sqlite3.Error) as error:
        raise IngestError(f"{data}: the hash chains can't be signed: {error}") from error


def _stamped(signed: SignedRoot, tsa: str) -> SignedRoot:
    """Without a stamp if the authority fails: a signature now is worth more than a stamp later, and the next
    statement, which names this one, is stamped again."""
    try:
        stamp = request_stamp(tsa, stamped_message(signed))
    except StampError as error:
        log.warning("a signed root stays without a time stamp", reason=str(error))
        return signed
    return msgspec.structs.replace(signed, timestamp=base64.b64encode(stamp).decode("ascii"))


def _publish(kafka: str, signed: SignedRoot) -> None:
    # A producer for each: once in minutes, and none that has to be kept alive.
    try:
        producer: Any = KafkaProducer(
            **connection(kafka),
            acks="all",
            enable_idempotence=True,
            compression_type="gzip",
            max_request_size=int(MAX_RECORD),
            max_block_ms=int(FLUSH_S * 1000),
            client_id="rasd-evidence",
        )
    except KafkaError as error:
        raise IngestError(f"no Kafka answers at {kafka}: signed roots can't be kept") from error
    try:
        sent = producer.send(EVIDENCE.name, encode(signed), key=fingerprint(signed.public_key).encode())
        sent.get(timeout=FLUSH_S)
    except KafkaError as error:
        raise IngestError(
            f"Kafka did not take a signed root ({type(error).__name__}): `rasd topics create` makes its topic"
        ) from error
    finally:
        producer.close(timeout=5)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """A collector and an export must not give out the same number."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _last(path: Path) -> _Last:
    try:
        return decode(_Last, path.read_bytes())
    except FileNotFoundError:
        return _Last()
    except CodecError as error:
        log.warning("the number of the last signed root is lost; counting begins anew", reason=str(error))
        return _Last()


def _write(path: Path, last: _Last) -> None:
    part = path.with_suffix(".part")
    part.write_bytes(encode(last))
    part.replace(path)
