"""The order in which the lines of a page are read: downwards, columns that stand side by side one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveys.drafts.pdf_page import Box, Page, Printed, Run, around
from surveys.drafts.pdf_segments import segments
from surveys.drafts.pdf_tables import Table, find_tables

_NEAR = 3.0
_LAYOUT_COLUMNS = 2


@dataclass
class _Row:
    """What stands side by side in one line of print."""

    box: Box
    parts: list[Printed]
    table: Table | None = None


def printed_lines(page: Page) -> list[Printed]:
    """The lines of a page in reading order."""
    tables = find_tables(page.rules)
    loose: list[Run] = []
    for run in page.runs:
        table = next((table for table in tables if table.holds(run.box)), None)
        if table is None:
            loose.append(run)
        else:
            table.put(run)
    rows = [*_rows(segments(loose)), *(_Row(table.box, [], table) for table in tables if table.cells)]
    rows.sort(key=lambda row: -row.box.y1)
    return list(_read(rows))


def _rows(parts: Sequence[Printed]) -> list[_Row]:
    rows: list[_Row] = []
    for part in sorted(parts, key=lambda part: -part.box.middle[1]):
        row = next((row for row in rows[-3:] if row.box.beside(part.box)), None)
        if row is None:
            rows.append(_Row(part.box, [part]))
        else:
            row.parts.append(part)
    for row in rows:
        row.parts.sort(key=lambda part: part.box.x0)
    return rows


def _read(rows: Sequence[_Row]) -> Iterator[Printed]:
    place = 0
    while place < len(rows):
        row = rows[place]
        if row.table is not None:
            yield from row.table.printed()
            place += 1
            continue
        end, columns = _side_by_side(rows, place)
        yield from _columns(rows[place:end], columns)
        place = end


def _side_by_side(rows: Sequence[_Row], start: int) -> tuple[int, list[Box]]:
    """Rows from `start` on that share columns: their end, and the columns (one for a plain line)."""
    columns = [part.box for part in rows[start].parts]
    if not _apart(columns):
        columns = [around(columns)]
    end = start + 1
    while len(columns) > 1 and end < len(rows) and _near(rows[end - 1], rows[end]):
        wider = _widened(columns, rows[end])
        if wider is None:
            break
        columns, end = wider, end + 1
    return end, columns


def _near(above: _Row, below: _Row) -> bool:
    return below.table is None and above.box.y0 - below.box.y1 < 6 * above.box.height


def _widened(columns: Sequence[Box], row: _Row) -> list[Box] | None:
    """The columns with this row's parts in them; None if a part lies across two, or a lone one in none."""
    wider = list(columns)
    for part in row.parts:
        held = [place for place, column in enumerate(wider) if _overlap(column, part.box)]
        if len(held) != 1 or (len(row.parts) == 1 and not _within(part.box, columns[held[0]])):
            return None
        wider[held[0]] = around([wider[held[0]], part.box])
    return wider if _apart(wider) else None


def _apart(columns: Sequence[Box]) -> bool:
    return all(left.x1 < right.x0 for left, right in pairwise(columns))


def _overlap(column: Box, box: Box) -> bool:
    return box.x0 <= column.x1 and column.x0 <= box.x1


def _within(box: Box, column: Box) -> bool:
    slack = box.height
    return column.x0 - slack <= box.x0 and box.x1 <= column.x1 + slack


def _columns(rows: Sequence[_Row], columns: Sequence[Box]) -> Iterator[Printed]:
    """Two columns one after the other; three or more are a table without lines, if there is more than one row."""
    if len(columns) <= _LAYOUT_COLUMNS or len(rows) == 1:
        for column in columns:
            yield from (part for row in rows for part in row.parts if _overlap(column, part.box))
        return
    for row in rows:
        cells = [" ".join(part.text.strip() for part in row.parts if _overlap(c, part.box)) for c in columns]
        yield Printed(f"| {' | '.join(cells)} |", around([part.box for part in row.parts]), columns[-1].x1, row=True)
