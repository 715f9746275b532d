"""The labelled posts of the development part, by the pass of their author, and what the detectors work on of a text."""

from pathlib import Path

from processors.analyse import candidates
from processors.analyse.actors import Cast, actors
from processors.analyse.brands import BrandFinder
from processors.analyse.claims import claim_finder
from processors.analyse.normalise import normalise
from processors.analyse.reader import reader_for
from rasd.evaluation.labels import Labelled, read_labelled

POSTS = Path(__file__).parents[1] / "evaluation" / "posts" / "development"
PASSES = ("second", "third", "fourth", "fifth")  # files that begin otherwise are of the first


def labelled(registry):
    """Each post with its labels, and its pass."""
    for path in sorted(POSTS.glob("*.jsonl")):
        first = path.stem.partition("_")[0]
        with path.open("rb") as lines:
            for each in read_labelled(lines, path.name, registry):
                if isinstance(each, Labelled):
                    yield first if first in PASSES else "first", each


class Stage:
    """Reads a text as far as the detectors of meaning need it: `read(text, channel)` gives the reading and its cast."""

    def __init__(self, registry):
        self._finder, self._kinds = BrandFinder(registry), claim_finder(registry).kinds
        self._reader = reader_for(registry)

    def read(self, text, channel):
        normal = normalise(text)
        found = self._finder.find(normal, channel)
        reading = self._reader.read(normal)
        return reading, Cast(reading, actors(reading, found, candidates.find(normal, found), self._kinds))
