"""The four-column table of opinions, ready for the drafting body's replies, on landscape pages (NĐ 78/2025 form)."""

from typing import Any

from feedback.reports.blocks import Printer
from feedback.reports.paper import CENTRE, JUSTIFIED, LEFT, SMALL, Look, row_rules, set_widths, shape, write
from feedback.reports.values import Column, Report, Row

TITLE = "BẢNG TỔNG HỢP Ý KIẾN, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý"
COLUMNS = (
    Column("NHÓM VẤN ĐỀ, ĐIỀU, KHOẢN", 45.0),
    Column("CHỦ THỂ GÓP Ý", 32.0),
    Column("NỘI DUNG GÓP Ý", 112.0),
    Column("NỘI DUNG TIẾP THU, GIẢI TRÌNH", 58.0),
)
SHORT = 300
"""Characters of quotations in a row that is kept on one page; a longer one may break, or half a page would stay empty."""
_HEAD = Look(bold=True, align=CENTRE, after=0)
_LEFT = Look(size=SMALL, align=LEFT, after=2, before=2)
_WIDE = Look(size=SMALL, align=JUSTIFIED, after=2, before=2)
_WORDS = Look(size=SMALL, align=LEFT, italic=True, after=2)


def print_matrix(printer: Printer, report: Report) -> None:
    """Print the title, the opening and the table."""
    for line in (TITLE, report.matrix_title):
        write(shape(printer.document.add_paragraph(), _HEAD), line, _HEAD)
    printer.paragraph(report.matrix_opening, Look(first=10, before=8))
    _rows(printer, report.matrix)


def _rows(printer: Printer, rows: tuple[Row, ...]) -> None:
    """One row a theme of a clause, in the order of the draft; the last column is left empty."""
    table = printer.head(COLUMNS, len(rows))
    for printed, row in zip(table.rows[1:], rows, strict=True):
        row_rules(printed, whole=sum(len(quote.text) for quote in row.quotes) < SHORT)
        _row(printer, printed.cells, row)


def _row(printer: Printer, cells: tuple[Any, ...], row: Row) -> None:
    set_widths(cells, [column.width for column in COLUMNS])
    about, subject, content, _reply = cells
    write(shape(about.paragraphs[0], _LEFT), row.place, _LEFT, bold=True)
    write(shape(about.add_paragraph(), _LEFT), row.topic, _LEFT)
    write(shape(subject.paragraphs[0], _LEFT), row.subject, _LEFT)
    first = shape(content.paragraphs[0], _WIDE)
    write(first, row.claim.text, _WIDE)
    printer.mark(first, row.claim, _WIDE)
    write(first, f". {row.stances}.{f' {row.joined.text}' if row.joined else ''}", _WIDE)
    for quote in row.quotes:
        printer.quote(content.add_paragraph(), quote, _WORDS)
    if row.more:
        write(shape(content.add_paragraph(), _WIDE), row.more, _WIDE)
