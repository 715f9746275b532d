"""One post's life in every order and with the step killed after every single write: always the same end.

The store is played, with Elasticsearch's rules for versions; the same lives on the real one are in the integration tests.
"""

import itertools
import json
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from processors.index.batch import Batch
from processors.index.settle import settle
from schemas.codec import encode
from schemas.messages import AnalysedPost, Channel, Cluster, ClusterChange, Collected
from schemas.topics import ANALYSED, CLUSTERS

DATE = "2021-07-01T00:00:00Z"


def post(version, text, *, deleted=False):
    return AnalysedPost(
        post_id="1:1",
        channel=Channel(id=1, username="c"),
        message_id=1,
        version=version,
        date=DATE,
        text=text,
        normalized=text or "",
        deleted=deleted,
        collected=Collected(at=f"2021-07-0{version}T00:00:00Z"),
    )


LIFE = (
    post(1, "first"),
    post(2, "edited"),
    ClusterChange(post_id="1:1", date=DATE, cluster=Cluster(id="s", first_post_id="1:1", rank=2, lag_s=9, revision=1)),
    post(3, "edited again"),
    post(4, None, deleted=True),
)


class KilledError(Exception):
    """The step ends here, as by kill -9."""


@dataclass
class Store:
    """Documents by index and id, with their versions; `left` writes until the kill."""

    documents: dict = field(default_factory=dict)
    left: int | None = None

    async def perform_request(self, _method, _path, *, body, **_headers):
        lines = body.splitlines()
        return SimpleNamespace(
            body={"items": [{"index": self._put(*pair)} for pair in zip(lines[::2], lines[1::2], strict=True)]}
        )

    def _put(self, action, source):
        action = json.loads(action)["index"]
        place = (action["_index"], action["_id"])
        held = self.documents.get(place, (-1, None))[0]
        if self.left is not None:
            if self.left == 0:
                raise KilledError
            self.left -= 1
        if action["version"] < held or (action["version"] == held and action["version_type"] == "external"):
            return {"status": 409, "error": {"type": "version_conflict_engine_exception"}, "_index": place[0]}
        self.documents[place] = (action["version"], json.loads(source))
        return {"status": 201, "_index": place[0]}

    async def mget(self, *, docs):
        found = []
        for doc in docs:
            held = self.documents.get((doc["_index"], doc["_id"]))
            found.append({"_id": doc["_id"], "found": held is not None, "_source": held and held[1]})
        return {"docs": found}


def record(offset, message):
    topic = ANALYSED if isinstance(message, AnalysedPost) else CLUSTERS
    return SimpleNamespace(topic=topic.name, value=encode(message), offset=offset, key=b"1:1", partition=0)


async def live(order, store, size=1):
    """Reads the records in batches, as app.py does: a change without its post waits, and holds the commit back."""
    records = [record(offset, message) for offset, message in enumerate(order)]
    start, kills = 0, 0
    while True:
        waiting = []
        try:
            for first in range(start, len(records), size):
                batch = Batch("live")
                part = records[first : first + size]
                for each in part:
                    batch.add(each)
                again = waiting if batch.posts() else []
                for each in again:
                    batch.add(each)
                settled = await settle(store, batch)
                assert settled.refused == []
                waiting = [*settled.early, *(each for each in waiting if each not in again)]
                start = min([each.offset for each in waiting] or [first + len(part)])
        except KilledError:
            # What waited is forgotten, and everything after the commit comes again.
            store.left = None
            kills += 1
            continue
        return kills


def ends_well(store):
    document = store.documents["posts-live-2021.07", "1:1"]
    kept = {id_: source["text"] for (index, id_), (_, source) in store.documents.items() if "revisions" in index}
    return document, kept


async def whole():
    store = Store()
    await live(LIFE, store, size=len(LIFE))
    return ends_well(store)


async def test_the_end_is_the_last_text_taken_down_with_its_place_and_every_earlier_text_kept():
    (version, document), kept = await whole()
    assert (document["text"], document["deleted"], document["cluster"]["rank"]) == ("edited again", True, 2)
    assert document["deleted_seen_at"] == "2021-07-04T00:00:00Z"
    assert version == 4 * 2**20 + 1
    assert kept == {"1:1:1": "first", "1:1:2": "edited", "1:1:3": "edited again"}


@pytest.mark.parametrize("size", [1, 2, 5])
async def test_in_every_order_the_end_is_the_same(size):
    end = await whole()
    for order in itertools.permutations(LIFE):
        store = Store()
        await live(order, store, size)
        assert ends_well(store) == end, order


@pytest.mark.parametrize("size", [1, 2])
async def test_killed_after_any_write_in_any_order_the_end_is_the_same(size):
    end, killed = await whole(), 0
    for order in itertools.permutations(LIFE):
        for left in range(12):
            store = Store(left=left)
            kills = await live(order, store, size)
            killed += kills
            assert ends_well(store) == end, (order, left)
            if not kills:  # it needs fewer writes than that
                break
    assert killed > 500
