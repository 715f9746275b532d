"""Names of indices: by kind, generation and, for posts, the month of the post's own date."""

import re
from typing import Final

MONTHLY: Final = ("posts", "posts-revisions")
SINGLE: Final = ("stories", "alerts", "coverage")
# Elasticsearch wants small letters. `posts` of a generation "revisions-x" would be the `posts-revisions` of "x".
_GENERATION: Final = re.compile(r"(?!revisions)[a-z0-9][a-z0-9._-]{0,99}")
_MONTH: Final = r"\d{4}\.\d{2}"


def index_of(kind: str, generation: str, date: str = "") -> str:
    """`date` is RFC 3339 in UTC. A replay of a post comes to the same month and so overwrites itself."""
    return f"{kind}-{generation}-{date[:4]}.{date[5:7]}" if kind in MONTHLY else f"{kind}-{generation}"


def template_of(kind: str, generation: str) -> str:
    return f"rasd-{kind}-{generation}"


def pattern_of(kind: str, generation: str) -> str:
    """For Elasticsearch; it also finds generations whose names begin alike, see `is_index_of`."""
    return f"{kind}-{generation}-*" if kind in MONTHLY else f"{kind}-{generation}"


def readable(kind: str, generation: str) -> str:
    """What a search reads: the alias for the live generation, which has it; another's indices by their names."""
    return kind if generation == "live" else pattern_of(kind, generation)


def is_index_of(name: str, kind: str, generation: str) -> bool:
    month = f"-{_MONTH}" if kind in MONTHLY else ""
    return re.fullmatch(f"{re.escape(kind)}-{re.escape(generation)}{month}", name) is not None


def is_generation(name: str) -> bool:
    return _GENERATION.fullmatch(name) is not None
