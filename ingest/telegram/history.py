"""History pages: the truth of what a channel holds."""

from typing import Any, Final

from telethon.tl import types

from ingest.convert import post_of
from ingest.record import Recorder
from ingest.telegram.channels import Followed
from ingest.telegram.client import ask
from schemas.messages import CollectionMode, RawPost

PAGE: Final = 100  # the most that Telegram gives at once


async def next_page(client: Any, followed: Followed, after: int) -> list[Any]:
    """The oldest messages above the id `after`, ascending; empty when there is none."""
    messages = await ask(
        lambda: client.get_messages(followed.peer, limit=PAGE, offset_id=after, reverse=True),
        f"reading {followed.source.name}",
    )
    # A server that ignored the offset must not move the cursor backwards.
    return sorted((message for message in messages if message.id > after), key=lambda message: message.id)


async def by_ids(client: Any, followed: Followed, ids: list[int]) -> dict[int, Any]:
    """The messages with these ids as they are now; those that are gone are None."""
    messages = await ask(lambda: client.get_messages(followed.peer, ids=ids), f"reading {followed.source.name} again")
    return dict(zip(ids, messages, strict=True))


def drafts_of(messages: list[Any], followed: Followed, recorder: Recorder) -> list[RawPost]:
    """Posts of a page. Service messages (pins, a new photo) are no posts; a page confirms their ids all the same."""
    drafts = []
    for message in messages:
        if isinstance(message, types.Message):
            post, raw = post_of(message, followed.channel)
            if not isinstance(post.raw, str):
                recorder.keep(raw)
            drafts.append(post)
    return drafts


async def read_on(client: Any, followed: Followed, recorder: Recorder, mode: CollectionMode, run: Any) -> int:
    """Reads everything above the cursor into Kafka; gives how many events were new.

    `run` calls a function in a thread. The cursor moves page by page, after Kafka's acknowledgement.
    """
    new = 0
    while True:
        after = recorder.cursor.position(followed.channel.id)
        messages = await next_page(client, followed, after)
        if not messages:
            return new
        drafts = drafts_of(messages, followed, recorder)
        confirmed = {followed.channel.id: messages[-1].id}
        new += len(await run(lambda d=drafts, c=confirmed: recorder.record(d, mode, confirmed=c)))
