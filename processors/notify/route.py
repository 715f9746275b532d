"""Which target gets which alert: pure."""

from collections.abc import Mapping
from typing import Final

from schemas.messages import Alert, Severity

ORDER: Final[dict[Severity, int]] = {"info": 0, "low": 1, "high": 2, "critical": 3}
# Posts of a backfill, an import or a replay are old news: their alerts are kept, and page nobody.
NOTIFIED: Final = frozenset({"live", "late"})


def to_send(alert: Alert, target: str, sent: Mapping[tuple[str, str], Severity]) -> bool:
    """Once per alert and target, and again only when it has become more severe."""
    if alert.mode not in NOTIFIED:
        return False
    before = sent.get((alert.alert_id, target))
    return before is None or ORDER[alert.severity] > ORDER[before]
