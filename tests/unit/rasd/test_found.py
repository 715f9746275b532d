"""Posts as lines for a terminal: nothing in them acts."""

import pytest

from processors.index.reader import Hit
from rasd.found import FILE, ISOLATE, POP, TERMINAL, lines_of, visible


def hit(text, *spans, **fields):
    post = {"post_id": "1:2", "date": "2021-07-05T14:30:00Z", "channel": {"id": 1, "title": "عنوان"}, "text": text}
    return Hit({**post, "link": "https://t.me/c/1/2", **fields}, spans)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("a\u202eb", "a‹U+202E›b"),
        ("\x1b[31mred", "‹U+001B›[31mred"),
        ("a\u200bb", "a‹U+200B›b"),
        ("a\nb", "a ⏎ b"),
        ("a\u2069b", "a‹U+2069›b"),
    ],
)
def test_characters_that_act_are_named(hostile, shown):
    assert visible(hostile) == shown
    for line in lines_of(hit(hostile, channel={"id": 1, "title": hostile, "username": hostile}), FILE, full=True):
        assert "\x1b" not in line
        assert "\u202e" not in line
        assert line.count(ISOLATE) == line.count(POP)


def test_joiners_of_persian_stay():
    assert visible("می\u200cخواهم") == "می\u200cخواهم"


def test_marks_stand_at_their_places_in_the_original():
    lines = lines_of(hit("قال أصحاب الكهف اليوم", (4, 15)), FILE)
    assert f"{ISOLATE}قال «أصحاب الكهف» اليوم{POP}" in lines[1]
    assert TERMINAL.on in lines_of(hit("قال أصحاب الكهف اليوم", (4, 15)), TERMINAL)[1]


def test_a_long_text_is_shown_around_its_first_mark():
    text = f"{'س ' * 400}HERE{' ع' * 400}"
    line = next(line for line in lines_of(hit(text, (800, 804)), FILE) if "«HERE»" in line)
    assert len(line) < 400
    assert line.count("…") == 2


def test_what_is_known_of_a_post_stands_in_one_line():
    known = {
        "deleted": True,
        "deleted_seen_at": "2021-07-06T00:00:00Z",
        "brand_roles": ["ashab_al_kahf:claimant"],
        "disguised_brands": ["ashab_al_kahf"],
        "claim": {"kind": "claim", "attack": "ied", "areas": ["erbil"]},
        "cluster": {"id": "s", "rank": 3, "lag_s": 1234.0},
    }
    facts = lines_of(hit("text", **known), FILE)[1]
    for part in ("TAKEN DOWN", "ashab_al_kahf:claimant (disguised)", "claim ied at erbil", "no. 3 of story s, 1,234 s"):
        assert part in facts


def test_a_post_without_text_is_shown_too():
    assert "(no text)" in lines_of(hit(None), FILE)[1]
