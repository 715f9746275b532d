"""What each named organisation does in the post: claims, issues, or is only mentioned."""

import re
from typing import Final

import msgspec

from processors.analyse.actors import HEAD, Actor, Cast
from processors.analyse.cues import Reading, folded
from processors.analyse.speech_words import TOWARDS
from schemas.messages import Brand, Role, Tansiqiya, Threat

THREATENING: Final = ("we_deny", "we_warn", "threat_makes")
OURSELVES: Final = re.compile(
    r"(?<!\w)(?:نحن|اننا في|احنه|احنا|we,? the|we are the)\s(?:في |شباب |ابناء |رجال |مجاهدو )?$"
)
STROKES: Final = ' .:|-"«»*()/'
WORD: Final = re.compile(r"\w+")
CRIES: Final = frozenset(
    folded("عاجل | هام | نص | الآن | خاص | صدر | ورد | وصلنا | وردنا | بلاغ | جديد | urgent | breaking | new")
)
# "NAME: we didn't fire": whatever the verb.
DENIES: Final = re.compile(r"\W{1,4}(?:لم ن\w{2,}|لسنا|ما \w{2,}نا(?!\w)|we did not|we have not|we had no)")
SPEAKING: Final = (
    "we_attacked",
    "we_claim",
    "we_deny",
    "we_warn",
    "first_person",
    "our_men",
    "addressees",
    "threat_makes",
    "bless_hands",
)


def with_roles(
    brands: tuple[Brand, ...],
    claiming: tuple[str, ...],
    statement: Tansiqiya,
    threat: Threat | None,
    reading: Reading,
    cast: Cast,
) -> tuple[Brand, ...]:
    """Claimant: the post claims or eulogises in its name. Issuer: the post is its statement, or signed by it."""
    if not brands:
        return brands
    issuing = _issuers(reading, cast, threatens=threat is not None)
    issuing.discard("tansiqiya")
    if statement.class_ == "statement":
        issuing.add("tansiqiya")

    def role(brand: Brand) -> Role:
        return "claimant" if brand.id in claiming else "issuer" if brand.id in issuing else "mention"

    return tuple(
        brand if brand.role == (now := role(brand)) else msgspec.structs.replace(brand, role=now) for brand in brands
    )


def _issuers(reading: Reading, cast: Cast, *, threatens: bool) -> set[str]:
    """Who signs, who stands as a letterhead, and whose "statement issued by" opens the post."""
    text = reading.text
    issuing = set()
    signature = cast.signature
    if signature and signature.id:
        issuing |= {each.id for each in cast.together([signature]) if each.id}
    header = cast.header
    if header and header.id and header.start <= HEAD:
        line = text.rfind("\n", 0, header.start) + 1
        issued = reading.within(line, header.start, "issued_by")
        behind = text[header.end : header.end + 3].lstrip(' "»”*)')
        # A letterhead makes what follows its words if they are in the first person; a colon may head a report of them.
        bare = not WORD.search(text, line, header.start)
        towards = text[header.end : header.end + 6].lstrip().startswith(TOWARDS)
        speaking = (behind.startswith("\n") and reading.has(*SPEAKING)) or (
            (towards or behind.startswith(":"))
            and (reading.has(*THREATENING) or (bare and (threatens or DENIES.match(text, header.end) is not None)))
        )
        official = (
            issued
            and _introduces(reading, line, header.start)
            and (text[line : header.start].strip() != "بيان" or behind.startswith(("\n", ":")))
        )
        if official or speaking:
            issuing.add(header.id)
    issuing |= {each.id for each in cast.all if each.id and OURSELVES.search(text, 0, each.start)}
    issuing |= {each.id for each in cast.all[-1:] if each.id and _signs(reading, each)}
    return issuing


def _signs(reading: Reading, actor: Actor) -> bool:
    """Whether a name stands alone beneath a text that prays or speaks as "we": also a body's that can't fight."""
    text = reading.text
    line = text.rfind("\n", 0, actor.start) + 1
    end = text.find("\n", actor.end)
    beside = text[line : actor.start] + text[actor.end : end if end >= 0 else len(text)]
    return line > 0 and not beside.strip(STROKES) and reading.has("basmala", "closing_formula", "first_person")


def _introduces(reading: Reading, line: int, name: int) -> bool:
    """Whether "statement by" opens its line, with nothing but a cry in front: what stands behind "a year since" doesn't."""
    first = min(start for start, _ in reading.hits["issued_by"] if line <= start < name)
    ahead = [word for word in WORD.findall(reading.text[line:first]) if word not in CRIES]
    return not ahead and not reading.has("announcement")
