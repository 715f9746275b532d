"""Kills a collector with -9 at random moments of work, again and again, and compares what is left with the simulator's ledger.

`python -m tests.kills --kafka HOST:PORT --kills 200` is the long run; the tests do a short one. A kill counts only if work was in
flight: the ledger had grown, and the topic did not hold all of it at that moment.
"""

import argparse
import asyncio
import itertools
import multiprocessing
import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "integration"))

from telegram_world import until, world

CHECKED_EVERY = 20


def run(config, log):
    """What `rasd collect` does, in a process of its own."""
    from ingest.collect import collect
    from processors.logs import configure_logs

    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    configure_logs("info", "json")
    asyncio.run(collect(config, until_caught_up=False, report=lambda *_: None))


def start(telegram, log):
    """A collector's process. It is forked from one that has everything imported, or a run would only measure imports."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["ingest.collect", "processors.logs", "tests.kills"])
    process = processes.Process(target=run, args=(telegram.config, str(log)))
    process.start()
    return process


async def make_news(telegram, chance, stop, going):
    """While `going`: posts, edits and deletions without a pause, so that there is always work in flight."""
    alive = {channel: list(range(1, 21)) for channel in telegram.channels}
    for number in itertools.count():
        await going.wait()
        if stop.is_set():
            return
        channel = chance.choice(telegram.channels)
        roll = chance.random()
        if roll < 0.6 or len(alive[channel]) < 5:
            alive[channel].append(await telegram.simulator.post(channel, f"خبر {number}"))
        elif roll < 0.85:
            await telegram.simulator.edit(channel, chance.choice(alive[channel]), f"معدل {number}")
        else:
            gone = alive[channel].pop(chance.randrange(len(alive[channel])))
            await telegram.simulator.delete(channel, gone)
        if chance.random() < 0.05:
            telegram.order("mute", count=chance.randint(1, 5))
        if chance.random() < 0.01:
            telegram.order("drop")
        await asyncio.sleep(chance.uniform(0, 0.05))


async def kill_often(telegram, kills, *, seed, tell=lambda _: None):
    """Gives how many kills met work in flight. Raises AssertionError if anything is missing at the end."""
    chance, counted, stop = random.Random(seed), 0, asyncio.Event()  # noqa: S311  # a test's dice
    log = telegram.config.data.parent / "collect.log"
    process, going = None, asyncio.Event()
    going.set()
    news = asyncio.ensure_future(make_news(telegram, chance, stop, going))
    try:
        for number in range(1, kills + 1):
            process = start(telegram, log)
            before = len(await asyncio.to_thread(telegram.posts))
            await until(lambda before=before: len(telegram.posts()) > before, 60)
            await asyncio.sleep(chance.uniform(0, 1.5))
            assert process.is_alive(), "the collector ended by itself"
            process.kill()
            process.join()
            behind = bool(await asyncio.to_thread(telegram.problems))
            counted += behind
            if number % CHECKED_EVERY == 0:
                going.clear()
                process = start(telegram, log)
                await telegram.equal(120)
                process.kill()
                process.join()
                tell(f"after {number} kills: the topic is the ledger")
                going.set()
            tell(
                f"kill {number}: {'in flight' if behind else 'idle'}, {len(telegram.ledger())} operations in the ledger"
            )
        stop.set()
        going.set()
        await news
        process = start(telegram, log)
        await telegram.equal(120)
    finally:
        news.cancel()
        if process is not None and process.is_alive():
            process.kill()
            process.join()
    return counted


async def main():
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--kafka", required=True)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    base = 4_000_000_000 + os.getpid() * 1000
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rasd-kills-") as folder:
        async with world(Path(folder), options.kafka, [base, base + 1, base + 2]) as telegram:
            counted = await kill_often(
                telegram, options.kills, seed=options.seed, tell=lambda line: print(line, flush=True)
            )
            posts, ledger = telegram.posts(), telegram.ledger()
    seconds = time.monotonic() - began
    print(f"{counted} of {options.kills} kills met work in flight: nothing lost of {len(ledger)} operations")
    print(f"{len(posts)} events; {seconds:.0f} s")


if __name__ == "__main__":
    asyncio.run(main())
