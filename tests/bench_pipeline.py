"""`make bench`: the pipeline on real servers, each figure as a ratio to a plain program in the same run. It prints, nothing fails.

    .venv/bin/python -m tests.bench_pipeline [--part faust|path|memory] [--posts 30000] [--rounds 2]

faust   analysing by Faust, beside a bare Faust agent that only forwards bytes
path    from the raw topic to searchable, live and by replay, beside one plain asyncio program that does the same work
memory  the steps' memory while 500,000 posts pass

A rate is counted between a tenth of the posts and all of them, so that no program's start is in it. Turn and turn about;
the best of the rounds counts. The posts: labelled ones that name nobody, with new numbers in them; of a hundred, ten that
name organisations and five claims of an attack of their own.
Everything runs on servers of its own, which end with it.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import msgspec
from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition

from deploy.local import stack as local_stack
from deploy.local.layout import default_cache
from processors.index.create import create_indices
from processors.index.elastic import client
from processors.topics import create_topics
from schemas.topics import ANALYSED
from tests.pipeline.posts import CLAIMS, NAMING, feed
from tests.stacks import search_config, settings_of

PARTS = ("faust", "path", "memory")
MANY = 500_000
LIMIT_S = 900
RESTS_S = 0.25


@contextlib.contextmanager
def servers(*, search=True):
    """A stack of its own with topics, and the environment of a user of it. SIGTERM ends it as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="rasd-bench-") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder)
        running = local_stack.up(data / "stack", default_cache(), with_elasticsearch=search)
        try:
            create_topics(running.kafka)
            if search:
                create_indices(search_config(running), "live")
            yield running, os.environ | settings_of(running) | {"RASD_DATA": str(data / "rasd")}
        finally:
            local_stack.purge(data / "stack")


@contextlib.contextmanager
def program(environment, *arguments):
    """A program that works until the block ends. Its words are shown if it ends by itself and badly."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([sys.executable, "-m", *arguments], env=environment, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.terminate()
            status = process.wait(60)
            if status not in {0, -15}:
                log.seek(0)
                print(log.read().decode(errors="replace")[-3000:], file=sys.stderr)


class Run(NamedTuple):
    """Posts a second, and microseconds of processor time a post, of one program with its children."""

    rate: float = 0.0
    spent_us: float = 0.0


def run(count, total, process):
    """Watches a program between a tenth of the posts and all of them, by a function that counts those that are through."""
    begun, first, used, limit = None, 0, 0.0, time.monotonic() + LIMIT_S
    while True:
        done, now = count(), time.monotonic()
        if begun is None and done >= total / 10:
            begun, first, used = now, done, spent(process.pid)
        if done >= total and begun is not None:
            return Run((total - first) / (now - begun), 1e6 * (spent(process.pid) - used) / (total - first))
        if now > limit or process.poll() is not None:
            raise SystemExit(f"only {done} of {total} posts came through")
        time.sleep(RESTS_S)


def spent(parent):
    """Seconds of processor time of a program and its children."""
    return sum(sum(map(int, fields[11:13])) for _, fields in family(parent)) / os.sysconf("SC_CLK_TCK")


def resident(parent):
    """Step and megabytes of each child."""
    for pid, fields in family(parent):
        if step := step_of(pid):
            yield step, int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def step_of(pid):
    """Which step of rasd a process is; None if it is none, or has ended."""
    with contextlib.suppress(OSError, ValueError):
        words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
        return words[words.index("--only") + 1] if "--supervised" in words else None


def family(parent):
    """A process and its children: their ids, and the fields of `/proc/PID/stat` after the name."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if parent in {int(folder.name), int(fields[1])}:
                yield int(folder.name), fields


def length(kafka, topic):
    """How many records a topic has had."""
    reader = KafkaConsumer(bootstrap_servers=kafka, enable_auto_commit=False)
    places = [TopicPartition(topic, number) for number in reader.partitions_for_topic(topic)]

    def count():
        return sum(reader.end_offsets(places).values())

    return count


def searchable(search, generation):
    def count():
        index = f"posts-{generation}-*"
        search.indices.refresh(index=index)
        return search.count(index=index)["count"]

    return count


def create_topic(kafka, name):
    admin = KafkaAdminClient(bootstrap_servers=kafka)
    admin.create_topics({name: {"num_partitions": ANALYSED.partitions}})
    admin.close()


def faust(posts, rounds):
    """(a): each round on a broker of its own, so that both begin with the same topics."""
    best = {"bare": Run(), "rasd": Run()}
    for _ in range(rounds):
        with servers(search=False) as (running, environment):
            feed(running.kafka, posts)
            create_topic(running.kafka, "bare")
            bare = ("tests.pipeline.bare_agent", running.kafka, "bare", environment["RASD_DATA"])
            for name, topic, arguments in (
                ("bare", "bare", bare),
                ("rasd", ANALYSED.name, ("rasd", "work", "--only", "analyse")),
            ):
                with program(environment, *arguments) as process:
                    best[name] = max(best[name], run(length(running.kafka, topic), posts, process))
    print(f"{posts:,} posts through one Faust process")
    told("a bare agent that forwards bytes", best["bare"])
    told("analyse", best["rasd"], best["bare"])


def path(posts, rounds):
    """(b) and (c)."""
    best = {"plain": Run(), "live": Run(), "replay": Run()}
    for number in range(rounds):
        with servers() as (running, environment), client(search_config(running)) as search:
            feed(running.kafka, posts)
            create_topic(running.kafka, "plain")
            create_indices(search_config(running), "plain")
            wanted = msgspec.json.encode(search_config(running)).decode()
            plain = ("tests.pipeline.plain_program", running.kafka, "plain", "plain", wanted)
            live = ("rasd", "work", "--only", "analyse,correlate,index")
            replay = ("rasd", "replay", "--generation", "again")
            turns = [("plain", "plain", plain), ("live", "live", live), ("replay", "again", replay)]
            for name, generation, arguments in turns if number % 2 == 0 else [turns[1], turns[0], turns[2]]:
                with program(environment, *arguments) as process:
                    best[name] = max(best[name], run(searchable(search, generation), posts, process))
    print(
        f"{posts:,} posts from the raw topic to searchable, {NAMING} % naming, {CLAIMS} % claims; {os.cpu_count()} processors"
    )
    told("one plain asyncio program", best["plain"])
    told("live: three steps", best["live"], best["plain"])
    told("replay: packed", best["replay"], best["plain"])


def memory(posts):
    """(d): resident memory of each step at ten moments, by how many posts were searchable."""
    with servers() as (running, environment), client(search_config(running)) as search:
        feed(running.kafka, posts)
        print(f"{posts:,} posts, resident memory in MB by step")
        with program(environment, "rasd", "work", "--only", "analyse,correlate,index") as process:
            count, limit, shown = searchable(search, "live"), time.monotonic() + 2 * LIMIT_S, 0
            while shown < posts:
                time.sleep(1)
                if (done := count()) >= min(posts, shown + posts // 10):
                    shown = done
                    sizes = ", ".join(f"{step} {size:.0f}" for step, size in sorted(resident(process.pid)))
                    print(f"{done:>10,}: {sizes}", flush=True)
                if time.monotonic() > limit or process.poll() is not None:
                    raise SystemExit(f"only {done} of {posts} posts came through")


def told(name, done, beside=None):
    ratio = f", {done.rate / beside.rate:.2f} of it" if beside else ""
    print(f"{name:36} {done.rate:10,.0f} a second{ratio}; {done.spent_us:,.0f} µs of processor time a post", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=PARTS, help="only this one")
    parser.add_argument("--posts", type=int, default=30_000, help=f"for faust and path; memory takes {MANY:,}")
    parser.add_argument("--many", type=int, default=MANY, help="for memory")
    parser.add_argument("--rounds", type=int, default=2)
    wanted = parser.parse_args()
    if wanted.part in {None, "faust"}:
        faust(wanted.posts, wanted.rounds)
    if wanted.part in {None, "path"}:
        path(wanted.posts, wanted.rounds)
    if wanted.part in {None, "memory"}:
        memory(wanted.many)


if __name__ == "__main__":
    main()
