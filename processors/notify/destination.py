"""A target on a route, and the patience with which an alert is brought to it."""

from dataclasses import dataclass
from typing import Final

import stamina
import structlog

from processors.notify.message import redacted
from processors.notify.routes import Route
from processors.notify.send import Target
from processors.notify.wrong import TargetError
from schemas.alerts import Alert

log = structlog.get_logger()

# A target that is away is asked again for this long; then the alert is recorded as not delivered, and parked.
PATIENCE_S: Final = 600.0
LONGEST_PAUSE_S: Final = 30.0


@dataclass(frozen=True)
class Destination:
    """`name` is the target's, with the route's before it where a file gives routes names."""

    name: str
    target: Target
    route: Route


async def deliver_to(place: Destination, alert: Alert, patience_s: float = PATIENCE_S) -> str | None:
    """None when the target took it, else why it did not. Words that may name a threatened person stay here."""
    shown = alert if place.target.local or place.route.private else redacted(alert)
    try:
        async for attempt in stamina.retry_context(
            on=TargetError,
            attempts=None,
            timeout=patience_s,
            wait_initial=0.2,
            wait_jitter=0.2,
            wait_max=LONGEST_PAUSE_S,
        ):
            with attempt:
                await place.target.send(shown)
    except TargetError as error:
        log.error(  # noqa: TRY400  # the reason is a sentence; a traceback would hide it
            "an alert was not delivered", target=place.name, alert=alert.alert_id, reason=str(error)
        )
        return str(error)
    return None
