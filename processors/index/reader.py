"""Posts out of Elasticsearch, page by page, as of one moment."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from elasticsearch import BadRequestError, NotFoundError

from processors.config import ElasticsearchConfig
from processors.index.elastic import SearchError, client, said
from processors.index.names import readable
from processors.index.query import NAMED, Question, Sort, highlight_of, query_of, runs, sort_of, spans_of

PAGE: Final = 200
KEPT: Final = "2m"
CURRENT, EARLIER = "posts", "posts-revisions"


@dataclass(frozen=True)
class Hit:
    """A post as it stands in Elasticsearch, and the stretches of its text (code points) that answer the question."""

    source: dict[str, Any]
    spans: tuple[tuple[int, int], ...]


def find(
    config: ElasticsearchConfig,
    question: Question,
    *,
    revisions: bool = False,
    sort: Sort = "newest",
    limit: int = 20,
    generation: str = "live",
) -> Iterator[Hit]:
    """The posts that answer a question, at most `limit`. What is written meanwhile changes nothing: one moment is read.

    Raises SearchError if Elasticsearch can't be asked, or a Lucene query is none.
    """
    # No text can hold what is drawn for this search alone.
    nonce = secrets.token_hex(8)
    mark = (f"\ue000{nonce}", f"\ue001{nonce}")
    with client(config) as made:
        pit = _open(made, _index(generation, revisions=revisions))
        try:
            after: list[Any] | None = None
            left = limit
            while left > 0:
                page = _page(made, pit, question, sort, mark, min(left, PAGE), after)
                pit = page.get("pit_id", pit)
                hits = page["hits"]["hits"]
                for hit in hits:
                    yield _hit(hit, question, mark)
                left -= len(hits)
                if len(hits) < PAGE:
                    return
                after = hits[-1]["sort"]
        finally:
            made.options(ignore_status=404).close_point_in_time(id=pit)


def count(config: ElasticsearchConfig, question: Question, *, revisions: bool = False, generation: str = "live") -> int:
    """How many posts answer a question. Raises SearchError."""
    index = _index(generation, revisions=revisions)
    with client(config) as made:
        try:
            return int(made.count(index=index, query=query_of(question))["count"])
        except NotFoundError as error:
            raise SearchError("Elasticsearch has no posts of rasd: run `rasd index create`") from error
        except BadRequestError as error:
            raise _refused(question, error) from error


def _index(generation: str, *, revisions: bool) -> str:
    return readable(EARLIER if revisions else CURRENT, generation)


def _open(made: Any, index: str) -> str:
    try:
        return str(made.open_point_in_time(index=index, keep_alive=KEPT)["id"])
    except NotFoundError as error:
        raise SearchError("Elasticsearch has no posts of rasd: run `rasd index create`") from error


def _page(
    made: Any, pit: str, question: Question, sort: Sort, mark: tuple[str, str], size: int, after: list[Any] | None
) -> Any:
    try:
        return made.search(
            pit={"id": pit, "keep_alive": KEPT},
            query=query_of(question),
            sort=sort_of(sort),
            size=size,
            search_after=after,
            track_total_hits=False,
            highlight=highlight_of(mark) if question.text or question.lucene else None,
        )
    except BadRequestError as error:
        raise _refused(question, error) from error


def _refused(question: Question, error: BadRequestError) -> SearchError:
    if question.lucene:
        return SearchError(
            f"--lucene: this is no Lucene query ({_cause(error)}): correct it, or leave --lucene out to search for the words"
        )
    return SearchError(f"Elasticsearch refuses the search ({said(error)}): tell us, it is a fault of rasd")


def _cause(error: BadRequestError) -> str:
    causes = error.body.get("error", {}).get("root_cause", []) if isinstance(error.body, dict) else []
    return str(causes[0].get("reason", ""))[:200] if causes else error.message


def _hit(hit: dict[str, Any], question: Question, mark: tuple[str, str]) -> Hit:
    source = hit["_source"]
    text = source.get("text") or ""
    marked = [each for parts in hit.get("highlight", {}).values() for each in parts]
    places = {place for start, end in spans_of(text, marked, mark) for place in range(start, end)}
    # A name that was asked for is marked where the detectors found it, however it is written there.
    for brand in source.get("brands", ()):
        asked = brand["id"] in question.brands or (question.disguised and brand["disguised"] and not question.brands)
        if asked or (NAMED in hit.get("matched_queries", ()) and not places):
            places.update(range(brand["start"], brand["end"]))
    return Hit(source, runs(places))
