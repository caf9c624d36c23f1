"""Headings, paragraphs, quotations and tables of a report, printed into a Word document one after another."""

from collections.abc import Iterable
from typing import Any

from docx.text.paragraph import Paragraph as Printed

from feedback.reports.paper import (
    BODY,
    CENTRE,
    JUSTIFIED,
    LEFT,
    RIGHT,
    SMALL,
    Look,
    add_table,
    link,
    row_rules,
    set_widths,
    shape,
    write,
)
from feedback.reports.values import Block, Claim, Column, Heading, Paragraph, Piece, Quote, Table

TARGET = "so_lieu_{}"
"""Name of the bookmark in the annex for a mark."""

SMALL_TABLE = 5
"""Rows of a table that is kept on one page. Of a longer one the first and the last two rows are not left alone."""

_HEADINGS = {
    1: Look(bold=True, before=12, together=True, align=LEFT),
    2: Look(bold=True, first=10, before=6, together=True, align=LEFT),
    3: Look(bold=True, italic=True, first=10, before=6, together=True, align=JUSTIFIED),
}
_TEXT = Look(first=10, spacing=1.1)
_QUOTE = Look(size=13, italic=True, left=10)
_CAPTION = Look(size=13, bold=True, before=6, after=4, together=True, align=CENTRE)
_NOTE = Look(size=SMALL, italic=True, before=4, after=8, align=JUSTIFIED)
_CELL = Look(size=SMALL, align=LEFT, after=1, before=1)
_NUMBER = Look(size=SMALL, align=RIGHT, after=1, before=1)
_TITLE = Look(size=SMALL, align=CENTRE, bold=True, after=2, before=2, together=True)


class Printer:
    """Prints blocks at the end of a document whose text is `width` mm wide; with or without marks behind figures."""

    def __init__(self, document: Any, width: float, *, marks: bool) -> None:
        self.document = document
        self.width = width
        self._marks = marks

    def block(self, block: Block) -> None:
        """Print one block."""
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            pieces = ("- ", *block.pieces) if block.dash else block.pieces
            self.paragraph(pieces, _TEXT)
        elif isinstance(block, Quote):
            self.quote(self.document.add_paragraph(), block, _QUOTE)
        else:
            self._table(block)

    def paragraph(self, pieces: Iterable[Piece], look: Look) -> Printed:
        """Print words and figures as a paragraph."""
        paragraph = self.document.add_paragraph()
        self.pieces(paragraph, pieces, look)
        return paragraph  # type: ignore[no-any-return]

    def pieces(self, paragraph: Printed, pieces: Iterable[Piece], look: Look) -> None:
        """Print words and figures into a paragraph; behind a figure stands the mark that leads to its codes.

        Figures that the same entry of the annex lists need their mark only once in a paragraph.
        """
        shape(paragraph, look)
        shown: set[int] = set()
        for piece in pieces:
            if isinstance(piece, Claim):
                write(paragraph, piece.text, look)
                if piece.mark not in shown:
                    self.mark(paragraph, piece, look)
                shown.add(piece.mark)
            else:
                write(paragraph, piece if isinstance(piece, str) else piece.text, look)

    def mark(self, paragraph: Printed, claim: Claim, look: Look) -> None:
        """Print the mark of a claim."""
        if self._marks:
            link(paragraph, f"[{claim.mark}]", TARGET.format(claim.mark), look)

    def quote(self, paragraph: Printed, quote: Quote, look: Look) -> None:
        """Print a quotation with the code of its opinion."""
        shape(paragraph, look)
        write(paragraph, f"{quote.lead}“{quote.text}”", look)
        write(paragraph, f" (ý kiến {quote.code})", look, italic=False)

    def _heading(self, heading: Heading) -> None:
        look = _HEADINGS[heading.level]
        paragraph = self.document.add_paragraph(style=f"Heading {heading.level}")
        write(shape(paragraph, look), heading.text, look)

    def _table(self, table: Table) -> None:
        write(shape(self.document.add_paragraph(), _CAPTION), table.caption, _CAPTION)
        printed = self.head(table.columns, len(table.rows))
        last = len(table.rows)
        for place, (row, values) in enumerate(zip(printed.rows[1:], table.rows, strict=True), 1):
            row_rules(row)
            self._row(row.cells, table, values, together=place < last and (last <= SMALL_TABLE or place in (1, last - 1)))
        if table.note:
            write(shape(self.document.add_paragraph(), _NOTE), table.note, _NOTE)
        else:
            shape(self.document.add_paragraph(), Look(size=BODY, after=0, spacing=0.5))

    def head(self, columns: tuple[Column, ...], rows: int) -> Any:
        """A ruled table with its titles printed, which are repeated on each page, and `rows` empty rows below."""
        widths = [column.width for column in columns]
        printed = add_table(self.document, widths, rows + 1)
        cells = printed.rows[0].cells
        set_widths(cells, widths)
        row_rules(printed.rows[0], repeat=True)
        for cell, column in zip(cells, columns, strict=True):
            write(shape(cell.paragraphs[0], _TITLE), column.title, _TITLE)
        return printed

    def _row(self, cells: tuple[Any, ...], table: Table, values: tuple[Piece, ...], *, together: bool) -> None:
        set_widths(cells, [column.width for column in table.columns])
        for cell, column, value in zip(cells, table.columns, values, strict=True):
            self.pieces(cell.paragraphs[0], (value,), _NUMBER if column.number else _CELL)
            cell.paragraphs[0].paragraph_format.keep_with_next = together
