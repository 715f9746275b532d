"""Kills a replay with -9 at random moments of work, again and again, and compares what it made with the live generation.

    .venv/bin/python -m tests.replay_kills [--kills 20] [--posts 20000] [--seed 1]

Killed is, by chance, the replay command or one of its steps: feed, analyse, correlate, index. A kill counts only if work was in
flight: posts were there that could not be found yet. Everything runs on servers of its own, which end with it. It ends with 1
if a document differs, or if a difference that it plants itself is not found.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import time

from processors.index.elastic import client
from processors.replay.documents import documents
from tests.bench_pipeline import family, searchable, servers, step_of
from tests.pipeline.posts import feed
from tests.replay_large import differing, rasd, shown, standing
from tests.stacks import search_config

GENERATION = "again"
LIMIT_S = 1_200
STEPS = ("the command", "feed", "analyse", "correlate", "index")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--posts", type=int, default=20_000)
    parser.add_argument("--rate", type=int, default=100, help="posts a second that are fed, so that work is in flight")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)  # noqa: S311  # so that a run can be repeated
    with servers() as (running, environment), client(search_config(running)) as search:
        feed(running.kafka, wanted.posts)
        rasd(environment, "work", "--only", "analyse,correlate,index", "--until-idle")
        begun, killed = time.monotonic(), []
        done = searchable(search, GENERATION)
        process = replay(environment, wanted.rate)
        try:
            while len(killed) < wanted.kills and process.poll() is None:
                time.sleep(chance.uniform(1, 5))
                victim = chance.choice(STEPS)
                pid = process.pid if victim == STEPS[0] else child(process.pid, victim)
                if pid is None or (found := done()) in {0, wanted.posts}:
                    continue  # nothing had begun, or nothing was left
                os.kill(pid, signal.SIGKILL)
                killed.append(victim)
                print(f"{len(killed):3}  {victim}: {found:,} of {wanted.posts:,} posts were there", flush=True)
                if victim == STEPS[0]:
                    process.wait()
                    process = replay(environment, wanted.rate)
            if process.wait(LIMIT_S) != 0:
                rasd(environment, "replay", "--generation", GENERATION)
        finally:
            process.kill()
        posts = [list(documents(search_config(running), "posts", name)) for name in ("live", GENERATION)]
        alerts = [list(standing(running, name)) for name in ("live", GENERATION)]
    wrong = {
        "posts": differing(*posts, "post_id"),
        "alerts": differing(*alerts, "alert_id"),
    }
    planted = differing(posts[0], [*posts[0][1:], posts[0][0] | {"text": "planted"}], "post_id")
    print(
        f"{len(killed)} kills with work in flight in {time.monotonic() - begun:.0f} s; a planted difference: {shown(planted)}"
    )
    for kind, found in wrong.items():
        print(f"{kind} that differ: {shown(found)}")
    return 1 if any(wrong.values()) or len(planted) != 1 or len(killed) < wanted.kills else 0


def replay(environment, rate):
    command = [sys.executable, "-m", "rasd", "replay", "--generation", GENERATION, "--rate", str(rate)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def child(parent, step):
    """The process of a step, None if it does not run at this moment."""
    return next((pid for pid, _ in family(parent) if pid != parent and step_of(pid) == step), None)


if __name__ == "__main__":
    sys.exit(main())
