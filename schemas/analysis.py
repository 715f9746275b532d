"""How Elasticsearch reads text: the same folding as our detectors', for documents and for queries alike.

The detectors' own folding (processors/analyse/normalise.py) can't run inside Elasticsearch. This is the nearest that
its char filters and token filters can do, from the same table; tests compare letters, and the tokens of every post of the demo.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from schemas.letters import LETTERS, LOOKALIKES

# Arabic letters with a hamza or a madda on them, and the forms of letters that old programs stored: NFKD takes them apart.
COMPOSED: Final = (range(0x0600, 0x0700), range(0xFB50, 0xFBC0), range(0xFDF0, 0xFDFE), range(0xFE70, 0xFEFD))

EXACT, NORM, STEM = "rasd_exact", "rasd_norm", "rasd_stem"


def analysis() -> dict[str, Any]:
    """The settings under `analysis`; deterministic, since they stand in generated files."""
    return {
        "char_filter": {
            "rasd_letters": {"type": "mapping", "mappings": [_rule(left, right) for left, right in _letters()]},
            # Vowel marks, tatweel, and characters that show nothing.
            "rasd_marks": {
                "type": "pattern_replace",
                "pattern": "[\\p{Mn}\\p{Me}\\p{Cf}\\u0640]",
                "replacement": "",
            },
        },
        "filter": {
            "rasd_arabic_stop": {"type": "stop", "stopwords": "_arabic_"},
            "rasd_arabic_stemmer": {"type": "stemmer", "language": "arabic"},
        },
        "analyzer": {
            # As it was written, but for capitals: to find one spelling and no other.
            EXACT: {"type": "custom", "tokenizer": "standard", "filter": ["lowercase"]},
            NORM: {
                "type": "custom",
                "char_filter": ["rasd_letters", "rasd_marks"],
                "tokenizer": "standard",
                "filter": ["cjk_width", "lowercase", "decimal_digit", "asciifolding"],
            },
            # The server's own `arabic` analyzer over folded letters: no وال, بال, ين and ات.
            STEM: {
                "type": "custom",
                "char_filter": ["rasd_letters", "rasd_marks"],
                "tokenizer": "standard",
                "filter": [
                    "lowercase",
                    "decimal_digit",
                    "rasd_arabic_stop",
                    "arabic_normalization",
                    "rasd_arabic_stemmer",
                ],
            },
        },
    }


def _letters() -> Iterator[tuple[str, str]]:
    yield from LETTERS.items()
    yield from LOOKALIKES.items()
    for places in COMPOSED:
        for character in map(chr, places):
            folded = fold(character)
            if character not in LETTERS and folded != character and unicodedata.category(character)[0] == "L":
                yield character, folded


def fold(character: str) -> str:
    """One character as the detectors fold it."""
    if character in LETTERS:
        return LETTERS[character]
    parts = unicodedata.normalize("NFKD", character)
    return "".join(LETTERS.get(part, part) for part in parts if unicodedata.category(part) != "Mn" and part != "ـ")


def _rule(left: str, right: str) -> str:
    """Escaped: Elasticsearch trims bare spaces and reads `=>` and `#` as its own."""
    return f"{_escaped(left)} => {_escaped(right)}"


def _escaped(text: str) -> str:
    return "".join(f"\\u{ord(character):04X}" for character in text)
