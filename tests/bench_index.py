"""`make bench`: indexing beside a bare bulk loader in the same run, and searches over 100,000 posts. It prints, nothing fails."""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import msgspec
from elasticsearch import Elasticsearch

from deploy.local import stack as local_stack
from deploy.local.layout import default_cache
from deploy.telegram_sim import corpus_folder
from processors.analyse.post import build_analyser
from processors.index.app import MOST
from processors.index.batch import Batch
from processors.index.bulk import IN_FLIGHT, Write, chunks
from processors.index.create import create_indices
from processors.index.derived import complete
from processors.index.document import document_of
from processors.index.elastic import client, connect, options
from processors.index.names import readable
from processors.index.query import Question, highlight_of, query_of, sort_of
from processors.index.settle import settle
from schemas.codec import encode
from schemas.messages import Channel, Pipeline, RawPost
from schemas.registry import load_registry
from schemas.topics import ANALYSED
from tests.stacks import search_config

ROUNDS = 3
INDEXED = 10_000  # a round
SEARCHED = 100_000
MONTHS = 12
ASKED = 600
START = datetime(2021, 1, 1)  # noqa: DTZ001  # only a calendar


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=SEARCHED, help="posts to search")
    wanted = parser.parse_args(arguments)
    named = os.environ.get("RASD_TEST_STACK")
    with tempfile.TemporaryDirectory(prefix="rasd-bench-") as folder:
        Path(folder).chmod(0o755)
        data = Path(named or folder)
        running = local_stack.up(data, default_cache())
        try:
            measure(search_config(running), f"bench{os.getpid()}", wanted.posts)
        finally:
            if not named:
                local_stack.purge(data)


def measure(config, generation, posts):
    create_indices(config, generation)
    try:
        asyncio.run(indexing(config, generation))
        with client(config) as search:
            search.indices.delete(index=f"posts-{generation}-2021.01")
        searching(config, generation, posts)
    finally:
        with client(config) as search:
            for kind in ("posts", "posts-revisions", "stories", "alerts", "coverage"):
                for index in search.indices.get(index=f"{kind}-{generation}*"):
                    search.indices.delete(index=index)
                search.indices.delete_index_template(name=f"rasd-{kind}-{generation}")


def analysed(count, first, date=lambda _: "2021-01-15T00:00:00Z"):
    """Posts of the demo's corpus, analysed once; again and again under new ids, each with a number of its own in it."""
    lines = (corpus_folder() / "posts.jsonl").read_text("utf-8").splitlines()
    texts = [line["text"] for line in map(json.loads, lines) if line.get("text")]
    analyse = build_analyser(load_registry(), Pipeline(code="bench", registry="bench"))
    made = [
        analyse(
            RawPost(
                channel=Channel(id=1, username="c"), message_id=1, version=1, date="2021-01-01T00:00:00Z", text=text
            )
        )
        for text in texts
    ]
    for number in range(first, first + count):
        post = made[number % len(made)]
        tail = f" {number:x}"
        yield msgspec.structs.replace(
            post,
            post_id=f"1:{number}",
            message_id=number,
            date=date(number),
            text=post.text + tail,
            normalized=post.normalized + tail,
        )


async def indexing(config, generation):
    best = {"bare": 0.0, "rasd": 0.0}
    made = connect(config)
    try:
        await made.indices.create(index=f"posts-{generation}-2021.01")
        # Turn and turn about, so that a noisy moment hits both; the first of each warms up.
        for number in range(ROUNDS + 1):
            for name, load in (("bare", bare), ("rasd", ours)):
                posts = list(analysed(INDEXED, first=(2 * number + (name == "rasd")) * INDEXED))
                work = await load(made, generation, posts)
                start = time.perf_counter()
                await work()
                rate = INDEXED / (time.perf_counter() - start)
                best[name] = max(best[name], rate) if number else 0.0
    finally:
        await made.close()
    print(f"{INDEXED:,} posts into Elasticsearch, the best of {ROUNDS} rounds, one process")
    print(f"{'bare loader, pre-serialised':28} {best['bare']:12,.0f} a second")
    print(f"{'the index step':28} {best['rasd']:12,.0f} a second, {best['rasd'] / best['bare']:.2f} of it")


async def bare(made, generation, posts):
    """Nothing but requests of bytes that were ready, as many in flight as rasd has; answers are not looked at."""
    index = f"posts-{generation}-2021.01"
    lines = {
        place: Write(index, post.post_id, 1, encode(complete(document_of(post)))).lines()
        for place, post in enumerate(posts)
    }
    bodies = [b"".join(chunk.values()) for chunk in chunks(lines)]
    headers = {"content-type": "application/x-ndjson", "accept": "application/json"}

    async def work():
        turns = asyncio.Semaphore(IN_FLIGHT)

        async def send(body):
            async with turns:
                await made.perform_request("POST", "/_bulk", headers=headers, body=body)

        await asyncio.gather(*(send(body) for body in bodies))

    return work


async def ours(made, generation, posts):
    """From Kafka's bytes to the last answer: decoded, folded into what is held, completed, written, every item inspected."""
    records = [
        SimpleNamespace(topic=ANALYSED.name, value=encode(post), key=post.post_id.encode(), offset=offset, partition=0)
        for offset, post in enumerate(posts)
    ]

    async def work():
        for start in range(0, len(records), MOST):
            batch = Batch(generation)
            for record in records[start : start + MOST]:
                batch.add(record)
            settled = await settle(made, batch)
            assert not settled.refused, settled.refused[:1]

    return work


def searching(config, generation, posts):
    dates = lambda number: (START + timedelta(hours=number % (MONTHS * 30 * 24))).strftime("%Y-%m-%dT%H:%M:%SZ")  # noqa: E731

    async def fill():
        made = connect(config)
        try:
            for first in range(0, posts, INDEXED):
                part = list(analysed(min(INDEXED, posts - first), 1_000_000 + first, dates))
                await (await ours(made, generation, part))()
        finally:
            await made.close()

    asyncio.run(fill())
    index = readable("posts", generation)
    names = [name for each in load_registry().organisations for name in (each.id, *each.names_ar, *each.names_en)]
    random.seed(1)
    with Elasticsearch(**options(config)) as search:
        search.options(request_timeout=120).indices.refresh(index=index)
        held = search.count(index=index)["count"]
        pit = search.open_point_in_time(index=index, keep_alive="5m")["id"]
        took, spent = [], []
        for number in range(ASKED + 100):
            question = Question(text=random.choice(names))  # noqa: S311
            start = time.perf_counter()
            answer = search.search(
                pit={"id": pit},
                query=query_of(question),
                sort=sort_of("newest"),
                size=20,
                track_total_hits=False,
                highlight=highlight_of(("\ue000", "\ue001")),
            )
            # The first hundred warm the server up.
            if number >= 100:
                spent.append(1000 * (time.perf_counter() - start))
                took.append(answer["took"])
        search.close_point_in_time(id=pit)
    print(
        f"searches for an organisation's name over {held:,} posts in {MONTHS} months, 20 hits with marks, {ASKED} times"
    )
    for name, each in (("as the caller sees it", spent), ("as Elasticsearch counts it", took)):
        each.sort()
        print(f"{name:28} p50 {each[len(each) // 2]:6.1f} ms   p99 {each[len(each) * 99 // 100]:6.1f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
