"""Searching on the real Elasticsearch: every labelled post of the demo's corpus by every name, and no decoy."""

import json

import pytest
from search_in import ids
from seeding import write

from processors.analyse.normalise import fold
from processors.index.elastic import client
from processors.index.query import Question
from processors.index.reader import count, find
from schemas.messages import AnalysedPost, Channel
from schemas.registry import load_registry

REGISTRY = load_registry()


def with_text(seeded):
    """The posts as they stand at the end; a silent picture has the labels of its claim and no name in it."""
    return {post.post_id: post for post in seeded.posts if post.text}


@pytest.fixture
def ask(elasticsearch, seeded):
    return lambda limit=5_000, **asked: ids(
        find(elasticsearch, Question(**asked), limit=limit, generation=seeded.generation)
    )


def test_by_each_of_an_organisations_names_every_post_that_names_it_is_found_and_by_brand_no_other(ask, seeded):
    posts = with_text(seeded)
    missing, wrong, named = [], [], 0
    for organisation in REGISTRY.organisations:
        found = {id_ for id_, post in posts.items() if any(each.id == organisation.id for each in post.brands)}
        labelled = {id_ for id_ in posts if organisation.id in seeded.labels[id_]["brands"]}
        named += len(labelled)
        by_name = {name: ask(text=name) for name in (organisation.id, *organisation.names_ar, *organisation.names_en)}
        missing += [(name, id_) for name, answer in by_name.items() for id_ in found - answer]
        # What the detectors do not see (rasd evaluate tells how much) is there for whoever searches the words.
        missing += [(organisation.id, id_) for id_ in labelled.difference(*by_name.values())]
        by_brand = ask(brands=(organisation.id,))
        missing += [(organisation.id, id_) for id_ in found - by_brand]
        wrong += [(organisation.id, id_) for id_ in by_brand - labelled]
    assert named > 300
    assert (missing, wrong) == ([], [])


def test_disguised_names_are_found_by_the_plain_one(ask, seeded):
    disguised = {(brand, id_) for id_, labels in seeded.labels.items() for brand in labels["disguised"]}
    assert len(disguised) >= 8
    for brand, id_ in disguised:
        name = REGISTRY.organisation(brand).names_ar[0]
        assert id_ in ask(text=name), name
        assert id_ in ask(brands=(brand,), disguised=True)


def test_elasticsearch_folds_every_text_as_the_detectors_do(elasticsearch, seeded):
    texts = [post.text for post in seeded.posts if post.text]
    with client(elasticsearch) as search:
        index = next(iter(search.indices.get(index=f"posts-{seeded.generation}-*")))

        def words(text):
            answer = search.indices.analyze(index=index, field="text.norm", text=text)
            return [each["token"] for each in answer["tokens"]]

        # One request for many: positions apart, words alike.
        for start in range(0, len(texts), 50):
            part = texts[start : start + 50]
            assert words(part) == words([fold(text) for text in part])


UNKNOWN = "سرايا الفجر الجديد"


@pytest.mark.parametrize(
    "written",
    [
        "سرايا الفجر الجديد",
        "سَرايا الفَجر الجَديد",
        "ســرايا الفجر الجديد",
        "س ر ا ي ا ا ل ف ج ر ا ل ج د ي د",
        "س.ر.ا.ي.ا.ا.ل.ف.ج.ر.ا.ل.ج.د.ي.د",
        "سراياالفجرالجديد",
        "#سرايا_الفجر_الجديد",
        "سر*ايا الف*جر الجد*يد",
        "سرایا الفجر الجدید",
        "ﺳﺮﺍﻳﺎ ﺍﻟﻔﺠﺮ ﺍﻟﺠﺪﻳﺪ",
        "س\u200bرايا الف\u2060جر الجديد",
        "وسرايا الفجر الجديد",
    ],
)
async def test_a_name_that_the_registry_does_not_know_is_found_however_it_was_written(
    elasticsearch, seeded, channel, written
):
    post = AnalysedPost(
        post_id=f"{channel}:1",
        channel=Channel(id=channel),
        message_id=1,
        version=1,
        date="2019-01-01T00:00:00Z",
        text=f"قالوا {written} اليوم",
        normalized=fold(f"قالوا {written} اليوم"),
    )
    await write(elasticsearch, seeded.generation, [post])
    with client(elasticsearch) as search:
        search.indices.refresh(index=f"posts-{seeded.generation}-2019.01")
    question = Question(text=UNKNOWN, channel=str(channel))
    try:
        assert ids(find(elasticsearch, question, generation=seeded.generation)) == {post.post_id}
    finally:
        # Other tests count what is in this generation.
        with client(elasticsearch) as search:
            search.indices.delete(index=f"posts-{seeded.generation}-2019.01")


def test_pages_meet_without_a_gap_or_a_double(elasticsearch, seeded, monkeypatch):
    monkeypatch.setattr("processors.index.reader.PAGE", 7)
    total = count(elasticsearch, Question(claim="any"), generation=seeded.generation)
    assert total > 100
    for sort in ("newest", "oldest", "relevance", "lag", "views"):
        hits = [
            hit.source["post_id"]
            for hit in find(elasticsearch, Question(claim="any"), sort=sort, limit=10_000, generation=seeded.generation)
        ]
        assert len(hits) == len(set(hits)) == total, sort
    few = list(find(elasticsearch, Question(claim="any"), limit=10, generation=seeded.generation))
    assert len(few) == 10


def test_each_filter_gives_what_the_analysed_posts_say(ask, seeded):
    posts = {post.post_id: post for post in seeded.posts if not post.deleted}
    expected = {
        "claim": ({"claim": "denial"}, lambda post: post.claim and post.claim.kind == "denial"),
        "area": ({"areas": ("erbil",)}, lambda post: post.claim and "erbil" in post.claim.areas),
        "attack": ({"attack": "drone"}, lambda post: post.claim and post.claim.attack == "drone"),
        "first": ({"first": True}, lambda post: post.cluster and post.cluster.rank == 1),
        "tansiqiya": ({"tansiqiya": "statement"}, lambda post: post.tansiqiya.class_ == "statement"),
        "threat": ({"threat": "any"}, lambda post: post.threat),
        "candidate": ({"candidate": "any"}, lambda post: post.candidates),
        "taken down": ({"taken_down": True}, lambda post: post.post_id in seeded.deleted),
        "affiliation": ({"affiliation": "ashab_al_kahf"}, lambda post: post.channel.affiliation),
        "role": (
            {"role": "claimant", "brands": ("ashab_al_kahf",)},
            lambda post: any(each.id == "ashab_al_kahf" and each.role == "claimant" for each in post.brands),
        ),
        "from": ({"since": "2021-11-01T00:00:00Z"}, lambda post: post.date >= "2021-11-01T00:00:00Z"),
        "to": ({"before": "2021-01-01T00:00:00Z"}, lambda post: "2020" <= post.date < "2021"),
        "channel": ({"channel": "@DEMO_kahf313"}, lambda post: post.channel.username == "demo_kahf313"),
    }
    for name, (asked, fits) in expected.items():
        wanted = {id_ for id_, post in posts.items() if fits(post)}
        assert wanted, name
        assert {id_ for id_ in ask(**asked) if id_ in posts} == wanted, name


def test_marks_stand_in_the_original_text(elasticsearch, seeded):
    for hit in find(elasticsearch, Question(text="أصحاب الكهف"), limit=50, generation=seeded.generation):
        assert hit.spans
        for start, end in hit.spans:
            assert fold(hit.source["text"][start:end])
    plain = next(
        iter(find(elasticsearch, Question(text="الكهف", role="claimant"), limit=1, generation=seeded.generation))
    )
    assert any("كهف" in fold(plain.source["text"][start:end]) for start, end in plain.spans)


def test_query_text_is_data_unless_it_is_said_to_be_lucene(rasd, seeded):
    environment = {"RASD_GENERATION": seeded.generation}
    for text in ('"', "zz AND (", "*", "brands.id:badr", '{"match_all":{}}'):
        done = rasd("search", "--count", "--", text, **environment)
        assert (done.returncode, int(done.out)) == (0, 0), (text, done.err)
    done = rasd("search", "--lucene", "--count", "brands.id:ashab_al_kahf AND claim.kind:claim", **environment)
    assert int(done.out) > 10
    broken = rasd("search", "--lucene", "a AND (", **environment)
    assert broken.returncode == 2
    assert "no Lucene query" in broken.err


def test_the_command_shows_posts_and_prints_json_lines(rasd, seeded):
    environment = {"RASD_GENERATION": seeded.generation}
    done = rasd("search", "--brand", "Ashab al-Kahf", "--role", "claimant", "--limit", "3", **environment)
    assert done.returncode == 0, done.err
    assert "ashab_al_kahf:claimant" in done.out
    assert "https://t.me/demo_" in done.out
    assert "3 of" in done.err
    done = rasd("search", "--taken-down", "--json", **environment)
    found = [json.loads(line) for line in done.out.splitlines()]
    assert {each["post_id"] for each in found} == {id_ for id_ in seeded.deleted if id_ in seeded.labels}
    assert all(each["deleted"] for each in found)
    edited = rasd("search", "--revisions", "--json", "--limit", "1000", **environment)
    assert {json.loads(line)["post_id"] for line in edited.out.splitlines()} >= seeded.deleted
