"""Reading a table of opinions collected elsewhere: a CSV or XLSX file as people keep them, into plain rows."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from surveys.encoding import EncodingError, refuse_old_font
from surveys.formats.columns import role_of
from surveys.formats.errors import TableError
from surveys.formats.read_csv import csv_rows
from surveys.formats.read_xlsx import xlsx_rows

MAX_BYTES = 40 * 1024 * 1024
MAX_COLUMNS = 500
# How far down a header may stand, below the name of the office, the title of the list and so on.
HEADER_WITHIN = 20
_LOOK_AT = 500

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Table:
    """A table as people see it. `numbers` are the rows' numbers in the file, counted from 1, as a spreadsheet shows."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


def read_table(filename: str, data: bytes, limit_rows: int = 200_000) -> Table:
    """Read the first sheet of an XLSX file, or a CSV file in any usual encoding with , ; or tab between cells.

    Rows are as wide as the header; rows without any text are skipped. Titles above the header and a row of column
    numbers ('(1)', '(2)', …) below it are skipped too. Raises TableError, one Vietnamese sentence that says what to do,
    on any other kind of file, an empty or damaged one, one that is too large, or a row wider than its header (CSV).
    """
    if len(data) > MAX_BYTES:
        raise TableError("Tệp lớn hơn 40 MB. Hãy chia thành nhiều tệp nhỏ hơn rồi tải lên từng tệp.")
    if not data.strip():
        raise TableError("Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp đã chọn.")
    is_workbook = _is_workbook(filename, data)
    numbered = enumerate(xlsx_rows(data) if is_workbook else csv_rows(data), 1)
    filled = ((number, _trimmed(row)) for number, row in numbered)
    rows = list(islice(((number, row) for number, row in filled if row), limit_rows + HEADER_WITHIN + 1))
    table = _table(rows, is_workbook)
    try:
        refuse_old_font("\n".join(cell for row in (table.headers, *table.rows[:_LOOK_AT]) for cell in row))
    except EncodingError as error:
        raise TableError(str(error)) from None
    if len(table.rows) > limit_rows:
        shown = f"{limit_rows:,}".replace(",", ".")
        raise TableError(f"Bảng có hơn {shown} dòng. Hãy chia thành nhiều tệp nhỏ hơn rồi tải lên từng tệp.")
    return table


def _is_workbook(filename: str, data: bytes) -> bool:
    """True for XLSX, False for text; TableError for anything known to be neither."""
    ending = filename.lower().rpartition(".")[2]
    if data.startswith(_OLE):
        raise TableError(
            "Tệp là bản Excel cũ (.xls) hoặc có đặt mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu nếu có, "
            "lưu lại dưới dạng .xlsx rồi tải lên."
        )
    if data.startswith(b"%PDF"):
        raise TableError("Tệp là bản PDF, không phải bảng tính. Hãy tải lên bảng tính .xlsx hoặc .csv.")
    if data.startswith(b"PK"):
        if ending in ("docx", "odt", "ods", "pptx", "zip"):
            raise TableError(f"Tệp .{ending} chưa đọc được ở đây. Hãy lưu bảng dưới dạng .xlsx hoặc .csv rồi tải lên.")
        return True
    if ending not in ("csv", "tsv", "txt"):
        raise TableError(
            "Tệp này không phải bảng tính .xlsx hoặc .csv. Hãy mở bằng Excel, lưu lại dưới dạng .xlsx rồi tải lên."
        )
    return False


def _trimmed(row: Iterable[str]) -> tuple[str, ...]:
    """Cells in NFC without outer blanks, without empty cells at the end."""
    cells = [unicodedata.normalize("NFC", cell).strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _table(rows: list[tuple[int, tuple[str, ...]]], is_workbook: bool) -> Table:
    if not rows:
        raise TableError("Bảng không có dòng nào có chữ. Hãy kiểm tra lại tệp; chỉ trang tính đầu tiên được đọc.")
    start = _header_place([row for _, row in rows[:HEADER_WITHIN]])
    header, body = rows[start][1], rows[start + 1 :]
    if body and _is_column_numbers(body[0][1]):
        body = body[1:]
    if not body:
        raise TableError("Bảng chỉ có dòng tiêu đề cột, chưa có dòng ý kiến nào. Hãy kiểm tra lại tệp.")
    width = _width(header, body, is_workbook)
    padded = tuple((row + ("",) * width)[:width] for _, row in body)
    return Table(_headers(header, width), padded, tuple(number for number, _ in body))


def _header_place(rows: list[tuple[str, ...]]) -> int:
    """The row whose cells name the most roles (two at least), else the first row that is not a lone title."""
    named = [len({role_of(cell) for cell in row} - {None}) for row in rows]
    if max(named) >= 2:
        return named.index(max(named))
    widths = [sum(bool(cell) for cell in row) for row in rows]
    if max(widths) == 1:
        return 0
    return next(place for place, width in enumerate(widths) if width > 1)


def _is_column_numbers(row: tuple[str, ...]) -> bool:
    return len(row) > 1 and all(cell.strip("()[] ") == str(place) for place, cell in enumerate(row, 1))


def _width(header: tuple[str, ...], body: list[tuple[int, tuple[str, ...]]], is_workbook: bool) -> int:
    number, widest = max(body, key=lambda item: len(item[1]))
    if len(widest) > len(header) and not is_workbook:
        raise TableError(
            f"Dòng {number} có {len(widest)} ô nhưng tiêu đề chỉ có {len(header)} cột. Nội dung có dấu phẩy, chấm phẩy "
            "hoặc xuống dòng phải đặt trong ngoặc kép; hãy sửa dòng này, hoặc lưu bảng dưới dạng .xlsx."
        )
    width = max(len(header), len(widest))
    if width > MAX_COLUMNS:
        raise TableError(f"Bảng có {width} cột, nhiều nhất là {MAX_COLUMNS}. Hãy bỏ bớt những cột không cần.")
    return width


def _headers(header: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Unique names: a nameless column is called by its place, a repeated name gets a number."""
    names: list[str] = []
    for place in range(width):
        name = " ".join(header[place].split()) if place < len(header) else ""
        name = name or f"Cột {place + 1}"
        repeats = sum(earlier == name or earlier.startswith(f"{name} (") for earlier in names)
        names.append(f"{name} ({repeats + 1})" if repeats else name)
    return tuple(names)
