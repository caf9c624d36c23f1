"""From the text of a draft to its tree of clauses. Never raises, whatever the text; time grows linearly with it.

The way: lines → paragraphs → quotations → parts (document, attached documents, annexes, footers) → clauses → nodes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from surveys.drafts.anchor import Anchors
from surveys.drafts.headings import split_heading, split_title
from surveys.drafts.lines import clean_lines
from surveys.drafts.listings import listed_clauses
from surveys.drafts.markers import Marker, find_marker
from surveys.drafts.parts import is_state_heading
from surveys.drafts.quotes import find_quotations
from surveys.drafts.sections import Paragraph, Section, split_sections
from surveys.drafts.structure import Found, find_structure
from surveys.drafts.tree import LEVELS, Draft, Node
from surveys.drafts.unwrap import paragraphs

_LEADS_TO_PAGE = re.compile(r"(?:\.{5,}|…{2,}|(?:\. ){5,})[ .…]*\d{1,4}$")
"""A line of a table of contents: it names a clause and does not begin one."""
_LINE_END = 80
_RANK = {level: rank for rank, level in enumerate(LEVELS)}


def parse_text(text: str) -> Draft:
    """The tree of a draft given as plain text or Markdown."""
    lines, pages = clean_lines(text)
    marked, broken = _marked(paragraphs(lines))
    sections, footer = split_sections(marked)
    title, nodes = _Builder().build(sections)
    return Draft(title, tuple(nodes), tuple(_warnings(nodes, pages, broken)), "\n".join(footer))


def _marked(texts: Sequence[str]) -> tuple[list[Paragraph], int]:
    """Paragraphs with their markers, "Điều 3. 1. …" on one line made two; how many quotations were broken off."""
    quotations = find_quotations(texts)
    marked: list[Paragraph] = []
    for place, text in enumerate(texts):
        if quotations.quoted[place] or _LEADS_TO_PAGE.search(text[-_LINE_END:]):
            marked.append(Paragraph(text, None, True))
            continue
        marked += [Paragraph(part, marker, False, place in quotations.broken) for part, marker in _unfolded(text)]
    listed = listed_clauses([part.text for part in marked], [part.marker for part in marked])
    return [replace(part, marker=None) if at in listed else part for at, part in enumerate(marked)], len(quotations.broken)


def _unfolded(text: str) -> Iterator[tuple[str, Marker | None]]:
    marker = find_marker(text)
    while marker and marker.level in ("dieu", "khoan") and marker.rest:
        inner = find_marker(marker.rest)
        if inner is None or inner.rank != (1, 0) or inner.level not in ("khoan", "diem") or inner.level == marker.level:
            break
        head = text[: len(text) - len(marker.rest)].strip()
        yield head, Marker(marker.level, marker.label, marker.rank, "")
        text, marker = text[len(text) - len(marker.rest) :], inner
    yield text, marker


def doubtful(count: int) -> str:
    """The warning that so many clauses are marked; a screen that marks them itself leaves it out."""
    return f"Có {count} mục chưa chắc chắn, cần xem lại."


def _warnings(nodes: Sequence[Node], pages: int, broken: int) -> Iterator[str]:
    if pages:
        yield f"Đã bỏ {pages} số trang."
    if broken:
        yield f"Có {broken} đoạn trích thiếu dấu đóng ngoặc kép; hãy xem lại các mục được đánh dấu."
    doubts = sum(node.doubt for node in nodes)
    if doubts:
        yield doubtful(doubts)
    if all(node.level == "modau" for node in nodes):
        yield "Không tìm thấy điều, khoản hay mục đánh số nào; toàn bộ văn bản được giữ thành một phần."


class _Builder:
    """Puts nodes together; `stack` holds the open clauses from the outermost in."""

    def __init__(self) -> None:
        self.anchors = Anchors()
        self.nodes: list[Node] = []
        self.stack: list[Node] = []

    def build(self, sections: Sequence[Section]) -> tuple[str, list[Node]]:
        title = self._document(sections[0])
        for section in sections[1:]:
            self._part(section)
        return title, self.nodes

    def _document(self, section: Section) -> str:
        found, refused = find_structure(section.paragraphs)
        texts = [paragraph.text for paragraph in section.paragraphs]
        first = min(found, default=len(texts))
        title, opening = split_title(texts[:first])
        if opening:
            doubt = not found
            self._add(Node(self.anchors.opening(), "modau", "", "Phần mở đầu", "\n".join(opening), None, doubt), False)
        self._clauses(texts, found, refused)
        return title

    def _part(self, section: Section) -> None:
        """An attached document, read like any document, or an annex, whose numbers are text."""
        assert section.opening is not None
        level, label = section.opening.level, section.opening.label
        annex = level == "phuluc"
        found, refused = ({}, set[int]()) if annex else find_structure(section.paragraphs)
        texts = [paragraph.text for paragraph in section.paragraphs]
        own = texts[: min(found, default=len(texts))]
        heading, text = split_heading(level, [section.opening.rest, *own])
        if annex and not label and is_state_heading(section.opening.rest):
            heading, text = "", [section.opening.rest, *own]
        self.stack = []
        self._add(Node(self.anchors.part(level, label), level, label, heading, "\n".join(text), None), not annex)
        self._clauses(texts, found, refused)

    def _add(self, node: Node, opens: bool) -> None:
        self.nodes.append(node)
        if opens:
            self.stack.append(node)

    def _clauses(self, texts: Sequence[str], found: dict[int, Found], refused: set[int]) -> None:
        places = sorted(found)
        for place, end in zip(places, [*places[1:], len(texts)], strict=bool(places)):
            clause = found[place]
            unsure = clause.doubt or any(later in refused for later in range(place + 1, end))
            heading, text = split_heading(clause.level, [clause.marker.rest, *texts[place + 1 : end]])
            self._clause(clause, heading, "\n".join(text), unsure)

    def _clause(self, clause: Found, heading: str, text: str, doubt: bool) -> None:
        open_levels = [node.level for node in self.stack]
        if clause.level == "lama" and "lama" in open_levels:
            del self.stack[open_levels.index("lama") :]  # also where Điều stand in Roman sections
        while self.stack and not (_encloses(self.stack[-1], clause) or self._frames(clause)):
            self.stack.pop()
        parent = self.stack[-1].path if self.stack else None
        path = self.anchors.clause(clause.level, clause.marker, self._anchor_base(clause.level, parent))
        self._add(Node(path, clause.level, clause.marker.label, heading, text, parent, doubt), True)

    def _frames(self, clause: Found) -> bool:
        """Whether the open clause is a Roman section in the place of a chapter, and `clause` an Điều in it."""
        inside = any(node.level == "dieu" for node in self.stack)
        return clause.level == "dieu" and self.stack[-1].level == "lama" and not inside

    def _anchor_base(self, level: str, parent: str | None) -> str:
        """An Điều is anchored in its document, not in its chapter."""
        if level != "dieu":
            return parent or ""
        return self.stack[0].path if self.stack and self.stack[0].level == "kemtheo" else ""


def _encloses(outer: Node, clause: Found) -> bool:
    if outer.level == clause.level == "sonho":
        return clause.marker.label.startswith(outer.label + ".")
    return _RANK[outer.level] < _RANK[clause.level]
