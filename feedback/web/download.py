"""Tables to be saved and opened in a spreadsheet program."""

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that spreadsheet programs calculate; some turn the wide signs into the usual ones."""


def csv_file(name: str, rows: Iterable[Sequence[object]]) -> Response:
    """Rows as a .csv file: UTF-8 with a byte order mark, as Excel needs it, and no cell that begins a formula."""
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    response = Response("\ufeff" + text.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def harmless(cell: object) -> object:
    """A cell that a spreadsheet program would take for a formula, as text; anything else as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
