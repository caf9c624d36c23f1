"""Counts and shares for reports. Standard library only: the web process imports this module."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

Z = 1.959963984540054
"""Normal quantile of a two-sided 95% interval."""
THRESHOLD = 5


@dataclass(frozen=True)
class Share:
    """`count` of `total`; `share`, `low`, `high` in 0…1, with the 95% interval of Wilson (1927)."""

    count: int
    total: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class HiddenTable:
    """Cells with the small ones replaced by None, and a Vietnamese note ('' when nothing was hidden)."""

    cells: dict[str, int | None]
    note: str


def share(count: int, total: int) -> Share:
    """The share of `count` in `total` with Wilson's interval; 0 … 1 when total is 0. ValueError unless 0 ≤ count ≤ total."""
    if not 0 <= count <= total:
        raise ValueError("Số đếm phải từ 0 đến tổng số.")
    if total == 0:
        return Share(0, 0, 0.0, 0.0, 1.0)
    p, shrink = count / total, 1 + Z * Z / total
    middle = (p + Z * Z / (2 * total)) / shrink
    reach = Z / shrink * math.sqrt(p * (1 - p) / total + Z * Z / (4 * total * total))
    return Share(count, total, p, max(0.0, middle - reach), min(1.0, middle + reach))


def shares(counts: Mapping[str, int]) -> dict[str, Share]:
    """The share of each cell in the sum of all."""
    total = sum(counts.values())
    return {name: share(count, total) for name, count in counts.items()}


def hide_small(cells: Mapping[str, int], threshold: int = THRESHOLD) -> HiddenTable:
    """Cells of 1 … threshold − 1 hidden (primary suppression): so few people could be recognised. 0 stays.

    When just one cell is hidden, whoever knows the total can work it out, so the smallest other one above 0 is hidden
    with it.
    """
    hidden = {name for name, count in cells.items() if 0 < count < threshold}
    rest = sorted((count, name) for name, count in cells.items() if count and name not in hidden)
    if len(hidden) == 1 and rest:
        hidden.add(rest[0][1])
    note = f"Ô ghi “–” được ẩn để không nhận ra người góp ý (dưới {threshold}, hoặc có thể suy ra ô dưới {threshold})."
    return HiddenTable(
        {name: None if name in hidden else count for name, count in cells.items()}, note if hidden else ""
    )
