"""Fits the weights of claims on the labelled posts: what each pass gets when it is left out, and the table that is used.

python -m tests.fit_claim_weights           left-out figures
python -m tests.fit_claim_weights --write   writes processors/analyse/claim_weights.py
"""

import subprocess
import sys
from collections import Counter
from math import exp, sqrt
from pathlib import Path

from msgspec import UNSET

from processors.analyse import threats
from processors.analyse.claim_kinds import by_rule, warnings
from processors.analyse.claims import ORDER
from processors.analyse.scene import Scene
from processors.analyse.weighed import ODDS, barred, cues_of, features
from schemas.messages import Channel, RawPost
from schemas.registry import load_registry
from tests.labelled import PASSES, Stage, labelled
from tests.unit.processors.analyse.test_claims import CARRIED, NOTHING
from tests.unit.processors.analyse.test_claims_in_other_words import MISREAD, READ
from tests.unit.processors.analyse.test_claims_weighed import CLAIMED, NOT_CLAIMED, STILL_MISREAD, STILL_TAKEN

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "processors" / "analyse" / "claim_weights.py"
ROUNDS = 60
STEP = 0.3
SHRINK = 0.005  # of a weight, each time it is used: few posts must not make a large one
RAREST = 5  # posts that a cue must occur in
KINDS = ORDER


def load():
    """For each post: its pass, its features and what bars (None without a body of ours), the right kind, what rules find."""
    registry = load_registry()
    stage = Stage(registry)
    for part, post, right in [*_posts(registry), *_cases()]:
        reading, cast = stage.read(post.text or "", post.channel)
        scene = Scene(reading, cast)
        ours = any(actor.kind == "ours" for actor in cast.all)
        rule = by_rule(scene)
        ruled = next((kind for kind in ORDER if any(said.kind == kind for said in rule)), None)
        warned = bool(warnings(scene, threatens=threats.find(reading, cast) is not None))
        names = features(scene, cues_of(scene))
        never = {kind for kind in KINDS if barred(scene, kind, names)} if ours else set()
        yield part, (sorted(names), never) if ours else None, right, (ruled, warned)


def _posts(registry):
    for part, each in labelled(registry):
        if each.labels.claim is not UNSET:
            yield part, each.post, each.labels.claim and each.labels.claim.kind


def _cases():
    """The texts of the unit tests: many of them only look like claims."""
    texts = [(text, expected and expected[0]) for text, expected in [*CARRIED, *READ, *MISREAD]]
    texts += [(text, kind) for text, kind, *_ in [*CLAIMED, *STILL_MISREAD]]
    texts += [(text, None) for text in [*NOTHING, *NOT_CLAIMED, *STILL_TAKEN]]
    for text, right in texts:
        yield "cases", RawPost(channel=Channel(id=1), message_id=1, date="", text=text), right


def fit(posts):
    """Weights of each feature for each kind against none, by stochastic descent in a fixed order."""
    usual = {name for name, count in Counter(n for (names, _), _ in posts for n in names).items() if count >= RAREST}
    weights = {name: [0.0] * len(KINDS) for name in sorted(usual)}
    steps = {name: [1.0] * len(KINDS) for name in weights}
    base, base_steps = [0.0] * len(KINDS), [1.0] * len(KINDS)
    kept = [([n for n in names if n in usual], KINDS.index(right) if right else -1) for (names, _), right in posts]
    for _ in range(ROUNDS):
        for names, right in kept:
            odds = [exp(min(30.0, s)) for s in sums(names, weights, base)]
            whole = 1 + sum(odds)
            for at, each in enumerate(odds):
                wrong = each / whole - (at == right)
                base_steps[at] += wrong * wrong
                base[at] -= STEP * wrong / sqrt(base_steps[at])
                for name in names:
                    slope = wrong + SHRINK * weights[name][at]
                    steps[name][at] += slope * slope
                    weights[name][at] -= STEP * slope / sqrt(steps[name][at])
    return {name: [round(10 * w) / 10 for w in row] for name, row in weights.items()}, base


def sums(names, weights, base):
    return [base[at] + sum(weights[name][at] for name in names if name in weights) for at in range(len(base))]


def judged(seen, weights, base):
    """The kind that the weights choose, None if none or if it is barred."""
    if seen is None:
        return None
    names, never = seen
    found = sums(names, weights, base)
    best = KINDS[max(range(len(found)), key=found.__getitem__)]
    return best if sum(map(exp, found)) >= ODDS and best not in never else None


def left_out(posts):
    """Each pass judged by weights that were fitted on the others."""
    print("pass     claims: weights alone, rules alone, rules then weights; right kind of all claims, the same three")
    for out in ("first", *PASSES, "cases"):
        weights, base = fit([(n, r) for p, n, r, _ in posts if p != out and n is not None])
        rows = [(right, judged(names, weights, base), ruled) for p, names, right, ruled in posts if p == out]
        pairs = [
            [(right, said) for right, said, _ in rows],
            [(right, ruled or (warned and "warning") or None) for right, _, (ruled, warned) in rows],
            [(right, together(said, *rule)) for right, said, rule in rows],
        ]
        print(f"{out:8}", *(f"{f1(each):.3f}" for each in pairs), "", *(f"{kind(each):.3f}" for each in pairs))


def together(said, ruled, warned):
    """As `processors.analyse.claim_kinds.said` joins them."""
    if ruled or (said and said != "warning"):
        return ruled or said
    return "warning" if warned else said


def f1(pairs):
    both = sum(1 for right, said in pairs if right and said)
    return 2 * both / (sum(1 for right, _ in pairs if right) + sum(1 for _, said in pairs if said))


def kind(pairs):
    claims = [(right, said) for right, said in pairs if right]
    return sum(right == said for right, said in claims) / len(claims)


def write(weights, base):
    rows = [
        f'    "{name}": ({", ".join(str(round(10 * w)) for w in row)}),'
        for name, row in sorted(weights.items(), key=lambda each: (-max(map(abs, each[1])), each[0]))
        if any(abs(w) >= 0.2 for w in row)
    ]
    text = f'''"""What each cue speaks for, in tenths of log odds against no claim.

Written by `python -m tests.fit_claim_weights --write`. A cue is a name of the word tables; "tells by ours" is one with
its subject; "names", "heads" and "signs" are of bodies.
"""

from typing import Final

from schemas.messages import ClaimKind

KINDS: Final[tuple[ClaimKind, ...]] = ({", ".join(f'"{each}"' for each in KINDS)})
BASE: Final = ({", ".join(f"{each:.1f}" for each in base)})
WEIGHTS: Final[dict[str, tuple[int, int, int, int]]] = {{
{chr(10).join(rows)}
}}
'''
    TABLE.write_text(text, "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(TABLE)], check=True)


def main():
    posts = list(load())
    if "--write" in sys.argv:
        write(*fit([(names, right) for _, names, right, _ in posts if names is not None]))
    else:
        left_out(posts)


if __name__ == "__main__":
    main()
