"""Whether words of warning threaten."""

from typing import Final

from processors.analyse.cues import Reading, Span

DANGER: Final = 48  # characters behind "warns of" that say of what
AIMLESS: Final = 24


def is_a_threat(reading: Reading, span: Span) -> bool:
    """To warn of a thing is no threat unless the speaker would do it; studies, memories and weather are none."""
    floor, ceiling = reading.sentence(span[0])
    for one, other in reading.hits.get("warns_of", ()):
        if one <= span[0] < other and not reading.within(other, other + DANGER, "warned_of_us", "contractors"):
            return False
    if reading.within(floor, ceiling, "comment", "look_back", "sport", "weather"):
        return False
    if reading.within(max(floor, span[0] - AIMLESS), span[0], "not_claimed", "against_threats", "condemns"):
        return False
    if reading.within(floor, span[0], "denies", "we_deny"):
        return False
    return not reading.within(span[1], span[1] + AIMLESS, "no_people")
