"""Which posts correlation sees."""

import re
from typing import Final

from schemas.messages import AnalysedPost

LINK: Final = re.compile(r"(?:t|telegram)\.me/(?:s/)?([A-Za-z0-9_]{4,32})")


def of_interest(
    post: AnalysedPost, watched_ids: frozenset[int] = frozenset(), watched_usernames: frozenset[str] = frozenset()
) -> bool:
    """Any finding, a forward from or link to a watched channel, an affiliated channel, every edit and deletion.

    Decided from the one event. `watched_usernames` are in lower case. A re-read that changed only counters is none.
    """
    if post.counters_only:
        return False
    found = post.brands or post.candidates or post.claim or post.threat or post.tags
    if found or post.tansiqiya.class_ != "none" or post.deleted or post.edit_date or post.channel.affiliation:
        return True
    if post.forwarded_from and post.forwarded_from.channel_id in watched_ids:
        return True
    return bool(watched_usernames) and any(
        match[1].lower() in watched_usernames
        for text in (post.text or "", *(entity.url or "" for entity in post.entities))
        for match in LINK.finditer(text)
    )
