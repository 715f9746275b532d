"""Arabic names in Latin letters: every writer spells the vowels otherwise, the consonants hardly.

A name and a text are both reduced to their consonants, written together; where a name's consonants stand from the
beginning of a word to the end of one, the letters with their vowels are compared as well.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Final

from rapidfuzz import fuzz

from processors.analyse.form import Automaton, coded
from processors.analyse.names import Name
from processors.analyse.spread import Hit

ARTICLES: Final = frozenset({"al", "el", "ul", "l", "as", "ar", "ath", "ash", "at", "az", "ad", "an", "il", "lil", "lel", "es", "er", "et", "a"})  # fmt: skip
# How chats write Arabic letters that Latin lacks. 9 is ص or ق: it stands for either.
ARABIZI: Final = str.maketrans({"2": "", "3": "", "5": "kh", "6": "t", "7": "h", "8": "q", "4": "", "1": "", "0": ""})
WORD: Final = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
SHORTEST_KEY: Final = 3
LONG_KEY: Final = 4
SURE_KEY: Final = 6  # consonants; fewer occur in ordinary English, so that the vowels must agree more
ALIKE, ALIKE_SHORT = 62.0, 80.0
MOST_VOWELS: Final = 2.5  # letters to a consonant
ARABIZI_DIGIT: Final = re.compile(r"[a-z][2-9]|[2-9][a-z]")
LATIN_PRIOR: Final = 0.5  # written in Latin letters the words seldom tell the story or name the town
MOST_FORMS: Final = 48
# The commonest English words are part of no Arabic name, whatever their consonants.
PLAIN_ENGLISH: Final = frozenset(["the", "then", "there", "therein", "thereof", "this", "that", "they", "their", "them", "these", "those", "than", "thus", "three", "though", "through", "is", "in", "of", "to", "and", "or", "who", "whom", "was", "were", "with", "from", "for", "by", "on", "be", "been", "are", "so", "he", "she", "it", "its", "you", "your", "we", "our", "his", "her", "him", "has", "have", "had", "not", "but", "real", "really", "ruler", "rulers", "tree", "close", "no", "any", "all", "one", "two", "more", "most", "some", "such", "when", "where", "what", "which", "while", "would", "could", "should", "will", "can", "may", "might", "must", "do", "does", "did", "if", "into", "out", "over", "under", "after", "before", "between", "about", "against", "because", "other", "others", "only", "also"])  # fmt: skip
BREAK: Final = "|"
# Names that are translations are matched letter by letter elsewhere.
ENGLISH: Final = frozenset(["of", "the", "brigade", "brigades", "force", "forces", "league", "news", "tv", "organization", "organisation", "front", "movement", "resistance", "coordination", "coordinating", "unit", "guard", "squad", "corps", "true", "international", "committee", "commission", "body", "network", "party", "bloc", "framework", "team", "band", "cave", "media", "free", "revolutionaries", "companions", "people", "inheritors", "men"])  # fmt: skip
SOUNDS: Final = {
    "ب": "b", "ت": "t", "ث": "s", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "s", "ر": "r", "ز": "s", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "s", "غ": "k", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip
_LONG: Final = {"ا": "a", "و": "u", "ي": "i"}


@lru_cache(maxsize=50_000)
def consonants(word: str) -> str:
    """`asaib` and `asa2eb` are both sb, `al` is nothing; doubled letters count once; 9 stays."""
    if word in ARTICLES:
        return ""
    if word in PLAIN_ENGLISH:
        return BREAK
    plain = word.translate(ARABIZI)
    if plain[-1:] == "h" and plain[-2:-1] in "aei":
        plain = plain[:-1]
    for each, to in (("kh", "k"), ("gh", "k"), ("dh", "s"), ("th", "s"), ("ph", "f"), ("ch", "sh"), ("q", "k"), ("c", "k"), ("z", "s"), ("g", "j"), ("x", "k"), ("v", "")):  # fmt: skip
        plain = plain.replace(each, to)
    return _squeezed("".join(each for each in plain if each not in "aeiouyw" and (each.isalpha() or each == "9")))


def _squeezed(text: str) -> str:
    return "".join(each for place, each in enumerate(text) if place == 0 or each != text[place - 1])


class Latin:
    """Names that are transliterations, or Arabic ones as they would be transliterated."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._keys: dict[str, list[tuple[Name, str]]] = {}
        for name in names:
            if name.short or name.derived:
                continue
            vowelled = _vowelled(name.text)
            spelt = (
                name
                if name.text.isascii() or " " not in name.text
                else replace(name, prior=max(name.prior, LATIN_PRIOR))
            )
            for key in _keys(name.text):
                if len(key) >= SHORTEST_KEY:
                    self._keys.setdefault(key, []).append((spelt, vowelled))
        # A short key is that of one word and is looked up; searched in the key of a text it would stand everywhere.
        self._long = [key for key in self._keys if len(key) >= LONG_KEY]
        self._search = Automaton(self._long)
        self._short = {key for key in self._keys if len(key) < LONG_KEY}

    def find(self, text: str) -> list[Hit]:
        bones = [consonants(word) for word in WORD.findall(text)]
        key = "".join(bones)
        found = [(self._long[number], first, last) for number, first, last in self._search.find(key, coded(key))]
        short = not self._short.isdisjoint(bones)
        if not found and not short:
            return []
        words: list[tuple[int, int]] = []
        starts: dict[int, int] = {}
        ends: dict[int, int] = {}
        length = 0
        for match, each in zip(WORD.finditer(text), bones, strict=True):
            if each:
                if each in self._short:
                    found.append((each, length, length + len(each)))
                starts[length] = len(words)
                length += len(each)
                ends[length] = len(words)
                words.append(match.span())
        hits = []
        for each, first, last in found:
            if first in starts and last in ends:
                start, end = words[starts[first]][0], words[ends[last]][1]
                if hit := self._alike(text, each, start, end):
                    hits.append(hit)
        return hits

    def _alike(self, text: str, key: str, start: int, end: int) -> Hit | None:
        written = text[start:end]
        # Words of one name stand beside each other, and nothing is written on to them.
        if not written.replace(" ", "").isalnum() or "  " in written or not _bounded(text, start, end):
            return None
        letters = written.translate(ARABIZI).replace(" ", "")
        arabic = [each for each in self._keys[key] if not each[0].text.isascii()]
        if arabic and len(key) > SURE_KEY and len(letters) <= MOST_VOWELS * len(key):
            return Hit(arabic[0][0], start, end, disguised=ARABIZI_DIGIT.search(written) is not None)
        least = ALIKE if len(key) >= SURE_KEY else ALIKE_SHORT
        name = max(self._keys[key], key=lambda each: fuzz.ratio(letters, each[1]))
        if fuzz.ratio(letters, name[1]) < least:
            return None
        return Hit(name[0], start, end, disguised=ARABIZI_DIGIT.search(written) is not None)


def _bounded(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _keys(name: str) -> set[str]:
    """The consonants of a name, with its articles heard, unheard or assimilated; empty for one that is English."""
    words = name.split()
    if name.isascii():
        if ENGLISH & set(words):
            return set()
        # A translation of another name ("Asaib") is found letter by letter when it is short.
        parts = [[consonants(word)] for word in words]
        joined = {"".join(each) for each in product(*parts)}
        with_article = {"".join("l" if word in ARTICLES else consonants(word) for word in words)}
        return _both(joined | with_article)
    if any(letter not in SOUNDS and letter not in _LONG and letter not in "ءع " for letter in name):
        return set()
    forms = [_sounds(word) for word in words]
    return _both({"".join(each) for each in list(product(*forms))[:MOST_FORMS]})


def _both(keys: set[str]) -> set[str]:
    keys = keys | {_squeezed(key) for key in keys}
    return keys | {key.replace("k", "9") for key in keys} | {key.replace("s", "9", 1) for key in keys}


def _sounds(word: str) -> list[str]:
    stems = [("", word)]
    for article in ("ال", "لل"):
        if word.startswith(article) and len(word) > 4:
            stems = [("", word[2:]), ("l", word[2:])]
    out = []
    for article, stem in stems:
        bones = _squeezed("".join(SOUNDS.get(letter, "") for letter in stem))
        out.append(article + bones)
        if stem.endswith("ه"):
            out += [article + bones[:-1], article + bones[:-1] + "t"]
    return [_squeezed(each) for each in dict.fromkeys(out)]


def _vowelled(name: str) -> str:
    if name.isascii():
        return "".join(word for word in name.split())
    return "".join(_LONG.get(letter, SOUNDS.get(letter, "")) for letter in name)
