"""Every spelling under which a registry's organisations are looked for, derived from its entries by rules."""

import re
from dataclasses import dataclass
from typing import Final

from processors.analyse.evidence import PRIORS, prior_of
from processors.analyse.normalise import fold
from schemas.registry import Organisation, Registry

CERTAIN: Final = 1.0
# Particles that Arabic writes as part of the next word: and, so, in, to, like, and their pairs.
PARTICLES: Final = frozenset({"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"})
LONGEST_PARTICLE: Final = 2
LAST_LETTERS: Final = frozenset(each[-1] for each in PARTICLES)
ACRONYM: Final = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,2}|[A-Z]{2,4}")
# Case endings, and letters that Iraqi writers use for each other.
CASES: Final = ((r"\bذو\b", "ذي"), (r"\bذو\b", "ذا"), (r"\bذي\b", "ذو"), (r"ون\b", "ين"), (r"ين\b", "ون"), (r"(\w{3})يو\b", r"\1يي"), (r"اء\b", "ا"), (r"ظ", "ض"), (r"ييه\b", "ياه"), (r"ث", "ت"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling, folded. `prior`: how likely the bare words mean the organisation; 1.0 needs no context."""

    text: str
    id: str
    prior: float
    short: bool = False
    derived: bool = False
    lead: int = 0  # letters of the spelling that are no part of the name: the ل of للعصائب
    tail: int = 0  # the s of Badr's


def names_of(registry: Registry) -> list[Name]:
    """All spellings, each once: among equals that of the registry itself."""
    best: dict[tuple[str, str], Name] = {}
    for organisation in registry.organisations:
        for name in _spellings(organisation):
            known = best.get((name.text, name.id))
            if known is None or (known.derived and not name.derived):
                best[name.text, name.id] = name
    return list(best.values())


def acronyms_of(registry: Registry) -> dict[str, str]:
    """Short forms in capitals, as they are written, and whose they are."""
    return {
        name: organisation.id
        for organisation in registry.organisations
        for name in organisation.names_en
        if ACRONYM.fullmatch(name)
    }


def _spellings(organisation: Organisation) -> list[Name]:
    written = (*organisation.names_ar, *organisation.names_en, *organisation.also_written)
    short = {fold(name) for name in organisation.short}
    names = []
    for name in written:
        folded = " ".join(fold(name).split())
        if folded and not ACRONYM.fullmatch(name) and folded not in short:
            names += _variants(folded, organisation, short=False)
    for name in short:
        names += _variants(name, organisation, short=True)
    return names


def _variants(folded: str, organisation: Organisation, *, short: bool) -> list[Name]:
    prior = prior_of(folded, organisation, short=short)
    forms = {folded: prior}
    if not folded.isascii():
        for pattern, to in CASES:
            for form in list(forms):
                forms.setdefault(re.sub(pattern, to, form), prior)
        if not short and " " in folded:
            for form in list(forms):
                forms.setdefault(_without_article(form), min(prior, 0.45) if prior < CERTAIN else prior)
                # The article before the first word of such a name is a slip that is often made.
                if not form.startswith("ال"):
                    forms.setdefault(f"ال{form}", prior)
        for form in list(forms):
            if form.startswith("ال"):
                forms.setdefault(f"لل{form[2:]}", forms[form])
    else:
        forms.setdefault(f"{folded}s", prior)
    return [
        Name(
            form,
            organisation.id,
            PRIORS.get(form, weight),
            short=short,
            derived=form != folded,
            lead=int(form.startswith("لل") and form != folded),
            tail=int(folded.isascii() and form != folded),
        )
        for form, weight in forms.items()
    ]


def _without_article(form: str) -> str:
    head, *rest = form.split(" ")
    return " ".join(
        [head, *(word[2:] if word.startswith("ال") and len(word) > 4 and word != "الله" else word for word in rest)]
    )


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a name is bounded as a word is; attached particles in front don't count."""
    if end < len(text) and text[end].isalnum():
        return False
    if start == 0 or not text[start - 1].isalnum():
        return True
    if text[start - 1] not in LAST_LETTERS:
        return False
    for length in range(1, LONGEST_PARTICLE + 1):
        before = start - length
        if before < 0:
            return False
        if text[before:start] in PARTICLES and (before == 0 or not text[before - 1].isalnum()):
            # English letters take no particles: "ك" before an Arabic name only.
            return not text[start].isascii() or text[start].isdigit()
    return False
