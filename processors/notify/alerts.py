"""Alerts of a story: what its rules say of it now, told again only when that changed."""

from collections.abc import Sequence
from typing import Final

import msgspec

from processors.correlate.memory import Entry, RaisedAlert, StoryState
from processors.notify.rules import Rule, satisfying
from schemas.identity import alert_id, digest
from schemas.messages import Alert, AlertMode

ORDER: Final = ("info", "low", "high", "critical")
LONGEST_TEXT: Final = 500
UNNAMED: Final = "an unnamed group"


def alerts_of(
    rules: Sequence[Rule], state: StoryState, members: list[Entry], event: Entry, generation: str
) -> tuple[StoryState, list[Alert]]:
    """The story's alerts as they stand after `event`, and the state that remembers them.

    An alert is told again if it changed or if the event is one of its posts (it may have been lost the first time).
    """
    known = {raised.rule: raised for raised in state.alerts}
    told: list[Alert] = []
    for rule in rules:
        posts = satisfying(rule, members)
        if not posts:
            continue
        old = known.get(rule.id)
        alert = _alert(rule, state, posts, old.mode if old else _mode(event, posts, generation))
        content = digest(msgspec.to_builtins(alert))
        if old is None or content != old.content:
            revision = old.revision + 1 if old else 1
            known[rule.id] = RaisedAlert(
                rule=rule.id,
                alert_id=alert.alert_id,
                revision=revision,
                content=content,
                severity=alert.severity,
                mode=alert.mode,
            )
            told.append(msgspec.structs.replace(alert, revision=revision))
        elif any(post.post_id == event.post_id for post in posts):
            told.append(msgspec.structs.replace(alert, revision=old.revision))
    return msgspec.structs.replace(state, alerts=tuple(known.values())), told


def _mode(event: Entry, posts: list[Entry], generation: str) -> AlertMode:
    """Of the post that raised it. A replay or backfill raises alerts but pages nobody."""
    if generation != "live":
        return "replay"
    post = next((post for post in posts if post.post_id == event.post_id), event)
    if not post.live:
        return "backfill"
    return "late" if post.late else "live"


def _alert(rule: Rule, state: StoryState, posts: list[Entry], mode: AlertMode) -> Alert:
    first = posts[0]
    brands = tuple(dict.fromkeys(id_ for post in posts for id_ in (post.claim.brands if post.claim else post.brands)))
    areas = tuple(dict.fromkeys(area for post in posts if post.claim for area in post.claim.areas))
    return Alert(
        alert_id=alert_id(rule.id, state.opening),
        rule=rule.id,
        severity=rule.severity,
        title=_title(rule, first, brands, areas),
        summary=f"{first.channel}, {first.date}: {first.text[:LONGEST_TEXT]}",
        reasons=(rule.why, *first.reasons),
        story_id=state.story_id,
        post_ids=tuple(post.post_id for post in posts),
        channel=first.channel,
        text=first.text[:LONGEST_TEXT],
        brands=brands,
        areas=areas,
        first_seen=first.date,
        last_seen=posts[-1].date,
        count=len(posts),
        mode=mode,
    )


def _title(rule: Rule, post: Entry, brands: tuple[str, ...], areas: tuple[str, ...]) -> str:
    who = ", ".join(brands) or ", ".join(post.candidates) or UNNAMED
    what = (post.claim.attack if post.claim else None) or "attack"
    where = f" at {', '.join(areas)}" if areas else ""
    targets = ", ".join(post.threat.targets) if post.threat else ""
    return rule.title.format(who=who, what=what, where=where, targets=targets, channel=post.channel)
