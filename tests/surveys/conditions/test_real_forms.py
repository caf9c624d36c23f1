"""Expressions of real workbooks: nearly all are read, the rest is refused for a reason."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from surveys.conditions.errors import ExpressionError
from surveys.conditions.parse import parse

COLUMNS = {"relevant", "constraint", "calculation", "choice_filter", "required", "repeat_count", "read_only"}
REFUSED = {
    "because pyxform doesn't know what to do",  # broken on purpose
    "pulldata('fruits', 'name','name', 'mango')",
    "jr:itext(instance('seclass')/root/item[name = ${householdIncome}]/itextId)",
}


def expressions(folder: Path) -> Iterator[tuple[str, str]]:
    """Column and text of every cell that holds an expression, in all workbooks."""
    for path in sorted(folder.glob("*.xlsx")):
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in workbook.worksheets:
            heads, *rows = [*sheet.iter_rows(max_row=1_000, max_col=100, values_only=True)] or [()]
            for row in rows:
                for head, cell in zip(map(column, heads), row, strict=False):
                    if head in COLUMNS and cell is not None:
                        yield head, str(cell)
        workbook.close()


def column(head: object) -> str:
    """The name of a column, however it is written."""
    return str(head or "").strip().lower().removeprefix("bind::").replace(" ", "_")


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_expressions_of_real_forms(shared_data: Path) -> None:
    found = list(expressions(shared_data / "forms"))
    refused = set()
    for head, source in found:
        try:
            parse(source, columns=head == "choice_filter")
        except ExpressionError:
            refused.add(source)
    print(f"{len(found) - len(refused)} of {len(found)} expressions of real forms read")
    assert refused == REFUSED
    assert len(found) > 100
