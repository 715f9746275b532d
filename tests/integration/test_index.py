"""The index step on real servers: what was published is what can be read, whatever was killed in between."""

import itertools
import json
import os
import signal
from datetime import UTC, datetime
from importlib.resources import files

import pytest
import stamina
from elasticsearch import ApiError
from kafka import KafkaProducer
from topic_reader import read, until

from processors.index.create import create_indices
from processors.index.elastic import client
from schemas.codec import encode
from schemas.messages import AnalysedPost, Channel, Cluster, ClusterChange, Collected
from schemas.topics import ANALYSED, CLUSTERS

NUMBERS = itertools.count()


@pytest.fixture
def generation(elasticsearch):
    """A generation of the test's own: its indices, and a consumer group that reads everything from the start."""
    name = f"t{os.getpid()}-{next(NUMBERS)}"
    create_indices(elasticsearch, name)
    yield name
    with client(elasticsearch) as search:
        for kind in ("posts", "posts-revisions"):
            for index in search.indices.get(index=f"{kind}-{name}-*"):
                search.indices.delete(index=index)
            search.indices.delete_index_template(name=f"rasd-{kind}-{name}")
        for kind in ("stories", "alerts", "coverage"):
            search.indices.delete(index=f"{kind}-{name}")
            search.indices.delete_index_template(name=f"rasd-{kind}-{name}")


@pytest.fixture
def index(started, generation):
    """Starts the step in the test's generation."""
    return lambda: started("work", "--only", "index", RASD_GENERATION=generation)


@pytest.fixture
def say(kafka):
    """Publishes messages as the steps before this one do: `say(post, change, …)`."""
    sender = KafkaProducer(bootstrap_servers=kafka)

    def publish(*messages):
        for message in messages:
            topic = CLUSTERS if isinstance(message, ClusterChange) else ANALYSED
            sender.send(topic.name, encode(message), key=message.post_id.encode())
        sender.flush()

    yield publish
    sender.close()


@pytest.fixture
def documents(elasticsearch, generation):
    # A month's index opens at its first document.
    @stamina.retry(on=lambda error: isinstance(error, ApiError) and error.status_code == 503, attempts=None, timeout=30)
    def found(channel, kind="posts"):
        with client(elasticsearch) as search:
            search.indices.refresh(index=f"{kind}-{generation}-*")
            answer = search.search(
                index=f"{kind}-{generation}-*", query={"term": {"channel.id": channel}}, size=10_000, version=True
            )
            return {hit["_id"]: hit["_source"] | {"_version": hit["_version"]} for hit in answer["hits"]["hits"]}

    return found


def post(channel, number, version=1, text="text", **fields):
    return AnalysedPost(
        channel=Channel(id=channel),
        message_id=number,
        post_id=f"{channel}:{number}",
        date="2021-07-01T00:00:00Z",
        version=version,
        text=text,
        collected=Collected(at="2021-07-02T00:00:00Z", mode="live"),
        **fields,
    )


def place(channel, number, revision, rank=1):
    cluster = Cluster(id="s", first_post_id=f"{channel}:1", rank=rank, lag_s=0.0, revision=revision)
    return ClusterChange(post_id=f"{channel}:{number}", date="2021-07-01T00:00:00Z", cluster=cluster)


def test_a_step_killed_in_the_middle_of_batches_ends_with_exactly_what_was_published(say, index, documents, channel):
    many = 3_000
    say(*(post(channel, number, text=f"text {number}") for number in range(many)))
    say(*(post(channel, number, 2, text=f"edited {number}") for number in range(0, many, 2)))
    say(*(place(channel, number, 1) for number in range(0, many, 3)))
    first = index()
    until(lambda: documents(channel), pause_s=0.01)
    first.send_signal(signal.SIGKILL)
    first.wait()
    before = documents(channel)
    assert len(before) < many or sum(each["version"] == 2 for each in before.values()) < many // 2, "killed too late"
    index()

    def complete():
        found = documents(channel)
        return found if sum(bool(each["cluster"]) for each in found.values()) == many // 3 else None

    found = until(complete)
    assert len(found) == many
    for number in range(many):
        document = found[f"{channel}:{number}"]
        edited, placed = number % 2 == 0, number % 3 == 0
        assert document["text"] == (f"edited {number}" if edited else f"text {number}")
        assert document["_version"] == (2 if edited else 1) * 2**20 + (1 if placed else 0)
    assert len(documents(channel, "posts-revisions")) == many // 2


def test_edits_deletions_late_versions_and_places_end_in_one_document_and_its_earlier_versions(
    say, index, documents, channel
):
    index()
    say(post(channel, 1, 1, "first"), place(channel, 1, 1, rank=2))
    until(lambda: documents(channel))
    say(post(channel, 1, 3, "third"), place(channel, 1, 2, rank=1))
    until(lambda: documents(channel)[f"{channel}:1"]["version"] == 3)
    say(post(channel, 1, 2, "second"), place(channel, 1, 1, rank=2))  # both late
    say(post(channel, 1, 4, None, counters_only=True, views=77))
    say(post(channel, 1, 5, None, deleted=True))
    say(post(channel, 2, 2, None, deleted=True))
    until(lambda: documents(channel).get(f"{channel}:2"))
    say(post(channel, 2, 1, "said before it was taken down"))
    until(lambda: documents(channel)[f"{channel}:2"]["text"])
    found = documents(channel)
    one = found[f"{channel}:1"]
    assert (one["text"], one["views"], one["deleted"], one["version"]) == ("third", 77, True, 5)
    assert (one["cluster"]["rank"], one["_version"]) == (1, 5 * 2**20 + 2)
    assert one["deleted_seen_at"] == "2021-07-02T00:00:00Z"
    two = found[f"{channel}:2"]
    assert (two["text"], two["deleted"]) == ("said before it was taken down", True)
    kept = documents(channel, "posts-revisions")
    assert {id_: each["text"] for id_, each in kept.items()} == {
        f"{channel}:1:1": "first",
        f"{channel}:1:2": "second",
        f"{channel}:1:3": "third",
        f"{channel}:2:1": "said before it was taken down",
    }


def test_a_place_that_comes_before_its_post_is_not_lost(say, index, documents, channel):
    index()
    say(post(channel, 1))
    until(lambda: documents(channel))
    say(place(channel, 2, 1), post(channel, 1, 2, "seen after the place"))
    until(lambda: documents(channel)[f"{channel}:1"]["version"] == 2)
    say(post(channel, 2))
    until(lambda: documents(channel).get(f"{channel}:2", {}).get("cluster"))


def test_a_document_that_elasticsearch_refuses_is_parked_and_everything_else_of_its_batch_goes_on(
    kafka, say, index, documents, channel
):
    bad = post(channel, 2, 2, "the date of its edit is none", edit_date="last week")
    say(post(channel, 1), post(channel, 2, 1, "good"), bad, post(channel, 3))
    say(post(channel, 4, 2**43), post(channel, 5))
    index()
    until(lambda: len(documents(channel)) == 4)

    def letters():
        found = [json.loads(record.value) for record in read(kafka, ANALYSED.dead)]
        return {each["key"]: each["error"] for each in found if (each["key"] or "").startswith(f"{channel}:")}

    until(lambda: len(letters()) == 2)
    assert documents(channel)[f"{channel}:2"]["text"] == "good"
    assert "edit_date" in letters()[f"{channel}:2"]
    assert "version" in letters()[f"{channel}:4"]


def test_an_event_is_in_elasticsearch_within_a_second(say, index, elasticsearch, generation, channel):
    worker = index()
    until(lambda: b'"started"' in worker.log.read_bytes())
    say(post(channel, 1))
    with client(elasticsearch) as search:

        def there(number):
            found = search.options(ignore_status=(404, 503)).get(
                index=f"posts-{generation}-2021.07", id=f"{channel}:{number}"
            )
            return found.get("found")

        until(lambda: there(1), pause_s=0.01)
        start = datetime.now(UTC)
        say(post(channel, 2))
        until(lambda: there(2), pause_s=0.005)
        assert (datetime.now(UTC) - start).total_seconds() < 1


def test_creating_twice_changes_nothing_and_only_the_live_generation_has_the_aliases(elasticsearch, generation):
    assert create_indices(elasticsearch, generation) == []
    assert create_indices(elasticsearch, "live") == []
    with client(elasticsearch) as search:
        aliased = search.indices.get_alias(name="posts,posts-revisions,stories,alerts,coverage")
        assert not any(generation in name for name in aliased)
        assert {alias for each in aliased.values() for alias in each["aliases"]} == {
            "posts",
            "posts-revisions",
            "stories",
            "alerts",
            "coverage",
        }


def test_a_new_field_comes_into_the_indices_of_past_months(elasticsearch, generation):
    name = f"posts-{generation}-2019.01"
    with client(elasticsearch) as search:
        # As an earlier version of rasd left it: strict, and without most fields.
        search.indices.delete_index_template(name=f"rasd-posts-{generation}")
        search.indices.create(
            index=name,
            mappings={"dynamic": "strict", "properties": {"post_id": {"type": "keyword"}}},
            settings=SETTINGS,
        )
        create_indices(elasticsearch, generation)
        fields = search.indices.get_mapping(index=name)[name]["mappings"]["properties"]
    assert "deleted_seen_at" in fields


SETTINGS = json.loads(files("schemas").joinpath("elasticsearch", "posts.json").read_text("utf-8"))["settings"]


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("أصحاب الكهف", "اصحاب الكهف"),
        ("أصحــــاب الكهف", "أصحاب الكهف"),
        ("كَتائِب حِزب اللّه", "كتائب حزب الله"),
        ("سرايا_أولياء_الدم", "سرايا أولياء الدم"),
        ("گروه مقاومت اسلامی", "گروه مقاومت اسلامي"),
        ("عام ٢٠٢١", "2021"),
        ("Kata'ib HEZBOLLAH", "hezbollah"),
    ],
)
def test_a_name_is_found_however_it_was_written(elasticsearch, written, sought):
    with client(elasticsearch) as search:
        name = next(iter(search.indices.get_alias(name="posts")))

        def words(text):
            answer = search.indices.analyze(index=name, field="text.norm", text=text)
            return [each["token"] for each in answer["tokens"]]

        assert set(words(sought)) <= set(words(written))
