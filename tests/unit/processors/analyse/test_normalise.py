"""The folded text: where it agrees with camel-tools, where it folds further, and that every place leads back."""

import pytest
from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
    normalize_unicode,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.analyse.letters import DOTLESS
from processors.analyse.normalise import LONGEST, LONGEST_UNFOLDED, Normal, code_point, fold, normalise, utf16

# Letters and marks for which camel-tools and rasd promise the same.
COMMON = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإآٱ \u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670ـ"
# What hostile and careless writers use besides.
ODD = (
    "أصحاب الكهف_-#@'’ـ\u200b\u200c\u200d\u200f\u202e\u2066\ufeff"
    "ﷺﷲﷴﻻﺍﻟﻜﻬﻒکیہھۆێ٠١٢۳۴０１ſßİıǅ🔻👨‍👩‍👧🇮🇶𝐀𝔸асеЕ\u0654\u0655\u0301Åœ\n\t"
)
ANYTHING = st.characters(min_codepoint=0, max_codepoint=0x10FFFF, exclude_categories=())
TEXTS = st.one_of(st.text(max_size=60), st.text(alphabet=ODD, max_size=80), st.text(alphabet=ANYTHING, max_size=40))


def camel(text):
    """camel-tools' own chain, as its documentation puts it together."""
    text = dediac_ar(normalize_unicode(text))
    return normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(text)))


@given(st.text(alphabet=COMMON, max_size=80))
def test_it_equals_camel_tools_where_both_fold(text):
    assert normalise(text).text == camel(text).replace("ـ", "")


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=60), st.text(alphabet=ODD, max_size=80)))
def test_it_folds_further_than_camel_tools_and_never_otherwise(text):
    """Hamza seats, Persian letters, case, digits, other marks: all that is done to what camel-tools gives."""
    text = text.replace("´", "'")  # NFKC makes a blank of this one apostrophe; we drop it as we drop the others
    assert normalise(text).text == fold(camel(text))


@settings(max_examples=200)
@given(TEXTS)
def test_doing_it_twice_is_doing_it_once(text):
    once = normalise(text).text
    assert normalise(once).text == once


def by_table_and_without(text):
    """An astral character is in no table: with one, the whole text is folded character by character."""
    normal, slowly = normalise(text), normalise(text + "🔻")
    return (normal.text + "🔻", [*normal.places, len(text)]), (slowly.text, list(slowly.places))


@settings(max_examples=200)
@given(TEXTS)
def test_the_table_of_usual_characters_changes_nothing(text):
    by_table, without = by_table_and_without(text)
    assert by_table == without


def test_the_table_of_usual_characters_changes_no_character():
    for code in range(0x3000):
        by_table, without = by_table_and_without(f"a{chr(code)}ب")
        assert by_table == without


def test_letters_that_hide_a_name_are_never_usual():
    assert normalise("اصحاب الكهف").usual
    assert not any(normalise(f"ا{letter}ا").usual for letter in DOTLESS)


@settings(max_examples=200)
@given(TEXTS)
def test_every_character_knows_where_it_came_from(text):
    normal = normalise(text)
    places = list(normal.places)
    assert len(places) == len(normal.text)
    assert places == sorted(places)
    assert all(place < len(text) for place in places)


@settings(max_examples=200)
@given(TEXTS, st.data())
def test_the_slice_of_the_original_normalises_to_the_match(text, data):
    normal = normalise(text)
    if not normal.text:
        return
    start = data.draw(st.integers(0, len(normal.text) - 1))
    end = data.draw(st.integers(start + 1, len(normal.text)))
    # A character that grows is whole or not there at all.
    while start and normal.places[start - 1] == normal.places[start]:
        start -= 1
    while end < len(normal.text) and normal.places[end] == normal.places[end - 1]:
        end += 1
    assert fold(normal.surface(start, end)) == normal.text[start:end]


@given(TEXTS)
def test_half_a_pair_becomes_a_character_that_can_be_written(text):
    normalise(text + "\ud83d").text.encode("utf-8")


@given(st.text(alphabet="a🔻أ𝐀\u200b", max_size=30), st.data())
def test_telegrams_places_and_ours_lead_to_each_other(text, data):
    place = data.draw(st.integers(0, len(text)))
    units = len(text[:place].encode("utf-16-le")) // 2
    assert utf16(text, place) == units
    assert code_point(text, units) == place


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أصْحَابُ الكَهْفِ", "اصحاب الكهف"),
        ("ﺃﺻﺤﺎﺏ ﺍﻟﻜﻬﻒ", "اصحاب الكهف"),
        ("اصحاب الکھف", "اصحاب الكهف"),
        ("هیئت", "هييت"),
        ("كتـــائب", "كتايب"),
        ("مسؤولية", "مسووليه"),
        ("١٢٣ ۴۵۶", "123 456"),
        ("ﷲ", "الله"),
        ("Asa’ib Ahl al-Haqq", "asaib ahl al haqq"),
        ("#عصائب_أهل_الحق", " عصايب اهل الحق"),
        ("ʿAṣāʾib", "asaib"),
        ("ڪتائب", "كتايب"),
        ("Kаtaib", "kataib"),
        ("می‌خواهد", "مي خواهد"),
    ],
)
def test_what_it_makes_of_a_text(text, folded):
    assert fold(text) == folded


def test_places_are_counted_only_where_something_was_dropped_or_grew():
    assert isinstance(normalise("عصائب أهل الحق 🔻 2021").places, range)
    assert list(normalise("أَب").places) == [0, 2]
    assert list(normalise("ﷲ!").places) == [0, 0, 0, 0, 1]


def test_a_text_longer_than_any_post_does_not_unfold_words_of_one_character():
    post, file = "ﷺ" * LONGEST_UNFOLDED, "ﷺ" * (LONGEST_UNFOLDED + 1)
    assert len(fold(post)) == 18 * len(post)
    assert len(fold(file)) == len(file)
    assert len(normalise(file).places) == len(file)


def test_a_text_is_read_as_far_as_a_million_characters():
    normal = normalise("ب" * (LONGEST + 5))
    assert isinstance(normal, Normal)
    assert len(normal.text) == len(normal.original) == LONGEST
