"""How sure a figure is: Wilson's interval for shares, a bootstrap over posts for F1."""

import math
import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Final, TypeVar

Z: Final = 1.959964  # 95 %
RESAMPLES: Final = 500
SEED: Final = 1  # the same file gives the same interval

T = TypeVar("T", bound=Hashable)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share; of nothing, nothing is known."""
    if of == 0:
        return 0.0, 1.0
    share = hits / of
    middle = share + Z * Z / (2 * of)
    reach = Z * math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    scale = 1 + Z * Z / of
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def bootstrap(units: Sequence[T], figure: Callable[[Counter[T]], float]) -> tuple[float, float]:
    """The 95 % percentile interval of a figure when units (posts) are drawn again with replacement."""
    if not units:
        return 0.0, 1.0
    draw = random.Random(SEED)  # noqa: S311  (nothing secret: resampling)
    figures = sorted(figure(Counter(draw.choices(units, k=len(units)))) for _ in range(RESAMPLES))
    return figures[int(0.025 * RESAMPLES)], figures[int(0.975 * RESAMPLES) - 1]
