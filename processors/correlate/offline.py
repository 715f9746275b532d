"""Correlation over a whole input at once, as `rasd analyze` does it: no server, clusters as they stand at the end."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from processors.analyse.interest import of_interest
from processors.correlate.memory import Memory
from processors.correlate.story import correlate
from schemas.alerts import Alert
from schemas.messages import AnalysedPost


def analyse_in_order(posts: Iterable[AnalysedPost], *, now: datetime) -> tuple[list[AnalysedPost], list[Alert]]:
    """The posts, one for each event and in order, with their final clusters; and the alerts that stand, as last told.

    The channels of the input are the watched ones.
    """
    posts = list(posts)
    ids = frozenset(post.channel.id for post in posts)
    usernames = frozenset(post.channel.username.lower() for post in posts if post.channel.username)
    memory = Memory()
    seen: list[tuple[AnalysedPost, bool]] = []
    alerts: dict[str, Alert] = {}
    for number, post in enumerate(posts):
        interesting = of_interest(post, ids, usernames)
        seen.append((post, interesting))
        if interesting:
            memory, outcomes = correlate(memory, post, now, came=f"{number:012}")
            alerts.update((alert.alert_id, alert) for alert in outcomes.alerts)
    final = [
        msgspec.structs.replace(post, cluster=memory.posts[post.post_id].cluster)
        if (interesting or post.counters_only) and post.post_id in memory.posts
        else post
        for post, interesting in seen
    ]
    return final, [alert for alert in alerts.values() if not alert.superseded]
