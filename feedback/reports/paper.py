"""Pieces of a Word document in the layout of administrative papers (NĐ 30/2020/NĐ-CP annex I; python-docx underneath).

Lengths are in mm, type sizes in points. Fonts are set for all scripts and the language to Vietnamese, so that Word
neither changes the font of letters with diacritics nor underlines every word.
"""

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from feedback import clock

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
LEFT, CENTRE, RIGHT, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
BODY, SMALL, FINE = 14.0, 12.0, 9.5
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: `first` is the indent of its first line, `left` of all lines; `after` in points."""

    size: float = BODY
    align: WD_ALIGN_PARAGRAPH = JUSTIFIED
    bold: bool = False
    italic: bool = False
    first: float = 0.0
    left: float = 0.0
    before: float = 0.0
    after: float = 6.0
    spacing: float = 1.0
    together: bool = False


def new_document(title: str, author: str) -> Any:
    """An empty A4 document: margins 20/20/30/20 mm (top, bottom, left, right), fonts, language and properties set."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = author
    document.core_properties.language = LANGUAGE
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = clock.now()  # python-docx's own says 2013
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    set_font(defaults)
    for name in ("Normal", "Header", "Heading 1", "Heading 2", "Heading 3"):
        _restyle(document.styles[name], BODY, bold=name.startswith("Heading"), italic=name == "Heading 3")
    set_page(document.sections[0], 210, 297)
    return document


def set_page(section: Any, width: float, height: float) -> None:
    """Size and margins of a section's pages; wider than high is landscape."""
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin = Mm(30)
    section.header_distance = section.footer_distance = Mm(10)


def text_width(section: Any) -> float:
    """Width between the margins, in mm."""
    return float(Length(section.page_width - section.left_margin - section.right_margin).mm)


def _restyle(style: Any, size: float, *, bold: bool, italic: bool) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
    style.font.color.rgb = None
    properties = style.element.get_or_add_rPr()
    for colour in properties.findall(qn("w:color")):
        properties.remove(colour)
    set_font(properties)


def set_font(properties: Any) -> None:
    """The font for all scripts and the language, in a set of run properties."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for theme in _THEMED:
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    for script in ("val", "eastAsia"):
        language.set(qn(f"w:{script}"), LANGUAGE)


def shape(paragraph: Paragraph, look: Look) -> Paragraph:
    """Give a paragraph its look; the type size is set on each run as it is added."""
    if paragraph._p.pPr is None:
        paragraph._p.insert(0, deepcopy(_paragraph_properties(look)))
    else:
        _form(paragraph, look)
    return paragraph


def _form(paragraph: Paragraph, look: Look) -> None:
    form = paragraph.paragraph_format
    form.alignment = look.align
    form.first_line_indent, form.left_indent = Mm(look.first), Mm(look.left)
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = look.spacing
    form.keep_with_next = look.together


# Setting each property anew on thousands of paragraphs took most of the time, so those of a look are made once and copied.
@cache
def _paragraph_properties(look: Look) -> Any:
    scratch = Document().add_paragraph()
    _form(scratch, look)
    return scratch._p.pPr


@cache
def _run_properties(size: float, bold: bool, italic: bool) -> Any:
    run = Document().add_paragraph().add_run()
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return run._r.rPr


def write(paragraph: Paragraph, text: str, look: Look, *, bold: bool | None = None, italic: bool | None = None) -> Any:
    """Add words to a paragraph in its look and return the run. Characters that XML cannot hold are left out."""
    run = paragraph.add_run(_NOT_XML.sub("", text))
    bold, italic = look.bold if bold is None else bold, look.italic if italic is None else italic
    run._r.insert(0, deepcopy(_run_properties(look.size, bold, italic)))
    return run


def link(paragraph: Paragraph, text: str, target: str, look: Look) -> None:
    """Add a raised mark that leads to a bookmark of this document."""
    anchor = OxmlElement("w:hyperlink")
    anchor.set(qn("w:anchor"), target)
    run = write(paragraph, text, look, bold=False, italic=False)
    run.font.superscript = True
    paragraph._p.append(anchor)
    anchor.append(run._r)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Make the paragraph the target of links to `name`; `number` is the bookmark's own, unique in the document."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.append(start)
    paragraph._p.append(end)


def rule(container: Any, width: float, length: float, paragraph: Paragraph | None = None) -> None:
    """A thin line of this length in the middle of a column of this width."""
    paragraph = paragraph or container.add_paragraph()
    form = shape(paragraph, Look(align=CENTRE, after=4)).paragraph_format
    form.left_indent = form.right_indent = Mm((width - length) / 2)
    form.line_spacing = Pt(3)
    border: Any = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def page_numbers(section: Any, *, on_first: bool) -> None:
    """Page numbers in the middle of the top margin; NĐ 30/2020 leaves the first page without one."""
    section.different_first_page_header_footer = not on_first
    paragraph = section.header.paragraphs[0]
    shape(paragraph, Look(align=CENTRE, after=0))
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = write(paragraph, "", Look(size=13))
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def add_table(container: Any, widths: Sequence[float], rows: int, *, ruled: bool = True) -> Any:
    """An empty table of fixed column widths (mm), ruled or without lines."""
    table = container.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    if ruled:
        table.style = "Table Grid"
    total = table._tbl.tblPr.find(qn("w:tblW"))
    if total is None:
        total = OxmlElement("w:tblW")
        table._tbl.tblPr.append(total)
    total.set(qn("w:type"), "dxa")
    total.set(qn("w:w"), str(Mm(sum(widths)).twips))
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(Mm(width).twips))
    return table


def no_cell_margins(table: Any) -> None:
    """Let the cells of a table reach from edge to edge: the head of a document needs every millimetre."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), "0")
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def set_widths(cells: Iterable[Any], widths: Sequence[float]) -> None:
    """Widths of the cells of one row, in mm."""
    for cell, width in zip(cells, widths, strict=True):
        cell.width = Mm(width)


def row_rules(row: Any, *, repeat: bool = False, whole: bool = True) -> None:
    """`repeat`: the row is printed again at the top of each page; `whole`: it is not broken between two pages."""
    properties = row._tr.get_or_add_trPr()
    for wanted, name in ((whole, "w:cantSplit"), (repeat, "w:tblHeader")):
        if wanted:
            properties.append(OxmlElement(name))
