"""Questions about posts as Elasticsearch queries: pure. A question's text is data; only `lucene` is syntax."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from processors.analyse.normalise import fold

Sort = Literal["newest", "oldest", "relevance", "lag", "views"]
ANY: Final = "any"
TEXT_FIELDS: Final = ("text.norm", "joined")
# More words than a sentence has are a mistake; each is a clause.
LONGEST_TEXT: Final = 500
NAMED: Final = "names"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of `posts`; every field that is set narrows it. `since` and `before` are RFC 3339, `before` exclusive.

    `claim`, `threat`, `candidate` and `tansiqiya` take `any`.
    """

    text: str | None = None
    lucene: str | None = None
    brands: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    claim: str | None = None
    attack: str | None = None
    role: str | None = None
    channel: str | None = None
    affiliation: str | None = None
    tansiqiya: str | None = None
    threat: str | None = None
    candidate: str | None = None
    tag: str | None = None
    story: str | None = None
    since: str | None = None
    before: str | None = None
    taken_down: bool = False
    disguised: bool = False
    first: bool = False


def query_of(question: Question) -> dict[str, Any]:
    """A query that finds what the question asks for: filters, and the text as what ranks."""
    must = [_text(question.text)] if question.text and question.text.strip() else []
    if question.lucene:
        must.append(
            {
                "query_string": {
                    "query": question.lucene,
                    "fields": ["text.norm", "text.stem", "joined", "brand_names"],
                    "default_operator": "AND",
                    # `*x` reads every term of the index.
                    "allow_leading_wildcard": False,
                    "analyze_wildcard": True,
                }
            }
        )
    filters = list(_filters(question))
    if not must and not filters:
        return {"match_all": {}}
    return {"bool": {**({"must": must} if must else {}), **({"filter": filters} if filters else {})}}


def _text(text: str) -> dict[str, Any]:
    """However it was written: in folded words, without endings, run together, spread out, or as a name of who was found."""
    folded = fold(text[:LONGEST_TEXT])
    bones = "".join(filter(str.isalnum, folded))
    ways: list[dict[str, Any]] = [
        {"multi_match": {"query": folded, "type": "cross_fields", "operator": "and", "fields": list(TEXT_FIELDS)}},
        {"match": {"text.stem": {"query": folded, "operator": "and"}}},
        {"match_phrase": {"brand_names": {"query": folded, "boost": 2.0, "_name": NAMED}}},
    ]
    if len(folded.split()) > 1 and bones:
        ways.append({"multi_match": {"query": bones, "fields": list(TEXT_FIELDS)}})
    return {"bool": {"should": ways, "minimum_should_match": 1}}


def _filters(question: Question) -> list[dict[str, Any]]:
    terms = {
        "claim.attack": question.attack,
        "channel.affiliation.organisation": question.affiliation,
        "tags.name": question.tag,
        "cluster.id": question.story,
        "deleted": question.taken_down or None,
        "cluster.rank": 1 if question.first else None,
    }
    filters: list[dict[str, Any]] = [{"term": {field: value}} for field, value in terms.items() if value]
    filters += [*_named(question), *_told(question)]
    if question.channel:
        filters.append(_channel(question.channel))
    if question.since or question.before:
        bounds = {"gte": question.since, "lt": question.before}
        filters.append({"range": {"date": {name: value for name, value in bounds.items() if value}}})
    return filters


def _named(question: Question) -> Iterator[dict[str, Any]]:
    """Who is named. A role or a disguise must be that organisation's own: the fields of a list are searched apart."""
    if question.brands and not (question.role or question.disguised):
        yield {"terms": {"brands.id": list(question.brands)}}
    if question.role and question.brands:
        yield {"terms": {"brand_roles": [f"{id_}:{question.role}" for id_ in question.brands]}}
    elif question.role:
        yield {"term": {"brands.role": question.role}}
    if question.disguised:
        yield {"terms": {"disguised_brands": list(question.brands)}} if question.brands else _exists("disguised_brands")
    if question.candidate == ANY:
        yield _exists("candidates.surface")
    elif question.candidate:
        yield {"match_phrase": {"candidates.surface.text": fold(question.candidate[:LONGEST_TEXT])}}


def _told(question: Question) -> Iterator[dict[str, Any]]:
    """What is claimed, threatened or stated."""
    if question.areas:
        yield {"terms": {"claim.areas": list(question.areas)}}
    if question.claim:
        yield _exists("claim.kind") if question.claim == ANY else {"term": {"claim.kind": question.claim}}
    if question.tansiqiya:
        classes = ["statement", "relay", "mention"] if question.tansiqiya == ANY else [question.tansiqiya]
        yield {"terms": {"tansiqiya.class": classes}}
    if question.threat == ANY:
        # A threat may name no target: its reasons stand there all the same.
        yield _either(_exists("threat.targets"), _exists("threat.reasons.name"))
    elif question.threat:
        yield {"term": {"threat.targets": question.threat}}


def _exists(field: str) -> dict[str, Any]:
    return {"exists": {"field": field}}


def _channel(channel: str) -> dict[str, Any]:
    """Its id, its @name, or words of its title."""
    name = channel.removeprefix("https://t.me/").removeprefix("@")
    bare = name.removeprefix("-100") if name.startswith("-") else name
    ways: list[dict[str, Any]] = [{"term": {"channel.username": {"value": name, "case_insensitive": True}}}]
    if bare.isascii() and bare.isdigit() and len(bare) < 19:
        ways.append({"term": {"channel.id": int(bare)}})
    else:
        ways.append({"match_phrase": {"channel.title.text": fold(name)}})
    return _either(*ways)


def _either(*ways: dict[str, Any]) -> dict[str, Any]:
    return {"bool": {"should": list(ways), "minimum_should_match": 1}}


def sort_of(sort: Sort) -> list[dict[str, Any]]:
    """Always ends in an order of its own, so that a page begins where the last ended."""
    newest: dict[str, Any] = {"date": {"order": "desc", "format": "strict_date_time"}}
    first: list[dict[str, Any]] = {
        "newest": [newest],
        "oldest": [{"date": {"order": "asc", "format": "strict_date_time"}}],
        "relevance": [{"_score": {"order": "desc"}}, newest],
        "lag": [{"cluster.lag_s": {"order": "asc", "missing": "_last", "unmapped_type": "double"}}, newest],
        "views": [{"views": {"order": "desc", "missing": "_last", "unmapped_type": "long"}}, newest],
    }[sort]
    return [*first, {"_shard_doc": {"order": "asc"}}]


def highlight_of(mark: tuple[str, str]) -> dict[str, Any]:
    """Marks in the whole original text; `mark` must not occur in any text."""
    return {
        "type": "unified",
        "number_of_fragments": 0,
        "pre_tags": [mark[0]],
        "post_tags": [mark[1]],
        "max_analyzed_offset": 1_000_000,
        "fields": {"text.norm": {}, "text.stem": {}},
    }


def spans_of(original: str, marked: Sequence[str], mark: tuple[str, str]) -> tuple[tuple[int, int], ...]:
    """The marked stretches of the original, in order and without overlap; what does not fit the original is left out."""
    found: set[int] = set()
    for text in marked:
        if text.replace(mark[0], "").replace(mark[1], "") != original:
            continue
        place = 0
        for piece in text.split(mark[0]):
            inside, closed, after = piece.partition(mark[1])
            if closed:
                found.update(range(place, place + len(inside)))
            place += len(inside) + len(after)
    return runs(found)


def runs(places: set[int]) -> tuple[tuple[int, int], ...]:
    """Stretches of places that follow one another; end exclusive."""
    made: list[tuple[int, int]] = []
    for place in sorted(places):
        if made and made[-1][1] == place:
            made[-1] = (made[-1][0], place + 1)
        else:
            made.append((place, place + 1))
    return tuple(made)
