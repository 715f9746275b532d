"""`make bench`: how fast the pure parts are here and now. It measures and prints; nothing passes or fails."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

from deploy.telegram_sim import corpus_folder
from processors.analyse.normalise import normalise
from processors.analyse.post import build_analyser
from processors.correlate.offline import analyse_in_order
from schemas.codec import decode_raw, encode
from schemas.messages import Channel, Pipeline, RawPost
from schemas.registry import load_registry

ROUNDS = 3


def main():
    with Path(corpus_folder() / "posts.jsonl").open(encoding="utf-8") as lines:
        texts = [line["text"] for line in map(json.loads, lines) if line["op"] == "post"]
    posts = [
        RawPost(channel=Channel(id=1), message_id=number, version=1, date="2021-07-01T00:00:00Z", text=text)
        for number, text in enumerate(texts, start=1)
    ]
    wire = [encode(post) for post in posts]
    analyse = build_analyser(load_registry(), Pipeline(code="bench", registry="bench"))
    analysed = [analyse(post) for post in posts]
    print(f"{len(posts)} posts of the demo's corpus, the best of {ROUNDS} rounds, one process")
    show("decode a raw post", lambda: [decode_raw(each) for each in wire], len(posts))
    show("normalise", lambda: [normalise(text) for text in texts], len(posts))
    show("analyse (all detectors)", lambda: [analyse(post) for post in posts], len(posts))
    show("encode an analysed post", lambda: [encode(post) for post in analysed], len(posts))
    show("correlate", lambda: analyse_in_order(analysed, now=datetime.now(UTC)), len(posts))


def show(name, work, count):
    best = min(timed(work) for _ in range(ROUNDS))
    print(f"{name:28} {count / best:12,.0f} a second")


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
