"""Arabic names in Latin letters: every writer spells the vowels otherwise, the consonants hardly."""

import re
from collections.abc import Iterator
from typing import Final

ARTICLES: Final = frozenset({"al", "el", "ul", "l", "ad", "as", "ar", "ath", "at", "az", "dhu"}) - {"dhu"}
# How chats write Arabic letters that Latin lacks.
ARABIZI: Final = str.maketrans({"2": "", "3": "", "5": "kh", "6": "t", "7": "h", "8": "gh", "9": "s"})
WORD: Final = re.compile(r"[a-z][a-z0-9]*|[0-9][a-z][a-z0-9]*")
LONGEST_WINDOW: Final = 7
SHORTEST_KEY: Final = 6  # consonants and gaps; less occurs in ordinary English


def consonants(word: str) -> str:
    """`asaib` and `asa2eb` are both sb; doubled letters count once."""
    plain = word.translate(ARABIZI) if any(character.isdigit() for character in word) else word
    plain = plain.replace("ou", "u").replace("dh", "d").replace("th", "t").replace("kh", "k").replace("q", "k")
    plain = plain.replace("ph", "f").replace("z", "s") if plain.startswith("z") else plain
    kept = [character for character in plain if character not in "aeiouyw'" and character.isalpha()]
    return "".join(character for place, character in enumerate(kept) if place == 0 or character != kept[place - 1])


def _parts(words: list[str]) -> list[str]:
    return [bones for word in words if word not in ARTICLES and (bones := consonants(word))]


def key_of(name: str) -> str | None:
    """The key of a transliterated name of two words or more; None for names that are English or too short."""
    words = WORD.findall(name)
    if not name.isascii() or len(words) < 2 or ENGLISH & set(words):  # one word alone is too common
        return None
    key = " ".join(_parts(words))
    return key if " " in key and len(key) >= SHORTEST_KEY else None


# Names that are translations are matched letter by letter elsewhere.
ENGLISH: Final = frozenset(
    {
        "of", "the", "brigade", "brigades", "force", "forces", "league", "news", "tv", "organization", "front", "movement",
        "resistance", "coordination", "unit", "guard", "squad", "corps", "true", "international", "committee", "commission",
    }
)  # fmt: skip


def windows(text: str) -> Iterator[tuple[str, int, int]]:
    """Every run of two to seven Latin words with its key and its place in the text."""
    words = [(word[0], word.start(), word.end()) for word in WORD.finditer(text)]
    bones = [None if word in ARTICLES else consonants(word) for word, _, _ in words]
    for first in range(len(words)):
        if bones[first] is None:
            continue
        parts: list[str] = []
        for last in range(first, min(first + LONGEST_WINDOW, len(words))):
            # Words of one name stand beside each other.
            if last > first and text[words[last - 1][2] : words[last][1]].strip(" "):
                break
            bone = bones[last]
            if bone:
                parts.append(bone)
                if len(parts) > 1:
                    yield " ".join(parts), words[first][1], words[last][2]
