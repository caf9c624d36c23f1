"""Ruled tables of a page: a grid of straight lines with at least two columns, read row by row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from surveys.drafts.pdf_page import Box, Printed, Run, around
from surveys.drafts.pdf_segments import segments

_NEAR = 3.0
_LAYOUT_COLUMNS = 2
_LAYOUT_ROWS = 3
_MOST_RULES = 4_000


@dataclass
class Table:
    """A grid: the edges of its columns from left to right, of its rows from the top down, and what stands in it."""

    box: Box
    columns: list[float]
    rows: list[float]
    cells: dict[tuple[int, int], list[Run]] = field(default_factory=dict)

    def holds(self, box: Box) -> bool:
        x, y = box.middle
        return self.box.x0 - _NEAR < x < self.box.x1 + _NEAR and self.box.y0 < y < self.box.y1

    def put(self, run: Run) -> None:
        """Put a run into the cell it begins in."""
        row = sum(edge > run.box.middle[1] for edge in self.rows[1:-1])
        column = sum(edge < run.box.x0 + _NEAR for edge in self.columns[1:-1])
        self.cells.setdefault((row, column), []).append(run)

    def printed(self) -> list[Printed]:
        """Its rows between bars; a grid that only places things side by side is read cell after cell."""
        if len(self.columns) - 1 <= _LAYOUT_COLUMNS and len(self.rows) - 1 <= _LAYOUT_ROWS:
            return [line for _, cell in sorted(self.cells.items()) for line in segments(cell)]
        return [line for row in range(len(self.rows) - 1) for line in self._row(row)]

    def _row(self, row: int) -> Iterator[Printed]:
        cells = [segments(self.cells.get((row, column), [])) for column in range(len(self.columns) - 1)]
        boxes = [line.box for cell in cells for line in cell]
        if boxes:
            texts = [" ".join(line.text.strip() for line in cell) for cell in cells]
            yield Printed(f"| {' | '.join(texts)} |", around(boxes), self.box.x1, row=True)


def find_tables(rules: Sequence[Box]) -> list[Table]:
    """Grids among the straight lines of a page; frames around text and single lines are none."""
    tables = (_table(group) for group in _touching(rules[:_MOST_RULES]))
    return [table for table in tables if table is not None]


def _touching(rules: Sequence[Box]) -> list[list[Box]]:
    """Lines grouped by whether they meet, directly or through others."""
    groups: list[tuple[Box, list[Box]]] = []
    for rule in sorted(rules, key=lambda box: -box.y1):
        met = [group for group in groups if _meet(group[0], rule)]
        groups = [group for group in groups if group not in met]
        joined = [rule, *(line for _, lines in met for line in lines)]
        groups.append((around([rule, *(box for box, _ in met)]), joined))
    return [lines for _, lines in groups]


def _meet(one: Box, other: Box) -> bool:
    across = one.x0 - _NEAR <= other.x1 and other.x0 - _NEAR <= one.x1
    return across and one.y0 - _NEAR <= other.y1 and other.y0 - _NEAR <= one.y1


def _table(rules: Sequence[Box]) -> Table | None:
    box = around(rules)
    upright = [rule for rule in rules if rule.height > rule.x1 - rule.x0]
    level = [rule for rule in rules if rule.height <= rule.x1 - rule.x0]
    columns = _distinct([rule.middle[0] for rule in upright] + [box.x0, box.x1])
    rows = _distinct([rule.middle[1] for rule in level] + [box.y0, box.y1])[::-1]
    if len(columns) < 3 or len(rows) < 2 or len(upright) < 1 or len(level) < 2:
        return None
    return Table(box, columns, rows)


def _distinct(places: Sequence[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def join_rows(pages: Sequence[list[Printed]]) -> list[list[Printed]]:
    """The pages with rows whole again that the end of a page cut in two."""
    joined: list[list[Printed]] = []
    for lines in pages:
        last = joined[-1][-1] if joined and joined[-1] else None
        whole = _whole_row(last, lines[0]) if last and lines else None
        if whole is None or last is None:
            joined.append(list(lines))
        else:
            joined[-1][-1] = replace(last, text=whole)
            joined.append(list(lines[1:]))
    return joined


def _whole_row(last: Printed, first: Printed) -> str | None:
    """Both rows as one, if the second only goes on with cells of the first; None if it is a row of its own."""
    if not last.row or not first.row:
        return None
    above, below = ([cell.strip() for cell in line.text.strip().strip("|").split("|")] for line in (last, first))
    filled = [place for place, cell in enumerate(below) if cell]
    if len(above) != len(below) or 0 in filled or not all(above[place] for place in filled):
        return None
    if not any(below[place][0].islower() for place in filled):
        return None
    return f"| {' | '.join(f'{one} {other}'.strip() for one, other in zip(above, below, strict=True))} |"
