"""Who is blamed, when it was, what each organisation does in a post, and texts meant to break the detectors."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.analyse.dates import find_interval
from processors.analyse.normalise import normalise
from processors.analyse.post import build_analyser
from processors.analyse.reader import read
from schemas.messages import Channel, Pipeline, RawPost
from schemas.registry import load_registry

ANALYSE = build_analyser(load_registry(), Pipeline(code="test", registry="test"))
POSTED = datetime(2021, 7, 10, 9, 0, tzinfo=UTC)  # a Saturday


def analysed(text):
    return ANALYSE(RawPost(channel=Channel(id=1), message_id=1, date="2021-07-10T09:00:00Z", text=text))


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ", ("asaib_ahl_al_haq", "exclusive")),
        ("سرايا قاصم الجبارين تتبنى قصف قاعدة عين الأسد بالصواريخ", ("kataib_hezbollah", "assessed")),
        ("سرايا قاصم الجبارين تتبنى استهداف رتل في بابل", ("kataib_hezbollah", "exclusive")),
        ("سرايا أولياء الدم تتبنى قصف قاعدة عين الأسد بالصواريخ", ("kataib_hezbollah", "exclusive")),
        ("سرايا أولياء الدم تتبنى قصف أربيل بالصواريخ", None),
        ("سرايا أولياء الدم تتبنى قصف السفارة الأمريكية بالصواريخ", None),
        ("أصحاب الكهف وعصبة الثائرين: نتبنى قصف قاعدة عين الأسد بالصواريخ", None),
        ("عصبة الثائرين تتبنى قصف قاعدة فكتوريا بالصواريخ، وأصحاب الكهف تبارك العملية", None),
        ("كتائب حزب الله تحذر القوات الأمريكية من البقاء في قاعدة عين الأسد", None),
    ],
)
def test_whose_attack_it_was(text, whose):
    post = analysed(text)
    assert (post.attribution and (post.attribution.organisation, post.attribution.certainty)) == whose
    if whose is None and post.claim.kind in {"claim", "eulogy"}:
        assert post.attribution_note


def test_a_facade_in_anothers_area_keeps_both_as_candidates():
    post = analysed("أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ")
    assert [each.organisation for each in post.attribution.candidates] == ["asaib_ahl_al_haq", "kataib_hezbollah"]
    assert all(reason.quote for each in post.attribution.candidates for reason in each.basis)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("فجر اليوم", "2021-07-10T00:00:00Z", "2021-07-10T04:00:00Z"),
        ("مساء أمس", "2021-07-09T14:00:00Z", "2021-07-09T21:00:00Z"),
        ("الليلة الماضية", "2021-07-09T15:00:00Z", "2021-07-10T03:00:00Z"),
        ("اليوم الساعة 9:30 صباحا", "2021-07-10T06:30:00Z", "2021-07-10T06:31:00Z"),
        ("أمس الساعة ٩:٣٠ مساءً", "2021-07-09T18:30:00Z", "2021-07-09T18:31:00Z"),
        ("يوم الأربعاء", "2021-07-06T21:00:00Z", "2021-07-07T21:00:00Z"),
        ("بتاريخ ٧ تموز ٢٠٢١", "2021-07-06T21:00:00Z", "2021-07-07T21:00:00Z"),
        ("في السابع من تموز", "2021-07-06T21:00:00Z", "2021-07-07T21:00:00Z"),
        ("7 يوليو", "2021-07-06T21:00:00Z", "2021-07-07T21:00:00Z"),
        ("20 كانون الأول", "2020-12-19T21:00:00Z", "2020-12-20T21:00:00Z"),
        ("٢٧ ذو القعدة ١٤٤٢ هـ", "2021-07-06T21:00:00Z", "2021-07-07T21:00:00Z"),
        ("on July 7, 2021", "2021-07-06T21:00:00Z", "2021-07-07T21:00:00Z"),
        ("yesterday evening", "2021-07-09T14:00:00Z", "2021-07-09T21:00:00Z"),
    ],
)
def test_when_it_was_in_baghdad_time(text, start, end):
    found = find_interval(normalise(text), POSTED)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("أصحاب الكهف تتبنى تفجير رتل في بابل", {"ashab_al_kahf": "claimant"}),
        ("بيان صادر عن كتائب حزب الله\nنحذر القوات الأمريكية من البقاء", {"kataib_hezbollah": "issuer"}),
        ("نمهل قوات الاحتلال أسبوعا لمغادرة البلاد\n#كتائب_حزب_الله", {"kataib_hezbollah": "issuer"}),
        ("كتائب حزب الله تنفي قصف السفارة", {"kataib_hezbollah": "mention"}),
        ("واشنطن تتهم كتائب حزب الله بقصف السفارة", {"kataib_hezbollah": "mention"}),
        (
            "عصبة الثائرين تتبنى قصف قاعدة فكتوريا بالصواريخ، وعصائب أهل الحق تنفي صلتها به",
            {"usbat_al_thairin": "claimant", "asaib_ahl_al_haq": "mention"},
        ),
    ],
)
def test_what_each_organisation_does(text, roles):
    assert {brand.id: brand.role for brand in analysed(text).brands} == roles


WORDS = st.sampled_from(
    [
        "أصحاب الكهف",
        "تتبنى",
        "استهداف",
        "رتل",
        "نحذر",
        "المتعاقدين",
        ".",
        "\n",
        ":",
        "لم",
        "الهيئة التنسيقية للمقاومة العراقية",
        "بسم الله",
        "claimed",
        "Kata'ib Hezbollah",
        "by",
        "السفارة",
        "عين الأسد",
        "قال",
        "من",
        "و",
        "ل",
        "كتائب",
        "سرايا",
        "مسؤوليتها عن",
        "را",
        "بر عهده گرفت",
        "«",
        "؟",
        "٧ تموز",
        "  ",
        "\t",
        "ﷺ",
        "\u200f",
        "😀",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=30), st.sampled_from(["", " "]))
def test_no_text_of_their_own_words_breaks_them(words, between):
    text = between.join(words)
    post = analysed(text)
    for reason in (*(post.claim.reasons if post.claim else ()), *(post.threat.reasons if post.threat else ())):
        assert text[reason.start : reason.end] == reason.surface


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_no_text_at_all_breaks_them(text):
    analysed(text)


@pytest.mark.parametrize(
    "piece",
    [
        "تتبنى أصحاب الكهف استهداف ",
        "نحذر المتعاقدين. ",
        "1 ",
        "«",
        "قال ",
        "الهيئة التنسيقية للمقاومة العراقية\n",
        "claimed by ",
    ],
)
def test_a_text_ten_times_as_long_takes_no_hundred_times_as_long(piece):
    def seconds(size):
        text = piece * (size // len(piece))
        # Of the processor, and the least of three: how busy the machine is must not matter.
        spent = []
        for _ in range(3):
            start = time.process_time()
            reading = read(text)
            assert sum(map(len, reading.hits.values())) < 5_000
            analysed(text)
            spent.append(time.process_time() - start)
        return min(spent)

    seconds(2_000)
    assert seconds(20_000) < 60 * max(seconds(2_000), 0.002)
