"""How fast one account may ask: a token bucket a method, below Telegram's own limits, and the waits that it was told."""

from dataclasses import dataclass, field
from typing import Final

BURST_S: Final = 25.0  # a bucket holds what this many seconds bring: a start reads all channels at once
LEAST_BURST: Final = 5.0
# After a flood wait the method goes on at half its pace, and comes back to it within about an hour.
SLOWED: Final = 0.5
RECOVERY_A_S: Final = 1 / 3600
LOWEST: Final = 1 / 16
# Background work leaves this much of the bucket to what is urgent.
RESERVED: Final = 0.5


@dataclass
class Bucket:
    """Tokens of one method. Times are seconds of a clock that never goes back."""

    rate: float
    at: float
    tokens: float = field(init=False)
    factor: float = 1.0
    until: float = 0.0
    """Telegram asked for silence until then."""

    def __post_init__(self) -> None:
        self.tokens = self.size

    @property
    def size(self) -> float:
        return max(LEAST_BURST, self.rate * BURST_S)

    def wait(self, now: float, *, urgent: bool) -> float:
        """Seconds until a request may go out; 0 if it may now."""
        self._fill(now)
        needed = 1.0 if urgent else max(1.0, self.size * RESERVED)
        short = max(0.0, needed - self.tokens) / (self.rate * self.factor)
        return max(self.until - now, short, 0.0)

    def take(self, now: float) -> None:
        self._fill(now)
        self.tokens -= 1

    def flooded(self, now: float, seconds: float) -> None:
        """Telegram's word is kept to the second, and a little longer."""
        self._fill(now)
        self.until = max(self.until, now + seconds + 0.5)
        self.tokens = min(self.tokens, 1.0)
        self.factor = max(LOWEST, self.factor * SLOWED)

    def _fill(self, now: float) -> None:
        passed = max(0.0, now - self.at)
        self.at = max(self.at, now)
        self.tokens = min(self.size, self.tokens + passed * self.rate * self.factor)
        self.factor = min(1.0, self.factor + passed * RECOVERY_A_S)


class Limits:
    """The buckets of one account."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._buckets: dict[str, Bucket] = {}

    def bucket(self, method: str, now: float) -> Bucket:
        if method not in self._buckets:
            self._buckets[method] = Bucket(self._rate, now)
        return self._buckets[method]

    def wait(self, method: str, now: float, *, urgent: bool) -> float:
        return self.bucket(method, now).wait(now, urgent=urgent)

    def flood_s(self, method: str, now: float) -> float:
        """What is left of a wait that Telegram asked for."""
        return max(0.0, self.bucket(method, now).until - now)

    def floods(self, now: float) -> dict[str, float]:
        return {name: bucket.until - now for name, bucket in self._buckets.items() if bucket.until > now}
