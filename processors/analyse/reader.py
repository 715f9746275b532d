"""One automaton over the words of every detector, compiled once for a registry."""

from functools import cache

from processors.analyse.area_names import PLACES
from processors.analyse.areas import area_cues
from processors.analyse.attack_words import WEAPON_WORDS
from processors.analyse.claim_words import CLAIM_WORDS
from processors.analyse.cues import Reader, Reading
from processors.analyse.dread_words import DREAD_WORDS
from processors.analyse.formula_words import FORMULA_WORDS
from processors.analyse.normalise import normalise
from processors.analyse.people_words import PEOPLE
from processors.analyse.statement_words import STATEMENT_WORDS
from processors.analyse.tags import TAG_WORDS
from processors.analyse.threat_words import THREAT_TARGETS, THREAT_WORDS
from processors.analyse.whose_words import WHOSE_WORDS
from schemas.registry import Registry, load_registry


@cache
def reader() -> Reader:
    """For the registry that rasd ships with; the examples beside the detectors are read with it."""
    return reader_for(load_registry())


def reader_for(registry: Registry) -> Reader:
    return Reader(
        CLAIM_WORDS,
        WEAPON_WORDS,
        STATEMENT_WORDS,
        FORMULA_WORDS,
        THREAT_TARGETS,
        THREAT_WORDS,
        DREAD_WORDS,
        PEOPLE,
        TAG_WORDS,
        WHOSE_WORDS,
        PLACES,
        area_cues(registry),
    )


def read(text: str) -> Reading:
    """A text as the detectors read it, from scratch."""
    return reader().read(normalise(text))
