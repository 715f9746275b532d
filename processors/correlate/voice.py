"""Who speaks in a post: the group itself, or others of it."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from processors.analyse.normalise import fold
from schemas.registry import load_registry

if TYPE_CHECKING:
    from processors.correlate.memory import Entry

_NAMED: Final = {
    organisation.id: tuple(
        fold(name) for name in (*organisation.names_ar, *organisation.names_en) if len(name) > len("KSS")
    )
    for organisation in load_registry().organisations
}
_folded: Final = lru_cache(maxsize=4_096)(fold)


def speakers(post: "Entry") -> tuple[str, ...]:
    """Who claims, denies or threatens in the post: ids, or the folded names of groups that the registry does not know."""
    return post.facts[-1].speakers if post.facts else ()


def own_claim(post: "Entry") -> bool:
    """Whether it is the group's own post: it says "we", or stands in the group's own channel."""
    if post.claim is None:
        return False
    # The detectors' cues for the first person are named so: we_claim, we_attacked, our_men, our_weapons, …
    return any(reason.name.startswith(("we_", "our_")) for reason in post.claim.reasons) or in_own_channel(post)


def in_own_channel(post: "Entry") -> bool:
    """Whether the channel bears the name of who speaks, or is known to be theirs."""
    title = _folded(post.channel)
    if any(name in title for speaker in speakers(post) for name in _NAMED.get(speaker, (speaker,))):
        return True
    owner = post.affiliation.organisation if post.affiliation else None
    return owner in speakers(post)
