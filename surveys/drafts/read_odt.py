"""An OpenDocument text (.odt) to text: headings, lists with their automatic numbers, tables, notes.

Tracked changes are read as accepted: the format keeps deleted text apart from the text itself. What is hidden, comments
and the table of contents are left out.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from lxml import etree

from surveys import archive
from surveys.drafts import remarks
from surveys.drafts.errors import DraftError
from surveys.drafts.odt_lists import STYLE, TEXT, Lists, ListState
from surveys.drafts.paragraph import Paragraph
from surveys.drafts.source import Source, together
from surveys.drafts.table_lines import table_lines
from surveys.encoding import EncodingError, refuse_old_font

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MAX_XML = 64 * 1024 * 1024
_BOMB_RATIO = 150
_MOST_BLANKS = 400
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, KeyError, ValueError, etree.LxmlError)

_BROKEN = "Tệp này không phải tệp OpenDocument .odt hoặc đã hỏng; hãy mở bằng LibreOffice, lưu lại rồi tải lên."
_LOCKED = "Tệp này có mật khẩu; hãy mở bằng LibreOffice, bỏ mật khẩu, lưu lại rồi tải lên."
_TOO_BIG = "Tệp này khi mở ra lớn bất thường nên không được nhận; hãy chép nội dung sang một tệp mới rồi tải lên."
_MACRO = "Tệp này chứa macro nên không được nhận; hãy bỏ macro hoặc lưu lại dưới dạng .docx rồi tải lên."
_ENTITIES = "Tệp này chứa khai báo XML không an toàn nên không được nhận; hãy lưu lại bằng LibreOffice rồi tải lên."
_REASONS = {
    archive.DAMAGED: _BROKEN, archive.LOCKED: _LOCKED, archive.TOO_BIG: _TOO_BIG, archive.ENTITIES: _ENTITIES,
}  # fmt: skip
_MACRO_PARTS = re.compile(r"^(?:Basic|Scripts)/", re.IGNORECASE)

_LEFT_OUT = {f"{TEXT}{name}" for name in ("tracked-changes", "note-citation", "hidden-text", "sequence-decls", "ruby-text")}
_LEFT_OUT |= {f"{_OFFICE}{name}" for name in ("annotation", "annotation-end", "forms")}
_BLOCKS = {f"{TEXT}{name}" for name in ("section", "index-body", "index-title", "numbered-paragraph")}
_INDEXES = tuple(f"{TEXT}{name}" for name in ("alphabetical-index", "illustration-index", "table-index", "bibliography"))


def read_odt(data: bytes) -> Source:
    """Raises DraftError for anything that is not a safe, readable .odt."""
    _check(data)
    try:
        content, styles = _roots(data)
        reader = _Reader(Lists(styles, content), _hidden_styles(styles, content))
        body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        text = "" if body is None else together(reader.blocks(body))
        warnings = [] if body is None else reader.warnings(body)
    except DraftError:
        raise
    except _FAILURES as error:
        raise DraftError(_BROKEN) from error
    try:
        refuse_old_font(unicodedata.normalize("NFC", text))
    except EncodingError as error:
        raise DraftError(str(error)) from error
    return Source(text, tuple(warnings))


def _check(data: bytes) -> None:
    """Raise DraftError unless the package may be opened."""
    try:
        names = archive.check(data, largest_xml=_MAX_XML, tightest=_BOMB_RATIO)
        manifest = _part(data, "META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except archive.ArchiveError as error:
        raise DraftError(_REASONS[error.reason]) from error
    except _FAILURES as error:
        raise DraftError(_BROKEN) from error
    if b"encryption-data" in manifest or "encrypted-package" in names:
        raise DraftError(_LOCKED)
    if "content.xml" not in names:
        raise DraftError(_BROKEN)
    if any(_MACRO_PARTS.match(name) and not name.endswith("/") for name in names):
        raise DraftError(_MACRO)


def _part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def _roots(data: bytes) -> tuple[etree._Element, etree._Element]:
    """The roots of content and styles; a document need not have styles."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    content = etree.fromstring(_part(data, "content.xml"), parser)
    try:
        return content, etree.fromstring(_part(data, "styles.xml"), parser)
    except KeyError:
        return content, etree.Element(f"{_OFFICE}document-styles")


def _hidden_styles(*roots: etree._Element) -> frozenset[str]:
    """Styles of letters and paragraphs that are not shown."""
    return frozenset(
        node.get(f"{STYLE}name", "")
        for root in roots
        for node in root.iter(f"{STYLE}style")
        for properties in node.findall(f"{STYLE}text-properties")
        if properties.get(f"{TEXT}display") == "none"
    )


class _Reader:
    def __init__(self, lists: Lists, hidden: frozenset[str]) -> None:
        self.lists = lists
        self.hidden = hidden
        self.noted = 0
        self.concealed = self.contents = False

    def warnings(self, body: etree._Element) -> list[str]:
        said = {
            remarks.TRACKED: body.find(f".//{TEXT}changed-region") is not None,
            remarks.NOTES: self.noted > 0,
            remarks.HIDDEN: self.concealed,
            remarks.CONTENTS: self.contents,
        }
        return [sentence for sentence, holds in said.items() if holds]

    def blocks(self, container: Iterable[etree._Element]) -> Iterator[str]:
        """The lines of a body, a section, a cell or a text box."""
        for node in container:
            if node.tag == f"{TEXT}p":
                yield from self._paragraph(node, "")
            elif node.tag == f"{TEXT}h":
                yield from self._paragraph(node, self._heading(node))
            elif node.tag == f"{TEXT}list":
                yield from self._list(node, self.lists.begin(node, _first_style(node)), 1)
            elif node.tag == f"{_TABLE}table":
                yield from table_lines([list(_cells(row)) for row in _rows(node)], self.blocks)
            elif node.tag == f"{TEXT}table-of-content":
                self.contents = True
            elif node.tag in _BLOCKS or node.tag in _INDEXES:
                yield from self._section(node)
            elif node.tag in (f"{_DRAW}frame", f"{_DRAW}custom-shape", f"{_DRAW}g"):
                yield from self._boxes(node)

    def _section(self, node: etree._Element) -> Iterator[str]:
        if node.get(f"{TEXT}display") == "none":
            self.concealed = True
        else:
            yield from self.blocks(node)

    def _boxes(self, node: etree._Element) -> Iterator[str]:
        line = Paragraph()
        self._collect_child(node, line)
        for box in line.boxes:
            yield from self.blocks(box)

    def _heading(self, node: etree._Element) -> str:
        if node.get(f"{TEXT}is-list-header") == "true":
            return ""
        depth = node.get(f"{TEXT}outline-level", "1")
        return self.lists.heading(int(depth) if depth.isdigit() else 1, node.get(f"{TEXT}start-value"))

    def _list(self, node: etree._Element, state: ListState, depth: int) -> Iterator[str]:
        for item in node:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            counts = item.tag == f"{TEXT}list-item"
            for child in item:
                if child.tag == f"{TEXT}list":
                    inner = ListState(child.get(f"{TEXT}style-name") or state.style, state.counters)
                    yield from self._list(child, inner, depth + 1)
                elif child.tag in (f"{TEXT}p", f"{TEXT}h"):
                    label = self.lists.label(state, depth, item.get(f"{TEXT}start-value")) if counts else ""
                    counts = False
                    yield from self._paragraph(child, label)
                elif isinstance(child.tag, str):
                    yield from self.blocks([child])

    def _paragraph(self, node: etree._Element, label: str) -> Iterator[str]:
        line = Paragraph()
        if node.get(f"{TEXT}style-name") in self.hidden:
            self.concealed = True
        else:
            self._collect(node, line)
        text = "".join(line.text).strip(" ")
        if text.strip():
            yield f"{label} {text}".strip() if label else text
        yield from line.notes
        for box in line.boxes:
            yield from self.blocks(box)

    def _collect(self, node: etree._Element, line: Paragraph) -> None:
        line.text.append(_collapsed(node.text))
        for child in node:
            if isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                self._collect_child(child, line)
            line.text.append(_collapsed(child.tail))

    def _collect_child(self, child: etree._Element, line: Paragraph) -> None:
        name = child.tag.removeprefix(TEXT)
        if name == "s":
            count = child.get(f"{TEXT}c", "1")
            line.text.append(" " * (min(int(count), _MOST_BLANKS) if count.isdigit() else 1))
        elif name == "tab":
            line.text.append(" ")
        elif name == "line-break":
            line.text.append("\n")
        elif name == "note":
            self._note(child, line)
        elif child.tag == f"{_DRAW}text-box" or (child.tag.startswith(_DRAW) and child.find(f"{TEXT}p") is not None):
            line.boxes.append(child)
        elif name == "span" and child.get(f"{TEXT}style-name") in self.hidden:
            self.concealed = True
        elif child.tag.startswith((TEXT, _DRAW)):  # not alternative texts of pictures
            self._collect(child, line)

    def _note(self, node: etree._Element, line: Paragraph) -> None:
        body = node.find(f"{TEXT}note-body")
        words = [] if body is None else list(self.blocks(body))
        self.noted += 1
        line.text.append(f" [{self.noted}]")
        line.notes.append(f"(Chú thích {self.noted}: {' '.join(' '.join(words).split())})")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for node in table:
        if node.tag == f"{_TABLE}table-row":
            yield node
        elif node.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            yield from _rows(node)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (node for node in row if node.tag == f"{_TABLE}table-cell")


def _first_style(node: etree._Element) -> str:
    paragraph = next(node.iter(f"{TEXT}p", f"{TEXT}h"), None)
    return "" if paragraph is None else paragraph.get(f"{TEXT}style-name", "")


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
