"""Fits the weights of `processors/analyse/menace.py` and prints them, and how well they do on what they were not fitted on.

`python -m tests.fit_threats` fits on the development posts and on the cases of the unit tests. Every author's pass is left
out once, and judged by weights that never saw it: those are the figures that say how the score does on posts of others.
"""

import math
from dataclasses import dataclass
from importlib import import_module

import msgspec
import numpy as np

from processors.analyse import menace, threats
from schemas.messages import Channel
from schemas.registry import load_registry
from tests.labelled import PASSES, Stage, labelled

CASES = "cases of the unit tests"
CASE_WEIGHT = 0.7  # of a case beside a post's 1: cases are harder than what is posted
# Parts that say the same of a post have one weight.
TIES = {
    "menace:fate": "menace:doom",
    "menace:harm_if": "menace:harm_by_us",
    "weather": "private",
    "sport": "private",
    "comment": "private",
}
STRENGTH = 3.0  # with which a weight is drawn to what is expected of it before any post is read
EXPECTED, EXPECTED_CORE, EXPECTED_WEAK, EXPECTED_AGAINST, EXPECTED_OBJECT = 0.4, 0.7, 0.2, -0.6, 1.8
WEAK = frozenset(
    {"you", "group", "menace:address", "menace:unless", "menace:weapon", "menace:his_body", "menace:harm_now"}
)
EXPECTED_BIAS, BIAS_STRENGTH = -1.2, 0.3
MARGIN = 0.6  # of the threshold above even odds: a false threat costs more than a missed one
ROUNDS, STEPS = 4, 1500
REGISTRY = load_registry()
STAGE = Stage(REGISTRY)


@dataclass
class Text:
    group: str
    threat: bool
    people: list  # the parts that stand near each kind of people, as names


def parts_of(text, channel):
    """The parts near each kind of people of a text that are any of a threat; none where `threats.find` gives up before."""
    reading, cast = STAGE.read(text, channel)
    people = threats.people_of(reading)
    if not people:
        return []
    phrases = threats.phrases_for(reading, cast, people)
    group = any(each.kind == "ours" for each in cast.all)
    against = menace.against(reading, people)
    rows = []
    for target, name in people:
        parts, shapes = menace.parts(reading, target, group=group)
        phrase = [phrases[name][0]] if name in phrases else []
        if phrase or menace.threatening(parts, shapes):
            rows.append({*parts, *shapes, *against, *phrase})
    return rows


def texts():
    for group, each in labelled(REGISTRY):
        if each.labels.threat is not msgspec.UNSET:
            yield Text(group, each.labels.threat is not None, parts_of(each.post.text, each.post.channel))
    for module in ("test_menace", "test_threats_in_other_words"):
        cases = import_module(f"tests.unit.processors.analyse.{module}")
        for name, threat in (
            ("THREATS", True),
            ("STILL_MISSED", True),
            ("NO_THREATS", False),
            ("STILL_TAKEN_FOR_THREATS", False),
        ):
            for case in getattr(cases, name, ()):
                yield Text(CASES, threat, parts_of(case[0] if threat else case, Channel(id=1)))


NAMES = sorted({TIES.get(name, name) for name in (*menace.WEIGHTS, *menace.SHAPES, *menace.AGAINST)})
PLACE = {name: place for place, name in enumerate(NAMES)}
SIGNS = np.array([-1 if name in menace.AGAINST else 1 for name in NAMES])


def expected(name):
    if name in menace.AGAINST:
        return EXPECTED_AGAINST
    if name == "threatens_them":
        return EXPECTED_OBJECT
    return EXPECTED_WEAK if name in WEAK else EXPECTED_CORE if name in menace.CORE else EXPECTED


PRIOR = np.array([expected(name) for name in NAMES])


def vector(parts):
    row = np.zeros(len(NAMES))
    for part in parts:
        row[PLACE[TIES.get(part, part)]] += 1
    return row


def fit(rows):
    """Weights whose signs are given, by accelerated projected gradient; of a text the people that score highest count."""
    rows = [(text, [vector(each) for each in text.people]) for text in rows if text.people]
    threat = np.array([float(text.threat) for text, _ in rows])
    counts = np.array([CASE_WEIGHT if text.group == CASES else 1.0 for text, _ in rows])
    weights, bias = PRIOR.copy(), EXPECTED_BIAS
    for _ in range(ROUNDS):
        chosen = np.array([max(people, key=lambda row: float(row @ weights)) for _, people in rows])
        rate = 1 / (0.25 * np.linalg.norm(np.c_[chosen, np.ones(len(chosen))], 2) ** 2 + STRENGTH)
        ahead, ahead_bias, pace = weights.copy(), bias, 1.0
        for _ in range(STEPS):
            error = counts * (1 / (1 + np.exp(-(chosen @ ahead + ahead_bias))) - threat)
            moved = ahead - rate * (chosen.T @ error + STRENGTH * (ahead - PRIOR))
            moved = np.where(SIGNS * moved < 0, 0, moved)
            moved_bias = ahead_bias - rate * (error.sum() + BIAS_STRENGTH * (ahead_bias - EXPECTED_BIAS))
            next_pace = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
            ahead = moved + (pace - 1) / next_pace * (moved - weights)
            ahead_bias = moved_bias + (pace - 1) / next_pace * (moved_bias - bias)
            weights, bias, pace = moved, moved_bias, next_pace
    return weights, bias


def figures(rows, weights, bias):
    """F1, precision and recall at the threshold that the detector uses."""
    said = [any(float(vector(each) @ weights) + bias > MARGIN for each in text.people) for text in rows]
    right = sum(each and text.threat for each, text in zip(said, rows, strict=True))
    precision, recall = right / max(1, sum(said)), right / max(1, sum(text.threat for text in rows))
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def main():
    everything = list(texts())
    print("left out                      F1  precision  recall  threats")
    for group in ("first", *PASSES, CASES):
        rest = [text for text in everything if text.group != group]
        own = [text for text in everything if text.group == group]
        f1, precision, recall = figures(own, *fit(rest))
        print(f"{group:26} {f1:.3f}      {precision:.3f}   {recall:.3f}  {sum(text.threat for text in own):7}")
    weights, bias = fit(everything)
    print(f"\nENOUGH {MARGIN - bias:.2f}")
    for name in sorted((*menace.WEIGHTS, *menace.SHAPES, *menace.AGAINST)):
        print(f"{name:24} {weights[PLACE[TIES.get(name, name)]]:.2f}")


if __name__ == "__main__":
    main()
