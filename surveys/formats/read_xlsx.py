"""Rows of the first sheet of an XLSX workbook, each cell as the text a person sees."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from surveys import archive, numerals
from surveys.formats.errors import TableError

_DAMAGED = "Không mở được bảng tính: tệp bị hỏng hoặc không phải .xlsx. Hãy mở bằng Excel, lưu lại rồi tải lên."
_REASONS = {
    archive.DAMAGED: _DAMAGED,
    archive.ENTITIES: _DAMAGED,
    archive.LOCKED: "Bảng tính có đặt mật khẩu. Hãy bỏ mật khẩu, lưu lại rồi tải lên.",
    archive.TOO_BIG: "Bảng tính quá lớn sau khi giải nén. Hãy chia thành nhiều tệp nhỏ hơn rồi tải lên từng tệp.",
}


def xlsx_rows(data: bytes) -> Iterator[tuple[str, ...]]:
    """One tuple of texts per row of the first sheet, empty rows as empty texts.

    Formulas give the value last computed. Raises TableError on a damaged, encrypted or bursting file.
    """
    # Here, not above: it loads numpy where that is installed, which a web process keeps only once it reads a workbook.
    from openpyxl import load_workbook  # noqa: PLC0415

    require_workbook(data)
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions it leaves out: none of them changes a text.
        warnings.simplefilter("ignore")
        try:
            workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = workbook.worksheets
            sheet = next((each for each in sheets if each.sheet_state == "visible"), sheets[0])
            # Some programs write a wrong extent; without it every row is read.
            sheet.reset_dimensions()
            for row in sheet.iter_rows():
                yield tuple(cell_text(cell.value, cell.number_format) for cell in row)
        except Exception as error:
            # A hostile or broken file can fail anywhere inside the XML and zip readers.
            raise TableError(_DAMAGED) from error


def cell_text(value: Any, number_format: str | None = None) -> str:
    """What a person sees: '05/11/2026', '12', '2,5', '45%', '007' where the cell is formatted so."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date | time | timedelta):
        return _moment_text(value)
    if isinstance(value, int | float):
        return _number_text(value, number_format or "General")
    return re.sub(r"\r\n?|_x000D_\n?", "\n", str(value))


def _moment_text(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, datetime) and value.time() != time():
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return value.strftime("%H:%M") if isinstance(value, time) else str(value)


def _number_text(value: int | float, number_format: str) -> str:
    if re.fullmatch(r"0+", number_format) and value == int(value):
        return str(int(value)).zfill(len(number_format))
    if number_format.endswith("%"):
        return f"{numerals.show(round(value * 100, 6))}%"
    # No dots between thousands: a code or a year is not an amount. Floats carry 15 true digits, as Excel shows.
    shown = value if isinstance(value, int) else float(f"{value:.15g}")
    return numerals.show(shown).replace(".", "")


def require_workbook(data: bytes) -> None:
    """Raise TableError unless `data` is an .xlsx that may be opened."""
    try:
        names = archive.check(data)
    except archive.ArchiveError as error:
        raise TableError(_REASONS[error.reason]) from error
    if not any(name.lower() == "xl/workbook.xml" for name in names):
        raise TableError("Tệp không phải bảng tính. Hãy tải lên bảng tính .xlsx hoặc .csv.")
