"""The demo's corpus in Elasticsearch, in a generation of its own: analysed, correlated, written as the step writes."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import msgspec

from deploy.telegram_sim import corpus_folder
from processors.analyse.post import build_analyser
from processors.correlate.offline import analyse_in_order
from processors.index.batch import Batch
from processors.index.create import create_indices
from processors.index.elastic import client, connect
from processors.index.settle import settle
from schemas.codec import encode
from schemas.messages import (
    Affiliation,
    AnalysedPost,
    Channel,
    ClusterChange,
    Collected,
    Member,
    Pipeline,
    RawPost,
    Story,
)
from schemas.operations import Coverage
from schemas.registry import load_registry
from schemas.topics import ALERTS, ANALYSED, CLUSTERS, COVERAGE, STORIES

LIVE = datetime(2021, 11, 1, tzinfo=UTC)
TOPICS = {AnalysedPost: ANALYSED, ClusterChange: CLUSTERS, Story: STORIES, Coverage: COVERAGE}


@dataclass(frozen=True)
class Seeded:
    """`labels` by post id: of the last text."""

    generation: str
    posts: tuple[AnalysedPost, ...]
    labels: dict[str, dict]
    deleted: frozenset[str]
    alerts: tuple
    coverage: tuple[Coverage, ...]
    stories: tuple[Story, ...]


def seed(elasticsearch, generation):
    posts, labels, deleted = raw_posts()
    registry = load_registry()
    analyse = build_analyser(registry, Pipeline(code="test", registry=registry.version, generation=generation))
    analysed, alerts = analyse_in_order((analyse(post) for post in posts), now=LIVE)
    seeded = Seeded(
        generation, tuple(analysed), labels, deleted, tuple(alerts), coverage(posts), tuple(stories(analysed))
    )
    create_indices(elasticsearch, generation)
    # As in the pipeline: a post's place comes by a message of its own.
    bare = [msgspec.structs.replace(post, cluster=None) for post in analysed]
    places = {
        post.post_id: ClusterChange(post_id=post.post_id, date=post.date, cluster=post.cluster)
        for post in analysed
        if post.cluster
    }
    asyncio.run(write(elasticsearch, generation, (*bare, *places.values(), *seeded.stories, *alerts, *seeded.coverage)))
    with client(elasticsearch) as search:
        search.options(request_timeout=60).indices.refresh(index=f"*-{generation}*")
    return seeded


async def write(elasticsearch, generation, messages):
    made = connect(elasticsearch)
    try:
        for start in range(0, len(messages), 1_000):
            batch = Batch(generation)
            for offset, message in enumerate(messages[start : start + 1_000]):
                topic = TOPICS.get(type(message), ALERTS)
                batch.add(SimpleNamespace(topic=topic.name, value=encode(message), offset=offset, key=b""))
            settled = await settle(made, batch)
            assert not settled.refused, settled.refused[:3]
    finally:
        await made.close()


def remove(elasticsearch, generation):
    with client(elasticsearch) as search:
        for kind in ("posts", "posts-revisions", "stories", "alerts", "coverage"):
            for index in search.indices.get(index=f"{kind}-{generation}*"):
                search.indices.delete(index=index)
            search.indices.delete_index_template(name=f"rasd-{kind}-{generation}")


def raw_posts():
    """Every operation of the corpus as the raw post that the collector makes of it."""
    channels = {each["id"]: each for each in json.loads((corpus_folder() / "channels.json").read_text("utf-8"))}
    last, labels, deleted, made = {}, {}, set(), []
    lines = (corpus_folder() / "posts.jsonl").read_text("utf-8").splitlines()
    for number, line in enumerate(map(json.loads, lines)):
        when = line.get("date") or (LIVE + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
        for message in line.get("message_ids") or [line["message_id"]]:
            id_ = f"{line['channel']}:{message}"
            before = last.get(id_)
            post = RawPost(
                channel=channel(channels[line["channel"]]),
                message_id=message,
                version=before.version + 1 if before else 1,
                date=before.date if before else when,
                edit_date=when if line["op"] == "edit" else None,
                deleted=line["op"] == "delete",
                text=line.get("text"),
                views=line.get("views"),
                collected=Collected(at=when, mode="live"),
            )
            last[id_] = post
            labels[id_] = line["labels"]
            if line["op"] == "delete":
                deleted.add(id_)
            made.append(post)
    return made, labels, frozenset(deleted)


def channel(info):
    kahf = Affiliation(organisation="ashab_al_kahf", certainty="assessed") if "kahf" in info["username"] else None
    return Channel(
        id=info["id"], username=info["username"], title=info["title"], subscribers=info["subscribers"], affiliation=kahf
    )


def coverage(posts):
    ids = sorted({post.channel.id for post in posts})
    seen = [
        Coverage(
            channel_id=id_,
            kind="seen",
            start="2020-03-01T00:00:00Z",
            end="2021-12-31T00:00:00Z",
            at="2021-12-31T00:00:00Z",
        )
        for id_ in ids
    ]
    start, end, at = (f"2021-11-01T0{hour}:00:00Z" for hour in range(3))
    gap = Coverage(channel_id=ids[0], kind="gap", reason="test", start=start, end=end, at=at)
    return (*seen, gap)


def stories(analysed):
    """Correlation's own stories, told from the places of the posts."""
    members: dict[str, dict[str, AnalysedPost]] = {}
    for post in analysed:
        if post.cluster:
            members.setdefault(post.cluster.id, {})[post.post_id] = post
    for id_, posts in members.items():
        ranked = sorted(posts.values(), key=lambda post: post.cluster.rank)
        claims = [post.claim for post in ranked if post.claim]
        yield Story(
            story_id=id_,
            kind="claim" if claims else "statement",
            first_post_id=ranked[0].post_id,
            members=tuple(
                Member(
                    post_id=post.post_id,
                    channel=str(post.channel.id),
                    date=post.date,
                    rank=post.cluster.rank,
                    lag_s=post.cluster.lag_s,
                )
                for post in ranked
            ),
            brands=tuple(dict.fromkeys(brand for claim in claims for brand in claim.brands)),
            areas=tuple(dict.fromkeys(area for claim in claims for area in claim.areas)),
            revision=1,
        )
