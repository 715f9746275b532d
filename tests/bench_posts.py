"""Processor time of the labelled development posts, by kind, beside a plain search for every name in the same run.

Posts of one kind are read one after the other, so that none finds the processor's cache filled by itself. They are short
(the median has 65 characters): the second table has them lengthened to 350, a median post of Telegram, with news that
names nobody. Both count the processor's time of this process only, and the best of all rounds.
"""

import itertools
import statistics
import time

import msgspec

from processors.analyse.post import build_analyser
from schemas.messages import Pipeline
from schemas.registry import load_registry
from tests.bench_names import MANY, MEDIAN, NEWS, larger
from tests.labelled import labelled

KINDS = ("names nobody", "names", "statement", "claim", "threat")
ROUNDS = 5


def kind(labels):
    """What is most costly about a post."""
    if labels.claim:
        return "claim"
    if labels.threat:
        return "threat"
    if labels.tansiqiya == "statement":
        return "statement"
    return "names" if labels.brands or labels.candidates else "names nobody"


def by_kind(registry):
    posts = {each: [] for each in KINDS}
    for _, each in labelled(registry):
        posts[kind(each.labels)].append(each.post)
    return posts


def lengthened(post):
    return msgspec.structs.replace(post, text=(post.text + NEWS * 2)[: max(MEDIAN, len(post.text))])


def microseconds(work, posts):
    """Processor time for one of the posts: of all together, round by round, and the best."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for post in posts:
            work(post)
        best = min(best, time.process_time() - start)
    return best / len(posts) * 1e6


def each_alone(work, posts):
    """The median over the posts of what each costs."""
    best = [float("inf")] * len(posts)
    for _ in range(ROUNDS):
        for number, post in enumerate(posts):
            start = time.process_time()
            work(post)
            best[number] = min(best[number], time.process_time() - start)
    return statistics.median(best) * 1e6


def show(title, posts, registry, few, many):
    names = [name for each in registry.organisations for name in (*each.names_ar, *each.names_en)]
    works = (lambda post: [name for name in names if name in post.text], few, many)
    print(f"\n{title}: microseconds of processor time a post, the best of {ROUNDS} rounds")
    ids = len(registry.organisations)
    print(f"{'':14} {'posts':>6} {'characters':>10} {'literal':>9} {f'of {ids}':>9} {f'of {MANY:,}':>9} {'ratio':>6}")
    everything = list(itertools.chain.from_iterable(posts.values()))
    for name, some in [*posts.items(), ("all", everything)]:
        literal, one, other = (microseconds(work, some) for work in works)
        length = statistics.mean(len(post.text) for post in some)
        print(f"{name:14} {len(some):6} {length:10.0f} {literal:9.1f} {one:9.1f} {other:9.1f} {other / one:6.2f}")
    print(f"the median of all posts, each timed alone: {each_alone(few, everything):.1f}")


def main():
    registry = load_registry()
    pipeline = Pipeline(code="bench", registry="bench")
    few, many = build_analyser(registry, pipeline), build_analyser(larger(registry), pipeline)
    posts = by_kind(registry)
    show("the development posts", posts, registry, few, many)
    longer = {name: [lengthened(post) for post in some] for name, some in posts.items()}
    show(f"the same, lengthened to {MEDIAN} characters", longer, registry, few, many)


if __name__ == "__main__":
    main()
