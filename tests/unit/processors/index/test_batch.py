"""Documents as a fold of events: edits, deletions, late versions, changes of the cluster."""

import itertools
import json
from dataclasses import dataclass

import msgspec
import pytest

from processors.index.batch import Batch
from processors.index.document import REVISIONS
from schemas.alerts import Alert
from schemas.codec import CodecError, decode, encode
from schemas.documents import PostDocument
from schemas.messages import AnalysedPost, Channel, Cluster, ClusterChange, Collected, Story
from schemas.operations import AlertState
from schemas.topics import ALERTS, ANALYSED, CLUSTERS, STORIES


@dataclass
class Recorded:
    topic: str
    value: bytes | None
    partition: int = 0
    offset: int = 0
    key: bytes = b"1:1"


def post(version, text="text", **fields):
    fields.setdefault("collected", Collected(at="2021-07-02T00:00:00Z", mode="live"))
    return AnalysedPost(
        channel=Channel(id=1),
        message_id=1,
        post_id="1:1",
        date="2021-07-01T00:00:00Z",
        version=version,
        text=text,
        **fields,
    )


def change(revision, rank=1):
    cluster = Cluster(id="s", first_post_id="1:1", rank=rank, lag_s=0.0, revision=revision)
    return ClusterChange(post_id="1:1", date="2021-07-01T00:00:00Z", cluster=cluster)


def fold(*messages, held=None):
    batch = Batch("live")
    for message in messages:
        topic = CLUSTERS if isinstance(message, ClusterChange) else ANALYSED
        batch.add(Recorded(topic.name, encode(message)))
    return batch.fold({} if held is None else {"1:1": held})


def written(writes):
    (made,) = writes.documents
    return decode(PostDocument, made.write.body), made.write


def test_a_post_goes_to_the_month_of_its_own_date():
    writes = fold(post(1))
    document, write = written(writes)
    assert write.index == "posts-live-2021.07"
    assert write.version == REVISIONS
    assert document.text == "text"


def test_an_edit_keeps_the_earlier_version_and_the_place():
    held, _ = written(fold(post(1), change(3)))
    document, write = written(fold(post(2, "edited"), held=held))
    assert (document.text, document.cluster.revision) == ("edited", 3)
    assert write.version == 2 * REVISIONS + 3
    (kept,) = fold(post(2, "edited"), held=held).revisions
    assert kept.write.id == "1:1:1"


def test_a_deletion_keeps_the_last_text_and_says_when_it_was_seen():
    document, _ = written(fold(post(1, "claim"), post(2, None, deleted=True)))
    assert (document.text, document.deleted, document.deleted_seen_at) == ("claim", True, "2021-07-02T00:00:00Z")


def test_counters_change_nothing_else():
    document, _ = written(fold(post(1, "claim", views=1), post(2, None, views=9, counters_only=True)))
    assert (document.text, document.views) == ("claim", 9)


def test_an_older_version_that_comes_late_is_only_a_revision():
    held, _ = written(fold(post(2, "new")))
    writes = fold(post(1, "old"), held=held)
    assert writes.documents == []
    assert writes.revisions[0].write.id == "1:1:1"


def test_a_place_that_comes_before_its_post_waits():
    writes = fold(change(1))
    assert len(writes.early) == 1
    assert writes.documents == []


def test_an_older_place_changes_nothing():
    held, _ = written(fold(post(1), change(3, rank=2)))
    assert fold(change(2, rank=1), held=held).documents == []


def test_the_same_event_again_writes_nothing():
    held, _ = written(fold(post(1)))
    assert fold(post(1), held=held).documents == []


EVENTS = (
    post(1, "first", views=1),
    post(2, "second", views=5),
    post(3, None, views=9, counters_only=True),
    post(4, None, deleted=True),
    change(1, rank=2),
    change(2, rank=1),
)


def in_batches_of_one(order):
    """The final document and the ids of earlier versions, as if the step had been killed between any two events."""
    held, waiting, kept, version = None, [], set(), -1
    for event in order:
        came = isinstance(event, AnalysedPost)
        writes = fold(*([event, *waiting] if came else [event]), held=held)
        early = [decode(ClusterChange, record.value) for record in writes.early]
        waiting = early if came else waiting + early
        kept |= {made.write.id for made in writes.revisions}
        if writes.documents:
            held, write = written(writes)
            assert write.version > version or (write.version == version and write.again), "a 409 would lose this"
            version = write.version
    return held, kept


def test_events_end_in_the_same_document_in_whatever_order_they_come():
    whole, _ = written(fold(*EVENTS))
    assert (whole.text, whole.views, whole.deleted, whole.version) == ("second", 9, True, 4)
    assert whole.deleted_seen_at == "2021-07-02T00:00:00Z"
    assert (whole.cluster.rank, whole.cluster.revision) == (1, 2)
    for order in itertools.permutations(EVENTS):
        assert in_batches_of_one(order) == (whole, {"1:1:1", "1:1:2"}), order


def test_a_post_that_is_back_after_it_was_taken_down_is_no_longer_marked():
    document, _ = written(fold(post(1), post(2, None, deleted=True), post(3, "again")))
    assert (document.deleted, document.deleted_seen_at, document.text) == (False, None, "again")


def test_a_refused_document_can_be_tried_event_by_event():
    batch = Batch("live")
    for message in (post(1), post(2)):
        batch.add(Recorded(ANALYSED.name, encode(message)))
    batch.add(Recorded(CLUSTERS.name, encode(change(1))))
    assert [len(part.wanted()) for part in batch.parts("1:1")] == [1, 1, 1]


def test_an_alert_and_a_story_are_written_under_their_own_ids_and_revisions():
    batch = Batch("g")
    alert = Alert(
        alert_id="a", revision=3, rule="r", severity="high", title="t", summary="s", first_seen="x", last_seen="x"
    )
    batch.add(Recorded(ALERTS.name, encode(alert)))
    batch.add(Recorded(STORIES.name, encode(Story(story_id="s", kind="claim", first_post_id="1:1", revision=2))))
    found = {(made.write.index, made.write.id, made.write.version) for made in batch.fold({}).documents}
    assert found == {("alerts-g", "a", 3 * REVISIONS), ("stories-g", "s", 2)}


def test_what_people_did_with_an_alert_is_in_its_document_and_makes_it_newer():
    alert = Alert(
        alert_id="a", revision=3, rule="r", severity="high", title="t", summary="s", first_seen="x", last_seen="x"
    )
    state = AlertState(alert_id="a", status="acknowledged", owner="me", disposition="true", at="x", changes=2)
    batch = Batch("g", {"a": state})
    batch.add(Recorded(ALERTS.name, encode(alert)))
    [made] = batch.fold({}).documents
    document = json.loads(made.write.body)
    assert made.write.version == 3 * REVISIONS + 2
    assert (document["status"], document["owner"], document["disposition"]) == ("acknowledged", "me", "true")


@pytest.mark.parametrize(
    ("message", "named"),
    [
        (b"{}", "channel"),
        (b"not json", "not JSON"),
        (None, "not JSON"),
        (encode(post(2**43)), "version"),
        (encode(post(-1)), "version"),
        (encode(msgspec.structs.replace(post(1), post_id="x" * 600)), "600 bytes"),
        (encode(msgspec.structs.replace(post(1), date="yesterday")), "yesterday"),
        (encode(msgspec.structs.replace(post(1), date="2021-13-01T00:00:00Z")), "2021-13"),
    ],
)
def test_what_can_not_become_a_document_is_told_apart(message, named):
    with pytest.raises(CodecError, match=named):
        Batch("live").add(Recorded(ANALYSED.name, message))


def test_a_revision_that_would_run_into_the_version_is_told_apart():
    with pytest.raises(CodecError, match="revision"):
        Batch("live").add(Recorded(CLUSTERS.name, encode(change(REVISIONS))))


def test_a_batch_is_split_without_parting_what_belongs_to_one_post():
    batch = Batch("live")
    for number in range(5):
        message = msgspec.structs.replace(post(1), post_id=f"1:{number}")
        batch.add(Recorded(ANALYSED.name, encode(message)))
        batch.add(Recorded(ANALYSED.name, encode(msgspec.structs.replace(message, version=2))))
    parts = batch.split(2)
    assert [sorted(part.posts()) for part in parts] == [["1:0", "1:1"], ["1:2", "1:3"], ["1:4"]]
    assert sum(len(part.fold({}).documents) for part in parts) == 5
    assert batch.split(5) == [batch]
