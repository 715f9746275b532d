"""What another registry would have said of posts, without writing anything anywhere: pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec

from processors.correlate.offline import analyse_in_order
from processors.replay.compare import Difference, compare, count_rules
from schemas.messages import Alert, AnalysedPost, RawPost


@dataclass(frozen=True)
class Preview:
    """The difference, and the alerts that only one of the two would have raised."""

    difference: Difference
    only_old: tuple[Alert, ...]
    only_new: tuple[Alert, ...]


def preview(
    posts: Iterable[RawPost],
    old: Callable[[RawPost], AnalysedPost],
    new: Callable[[RawPost], AnalysedPost],
    now: datetime,
) -> Preview:
    """Both analyses and correlations over the same events, which are in the order of their collection."""
    events = list(posts)
    before, alerts_before = analyse_in_order(map(old, events), now=now)
    after, alerts_after = analyse_in_order(map(new, events), now=now)
    difference = compare(_documents(before), _documents(after), ("now", "changed"))
    count_rules(difference, _plain(alerts_before), _plain(alerts_after))
    one = {alert.alert_id: alert for alert in alerts_before}
    other = {alert.alert_id: alert for alert in alerts_after}
    return Preview(
        difference,
        tuple(one[id_] for id_ in one if id_ not in other),
        tuple(other[id_] for id_ in other if id_ not in one),
    )


def _documents(posts: list[AnalysedPost]) -> list[dict[str, object]]:
    """The last state of each post that had a text, in the order of ids."""
    last = {post.post_id: post for post in posts if not post.deleted and not post.counters_only}
    return [msgspec.to_builtins(last[id_]) for id_ in sorted(last)]


def _plain(alerts: list[Alert]) -> list[dict[str, object]]:
    return [msgspec.to_builtins(alert) for alert in alerts]
