"""How many posts a second the collector takes from a simulated Telegram into Kafka: history, then live. Part of `make bench`.

It measures and prints, and fails only if something was lost. The simulator runs in a process of its own: it costs about as
much as the collector.
"""

import argparse
import asyncio
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "integration"))

from telegram_world import Tail, sign_in, write_corpus

from deploy.local import stack as local_stack
from deploy.local.layout import default_cache
from deploy.telegram_sim.operations import read_operation
from deploy.telegram_sim.simulator import Simulator
from ingest.collect import collect
from ingest.config import TEST_RATE, IngestConfig, Pace
from processors.topics import create_topics
from schemas.codec import decode_raw
from schemas.topics import RAW

CHANNELS = 10


def simulate(folder, ready, orders):
    """A process: serves Telegram, and posts `count` at `rate` a second when told to."""

    async def serve():
        async with Simulator(folder / "sim", folder / "corpus") as simulator:
            ready.send((simulator.host, simulator.port, str(simulator.key_file)))
            while order := await asyncio.to_thread(orders.recv):
                channels, count, rate = order
                loop = asyncio.get_running_loop()
                start = loop.time()
                for number in range(count):
                    await simulator.do(
                        read_operation({"op": "post", "channel": channels[number % len(channels)], "text": TEXT})
                    )
                    if (ahead := start + number / rate - loop.time()) > 0.01:
                        await asyncio.sleep(ahead)
                ready.send(loop.time() - start)

    asyncio.run(serve())


TEXT = "بيان صادر عن فصيل تجريبي: نص الخبر كما يكتب عادة في القنوات، بضع جمل لا أكثر، وفيه رابط واسم ومكان. " * 3


async def measure(kafka, history, live, rate):
    base = 4_500_000_000 + os.getpid() * 1000
    channels = [base + number for number in range(CHANNELS)]
    with tempfile.TemporaryDirectory(prefix="rasd-bench-") as name:
        folder = Path(name)
        write_corpus(folder / "corpus", channels, history // CHANNELS)
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        told, telling = context.Pipe()
        process = context.Process(target=simulate, args=(folder, theirs, told), daemon=True)
        process.start()
        host, port, key = await asyncio.to_thread(ours.recv)
        config = IngestConfig(
            kafka=kafka, data=folder / "data", sources=folder / "corpus" / "sources.yaml", api_id=1, api_hash="demo",
            session=folder / "a.session", server=(host, port), server_key=Path(key), collector="bench",
            pace=Pace(rate=TEST_RATE),
        )  # fmt: skip
        await sign_in(config, Simulator)
        tail = Tail(kafka, RAW.name)
        start, used = time.monotonic(), time.process_time()
        memory = []
        watching = asyncio.ensure_future(_watch(memory))
        result = await collect(config, until_caught_up=True, report=lambda *_: None)
        watching.cancel()
        seconds = time.monotonic() - start
        used = time.process_time() - used
        print(f"history: {result.collected} posts in {seconds:.1f} s: {result.collected / seconds:,.0f} a second")
        print(f"         {used:.1f} s of processor time: {result.collected / used:,.0f} posts for each")
        tenths = [memory[len(memory) * tenth // 10] for tenth in range(10)]
        print(f"         resident memory at each tenth of that time: {', '.join(f'{each:.0f}' for each in tenths)} MB")
        running = asyncio.ensure_future(collect(replace(config), until_caught_up=False, report=lambda *_: None))
        await asyncio.sleep(3)
        start, used = time.monotonic(), time.process_time()
        telling.send((channels, live, rate))
        sent = await asyncio.to_thread(ours.recv)
        ids = set()
        while len(ids) < result.collected + live and time.monotonic() - start < sent + 120:
            ids = {record for record in map(_key, await asyncio.to_thread(tail.read)) if record[0] in channels}
            await asyncio.sleep(0.5)
        seconds = time.monotonic() - start
        running.cancel()
        await asyncio.wait({running})
        used = time.process_time() - used
        lost = result.collected + live - len(ids)
        print(
            f"live: {live} posts, sent in {sent:.1f} s, all in Kafka after {seconds:.1f} s: {live / seconds:,.0f} a second"
        )
        print(f"      {used:.1f} s of processor time, the test's own reading of the topic included")
        print(f"lost: {lost}; largest memory of the collector with its test: {_memory():.0f} MB")
        process.kill()
        return lost


def _key(value):
    post = decode_raw(value)
    return post.channel.id, post.message_id


async def _watch(memory):
    while True:
        memory.append(_resident())
        await asyncio.sleep(0.1)


def _resident():
    """Megabytes now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench_collect", description=__doc__)
    parser.add_argument("--kafka", help="host:port; without it a stack of its own is started")
    parser.add_argument("--history", type=int, default=30_000)
    parser.add_argument("--live", type=int, default=10_000)
    parser.add_argument("--rate", type=float, default=1_000)
    options = parser.parse_args()
    if options.kafka:
        return asyncio.run(measure(options.kafka, options.history, options.live, options.rate))
    with tempfile.TemporaryDirectory(prefix="rasd-bench-stack-") as name:
        running = local_stack.up(Path(name), default_cache(), with_elasticsearch=False)
        try:
            create_topics(running.kafka)
            return asyncio.run(measure(running.kafka, options.history, options.live, options.rate))
        finally:
            local_stack.purge(Path(name))


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
