"""Many alerts as one message: itself an alert, so that every target can take it."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from processors.notify.alerts import ORDER
from schemas.alerts import Alert
from schemas.identity import digest

RULE: Final = "digest"
SHOWN: Final = 12
MOST_IDS: Final = 2_000


def digest_of(alerts: Sequence[Alert], why: str) -> Alert:
    """The most severe first; the same alerts give the same id. What only the posts say does not stand in it."""
    ordered = sorted(alerts, key=lambda alert: (-ORDER[alert.severity], alert.first_seen, alert.alert_id))
    rules = Counter(alert.rule for alert in ordered)
    posts = list(dict.fromkeys(id_ for alert in ordered for id_ in alert.post_ids))
    lines = [f"[{alert.severity}] {alert.title} ({alert.count} posts)" for alert in ordered[:SHOWN]]
    if len(ordered) > SHOWN:
        lines.append(f"and {len(ordered) - SHOWN} more: `rasd alerts list` has them all")
    return Alert(
        alert_id=digest("digest", sorted((alert.alert_id, alert.revision) for alert in ordered)),
        revision=1,
        rule=RULE,
        severity=ordered[0].severity,
        title=f"{len(ordered)} alerts together ({why}): "
        + ", ".join(f"{count} × {rule}" for rule, count in rules.most_common(4)),
        summary="; ".join(f"{rule}: {count}" for rule, count in rules.most_common()),
        reasons=tuple(lines),
        post_ids=tuple(posts[:MOST_IDS]),
        brands=tuple(sorted({brand for alert in ordered for brand in alert.brands})),
        areas=tuple(sorted({area for alert in ordered for area in alert.areas})),
        first_seen=min(alert.first_seen for alert in ordered),
        last_seen=max(alert.last_seen for alert in ordered),
        count=len(ordered),
        alert_ids=tuple(alert.alert_id for alert in ordered[:MOST_IDS]),
    )
