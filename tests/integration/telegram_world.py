"""A simulated Telegram, a collector beside it, and the comparison of its ledger with what stands in Kafka.

The comparison reads the simulator's ledger, the topics and the cursor's file; never what the collector says of itself.
"""

import asyncio
import json
import sqlite3
import time
from collections import defaultdict
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from kafka import KafkaConsumer, TopicPartition

from deploy.telegram_sim.faults import Fault
from deploy.telegram_sim.simulator import Simulator
from ingest.collect import collect
from ingest.config import TEST_RATE, IngestConfig, Pace
from ingest.telegram.login import login
from schemas.codec import decode, decode_raw
from schemas.operations import Coverage
from schemas.topics import COVERAGE, RAW


class Tail:
    """The records of a topic from now on."""

    def __init__(self, kafka, topic):
        self._reader = KafkaConsumer(bootstrap_servers=kafka, enable_auto_commit=False)
        places = [TopicPartition(topic, number) for number in sorted(self._reader.partitions_for_topic(topic))]
        self._reader.assign(places)
        self._reader.seek_to_end(*places)
        for place in places:
            self._reader.position(place)
        self.values = []

    def read(self):
        """What has come until now."""
        while got := self._reader.poll(timeout_ms=150):
            for part in got.values():
                self.values += [record.value for record in part]
        return self.values

    def close(self):
        self._reader.close()


def problems(ledger, posts, coverage, *, every_version=False):
    """What the topic lacks of the ledger, or has that never was; empty if nothing. Posts are decoded, in any order.

    `every_version` asks for each edit, which can be asked only where no push was kept back.
    """
    events = defaultdict(list)
    for post in posts:
        events[post.channel.id, post.message_id].append(post)
    truth = defaultdict(list)
    for entry in ledger:
        for number in entry["message_ids"]:
            if entry["op"] != "counters":
                truth[entry["channel"], number].append(entry)
    told = {
        (record.channel_id, number)
        for record in coverage
        if record.kind in {"hole", "unseen_deletion"}
        for number in range(record.from_id, record.to_id + 1)
    }
    found = [f"{place}: in the topic, but it never was" for place in events.keys() - truth.keys()]
    for place, happened in truth.items():
        found += [
            f"{place}: {wrong}" for wrong in _wrong(happened, events.get(place, []), place in told, every_version)
        ]
    return found


def _wrong(happened, events, told, every_version):
    gone = happened[-1]["op"] == "delete"
    if not events:
        if not gone:
            yield "lost"
        elif not told:
            yield "taken down before it was seen, and coverage does not say so"
        return
    events = sorted(events, key=lambda post: post.version)
    distinct = {post.event_id: post for post in events}
    if len({(post.version, post.event_id) for post in events}) != len({post.version for post in events}):
        yield "two events have one version"
    last = [post for post in events if not post.counters_only][-1]
    hashes = [entry["text_sha256"] for entry in happened if entry["op"] != "delete"]
    if last.deleted != gone:
        yield "its deletion is missing" if gone else "taken down in the topic, alive in Telegram"
    if gone and last.deleted and len(events) > 1 and last.date != events[0].date:
        yield "the deletion has another date"
    if not gone and not last.deleted and _hash(last) not in {hashes[-1], None}:
        yield "its last version is missing"
    seen = {_hash(post) for post in distinct.values() if not post.deleted}
    if every_version and not set(hashes) <= seen | {None} and None not in seen:
        yield "a version is missing"
    if not seen <= {*hashes, None}:
        yield "a version that never was"


def _hash(post):
    return None if post.text is None else sha256(post.text.encode()).hexdigest()


def claims(cursor_file, posts):
    """What the cursor says it knows and the topic does not have."""
    there = {(post.channel.id, post.message_id, post.event_id) for post in posts}
    with sqlite3.connect(cursor_file) as db:
        rows = db.execute("SELECT channel, message, event FROM posts WHERE version > 0").fetchall()
        heads = db.execute("SELECT id, cursor FROM channels").fetchall()
        unread = db.execute("SELECT channel, low, high FROM unread").fetchall()
    return [f"{row} is remembered, but not in the topic" for row in rows if tuple(row) not in there], heads, unread


@dataclass
class World:
    """What a test has in its hands."""

    simulator: Simulator
    config: IngestConfig
    channels: list
    raw: Tail
    coverage_topic: Tail
    told: list = field(default_factory=list)
    running: asyncio.Future | None = None

    def ledger(self):
        return [json.loads(line) for line in self.simulator.ledger.path.read_text().splitlines()]

    def posts(self):
        return [post for post in map(decode_raw, self.raw.read()) if post.channel.id in self.channels]

    def coverage(self):
        records = [decode(Coverage, value) for value in self.coverage_topic.read()]
        return [
            record
            for record in records
            if record.channel_id in {0, *self.channels} and record.by == self.config.collector
        ]

    def problems(self, **options):
        posts = self.posts()
        wrong, heads, unread = claims(self.config.data / "cursor.sqlite", posts)
        alive = {(entry["channel"], number): entry["op"] for entry in self.ledger() for number in entry["message_ids"]}
        there = {(post.channel.id, post.message_id) for post in posts}
        for channel, head in heads:
            wrong += [
                f"{place}: below the cursor, but not in the topic"
                for place, op in alive.items()
                if place[0] == channel and place[1] <= head and op != "delete" and place not in there
                and not any(row[0] == channel and row[1] < place[1] < row[2] for row in unread)
            ]  # fmt: skip
        return problems(self.ledger(), posts, self.coverage(), **options) + wrong

    def order(self, kind, **fields):
        self.simulator.order(Fault(kind, **fields))

    async def equal(self, limit_s=30, **options):
        """Waits until the topic is the ledger."""

        def same():
            if self.running and self.running.done():
                self.running.result()
            return not self.problems(**options)

        await until(same, limit_s, lambda: self.problems(**options)[:5])

    async def caught_up(self, **changes):
        """Runs the collector to its end; gives its result."""
        return await collect(replace(self.config, **changes), until_caught_up=True, report=lambda *_: None)

    @asynccontextmanager
    async def collecting(self, config=None):
        """The collector beside the test, in its live phase; ended with it."""
        running = self.running = asyncio.ensure_future(
            collect(config or self.config, until_caught_up=False, report=lambda *told: self.told.append(told))
        )
        try:
            await until(lambda: running.done() or len(self.told) >= len(self.channels), 30)
            if running.done():
                running.result()
            yield running
        finally:
            running.cancel()
            await asyncio.wait({running})


async def until(condition, limit_s=30, why=lambda: ""):
    """Waits for a condition that may take a moment to look at."""
    deadline = time.monotonic() + limit_s
    while not (found := await asyncio.to_thread(condition)):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {limit_s} s: {await asyncio.to_thread(why) or condition}")
        await asyncio.sleep(0.1)
    return found


def _when(place):
    return (datetime(2021, 1, 1, tzinfo=UTC) + timedelta(seconds=place)).isoformat()


def write_corpus(folder, channels, history):
    """Channels with `history` posts each."""
    folder.mkdir(parents=True, exist_ok=True)
    infos = [{"id": number, "title": f"قناة {number}", "username": f"sim_{number}"} for number in channels]
    (folder / "channels.json").write_text(json.dumps(infos))
    lines = [
        {"op": "post", "channel": number, "message_id": place, "date": _when(place), "text": f"نص {place}"}
        for number in channels
        for place in range(1, history + 1)
    ]
    (folder / "posts.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / "sources.yaml").write_text("sources:\n" + "".join(f"- username: sim_{number}\n" for number in channels))


@asynccontextmanager
async def world(tmp_path: Path, kafka, channels, *, history=20, **pace):
    """A simulator with signed-in accounts, and the settings of a collector beside it."""
    write_corpus(tmp_path / "corpus", channels, history)
    async with Simulator(tmp_path / "sim", tmp_path / "corpus") as simulator:
        config = IngestConfig(
            kafka=kafka,
            data=tmp_path / "data",
            sources=tmp_path / "corpus" / "sources.yaml",
            api_id=simulator.api_id,
            api_hash=simulator.api_hash,
            session=tmp_path / "a.session",
            server=(simulator.host, simulator.port),
            server_key=simulator.key_file,
            collector=f"c{channels[0]}",
            pace=Pace(**{"rate": TEST_RATE, "poll_floor_s": 1.0, "request_s": 3.0, **pace}),
        )
        await sign_in(config, simulator)
        raw, coverage = Tail(kafka, RAW.name), Tail(kafka, COVERAGE.name)
        try:
            yield World(simulator, config, channels, raw, coverage)
        finally:
            raw.close()
            coverage.close()


async def sign_in(config, simulator):
    await login(config, lambda *_: simulator.code, simulator.phone)
