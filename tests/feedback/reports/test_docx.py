"""The Word document: layout of an administrative paper, nothing wider than the page, every code a real one."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from sqlalchemy import select

from feedback import clock
from feedback.consultations.service import by_slug
from feedback.errors import UserError
from feedback.ledger.models import Opinion
from feedback.reports.data import compose
from feedback.reports.docx import write_docx
from feedback.reports.frame import dated, numbered
from feedback.reports.service import report_file
from feedback.reports.values import Options, Report
from tests.cast import Cast, settle
from tests.feedback.reports.sample import build
from tests.site import open_site

OFFICE = shutil.which("soffice")
CODE = re.compile(r"\b[ABCDEFGHJKLMNPRSTUVWXY2-9]{6}\b")


def paragraphs(document: Any) -> Iterator[str]:
    """Text of all paragraphs, those in tables and links too."""
    for paragraph in document.element.body.iter(qn("w:p")):
        yield "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def made(cast: Cast, options: Options) -> tuple[Report, bytes, set[str]]:
    sample = build(cast.site)
    with cast.site.session() as session:
        report = compose(session, by_slug(session, sample.slug), options)
        codes = set(session.scalars(select(Opinion.code)))
    return report, write_docx(report), codes


def test_the_document_is_an_administrative_paper(cast: Cast, tmp_path: Path) -> None:
    report, content, codes = made(cast, Options(number="5", signed_on=date(2026, 2, 3)))
    document = Document(BytesIO(content))
    has_head_and_foot(document)
    fits_its_pages(document)
    leads_back(document, report, codes)
    is_vietnamese(document)
    shows_only_quoted_codes_without_annex(cast, codes)
    is_written_by_the_command(cast, tmp_path)


def has_head_and_foot(document: Any) -> None:
    left, right = document.tables[0].rows[0].cells
    assert left.text.split("\n")[:3] == ["ỦY BAN MTTQ VIỆT NAM", "TỈNH TUYÊN QUANG", "BAN THƯỜNG TRỰC"]
    assert right.text.split("\n")[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    number, day = document.tables[0].rows[1].cells
    assert number.text == "Số: 05/BC-MTTQ-BTT"
    assert day.text == "Tuyên Quang, ngày 03 tháng 02 năm 2026"
    assert all(run.italic for run in day.paragraphs[0].runs)
    text = list(paragraphs(document))
    title = text.index("BÁO CÁO")
    assert text[title + 1].startswith("Tổng hợp ý kiến Nhân dân đối với dự thảo Nghị quyết")
    sections = [line for line in text if re.match(r"(I|II|III|IV|V)\. ", line)]
    assert [line.partition(".")[0] for line in sections] == ["I", "II", "III", "IV", "V"]
    signed = next(table for table in document.tables if table.rows[0].cells[0].text.startswith("Nơi nhận:"))
    copies, signature = signed.rows[0].cells
    assert copies.text.endswith("- Lưu: VT.")
    assert signature.text.startswith("TM. BAN THƯỜNG TRỰC\nPHÓ CHỦ TỊCH\n")
    assert signature.text.endswith("Lê Ngọc Tân")
    assert signed.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


def fits_its_pages(document: Any) -> None:
    portrait, landscape, annex = document.sections
    assert [round(side.mm) for side in (portrait.page_width, portrait.page_height)] == [210, 297]
    assert [round(side.mm) for side in (portrait.top_margin, portrait.bottom_margin)] == [20, 20]
    assert [round(side.mm) for side in (portrait.left_margin, portrait.right_margin)] == [30, 20]
    assert landscape.orientation == WD_ORIENT.LANDSCAPE
    assert annex.orientation == WD_ORIENT.PORTRAIT
    assert portrait.different_first_page_header_footer
    assert not landscape.different_first_page_header_footer
    assert "PAGE" in "".join(portrait.header._element.itertext())
    matrix = next(table for table in document.tables if len(table.columns) == 4 and "GIẢI TRÌNH" in table.rows[0].cells[3].text)
    for table in document.tables:
        page = landscape if table._tbl is matrix._tbl else portrait
        room = (page.page_width - page.left_margin - page.right_margin) / 635
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert sum(grid) <= room + len(grid)
        for row in table.rows:
            assert [abs(cell.width.twips - width) <= 1 for cell, width in zip(row.cells, grid, strict=True)] == [True] * len(grid)
    assert [cell.text for cell in matrix.rows[0].cells] == [
        "NHÓM VẤN ĐỀ, ĐIỀU, KHOẢN", "CHỦ THỂ GÓP Ý", "NỘI DUNG GÓP Ý", "NỘI DUNG TIẾP THU, GIẢI TRÌNH",
    ]  # fmt: skip
    assert matrix.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row.cells[3].text == "" for row in matrix.rows[1:])


def leads_back(document: Any, report: Report, codes: set[str]) -> None:
    """Each figure has a mark, each mark an entry in the annex with as many codes as the figure says."""
    text = list(paragraphs(document))
    annex = text[text.index("PHỤ LỤC") :]
    entries: dict[int, str] = {}
    for line in annex:
        if found := re.match(r"\[(\d+)\] (.*)", line):
            entries[int(found[1])] = line
    assert entries.keys() == {claim.mark for claim in report.claims}
    listed = {mark: CODE.findall(line.partition("): ")[2]) for mark, line in entries.items()}
    for claim in report.claims:
        if claim.whole:
            assert sorted(code for mark in claim.whole for code in listed[mark]) == sorted(claim.codes)
        else:
            assert sorted(listed[claim.mark]) == sorted(claim.codes)
            assert len(listed[claim.mark]) == claim.count
    targets = {link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))}
    bookmarks = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert targets <= set(bookmarks)
    assert len(bookmarks) == len(set(bookmarks))
    quoted = [code for line in text for code in re.findall(r"\(ý kiến ([A-Z0-9]{6})\)", line)]
    assert len(quoted) == len(list(report.quotes()))
    assert set(quoted) <= codes


def is_vietnamese(document: Any) -> None:
    assert document.core_properties.language == "vi-VN"
    made_at = document.core_properties.created
    assert made_at == document.core_properties.modified
    assert abs(clock.now() - made_at.replace(tzinfo=UTC)) < timedelta(hours=1)
    assert document.core_properties.title.startswith("Báo cáo Tổng hợp ý kiến")
    assert all(unicodedata.is_normalized("NFC", line) for line in paragraphs(document))
    fonts = document.styles.element.find(qn("w:docDefaults")).find(f".//{qn('w:rFonts')}")
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}


def shows_only_quoted_codes_without_annex(cast: Cast, codes: set[str]) -> None:
    with cast.site.session() as session:
        report = compose(session, by_slug(session, "nha-tam"), Options(annex=False))
    text = list(paragraphs(Document(BytesIO(write_docx(report)))))
    assert not any("phụ lục" in line.lower() or re.search(r"\[\d+\]", line) for line in text)
    shown = {code for line in text for code in CODE.findall(line)} & codes
    assert shown == {quote.code for quote in report.quotes()}


def is_written_by_the_command(cast: Cast, folder: Path) -> None:
    with cast.site.session() as session:
        report_file(session, "nha-tam", folder / "r.docx")
        assert len(list(paragraphs(Document(str(folder / "r.docx"))))) > 100
        for slug, name, sentence in (
            ("nha-tam", "r.pdf", "chỉ ghi được báo cáo dạng .docx"),
            ("khong-co", "r.docx", "Không có đợt lấy ý kiến nào"),
            ("nha-tam", "thu-muc/khong-co/r.docx", "Không ghi được tệp"),
        ):
            with pytest.raises(UserError) as refusal:
                report_file(session, slug, folder / name)
            assert sentence in str(refusal.value.sentence)


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice (soffice): the document is not printed to pages and looked at")
def test_it_looks_right_on_paper(tmp_path: Path) -> None:
    """Printed by an office program: the head is whole, numbers stand from page 2 on, no letter is missing."""
    with open_site(f"sqlite:///{tmp_path / 'test.db'}", tmp_path / "home") as site:
        _, content, _ = made(settle(site), Options())
    pages, shapes = printed(content, tmp_path)
    first = [line.strip() for line in pages[0].splitlines()]
    assert any(line.endswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") for line in first)
    assert "1" not in first
    assert all(str(place) in [line.strip() for line in page.splitlines()] for place, page in enumerate(pages[1:], 2))
    assert any(width > height for width, height in shapes)
    assert not any("\ufffd" in page or "\ufffe" in page for page in pages)


def printed(content: bytes, folder: Path) -> tuple[list[str], list[tuple[float, float]]]:
    """Text and size of the pages."""
    office = str(OFFICE)
    (folder / "giay.docx").write_bytes(content)
    home = f"-env:UserInstallation=file://{folder / 'office'}"
    command = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "giay.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = pypdfium2.PdfDocument(folder / "giay.pdf")
    try:
        pages = [unicodedata.normalize("NFC", page.get_textpage().get_text_range()) for page in pdf]
        shapes = [page.get_size() for page in pdf]
    finally:
        pdf.close()
    return pages, shapes


@pytest.mark.parametrize(("number", "printed"), [("", "\u00a0" * 8), ("7", "07"), ("12", "12"), ("15a", "15a")])
def test_numbers_below_ten_get_a_zero(number: str, printed: str) -> None:
    assert numbered(number) == printed


def test_days_below_ten_and_the_first_two_months_get_a_zero() -> None:
    assert dated(date(2026, 1, 9), 2026) == "ngày 09 tháng 01 năm 2026"
    assert dated(date(2026, 3, 19), 2026) == "ngày 19 tháng 3 năm 2026"
    assert dated(None, 2026).startswith("ngày\u00a0")
