"""A post that was found, as lines for a terminal: right-to-left text stays in its place, nothing hidden acts. Pure."""

import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from processors.index.reader import Hit
from rasd.asked import in_baghdad
from rasd.shown import UNSAFE

# The first strong isolate: a text of any direction can't move what stands around it.
ISOLATE, POP = "\u2068", "\u2069"
EXCERPT: Final = 280
# Invisible, but part of the spelling of Persian and of emoji: shown as they are.
JOINERS: Final = frozenset({"\u200c", "\u200d"})


@dataclass(frozen=True)
class Style:
    """How words that answer the question are marked: by the terminal's bold, or by brackets in a file."""

    on: str
    off: str
    dim: str = ""
    plain: str = ""


TERMINAL: Final = Style("\x1b[1;33m", "\x1b[0m", "\x1b[2m", "\x1b[0m")
FILE: Final = Style("«", "»")


def lines_of(hit: Hit, style: Style, *, full: bool = False) -> list[str]:
    """When and where, what is known of it, its text, and its address."""
    post = hit.source
    channel = post.get("channel") or {}
    name = f"@{channel['username']}" if channel.get("username") else str(channel.get("id", "?"))
    title = isolated(channel.get("title") or "")
    head = f"{in_baghdad(str(post.get('date', '')))}  {visible(name)}  {title}".rstrip()
    made = [head]
    if facts := _facts(post):
        made.append(f"  {style.dim}{facts}{style.plain}")
    text = post.get("text")
    made.append(f"  {_text(text, hit.spans, style, full=full)}" if text else f"  {style.dim}(no text){style.plain}")
    made.append(f"  {visible(str(post.get('link') or post.get('post_id', '')))}")
    return made


def _facts(post: dict[str, Any]) -> str:
    parts: list[str] = []
    if post.get("deleted"):
        parts.append(f"TAKEN DOWN (seen {in_baghdad(str(post.get('deleted_seen_at') or ''))})")
    roles: dict[str, None] = dict.fromkeys(post.get("brand_roles") or ())
    hidden = set(post.get("disguised_brands") or ())
    parts += [f"{each}{' (disguised)' if each.partition(':')[0] in hidden else ''}" for each in roles]
    if claim := post.get("claim"):
        where = ", ".join(claim.get("areas") or ())
        parts.append(" ".join(filter(None, (str(claim.get("kind")), claim.get("attack"), where and f"at {where}"))))
    tansiqiya = (post.get("tansiqiya") or {}).get("class", "none")
    if tansiqiya != "none":
        parts.append(f"tansiqiya {tansiqiya}")
    if threat := post.get("threat"):
        parts.append(f"threat to {', '.join(threat.get('targets') or ('?',))}")
    parts += [f"unknown group {isolated(each.get('surface', ''))}" for each in post.get("candidates") or ()]
    if attribution := post.get("attribution"):
        parts.append(f"attributed to {attribution.get('organisation')} ({attribution.get('certainty')})")
    if cluster := post.get("cluster"):
        parts.append(_rank(cluster))
    return " · ".join(part if ISOLATE in part else visible(part) for part in parts)


def _rank(cluster: dict[str, Any]) -> str:
    story = cluster.get("id")
    if cluster.get("rank") == 1:
        safe = "" if cluster.get("first_is_safe", True) else ", perhaps not: a gap before it"
        return f"first of story {story}{safe}"
    return f"no. {cluster.get('rank')} of story {story}, {float(cluster.get('lag_s') or 0):,.0f} s after the first"


def _text(text: str, spans: tuple[tuple[int, int], ...], style: Style, *, full: bool) -> str:
    start, end = (0, len(text)) if full else _window(text, spans)
    out = [] if start == 0 else ["…"]
    place = start
    for first, last in spans:
        first, last = max(first, start), min(last, end)  # noqa: PLW2901  # cut to what is shown
        if first < last:
            out += [visible(text[place:first]), style.on, visible(text[first:last]), style.off]
            place = last
    out.append(visible(text[place:end]))
    if end < len(text):
        out.append("…")
    return f"{ISOLATE}{''.join(out)}{POP}"


def _window(text: str, spans: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """What is shown of a long text: around the first mark."""
    first = spans[0][0] if spans else 0
    start = 0 if first < EXCERPT // 2 or len(text) <= EXCERPT else first - EXCERPT // 3
    return start, min(len(text), start + EXCERPT)


def isolated(text: str) -> str:
    return f"{ISOLATE}{visible(text)}{POP}" if text else ""


def visible(text: str) -> str:
    """One line: what shows nothing or turns the writing around is named, `‹U+202E›`, instead of obeyed."""
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in JOINERS:
        return character
    if character in "\n\r\u2028\u2029\x85\x0b\x0c":
        return " ⏎ "
    if character.isspace():
        return " "
    return f"‹U+{ord(character):04X}›" if unicodedata.category(character) in UNSAFE else character
