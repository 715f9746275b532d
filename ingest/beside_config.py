"""What runs beside collecting."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BesideConfig:
    """`media_command` starts the process that fetches media; None: none is started."""

    evidence_every_s: float = 300.0
    tsa: str | None = None
    media_command: tuple[str, ...] | None = None
    take_every_s: float = 1.0
    first_signature_s: float = 10.0
    """So soon after the start, so that the posts of a short run have a signed root too."""
