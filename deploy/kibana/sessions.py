"""The questions of the article as Discover sessions, over data views of our aliases."""

from typing import Final

from deploy.kibana.objects import Session, View

POSTS: Final = View("rasd-posts", "posts", "Posts", "date")
REVISIONS: Final = View("rasd-posts-revisions", "posts-revisions", "Earlier versions of posts", "date")
STORIES: Final = View("rasd-stories", "stories", "Stories", None)
ALERTS: Final = View("rasd-alerts", "alerts", "Alerts", "last_seen")
COVERAGE: Final = View("rasd-coverage", "coverage", "Coverage of channels", "at")
VIEWS: Final = (POSTS, REVISIONS, STORIES, ALERTS, COVERAGE)

WHO: Final = ("channel.title", "text")
NEWEST: Final = ("date", "desc")

FIRST_STATEMENTS: Final = Session(
    "rasd-who-broke-each-statement",
    "Who broke each statement of the Tansiqiya",
    "The first post of each statement that we saw, be it the text or the news of it. Unsafe: a gap lies before.",
    POSTS,
    "tansiqiya.class:(statement OR relay) AND cluster.rank:1",
    (*WHO, "tansiqiya.class", "cluster.id", "cluster.first_is_safe"),
    NEWEST,
)
SPREAD: Final = Session(
    "rasd-spread-of-statements",
    "How statements spread",
    "Every post of a statement or a relay of one, with its place and its lag. Filter by cluster.id for one statement.",
    POSTS,
    "tansiqiya.class:(statement OR relay)",
    ("cluster.id", "cluster.rank", "cluster.lag_s", *WHO),
    NEWEST,
)
CLAIMS: Final = Session(
    "rasd-claims-by-facade-and-area",
    "Claims by façade and area",
    "Claims of attacks: whose name, which weapon, where, and to whom we attribute it.",
    POSTS,
    "claim.kind:claim",
    ("claim.brands", "claim.attack", "claim.areas", "claim.targets", "attribution.organisation", *WHO),
    NEWEST,
)
TAKEN_DOWN: Final = Session(
    "rasd-taken-down",
    "Posts that were taken down",
    "What is gone from Telegram, with its last text and when we saw that it was gone.",
    POSTS,
    "deleted:true",
    ("deleted_seen_at", "brands.id", "claim.kind", *WHO),
    NEWEST,
)
CANDIDATES: Final = Session(
    "rasd-candidate-organisations",
    "Names that may be new organisations",
    "Self-styled groups that the registry does not know: a new façade begins here.",
    POSTS,
    "_exists_:candidates.surface",
    ("candidates.surface", "claim.kind", "claim.areas", *WHO),
    NEWEST,
)
THREATS: Final = Session(
    "rasd-threats",
    "Threats against people",
    "Posts that make or pass on a threat because of somebody's work or politics.",
    POSTS,
    "_exists_:threat.targets OR _exists_:threat.reasons.name",
    ("threat.targets", "brands.id", *WHO),
    NEWEST,
)
FIRST_DAY: Final = Session(
    "rasd-a-channels-first-day",
    "A channel's first day",
    "The first 25 messages of each channel, oldest first: filter by channel.username. What a façade says before it is known.",
    POSTS,
    "message_id:[1 TO 25]",
    ("channel.username", "channel.created", "message_id", "brands.id", *WHO),
    ("date", "asc"),
)
DISGUISED: Final = Session(
    "rasd-disguised-names",
    "Names written to escape a search",
    "Spread out, run together, with foreign letters: who hides which name.",
    POSTS,
    "_exists_:disguised_brands",
    ("disguised_brands", "brands.surface", *WHO),
    NEWEST,
)
DOUBLE_CLAIMS: Final = Session(
    "rasd-double-claims",
    "Attacks that two façades claim",
    "One attack, more than one name: a quarrel, or one cell behind two façades.",
    ALERTS,
    "rule:double_claim",
    ("severity", "brands", "areas", "title", "post_ids"),
    ("last_seen", "desc"),
)
FIRSTS: Final = Session(
    "rasd-first-to-break",
    "Posts that were first, for certain",
    "First of their story, and no gap in what we watched before them.",
    POSTS,
    "cluster.rank:1 AND cluster.first_is_safe:true AND _exists_:claim.kind",
    ("cluster.id", "claim.kind", "claim.brands", *WHO),
    NEWEST,
)
UNSAFE_FIRSTS: Final = Session(
    "rasd-first-but-a-gap-before",
    "Posts that were perhaps not first",
    "First of their story as far as we saw, but we did not watch without a gap before them.",
    POSTS,
    "cluster.rank:1 AND cluster.first_is_safe:false",
    ("cluster.id", *WHO),
    NEWEST,
)
DENIALS: Final = Session(
    "rasd-denials",
    "Denials",
    "An organisation says that it was not its own: often the first sign of who it was.",
    POSTS,
    "claim.kind:denial",
    ("claim.brands", "claim.attack", "claim.areas", *WHO),
    NEWEST,
)
WARNINGS: Final = Session(
    "rasd-warnings",
    "Warnings in an organisation's name",
    "Announced attacks and ultimatums.",
    POSTS,
    "claim.kind:warning",
    ("claim.brands", "claim.targets", *WHO),
    NEWEST,
)
EULOGIES: Final = Session(
    "rasd-eulogies",
    "Attacks that are blessed but not claimed",
    "Who celebrates without saying “we did”.",
    POSTS,
    "claim.kind:eulogy",
    ("claim.brands", "claim.areas", *WHO),
    NEWEST,
)
UNATTRIBUTED: Final = Session(
    "rasd-claims-without-attribution",
    "Claims that we attribute to nobody",
    "With the reason: façades of several operators, a contested area, a name that is not in the registry.",
    POSTS,
    "claim.kind:(claim OR eulogy) AND NOT _exists_:attribution.organisation",
    ("attribution_note", "claim.brands", "claim.areas", *WHO),
    NEWEST,
)
EARLIER: Final = Session(
    "rasd-earlier-versions",
    "What edited posts said before",
    "Every version that was replaced by an edit, or was the last before the post was taken down.",
    REVISIONS,
    "_exists_:text",
    ("version", "edit_date", "brands.id", *WHO),
    NEWEST,
)
SAME_MEDIA: Final = Session(
    "rasd-media",
    "Posts with pictures or films",
    "Filter by media.sha256 to see where else the same file was posted.",
    POSTS,
    "_exists_:media.kind",
    ("media.kind", "media.sha256", *WHO),
    NEWEST,
)
GAPS: Final = Session(
    "rasd-coverage-gaps",
    "Gaps in what we watched",
    "Channels, from when to when we did not see them, and why: no first inside one is safe.",
    COVERAGE,
    "kind:gap",
    ("channel_id", "start", "end", "reason", "by"),
    ("at", "desc"),
)
ALL_ALERTS: Final = Session(
    "rasd-alerts-newest",
    "Alerts that page somebody",
    "High and critical, newest first.",
    ALERTS,
    "severity:(high OR critical)",
    ("severity", "rule", "title", "summary", "count", "mode"),
    ("last_seen", "desc"),
)
SESSIONS: Final = (
    FIRST_STATEMENTS,
    SPREAD,
    CLAIMS,
    TAKEN_DOWN,
    CANDIDATES,
    THREATS,
    FIRST_DAY,
    DISGUISED,
    DOUBLE_CLAIMS,
    FIRSTS,
    UNSAFE_FIRSTS,
    DENIALS,
    WARNINGS,
    EULOGIES,
    UNATTRIBUTED,
    EARLIER,
    SAME_MEDIA,
    GAPS,
    ALL_ALERTS,
)
