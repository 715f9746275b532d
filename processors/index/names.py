"""Names of indices: by kind, generation and, for posts, the month of the post's own date."""

from typing import Final

MONTHLY: Final = ("posts", "posts-revisions")
SINGLE: Final = ("stories", "alerts", "coverage")


def index_of(kind: str, generation: str, date: str) -> str:
    """`date` is RFC 3339 in UTC. A replay of a post comes to the same month and so overwrites itself."""
    return f"{kind}-{generation}-{date[:4]}.{date[5:7]}" if kind in MONTHLY else f"{kind}-{generation}"


def template_of(kind: str, generation: str) -> str:
    return f"rasd-{kind}-{generation}"
