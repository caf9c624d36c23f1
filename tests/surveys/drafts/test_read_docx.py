"""Word documents: automatic numbers, tables, notes, tracked changes; harmful packages."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from surveys.drafts.read import DraftError, read_draft, read_draft_file, source_text
from tests.surveys.drafts.samples import paths

W = nsdecls("w")


def saved(document: Document) -> bytes:
    memory = BytesIO()
    document.save(memory)
    return memory.getvalue()


def with_lines(*lines: str) -> Document:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return document


def lines_of(document: Document) -> list[str]:
    return source_text("a.docx", saved(document)).split("\n")


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package with its parts changed in place."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return memory.getvalue()


LEGAL_LIST = f"""<w:abstractNum {W} w:abstractNumId="77">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Chương %1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%4)"/></w:lvl>
<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%5."/></w:lvl>
<w:lvl w:ilvl="5"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
<w:lvl w:ilvl="6"><w:start w:val="3"/><w:numFmt w:val="decimalZero"/><w:lvlText w:val="(%7)"/></w:lvl>
</w:abstractNum>"""


def with_legal_list(document: Document) -> Document:
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(LEGAL_LIST))
    for key, override in (("77", ""), ("78", '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride>')):
        number = f'<w:num {W} w:numId="{key}"><w:abstractNumId w:val="77"/>{override}</w:num>'
        numbering.append(parse_xml(number))
    return document


def numbered(document: Document, depth: int, text: str, number: str = "77") -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    xml = f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    properties.append(parse_xml(xml))


def test_automatic_numbers_become_text() -> None:
    document = with_legal_list(docx.Document())
    for depth, text in [(0, "QUY ĐỊNH"), (1, "Phạm vi"), (2, "Một."), (2, "Gồm:"), (3, "x;"), (3, "y."), (1, "Hết")]:
        numbered(document, depth, text)
    assert lines_of(document) == [
        "Chương I QUY ĐỊNH", "Điều 1. Phạm vi", "1. Một.", "2. Gồm:", "a) x;", "b) y.", "Điều 2. Hết",
    ]  # fmt: skip
    assert paths(read_draft("a.docx", saved(document))) == ["c1", "d1", "d1.k1", "d1.k2", "d1.k2.pa", "d1.k2.pb", "d2"]


def test_formats_of_automatic_numbers() -> None:
    document = with_legal_list(docx.Document())
    for depth, number in [(0, "77"), (0, "77"), (4, "77"), (5, "77"), (6, "77"), (2, "78"), (2, "78"), (2, "0")]:
        numbered(document, depth, "x", number)
    assert lines_of(document) == ["Chương I x", "Chương II x", "2.1. x", "- x", "(03) x", "5. x", "6. x", "x"]


def test_numbers_of_styles() -> None:
    document = docx.Document()
    for style in ("List Number", "List Number", "List Bullet"):
        document.add_paragraph("việc", style)
    assert lines_of(document) == ["1. việc", "2. việc", "- việc"]


def test_empty_numbered_paragraph_counts_but_gives_no_line() -> None:
    document = with_legal_list(docx.Document())
    for text in ("Một", "", "Ba"):
        numbered(document, 2, text)
    assert lines_of(document) == ["1. Một", "3. Ba"]


def test_soft_line_breaks_and_tabs() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("TM. BAN THƯỜNG TRỰC")
    run.add_break()
    run.add_text("CHỦ\tTỊCH")
    assert lines_of(document) == ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"]


def test_tables_stand_in_their_place() -> None:
    document = with_lines("Điều 1. Mức thu", "1. Mức thu như sau:")
    table = document.add_table(3, 3)
    for row, cells in zip(
        table.rows, [("STT", "Quầy", "Mức"), ("1.", "Thịt", "5.000"), ("2.", "Rau", "2.000")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("2. Thu hằng tháng.")
    draft = read_draft("a.docx", saved(document))
    assert paths(draft) == ["d1", "d1.k1", "d1.k2"]
    assert draft.nodes[1].text == "Mức thu như sau:\n| STT | Quầy | Mức |\n| 1. | Thịt | 5.000 |\n| 2. | Rau | 2.000 |"


def test_head_and_signature_side_by_side_are_read_one_after_the_other() -> None:
    document = with_lines("I. VIỆC", "1. Một")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    table.cell(0, 1).text = "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH"
    draft = read_draft("a.docx", saved(document))
    assert paths(draft) == ["i1", "i1.s1"]
    assert draft.footer == "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. BAN THƯỜNG TRỰC\nCHỦ TỊCH"


def changed(document: Document, kind: str, inner: str) -> None:
    xml = f'<w:{kind} {W} w:id="1" w:author="A"><w:r>{inner}</w:r></w:{kind}>'
    document.paragraphs[-1]._p.append(parse_xml(xml))


def test_tracked_changes_are_read_as_accepted_with_a_warning() -> None:
    document = with_lines("Điều 1. Mức thu ")
    changed(document, "del", "<w:delText>cũ</w:delText>")
    changed(document, "moveFrom", "<w:t>chuyển đi</w:t>")
    changed(document, "ins", "<w:t>mới</w:t>")
    found = read_draft_file("a.docx", saved(document))
    assert found.text == "Điều 1. Mức thu mới"
    assert any("Track Changes" in warning for warning in found.draft.warnings)


def test_deleted_end_of_a_paragraph_joins_the_next() -> None:
    document = with_lines("Nửa trước ", "nửa sau.")
    mark = f'<w:rPr {W}><w:del w:id="1" w:author="A"/></w:rPr>'
    document.paragraphs[0]._p.get_or_add_pPr().append(parse_xml(mark))
    assert lines_of(document) == ["Nửa trước nửa sau."]


def test_document_without_changes_has_no_warning() -> None:
    assert read_draft("a.docx", saved(with_lines("Điều 1. Phạm vi", "Một."))).warnings == ()


FOOTNOTES = f"""<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>Theo số liệu năm 2025.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
NOTE_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def add_footnotes(parts: dict[str, bytes]) -> None:
    parts["word/footnotes.xml"] = FOOTNOTES.encode()
    relation = f'<Relationship Id="rId99" Type="{NOTE_TYPE}" Target="footnotes.xml"/></Relationships>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", relation.encode())


def test_footnotes_follow_the_paragraph_that_refers_to_them() -> None:
    document = with_lines("Điều 1. Phạm vi", "1. Có 104 hộ", "2. Hết.")
    document.paragraphs[1]._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    found = read_draft_file("a.docx", repacked(saved(document), add_footnotes))
    assert found.draft.nodes[1].text == "Có 104 hộ [1]\n(Chú thích 1: Theo số liệu năm 2025.)"
    assert any("chú thích" in warning for warning in found.draft.warnings)


def test_content_controls_are_read() -> None:
    document = with_lines("Điều 1. Phạm vi")
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>1. Trong khung.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    assert lines_of(document) == ["Điều 1. Phạm vi", "1. Trong khung."]


ENDNOTES = FOOTNOTES.replace("footnote", "endnote").replace("năm 2025", "năm 2026")


def add_both_notes(parts: dict[str, bytes]) -> None:
    add_footnotes(parts)
    parts["word/endnotes.xml"] = ENDNOTES.encode()
    relation = f'<Relationship Id="rId98" Type="{NOTE_TYPE.replace("footnotes", "endnotes")}" Target="endnotes.xml"/>'
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", relation.encode() + b"</Relationships>")


def test_endnotes_are_numbered_with_the_footnotes() -> None:
    document = with_lines("1. Có 104 hộ", "2. Hết.")
    document.paragraphs[0]._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    document.paragraphs[1]._p.append(parse_xml(f'<w:r {W}><w:endnoteReference w:id="2"/></w:r>'))
    assert source_text("a.docx", repacked(saved(document), add_both_notes)).split("\n") == [
        "1. Có 104 hộ [1]", "(Chú thích 1: Theo số liệu năm 2025.)", "2. Hết. [2]", "(Chú thích 2: Theo số liệu năm 2026.)",
    ]  # fmt: skip


CONTINUED_LIST = LEGAL_LIST.replace('<w:numFmt w:val="decimal"/><w:lvlText w:val="Điều', '<w:numFmt w:val="decimal"/>'
                                    '<w:lvlRestart w:val="0"/><w:lvlText w:val="Điều')  # fmt: skip


def test_articles_are_counted_through_all_chapters_where_word_does() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(CONTINUED_LIST))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for depth in (0, 1, 2, 1, 0, 1, 2):
        numbered(document, depth, "x")
    assert lines_of(document) == [
        "Chương I x", "Điều 1. x", "1. x", "Điều 2. x", "Chương II x", "Điều 3. x", "1. x",
    ]  # fmt: skip


def test_style_without_a_level_has_the_level_bound_to_it() -> None:
    document = docx.Document()
    bound = LEGAL_LIST.replace('<w:numFmt w:val="lowerLetter"/>', '<w:numFmt w:val="lowerLetter"/><w:pStyle w:val="Quote"/>')
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(bound))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    style = document.styles["Quote"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="77"/></w:numPr>'))
    document.add_paragraph("x", "Quote")
    document.add_paragraph("y", "Quote")
    assert lines_of(document) == ["a) x", "b) y"]


def test_moved_paragraph_stands_only_where_it_went() -> None:
    document = with_lines("Điều 1. Phạm vi", "", "2. Hai.", "")
    for place, kind in ((1, "moveFrom"), (3, "moveTo")):
        paragraph = document.paragraphs[place]._p
        paragraph.append(parse_xml(f'<w:{kind} {W} w:id="1" w:author="A"><w:r><w:t>3. Ba.</w:t></w:r></w:{kind}>'))
        paragraph.get_or_add_pPr().append(parse_xml(f'<w:rPr {W}><w:{kind} w:id="2" w:author="A"/></w:rPr>'))
    assert lines_of(document) == ["Điều 1. Phạm vi", "2. Hai.", "3. Ba."]


TEXT_BOX = f"""<w:r {W}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>Trong khung chữ.</w:t></w:r></w:p></w:txbxContent>
</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Trong khung chữ.</w:t></w:r></w:p>
</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    document = with_lines("Điều 1. Phạm vi", "Hết.")
    document.paragraphs[0]._p.append(parse_xml(TEXT_BOX))
    assert lines_of(document) == ["Điều 1. Phạm vi", "Trong khung chữ.", "Hết."]


def test_links_fields_and_signs_are_read_and_comments_are_not() -> None:
    document = with_lines("Theo ")
    for inner in (
        f"<w:hyperlink {W}><w:r><w:t>Luật Chợ</w:t></w:r></w:hyperlink>",
        f'<w:r {W}><w:fldChar w:fldCharType="begin"/><w:instrText> REF x </w:instrText><w:fldChar w:fldCharType="separate"/>'
        '<w:t>, Điều 5</w:t><w:fldChar w:fldCharType="end"/></w:r>',
        f'<w:fldSimple {W} w:instr=" DATE "><w:r><w:t> ngày 01</w:t></w:r></w:fldSimple>',
        f"<w:r {W}><w:noBreakHyphen/><w:t>07</w:t></w:r>",
        f'<w:r {W}><w:commentReference w:id="1"/><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
        f'<w:r {W}><w:sym w:font="Symbol" w:char="F0B7"/><w:sym w:font="Arial" w:char="00BD"/><w:sym w:char="x"/></w:r>',
    ):
        document.paragraphs[0]._p.append(parse_xml(inner))
    assert lines_of(document) == ["Theo Luật Chợ, Điều 5 ngày 01-07□•½•"]


def test_hidden_letters_are_left_out_and_told() -> None:
    document = with_lines("Điều 1. Phạm vi ")
    document.paragraphs[0].add_run("nháp").font.hidden = True
    document.paragraphs[0].add_run("chung").font.hidden = False
    found = read_draft_file("a.docx", saved(document))
    assert found.text == "Điều 1. Phạm vi chung"
    assert any("chữ ẩn" in warning for warning in found.draft.warnings)


@pytest.mark.parametrize("inner", ["<w:p><w:r><w:t>Điều 1. Phạm vi 3</w:t></w:r></w:p>"])
def test_table_of_contents_is_left_out_and_told(inner: str) -> None:
    document = with_lines("LUẬT CHỢ", "Điều 1. Phạm vi", "Một.")
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    document.element.body.insert(1, parse_xml(f"<w:sdt {W}>{gallery}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"))
    style = document.styles.add_style("Mục lục một", WD_STYLE_TYPE.PARAGRAPH)
    style.element.find(qn("w:name")).set(qn("w:val"), "toc 1")
    document.add_paragraph("Điều 1. Phạm vi 3", style)
    found = read_draft_file("a.docx", saved(document))
    assert found.text == "LUẬT CHỢ\nĐiều 1. Phạm vi\nMột."
    assert any("mục lục" in warning for warning in found.draft.warnings)


def test_document_without_text_is_refused() -> None:
    with pytest.raises(DraftError, match="không có nội dung"):
        read_draft("a.docx", saved(docx.Document()))


def test_document_in_an_old_font_is_refused() -> None:
    with pytest.raises(DraftError, match="Unicode"):
        read_draft("a.docx", saved(with_lines(*["NghÞ quyÕt nµy quy ®Þnh vÒ phÝ chî vµ ®îc ¸p dông"] * 5)))


def add_macro(parts: dict[str, bytes]) -> None:
    parts["word/vbaProject.bin"] = b"macro"


def call_it_macro(parts: dict[str, bytes]) -> None:
    kind = b"wordprocessingml.document.main+xml"
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(
        b"vnd.openxmlformats-officedocument." + kind, b"vnd.ms-word.document.macroEnabled.main+xml"
    )


def add_bomb(parts: dict[str, bytes]) -> None:
    parts["word/media/image1.bin"] = b"\0" * (30 * 1024 * 1024)


def add_entities(parts: dict[str, bytes]) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:document", bomb + b"<w:document", 1)


def add_wide_entities(parts: dict[str, bytes]) -> None:
    parts["word/extra.xml"] = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")


def take_targets_out(parts: dict[str, bytes]) -> None:
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"Target=", b"Tarnet=")


def take_document_out(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


def break_document(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = b"<w:document"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (add_macro, "macro"),
        (call_it_macro, "macro"),
        (add_bomb, "lớn bất thường"),
        (add_entities, "XML"),
        (add_wide_entities, "XML"),
        (take_document_out, "không phải tài liệu Word"),
        (take_targets_out, "Không mở được"),
        (break_document, "Không mở được"),
    ],
)
def test_harmful_or_broken_packages_are_refused(change: Callable[[dict[str, bytes]], None], says: str) -> None:
    data = repacked(saved(with_lines("Điều 1. Phạm vi")), change)
    with pytest.raises(DraftError, match=says):
        read_draft("a.docx", data)


def test_cut_off_package_is_refused() -> None:
    data = saved(with_lines("Điều 1. Phạm vi"))
    with pytest.raises(DraftError):
        read_draft("a.docx", data[: len(data) // 2])


def test_locked_member_is_refused() -> None:
    data = bytearray(saved(with_lines("Điều 1. Phạm vi")))
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    with pytest.raises(DraftError, match="mật khẩu"):
        read_draft("a.docx", bytes(data))


def test_document_part_as_word_on_the_web_names_it() -> None:
    def rename(parts: dict[str, bytes]) -> None:
        parts["word/document2.xml"] = parts.pop("word/document.xml")
        parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
        for name in ("[Content_Types].xml", "_rels/.rels"):
            parts[name] = parts[name].replace(b"word/document.xml", b"word/document2.xml")

    data = repacked(saved(with_lines("Điều 1. Phạm vi", "Một.")), rename)
    assert paths(read_draft("a.docx", data)) == ["d1"]
