"""Rules tried out before they wake anybody: on their own texts, and on the posts of the last days."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from processors.correlate.entry import entry_of
from processors.correlate.offline import analyse_in_order
from processors.notify.rules import Rule, satisfying
from processors.records import read_topics
from schemas.alerts import Alert
from schemas.codec import CodecError, decode
from schemas.messages import AnalysedPost, Channel, RawPost
from schemas.topics import ANALYSED

DAY = datetime(2021, 7, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Tried:
    """A text of a rule's own file, and whether the rule did what the file says."""

    rule: str
    text: str
    should_fire: bool
    fired: bool

    @property
    def good(self) -> bool:
        return self.should_fire == self.fired


def try_texts(rules: Iterable[Rule], analyse: Callable[[RawPost], AnalysedPost]) -> list[Tried]:
    """Every `fires_on` and `silent_on` of the rules. Rules that ask for a story's signals have none: a text has no story."""

    def fired(rule: Rule, text: str) -> bool:
        post = RawPost(channel=Channel(id=1), message_id=1, date=DAY.isoformat(), text=text)
        return bool(satisfying(rule, [entry_of(analyse(post), DAY, None)]))

    return [
        Tried(rule.id, text, should, fired(rule, text))
        for rule in rules
        for should, texts in ((True, rule.fires_on), (False, rule.silent_on))
        for text in texts
    ]


def try_since(kafka: str, since: datetime, now: datetime) -> tuple[int, list[Alert]]:
    """How many posts were analysed since then, and the alerts that these would raise; nothing is written or sent."""
    posts = []
    for record in read_topics(kafka, [ANALYSED.name], since):
        try:
            posts.append(decode(AnalysedPost, record.value or b""))
        except CodecError:
            continue  # the index step parks it, with the reason
    _, alerts = analyse_in_order(posts, now=now)
    return len(posts), alerts
