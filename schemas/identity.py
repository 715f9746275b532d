"""Ids that are computed, never drawn: the same input gives the same id, so doing a thing twice is doing it once."""

from hashlib import sha256

import msgspec

from schemas.messages import RawPost

ID_LENGTH = 32  # hexadecimal digits: 128 bits, far past any chance of two alike


def digest(*parts: object) -> str:
    """A short hash of the parts, unambiguous in where one ends and the next begins."""
    return sha256(msgspec.json.encode(parts)).hexdigest()[:ID_LENGTH]


def event_id(post: RawPost) -> str:
    """The hash of channel, message, edit date, deleted and content: the same `event_id` twice is one event.

    The text is hashed as UTF-8 with surrogates passed through, so that no text is without an id. Media count by what
    they are, not by whether they have been fetched; counters count only where the event says that it is about them.
    """
    text = None if post.text is None else sha256(post.text.encode("utf-8", "surrogatepass")).hexdigest()
    media = [(item.kind, item.mime, item.size, item.file_name, item.sha256) for item in post.media]
    counters = (post.views, post.forwards) if post.counters_only else None
    return digest(post.channel.id, post.message_id, post.edit_date, post.deleted, text, media, counters)


def alert_id(rule: str, opening_post: str) -> str:
    """Of the rule and the story's opening post, never of the current first."""
    return digest("alert", rule, opening_post)


def story_id(opening_post: str) -> str:
    """Fixed when the story opens; it survives a new first."""
    return digest("story", opening_post)
