"""What the demo has seen so far: filled by the watcher, shown by the view."""

from collections import deque
from dataclasses import dataclass, field

from processors.config import Lag
from schemas.alerts import Alert
from schemas.codec import post_id
from schemas.messages import AnalysedPost, RawPost, Story

LINES = 12  # what fits on a terminal of ordinary height, with the counters and the alerts below


@dataclass
class Seen:
    """Ids count distinct posts; the deques hold what the view shows, newest last."""

    collected: set[str] = field(default_factory=set)
    analysed: set[str] = field(default_factory=set)
    indexed: int = 0
    posted: int = 0
    raw: list[bytes] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    posts: deque[AnalysedPost] = field(default_factory=lambda: deque(maxlen=LINES))
    statements: dict[str, Story] = field(default_factory=dict)
    alerts: deque[tuple[Alert, float | None]] = field(default_factory=lambda: deque(maxlen=LINES))
    alert_count: int = 0
    lags: tuple[Lag, ...] = ()
    phase: str = "starting"

    def saw_raw(self, post: RawPost, record: bytes) -> None:
        self.raw.append(record)
        self.collected.add(post_id(post))
        self.titles[post_id(post)] = post.channel.title or post.channel.username or str(post.channel.id)

    def saw_analysed(self, post: AnalysedPost) -> None:
        self.analysed.add(post.post_id)
        # Deletions and re-read counters have nothing to show that their post had not.
        if not (post.deleted or post.counters_only):
            self.posts.append(post)

    def saw_story(self, story: Story) -> None:
        if story.merged_into:
            self.statements.pop(story.story_id, None)
        elif len(story.members) > 1:
            # Taking it out first keeps the newest change last.
            self.statements.pop(story.story_id, None)
            self.statements[story.story_id] = story

    def saw_alert(self, alert: Alert, latency_s: float | None) -> None:
        self.alert_count += 1
        self.alerts.append((alert, latency_s))
