"""Documents as a fold of events: edits, deletions, late versions, changes of the cluster."""

from dataclasses import dataclass

import msgspec

from processors.index.batch import Batch
from processors.index.document import REVISIONS
from schemas.codec import decode, encode
from schemas.documents import PostDocument
from schemas.messages import AnalysedPost, Channel, Cluster, ClusterChange, Collected
from schemas.topics import ANALYSED, CLUSTERS


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
        assert batch.add(Recorded(topic.name, encode(message))) is None
    writes = batch.fold({} if held is None else {"1:1": encode(held)})
    return batch, writes


def written(writes):
    (made,) = writes.documents
    return decode(PostDocument, made.write.body), made.write


def test_a_post_goes_to_the_month_of_its_own_date():
    _, writes = fold(post(1))
    document, write = written(writes)
    assert write.index == "posts-live-2021.07"
    assert write.version == REVISIONS
    assert document.text == "text"


def test_an_edit_keeps_the_earlier_version_and_the_place():
    held, _ = written(fold(post(1), change(3))[1])
    document, write = written(fold(post(2, "edited"), held=held)[1])
    assert (document.text, document.cluster.revision) == ("edited", 3)
    assert write.version == 2 * REVISIONS + 3
    (kept,) = fold(post(2, "edited"), held=held)[1].revisions
    assert kept.write.id == "1:1:1"


def test_a_deletion_keeps_the_last_text_and_says_when_it_was_seen():
    document, _ = written(fold(post(1, "claim"), post(2, None, deleted=True))[1])
    assert (document.text, document.deleted, document.deleted_seen_at) == ("claim", True, "2021-07-02T00:00:00Z")


def test_counters_change_nothing_else():
    document, _ = written(fold(post(1, "claim", views=1), post(2, None, views=9, counters_only=True))[1])
    assert (document.text, document.views) == ("claim", 9)


def test_an_older_version_that_comes_late_is_only_a_revision():
    held, _ = written(fold(post(2, "new"))[1])
    _, writes = fold(post(1, "old"), held=held)
    assert writes.documents == []
    assert writes.revisions[0].write.id == "1:1:1"


def test_a_place_that_comes_before_its_post_waits():
    batch, writes = fold(change(1))
    assert len(batch.early) == 1
    assert writes.documents == []


def test_an_older_place_changes_nothing():
    held, _ = written(fold(post(1), change(3, rank=2))[1])
    assert fold(change(2, rank=1), held=held)[1].documents == []


def test_the_same_event_again_writes_nothing():
    held, _ = written(fold(post(1))[1])
    assert fold(post(1), held=held)[1].documents == []


def test_what_can_not_be_read_becomes_a_dead_letter_with_its_reason():
    letter = Batch("live").add(Recorded(ANALYSED.name, b"{}"))
    assert letter.topic == ANALYSED.dead
    assert "channel" in msgspec.json.decode(letter.value)["error"]
