"""The mapping against what rasd writes: every field has its place, and no other is taken."""

import json
from importlib.resources import files

import msgspec
import pytest
from msgspec import inspect

from processors.index.document import document_of
from processors.index.names import is_generation, is_index_of
from schemas.documents import AlertDocument, Location, PostDocument
from schemas.messages import AnalysedPost, Story
from schemas.operations import Coverage

WRITTEN = {
    "posts": PostDocument,
    "posts-revisions": PostDocument,
    "stories": Story,
    "alerts": AlertDocument,
    "coverage": Coverage,
}


def mapping(kind):
    return json.loads(files("schemas").joinpath("elasticsearch", f"{kind}.json").read_text("utf-8"))["mappings"]


def paths_of_type(kind, prefix=""):
    for field in inspect.type_info(kind).fields:
        yield prefix + field.encode_name
        for struct in structs(field.type):
            if struct.cls is Location:  # a point, to Elasticsearch
                continue
            yield from paths_of_type(struct.cls, f"{prefix}{field.encode_name}.")


def structs(kind):
    match kind:
        case inspect.UnionType():
            return [each for part in kind.types for each in structs(part)]
        case inspect.ListType() | inspect.VarTupleType():
            return structs(kind.item_type)
        case inspect.StructType():
            return [kind]
    return []


def paths_of_mapping(fields, prefix=""):
    for name, field in fields["properties"].items():
        yield prefix + name
        if "properties" in field:
            assert field["dynamic"] == "strict", prefix + name
            yield from paths_of_mapping(field, f"{prefix}{name}.")


@pytest.mark.parametrize(("kind", "written"), WRITTEN.items())
def test_every_field_that_is_written_is_in_the_mapping_and_no_other(kind, written):
    found = mapping(kind)
    assert found["dynamic"] == "strict"
    assert set(paths_of_mapping(found)) == set(paths_of_type(written))


def test_the_document_takes_over_every_field_of_the_analysed_post():
    assert {field.name for field in msgspec.structs.fields(AnalysedPost)} < {
        field.name for field in msgspec.structs.fields(PostDocument)
    }
    post = AnalysedPost(post_id="1:1", channel={"id": 1}, message_id=1, date="d", version=3, text="t", normalized="n")
    document = document_of(post)
    assert all(
        getattr(document, field.name) == getattr(post, field.name) for field in msgspec.structs.fields(AnalysedPost)
    )


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_keyword_is_never_longer_than_elasticsearch_can_index(kind):
    def keywords(fields):
        for field in fields.values():
            if field.get("type") == "keyword":
                yield field
            yield from keywords(field.get("properties", {}))

    # Four bytes a character at most; a term may have 32,766.
    assert all(field["ignore_above"] * 4 < 32_766 for field in keywords(mapping(kind)["properties"]))


def test_fields_of_a_user_are_kept_and_not_searched():
    assert mapping("posts")["properties"]["extra"] == {"type": "object", "enabled": False}


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("live", True),
        ("g-2", True),
        ("2021.07", True),
        ("Live", False),
        ("", False),
        ("a b", False),
        ("revisions-x", False),
        ("x" * 101, False),
    ],
)
def test_a_generation_is_a_name_that_an_index_can_have(name, good):
    assert is_generation(name) is good


def test_indices_of_generations_with_like_names_are_told_apart():
    assert is_index_of("posts-g-2021.07", "posts", "g")
    assert not is_index_of("posts-g-2-2021.07", "posts", "g")
    assert is_index_of("posts-g-2-2021.07", "posts", "g-2")
    assert not is_index_of("posts-revisions-g-2021.07", "posts", "g")
