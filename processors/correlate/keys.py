"""What a post of interest can be found by among the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from processors.correlate.likeness import text_keys

if TYPE_CHECKING:
    from processors.correlate.memory import Entry


def channel_key(channel_id: int) -> str:
    """All posts of a channel stand under it; it links none."""
    return f"h:{channel_id}"


def keys_of(entry: Entry) -> tuple[str, ...]:
    """What a post can be found by. Two posts that share none are never linked."""
    keys = [f"o:{entry.origin}"] if entry.origin else []
    answered = entry.reply_to if entry.bare else None
    keys += [f"m:{each}" for each in (entry.address, entry.post_id, answered, *entry.mentions) if each]
    if entry.album:
        keys.append(f"g:{entry.album}")
    # Pictures that differ in at most seven of 64 bits share one of eight bytes.
    keys += [f"i{at}:{image >> (8 * at) & 255}" for image in entry.images for at in range(8)]
    for facts in entry.facts:
        keys += text_keys(facts.words)
        if facts.attack or facts.kind or facts.threatened is not None:
            keys += [f"b:{name}" for name in facts.names]
        if facts.attack and facts.kind != "warning":
            keys += [f"a:{area}" for area in (*facts.areas, *facts.places)]
        if facts.tansiqiya in {"statement", "relay"}:
            keys.append("s:")
        if facts.documents or facts.kind in {"claim", "eulogy"}:
            keys.append(f"d:{entry.channel_id}")
        keys += [f"n:{name}" for name in facts.names if len(facts.concepts) >= 3]
        keys += [f"p:{place}" for place in facts.places if len(facts.concepts) >= 5]
    return tuple(dict.fromkeys(keys))
