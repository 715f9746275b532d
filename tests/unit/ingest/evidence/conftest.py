"""A package as export writes it: two chains, a post with three versions and a photo among other posts."""

import base64
import io
from hashlib import sha256
from types import SimpleNamespace

import pytest

from ingest.evidence.package import Contents, Segment, Version, write_package
from ingest.evidence.read import Seen
from ingest.evidence.roots import signed_root
from ingest.evidence.signing import load_key
from schemas.codec import decode, encode
from schemas.evidence import Head
from schemas.identity import event_id
from schemas.messages import Channel, Collected, Media, RawPost, StoredObject
from schemas.operations import Coverage

CHANNEL, OTHER = 1400000001, 1400000002
PHOTO = b"\xff\xd8a photo"
LARGE = b"a large TL object"
TEXT = 'بيان <script>alert(1)</script> \u202e رقم ١ & "كلام"'


def event(message, seq, previous, *, version=1, text=TEXT, **fields):
    post = RawPost(
        channel=Channel(id=CHANNEL, username="demo", title="قناة <b>"),
        message_id=message,
        date="2021-03-04T06:00:00Z",
        text=text,
        version=version,
        **{"raw": base64.b64encode(f"TL {message} {version}".encode()).decode(), "raw_kind": "reserialised"} | fields,
    )
    place = Collected(
        at=f"2021-03-04T06:{seq:02}:01Z", by="one", mode="live", seq=seq, prev_hash=previous or None, epoch="e1"
    )
    import msgspec

    return msgspec.structs.replace(post, event_id=event_id(post), collected=place)


@pytest.fixture(scope="session")
def key(tmp_path_factory):
    return load_key(tmp_path_factory.mktemp("key"), create=True)


@pytest.fixture(scope="session")
def stranger(tmp_path_factory):
    return load_key(tmp_path_factory.mktemp("stranger"), create=True)


@pytest.fixture(scope="session")
def chain():
    """Events of one channel, in order: post 17 with three versions, others in between."""
    from ingest.evidence.chain import hash_after

    photo = Media(kind="photo", mime="image/jpeg", size=len(PHOTO))
    fetched = Media(kind="photo", mime="image/jpeg", size=len(PHOTO), sha256=sha256(PHOTO).hexdigest())
    plans = [
        (16, 1, {}),
        (17, 1, {"media": (photo,)}),
        (18, 1, {}),
        (17, 2, {"media": (fetched,), "raw": StoredObject(sha256=sha256(LARGE).hexdigest())}),
        (19, 1, {}),
        (17, 3, {"text": None, "deleted": True, "raw": None}),
        (20, 1, {}),
    ]
    found, before = [], ""
    for seq, (message, version, fields) in enumerate(plans, start=1):
        found.append(event(message, seq, before, version=version, **fields))
        before = hash_after(found[-1])
    return found


def build(key, chain, *, kept=None, exported_by=None, timestamp=None):
    """The package's bytes. `kept` chooses versions of the post; `exported_by` another signer of the list."""
    import msgspec

    from ingest.evidence.chain import digest, hash_after

    seen = Seen()
    for post in chain:
        place = post.collected
        seen.chains[place.epoch, place.seq].append((digest(encode(post)), place.prev_hash or ""))
    head = Head(epoch="e1", channel_id=CHANNEL, seq=len(chain), hash=hash_after(chain[-1]))
    early = Head(epoch="e1", channel_id=CHANNEL, seq=3, hash=hash_after(chain[2]))
    others = [Head(epoch="e1", channel_id=OTHER + n, seq=n + 1, hash=f"{n:064x}") for n in range(4)]
    first = signed_root(key, [early, *others], at="2021-03-04T06:10:00Z", by="one", number=1, previous=None)
    second = signed_root(key, [head, *others], at="2021-03-04T06:20:00Z", by="one", number=2, previous="00")
    if timestamp:
        second = msgspec.structs.replace(second, timestamp=base64.b64encode(timestamp(second)).decode())
    versions = []
    for post in chain:
        if post.message_id != 17:
            continue
        signed = first if post.collected.seq <= 3 else second
        way = seen.way(signed.heads[0], post, encode(post))
        segment = Segment(post.collected.seq, post.collected.prev_hash or "", way, signed, 0)
        versions.append(Version(encode(post), decode(RawPost, encode(post)), segment))
    if kept is not None:
        versions = [versions[place] for place in kept]
    log = Coverage(
        channel_id=CHANNEL, kind="gap", from_id=17, to_id=17, reason="<img src=x>", at="2021-03-04T06:00:00Z"
    )
    objects = {sha256(content).hexdigest(): content for content in (PHOTO, LARGE)}
    contents = Contents(
        post_id=f"{CHANNEL}:17",
        versions=tuple(versions),
        coverage=(encode(log),),
        objects=tuple(objects),
        absent=(),
        exported_at="2021-03-05T00:00:00Z",
        software="rasd test",
    )
    file = io.BytesIO()
    write_package(file, contents, exported_by or key, objects.__getitem__)
    return file.getvalue()


@pytest.fixture(scope="session")
def package(key, chain):
    return build(key, chain)


@pytest.fixture(scope="session")
def make(key, stranger, chain):
    """Other packages than the good one: `make.build(…)`, with `make.key`, `make.stranger` and `make.chain`."""
    return SimpleNamespace(key=key, stranger=stranger, chain=chain, build=build)
