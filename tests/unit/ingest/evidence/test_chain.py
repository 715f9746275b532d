from itertools import pairwise

import msgspec
import pytest

from ingest.evidence.chain import digest, hash_after, link
from schemas.codec import encode
from schemas.messages import Media


def test_the_hash_after_an_event_follows_from_its_bytes_and_the_hash_before(chain):
    for before, after in pairwise(chain):
        assert after.collected.prev_hash == hash_after(before)
        assert hash_after(after) == link(hash_after(before), digest(encode(after)))


@pytest.mark.parametrize(
    "change",
    [
        {"text": "other"},
        {"date": "2021-03-04T06:00:01Z"},
        {"edit_date": "2021-03-04T06:00:01Z"},
        {"raw": "AAAA"},
        {"media": (Media(kind="photo", phash="00"),)},
        {"views": 5},
        {"deleted": True},
        {"version": 2},
        {"forwarded_from": None, "reply_to": 4},
    ],
)
def test_the_chain_commits_to_all_that_an_event_says(chain, change):
    assert hash_after(msgspec.structs.replace(chain[0], **change)) != hash_after(chain[0])
    when = msgspec.structs.replace(chain[0].collected, at="2021-03-04T07:00:00Z")
    assert hash_after(msgspec.structs.replace(chain[0], collected=when)) != hash_after(chain[0])
