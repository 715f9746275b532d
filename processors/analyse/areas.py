"""Where an attack happened: ids of the registry's areas, or a free place name as it is written."""

import re
from collections.abc import Collection
from typing import Final

from processors.analyse.area_names import AROUND_ROADS, CANONICAL, INSIDE, MORE_NAMES
from processors.analyse.attacks import WEAPONS
from processors.analyse.cues import Reading, Span
from schemas.registry import Registry

PREFIX: Final = "area:"
ROADS: Final = "baghdad_basra_roads"
ROAD_WORDS: Final = ("الطريق", "الخط", "طريق", "al tari", "tariq", "al tareeq", "al khat", "main supply", "msr")
IN_BAGHDAD: Final = frozenset({"us_embassy", "bdsc", "taji", ROADS})
TOWARDS: Final = frozenset({"باتجاه", "نحو", "صوب", "الي", "to", "towards"})
AFTER: Final = re.compile(
    r"(?:بعد\s\w+\s(?:علي|من)|(?:يوم|يومان|يومين|اسبوع|اسبوعان|شهر|ايام|اسابيع)\s(?:علي|من)|a\s(?:day|week|month)\safter|(?:days|weeks|hours)\safter)\s"
)
LAUNCHED: Final = re.compile(r"\s(?:انطلق|اقلع|اطلق|خرج|جاء)")
TIMES: Final = frozenset(
    [
        "فجر",
        "صباح",
        "مساء",
        "ليله",
        "ليل",
        "امس",
        "اليوم",
        "البارحه",
        "الليله",
        "قبل",
        "بعد",
        "ظهر",
        "عصر",
        "وعاد",
        "وعادوا",
        "ردا",
        "ثارا",
        "رد",
    ]
)
BEHIND: Final = 26  # characters in which a word says that a place is not where it happened


def area_cues(registry: Registry) -> dict[str, str]:
    """The registry's areas as a table of cues."""
    return {
        f"{PREFIX}{area.id}": " | ".join((*area.names_ar, *area.names_en, MORE_NAMES.get(area.id, "")))
        for area in registry.areas
    }


def find_areas(
    reading: Reading, stretches: list[Span], *, strikes: bool = True, names: Collection[Span] = ()
) -> tuple[str, ...]:
    """The places named in these sentences where something happened, in their order.

    Without a strike (a threat to people) an embassy is an employer and a capital a sky: neither is a place then.
    `names` are spans of bodies: the Sons of Karbala need not have been there.
    """
    found = _named(reading, stretches, names)
    ids = {name for _, _, name in found if name}
    kept: list[str] = []
    for start, end, id_ in found:
        if id_ and not INSIDE.get(id_, frozenset()).isdisjoint(ids):
            continue
        if id_ == ROADS and (ids & AROUND_ROADS) and _only_a_road(reading, found):
            continue
        if id_ == "us_embassy" and not strikes:
            continue
        if id_ == "us_embassy" and "saudi_arabia" in ids and len(ids) == 2:  # the embassy there
            continue
        # Beside an area of the registry a free name only says where more exactly, unless the two are listed.
        if not id_ and ids and not _listed(reading, start, end, found):
            continue
        kept.append(id_ or _free(reading, start, end))
    if not kept and strikes and "wide" in reading.hits:
        wide = [span for span in reading.hits["wide"] if _inside(span, stretches) and not _elsewhere(reading, span)]
        kept += [_free(reading, *span) for span in wide[:1]]
    return tuple(dict.fromkeys(kept))


def _named(reading: Reading, stretches: list[Span], names: Collection[Span]) -> list[tuple[int, int, str]]:
    hits = reading.hits
    spans = [
        (start, end, name[len(PREFIX) :] if name != "place" else "")
        for name in hits
        if name == "place" or name.startswith(PREFIX)
        for start, end in hits[name]
    ]
    hidden = [*hits.get("not_area", ()), *hits.get("embassy_speaks", ()), *hits.get("foreign", ())]
    hidden += [span for span in hits.get("embassy", ()) if _speaks(reading, span)]
    hidden += names
    spans += [(start, end, "balad") for start, end in hits.get("perhaps_balad", ()) if _is_balad(reading, end)]
    kept: list[tuple[int, int, str]] = []
    for start, end, id_ in sorted(spans, key=lambda each: (each[0] - each[1], not each[2], each[0])):
        if any(start < last and end > first for first, last, _ in kept):
            continue
        if any(start < last and end > first for first, last in hidden):
            continue
        if _inside((start, end), stretches) and not _elsewhere(reading, (start, end)):
            kept.append((start, end, id_))
    # "A week after the bomb in Samawah" tells of another place, if one is told of.
    if len(kept) > 1:
        kept = [each for each in kept if not _past(reading, each)] or kept
    return sorted(kept)


def _past(reading: Reading, place: tuple[int, int, str]) -> bool:
    floor = reading.sentence(place[0])[0]
    ahead = re.split(r"[،,:]", reading.text[floor : place[0]])[-1]
    return AFTER.search(ahead) is not None


def _is_balad(reading: Reading, end: int) -> bool:
    """The base or "a country": nothing describes it, and a weapon, a time or a pause follows."""
    text = reading.text
    behind = text[end:].lstrip(" ")
    word = behind.split(" ", 1)[0].split("\n", 1)[0]
    return not word[:1].isalnum() or word in TIMES or reading.within(end, end + 5, *WEAPONS)


def _speaks(reading: Reading, span: Span) -> bool:
    """Whether an embassy begins its sentence and a verb of speech follows."""
    floor, ceiling = reading.sentence(span[0])
    ahead = reading.text[floor : span[0]].strip(' :|*"«')
    return not ahead and reading.within(span[1], min(ceiling, span[1] + 40), "warns", "denies", "reported")


def _free(reading: Reading, start: int, end: int) -> str:
    return CANONICAL.get(reading.text[start:end]) or reading.normal.surface(start, end)


def _inside(span: Span, stretches: list[Span]) -> bool:
    return any(start <= span[0] < end for start, end in stretches)


def _elsewhere(reading: Reading, span: Span) -> bool:
    """Whether words right in front, or a dateline, say that nothing happened at a place."""
    text = reading.text
    for _, end in reading.hits.get("elsewhere", ()):
        between = text[end : span[0]]
        words = between.split()
        if end <= span[0] <= end + BEHIND and len(words) <= 2 and "\n" not in between and TOWARDS.isdisjoint(words):
            return True
    if LAUNCHED.match(text, span[1]) and text[: span[0]].rsplit(" ", 3)[-3:].count("من"):
        return True  # "from Nineveh they set off"
    line = text.rfind("\n", 0, span[0]) + 1
    if not text[line : span[0]].strip(" |*(") and span[1] - line < BEHIND:
        original = reading.normal.original
        behind = original[reading.normal.span(*span)[1] :][:3].lstrip()
        return behind.startswith(("-", "–", "—", "/", "|", ")"))
    return False


def _listed(reading: Reading, start: int, end: int, found: list[tuple[int, int, str]]) -> bool:
    text = reading.text
    between = [text[last:start] for _, last, id_ in found if id_] + [text[end:first] for first, _, id_ in found if id_]
    return any(each.strip(" ،,") in {"و", "and"} for each in between)


def _only_a_road(reading: Reading, found: list[tuple[int, int, str]]) -> bool:
    """Whether the road to Basra is named by no town, only as a highway."""
    return all(reading.text[start:end].startswith(ROAD_WORDS) for start, end, id_ in found if id_ == ROADS)
