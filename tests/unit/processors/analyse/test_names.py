"""Organisations and candidates against tables of texts, one file a class, beside this one."""

from pathlib import Path

import pytest

from processors.analyse.brands import BrandFinder
from processors.analyse.candidates import find as find_candidates
from processors.analyse.normalise import normalise
from schemas.messages import Affiliation, Channel
from schemas.registry import load_registry

FOLDER = Path(__file__).parent / "names"
FINDER = BrandFinder(load_registry())


def rows(*files):
    for file in files:
        for line in (FOLDER / file).read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                expected, _, text = line.partition(" | ")
                yield expected, text.replace("\\n", "\n")


def ids(text, channel=None):
    return {brand.id for brand in FINDER.find(normalise(text), channel)}


@pytest.mark.parametrize(
    ("expected", "text"),
    list(rows("disguised.txt", "latin.txt", "otherwise.txt", "short.txt", "second.txt")),
)
def test_a_text_names_these_organisations_and_no_others(expected, text):
    assert ids(text) == (set() if expected == "-" else set(expected.split(",")))


@pytest.mark.parametrize(("expected", "text"), list(rows("candidates.txt")))
def test_a_group_that_speaks_is_a_candidate(expected, text):
    normal = normalise(text)
    found = find_candidates(normal, FINDER.find(normal))
    assert [each.surface.replace("_", " ") for each in found] == ([] if expected == "-" else expected.split("; "))
    for each in found:
        assert text[each.start : each.end] == each.surface


@pytest.mark.parametrize(
    ("text", "surface", "disguised"),
    [
        ("وأصحاب الكهف تهدد المتعاقدين", "أصحاب الكهف", False),
        ("#أصحاب_الكهف تتبنى استهداف رتل", "أصحاب_الكهف", False),
        ("أصحابُ الكَهفِ تتبنى استهداف رتل", "أصحابُ الكَهف", False),
        ("ا ص ح ا ب ا ل ك ه ف تتبنى استهداف رتل", "ا ص ح ا ب ا ل ك ه ف", True),
        ("أ🔻ص🔻ح🔻ا🔻ب 🔻ا🔻ل🔻ك🔻ه🔻ف تتبنى استهداف رتل", "أ🔻ص🔻ح🔻ا🔻ب 🔻ا🔻ل🔻ك🔻ه🔻ف", True),
        ("أص\u200bحاب الكهف تتبنى استهداف رتل", "أص\u200bحاب الكهف", True),
        ("😀 اصحابالكهف تتبنى استهداف رتل", "اصحابالكهف", True),
        ("أصـ.ـحـ.ـاب الكـ.ـهـ.ـف تتبنى استهداف رتل", "أصـ.ـحـ.ـاب الكـ.ـهـ.ـف", True),
        ("أصحاااب الكهف تتبنى استهداف رتل", "أصحاااب الكهف", False),
        ("الأمين العام للعصائب قيس الخزعلي", "لعصائب", False),
        ("3asa2ib ahl al 7aq", "3asa2ib ahl al 7aq", True),
        ("Kаtaib Hezbollah", "Kаtaib Hezbollah", True),  # a Cyrillic а
        ("Asaib Ahl al-Haq", "Asaib Ahl al-Haq", False),
        ("Badr's Hadi al-Ameri in Iraq", "Badr", False),
        ("عصائب اهل الحك تتوعد القوات الأمريكية", "عصائب اهل الحك", False),
    ],
)
def test_the_surface_is_the_name_alone_and_a_disguise_is_said(text, surface, disguised):
    (brand,) = FINDER.find(normalise(text))
    assert (brand.surface, brand.disguised) == (surface, disguised)
    assert text[brand.start : brand.end] == surface


def test_an_ambiguous_name_brings_its_score_and_the_words_it_was_decided_from():
    text = "أصحاب الكهف تتبنى استهداف رتل للاحتلال بعبوة ناسفة"
    (brand,) = FINDER.find(normalise(text))
    assert brand.score is not None
    assert brand.score >= 0.5
    assert {"prior", "acts", "claim", "attack"} <= {reason.name for reason in brand.reasons}
    for reason in brand.reasons:
        if reason.surface is not None:
            assert text[reason.start : reason.end] == reason.surface


def test_a_name_that_can_mean_nothing_else_needs_no_score():
    (brand,) = FINDER.find(normalise("كتائب حزب الله"))
    assert (brand.score, brand.reasons) == (None, ())


def test_the_longest_name_wins():
    assert ids("قوات ذو الفقار تتبنى قصف القاعدة الأمريكية") == {"quwwat_dhu_al_faqar"}
    assert ids("كيان كاف ينشر بيان كتائب حزب الله") == {"kyan_kf", "kataib_hezbollah"}
    assert ids("الإطار التنسيقي والهيئة التنسيقية للمقاومة العراقية") == {"coordination_framework", "tansiqiya"}


def test_a_channel_of_the_organisation_speaks_for_its_name():
    text = "أصحاب الكهف باقون"
    assert ids(text) == set()
    own = Affiliation(organisation="ashab_al_kahf", certainty="exclusive")
    assert ids(text, Channel(id=1, affiliation=own)) == {"ashab_al_kahf"}
    assert ids(text, Channel(id=1, title="أصحاب الكهف | إعلام")) == {"ashab_al_kahf"}
    assert ids("قصة أصحاب الكهف في سورة الكهف", Channel(id=1, affiliation=own)) == set()


def test_a_name_is_found_far_behind_the_length_of_a_post():
    assert ids("كلام " * 20_000 + "عصائب أهل الحق تنفي") == {"asaib_ahl_al_haq"}


def test_a_name_in_an_address_or_a_handle_is_a_channel():
    assert ids("تابعونا https://t.me/sabereen_news و @Kataib_Hezbollah") == set()
