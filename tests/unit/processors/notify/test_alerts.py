"""One alert a story and rule: what it counts, when it is corrected or withdrawn, and which rule gives way to which."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from processors.analyse.post import build_analyser
from processors.correlate.memory import Memory, StoryState
from processors.correlate.offline import analyse_in_order
from processors.correlate.story import correlate
from processors.notify.alerts import alerts_of
from processors.notify.rules import RULES
from schemas.messages import Channel, Collected, Pipeline, RawPost
from schemas.registry import load_registry

START = datetime(2021, 7, 1, tzinfo=UTC)
FACADE = "سرايا قاصم الجبارين تتبنى استهداف رتل للدعم اللوجستي بعبوة ناسفة في محافظة بابل هذا اليوم"
SITE = "أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ فجر اليوم وتتوعد بالمزيد من العمليات"
CANDIDATE = "سرايا ثورة العشرين الثانية تتبنى استهداف رتل بعبوة ناسفة على الطريق السريع قرب الناصرية"
STATEMENT = (
    "بسم الله الرحمن الرحيم\nبيان صادر عن الهيئة التنسيقية للمقاومة العراقية\nإننا في الهيئة التنسيقية نعلن للرأي العام "
    "موقفنا من جولة الحوار الأخيرة، ونؤكد أن وجود القوات الأجنبية مرفوض، ونطالب بجدول زمني واضح لخروجها من البلاد.\n"
    "والعاقبة للمتقين\nالهيئة التنسيقية للمقاومة العراقية"
)
THREAT = "إنذار أخير إلى المتعاقدين مع قوات الاحتلال: اتركوا العمل وإلا ستكونون هدفاً مشروعاً"
QUIET = (
    "هيئة الأنواء الجوية: أجواء صحوة في عموم البلاد غداً",
    "سورة الكهف وقصة أصحاب الكهف فيها عبرة للمؤمنين",
    "المنتخب الوطني يفوز بهدفين ويتأهل إلى الدور القادم",
    "ندين استهداف البعثات الدبلوماسية ونطالب بمحاسبة الفاعلين",
    "اتهمت جهات سياسية كتائب حزب الله بقصف قاعدة عين الأسد",
    "محلل: الهيئة التنسيقية للمقاومة العراقية أعلنت هدنة العام الماضي وانتهت",
    "لم تتبن أي جهة استهداف الرتل في بابل",
)
analyse = build_analyser(load_registry(), Pipeline(code="test", registry="test"))


def post(channel, minute, text, *, message=1, mode="live", version=1, deleted=False):
    date = (START + timedelta(minutes=minute)).isoformat()
    return analyse(
        RawPost(
            channel=Channel(id=channel, title=f"channel {channel}"),
            message_id=message,
            version=version,
            date=date,
            edit_date=date if version > 1 and not deleted else None,
            text=None if deleted else text,
            deleted=deleted,
            collected=Collected(at=date, mode=mode),
        )
    )


def told(posts, now_minute=1):
    """Every alert that was told, in order, and the memory."""
    memory, alerts = Memory(), []
    for each in posts:
        memory, outcomes = correlate(memory, each, START + timedelta(minutes=now_minute))
        alerts.append(outcomes.alerts)
    return alerts


def rules(posts):
    _, alerts = analyse_in_order(posts, now=START)
    return Counter(alert.rule for alert in alerts)


@pytest.mark.parametrize("text", QUIET)
def test_what_needs_no_alert_raises_none(text):
    assert rules([post(1, 0, text)]) == {}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (FACADE, "facade_claim"),
        (SITE, "watched_site"),
        (STATEMENT, "tansiqiya_statement"),
        (THREAT, "threat"),
        (CANDIDATE, "unseen_brand"),
    ],
)
def test_a_post_raises_one_alert_and_its_copies_are_counted_in_it(text, rule):
    assert rules([post(1, 0, text)]) == {rule: 1}
    _, [alert] = analyse_in_order([post(1, 0, text), post(2, 1, text), post(3, 2, text)], now=START)
    assert (alert.rule, alert.count, alert.post_ids) == (rule, 3, ("1:1", "2:1", "3:1"))
    assert alert.channels == ("channel 1", "channel 2", "channel 3")
    assert alert.lead_s == 60.0


def test_a_statement_that_was_announced_raises_both_and_its_headlines_afterwards_nothing_more():
    announced = post(1, 0, "عاجل: بيان مهم للهيئة التنسيقية للمقاومة العراقية بعد قليل")
    copied = post(3, 5, STATEMENT)
    found = rules([announced, post(2, 3, STATEMENT), copied])
    assert found == {"statement_announced": 1, "tansiqiya_statement": 1}


def test_two_brands_that_claim_one_attack_raise_a_double_claim_that_names_both():
    rival = post(2, 20, "لواء خيبر: نتبنى قصف قاعدة عين الأسد بصواريخ غراد وقد أصابت أهدافها بدقة والحمد لله")
    _, alerts = analyse_in_order([post(1, 0, SITE), rival], now=START)
    [double] = [alert for alert in alerts if alert.rule == "double_claim"]
    assert set(double.brands) == {"ashab_al_kahf", "liwa_khaibar"}
    assert double.severity == "critical"


def test_a_claim_that_is_taken_down_raises_its_own_alert_and_a_statement_a_graver_one():
    gone = [post(1, 0, FACADE), post(1, 0, None, version=2, deleted=True)]
    _, alerts = analyse_in_order(gone, now=START)
    assert {alert.rule: alert.severity for alert in alerts} == {"facade_claim": "high", "claim_deleted": "low"}
    gone = [post(1, 0, STATEMENT), post(1, 0, None, version=2, deleted=True)]
    _, alerts = analyse_in_order(gone, now=START)
    assert {alert.rule: alert.severity for alert in alerts} == {
        "tansiqiya_statement": "critical",
        "claim_deleted": "high",
    }


def test_a_later_copy_changes_the_alert_in_place_and_corrects_nothing():
    [first], [second] = told([post(1, 0, FACADE), post(2, 5, FACADE)])
    assert (second.alert_id, second.revision, second.count, second.corrected) == (first.alert_id, 2, 2, 0)


def test_an_earlier_post_that_comes_late_corrects_who_was_first():
    [first], [second] = told([post(2, 5, FACADE), post(1, 0, FACADE, mode="backfill")])
    assert (second.alert_id, second.corrected, second.mode) == (first.alert_id, 1, first.mode)
    assert second.correction == "first was channel 1, not channel 2"
    assert second.first_post_id == "1:1"


def test_a_claim_that_is_edited_away_is_withdrawn_and_people_are_told():
    [first], [second] = told([post(1, 0, FACADE), post(1, 0, "حذف النص", version=2)])
    assert second.withdrawn
    assert (second.corrected, second.revision) == (1, first.revision + 1)
    assert not second.superseded  # it was right when it was raised


def test_what_only_the_order_of_arrival_raised_is_not_among_the_final_alerts():
    headline = post(2, 3, "عاجل: بيان مهم للهيئة التنسيقية للمقاومة العراقية بعد قليل")
    statement = post(1, 0, STATEMENT)
    assert rules([headline, statement])["tansiqiya_statement"] == 1
    if rules([statement, headline]) == {"tansiqiya_statement": 1}:
        assert rules([headline, statement]) == {"tansiqiya_statement": 1}


def test_the_better_rule_takes_the_place_of_the_lesser_and_corrects_nothing():
    """First a claim of a façade; then the same post says where: the lesser alert goes without a word."""
    [first], second = told([post(1, 0, FACADE), post(1, 0, f"{FACADE} قرب قاعدة عين الأسد", version=2)])
    by_rule = {alert.rule: alert for alert in second}
    assert first.rule == "facade_claim"
    assert by_rule["facade_claim"].withdrawn
    assert by_rule["facade_claim"].corrected == 0
    assert by_rule["watched_site"].revision == 1


@pytest.mark.parametrize(
    ("mode", "generation", "late", "expected"),
    [
        ("live", "live", False, "live"),
        ("live", "live", True, "late"),
        ("backfill", "live", False, "backfill"),
        ("import", "live", False, "backfill"),
        ("recheck", "live", False, "backfill"),
        ("live", "g2", False, "replay"),
    ],
)
def test_an_alert_says_how_its_post_came(mode, generation, late, expected):
    now = START + timedelta(minutes=45 if late else 1)
    _, outcomes = correlate(Memory(), post(1, 0, FACADE, mode=mode), now, generation)
    assert [alert.mode for alert in outcomes.alerts] == [expected]


def test_a_live_copy_of_what_was_only_backfilled_is_news():
    [first], [second] = told([post(1, 0, FACADE, mode="backfill"), post(2, 1, FACADE)])
    assert (first.mode, second.mode) == ("backfill", "live")


def test_stories_that_become_one_keep_the_alert_that_people_were_told_and_withdraw_its_twin():
    entry = post(1, 0, FACADE)
    memory, outcomes = correlate(Memory(), entry, START)
    [one] = outcomes.alerts
    [held] = memory.posts.values()
    kept = StoryState(story_id="a", opening="9:9", opened=0.0)
    gone = StoryState(story_id="b", opening="1:1", opened=1.0, alerts=(one,), merged_into="a")
    state, alerts = alerts_of(RULES, kept, [held], held, "live", [gone])
    assert [alert.alert_id for alert in state.alerts] == [one.alert_id]
    assert all(alert.alert_id == one.alert_id and alert.corrected == 0 for alert in alerts)
    both = StoryState(story_id="a", opening="9:9", opened=0.0, alerts=(_renamed(one),))
    state, alerts = alerts_of(RULES, both, [held], held, "live", [gone])
    withdrawn = [alert for alert in alerts if alert.withdrawn]
    assert [alert.alert_id for alert in withdrawn] == [one.alert_id]
    assert [alert.alert_id for alert in state.alerts] == ["other"]


def _renamed(alert):
    import msgspec

    return msgspec.structs.replace(alert, alert_id="other")


def test_words_of_a_threat_stay_out_of_title_and_summary_and_the_alert_says_that_it_is_private():
    [[alert]] = told([post(1, 0, THREAT)])
    assert alert.private
    assert "المتعاقدين" not in alert.title + alert.summary


def test_the_line_in_english_is_built_from_what_was_found():
    _, [alert] = analyse_in_order([post(1, 0, SITE), post(2, 3, SITE)], now=START)
    assert "Ashab al-Kahf; rockets; at Al-Asad Air Base" in alert.summary
    assert alert.summary.endswith(
        "first seen in channel 1 at 2021-07-01T00:00:00+00:00; 3 min before channel 2; 2 posts"
    )
