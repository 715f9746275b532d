"""Channels that watched ones point to, and nobody watches yet: a fold over raw posts. Pure; nothing is joined."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from schemas.codec import post_id
from schemas.messages import RawPost

Way = Literal["forward", "mention", "link"]

# t.me/name, t.me/s/name, t.me/c/123, t.me/+invitation; also telegram.me, and name.t.me.
LINK: Final = re.compile(
    r"(?:https?://)?(?<![\w@.-])(?:(?:www\.)?(?:t|telegram)\.me/|telegram\.dog/)"
    r"(?:c/(?P<id>\d{5,})|(?P<invite>\+[\w-]{10,}|joinchat/[\w-]{10,})|(?:s/)?(?P<name>[A-Za-z]\w{3,31}))(?![\w-])",
    re.ASCII,
)
TG: Final = re.compile(
    r"tg://(?:resolve\?domain=(?P<name>[A-Za-z]\w{3,31})|join\?invite=(?P<invite>[\w-]{10,}))", re.ASCII
)
MENTION: Final = re.compile(r"(?<![\w@./])@(?P<name>[A-Za-z]\w{3,31})(?!\w)", re.ASCII)
# Telegram's own words in that place, which are no names.
NO_NAMES: Final = frozenset(
    [
        "joinchat",
        "addstickers",
        "addemoji",
        "addtheme",
        "addlist",
        "share",
        "proxy",
        "socks",
        "setlanguage",
        "confirmphone",
        "login",
        "invoice",
        "boost",
        "contact",
        "iv",
        "giftcode",
    ]
)
EXAMPLES: Final = 3


@dataclass
class Suggestion:
    """`name` is how the channel was named: `@username`, its number, or an invitation. `channels` are the watched that did."""

    name: str
    title: str | None = None
    forwards: int = 0
    mentions: int = 0
    links: int = 0
    posts: int = 0
    channels: dict[str, int] = field(default_factory=dict)
    first_seen: str = ""
    first_post: str = ""
    last_seen: str = ""
    examples: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        return {
            "name": self.name,
            "title": self.title,
            "posts": self.posts,
            "forwards": self.forwards,
            "mentions": self.mentions,
            "links": self.links,
            "channels": self.channels,
            "first_seen": self.first_seen,
            "first_post": self.first_post,
            "last_seen": self.last_seen,
            "examples": self.examples,
        }


class Suggestions:
    """Fold posts in with `add`; several versions of a post count once. `watched` and the posts' own channels are left out."""

    def __init__(self, *, ids: Collection[int] = (), usernames: Collection[str] = ()) -> None:
        self._ids, self._names = set(ids), {name.lower() for name in usernames}
        self._found: dict[str, Suggestion] = {}
        self._counted: set[tuple[str, str, Way]] = set()
        self._posts: set[tuple[str, str]] = set()

    def add(self, post: RawPost) -> None:
        # Whatever was collected is watched, or was.
        self._ids.add(post.channel.id)
        if post.channel.username:
            self._names.add(post.channel.username.lower())
        for name, way, title in pointed_to(post):
            self._count(name, way, title, post)

    def _count(self, name: str, way: Way, title: str | None, post: RawPost) -> None:
        key, id_ = name.lower() if name.startswith("@") else name, post_id(post)
        found = self._found.setdefault(key, Suggestion(name))
        found.title = title or found.title
        if (key, id_, way) not in self._counted:
            self._counted.add((key, id_, way))
            match way:
                case "forward":
                    found.forwards += 1
                case "mention":
                    found.mentions += 1
                case "link":
                    found.links += 1
        if (key, id_) in self._posts:
            return
        self._posts.add((key, id_))
        found.posts += 1
        by = f"@{post.channel.username}" if post.channel.username else str(post.channel.id)
        found.channels[by] = found.channels.get(by, 0) + 1
        found.last_seen = max(found.last_seen, post.date)
        if not found.first_seen or (post.date, id_) < (found.first_seen, found.first_post):
            found.first_seen, found.first_post = post.date, id_
        if len(found.examples) < EXAMPLES:
            found.examples.append(id_)

    def ranked(self, *, least: int = 1) -> list[Suggestion]:
        """Named by most watched channels first, then by most posts."""
        left = [each for key, each in self._found.items() if not self._watched(key) and each.posts >= least]
        return sorted(left, key=lambda each: (-len(each.channels), -each.posts, each.first_seen, each.name))

    def _watched(self, key: str) -> bool:
        return key[1:] in self._names if key.startswith("@") else key.isdigit() and int(key) in self._ids


def pointed_to(post: RawPost) -> Iterator[tuple[str, Way, str | None]]:
    """Names that a post points to, each with the way it does, and the title that a forward brings."""
    origin = post.forwarded_from
    if origin and origin.channel_id:
        yield str(origin.channel_id), "forward", origin.title
    text = post.text or ""
    for match in MENTION.finditer(text):
        yield f"@{match['name']}", "mention", None
    for source in (text, *(entity.url for entity in post.entities if entity.url)):
        for match in (*LINK.finditer(source), *TG.finditer(source)):
            parts = match.groupdict()
            if parts.get("id"):
                yield parts["id"], "link", None
            elif parts.get("invite"):
                yield f"t.me/+{parts['invite'].removeprefix('+').removeprefix('joinchat/')}", "link", None
            elif parts["name"].lower() not in NO_NAMES:
                yield f"@{parts['name']}", "link", None
