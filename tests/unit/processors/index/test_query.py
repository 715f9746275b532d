"""Questions as queries: text is data, filters narrow, marks find their way back to the original."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.index.query import Question, query_of, runs, sort_of, spans_of


def test_nothing_asked_is_everything():
    assert query_of(Question()) == {"match_all": {}}
    assert query_of(Question(text="  ")) == {"match_all": {}}


@pytest.mark.parametrize("text", ["a AND (", "*", "brands.id:badr", '{"x":1}', "أصحاب الكهف"])
def test_text_never_becomes_syntax(text):
    written = json.dumps(query_of(Question(text=text)))
    for syntax in ("query_string", "wildcard", "regexp", "script", "prefix"):
        assert f'"{syntax}"' not in written


def test_lucene_is_syntax_but_can_not_read_every_term():
    (asked,) = query_of(Question(lucene="deleted:true"))["bool"]["must"]
    assert asked["query_string"]["query"] == "deleted:true"
    assert asked["query_string"]["allow_leading_wildcard"] is False


def test_a_role_is_that_of_the_organisation_asked_for():
    asked = query_of(Question(brands=("badr", "kaf"), role="claimant"))["bool"]["filter"]
    assert asked == [{"terms": {"brand_roles": ["badr:claimant", "kaf:claimant"]}}]
    asked = query_of(Question(brands=("badr",), role="issuer", disguised=True))["bool"]["filter"]
    assert {"terms": {"disguised_brands": ["badr"]}} in asked


def test_any_means_any():
    assert query_of(Question(claim="any"))["bool"]["filter"] == [{"exists": {"field": "claim.kind"}}]
    assert query_of(Question(tansiqiya="any"))["bool"]["filter"] == [
        {"terms": {"tansiqiya.class": ["statement", "relay", "mention"]}}
    ]


@pytest.mark.parametrize("channel", ["@name", "https://t.me/name", "name"])
def test_a_channel_is_known_by_its_name_in_any_form(channel):
    assert '"value": "name"' in json.dumps(query_of(Question(channel=channel)))


@pytest.mark.parametrize("channel", ["1234567890", "-1001234567890"])
def test_a_channel_is_known_by_its_id_with_and_without_telegrams_prefix(channel):
    assert '{"term": {"channel.id": 1234567890}}' in json.dumps(query_of(Question(channel=channel)))


@pytest.mark.parametrize("sort", ["newest", "oldest", "relevance", "lag", "views"])
def test_every_order_ends_in_one_of_its_own(sort):
    assert sort_of(sort)[-1] == {"_shard_doc": {"order": "asc"}}


MARK = ("<on>", "<off>")


def test_marks_of_several_fields_are_one():
    marked = ["a <on>bc<off> d <on>e<off>", "<on>a<off> bc <on>d<off> e"]
    assert spans_of("a bc d e", marked, MARK) == ((0, 1), (2, 4), (5, 6), (7, 8))


def test_marks_that_do_not_fit_the_original_are_left_out():
    assert spans_of("abc", ["<on>xyz<off>"], MARK) == ()


@given(st.text(alphabet="abاب ", max_size=30), st.data())
def test_marks_come_back_as_they_were_set(text, data):
    places = data.draw(st.sets(st.integers(0, max(0, len(text) - 1)))) if text else set()
    spans = runs(places)
    marked, last = "", 0
    for start, end in spans:
        marked += text[last:start] + MARK[0] + text[start:end] + MARK[1]
        last = end
    assert spans_of(text, [marked + text[last:]], MARK) == spans
