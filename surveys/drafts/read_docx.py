"""A Word document to text: paragraphs and tables in the order of the page, with automatic numbers and notes.

Tracked changes are read as accepted. A cell of a real table is set between bars; a table that only places things side
by side (heads, signatures) is read cell after cell.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from lxml import etree

from surveys.drafts.docx_numbering import Numbering, W
from surveys.drafts.docx_safety import check_docx
from surveys.drafts.errors import DraftError
from surveys.drafts.source import Source
from surveys.encoding import EncodingError, refuse_old_font

_BROKEN = "Không mở được tệp Word này; hãy mở bằng Word, lưu lại dưới dạng .docx rồi tải lên."
# python-docx takes a package on trust and fails on a damaged one wherever it first meets the damage.
_FAILURES = (
    PackageNotFoundError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, etree.LxmlError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, AssertionError,
)  # fmt: skip
_TRACKED = "Tệp có sửa đổi được theo dõi (Track Changes); đã lấy nội dung như khi chấp nhận mọi sửa đổi."
_NOTES = "Tệp có chú thích cuối trang; mỗi chú thích được đặt ngay sau đoạn nhắc đến nó."
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "footnotePr")}
_SKIPPED.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_LAYOUT_COLUMNS = 2
_LAYOUT_ROWS = 3


def read_docx(data: bytes) -> Source:
    """Raises DraftError for anything that is not a safe, readable .docx."""
    check_docx(data)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document.part)
        text = "\n".join(reader.blocks(document.element.body))
    except DraftError:
        raise
    except _FAILURES as error:
        raise DraftError(_BROKEN) from error
    try:
        refuse_old_font(unicodedata.normalize("NFC", text))
    except EncodingError as error:
        raise DraftError(str(error)) from error
    return Source(text, tuple(reader.warnings(document.element.body)))


@dataclass
class _Line:
    """A paragraph being read: its text so far, the notes it refers to, and text boxes anchored in it."""

    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class _Reader:
    def __init__(self, part: Part) -> None:
        self.numbering = Numbering(
            _related(part, RELATIONSHIP_TYPE.NUMBERING), _related(part, RELATIONSHIP_TYPE.STYLES)
        )
        self.notes = {
            "footnoteReference": _notes(_related(part, RELATIONSHIP_TYPE.FOOTNOTES)),
            "endnoteReference": _notes(_related(part, RELATIONSHIP_TYPE.ENDNOTES)),
        }
        self.noted = 0
        self.carried = ""  # a paragraph whose end was deleted runs on into the next

    def warnings(self, body: etree._Element) -> Iterator[str]:
        if next(body.iter(*_CHANGES), None) is not None:
            yield _TRACKED
        if self.noted:
            yield _NOTES

    def blocks(self, container: etree._Element) -> Iterator[str]:
        """The lines of a body, a cell or a text box."""
        for node in container:
            if node.tag == f"{W}p":
                yield from self._paragraph(node)
            elif node.tag == f"{W}tbl":
                yield from self._table(node)
            elif node.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
                yield from self.blocks(node)

    def _paragraph(self, node: etree._Element) -> Iterator[str]:
        line = _Line()
        self._collect(node, line)
        text = self.carried + "".join(line.text)
        if node.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self.carried = text
            return
        self.carried = ""
        label = self.numbering.label(node)
        if text.strip():
            yield f"{label} {text}".strip() if label else text
        yield from line.notes
        for box in line.boxes:
            yield from self.blocks(box)

    def _collect(self, node: etree._Element, line: _Line) -> None:
        for child in node:
            if child.tag in _SKIPPED or not isinstance(child.tag, str):
                continue
            name = child.tag.removeprefix(W)
            if name == "t" or child.tag == _MATH_TEXT:
                line.text.append(" ".join(re.split(r"[\t\r\n]", child.text or "")))
            elif name in ("br", "cr"):
                line.text.append("\n")
            elif name in ("tab", "ptab"):
                line.text.append(" ")
            elif name == "noBreakHyphen":
                line.text.append("-")
            elif name in self.notes:
                self._note(name, child.get(f"{W}id", ""), line)
            elif name == "txbxContent":
                line.boxes.append(child)
            else:
                self._collect(child, line)

    def _note(self, kind: str, key: str, line: _Line) -> None:
        note = self.notes[kind].get(key)
        if note is None:
            return
        text = _Line()
        self._collect(note, text)
        self.noted += 1
        line.text.append(f" [{self.noted}]")
        line.notes.append(f"(Chú thích {self.noted}: {' '.join(''.join(text.text).split())})")

    def _table(self, table: etree._Element) -> Iterator[str]:
        rows = [list(_cells(row)) for row in _rows(table)]
        if max(map(len, rows), default=0) <= _LAYOUT_COLUMNS and len(rows) <= _LAYOUT_ROWS:
            for row in rows:
                for cell in row:
                    yield from self.blocks(cell)
            return
        for row in rows:
            cells = [" ".join(" ".join(self.blocks(cell)).split()) for cell in row]
            if any(cells):
                yield f"| {' | '.join(cells)} |"


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for row in table.iter(f"{W}tr"):
        inside = next(row.iterancestors(f"{W}tbl"), None) is table
        if inside and row.find(f"{W}trPr/{W}del") is None:
            yield row


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for node in row:
        if node.tag == f"{W}tc":
            yield node
        elif node.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _cells(node)


def _related(part: Part, kind: str) -> etree._Element | None:
    """The root of the part of this kind; a document need not have one."""
    for relation in part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


def _notes(root: etree._Element | None) -> dict[str, etree._Element]:
    if root is None:
        return {}
    return {node.get(f"{W}id", ""): node for node in root if node.get(f"{W}type") is None}
