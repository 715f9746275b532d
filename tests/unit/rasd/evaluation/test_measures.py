"""Figures from judgements, with numbers that can be checked by hand."""

import pytest

from rasd.evaluation.intervals import bootstrap, wilson
from rasd.evaluation.judge import Judgement
from rasd.evaluation.measures import MEASURES, Judged, Measure, measure, slices


def post(*outcomes, aspect="organisation", classes=()):
    return Judged(frozenset(classes), tuple(Judgement(aspect, outcome, "a", "b") for outcome in outcomes))


def figure(metric, *posts, aspect="organisation", classes=None):
    return measure(Measure("key", "title", aspect, metric, classes), posts)


def test_f1_counts_over_all_posts():
    found = figure("f1", post("tp", "tp"), post("fp"), post("fn"), post())
    assert found.value == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert (found.n, found.hits) == (3, 2)
    assert found.low <= found.value <= found.high


def test_recall_leaves_what_was_invented_aside():
    found = figure("recall", post("tp", "fp"), post("fn"), post("tp"))
    assert (found.hits, found.n) == (2, 3)


def test_a_share_counts_right_ones_and_wrong_counts_wrong_ones():
    posts = post("right", aspect="role"), post("wrong", aspect="role"), post("right", aspect="role")
    assert figure("share", *posts, aspect="role").value == pytest.approx(2 / 3)
    assert figure("wrong", *posts, aspect="role").hits == 1


def test_only_posts_of_the_classes_count():
    posts = post("tp", classes={"news"}), post("fn", classes={"english"})
    assert figure("f1", *posts, classes=frozenset({"news"})).value == 1


def test_macro_f1_is_the_mean_over_the_classes_that_are_expected():
    pairs = [("none", "none"), ("none", "none"), ("relay", "relay"), ("relay", "none")]
    posts = [Judged(frozenset(), (Judgement("tansiqiya", "right" if e == f else "wrong", e, f),)) for e, f in pairs]
    none = 2 * 2 / (2 * 2 + 1)  # one relay was called none
    relay = 2 * 1 / (2 * 1 + 1)
    assert figure("macro_f1", *posts, aspect="tansiqiya").value == pytest.approx((none + relay) / 2)


def test_a_figure_of_nothing_is_zero_and_knows_nothing():
    found = figure("f1")
    assert (found.value, found.low, found.high, found.n) == (0, 0, 1, 0)


def test_a_class_of_few_posts_has_no_figure_of_its_own():
    few = [post("tp", classes={"few"})] * 2
    many = [post("tp", classes={"many"})] * 20
    assert [each.title for each in slices([*few, *many])] == ["many"]


def test_every_measure_has_a_key_of_its_own():
    assert len({each.key for each in MEASURES}) == len(MEASURES)


def test_wilson_is_as_the_textbook_has_it():
    low, high = wilson(8, 10)
    assert low == pytest.approx(0.490, abs=0.001)
    assert high == pytest.approx(0.943, abs=0.001)
    assert wilson(0, 20)[0] == 0


def test_the_bootstrap_gives_the_same_interval_twice_and_holds_the_figure():
    units = [1, 1, 1, 0] * 25

    def share(drawn):
        return sum(unit * times for unit, times in drawn.items()) / drawn.total()

    low, high = bootstrap(units, share)
    assert (low, high) == bootstrap(units, share)
    assert 0.6 < low < 0.75 < high < 0.9
