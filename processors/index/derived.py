"""Fields that a document has only to be searched by: pure, made from its findings and the registry."""

import re
from functools import cache
from typing import Final

import msgspec

from processors.analyse.normalise import fold
from schemas.documents import Location, Place, PostDocument
from schemas.messages import Channel
from schemas.registry import Area, load_registry

# Letters with spaces or points between them: ا ص ح ا ب. Two alone are an abbreviation or a list.
SPREAD: Final = re.compile(r"(?<!\w)\w(?:[^\w\n]{1,3}\w){2,}(?!\w)")
# A word with a mark in its middle: اصح*اب, ك.ت.ائب. Latin ones are mostly addresses.
BROKEN: Final = re.compile(r"(?<![\w./@])[^\W\da-z]+(?:[*._|/~^+=•·:]+[^\W\da-z]+)+(?!\w)")
ENDS: Final = ".,:;!?()[]«»\"'،؛؟…"
PARTICLES: Final = "وفبلك"
# A post has a few such words; thousands are an attempt to make the index grow.
MOST_JOINED, LONGEST_JOINED = 40, 60


def complete(document: PostDocument) -> PostDocument:
    """The document with the fields that follow from its others."""
    ids = tuple(dict.fromkeys(brand.id for brand in document.brands))
    names = _names()
    areas = _areas()
    return msgspec.structs.replace(
        document,
        link=link_of(document.channel, document.message_id),
        brand_names=tuple(name for id_ in ids for name in (id_, *names.get(id_, ()))),
        brand_roles=tuple(dict.fromkeys(f"{brand.id}:{brand.role}" for brand in document.brands)),
        disguised_brands=tuple(dict.fromkeys(brand.id for brand in document.brands if brand.disguised)),
        joined=joined(document.normalized),
        places=tuple(areas[id_] for id_ in (document.claim.areas if document.claim else ()) if id_ in areas),
    )


def link_of(channel: Channel, message_id: int) -> str:
    """Where Telegram shows the post; a channel without a public name only to its members."""
    return (
        f"https://t.me/{channel.username}/{message_id}"
        if channel.username
        else f"https://t.me/c/{channel.id}/{message_id}"
    )


def joined(normalized: str) -> tuple[str, ...]:
    """Words that were spread out or broken, put together again, with and without a particle in front."""
    if not _may_hide(normalized):
        return ()
    found: dict[str, None] = {}
    for pattern in (SPREAD, BROKEN):
        for match in pattern.finditer(normalized):
            word = "".join(filter(str.isalnum, match[0]))
            if word.isdigit() or len(word) > LONGEST_JOINED:
                continue
            found[word] = None
            if word[0] in PARTICLES:
                found[word[1:]] = None
            if len(found) >= MOST_JOINED:
                return tuple(found)
    return tuple(found)


def _may_hide(normalized: str) -> bool:
    """A quick look that spares most posts the patterns: three letters that stand alone, or a mark inside a word."""
    alone = 0
    for word in normalized.split():
        if len(word) == 1:
            alone += 1
        elif not word.isalnum() and not word.strip(ENDS).isalnum():
            return True
    return alone >= 3


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Each organisation's names as the registry writes them, and each Arabic one as one word: أصحاب الكهف, اصحابالكهف."""
    return {
        each.id: tuple(
            dict.fromkeys(
                (*each.names_ar, *each.names_en, *("".join(filter(str.isalnum, fold(name))) for name in each.names_ar))
            )
        )
        for each in load_registry().organisations
    }


@cache
def _areas() -> dict[str, Place]:
    return {area.id: _place(area) for area in load_registry().areas}


def _place(area: Area) -> Place:
    location = Location(lat=area.point.lat, lon=area.point.lon) if area.point else None
    return Place(id=area.id, name=area.names_en[0], committee=area.committee, lead=area.lead, location=location)
