"""What the demo shows: a live page on a terminal, plain lines elsewhere."""

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from rasd.demo.result import Result
from rasd.demo.seen import Seen
from rasd.shown import shown
from schemas.alerts import Alert
from schemas.messages import AnalysedPost, Story

COLOURS = {"critical": "bold red", "high": "red", "low": "yellow", "info": "cyan"}
STORIES_SHOWN = 6
ALERTS_SHOWN = 8


def findings(post: AnalysedPost) -> str:
    """What was found in a post, in a few words; every word is ours or an id of the registry."""
    parts = [f"{brand.id} ({brand.role})" for brand in {brand.id: brand for brand in post.brands}.values()]
    if post.tansiqiya.class_ != "none":
        parts.append(f"Tansiqiya {post.tansiqiya.class_}")
    if post.claim:
        parts.append(" ".join(filter(None, (post.claim.kind, post.claim.attack, *post.claim.areas))))
    if post.threat:
        parts.append(f"threat to {', '.join(post.threat.targets) or 'people'}")
    parts += [f"unknown group “{shown(candidate.surface, 40)}”" for candidate in post.candidates]
    if post.attribution:
        parts.append(f"→ {post.attribution.organisation} ({post.attribution.certainty})")
    return "; ".join(parts)


def page(seen: Seen) -> RenderableType:
    return Group(_counters(seen), _posts(seen), _stories(seen), _alerts(seen))


def _counters(seen: Seen) -> RenderableType:
    behind = " ".join(f"{group.removeprefix('rasd-')} {count}" for group, count in lag_by_group(seen).items())
    return Text.assemble(
        ("rasd demo", "bold"),
        f"  {seen.phase}\nposted {seen.posted}  collected {len(seen.collected)}  analysed {len(seen.analysed)}  "
        f"indexed {seen.indexed}  alerts {seen.alert_count}   lag: {behind or '…'}",
    )


def lag_by_group(seen: Seen) -> dict[str, int]:
    total: dict[str, int] = {}
    for each in seen.lags:
        total[each.group] = total.get(each.group, 0) + each.behind
    return total


def _posts(seen: Seen) -> RenderableType:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True, ratio=2)
    table.add_column(no_wrap=True, ratio=5)
    table.add_column(no_wrap=True, ratio=5)
    for post in seen.posts:
        found = findings(post)
        table.add_row(
            Text(shown(post.channel.title, 30), "blue"),
            Text(shown(post.text or "(no text)", 80)),
            Text(found or "nothing of interest", "" if found else "dim"),
        )
    return Panel(table, title="posts, and what was found in them", title_align="left")


def _stories(seen: Seen) -> RenderableType:
    table = Table.grid(padding=(0, 1), expand=True)
    for story in list(seen.statements.values())[-STORIES_SHOWN:]:
        table.add_row(Text(story_line(story, seen)))
    return Panel(table, title="stories: who broke them first", title_align="left")


def story_line(story: Story, seen: Seen) -> str:
    """Who said it first and who followed after how long."""
    members = sorted(story.members, key=lambda member: member.rank)
    first, *others = [
        (shown(seen.titles.get(member.post_id, member.channel), 30), member.lag_s) for member in members[:4]
    ]
    more = len(members) - 4
    followed = ", ".join(f"{title} +{lag:.0f} s" for title, lag in others) + (f" and {more} more" if more > 0 else "")
    about = ", ".join((*story.brands, *story.areas)) or "unnamed"
    breaking = "first" if story.first_is_safe else "first that we saw"
    return f"{members[0].date[:10]} {story.kind} ({about}): {first[0]} {breaking}; then {followed}"


def _alerts(seen: Seen) -> RenderableType:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True, width=8)
    table.add_column(no_wrap=True, ratio=4)
    table.add_column(no_wrap=True, ratio=6)
    table.add_column(no_wrap=True, width=8, justify="right")
    for alert, latency in list(seen.alerts)[-ALERTS_SHOWN:]:
        table.add_row(
            Text(alert.severity, COLOURS[alert.severity]),
            Text(shown(alert.title, 80)),
            Text(shown("; ".join(alert.reasons), 160), "dim"),
            Text("" if latency is None else f"{1000 * latency:.0f} ms"),
        )
    return Panel(table, title="alerts as they reached their target, with their reasons", title_align="left")


def alert_line(alert: Alert, latency_s: float | None) -> str:
    """An alert on one plain line, for output that is no terminal."""
    after = "" if latency_s is None else f" after {1000 * latency_s:.0f} ms"
    reasons = shown("; ".join(alert.reasons), 160)
    return f"alert{after}: [{alert.severity}] {shown(alert.title, 100)}{f' ({reasons})' if reasons else ''}"


def summary(result: Result, seen: Seen, *, posts_file: str, logs: str, left_running: bool) -> str:
    """What happened, and the commands to try next."""
    counts = (result.posted, result.collected, result.analysed, result.indexed, result.lost)
    speed = (
        ""
        if result.p50_ms is None
        else f": half within {result.p50_ms:.0f} ms, 99 % within {result.p99_ms:.0f} ms of the post that made them"
    )
    rows = [
        "",
        "posted {}, collected {}, analysed {}, indexed {}; lost {}".format(*counts),
        f"{result.alerts} alerts reached their target{speed}",
    ]
    stories = [story for story in seen.statements.values() if story.kind == "statement"]
    rows += ["", "Statements and who broke them first:"] if stories else []
    rows += [f"  {story_line(story, seen)}" for story in stories[-STORIES_SHOWN:]]
    rows += [
        "",
        "Try next:",
        f"  rasd analyze {posts_file} | head -1        what rasd reads in a post, with its reasons",
    ]
    if left_running:
        rows.append("  rasd status                                  what stands in your Kafka and Elasticsearch now")
    else:
        rows += [
            "  rasd stack up                                a Kafka and an Elasticsearch of your own",
            f"  rasd topics create && rasd index create && rasd import {posts_file} && rasd work --until-idle",
            "  rasd status                                  what stands in them now",
        ]
    rows += [f"Logs of this run: {logs}"]
    return "\n".join(rows)
