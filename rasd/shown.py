"""Post text made safe to show: sources are hostile, and a terminal obeys control characters."""

import unicodedata

# Explicit directional controls can turn the rest of a line around (CVE-2021-42574); format characters hide text.
UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
KEPT = frozenset({"\u200c", "\u200d"})  # joiners that Persian and some emoji need


def shown(text: str, longest: int = 200) -> str:
    """One line of at most `longest` characters: control, format and unassigned characters become spaces or vanish."""
    # Cutting first keeps a hostile megabyte cheap; four times leaves room for what vanishes.
    cut = text[: 4 * longest]
    clean = "".join(
        " " if character.isspace() else character
        for character in cut
        if character in KEPT or character.isspace() or unicodedata.category(character) not in UNSAFE
    )
    line = " ".join(clean.split())
    return line if len(line) <= longest and len(cut) == len(text) else f"{line[: longest - 1]}…"
