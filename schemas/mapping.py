"""Elasticsearch mappings, made from the types of the documents so that the two can't disagree."""

from typing import Any, Final

import msgspec
from msgspec import inspect

from schemas.analysis import EXACT, NORM, STEM, analysis
from schemas.documents import AlertDocument, Location, PostDocument
from schemas.messages import Story
from schemas.operations import Coverage

# A longer value is kept and shown but not searched by; the limit of a term is 32,766 bytes.
LONGEST_KEYWORD: Final = 1024
DATES: Final = frozenset({"date", "edit_date", "at", "created", "first_seen", "last_seen", "deleted_seen_at", "until"})
# Names that are times in one type and something else in another.
DATES_OF: Final = frozenset(
    {("Interval", "start"), ("Interval", "end"), ("Coverage", "start"), ("Coverage", "end")}
    | {("Timing", name) for name in ("posted", "seen", "analysed", "alerted")}
)
# Full text in one form: the folded one.
TEXTS: Final = frozenset(
    {("PostDocument", "brand_names"), ("PostDocument", "joined")}
    | {("AlertDocument", name) for name in ("text", "summary", "runbook", "correction", "withdrawn", "note")}
)
# A post's text, three times: what it says, what it says however it was written, and its words without endings.
POST_TEXT: Final = {
    "type": "text",
    "analyzer": EXACT,
    "norms": False,
    "fields": {
        "norm": {"type": "text", "analyzer": NORM},
        # Of a stem only the presence counts: no places and no lengths.
        "stem": {"type": "text", "analyzer": STEM, "index_options": "docs", "norms": False},
    },
}
# The detectors' own text is kept to be looked at; `text.norm` has the same words.
UNSEARCHED: Final = frozenset({("PostDocument", "normalized")})
SEARCHED_BY_DEFAULT: Final = {
    "posts": ["text.norm", "text.stem", "joined", "brand_names"],
    "posts-revisions": ["text.norm", "text.stem", "joined", "brand_names"],
    "alerts": ["title.text", "summary", "text"],
}

DOCUMENTS: Final[dict[str, type[msgspec.Struct]]] = {
    "posts": PostDocument,
    "posts-revisions": PostDocument,
    "stories": Story,
    "alerts": AlertDocument,
    "coverage": Coverage,
}


def template(kind: str) -> dict[str, Any]:
    """The settings and the strict mapping of one kind of document."""
    settings: dict[str, Any] = {
        # A month of posts is far below what one shard carries; more of them would only cost memory.
        "number_of_shards": 1,
        # A copy where there is a second server to hold it; alone, a server would wait for one for ever.
        "auto_expand_replicas": "0-1",
        # Named, so that it holds also where nobody has searched for a while: an alert's link must find its post.
        "refresh_interval": "1s",
    }
    mappings = {"dynamic": "strict", **_fields(DOCUMENTS[kind])}
    if _has_text(mappings):
        settings["analysis"] = analysis()
    if kind in SEARCHED_BY_DEFAULT:
        settings["query"] = {"default_field": SEARCHED_BY_DEFAULT[kind]}
    return {"settings": settings, "mappings": mappings}


def _has_text(mappings: dict[str, Any]) -> bool:
    return any(name == "analyzer" or (isinstance(each, dict) and _has_text(each)) for name, each in mappings.items())


def _fields(struct: Any) -> dict[str, Any]:
    fields = {field.encode_name: field.type for field in inspect.type_info(struct).fields}  # type: ignore[attr-defined]
    return {"properties": {name: _of(struct.__name__, name, kind) for name, kind in fields.items()}}


def _of(owner: str, name: str, kind: inspect.Type) -> dict[str, Any]:  # noqa: PLR0911  # one line a type
    match kind:
        case inspect.UnionType():
            # None is no type of its own; of a string or an object the object would need a field of its own.
            return _of(owner, name, next(each for each in kind.types if not isinstance(each, inspect.NoneType)))
        case inspect.ListType() | inspect.VarTupleType():
            return _of(owner, name, kind.item_type)
        case inspect.StructType() if kind.cls is Location:
            return {"type": "geo_point"}
        case inspect.StructType():
            return {"dynamic": "strict", **_fields(kind.cls)}
        case inspect.DictType():
            return {"type": "object", "enabled": False}
        case inspect.IntType():
            return {"type": "long"}
        case inspect.FloatType():
            return {"type": "double"}
        case inspect.BoolType():
            return {"type": "boolean"}
        case inspect.StrType() | inspect.LiteralType():
            return _string(owner, name)
    raise TypeError(f"{owner}.{name}: no mapping for {kind}")


def _string(owner: str, name: str) -> dict[str, Any]:
    if (owner, name) == ("PostDocument", "text"):
        return POST_TEXT
    if (owner, name) in UNSEARCHED:
        return {"type": "text", "index": False}
    if (owner, name) in TEXTS:
        return {"type": "text", "analyzer": NORM}
    if name in DATES or (owner, name) in DATES_OF:
        return {"type": "date", "format": "strict_date_optional_time"}
    if name in {"title", "surface"}:
        return {
            "type": "keyword",
            "ignore_above": LONGEST_KEYWORD,
            "fields": {"text": {"type": "text", "analyzer": NORM}},
        }
    return {"type": "keyword", "ignore_above": LONGEST_KEYWORD}
