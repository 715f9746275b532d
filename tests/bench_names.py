"""How fast names are found: the median post beside a literal search, large registries, hostile texts."""

import itertools
import time

import msgspec

from processors.analyse.brands import BrandFinder
from processors.analyse.candidates import find as find_candidates
from processors.analyse.normalise import normalise
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
POSTS = {
    "a post that names nobody": "عاجل | انفجار في بغداد." + NEWS,
    "a post with a certain name": "عصائب أهل الحق تنفي علاقتها بالهجوم." + NEWS,
    "a post with an ambiguous one": "أصحاب الكهف تتبنى استهداف رتل للاحتلال بعبوة ناسفة." + NEWS,
}
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
}


def microseconds(work):
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(REPEATS):
            work()
        best = min(best, time.perf_counter() - start)
    return best / REPEATS * 1e6


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


def main():
    registry = load_registry()
    literal = [name for each in registry.organisations for name in (*each.names_ar, *each.names_en)]
    small, large = BrandFinder(registry), BrandFinder(larger(registry))
    print(f"\nnames in a post of {MEDIAN} characters, microseconds, the best of {ROUNDS} rounds")
    print(f"{'':30} {'literal':>9} {'normalise':>9} {'find':>9} {'candidates':>10} {f'of {MANY:,}':>9}")
    for title, text in POSTS.items():
        post = text[:MEDIAN]
        normal = normalise(post)
        brands = small.find(normal)
        figures = (
            microseconds(lambda post=post: [name for name in literal if name in post]),
            microseconds(lambda post=post: normalise(post)),
            microseconds(lambda normal=normal: small.find(normal)),
            microseconds(lambda normal=normal, brands=brands: find_candidates(normal, brands)),
            microseconds(lambda normal=normal: large.find(normal)),
        )
        print(f"{title:30} {figures[0]:9.1f} {figures[1]:9.1f} {figures[2]:9.1f} {figures[3]:10.1f} {figures[4]:9.1f}")
    print("\nhostile texts, milliseconds for normalising, names and candidates")
    print(f"{'':30} {'10 kB':>9} {'100 kB':>9} {'1 MB':>9}")
    for title, unit in HOSTILE.items():
        times = []
        for size in (10_000, 100_000, 1_000_000):
            text = unit * (size // len(unit))
            times.append(seconds(lambda text=text: everything(small, text)) * 1e3)
        print(f"{title:30} {times[0]:9.1f} {times[1]:9.1f} {times[2]:9.1f}")


def everything(finder, text):
    normal = normalise(text)
    return find_candidates(normal, finder.find(normal))


if __name__ == "__main__":
    main()
