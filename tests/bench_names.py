"""How fast single posts are read: four invented ones beside a literal search, large registries, hostile texts.

Each is read again and again, so that all that it needs stands in the processor's cache; `bench_posts.py` reads the labelled
posts one after the other, as they come.
"""

import itertools
import time

import msgspec

from processors.analyse.brands import BrandFinder
from processors.analyse.candidates import find as find_candidates
from processors.analyse.normalise import normalise
from processors.analyse.post import build_analyser
from schemas.messages import Channel, Pipeline, RawPost
from schemas.registry import load_registry

MEDIAN = 350  # characters of a median post
REPEATS, ROUNDS = 20, 40
MANY = 5_000
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
NEWS = (
    " وأكد المصدر أن القوات الأمنية طوقت المكان وفتحت تحقيقا بالحادث فيما نقلت سيارات الإسعاف المصابين إلى المستشفى القريب، "
    "وأضاف أن الأجواء ستكون صحوة في عموم مناطق البلاد ودرجات الحرارة ترتفع قليلا خلال الأيام المقبلة حسب بيان للهيئة العامة "
    "للأنواء الجوية، داعيا المواطنين إلى الالتزام بالتعليمات الصادرة عن الجهات المختصة"
)
STATEMENT = (
    "بسم الله الرحمن الرحيم\nبيان صادر عن الهيئة التنسيقية للمقاومة العراقية\nيا أبناء شعبنا العزيز، إن الهدنة المشروطة التي "
    "أعلنتها المقاومة العراقية قد انتهت، وإننا نرى أن وجود القوات الأجنبية على أرضنا احتلال لا بد من مقاومته، ونحذر قوات "
    "الاحتلال الأمريكي من المماطلة في جدولة الانسحاب، فإن لم تخرج فإن الرد قادم وسيكون أشد مما تتوقع.\nوالعاقبة للمتقين\n"
    "الهيئة التنسيقية للمقاومة العراقية\n12/10/2021"
)
POSTS = {
    "news that names nobody": "عاجل | انفجار في بغداد." + NEWS,
    "news with a certain name": "عصائب أهل الحق تنفي علاقتها بالهجوم." + NEWS,
    "a claim, an ambiguous name": "أصحاب الكهف تتبنى استهداف رتل للاحتلال بعبوة ناسفة." + NEWS,
    "a statement": STATEMENT,
}
PIPELINE = Pipeline(code="bench", registry="bench")
HOSTILE = {
    "one letter": "ا",
    "combining marks": "\u0651",
    "a name again and again": "أصحاب الكهف تتبنى ",
    "a name run together": "اصحابالكهف",
    "a name nearly": "اصحاب الكهق ",
    "nested look-alikes": "а\u0301е\u200bо\u0489ﷺ",
    "letters and dots": "ا.ص.ح.ا.ب. ",
    "brackets and breaks": "((\n\n",
    "short Latin words": "al el 3a ",
    "spread by blanks": "ك ت ا ئ ب ",
    "cues again and again": "استهدفنا رتل الاحتلال بعبوة 1 تموز ",
}


def microseconds(work):
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(REPEATS):
            work()
        best = min(best, time.perf_counter() - start)
    return best / REPEATS * 1e6


def side_by_side(*works):
    """Round by round in turn, so that what else the machine does strikes all of them."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS * REPEATS):
        for number, work in enumerate(works):
            best[number] = min(best[number], seconds(work) * 1e6)
    return best


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def larger(registry):
    """The registry and as many invented organisations as make 5,000; each with a head that real ones share."""
    heads = itertools.cycle(["كتائب", "لواء", "سرايا", "حركة"])
    words = ("".join(each) for each in itertools.product(LETTERS, repeat=4))
    pattern = registry.organisations[0]
    invented = tuple(
        msgspec.structs.replace(
            pattern,
            id=f"invented_{number}",
            names_ar=(f"{next(heads)} ال{word}",),
            names_en=(),
            also_written=(),
            short=(),
            people=(),
            operator=None,
            ambiguous_ar=False,
        )
        for number, word in zip(
            range(MANY - len(registry.organisations)), itertools.islice(words, 0, None, 97), strict=False
        )
    )
    return msgspec.structs.replace(registry, organisations=registry.organisations + invented)


def raw(text):
    return RawPost(channel=Channel(id=1), message_id=1, version=1, date="2021-07-01T00:00:00Z", text=text)


def main():
    registry = load_registry()
    grown = larger(registry)
    everything, of_many = build_analyser(registry, PIPELINE), build_analyser(grown, PIPELINE)
    show_everything(registry, everything, of_many)
    show_parts(BrandFinder(registry), BrandFinder(grown))
    show_hostile(everything)


def show_everything(registry, everything, of_many):
    """The whole analysis of a post, ids and all, beside the plain search for every name in the same run."""
    literal = [name for each in registry.organisations for name in (*each.names_ar, *each.names_en)]
    few = len(registry.organisations)
    print(
        f"\neverything in one invented post of {MEDIAN} characters, microseconds, the best of {ROUNDS * REPEATS} readings"
    )
    print(f"{'':30} {'literal':>9} {f'of {few}':>9} {f'of {MANY:,}':>9} {'ratio':>9}")
    for title, text in POSTS.items():
        post = text[:MEDIAN]
        read = raw(post)
        plain, one, many = side_by_side(
            lambda post=post: [name for name in literal if name in post],
            lambda read=read: everything(read),
            lambda read=read: of_many(read),
        )
        print(f"{title:30} {plain:9.1f} {one:9.1f} {many:9.1f} {many / one:9.2f}")


def show_parts(small, large):
    print("\nof that, microseconds")
    print(f"{'':30} {'normalise':>9} {'names':>9} {f'of {MANY:,}':>9} {'candidates':>10}")
    for title, text in POSTS.items():
        post = text[:MEDIAN]
        brands = small.find(normalise(post))
        # Folded anew each time: what one search derives from a folded text, the next one uses.
        folding = microseconds(lambda post=post: normalise(post))
        figures = (
            microseconds(lambda post=post: small.find(normalise(post))) - folding,
            microseconds(lambda post=post: large.find(normalise(post))) - folding,
            microseconds(lambda post=post, brands=brands: find_candidates(normalise(post), brands)) - folding,
        )
        print(f"{title:30} {folding:9.1f} {figures[0]:9.1f} {figures[1]:9.1f} {figures[2]:10.1f}")


def show_hostile(everything):
    print("\neverything in hostile texts, milliseconds")
    print(f"{'':30} {'10 kB':>9} {'100 kB':>9} {'1 MB':>9}")
    for title, unit in HOSTILE.items():
        times = []
        for size in (10_000, 100_000, 1_000_000):
            read = raw(unit * (size // len(unit)))
            times.append(seconds(lambda read=read: everything(read)) * 1e3)
        print(f"{title:30} {times[0]:9.1f} {times[1]:9.1f} {times[2]:9.1f}")


if __name__ == "__main__":
    main()
