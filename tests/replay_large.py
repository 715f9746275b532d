"""A large archive is imported, worked off, replayed and switched to, while posts go on arriving. It ends with 1 if a promise broke.

    .venv/bin/python -m tests.replay_large [--posts 100000] [--rate 5]

Everything runs on servers of its own, which end with it. What must hold: both generations have the same posts, word for word,
and the same alerts; posts that arrive meanwhile are in both; nobody is told of what the import or the replay found. It prints
how long from posting to the webhook an alert of a live post took while the replay ran.
"""

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from processors.index.elastic import client
from processors.notify.alerts import TOLD
from processors.notify.latency import quantile
from processors.replay.documents import INCIDENTAL, documents, fingerprint
from processors.topics import lag
from tests import bench_alerts
from tests.bench_pipeline import program, searchable, servers
from tests.pipeline.posts import raw_posts
from tests.stacks import search_config

LIMIT_S = 1_500
SHOWN = 5


def until(condition, what):
    deadline = time.monotonic() + LIMIT_S
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise SystemExit(f"not within {LIMIT_S} s: {what}")
        time.sleep(1)
    return found


def rasd(environment, *arguments):
    done = subprocess.run([sys.executable, "-m", "rasd", *map(str, arguments)], env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"rasd {' '.join(map(str, arguments))}: exit status {done.returncode}")


@contextlib.contextmanager
def arriving(kafka, rate):
    """Posts at a steady rate until the block ends, one of ten a claim; gives a list that then holds how many claims."""
    stopping, claims = threading.Event(), []

    def publish():
        number = 1
        while not stopping.is_set():
            claims.append(bench_alerts.publish(kafka, rate, 4, 10, first=number))
            number += 4 * rate

    thread = threading.Thread(target=publish)
    thread.start()
    try:
        yield claims
    finally:
        stopping.set()
        thread.join()


def idle(running):
    return not any(each.behind for each in lag(running.kafka))


def differing(old, new, key):
    """What the two generations do not agree on: the id, and the fields that differ."""
    old, new = ({each[key]: each for each in found} for found in (old, new))
    found = {}
    for id_ in sorted(old.keys() | new.keys()):
        one, other = old.get(id_, {}), new.get(id_, {})
        names = sorted((one | other).keys() - INCIDENTAL)
        fields = [name for name in names if bare(one.get(name)) != bare(other.get(name))]
        if fields:
            found[id_] = ["only in one"] if not one or not other else fields
    return found


def bare(value):
    """A field without what only tells how it came about."""
    return fingerprint([{"value": value}])


def shown(found):
    return f"{len(found)} {dict(list(found.items())[:SHOWN])}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--rate", type=int, default=5, help="posts a second that arrive meanwhile")
    wanted = parser.parse_args()
    pager = bench_alerts.Pager()
    with (
        tempfile.TemporaryDirectory() as folder,
        servers() as (running, environment),
        client(search_config(running)) as search,
    ):
        environment |= {"RASD_NOTIFY_TARGETS": json.dumps([pager.target]), "RASD_NOTIFY_PER_MINUTE": "1000000"}
        file = Path(folder) / "posts.jsonl"
        with file.open("wb") as lines:
            lines.writelines(line + b"\n" for line in raw_posts(wanted.posts))
        begun = time.monotonic()

        def passed(what):
            print(f"{time.monotonic() - begun:6.0f} s  {what}", flush=True)

        with program(environment, "rasd", "work") as worker:
            rasd(environment, "import", file)
            passed(f"imported {wanted.posts:,} posts")
            count = searchable(search, "live")
            until(lambda: count() >= wanted.posts and idle(running), "the import is worked off")
            passed(f"worked off; {len(pager.took)} notifications")
            told_of_import = len(pager.took)
            with arriving(running.kafka, wanted.rate) as claims:
                rasd(environment, "replay", "--generation", "again")
                passed("replayed")
                during = list(pager.took)
                rasd(environment, "replay", "--generation", "again", "--switch")
                passed("switched")
                time.sleep(20)
            again = searchable(search, "again")
            expected = wanted.posts + len(claims) * 4 * wanted.rate
            until(lambda: again() == count() == expected, "both generations have what arrived")
            time.sleep(10)  # what correlation has to say of the last of them
            passed(f"{again() - wanted.posts} posts arrived meanwhile, {sum(claims)} of them claims")
            if worker.poll() is not None:
                raise SystemExit("rasd work ended by itself")
        posts = differing(*(documents(search_config(running), "posts", name) for name in ("live", "again")), "post_id")
        alerts = differing(*(standing(running, name) for name in ("live", "again")), "alert_id")
        # Whichever generation was live when it was raised has it as one for people.
        for_people = {
            alert["alert_id"]
            for name in ("live", "again")
            for alert in documents(search_config(running), "alerts", name)
            if alert["mode"] in TOLD
        }
    for share in (0.5, 0.95, 0.99):
        if during:
            print(f"posting to webhook while the replay ran: p{share * 100:.0f} {quantile(during, share):.2f} s")
    print(
        f"notifications: {told_of_import} of the import, {len(pager.took)} in all, of {len(for_people)} alerts of live posts"
    )
    print(f"posts that differ: {shown(posts)}\nalerts that differ: {shown(alerts)}")
    return 1 if posts or alerts or told_of_import or len(pager.took) != len(for_people) else 0


def standing(running, generation):
    """What the alerts of a generation say, without how and when they came to say it."""
    passing = {"mode", "timing", "revision", "corrected", "correction", "status"}
    for alert in documents(search_config(running), "alerts", generation):
        if not alert.get("withdrawn"):
            yield {name: value for name, value in alert.items() if name not in passing}


if __name__ == "__main__":
    sys.exit(main())
