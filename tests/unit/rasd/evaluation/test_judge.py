"""What one post's labels and findings come to, with planted mistakes."""

from datetime import date

import pytest

from rasd.evaluation.found import Found, FoundBrand, FoundClaim, found_in
from rasd.evaluation.judge import judge
from rasd.evaluation.labels import AttributionLabel, BrandLabel, ClaimLabel, Labels, ThreatLabel
from schemas.messages import AnalysedPost, Brand, Channel, Interval

NOTHING = Found({})


def outcomes(labels, found):
    return {(each.aspect, each.outcome, each.expected, each.found) for each in judge(labels, found)}


def test_what_is_not_labelled_is_not_judged():
    found = Found(
        {"badr": FoundBrand()}, tansiqiya="statement", claim=FoundClaim("claim"), threat=frozenset({"activists"})
    )
    assert judge(Labels(), found) == []


def test_a_missed_and_an_invented_organisation_are_told_apart():
    labels = Labels(brands=(BrandLabel(id="badr"), BrandLabel(id="nujaba")))
    assert outcomes(labels, Found({"badr": FoundBrand(), "kaf": FoundBrand()})) == {
        ("organisation", "tp", "badr", "badr"),
        ("organisation", "fn", "nujaba", "none"),
        ("organisation", "fp", "none", "kaf"),
    }


def test_a_role_of_a_missed_organisation_is_wrong_and_its_disguise_is_not_judged():
    labels = Labels(brands=(BrandLabel(id="badr", role="mention", disguised=True),))
    assert ("role", "wrong", "badr mention", "badr not found") in outcomes(labels, NOTHING)
    assert not any(each.aspect == "disguised" for each in judge(labels, NOTHING))


def test_an_organisation_where_the_words_mean_something_else_is_one_wrong_post():
    labels = Labels(brands=(), classes=("other_sense",))
    found = Found({"badr": FoundBrand(), "kaf": FoundBrand()})
    assert ("other sense", "wrong", "none", "badr, kaf") in outcomes(labels, found)
    assert ("other sense", "right", "none", "") in outcomes(labels, NOTHING)


def test_a_missed_claim_is_wrong_in_each_of_its_parts():
    labels = Labels(claim=ClaimLabel(kind="eulogy", attack="rocket", areas=("erbil",), when=None))
    judged = {(each.aspect, each.outcome) for each in judge(labels, NOTHING)}
    assert judged == {("claim", "fn"), ("kind", "wrong"), ("attack", "wrong"), ("area", "fn"), ("when", "wrong")}


def test_an_invented_claim_brings_its_areas_along():
    found = Found({}, claim=FoundClaim("claim", areas=("erbil",)))
    assert outcomes(Labels(claim=None), found) == {
        ("claim", "fp", "none", "claim"),
        ("area", "fp", "none", "erbil"),
    }


@pytest.mark.parametrize(
    ("expected", "found", "right"),
    [
        ("الطارمية", "قضاء الطارميه", True),
        ("الطارمية", "الطارمية", True),
        ("الطارمية", "ميسان", False),
        ("erbil", "erbil", True),
        ("al_asad", "asad", False),
    ],
)
def test_a_free_place_may_carry_its_kind_and_an_id_may_not(expected, found, right):
    labels = Labels(claim=ClaimLabel(kind="claim", areas=(expected,)))
    judged = judge(labels, Found({}, claim=FoundClaim("claim", areas=(found,))))
    assert ("tp" in {each.outcome for each in judged if each.aspect == "area"}) is right


@pytest.mark.parametrize(
    ("expected", "start", "end", "right"),
    [
        (date(2021, 7, 4), "2021-07-03T21:00:00Z", "2021-07-04T21:00:00Z", True),  # the day in Baghdad
        (date(2021, 7, 4), "2021-07-04T00:00:00Z", "2021-07-04T03:00:00Z", True),  # its dawn
        (date(2021, 7, 4), "2021-07-04T21:00:00Z", "2021-07-05T21:00:00Z", False),  # the next
        (date(2021, 7, 4), "2021-06-01T00:00:00Z", "2021-08-01T00:00:00Z", False),  # too long to say when
        (None, "2021-07-03T21:00:00Z", "2021-07-04T21:00:00Z", False),
    ],
)
def test_when_is_right_if_it_touches_the_day_in_baghdad(expected, start, end, right):
    labels = Labels(claim=ClaimLabel(kind="claim", when=expected))
    found = Found({}, claim=FoundClaim("claim", when=Interval(start=start, end=end)))
    assert {each.outcome for each in judge(labels, found) if each.aspect == "when"} == {"right" if right else "wrong"}


def test_a_threat_is_found_missed_or_invented():
    threat = Labels(threat=ThreatLabel(targets=("activists",)))
    assert outcomes(threat, NOTHING) == {("threat", "fn", "activists", "none")}
    assert outcomes(Labels(threat=None), Found({}, threat=frozenset({"judges"}))) == {
        ("threat", "fp", "none", "judges")
    }
    assert ("threat targets", "wrong", "activists", "judges") in outcomes(
        threat, Found({}, threat=frozenset({"judges"}))
    )
    assert outcomes(Labels(threat=None), NOTHING) == set()


def test_an_attribution_is_judged_by_its_organisation_and_its_certainty_apart():
    labels = Labels(claim=None, attribution=AttributionLabel(organisation="nujaba", certainty="exclusive"))
    assert outcomes(labels, Found({}, attribution=("nujaba", "assessed"))) == {
        ("attribution", "right", "nujaba", "nujaba"),
        ("certainty", "wrong", "exclusive", "assessed"),
    }
    assert outcomes(labels, NOTHING) == {("attribution", "wrong", "nujaba", "none")}


def test_an_attribution_where_none_is_due_is_wrong():
    labels = Labels(claim=ClaimLabel(kind="denial"), attribution=None)
    found = Found({}, claim=FoundClaim("denial"), attribution=("badr", "assessed"))
    assert ("no attribution", "wrong", "none", "badr") in outcomes(labels, found)


def test_candidates_match_with_the_words_around_them():
    labels = Labels(candidates=("سرايا الغضب",))
    assert outcomes(labels, Found({}, candidates=("مجموعة سرايا الغضب",))) == {
        ("candidate", "tp", "سرايا الغضب", "مجموعة سرايا الغضب"),
    }


def test_of_several_occurrences_the_strongest_role_and_any_disguise_count():
    names = [("mention", True), ("claimant", False), ("issuer", False)]
    post = AnalysedPost(
        channel=Channel(id=1),
        message_id=1,
        date="2021-07-04T00:00:00Z",
        post_id="1:1",
        brands=tuple(
            Brand(id="badr", surface="x", start=0, end=1, role=role, disguised=disguised) for role, disguised in names
        ),
    )
    assert found_in(post).brands == {"badr": FoundBrand(role="claimant", disguised=True)}
