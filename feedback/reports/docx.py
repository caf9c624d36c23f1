"""The report as a Word document: prints a composed report, decides nothing."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from feedback.reports.annex import print_annex
from feedback.reports.blocks import Printer
from feedback.reports.frame import front, signature
from feedback.reports.matrix import print_matrix
from feedback.reports.paper import new_document, page_numbers, set_page, text_width
from feedback.reports.values import Report


def write_docx(report: Report) -> bytes:
    """The bytes of a .docx file: the report, the four-column table on landscape pages, the annex of codes."""
    document = new_document(f"Báo cáo {report.subject}", " ".join((*report.head.organisation, report.head.board)))
    page_numbers(document.sections[0], on_first=False)
    printer = Printer(document, text_width(document.sections[0]), marks=report.options.annex)
    front(document, report, printer.width)
    for block in report.body:
        printer.block(block)
    signature(document, report.head, printer.width)
    for section in _sections(document, report):
        section.different_first_page_header_footer = False
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _sections(document: Any, report: Report) -> Iterator[Any]:
    """Add what follows the signature, each part in a section of its own."""
    if report.matrix:
        section = document.add_section()
        set_page(section, 297, 210)
        print_matrix(Printer(document, text_width(section), marks=report.options.annex), report)
        yield section
    if report.options.annex and report.claims:
        section = document.add_section()
        set_page(section, 210, 297)
        print_annex(document, report.claims)
        yield section
