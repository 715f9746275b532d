"""The cascade as raw posts in the order in which they are collected, and what must come of them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from schemas.messages import Affiliation, Channel, Collected, Forward, Media, RawPost

SCRIPT = Path(__file__).with_name("script.yaml")


@dataclass
class Cascade:
    """`stories`: post id to story; a post that stands alone has a story of its own. `signals`: post id to names."""

    posts: list = field(default_factory=list)
    stories: dict = field(default_factory=dict)
    signals: dict = field(default_factory=dict)
    dates: dict = field(default_factory=dict)

    def lines(self):
        from schemas.codec import encode

        return b"".join(encode(post) + b"\n" for post in self.posts)

    def firsts(self):
        """Story to its first post: the earliest, and among equals that of the lower ids."""
        found = {}
        for post in sorted(self.stories, key=lambda post: (self.dates[post], *map(int, post.split(":")))):
            found.setdefault(self.stories[post], post)
        return found


def load():
    script = yaml.safe_load(SCRIPT.read_text("utf-8"))
    cascade, named, numbers, late = Cascade(), {}, {}, []
    for line in script["posts"]:
        about = line.get("edit") or line.get("delete")
        if about:
            old = named[about]
            seen = datetime.fromisoformat(old["date"]) + timedelta(minutes=10)
            fields = old | {"version": old["version"] + 1}
            if "edit" in line:
                fields |= {"text": line["text"], "edit_date": seen.isoformat()}
            else:
                fields |= {"text": None, "deleted": True}
            named[about] = fields
            cascade.posts.append(_raw(fields))
            continue
        channel = script["channels"][line["in"]]
        number = numbers[line["in"]] = numbers.get(line["in"], 0) + 1
        text = line.get("text")
        if "copy" in line:
            text = line.get("wrap", "{}").format(named[line["copy"]]["first_text"])
        origin = named[line["forward"]] if "forward" in line else None
        fields = {
            "channel": _channel(channel),
            "message_id": number,
            "date": line["at"],
            "text": text,
            "version": 1,
            "media": tuple(Media(kind="photo", phash=phash) for phash in line.get("media", ())),
            "reply_to": named[line["reply"]]["message_id"] if "reply" in line else None,
            "forwarded_from": origin
            and Forward(channel_id=origin["channel"].id, message_id=origin["message_id"], date=origin["date"]),
            "collected": Collected(at=line["at"], mode="backfill" if line.get("late") else "live"),
        }
        id_ = f"{channel['id']}:{number}"
        cascade.stories[id_] = line["story"] if line["story"] != "none" else f"alone {id_}"
        cascade.signals[id_] = set(line.get("signals", ()))
        cascade.dates[id_] = datetime.fromisoformat(line["at"])
        post = _raw(fields)
        named[line.get("name", id_)] = fields | {"first_text": text}
        (late if line.get("late") else cascade.posts).append(post)
    cascade.posts += late
    return cascade


def _raw(fields):
    return RawPost(**{name: value for name, value in fields.items() if name != "first_text"})


def _channel(channel):
    owner = channel.get("affiliation")
    return Channel(
        id=channel["id"],
        title=channel["title"],
        username=channel.get("username"),
        created=channel.get("created"),
        affiliation=owner and Affiliation(organisation=owner, certainty="assessed"),
    )
