"""What each named organisation does in the post: claims, issues, or is only mentioned."""

from typing import Final

import msgspec

from processors.analyse.normalise import Normal
from processors.analyse.words import words
from schemas.messages import Brand, Claim, Tansiqiya

ISSUED: Final = words(
    "issued", "بيان صادر عن", "بيان صادر من", "صادر عن", "بيان", "المكتب الإعلامي", "الإعلام الحربي", "بيان رقم"
)
TAIL: Final = 60  # a signature is the end of a post, give or take a date and a blessing


def with_roles(
    brands: tuple[Brand, ...], claim: Claim | None, statement: Tansiqiya, normal: Normal
) -> tuple[Brand, ...]:
    """Claimant: the post claims or eulogises in its name. Issuer: the post is its statement, or signed by it."""
    claiming = frozenset(claim.brands) if claim and claim.kind in {"claim", "eulogy"} else frozenset()
    issuing = {brand.id for brand in brands if _signs(brand, normal)}
    if statement.class_ == "statement":
        issuing.add("tansiqiya")
    else:
        issuing.discard("tansiqiya")
    return tuple(
        msgspec.structs.replace(
            brand, role="claimant" if brand.id in claiming else "issuer" if brand.id in issuing else "mention"
        )
        for brand in brands
    )


def _signs(brand: Brand, normal: Normal) -> bool:
    text = normal.original
    before, after = text[: brand.start], text[brand.end :]
    line = before.rpartition("\n")[2]
    signed = "\n" in before and len(after) < TAIL and not line.strip(" -–—#ـ*|")
    headed = (
        len(before) < TAIL
        and normal.text[: len(before)] in ISSUED
        and after.lstrip(' "»”*)').startswith(("\n", ":", "|", "،"))
    )
    return signed or headed
