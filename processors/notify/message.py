"""An alert as text for people. What comes from a post is hostile: nothing of it is obeyed by a terminal, a page or a chat."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

import msgspec

from processors.notify.english import lead
from schemas.alerts import Alert

LONGEST_TITLE, LONGEST_LINE, LONGEST_SUMMARY = 160, 600, 2_000
POST_ID: Final = re.compile(r"([0-9]{1,20}):([0-9]{1,20})")
REASONS: Final = 6
DIGEST_LINES: Final = 13
POSTS: Final = 5
# Arabic words may carry three; more on one letter would paint over the lines above and below.
MOST_MARKS: Final = 4
# Joins and parts letters inside a word, also in the names of organisations.
NON_JOINER: Final = "\u200c"
# Shown, because they would turn text around, move a cursor or end a line; other invisible characters are left out.
SHOWN: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
SHOWN_KINDS: Final = frozenset({"Cc", "Cs", "Co"})
LEFT_OUT: Final = frozenset({"Cf", "Cn"})
# Letters that chats and pages read as marks, as others that look like them.
MARKS: Final = str.maketrans({"<": "‹", ">": "›", "`": "ˋ", "*": "∗", "|": "｜", "~": "∼"})
# Links and mentions as analysts write them for each other: readable, dead.
LINK: Final = re.compile(r"(?<=\w)://")
HOST: Final = re.compile(r"(?<=\w)\.(?=[^\W\d_])")
MENTION: Final = re.compile(r"@(?=\w)")


def plain(text: str, longest: int) -> str:
    """One line of at most `longest` characters; control and direction characters as escapes, nothing invisible."""
    # Escapes are longer than what they show, and much may be left out: enough to fill the line, not all of a large text.
    line = " ".join("".join(_shown(text[: 8 * longest])).split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _shown(text: str) -> list[str]:
    shown: list[str] = []
    marks = 0
    for character in text:
        kind = unicodedata.category(character)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if marks > MOST_MARKS:
            continue
        if character in {"\n", "\r", "\t"} or kind == "Zs":
            shown.append(" ")
        elif kind in SHOWN_KINDS or character in SHOWN:
            shown.append(character.encode("unicode_escape").decode())
        elif kind not in LEFT_OUT or character == NON_JOINER:
            shown.append(character)
    return shown


def dead(text: str, longest: int) -> str:
    """`plain`, with its links, mentions and marks made dead."""
    line = plain(text, longest).translate(MARKS)
    return MENTION.sub("@\u2060", HOST.sub("[.]", LINK.sub("[:]//", line)))


def title(alert: Alert) -> str:
    late = " (late)" if alert.mode == "late" else ""
    corrected = " (corrected)" if alert.corrected else ""
    return f"[{alert.severity}]{late}{corrected} {dead(alert.title, LONGEST_TITLE)}"


def body(alert: Alert, kibana: str | None = None) -> str:
    """The line in English, reasons, the post's own words, where it stands, and where to look."""
    lines = [f"! {dead(alert.correction, LONGEST_LINE)}"] if alert.correction else []
    lines.append(dead(alert.summary, LONGEST_SUMMARY))
    lines += [
        f"- {dead(reason, LONGEST_LINE)}" for reason in alert.reasons[: DIGEST_LINES if alert.alert_ids else REASONS]
    ]
    if alert.text:
        # Isolated: right-to-left words may not reorder the line around them.
        lines.append(f"“\u2068{dead(alert.text, LONGEST_LINE)}\u2069”")
    channel = dead(alert.channel or "an unknown channel", 80)
    posts = ", ".join(dead(id_, 60) for id_ in alert.post_ids[:POSTS])
    if not alert.alert_ids:
        lines.append(f"first seen {dead(alert.first_seen, 40)} in \u2068{channel}\u2069{_lead(alert)}; posts: {posts}")
    if post := POST_ID.fullmatch(alert.first_post_id or ""):
        # Dead on purpose: one careless tap would show the channel who reads it.
        lines.append(f"post: t[.]me/c/{post[1]}/{post[2]}")
    if kibana and not alert.alert_ids:
        lines.append(f"look: {_in_kibana(kibana, alert)}")
    if alert.runbook:
        lines.append(f"to do: {dead(alert.runbook, LONGEST_LINE)}")
    lines.append(
        f"alert {dead(alert.alert_id, 80)}, revision {alert.revision}, {alert.count} post{'' if alert.count == 1 else 's'}"
    )
    return "\n".join(lines)


def _lead(alert: Alert) -> str:
    return f", {lead(alert.lead_s)} before the next channel" if alert.lead_s is not None else ""


def _in_kibana(kibana: str, alert: Alert) -> str:
    """A search for the alert's story; only ids that rasd computed stand in it."""
    story = "".join(character for character in alert.story_id or "" if character.isalnum())
    asked = f"cluster.id:{story}" if story else f"post_id:{alert.first_post_id}" if _is_post(alert) else "*"
    return f"{kibana.rstrip('/')}/app/discover#/?_a=(query:(language:kuery,query:'{quote(asked)}'))"


def _is_post(alert: Alert) -> bool:
    return POST_ID.fullmatch(alert.first_post_id or "") is not None


def redacted(alert: Alert) -> Alert:
    """Without the post's own words, which may name a person that somebody wants dead."""
    if not alert.private:
        return alert
    return msgspec.structs.replace(
        alert,
        text=None,
        reasons=(*alert.reasons[:1], "the text stays on rasd's machine: it may name a threatened person"),
        channels=(),
    )
