"""What another registry would have said and alerted of the same posts: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from processors.replay.compare import Difference, Document, compare, count_rules


@dataclass(frozen=True)
class Analysis:
    """What `rasd analyze` gives: analysed posts in the order of their events, and the alerts."""

    posts: Sequence[Document]
    alerts: Sequence[Document]


@dataclass(frozen=True)
class Preview:
    """The difference, and the alerts that only one of the two would have raised."""

    difference: Difference
    only_old: tuple[Document, ...]
    only_new: tuple[Document, ...]

    def as_dict(self) -> dict[str, Any]:
        told = {"alerts_only_old": list(self.only_old), "alerts_only_new": list(self.only_new)}
        return {**self.difference.as_dict(), **told}


def preview(old: Analysis, new: Analysis) -> Preview:
    difference = compare(_last(old.posts), _last(new.posts), ("now", "changed"))
    count_rules(difference, old.alerts, new.alerts)
    one, other = _by_id(old.alerts), _by_id(new.alerts)
    return Preview(
        difference,
        tuple(alert for id_, alert in one.items() if id_ not in other),
        tuple(alert for id_, alert in other.items() if id_ not in one),
    )


def _last(posts: Sequence[Document]) -> list[Document]:
    """The last state of each post that had a text, in the order of ids."""
    last = {post["post_id"]: post for post in posts if not (post.get("deleted") or post.get("counters_only"))}
    return [last[id_] for id_ in sorted(last)]


def _by_id(alerts: Sequence[Document]) -> Mapping[str, Document]:
    return {alert["alert_id"]: alert for alert in alerts}
