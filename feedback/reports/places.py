"""Places of a table, small ones merged so that nobody can be told by his place.

A place is shown alone when at least `smallest` sendings and as many opinions came from it. The others are merged into
one row. Where that row would still be small, or a single place whose figure the total gives away, the smallest of the
places shown is merged too (secondary suppression).
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from analysis.tables import hide_small
from feedback.reports.material import Material
from feedback.reports.wording import NO_PLACE, number


@dataclass(frozen=True)
class Group:
    """One row of the table: its name and the units it counts; None stands for 'no place told'."""

    name: str
    units: tuple[int | None, ...]

    @cached_property
    def members(self) -> frozenset[int | None]:
        """The units as a set."""
        return frozenset(self.units)


def groups(material: Material, smallest: int) -> list[Group]:
    """The rows: places shown alone in the order of their names, then the merged ones, then 'no place told'."""
    opinions = Counter(said.unit_id for said in material.opinions)
    sendings = Counter(sent.unit_id for sent in material.sendings)
    sizes = {unit: min(sendings[unit], opinions[unit]) for unit in material.places}
    merged = merge(sizes, smallest)
    rows = [Group(name, (unit,)) for unit, name in material.places.items() if unit not in merged]
    if merged:
        rows.append(Group(f"Các địa bàn khác ({number(len(merged))} nơi)", tuple(sorted(merged))))
    if sendings[None]:
        rows.append(Group(NO_PLACE, (None,)))
    return rows


def merge(sizes: dict[int, int], smallest: int) -> frozenset[int]:
    """Which units to merge, given how many each has."""
    cells = hide_small({str(unit): size for unit, size in sizes.items()}, smallest).cells
    by_size = sorted(sizes, key=lambda unit: (sizes[unit], unit))
    merged = [unit for unit in by_size if not cells[str(unit)]]
    shown = [unit for unit in by_size if cells[str(unit)]]
    while merged and shown and (len(merged) == 1 or sum(sizes[unit] for unit in merged) < smallest):
        merged.append(shown.pop(0))
    return frozenset(merged)
