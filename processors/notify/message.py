"""An alert as text for people. What comes from a post is hostile: nothing of it is obeyed by a terminal, a page or a chat."""

import unicodedata
from typing import Final

from schemas.messages import Alert

LONGEST_TITLE, LONGEST_LINE = 160, 600
REASONS: Final = 6
# A zero-width space after these keeps a chat from making a link or a mention of a hostile text.
DEFUSED: Final = str.maketrans({".": ".\u2060", "@": "@\u2060", "/": "/\u2060"})
HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def plain(text: str, longest: int) -> str:
    """One line without control, direction or invisible characters."""
    clean = "".join(
        " " if character.isspace() else character
        for character in text[: 4 * longest]
        if character.isspace() or character == "\u200c" or unicodedata.category(character) not in HIDDEN
    )
    line = " ".join(clean.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def title(alert: Alert) -> str:
    late = " (late)" if alert.mode == "late" else ""
    return f"[{alert.severity}]{late} {plain(alert.title, LONGEST_TITLE)}"


def body(alert: Alert) -> str:
    """Reasons, then the post's own words with their links made dead, then where it stands."""
    lines = [f"- {plain(reason, LONGEST_LINE).translate(DEFUSED)}" for reason in alert.reasons[:REASONS]]
    if alert.text:
        lines.append(f"“{plain(alert.text, LONGEST_LINE).translate(DEFUSED)}”")
    channel = plain(alert.channel or "an unknown channel", 80)
    lines.append(f"first seen {alert.first_seen} in {channel}; posts: {', '.join(alert.post_ids[:5])}")
    lines.append(
        f"alert {alert.alert_id}, revision {alert.revision}, {alert.count} post{'s' if alert.count > 1 else ''}"
    )
    return "\n".join(lines)
