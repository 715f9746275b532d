"""Labelled lines: what is read, and what a bad one says."""

import json

import pytest

from ingest.imports.lines import BadLine
from rasd.evaluation.labels import read_labelled
from schemas.registry import load_registry

POST = {"channel": {"id": 7, "title": "x"}, "message_id": 3, "date": "2021-07-04T10:00:00Z", "text": "بدر"}


def read(*lines):
    return list(read_labelled(lines, "file.jsonl", load_registry()))


def line(labels, **fields):
    return json.dumps({**POST, **fields, "labels": labels}).encode()


def test_a_labelled_line_is_a_post_and_its_labels():
    (found,) = read(line({"brands": [{"id": "badr", "role": "mention"}], "claim": None}))
    assert (found.id, found.post.text, found.number) == ("7:3", "بدر", 1)
    assert found.labels.brands[0].id == "badr"
    assert "labels" not in found.post.extra


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (line({"brandz": []}), "brandz"),
        (line({"brands": [{"id": "badr", "rolle": "mention"}]}), "rolle"),
        (line({"brands": [{"id": "nobody"}]}), "nobody"),
        (line({"claim": {"kind": "claim", "brands": ["nobody"]}}), "nobody"),
        (line({"claim": {"kind": "boast"}}), "boast"),
        (line({"tansiqiya": "news"}), "news"),
        (line({}, date="yesterday"), "yesterday"),
        (json.dumps(POST).encode(), "labels"),
        (b"{", "truncated"),
        (b"\xff", "labelled post"),
    ],
)
def test_a_bad_line_is_named_with_its_number_and_what_is_wrong(text, named):
    (found,) = read(b"", text)[-1:]
    assert isinstance(found, BadLine)
    assert str(found).startswith("file.jsonl:2: ")
    assert named in str(found)


def test_a_bad_line_does_not_stop_the_rest():
    assert [isinstance(each, BadLine) for each in read(b"{", line({}))] == [True, False]
