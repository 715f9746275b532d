"""The collector's side: results of fetched files become events, given out by the one who gives out all others."""

from typing import Final

import structlog

from ingest.clock import now
from ingest.media.spool import Result, Spool
from ingest.media.wanted import after_deletion
from ingest.publish import Publisher
from ingest.record import Recorder
from schemas.codec import post_id
from schemas.identity import event_id
from schemas.messages import RawPost
from schemas.operations import Coverage

log = structlog.get_logger()

AT_ONCE: Final = 200


def take_results(spool: Spool, recorder: Recorder, publisher: Publisher, by: str) -> int:
    """Records what lies in the spool; gives how many events were new. Raises IngestError, and then the rest stays there."""
    new, batch = 0, []
    for path, result in spool.waiting():
        draft = _draft(result, recorder)
        if draft is None:
            publisher.cover([_unlinked(result, by)])
            path.unlink(missing_ok=True)
            continue
        batch.append((path, draft))
        if len(batch) >= AT_ONCE:
            break
    if batch:
        new = len(recorder.record([draft for _, draft in batch], "media"))
        for path, _ in batch:
            path.unlink(missing_ok=True)
    return new


def _draft(result: Result, recorder: Recorder) -> RawPost | None:
    """None if the post has become another one since (an event with its old text would undo the edit), or is not ours."""
    post = result.post
    known = recorder.cursor.known(post.channel.id, post.message_id)
    if known and (known.event == result.base or recorder.cursor.seen(event_id(post))):
        return post
    if known and known.deleted:
        return after_deletion(post, known.date)
    return None


def _unlinked(result: Result, by: str) -> Coverage:
    post = result.post
    log.info("a post was edited while its file was fetched", post=post_id(post))
    return Coverage(
        channel_id=post.channel.id,
        kind="media",
        from_id=post.message_id,
        to_id=post.message_id,
        reason=f"kept, but no event names it: the post was edited meanwhile; event {result.base}, sha256 {post.media[0].sha256}",
        by=by,
        at=now(),
    )
