"""What correlation remembers: posts of interest, the stories that they form, and how to find posts that may belong together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from schemas.alerts import Alert
from schemas.messages import Attribution, Claim, Cluster, Message, Reason, TansiqiyaClass, Threat

# About 2 KB each: a few hundred MB at most. Beyond it the posts with the oldest dates go.
MOST_POSTS: Final = 200_000
POST, STORY = "p:", "s:"


class Entry(Message, frozen=True, kw_only=True):
    """A post as correlation needs it: the findings of its newest version that had a text."""

    post_id: str
    channel_id: int
    channel: str
    message_id: int
    date: str
    at: float
    version: int
    deleted: bool = False
    live: bool = False
    late: bool = False
    text: str = ""
    normalized: str = ""
    keys: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    tansiqiya: TansiqiyaClass = "none"
    claim: Claim | None = None
    threat: Threat | None = None
    tags: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    attribution: Attribution | None = None
    origin: str | None = None
    story: str = ""
    cluster: Cluster | None = None
    signals: tuple[Reason, ...] = ()
    """What this post brought to its story, by the names of `signals.SIGNALS`; `surface` or `quote` says why."""

    @property
    def order(self) -> tuple[float, int, int]:
        """Who was first: by date, and among equals by ids, so that it never depends on arrival."""
        return (self.at, self.channel_id, self.message_id)


class StoryState(Message, frozen=True, kw_only=True):
    story_id: str
    opening: str
    opened: float
    members: tuple[str, ...] = ()
    revision: int = 0
    content: str = ""
    alerts: tuple[Alert, ...] = ()
    """Its alerts as they were last told."""
    merged_into: str | None = None


class Memory:
    """Changed in place by the fold that owns it; `changes` says what to write down, key to bytes, None for gone."""

    def __init__(self) -> None:
        self.posts: dict[str, Entry] = {}
        self.stories: dict[str, StoryState] = {}
        self._keys: dict[str, set[str]] = {}
        self._changed: set[str] = set()

    @classmethod
    def empty(cls) -> Memory:
        return cls()

    @classmethod
    def restore(cls, items: Iterable[tuple[str, bytes]]) -> Memory:
        """From what `changes` gave before."""
        memory = cls()
        for key, value in items:
            if key.startswith(POST):
                memory.put(msgspec.json.decode(value, type=Entry))
            else:
                memory.put_story(msgspec.json.decode(value, type=StoryState))
        memory._changed.clear()  # its own kind
        return memory

    def put(self, entry: Entry) -> None:
        if old := self.posts.get(entry.post_id):
            for key in old.keys:
                self._keys[key].discard(entry.post_id)
        self.posts[entry.post_id] = entry
        for key in entry.keys:
            self._keys.setdefault(key, set()).add(entry.post_id)
        self._changed.add(POST + entry.post_id)

    def put_story(self, story: StoryState) -> None:
        self.stories[story.story_id] = story
        self._changed.add(STORY + story.story_id)

    def sharing(self, entry: Entry) -> set[str]:
        """The posts that share a key with this one, itself among them."""
        return {other for key in entry.keys for other in self._keys.get(key, ())}

    def forget_oldest(self) -> None:
        """Drops the tenth of the stories with the oldest newest member, when there are too many posts."""
        if len(self.posts) <= MOST_POSTS:
            return
        newest = {
            story.story_id: max((self.posts[p].at for p in story.members if p in self.posts), default=0.0)
            for story in self.stories.values()
        }
        for story_id in sorted(newest, key=newest.__getitem__)[: max(1, len(newest) // 10)]:
            story = self.stories.pop(story_id)
            self._changed.add(STORY + story_id)
            for post in story.members:
                if entry := self.posts.pop(post, None):
                    self._changed.add(POST + post)
                    for key in entry.keys:
                        self._keys[key].discard(post)

    def changes(self) -> dict[str, bytes | None]:
        """What changed since the last call."""
        written: dict[str, bytes | None] = {}
        for key in sorted(self._changed):
            held = self.posts.get(key[2:]) if key.startswith(POST) else self.stories.get(key[2:])
            written[key] = None if held is None else msgspec.json.encode(held)
        self._changed.clear()
        return written
