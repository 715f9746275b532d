"""What correlation remembers: posts of interest, the stories that they form, and how to find posts that may belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

from processors.correlate.facts import Facts
from processors.correlate.gaps import Gaps
from processors.correlate.keys import channel_key, keys_of
from processors.correlate.tree import Tree
from schemas.alerts import Alert
from schemas.messages import (
    Affiliation,
    Attribution,
    Claim,
    Cluster,
    Message,
    Reason,
    TansiqiyaClass,
    Threat,
)
from schemas.operations import Event

# About 4 KB each: less than a gigabyte. Beyond it the posts with the oldest dates go.
MOST_POSTS: Final = 200_000
POST, STORY, GAP, EVENT = "p:", "s:", "g:", "e:"
CHANNEL_BACK: Final = 100
Place = tuple[float, int, int, str]


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
    deleted_at: str | None = None
    live: bool = False
    late: bool = False
    text: str = ""
    brands: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    tansiqiya: TansiqiyaClass = "none"
    claim: Claim | None = None
    threat: Threat | None = None
    tags: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    attribution: Attribution | None = None
    versions: tuple[int, int] = (-1, -1)
    facts: tuple[Facts, ...] = ()
    """Of the oldest and the newest version that had a text: an edit keeps the post where it was told."""
    origin: str | None = None
    album: str | None = None
    address: str | None = None
    mentions: tuple[str, ...] = ()
    reply_to: str | None = None
    images: tuple[int, ...] = ()
    bare: bool = False
    """Hardly a word of its own: the post is its picture."""
    username: str | None = None
    created: str | None = None
    subscribers: int | None = None
    affiliation: Affiliation | None = None
    parent: str | None = None
    """The earlier post whose story it joined; None before it is placed, "" if it opens one."""
    came: str = ""
    """When its first event was collected, or what sorts as that."""
    story: str = ""
    cluster: Cluster | None = None
    signals: tuple[Reason, ...] = ()
    """What this post brought to its story, by the names of `signals.SIGNALS`; `surface` or `quote` says why."""

    @property
    def order(self) -> Place:
        """Who was first: by date, and among equals by ids, so that it never depends on arrival."""
        return (self.at, self.channel_id, self.message_id, self.post_id)


class StoryState(Message, frozen=True, kw_only=True):
    """A story's own memory; who belongs to it stands in the posts."""

    story_id: str
    opening: str
    opened: float
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
        self.line: list[Place] = []
        self.roots: dict[str, str] = {}
        self.trees: dict[str, Tree] = {}
        self.gaps = Gaps()
        self.events: dict[str, Event] = {}
        self.holders: dict[str, str] = {}
        """The story that has an alert now, by the alert's id: a story that joined another hands its alerts on."""
        self._keys: dict[str, list[Place]] = {}
        self._changed: set[str] = set()

    @classmethod
    def restore(cls, items: Iterable[tuple[str, bytes]]) -> Memory:
        """From what `changes` gave before. A write that was cut off by a kill is mended when its event comes again."""
        memory = cls()
        stories: list[StoryState] = []
        for key, value in items:
            if key.startswith(POST):
                entry = msgspec.json.decode(value, type=Entry)
                memory.put(entry)
            elif key.startswith(STORY):
                stories.append(msgspec.json.decode(value, type=StoryState))
            elif key.startswith(EVENT):
                memory.put_event(msgspec.json.decode(value, type=Event))
            else:
                memory.gaps.restore(key.removeprefix(GAP), value)
        # Those that joined others first: where a kill cut the writing off, both have the alerts that were handed on.
        for story in sorted(stories, key=lambda each: each.merged_into is None):
            memory.put_story(story)
        for place in memory.line:
            entry = memory.posts[place[3]]
            parent = entry.parent if entry.parent in memory.roots else ""
            memory.root(entry, memory.roots[parent] if parent else entry.post_id)
            memory.trees[memory.roots[entry.post_id]].noted.add(entry.post_id)
        memory._changed.clear()  # its own kind
        return memory

    def put(self, entry: Entry) -> None:
        """The post as it now is; its place in a story stays until `root` changes it."""
        old = self.posts.get(entry.post_id)
        self.posts[entry.post_id] = entry
        self._changed.add(POST + entry.post_id)
        if old is not None:
            self._drop_keys(old)
            del self.line[bisect_left(self.line, old.order)]
            if root := self.roots.get(old.post_id):
                self.trees[root].remove(old)
                self.trees[root].add(entry)
        insort(self.line, entry.order)
        for key in (*keys_of(entry), channel_key(entry.channel_id)):
            insort(self._keys.setdefault(key, []), entry.order)

    def place(self, post_id: str, **changed: Any) -> Entry:
        """Changes what correlation itself says of a post: parent, story, cluster, signals."""
        self.posts[post_id] = entry = msgspec.structs.replace(self.posts[post_id], **changed)
        if "signals" in changed:
            self.trees[self.roots[post_id]].ask_again(entry)
        self._changed.add(POST + post_id)
        return entry

    def _drop_keys(self, entry: Entry) -> None:
        for key in (*keys_of(entry), channel_key(entry.channel_id)):
            held = self._keys.get(key, [])
            at = bisect_left(held, entry.order)
            if at < len(held) and held[at] == entry.order:
                del held[at]
                if not held:
                    del self._keys[key]

    def root(self, entry: Entry, root: str) -> None:
        """Moves a post into the tree of `root`."""
        old = self.roots.get(entry.post_id)
        if old == root:
            return
        if old is not None:
            self._leave(entry, old)
        self.roots[entry.post_id] = root
        self.trees.setdefault(root, Tree()).add(entry)

    def _leave(self, entry: Entry, root: str) -> None:
        tree = self.trees[root]
        tree.remove(entry)
        if not tree.members:
            del self.trees[root]

    def put_story(self, story: StoryState) -> None:
        self._drop_alerts(story.story_id)
        self.stories[story.story_id] = story
        self.holders.update((alert.alert_id, story.story_id) for alert in story.alerts)
        self._changed.add(STORY + story.story_id)

    def _drop_alerts(self, story_id: str) -> None:
        for alert in self.stories[story_id].alerts if story_id in self.stories else ():
            if self.holders.get(alert.alert_id) == story_id:
                del self.holders[alert.alert_id]

    def elsewhere(self, alert_id: str, story_id: str) -> Alert | None:
        """The alert of that id if a story other than this one has it."""
        state = self._other_holder(alert_id, story_id)
        return next(alert for alert in state.alerts if alert.alert_id == alert_id) if state else None

    def hand_over(self, alert_id: str, story_id: str) -> StoryState | None:
        """Takes an alert from the story that has it, if it is another than this one; gives what is left of that story."""
        state = self._other_holder(alert_id, story_id)
        if state is None:
            return None
        left = msgspec.structs.replace(state, alerts=tuple(each for each in state.alerts if each.alert_id != alert_id))
        self.put_story(left)
        return left

    def _other_holder(self, alert_id: str, story_id: str) -> StoryState | None:
        holder = self.holders.get(alert_id, story_id)
        return None if holder == story_id else self.stories[holder]

    def put_event(self, event: Event) -> None:
        self.events[event.event_id] = event
        self._changed.add(EVENT + event.event_id)

    def put_gap(self, key: str) -> None:
        self._changed.add(GAP + key)

    def sharing(self, key: str) -> list[Place]:
        """The posts under a key, in order."""
        return self._keys.get(key, [])

    def before(self, key: str, place: Place, most: int) -> list[Place]:
        """The latest under a key before a place, the latest first."""
        held = self._keys.get(key, [])
        end = bisect_left(held, place)
        return held[max(0, end - most) : end][::-1]

    def after(self, key: str, place: Place, most: int) -> list[Place]:
        held = self._keys.get(key, [])
        start = bisect_right(held, place)
        return held[start : start + most]

    def channel(self, channel_id: int) -> list[Place]:
        return self._keys.get(channel_key(channel_id), [])

    def of_channel(self, channel_id: int, place: Place) -> list[Place]:
        """A channel's last hundred posts before a place, the latest first."""
        return self.before(channel_key(channel_id), place, CHANNEL_BACK)

    def members(self, root: str) -> Members:
        return Members(self, self.trees[root]) if root in self.trees else Members(self, Tree())

    def forget_oldest(self) -> None:
        """Drops the tenth of the stories with the oldest newest member, when there are too many posts."""
        if len(self.posts) <= MOST_POSTS:
            return
        oldest = sorted(self.trees, key=lambda root: (self.trees[root].members[-1], root))
        for root in oldest[: max(1, len(oldest) // 10)]:
            for entry in self.members(root):
                self._forget(entry)
        self.line = [place for place in self.line if place[3] in self.posts]
        held = {entry.story for entry in self.posts.values()}
        for story_id in [each for each in self.stories if each not in held]:
            self._drop_alerts(story_id)
            del self.stories[story_id]
            self._changed.add(STORY + story_id)

    def _forget(self, entry: Entry) -> None:
        self._drop_keys(entry)
        self._leave(entry, self.roots.pop(entry.post_id))
        del self.posts[entry.post_id]
        self._changed.add(POST + entry.post_id)

    def changes(self) -> dict[str, bytes | None]:
        """What changed since the last call."""
        written: dict[str, bytes | None] = {}
        for key in sorted(self._changed):
            if key.startswith(GAP):
                written[key] = self.gaps.written(key.removeprefix(GAP))
                continue
            kind = self.posts if key.startswith(POST) else self.stories if key.startswith(STORY) else self.events
            held = kind.get(key[2:])
            written[key] = None if held is None else msgspec.json.encode(held)
        self._changed.clear()
        return written


class Members(list[Entry]):
    """A story's posts in order. `of` asks something of all of them, each once as long as it does not change."""

    def __init__(self, memory: Memory, tree: Tree) -> None:
        super().__init__(memory.posts[place[3]] for place in tree.members)
        self._memory, self._tree = memory, tree

    def of(self, key: object, test: Callable[[Entry], bool]) -> list[Entry]:
        """`key` stands for the test: an object that lives as long as it is asked."""
        posts = self._memory.posts
        return [posts[place[3]] for place in self._tree.kept(key, test, posts)]
