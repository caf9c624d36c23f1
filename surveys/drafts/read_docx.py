"""A Word document to text: paragraphs and tables in the order of the page, with automatic numbers and notes.

Tracked changes are read as accepted; hidden letters, comments and the table of contents are left out. A cell of a real
table is set between bars; a table that only places things side by side (heads, signatures) is read cell after cell.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part
from lxml import etree

from surveys.drafts import remarks
from surveys.drafts.docx_numbering import Numbering, W
from surveys.drafts.docx_safety import check_docx
from surveys.drafts.errors import DraftError
from surveys.drafts.paragraph import Paragraph
from surveys.drafts.source import Source, together
from surveys.drafts.table_lines import table_lines
from surveys.encoding import EncodingError, refuse_old_font

_BROKEN = "Không mở được tệp Word này; hãy mở bằng Word, lưu lại dưới dạng .docx rồi tải lên."
# python-docx takes a package on trust and fails on a damaged one wherever it first meets the damage.
_FAILURES = (
    PackageNotFoundError, zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, etree.LxmlError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, AssertionError,
)  # fmt: skip
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "footnotePr")}
_SKIPPED.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "moveTo", "smartTag")}
_BOXES = frozenset((0x6F, 0x70, 0x71, 0x72, 0xA3, 0xA8))
"""Empty squares to be ticked, in the fonts of symbols."""


def read_docx(data: bytes) -> Source:
    """Raises DraftError for anything that is not a safe, readable .docx."""
    check_docx(data)
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(document.part)
        text = together(reader.blocks(document.element.body))
    except DraftError:
        raise
    except _FAILURES as error:
        raise DraftError(_BROKEN) from error
    try:
        refuse_old_font(unicodedata.normalize("NFC", text))
    except EncodingError as error:
        raise DraftError(str(error)) from error
    return Source(text, tuple(reader.warnings(document.element.body)))


class _Reader:
    def __init__(self, part: Part) -> None:
        self.numbering = Numbering(
            _related(part, RELATIONSHIP_TYPE.NUMBERING), _related(part, RELATIONSHIP_TYPE.STYLES)
        )
        self.notes = {
            "footnoteReference": _notes(_related(part, RELATIONSHIP_TYPE.FOOTNOTES)),
            "endnoteReference": _notes(_related(part, RELATIONSHIP_TYPE.ENDNOTES)),
        }
        self.contents_styles = frozenset(_contents_styles(_related(part, RELATIONSHIP_TYPE.STYLES)))
        self.noted = 0
        self.hidden = self.contents = False
        self.carried = ""  # a paragraph whose end was deleted runs on into the next

    def warnings(self, body: etree._Element) -> Iterator[str]:
        said = {
            remarks.TRACKED: next(body.iter(*_CHANGES), None) is not None,
            remarks.NOTES: self.noted > 0,
            remarks.HIDDEN: self.hidden,
            remarks.CONTENTS: self.contents,
        }
        yield from (sentence for sentence, holds in said.items() if holds)

    def blocks(self, container: etree._Element) -> Iterator[str]:
        """The lines of a body, a cell or a text box."""
        for node in container:
            if node.tag == f"{W}p":
                yield from self._paragraph(node)
            elif node.tag == f"{W}tbl":
                yield from table_lines([list(_cells(row)) for row in _rows(node)], self.blocks)
            elif node.tag in _WRAPPERS:
                yield from self._wrapped(node)

    def _wrapped(self, node: etree._Element) -> Iterator[str]:
        gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            self.contents = True
        else:
            yield from self.blocks(node)

    def _paragraph(self, node: etree._Element) -> Iterator[str]:
        style = node.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in self.contents_styles:
            self.contents = True
            return
        line = Paragraph()
        self._collect(node, line)
        text = self.carried + "".join(line.text)
        if any(node.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None for gone in ("del", "moveFrom")):
            self.carried = text
            return
        self.carried = ""
        label = self.numbering.label(node)
        if text.strip():
            yield f"{label} {text}".strip() if label else text
        yield from line.notes
        for box in line.boxes:
            yield from self.blocks(box)

    def _collect(self, node: etree._Element, line: Paragraph) -> None:
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
            elif name == "sym":
                line.text.append(_symbol(child.get(f"{W}char", "")))
            elif name == "r" and _is_hidden(child):
                self.hidden = True
            elif name in self.notes:
                self._note(name, child.get(f"{W}id", ""), line)
            elif name == "txbxContent":
                line.boxes.append(child)
            else:
                self._collect(child, line)

    def _note(self, kind: str, key: str, line: Paragraph) -> None:
        note = self.notes[kind].get(key)
        if note is None:
            return
        text = Paragraph()
        self._collect(note, text)
        self.noted += 1
        line.text.append(f" [{self.noted}]")
        line.notes.append(f"(Chú thích {self.noted}: {' '.join(''.join(text.text).split())})")


def _is_hidden(run: etree._Element) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off")


def _symbol(code: str) -> str:
    """A letter given by its place in a font; those of symbol fonts are a square to tick or a bullet."""
    number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else 0
    if 0x20 <= number < 0xD800:
        return chr(number)
    return "□" if number & 0xFF in _BOXES else "•"


def _contents_styles(styles: etree._Element | None) -> Iterator[str]:
    """The paragraph styles of the lines of a table of contents, whatever language Word speaks."""
    for style in [] if styles is None else styles.findall(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and re.fullmatch(r"toc \d", name.get(f"{W}val", ""), re.IGNORECASE):
            yield style.get(f"{W}styleId", "")


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
