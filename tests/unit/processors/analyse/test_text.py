"""Names, and who is blamed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.analyse.brands import BrandFinder
from processors.analyse.normalise import normalise
from processors.analyse.post import build_analyser
from schemas.messages import Channel, Pipeline, RawPost
from schemas.registry import load_registry

REGISTRY = load_registry()
FINDER = BrandFinder(REGISTRY)
ANALYSE = build_analyser(REGISTRY, Pipeline(code="test", registry="test"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("بيان صادر عن أصحاب الكهف: استهدفنا رتلاً للاحتلال", [("ashab_al_kahf", "أصحاب الكهف", False)]),
        ("قصة أصحاب الكهف في سورة الكهف", []),
        ("وقالت كتائب حزب الله إن القصف مستمر", [("kataib_hezbollah", "كتائب حزب الله", False)]),
        ("وعصائب أهل الحق تنفي", [("asaib_ahl_al_haq", "عصائب أهل الحق", False)]),
        ("ا ص ح ا ب ا ل ك ه ف تتبنى العملية", [("ashab_al_kahf", "ا ص ح ا ب ا ل ك ه ف", True)]),
        ("قوات ذو الفقار تتبنى قصف القاعدة", [("quwwat_dhu_al_faqar", "قوات ذو الفقار", False)]),
        ("كيان كاف ينشر بياناً", [("kyan_kf", "كيان كاف", False)]),
        ("حزب الله اللبناني يعلن", []),
        (
            "Asa'ib Ahl al-Haqq and Kataeb Hizballah",
            [("asaib_ahl_al_haq", "Asa'ib Ahl al-Haqq", False), ("kataib_hezbollah", "Kataeb Hizballah", False)],
        ),
        ("درجات الحرارة في بدر", []),
    ],
)  # fmt: skip
def test_names_are_found_where_they_mean_the_organisation(text, found):
    assert [(brand.id, brand.surface, brand.disguised) for brand in FINDER.find(normalise(text))] == found


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from("أصحاب الكهفلواء خيبر_ـ\u200c.عين الأسد123#@😀\n"), max_size=80))
def test_a_span_always_is_the_surface(text):
    for brand in FINDER.find(normalise(text)):
        assert text[brand.start : brand.end] == brand.surface


def attributed(text):
    post = ANALYSE(RawPost(channel=Channel(id=1), message_id=1, date="2021-07-01T00:00:00Z", text=text))
    return post.attribution and (post.attribution.organisation, post.attribution.certainty), post.attribution_note


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ", ("asaib_ahl_al_haq", "exclusive")),
        ("سرايا قاصم الجبارين تتبنى قصف قاعدة عين الأسد بالصواريخ", ("kataib_hezbollah", "assessed")),
        ("كتائب حزب الله تتبنى قصف قاعدة عين الأسد بالصواريخ", ("kataib_hezbollah", "exclusive")),
    ],
)
def test_a_claim_is_attributed_to_the_operator_of_the_brand(text, whose):
    assert attributed(text)[0] == whose


def test_brands_of_two_operators_give_no_attribution_but_a_note():
    whose, note = attributed("أصحاب الكهف وعصبة الثائرين: نتبنى قصف قاعدة عين الأسد بالصواريخ")
    assert whose is None
    assert "several operators" in note


def test_a_denial_asks_no_attribution():
    assert attributed("عصائب أهل الحق تنفي علاقتها بقصف السفارة بالصواريخ") == (None, None)
