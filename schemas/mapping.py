"""Elasticsearch mappings, made from the types of the documents so that the two can't disagree."""

from typing import Any, Final

import msgspec
from msgspec import inspect

from schemas.documents import AlertDocument, PostDocument
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
TEXTS: Final = frozenset(
    {("PostDocument", "text"), ("PostDocument", "normalized")}
    | {("AlertDocument", name) for name in ("text", "summary", "runbook", "correction", "withdrawn", "note")}
)

ANALYSIS: Final = {
    "char_filter": {
        # A tatweel stretches a word; the joiner stands where others write a space.
        "rasd_stretch": {"type": "mapping", "mappings": ["\u0640 => ", "\u200c => \\u0020", "_ => \\u0020"]}
    },
    "analyzer": {
        "rasd_text": {
            "type": "custom",
            "char_filter": ["rasd_stretch"],
            "tokenizer": "standard",
            "filter": ["lowercase", "decimal_digit", "arabic_normalization", "persian_normalization"],
        }
    },
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
    settings = {
        # A month of posts is far below what one shard carries; more of them would only cost memory.
        "number_of_shards": 1,
        # A copy where there is a second server to hold it; alone, a server would wait for one for ever.
        "auto_expand_replicas": "0-1",
        "refresh_interval": "1s",
        "analysis": ANALYSIS,
    }
    return {"settings": settings, "mappings": {"dynamic": "strict", **_fields(DOCUMENTS[kind])}}


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
    if (owner, name) in TEXTS:
        return {"type": "text", "analyzer": "rasd_text"}
    if name in DATES or (owner, name) in DATES_OF:
        return {"type": "date", "format": "strict_date_optional_time"}
    if name in {"title", "surface"}:
        return {
            "type": "keyword",
            "ignore_above": LONGEST_KEYWORD,
            "fields": {"text": {"type": "text", "analyzer": "rasd_text"}},
        }
    return {"type": "keyword", "ignore_above": LONGEST_KEYWORD}
