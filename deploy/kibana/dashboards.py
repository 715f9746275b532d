"""Four dashboards: on call, statements, façades and areas, the collection's health."""

from typing import Final

from deploy.kibana.charts import COUNT, number, of, over, over_time, table, terms
from deploy.kibana.objects import Chart, Dashboard, Map, Note, Panel
from deploy.kibana.sessions import (
    ALERTS,
    ALL_ALERTS,
    CANDIDATES,
    CLAIMS,
    COVERAGE,
    DENIALS,
    DOUBLE_CLAIMS,
    FIRST_STATEMENTS,
    GAPS,
    POSTS,
    REVISIONS,
    SPREAD,
    STORIES,
    TAKEN_DOWN,
    THREATS,
    UNATTRIBUTED,
)

CLAIMED: Final = "claim.kind:claim"
FIRST: Final = "cluster.rank:1"

ON_CALL: Final = Dashboard(
    "rasd-on-call",
    "rasd · On call",
    "What happened since yesterday that somebody must look at.",
    (
        (
            8,
            (
                number("claims-number", "Claims", POSTS, f"{CLAIMED} AND {FIRST}"),
                number("threats-number", "Threats", POSTS, THREATS.query),
                number("statements-number", "Statements", POSTS, FIRST_STATEMENTS.query),
                number("taken-down-number", "Taken down", POSTS, TAKEN_DOWN.query),
            ),
        ),
        (
            12,
            (
                over_time(
                    "alerts-over-time",
                    "Alerts by severity",
                    ALERTS,
                    over("last_seen"),
                    terms("severity", "group", "Severity"),
                ),
                table("alerts-by-rule", "Alerts by rule", ALERTS, COUNT, terms("rule", "bucket", "Rule")),
            ),
        ),
        (16, (ALL_ALERTS,)),
        (16, (THREATS, CANDIDATES)),
        (16, (DOUBLE_CLAIMS, TAKEN_DOWN)),
    ),
    since="now-24h",
)
STATEMENTS: Final = Dashboard(
    "rasd-statements",
    "rasd · Statements and their spread",
    "Who publishes the Tansiqiya's statements first, who follows, and how fast.",
    (
        (
            12,
            (
                over_time(
                    "statements-over-time",
                    "Statements and relays",
                    POSTS,
                    over("date"),
                    terms("tansiqiya.class", "group", "Class"),
                    query=SPREAD.query,
                ),
                table(
                    "who-is-first",
                    "Who is first with statements",
                    POSTS,
                    COUNT,
                    terms("channel.username", "bucket", "Channel"),
                    query=FIRST_STATEMENTS.query,
                ),
            ),
        ),
        (
            14,
            (
                table(
                    "lag-by-channel",
                    "How far behind each channel is (seconds)",
                    POSTS,
                    COUNT,
                    of("median", "cluster.lag_s", "Median lag", percents=[50]),
                    of("min", "cluster.lag_s", "Shortest lag"),
                    terms("channel.username", "bucket", "Channel", 25),
                    query=f"{SPREAD.query} AND _exists_:cluster.id",
                ),
                table(
                    "largest-stories",
                    "Statements by posts and channels",
                    POSTS,
                    COUNT,
                    of("cardinality", "channel.id", "Channels"),
                    of("min", "date", "First seen"),
                    terms("cluster.id", "bucket", "Story", 25),
                    query=SPREAD.query,
                ),
                table("stories-by-kind", "All stories by kind", STORIES, COUNT, terms("kind", "bucket", "Kind")),
            ),
        ),
        (18, (FIRST_STATEMENTS,)),
        (18, (SPREAD,)),
    ),
    since="now-90d",
)
FACADES: Final = Dashboard(
    "rasd-facades",
    "rasd · Façades and areas",
    "Who claims where: the committees' areas against the façades' names.",
    (
        (
            20,
            (
                Map("rasd-claims-map", "Claims on the map", POSTS, "places.location", CLAIMED),
                Chart(
                    "rasd-committee-heat",
                    "Committees and façades",
                    POSTS,
                    "heatmap",
                    (
                        COUNT,
                        terms("places.committee", "segment", "Committee", 10),
                        terms("claim.brands", "group", "Façade", 25),
                    ),
                    CLAIMED,
                ),
            ),
        ),
        (
            14,
            (
                over_time(
                    "claims-over-time",
                    "Claims by façade over time",
                    POSTS,
                    over("date"),
                    terms("claim.brands", "group", "Façade", 12),
                    query=f"{CLAIMED} AND {FIRST}",
                ),
                over_time(
                    "claims-over-time-by-area",
                    "Claims by area over time",
                    POSTS,
                    over("date"),
                    terms("claim.areas", "group", "Area", 12),
                    query=f"{CLAIMED} AND {FIRST}",
                ),
            ),
        ),
        (
            16,
            (
                Chart(
                    "rasd-area-heat",
                    "Areas and weapons",
                    POSTS,
                    "heatmap",
                    (
                        COUNT,
                        terms("claim.areas", "segment", "Area", 15),
                        terms("claim.attack", "group", "Weapon", 10),
                    ),
                    CLAIMED,
                ),
                table(
                    "attribution",
                    "To whom claims are attributed",
                    POSTS,
                    COUNT,
                    terms("attribution.organisation", "bucket", "Organisation"),
                    terms("attribution.certainty", "bucket", "Certainty", 5),
                    query=CLAIMED,
                ),
                table(
                    "disguises",
                    "Who hides a name",
                    POSTS,
                    COUNT,
                    terms("disguised_brands", "bucket", "Organisation"),
                    terms("channel.username", "bucket", "Channel"),
                    query="_exists_:disguised_brands",
                ),
            ),
        ),
        (18, (CLAIMS,)),
        (16, (UNATTRIBUTED, DENIALS)),
    ),
    since="now-1y",
)
HEALTH: Final = Dashboard(
    "rasd-health",
    "rasd · Health of the collection",
    "Whether we see what we think we see.",
    (
        (
            6,
            (
                Note(
                    "rasd-health-note",
                    "How to read this",
                    "A channel without posts may be silent, or we may be blind: look at the gaps. Lag and dead letters are not "
                    "here but in `rasd status` and `rasd dead list`, which also work when Elasticsearch does not.",
                ),
            ),
        ),
        (
            14,
            (
                over_time(
                    "posts-by-mode",
                    "Posts by how they came",
                    POSTS,
                    over("date"),
                    terms("collected.mode", "group", "Mode", 5),
                ),
                table(
                    "channels-newest",
                    "Channels: posts, newest post, newest sight",
                    POSTS,
                    COUNT,
                    of("max", "date", "Newest post"),
                    of("max", "collected.at", "Last collected"),
                    terms("channel.username", "bucket", "Channel", 50),
                ),
            ),
        ),
        (
            14,
            (
                over_time(
                    "gaps-over-time",
                    "Gaps by reason",
                    COVERAGE,
                    over("at"),
                    terms("reason", "group", "Reason"),
                    query=GAPS.query,
                ),
                table(
                    "coverage-by-channel",
                    "Coverage records by channel",
                    COVERAGE,
                    COUNT,
                    terms("channel_id", "bucket", "Channel", 50),
                    terms("kind", "bucket", "Kind", 5),
                ),
                over_time("edits-over-time", "Versions that were replaced", REVISIONS, over("date")),
            ),
        ),
        (16, (GAPS,)),
    ),
)
DASHBOARDS: Final = (ON_CALL, STATEMENTS, FACADES, HEALTH)


def panels() -> tuple[Panel, ...]:
    """Every panel of a dashboard, once."""
    return tuple({panel.id: panel for each in DASHBOARDS for _, row in each.rows for panel in row}.values())
