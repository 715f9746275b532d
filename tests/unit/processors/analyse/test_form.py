"""Texts in one byte a character say the same as the texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.analyse import candidate_words as words
from processors.analyse.form import TABLE, Automaton, Begins, Form, coded
from processors.analyse.normalise import normalise

SEARCHED = {
    "attack": (words.ATTACK, [term.removesuffix("*") for term in words.ATTACKING], 3),
    "claiming": (words.CLAIMING, words.CLAIMING_STEMS, 1),
    "umbrella": (words.UMBRELLA, ["مقاومه"], 3),
}
PIECES = (
    *words.CLAIMING_STEMS, "و", "ف", "ال", "لل", " ", ".", "\n", "🔴", "ث", "عبوه", "رتل دعم",
    "المقاومه الاسلاميه في العراق", "ԱԲ", "عن", "عمليه",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@pytest.mark.parametrize("name", SEARCHED)
def test_a_pattern_tried_where_its_stems_stand_finds_what_it_finds_everywhere(name, text):
    pattern, stems, prefix = SEARCHED[name]
    found = Begins(pattern, stems, prefix).finditer(Form(text))
    assert [match.span() for match in found] == [match.span() for match in pattern.finditer(text)]


@given(st.text())
def test_any_folded_text_has_a_skeleton_of_its_letters_and_their_places(text):
    form = normalise(text).form
    assert form.bones == "".join(filter(str.isalnum, form.text))
    assert [form.text[place] for place in form.kept] == list(form.bones)
    assert len(form.coded) == len(form.text)
    assert len(form.coded_bones) == len(form.bones)
    assert list(form.letters) == [*map(str.isalnum, form.text), 0]


def test_a_name_in_letters_without_a_code_is_found_too():
    search = Automaton(["بدر", "ԱԲ", "bad"])
    text = "bad ԱԲ ☃ بدر"
    assert search.find(text, coded(text)) == [(2, 0, 3), (1, 4, 6), (0, 9, 12)]
    assert not search.usual


def test_every_code_is_one_character():
    assert len(set(TABLE)) == 256
