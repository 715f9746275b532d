"""Stories: who was first, whatever the order of arrival."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.analyse.post import build_analyser
from processors.correlate.memory import Memory
from processors.correlate.story import correlate
from schemas.messages import Channel, Collected, Forward, Pipeline, RawPost
from schemas.registry import load_registry

START = datetime(2021, 7, 1, tzinfo=UTC)
CLAIM = "أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ فجر اليوم وتتوعد بالمزيد من العمليات"
RIVAL = "لواء خيبر: نتبنى قصف قاعدة عين الأسد بصواريخ غراد وقد أصابت أهدافها بدقة والحمد لله"
OTHER = "سرايا قاصم الجبارين تعلن استهداف رتل للدعم اللوجستي بعبوة ناسفة في محافظة بابل هذا اليوم"

analyse = build_analyser(load_registry(), Pipeline(code="test", registry="test"))


def post(channel, message, minute, text, *, version=1, deleted=False, forward=None, mode="live", seen=0):
    return analyse(
        RawPost(
            channel=Channel(id=channel, title=f"channel {channel}"),
            message_id=message,
            version=version,
            date=(START + timedelta(minutes=minute)).isoformat(),
            text=None if deleted else text,
            deleted=deleted,
            forwarded_from=forward,
            collected=Collected(at=(START + timedelta(minutes=seen)).isoformat(), mode=mode),
        )
    )


def fold(posts, memory=None):
    memory, alerts = memory or Memory(), []
    for each in posts:
        memory, outcomes = correlate(memory, each, START + timedelta(hours=1))
        alerts += outcomes.alerts
    return memory, alerts


def shape(memory):
    """What must not depend on the order: the story's id, who stands in it, who is first, and every rank and lag."""
    return {
        post_id: (
            entry.cluster.id,
            entry.cluster.first_post_id,
            entry.cluster.rank,
            entry.cluster.lag_s,
            entry.cluster.origin,
        )
        for post_id, entry in memory.posts.items()
    }


POSTS = [
    post(1, 10, 0, CLAIM),
    post(2, 20, 3, CLAIM),
    post(3, 30, 5, CLAIM + " عاجل"),
    post(4, 40, 20, RIVAL),
    post(5, 50, 1, OTHER),
    post(6, 60, 9, OTHER, forward=Forward(channel_id=99, message_id=7)),
    post(7, 70, 2, OTHER, forward=Forward(channel_id=99, message_id=7)),
    post(1, 10, 0, CLAIM + " محدث", version=2),
    post(2, 20, 3, None, version=2, deleted=True),
    post(8, 80, 30, "طقس العراق غداً حار"),
]


def test_the_earliest_post_is_first_and_lags_count_from_it():
    memory, _ = fold([POSTS[1], POSTS[0], POSTS[2]])
    assert memory.posts["1:10"].cluster.rank == 1
    assert [memory.posts[p].cluster.lag_s for p in ("1:10", "2:20", "3:30")] == [0.0, 180.0, 300.0]


def test_two_brands_that_claim_one_attack_are_one_story_and_raise_an_alert():
    memory, alerts = fold([POSTS[0], POSTS[3]])
    assert memory.posts["1:10"].story == memory.posts["4:40"].story
    assert "double_claim" in {alert.rule for alert in alerts}


def test_two_attacks_are_two_stories():
    memory, _ = fold([POSTS[0], POSTS[4]])
    assert memory.posts["1:10"].story != memory.posts["5:50"].story


def test_a_forward_from_a_channel_that_we_do_not_hold_names_its_origin():
    memory, _ = fold([POSTS[5], POSTS[6]])
    assert memory.posts["7:70"].cluster.origin == "99:7"
    assert memory.posts["7:70"].cluster.rank == 1


@settings(max_examples=150, deadline=None)
@given(st.permutations(POSTS), st.integers(0, 3))
def test_the_final_stories_depend_on_the_set_of_posts_only(posts, repeated):
    assert shape(fold([*posts, *posts[:repeated]])[0]) == shape(fold(POSTS)[0])


def test_a_story_keeps_its_id_when_an_earlier_post_comes():
    memory, alerts = fold([POSTS[1]])
    story = memory.posts["2:20"].story
    memory, more = fold([post(1, 10, 0, CLAIM, seen=30)], memory)
    assert memory.posts["1:10"].story == memory.posts["2:20"].story == story
    assert {alert.alert_id for alert in more} == {alert.alert_id for alert in alerts}
    assert more[0].revision == alerts[0].revision + 1
    assert more[0].count == 2


def test_the_same_event_twice_changes_nothing_and_tells_the_same_again():
    memory, first = fold([POSTS[0]])
    before = shape(memory)
    memory, again = fold([POSTS[0]], memory)
    assert shape(memory) == before
    assert again == first


def test_stories_that_turn_out_to_be_one_name_the_survivor():
    bridge = post(9, 90, 15, CLAIM, forward=Forward(channel_id=4, message_id=40))
    late = post(4, 40, 60 * 20, "نص طويل بما يكفي لكنه لا يشبه غيره من النصوص إطلاقاً عن كتائب حزب الله")
    memory, _ = fold([POSTS[0], late])
    gone = memory.posts["4:40"].story
    memory, _ = fold([bridge], memory)
    assert memory.posts["4:40"].story == memory.posts["1:10"].story
    assert memory.stories[gone].merged_into == memory.posts["1:10"].story


def test_the_memory_comes_back_from_what_it_wrote_down():
    memory, written = Memory(), {}
    for each in POSTS:
        memory, outcomes = correlate(memory, each, START)
        written.update(outcomes.state)
    restored = Memory.restore((key, value) for key, value in written.items() if value is not None)
    assert restored.posts == memory.posts
    assert restored.stories == memory.stories
    extra = post(10, 100, 7, CLAIM)
    assert shape(fold([extra], restored)[0]) == shape(fold([extra], memory)[0])


@pytest.mark.parametrize(("mode", "told"), [("live", "live"), ("backfill", "backfill"), ("import", "backfill")])
def test_an_alert_says_how_its_post_came(mode, told):
    _, alerts = fold([post(1, 10, 50, CLAIM, mode=mode)])
    assert {alert.mode for alert in alerts} == {told}


def test_a_live_post_that_is_old_is_late():
    _, alerts = fold([post(1, 10, 0, CLAIM)])
    assert {alert.mode for alert in alerts} == {"late"}
