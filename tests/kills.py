"""Kills a collector with -9 at random moments of work, again and again, and compares what is left with the simulator's ledger.

`python -m tests.kills --kafka HOST:PORT --kills 200` is the long run; the tests do a short one. A kill counts only if work was in
flight: the ledger had grown, and the topic did not hold all of it at that moment.
"""

import argparse
import asyncio
import itertools
import os
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "integration"))

from telegram_world import until, world

ROOT = Path(__file__).parents[1]


async def start(telegram, log):
    """The command as a user starts it."""
    config = telegram.config
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RASD_")} | {
        "RASD_KAFKA": config.kafka,
        "RASD_DATA": str(config.data),
        "RASD_SOURCES": str(config.sources),
        "RASD_COLLECTOR": config.collector,
        "RASD_TELEGRAM_API_ID": str(config.api_id),
        "RASD_TELEGRAM_API_HASH": config.api_hash,
        "RASD_TELEGRAM_SESSION": str(config.session),
        "RASD_TELEGRAM_SERVER": f"{config.server[0]}:{config.server[1]}",
        "RASD_TELEGRAM_SERVER_KEY": str(config.server_key),
        "RASD_POLL_FLOOR_S": "1",
        "RASD_TELEGRAM_TIMEOUT_S": "5",
        "RASD_LOG_FORMAT": "json",
        "PYTHONPATH": str(ROOT),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "rasd",
        "collect",
        stdout=log,
        stderr=log,
        stdin=asyncio.subprocess.DEVNULL,
        env=environment,
    )


async def make_news(telegram, chance, stop):
    """Posts, edits and deletions without a pause, so that there is always work in flight."""
    alive = {channel: list(range(1, 21)) for channel in telegram.channels}
    for number in itertools.count():
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
    log = (telegram.config.data.parent / "collect.log").open("ab")
    news = asyncio.ensure_future(make_news(telegram, chance, stop))
    try:
        for number in range(1, kills + 1):
            process = await start(telegram, log)
            before = len(await asyncio.to_thread(telegram.posts))
            await until(lambda before=before: len(telegram.posts()) > before, 60)
            await asyncio.sleep(chance.uniform(0, 1.5))
            assert process.returncode is None, "the collector ended by itself"
            process.kill()
            await process.wait()
            behind = bool(await asyncio.to_thread(telegram.problems))
            counted += behind
            tell(
                f"kill {number}: {'in flight' if behind else 'idle'}, {len(telegram.ledger())} operations in the ledger"
            )
        stop.set()
        await news
        process = await start(telegram, log)
        await telegram.equal(120)
        process.terminate()
        await asyncio.wait_for(process.wait(), 30)
    finally:
        news.cancel()
        log.close()
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
