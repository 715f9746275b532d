"""Where words of a list stand in a folded text."""

import re
from dataclasses import dataclass
from typing import Final

from processors.analyse.normalise import Normal, fold
from schemas.messages import Reason

SENTENCE: Final = re.compile(r"[.!؟?\n؛;]+")


@dataclass(frozen=True)
class Words:
    """A list of words and phrases under one name. A word ending in * stands for every word that begins so."""

    name: str
    pattern: re.Pattern[str]

    def first(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text)

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self.pattern.search(text) is not None

    def reasons(self, normal: Normal) -> tuple[Reason, ...]:
        """The first occurrence as a reason that points into the original; empty if there is none."""
        found = self.pattern.search(normal.text)
        if not found:
            return ()
        start, end = normal.span(found.start(), found.end())
        return (Reason(name=self.name, surface=normal.original[start:end], start=start, end=end),)


def words(name: str, *phrases: str) -> Words:
    """Attached و ف ب ل ك and a future س in front don't hide an Arabic word."""
    parts = []
    for phrase in phrases:
        bare = phrase.removesuffix("*")
        folded = re.escape(fold(bare)).replace(r"\ ", r"\s+")
        parts.append(folded + (r"\w*" if phrase.endswith("*") else ""))
    ordered = sorted(parts, key=len, reverse=True)
    return Words(name, re.compile(rf"(?<!\w)[وفبلكس]{{0,2}}(?:{'|'.join(ordered)})(?!\w)"))


def sentences(text: str) -> list[str]:
    return [part for part in SENTENCE.split(text) if part.strip()]
