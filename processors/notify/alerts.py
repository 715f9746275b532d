"""Alerts of a story: what its rules say of it now. One alert a story and rule, changed in place.

People are told of an alert once. They are told again only when it got more severe, or when `corrected` rose: a
conclusion that they were given (who was first, whose it is, that it stands at all) is no longer true.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec

from processors.correlate.memory import Entry, StoryState
from processors.notify.english import LONGEST_TEXT, Found, names, summary, title
from processors.notify.rules import Condition, Rule, holds, matching, satisfying
from schemas.alerts import Alert, AlertMode
from schemas.identity import alert_id
from schemas.messages import Severity

ORDER: Final[dict[Severity, int]] = {"info": 0, "low": 1, "high": 2, "critical": 3}
# Of a story that hundreds of channels carry, these are enough to look it up by.
MOST_POSTS: Final = 200
TOLD: Final = frozenset({"live", "late"})


def alerts_of(
    rules: Sequence[Rule],
    state: StoryState,
    members: list[Entry],
    event: Entry,
    generation: str,
    absorbed: Sequence[StoryState] = (),
    elsewhere: Callable[[str, str], Alert | None] = lambda _alert_id, _story_id: None,
) -> tuple[StoryState, list[Alert]]:
    """The story's alerts as they stand after `event`, and the state that remembers them.

    `members` are in order of who was first; `absorbed` are stories that became part of this one by the event;
    `elsewhere` gives an alert that another story than this one has, by its id. An alert is told again if it changed or if
    the event is one of its posts (it may have been lost the first time).
    """
    known, told = _inherited(state, absorbed)
    fires = {rule.id: posts for rule in rules if (posts := satisfying(rule, members))}
    for rule in rules:
        old = known.get(rule.id)
        better = next((each for each in rule.unless if each in fires), None)
        if rule.id in fires and better is None:
            old = old or elsewhere(alert_id(rule.id, state.opening), state.story_id)
            new = _alert(rule, state, members, fires[rule.id], event, generation, old)
        elif old and not old.withdrawn:
            why = f"the alert {better} says the same and more" if better else "what was found is no longer there"
            edited = better is None and event.post_id in old.post_ids
            new = msgspec.structs.replace(old, withdrawn=why, superseded=not edited)
            if not better:
                new = _corrected(new, f"withdrawn: {why}")
        else:
            continue
        if old is None or new != old:
            new = msgspec.structs.replace(new, revision=new.revision + 1)
            told.append(new)
        elif event.post_id in new.post_ids:
            told.append(new)
        known[rule.id] = new
    return msgspec.structs.replace(state, alerts=tuple(known.values())), told


def _inherited(state: StoryState, absorbed: Sequence[StoryState]) -> tuple[dict[str, Alert], list[Alert]]:
    """The alerts known by rule after a merge: each is kept under the id that people were told, twins are withdrawn.

    What nobody was told is raised anew under its story's own id, so that reading all posts again gives the same ids.
    """
    known = {alert.rule: alert for alert in state.alerts}
    told = []
    for gone in absorbed:
        for alert in gone.alerts:
            if alert.superseded:
                continue
            kept = known.setdefault(alert.rule, alert) if alert.mode in TOLD else known.get(alert.rule)
            id_ = kept.alert_id if kept else alert_id(alert.rule, state.opening)
            if id_ != alert.alert_id:
                why = f"its story became part of another; see the alert {id_}"
                told.append(msgspec.structs.replace(alert, revision=alert.revision + 1, withdrawn=why, superseded=True))
    return known, told


def _alert(
    rule: Rule,
    state: StoryState,
    members: list[Entry],
    posts: list[Entry],
    event: Entry,
    generation: str,
    old: Alert | None,
) -> Alert:
    first = posts[0]
    held = {post.post_id for post in posts}
    folded = _folded(rule, members, held, posts)
    after = next((post for post in folded if post.channel_id != first.channel_id and post.order > first.order), None)
    # What more posts than an alert can name add to it are copies.
    posts = posts[:MOST_POSTS]
    private = rule.private or any(post.threat for post in posts)
    found = Found(
        brands=_brands(posts),
        areas=tuple(dict.fromkeys(area for post in posts if post.claim for area in post.claim.areas)),
        # A name that only the text gives may be a person's.
        candidates=() if private else tuple(dict.fromkeys(name for post in posts for name in post.candidates)),
        attack=next((post.claim.attack for post in posts if post.claim and post.claim.attack), None),
        targets=tuple(dict.fromkeys(target for post in posts if post.threat for target in post.threat.targets)),
        channel=first.channel,
        first_seen=first.date,
        count=len(folded),
        lead_s=None if after is None else round(after.at - first.at, 3),
        second=None if after is None else after.channel,
        attribution=None if first.attribution is None else first.attribution.organisation,
    )
    made = Alert(
        alert_id=old.alert_id if old else alert_id(rule.id, state.opening),
        revision=old.revision if old else 0,
        rule=rule.id,
        severity=_severity(rule, members, held),
        title=title(rule.title, found),
        summary=summary(found),
        reasons=(rule.why, *_signals(posts), *first.reasons),
        story_id=state.story_id,
        post_ids=_first_of((*(post.post_id for post in posts), *(each.post_id for each in folded[: 2 * MOST_POSTS]))),
        channel=first.channel,
        text=first.text[:LONGEST_TEXT],
        brands=found.brands,
        areas=found.areas,
        first_seen=first.date,
        last_seen=folded[-1].date,
        count=len(folded),
        mode=_mode(event, held, generation, old),
        first_post_id=first.post_id,
        channels=_first_of(post.channel for post in folded),
        lead_s=found.lead_s,
        attribution=found.attribution,
        private=private,
        runbook=rule.runbook,
        corrected=old.corrected if old else 0,
        correction=old.correction if old else None,
        timing=old.timing if old else None,
    )
    change = _conclusion(old, made, event) if old else None
    return _corrected(made, change) if change else made


def _folded(rule: Rule, members: list[Entry], held: set[str], posts: list[Entry]) -> list[Entry]:
    """The rule's posts and those that it counts besides, in order."""
    if not rule.also:
        return posts
    # Copies that are only an image say nothing by themselves: they belong to the story that they joined.
    further = matching(rule.also, lambda post: holds(rule.also, post) or not post.text, members)
    counted = held.union(post.post_id for post in further)
    return further if len(counted) == len(further) else [post for post in members if post.post_id in counted]


def _first_of(values: Iterable[str]) -> tuple[str, ...]:
    """The first of them that are unlike, so many as an alert names."""
    return tuple(dict.fromkeys(values))[:MOST_POSTS]


def _corrected(alert: Alert, change: str) -> Alert:
    return msgspec.structs.replace(alert, corrected=alert.corrected + 1, correction=change)


def _conclusion(old: Alert, new: Alert, event: Entry) -> str | None:
    """What people were told that is not true any more. What only a merge changed is no correction of ours to tell."""
    if old.withdrawn:
        return None
    changes = []
    if new.first_post_id != old.first_post_id and event.post_id in {new.first_post_id, old.first_post_id}:
        changes.append(f"first was {new.channel}, not {old.channel}")
    if new.attribution != old.attribution and event.post_id == new.first_post_id:
        was, now = (names((each,)) if each else "nobody" for each in (old.attribution, new.attribution))
        changes.append(f"attributed to {now}, not {was}")
    return "; ".join(changes) or None


def _severity(rule: Rule, members: list[Entry], held: set[str]) -> Severity:
    """The gravest that one of the rule's posts (`held`) reaches."""
    reached = [
        level for level, worse in rule.worse.items() if any(post.post_id in held for post in _of(worse, members))
    ]
    return max((rule.severity, *reached), key=ORDER.__getitem__)


def _of(condition: Condition, members: list[Entry]) -> list[Entry]:
    return matching(condition, lambda post: holds((condition,), post), members)


def _mode(event: Entry, held: set[str], generation: str, old: Alert | None) -> AlertMode:
    """Of the post that raised it. A replay or backfill raises alerts but pages nobody, until a live post says the same."""
    if generation != "live":
        return "replay"
    # What a replay raised before it was switched to is like a backfill's; who was told of it before is not told again.
    if old and (old.mode in TOLD or event.post_id not in held or not event.live):
        return old.mode
    if event.post_id not in held:
        # Raised by a change elsewhere, e.g. by a post that joined two halves of a double claim.
        return ("late" if event.late else "live") if event.live else "backfill"
    if not event.live:
        return "backfill"
    return "late" if event.late else "live"


def _brands(posts: list[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for post in posts for id_ in (post.claim.brands if post.claim else post.brands)))


def _signals(posts: list[Entry]) -> tuple[str, ...]:
    said = {signal.name: signal.quote or signal.surface for post in posts for signal in post.signals}
    return tuple(f"{name.replace('_', ' ')}: {why}" if why else name.replace("_", " ") for name, why in said.items())
