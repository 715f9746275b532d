"""The queries over the stories: the breaker league, the life of façades, the claim ledger."""

from datetime import UTC, datetime

import pytest

from processors.analyse.interest import of_interest
from processors.analyse.post import build_analyser
from processors.correlate.events import BadEvent, read_events
from processors.correlate.facades import facades
from processors.correlate.firsts import league, together, wilson
from processors.correlate.ledger import ledger, unclaimed
from processors.correlate.memory import Memory
from processors.correlate.story import correlate, happen, observe
from schemas.messages import Channel, Collected, Pipeline, RawPost
from schemas.operations import Coverage, Event
from schemas.registry import load_registry
from tests.cascade import load

NOW = datetime(2022, 1, 1, tzinfo=UTC)
analyse = build_analyser(load_registry(), Pipeline(code="test", registry="test"))


@pytest.fixture(scope="module")
def memory():
    memory = Memory()
    for post in map(analyse, load().posts):
        if of_interest(post):
            memory, _ = correlate(memory, post, NOW)
    return memory


def claim(text, date="2021-07-07T06:00:00Z", channel=1, message=1, **fields):
    return analyse(
        RawPost(
            channel=Channel(id=channel, title=f"channel {channel}", **fields),
            message_id=message,
            version=1,
            date=date,
            text=text,
        )
    )


def fold(*posts, events=(), coverage=()):
    memory = Memory()
    for seen in coverage:
        memory, _ = observe(memory, seen)
    for event in events:
        memory, _ = happen(memory, event)
    stories = []
    for post in posts:
        memory, outcomes = correlate(memory, post, NOW)
        stories += outcomes.stories
    return memory, stories


def gap(start, end, channel=9):
    return Coverage(channel_id=channel, kind="gap", from_id=5, to_id=9, start=start, end=end, at=end)


CLAIM = "أصحاب الكهف تتبنى استهداف قاعدة عين الأسد بالصواريخ فجر اليوم"


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [(0, 0, 0.0, 1.0), (4, 4, 0.5101, 1.0), (5, 10, 0.2366, 0.7634), (0, 20, 0.0, 0.1611)],
)
def test_the_interval_is_that_of_wilson(hits, trials, low, high):
    assert wilson(hits, trials) == pytest.approx((low, high), abs=1e-4)


def test_channels_of_kh_and_nujaba_break_the_statements_and_the_interval_says_how_sure_that_is(memory):
    found = together(memory, frozenset({"kataib_hezbollah", "nujaba"}), "statement")
    assert (found.firsts, found.stories, found.share) == (5, 5, 1.0)
    assert found.low == pytest.approx(0.5655, abs=1e-4)


def test_the_league_counts_each_story_once_and_a_tie_for_nobody(memory):
    table = league(memory, "claim")
    assert sum(each.firsts for each in table.channels) == table.channels[0].stories
    assert table.tied == {"claim": 1}
    assert {each.kind for each in table.affiliations} == {"claim"}


def test_an_organisation_that_took_no_part_is_shown_with_its_sample(memory):
    found = together(memory, frozenset({"badr"}), "statement")
    assert (found.firsts, found.took_part, found.stories) == (0, 0, 5)
    assert found.high < 0.5


def test_a_hole_before_the_first_makes_it_unsafe_until_it_is_seen():
    hole = gap("2021-07-07T05:00:00Z", "2021-07-07T05:30:00Z")
    memory, stories = fold(claim(CLAIM), coverage=[hole])
    assert not stories[-1].first_is_safe
    memory, outcomes = observe(
        memory, Coverage(channel_id=9, kind="seen", from_id=1, to_id=20, at="2021-07-07T09:00:00Z")
    )
    assert outcomes.stories[-1].first_is_safe
    assert [change.cluster.first_is_safe for change in outcomes.clusters] == [True]


def test_a_hole_found_later_is_told_as_a_change_and_one_far_off_is_not():
    memory, _ = fold(claim(CLAIM))
    memory, none = observe(memory, gap("2021-06-01T05:00:00Z", "2021-06-01T05:30:00Z"))
    assert none.clusters == ()
    memory, told = observe(memory, gap("2021-07-07T05:00:00Z", "2021-07-07T07:00:00Z"))
    assert [change.cluster.first_is_safe for change in told.clusters] == [False]
    again = Memory.restore((key, value) for key, value in told.state.items() if value is not None)
    assert again.gaps.unsafe(datetime(2021, 7, 7, 6, tzinfo=UTC).timestamp())


def test_a_facade_has_its_channels_its_silences_and_what_is_unusual(memory):
    (found,) = facades(memory, "qasem_al_jabbarin")
    assert (found.claims, found.operator) == (5, "kataib_hezbollah")
    assert found.weapons == {"ied": 4, "drone": 1}
    assert found.signals["outside_usual_weapon"] == 4
    (channel,) = found.channels
    assert (channel.channel_id, channel.claims, channel.deleted) == (2000000005, 5, 1)
    (returned,) = facades(memory, "usbat_al_thairin")
    assert returned.longest_silence_days > 600
    assert returned.channels == ()


def test_a_channel_made_hours_before_its_first_claim_is_told(memory):
    (found,) = facades(memory, "سرايا انصار الفرات")
    assert found.kind == "unknown"
    assert found.dropped
    assert found.channels[0].hours_before_first_claim == 7.5


def test_a_renamed_channel_that_speaks_for_another_operator_is_a_takeover():
    texts = [
        f"تمكن مجاهدونا من استهداف رتل للاحتلال بعبوة ناسفة في محافظة {place}. أصحاب الكهف"
        for place in ("بابل", "ميسان", "واسط")
    ]
    posts = [
        claim(text, f"2021-07-0{day}T06:00:00Z", message=day, username="demo_one")
        for day, text in enumerate(texts, start=1)
    ]
    other = "تمكن مجاهدونا من استهداف رتل للاحتلال بعبوة ناسفة في محافظة ديالى. سرايا قاصم الجبارين"
    memory, _ = fold(*posts, claim(other, "2021-07-09T06:00:00Z", message=9, username="demo_two"))
    assert {reason.name for reason in memory.posts["1:9"].signals} >= {"takeover", "renamed"}
    assert not any(reason.name == "takeover" for post in posts for reason in memory.posts[post.post_id].signals)


def test_fast_growth_is_seen_once():
    posts = [claim(CLAIM, f"2021-07-0{day}T06:00:00Z", message=day, subscribers=400 * day) for day in (1, 2, 3, 4)]
    memory, _ = fold(*posts)
    grown = [post for post, entry in memory.posts.items() if any(r.name == "fast_growth" for r in entry.signals)]
    assert grown == ["1:3"]


def test_three_posts_taken_down_within_an_hour_are_a_burst_and_two_are_none():
    posts = [claim(CLAIM, f"2021-07-0{day}T06:00:00Z", message=day) for day in (1, 2, 3)]
    memory, _ = fold(*posts)

    def bursts():
        return {post for post, entry in memory.posts.items() for r in entry.signals if r.name == "deletion_burst"}

    for number, post in enumerate(posts, start=1):
        assert bursts() == set()
        fields = {"channel": post.channel, "message_id": post.message_id, "date": post.date, "text": None}
        collected = Collected(at=f"2021-07-20T06:{number:02}:00Z", mode="recheck")
        memory, _ = correlate(memory, analyse(RawPost(**fields, version=2, deleted=True, collected=collected)), NOW)
    assert bursts() == {"1:1", "1:2", "1:3"}


def test_the_ledger_keeps_event_claims_and_assessment_apart(memory):
    (found,) = [each for each in ledger(memory) if "us_embassy" in each.areas]
    assert [(each.who, each.own) for each in found.claims] == [("ashab_al_kahf", True), ("liwa_khaibar", True)]
    assert [each.who for each in found.denials] == ["kataib_hezbollah"]
    assert [each.who for each in found.eulogies] == ["asaib_ahl_al_haq"]
    assert found.sources == 2
    assert found.assessment.organisation == "asaib_ahl_al_haq"
    assert any(note.startswith("double_claim") for note in found.notes)


def test_a_claim_that_only_others_tell_of_has_no_source_of_its_own(memory):
    (first, _) = [each for each in ledger(memory) if each.areas == ("taji",)]
    assert (first.claims[0].own, first.sources) == (False, 0)


def event(**fields):
    given = {
        "event_id": "e1",
        "time": "2021-07-07T02:00:00Z",
        "areas": ("al_asad",),
        "source": "press",
        "weapon": "rocket",
    }
    return Event(**(given | fields))


def test_an_attack_told_from_outside_is_joined_to_its_claim_in_whatever_order_they_come():
    memory, stories = fold(claim(CLAIM), events=[event()])
    assert stories[-1].events == ("e1",)
    later, _ = fold(claim(CLAIM))
    later, outcomes = happen(later, event())
    assert outcomes.stories[-1].events == ("e1",)
    assert ledger(memory)[0].sources == ledger(later)[0].sources == 1
    assert unclaimed(memory) == ()


@pytest.mark.parametrize(
    "fields",
    [{"areas": ("erbil",)}, {"weapon": "drone"}, {"time": "2021-07-05T02:00:00Z"}, {"time": "2021-07-07T12:00:00Z"}],
)
def test_an_attack_elsewhere_or_at_another_time_is_not_joined(fields):
    memory, stories = fold(claim(CLAIM), events=[event(**fields)])
    assert stories[-1].events == ()
    assert len(unclaimed(memory)) == 1


def test_the_place_told_from_outside_attributes_a_claim_that_names_none():
    text = "نعلن نحن سرايا أنصار الفرات مسؤوليتنا عن استهداف قاعدة الاحتلال بالصواريخ"
    _, alone = fold(claim(text))
    _, placed = fold(claim(text), events=[event()])
    assert alone[-1].attribution is None
    assert placed[-1].attribution.organisation == "kataib_hezbollah"


def test_a_place_that_speaks_for_another_stands_as_a_competing_candidate():
    text = "أصحاب الكهف تتبنى الهجوم على قوات الاحتلال بالصواريخ"
    _, stories = fold(claim(text), events=[event()])
    found = stories[-1].attribution
    assert found.organisation == "asaib_ahl_al_haq"
    assert "kataib_hezbollah" in {candidate.organisation for candidate in found.candidates}


def test_events_are_read_from_json_lines_and_csv_and_the_same_event_has_the_same_id():
    line = b'{"time": "2021-07-07T05:00:00+03:00", "area": "al_asad", "source": "press", "weapon": "rocket"}\n'
    table = b"time,area,source,weapon,note\n2021-07-07T05:00:00+03:00,al_asad,press,rocket,\n"
    (one,), (other,) = list(read_events(line, "a.jsonl")), list(read_events(table, "a.csv"))
    assert one == other
    assert one.time == "2021-07-07T02:00:00Z"


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('{"time": "2021-07-07T05:00:00", "area": "al_asad", "source": "press"}', "time zone"),
        ('{"time": "yesterday", "area": "al_asad", "source": "press"}', "yesterday"),
        ('{"time": "2021-07-07T05:00:00Z", "area": "mars", "source": "press"}', "mars"),
        ('{"time": "2021-07-07T05:00:00Z", "source": "press"}', "place"),
        ('{"time": "2021-07-07T05:00:00Z", "area": "al_asad"}', "source"),
        ('{"time": "2021-07-07T05:00:00Z", "area": "al_asad", "source": "press", "weapon": "laser"}', "laser"),
        ('{"time": "2021-07-07T05:00:00Z", "area": "al_asad", "source": "press", "colour": "red"}', "colour"),
        ("[]", "object"),
        ("no", "JSON"),
    ],
)
def test_a_bad_event_is_told_with_its_reason(line, word):
    (found,) = read_events(line.encode(), "a.jsonl")
    assert isinstance(found, BadEvent)
    assert word in found.reason
