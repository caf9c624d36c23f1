"""What stands above and below the text: names of the State and the office, number, date, title; recipients, signature."""

from datetime import date
from typing import Any

from feedback.reports.paper import (
    CENTRE,
    JUSTIFIED,
    LEFT,
    SMALL,
    Look,
    add_table,
    no_cell_margins,
    row_rules,
    rule,
    set_widths,
    shape,
    write,
)
from feedback.reports.values import Head, Report

LEFT_WIDTH = 63.0
STATE, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_LINE = Look(size=SMALL, align=CENTRE, after=0)
_STRONG = Look(size=SMALL, align=CENTRE, after=0, bold=True)
_UNDER = Look(size=13, align=CENTRE, after=0)
_TITLE = Look(bold=True, align=CENTRE, after=0)
_SIGNED = Look(size=14, bold=True, align=CENTRE, after=0, together=True)
_COPIES = Look(size=11, align=LEFT, after=0, together=True)


def front(document: Any, report: Report, width: float) -> None:
    """Print all that stands above section I."""
    _names(document, report, width)
    write(shape(document.add_paragraph(), Look(align=CENTRE, bold=True, before=18, after=0)), report.title, _TITLE)
    write(shape(document.add_paragraph(), _TITLE), report.subject, _TITLE)
    rule(document, width, width / 3)
    for line in report.basis:
        look = Look(italic=True, first=10, align=JUSTIFIED, after=3)
        write(shape(document.add_paragraph(), look), line, look)
    look = Look(first=10)
    write(shape(document.add_paragraph(), look), report.opening, look)


def _names(document: Any, report: Report, width: float) -> None:
    widths = (LEFT_WIDTH, width - LEFT_WIDTH)
    table = add_table(document, widths, 2, ruled=False)
    no_cell_margins(table)
    for row in table.rows:
        set_widths(row.cells, widths)
    office, state = table.rows[0].cells
    for line in report.head.organisation:
        _add(office, line, _LINE)
    _add(office, report.head.board, _STRONG)
    rule(office, LEFT_WIDTH, 24)
    _add(state, STATE, _STRONG)
    _add(state, MOTTO, Look(size=13, align=CENTRE, after=0, bold=True))
    rule(state, widths[1], 55)
    number, day = table.rows[1].cells
    _add(number, f"Số: {numbered(report.options.number)}/{report.head.symbol}", _UNDER)
    written = f"{report.head.place}, {dated(report.options.signed_on, report.year)}"
    _add(day, written, Look(size=13, align=CENTRE, after=0, italic=True))


def _add(cell: Any, text: str, look: Look) -> None:
    """Print a line into a cell, whose first paragraph is there from the beginning."""
    first = cell.paragraphs[0]
    paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
    write(shape(paragraph, look), text, look)


def numbered(number: str) -> str:
    """A document number with a 0 before a single digit; blanks to write on where it has none yet."""
    if not number:
        return "\u00a0" * 8
    return number.zfill(2) if number.isdigit() else number


def dated(day: date | None, year: int) -> str:
    """'ngày 05 tháng 01 năm 2026': a 0 before days under 10 and the first two months; blanks where there is no day."""
    if day is None:
        return f"ngày{chr(160) * 7}tháng{chr(160) * 7}năm {year}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def signature(document: Any, head: Head, width: float) -> None:
    """Print the recipients and the block for the signature, kept on one page together with the last line above."""
    for paragraph in document.paragraphs[-2:]:
        paragraph.paragraph_format.keep_with_next = True
    table = add_table(document, (width / 2, width / 2), 1, ruled=False)
    row_rules(table.rows[0])
    copies, signed = table.rows[0].cells
    set_widths((copies, signed), (width / 2, width / 2))
    _add(copies, "Nơi nhận:", Look(size=SMALL, align=LEFT, bold=True, italic=True, after=0, together=True))
    for place, line in enumerate(head.recipients, 1):
        end = "." if place == len(head.recipients) else ";"
        _add(copies, f"- {line.strip(' -').rstrip(';.')}{end}", _COPIES)
    _add(signed, head.authority, _SIGNED)
    _add(signed, head.signer_title, _SIGNED)
    for _ in range(4):
        _add(signed, "", _SIGNED)
    _add(signed, head.signer_name, _SIGNED)
