"""An alert as it travels: one a story and rule, changed in place."""

from __future__ import annotations

from typing import Literal

from schemas.messages import Message, Severity

AlertMode = Literal["live", "late", "backfill", "replay"]


class Timing(Message, frozen=True, kw_only=True):
    """When the post that made people be told passed each step; UTC."""

    posted: str | None = None
    seen: str | None = None
    analysed: str | None = None
    alerted: str | None = None


class Alert(Message, frozen=True, kw_only=True):
    """`channel`, `text`, `first_seen` and `first_post_id` are of the first post for which the rule holds."""

    schema: Literal["alert/1"] = "alert/1"
    alert_id: str
    revision: int = 0
    rule: str
    severity: Severity
    title: str
    summary: str
    reasons: tuple[str, ...] = ()
    story_id: str | None = None
    post_ids: tuple[str, ...] = ()
    channel: str | None = None
    text: str | None = None
    brands: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    first_seen: str
    last_seen: str
    count: int = 1
    mode: AlertMode = "live"
    first_post_id: str | None = None
    channels: tuple[str, ...] = ()
    lead_s: float | None = None
    """Seconds by which the first channel was ahead of the second; None while it is alone."""
    attribution: str | None = None
    private: bool = False
    """It may name threatened persons: its words leave this machine only on routes that say so."""
    runbook: str | None = None
    corrected: int = 0
    """How often a conclusion was corrected after people may have been told; `correction` says the last one."""
    correction: str | None = None
    withdrawn: str | None = None
    """Why the alert stands no more, e.g. another one says the same better."""
    superseded: bool = False
    """Withdrawn because it should never have been raised, as all posts together show; not because a post was edited."""
    timing: Timing | None = None
    alert_ids: tuple[str, ...] = ()
    """Of a digest: the alerts that it tells of."""
