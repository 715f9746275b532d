"""Hostile text on a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasd.shown import shown


@pytest.mark.parametrize(
    ("hostile", "safe"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("one\ntwo\r\nthree", "one two three"),
        ("\u202eright to left override", "right to left override"),
        ("bell\x07", "bell"),
        ("بيان\u200f رقم", "بيان رقم"),
    ],
)
def test_what_a_terminal_would_obey_is_gone(hostile, safe):
    assert shown(hostile) == safe


@given(st.text(alphabet=st.characters(), max_size=300))
def test_no_text_breaks_out_of_its_line(text):
    line = shown(text, 50)
    assert len(line) <= 50
    assert "\n" not in line
    assert "\x1b" not in line
    line.encode()


def test_a_long_text_is_cut_and_says_so():
    assert shown("a" * 1000, 10) == "a" * 9 + "…"
