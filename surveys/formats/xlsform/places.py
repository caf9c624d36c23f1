"""Where in a workbook something stands: a sheet, a row, a column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HEADINGS = {
    "relevance": {"relevant", "relevance"},
    "constraint": {"constraint"},
    "constraint_message": {"constraint_message"},
    "required": {"required"},
    "required_message": {"required_message"},
    "calculation": {"calculation", "calculate"},
    "choice_filter": {"choice_filter"},
    "name": {"name"},
    "type": {"type"},
    "trigger": {"trigger"},
    "default": {"default"},
}
"""Headings of the survey sheet, without blanks, languages and 'bind::', for what they hold."""


@dataclass(frozen=True)
class Place:
    """`row` as the spreadsheet counts it, from 1; `column` is the heading as written; 0 and '' where unknown."""

    sheet: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        row = f", dòng {self.row}" if self.row else ""
        column = f", cột “{self.column}”" if self.column else ""
        return f"Trang “{self.sheet}”{row}{column}"


class Survey:
    """The survey sheet as pyxform read it: a mapping of heading to text for each row below the headings."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        """`rows` in the order of the sheet, empty ones too."""
        self._rows = rows
        self._row_of: dict[str, int] = {}
        for index, row in enumerate(rows):
            self._row_of.setdefault(row.get(_heading(row, "name"), ""), index)

    def place(self, name: str, part: str | None = None) -> Place | None:
        """Where the question called `name` has `part` (a key of HEADINGS); None when pyxform made the question."""
        index = self._row_of.get(name)
        if index is None:
            return None
        return Place("survey", index + 2, _heading(self._rows[index], part) if part else "")

    def cell(self, name: str, part: str) -> str:
        """The text of that cell, '' where there is none."""
        index = self._row_of.get(name)
        return "" if index is None else self._rows[index].get(_heading(self._rows[index], part), "")


def _heading(row: Mapping[str, str], part: str) -> str:
    return next((heading for heading in row if _bare(heading) in HEADINGS[part]), "")


def _bare(heading: str) -> str:
    """'bind::Relevant' → 'relevant'; 'constraint_message::English (en)' → 'constraint_message'."""
    plain = re.sub(r"^bind::?(jr:)?", "", heading.strip().lower())
    return plain.partition(":")[0].strip().replace(" ", "_")
