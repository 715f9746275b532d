from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codec import CodecError, decode, decode_raw, encode, post_id
from schemas.identity import alert_id, digest, event_id
from schemas.messages import Channel, RawPost

GOLDEN = Path(__file__).parents[2] / "golden"


def raw(**fields):
    return RawPost(
        **{"channel": Channel(id=7), "message_id": 1, "date": "2021-03-04T06:00:00Z", "text": "نص", **fields}
    )


def test_a_raw_post_of_the_first_version_decodes_for_ever():
    post = decode_raw((GOLDEN / "post.raw-1.json").read_bytes())
    assert post_id(post) == "1400000001:17"
    assert post.channel.affiliation.organisation == "kataib_hezbollah"
    assert post.forwarded_from.message_id == 5
    assert post.extra == {"from_a_user": "kept"}
    assert decode_raw(encode(post)) == post


def test_only_four_fields_are_required_of_a_users_file():
    post = decode_raw(b'{"channel": {"id": 7}, "message_id": 1, "date": "2021-03-04T06:00:00Z", "text": null}')
    assert (post.views, post.deleted, post.media) == (None, False, ())


def test_a_field_that_nobody_knows_is_kept_as_extra():
    post = decode_raw(
        b'{"channel":{"id":7},"message_id":1,"date":"2021-03-04T06:00:00Z","text":"","mood":"calm","extra":{"a":1}}'
    )
    assert post.extra == {"a": 1, "mood": "calm"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"nope", "not JSON"),
        (b"[]", "Expected `object`, got `array`"),
        (b'{"channel":{"id":7},"date":"2021","text":""}', "message_id"),
        (b'{"channel":{"id":"seven"},"message_id":1,"date":"2021","text":""}', "$.channel.id"),
        (rb'{"channel":{"id":7},"message_id":1,"date":"2021","text":"\ud800"}', "lone surrogate"),
        (rb'{"channel":{"id":7},"message_id":1,"date":"2021","text":"\udc00 x"}', "lone surrogate"),
        (b'{"extra":' + b"[" * 100_000, "not "),
    ],
)
def test_what_cannot_be_read_says_why(line, said):
    with pytest.raises(CodecError) as caught:
        decode_raw(line)
    assert said in str(caught.value)


def test_a_surrogate_pair_is_one_character():
    line = rb'{"channel":{"id":7},"message_id":1,"date":"2021","text":"\ud83d\ude00"}'
    assert decode_raw(line).text == "\N{GRINNING FACE}"


def test_a_megabyte_of_text_is_read_whole():
    assert len(decode_raw(encode(raw(text="ا" * 1_000_000))).text) == 1_000_000


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_exactly_as_it_was(text):
    assert decode(RawPost, encode(raw(text=text))).text == text


def test_the_same_event_twice_is_one_event():
    assert event_id(raw(views=1)) == event_id(raw(views=2, event_id="other", version=9))


@pytest.mark.parametrize(
    "change",
    [
        {"message_id": 2},
        {"text": "نص آخر"},
        {"edit_date": "2021-03-04T06:01:00Z"},
        {"deleted": True, "text": None},
        {"counters_only": True},
    ],
)
def test_a_change_that_matters_is_another_event(change):
    assert event_id(raw()) != event_id(raw(**change))


def test_the_parts_of_an_id_do_not_run_together():
    assert digest("ab", "c") != digest("a", "bc")
    assert alert_id("claim", "7:1") != alert_id("claim", "7:11")


def test_a_message_cannot_be_changed():
    with pytest.raises(AttributeError):
        raw().text = "other"
    assert msgspec.structs.replace(raw(), text="other").text == "other"
