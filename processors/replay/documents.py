"""The documents of a generation, read whole and in order; and one hash of all that they say."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Final

import msgspec

from processors.config import ElasticsearchConfig
from processors.index.elastic import SearchError, client
from processors.index.names import is_index_of, pattern_of

PAGE: Final = 1_000
KEEP: Final = "2m"
# The field that each kind's documents are ordered by: their id.
ORDERED_BY: Final = {"posts": "post_id", "posts-revisions": "event_id", "stories": "story_id", "alerts": "alert_id"}
# How a document came about, not what it says: what made it, and how often its place was told on the way to the last one.
INCIDENTAL: Final = frozenset({"pipeline", "revision"})


def documents(config: ElasticsearchConfig, kind: str, generation: str) -> Iterator[dict[str, Any]]:
    """Every document, by a point in time. Raises SearchError if the generation has no such index."""
    with client(config) as made:
        found = made.indices.get(index=pattern_of(kind, generation), ignore_unavailable=True, features="settings")
        names = [name for name in found if is_index_of(name, kind, generation)]
        if not names:
            raise SearchError(
                f"Elasticsearch has no {kind} of a generation {generation}: `rasd replay list` shows them"
            )
        made.indices.refresh(index=",".join(names))
        pit = made.open_point_in_time(index=",".join(names), keep_alive=KEEP)["id"]
        after: list[Any] | None = None
        try:
            while True:
                page = made.search(
                    pit={"id": pit, "keep_alive": KEEP},
                    size=PAGE,
                    sort=[{ORDERED_BY[kind]: "asc"}],
                    search_after=after,
                    track_total_hits=False,
                )
                hits = page["hits"]["hits"]
                if not hits:
                    return
                yield from (hit["_source"] for hit in hits)
                pit, after = page["pit_id"], hits[-1]["sort"]
        finally:
            made.close_point_in_time(id=pit)


def fingerprint(found: Iterable[dict[str, Any]]) -> str:
    """SHA-256 over documents in their order and every field of them but the incidental ones."""
    digest = sha256()
    for document in found:
        digest.update(msgspec.json.encode(_without(document), order="sorted") + b"\n")
    return digest.hexdigest()


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without(each) for name, each in value.items() if name not in INCIDENTAL}
    return [_without(each) for each in value] if isinstance(value, list) else value
