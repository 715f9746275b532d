"""What each named organisation does in the post: claims, issues, or is only mentioned."""

from typing import Final

import msgspec

from processors.analyse.actors import HEAD, Cast
from processors.analyse.cues import Reading
from processors.analyse.speech_words import TOWARDS
from schemas.messages import Brand, Role, Tansiqiya

THREATENING: Final = ("we_deny", "we_warn", "threat_makes")
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
    brands: tuple[Brand, ...], claiming: tuple[str, ...], statement: Tansiqiya, reading: Reading, cast: Cast
) -> tuple[Brand, ...]:
    """Claimant: the post claims or eulogises in its name. Issuer: the post is its statement, or signed by it."""
    if not brands:
        return brands
    issuing = _issuers(reading, cast)
    issuing.discard("tansiqiya")
    if statement.class_ == "statement":
        issuing.add("tansiqiya")

    def role(brand: Brand) -> Role:
        return "claimant" if brand.id in claiming else "issuer" if brand.id in issuing else "mention"

    return tuple(
        brand if brand.role == (now := role(brand)) else msgspec.structs.replace(brand, role=now) for brand in brands
    )


def _issuers(reading: Reading, cast: Cast) -> set[str]:
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
        towards = text[header.end : header.end + 6].lstrip().startswith(TOWARDS)
        speaking = (behind.startswith("\n") and reading.has(*SPEAKING)) or (
            (towards or behind.startswith(":")) and reading.has(*THREATENING)
        )
        official = issued and (text[line : header.start].strip() != "بيان" or behind.startswith(("\n", ":")))
        if official or speaking:
            issuing.add(header.id)
    return issuing
