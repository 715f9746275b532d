"""Every order of an edit, a change of place, a second edit and a deletion, on the real Elasticsearch, killed in between."""

import asyncio
import itertools
import os
from types import SimpleNamespace

import pytest
from seeding import remove

from processors.index import settle as settling
from processors.index.batch import Batch
from processors.index.create import create_indices
from processors.index.elastic import client, connect
from processors.index.settle import settle
from schemas.codec import encode
from schemas.messages import AnalysedPost, Channel, Cluster, ClusterChange, Collected
from schemas.topics import ANALYSED, CLUSTERS

GENERATION = f"lives{os.getpid()}"
DATE = "2021-07-01T00:00:00Z"
STEPS = ("post", "edit", "place", "second edit", "deletion")
ORDERS = tuple(itertools.permutations(STEPS))


def event(number, step):
    """One event of the life of post `number`: each order is lived by a post of its own."""
    id_ = f"1:{number}"
    if step == "place":
        cluster = Cluster(id=f"s{number}", first_post_id=id_, rank=2, lag_s=9, revision=1)
        return ClusterChange(post_id=id_, date=DATE, cluster=cluster)
    version = {"post": 1, "edit": 2, "second edit": 3, "deletion": 4}[step]
    gone = step == "deletion"
    return AnalysedPost(
        post_id=id_,
        channel=Channel(id=1),
        message_id=number,
        version=version,
        date=DATE,
        text=None if gone else step,
        deleted=gone,
        collected=Collected(at=f"2021-07-0{version}T00:00:00Z"),
    )


class KilledError(Exception):
    """The step ends here."""


async def live(elasticsearch, kill, monkeypatch):
    """All orders beside each other: batch i holds the i-th event of each. `kill` says where each batch is broken off first."""
    made, waiting = connect(elasticsearch), []
    whole = settling._write

    async def broken(search, writes, turns):
        # The first call writes earlier versions, the second the current documents, of which half get through.
        calls.append(len(writes))
        if kill == "before the documents" and len(calls) == 2:
            raise KilledError
        if kill == "among the documents" and len(calls) == 2:
            await whole(search, writes[: len(writes) // 2], turns)
            raise KilledError
        return await whole(search, writes, turns)

    try:
        for place in range(len(STEPS)):
            events = [event(number, order[place]) for number, order in enumerate(ORDERS)]
            came = {each.post_id for each in events if isinstance(each, AnalysedPost)}
            batch = Batch(GENERATION)
            for each in (*events, *(each for each in waiting if each.post_id in came)):
                topic = ANALYSED if isinstance(each, AnalysedPost) else CLUSTERS
                batch.add(SimpleNamespace(topic=topic.name, value=encode(each), message=each))
            calls: list[int] = []
            if kill == "after the documents":
                await settle(made, batch)
            elif kill:
                monkeypatch.setattr(settling, "_write", broken)
                with pytest.raises(KilledError):
                    await settle(made, batch)
                monkeypatch.setattr(settling, "_write", whole)
            settled = await settle(made, batch)
            assert settled.refused == []
            waiting = [each for each in waiting if each.post_id not in came]
            waiting += [each.message for each in settled.early]
        assert waiting == []
    finally:
        await made.close()


@pytest.mark.parametrize("kill", [None, "before the documents", "among the documents", "after the documents"])
def test_every_order_ends_in_the_same_document_with_every_earlier_version(elasticsearch, kill, monkeypatch):
    create_indices(elasticsearch, GENERATION)
    try:
        asyncio.run(live(elasticsearch, kill, monkeypatch))
        with client(elasticsearch) as search:
            search.indices.refresh(index=f"posts-*{GENERATION}*")
            current = search.search(index=f"posts-{GENERATION}-*", size=1_000, version=True)["hits"]["hits"]
            earlier = search.search(index=f"posts-revisions-{GENERATION}-*", size=1_000)["hits"]["hits"]
        assert len(current) == len(ORDERS) == 120
        for hit in current:
            document = hit["_source"]
            assert (document["text"], document["deleted"]) == ("second edit", True), ORDERS[document["message_id"]]
            assert (document["cluster"]["rank"], hit["_version"]) == (2, 4 * 2**20 + 1)
            assert document["deleted_seen_at"] == "2021-07-04T00:00:00Z"
        kept = {hit["_id"]: hit["_source"]["text"] for hit in earlier}
        for number in range(len(ORDERS)):
            said = {version: kept[f"1:{number}:{version}"] for version in (1, 2, 3)}
            assert said == {1: "post", 2: "edit", 3: "second edit"}, ORDERS[number]
        assert len(kept) == 3 * len(ORDERS)
    finally:
        remove(elasticsearch, GENERATION)
