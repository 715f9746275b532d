"""`python -m tests.bench_correlate`: how well and how fast stories are formed, here and now. It prints; nothing passes or fails."""

import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import combinations

from processors.analyse.interest import of_interest
from processors.analyse.post import build_analyser
from processors.correlate.memory import Memory
from processors.correlate.story import correlate
from schemas.messages import Channel, Pipeline, RawPost
from schemas.registry import load_registry
from tests.cascade import load

START = datetime(2021, 7, 1, tzinfo=UTC)
COPIED = "أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ فجر اليوم وتتوعد بالمزيد من العمليات ضد قوات الاحتلال"
MANY = 1_000


def main():
    analyse = build_analyser(load_registry(), Pipeline(code="bench", registry="bench"))
    cascade = load()
    posts = [post for post in map(analyse, cascade.posts) if of_interest(post)]
    memory = fold(posts)
    found, wanted = pairs(memory.roots, memory.posts), pairs(cascade.stories, memory.posts)
    hits = len(found & wanted)
    print(f"cascade: {len(cascade.posts)} events, {len(memory.posts)} posts of interest, {len(memory.trees)} stories")
    print(f"pairs: {len(wanted)} wanted, {len(found)} found, F1 {2 * hits / (len(found) + len(wanted)):.4f}")
    firsts = cascade.firsts()
    right = sum(entry.cluster.first_post_id == firsts[cascade.stories[post]] for post, entry in memory.posts.items())
    print(f"firsts right: {right} of {len(memory.posts)}")
    show("cascade", posts)
    show("one text in 200 channels", [analyse(copied(number)) for number in range(MANY)])
    show("claims in 125 stories", [analyse(spread(number)) for number in range(MANY)])


def copied(number):
    date = START + timedelta(seconds=number / 20)
    return raw(number, date, COPIED)


def spread(number):
    brand = ("أصحاب الكهف", "لواء خيبر", "سرايا قاصم الجبارين", "عصبة الثائرين")[number % 4]
    place = ("بابل", "الناصرية", "السماوة", "البصرة", "كركوك")[number // 4 % 5]
    day = f"{number // 40 % 28 + 1}/{number // 1200 % 12 + 1}/2021"
    text = f"{brand} تتبنى استهداف رتل للاحتلال بعبوة ناسفة في {place} بتاريخ {day}"
    return raw(number, START + timedelta(minutes=36 * number), text)


def raw(number, date, text):
    channel = Channel(id=number % 200 + 1, title=f"channel {number % 200}")
    return RawPost(channel=channel, message_id=number // 200 + 1, version=1, date=date.isoformat(), text=text)


def fold(posts):
    memory = Memory()
    for post in posts:
        memory, _ = correlate(memory, post, START)
    return memory


def pairs(story_of, posts):
    groups = defaultdict(list)
    for post in sorted(posts):
        groups[story_of[post]].append(post)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


def show(name, posts):
    start, cpu = time.perf_counter(), time.process_time()
    fold(posts)
    busy = time.process_time() - cpu
    print(
        f"{name:28} {len(posts) / (time.perf_counter() - start):10,.0f} a second, {len(posts) / busy:10,.0f} a second of CPU time"
    )


if __name__ == "__main__":
    main()
