"""OpenDocument texts: automatic numbers, tables, notes, tracked changes; harmful packages."""

import zipfile
from io import BytesIO

import pytest

from surveys.drafts.read import DraftError, read_draft, read_draft_file, source_text
from tests.surveys.drafts import samples
from tests.surveys.drafts.samples import outline, paths

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing")]
) + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'  # fmt: skip
LAW_STYLE = """<text:list-style style:name="Law">
<text:list-level-style-number text:level="1" style:num-format="I" style:num-prefix="Chương "/>
<text:list-level-style-number text:level="2" style:num-format="1" loext:num-list-format="Điều %2%." style:num-suffix="."/>
<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="4" style:num-format="a" style:num-suffix=")"/>
<text:list-level-style-number text:level="5" style:num-format="1" text:display-levels="2" style:num-suffix="."/>
<text:list-level-style-bullet text:level="6" text:bullet-char="•"/>
<text:list-level-style-number text:level="7" style:num-format=""/>
</text:list-style>"""


def packed(**parts: str | bytes) -> bytes:
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, content in parts.items():
            package.writestr(name, content)
    return memory.getvalue()


def odt(body: str, styles: str = "", named: str = "", **more: str | bytes) -> bytes:
    """A text with this body, these automatic styles, and these named ones."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    style = f"<office:document-styles {NAMES}><office:styles>{named}</office:styles></office:document-styles>"
    return packed(**{"content.xml": content, "styles.xml": style, **more})


def lines_of(body: str, styles: str = "", named: str = "") -> list[str]:
    return source_text("a.odt", odt(body, styles, named)).split("\n")


def p(*lines: str) -> str:
    return "".join(f"<text:p>{line}</text:p>" for line in lines)


def nested(text: str, depth: int) -> str:
    """One paragraph as LibreOffice writes it inside the lists above it."""
    opening, closing = "<text:list><text:list-item>" * (depth - 1), "</text:list-item></text:list>" * (depth - 1)
    return f"<text:list-item>{opening}{p(text)}{closing}</text:list-item>"


@pytest.mark.parametrize("sample", samples.ALL)
def test_samples_have_the_structure_of_the_plain_ones(sample: str) -> None:
    escaped = [line.replace("&", "&amp;").replace("<", "&lt;") for line in sample.split("\n")]
    found = read_draft("a.odt", odt(p(*escaped)))
    assert outline(found) == outline(read_draft("a.txt", sample.encode()))


def test_automatic_numbers_become_text() -> None:
    items = "".join(nested(text, depth) for text, depth in [
        ("QUY ĐỊNH", 1), ("Phạm vi", 2), ("Một.", 3), ("Gồm:", 3), ("x;", 4), ("y.", 4), ("Hết", 2), ("Ba.", 3),
        ("việc", 5), ("gạch", 6), ("không số", 7),
    ])  # fmt: skip
    assert lines_of(f'<text:list text:style-name="Law">{items}</text:list>', LAW_STYLE) == [
        "Chương I QUY ĐỊNH", "Điều 1. Phạm vi", "1. Một.", "2. Gồm:", "a) x;", "b) y.", "Điều 2. Hết", "1. Ba.",
        "a.1. việc", "- gạch", "không số",
    ]  # fmt: skip


def test_lists_that_continue_others() -> None:
    style = LAW_STYLE.replace('"1" style:num-format="I"', '"9" style:num-format="I"').replace('level="3"', 'level="1"')

    def items(*texts: str) -> str:
        return "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in texts)

    assert lines_of(
        f'<text:list xml:id="one" text:style-name="Law">{items("a", "b")}</text:list>{p("Lời.")}'
        f'<text:list text:style-name="Law" text:continue-numbering="true">{items("c")}</text:list>'
        f'<text:list text:style-name="Law">{items("d")}</text:list>'
        f'<text:list text:style-name="Law" text:continue-list="one">{items("e")}'
        f'<text:list-item text:start-value="9">{p("f", "sau f")}</text:list-item></text:list>'
        f'<text:list text:style-name="Law"><text:list-header>{p("tên")}</text:list-header>{items("g")}</text:list>',
        style,
    ) == ["1. a", "2. b", "Lời.", "3. c", "1. d", "4. e", "9. f", "sau f", "tên", "1. g"]


def test_numbers_of_headings_and_of_paragraph_styles() -> None:
    named = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="Điều " '
        'style:num-suffix="."/></text:outline-style>'
        '<style:style style:name="Base" style:list-style-name="Law"/>'
        '<style:style style:name="Own" style:parent-style-name="Base"/>'
    )
    body = (
        '<text:h text:outline-level="1">Phạm vi</text:h><text:h text:outline-level="1" text:is-list-header="true">Lời</text:h>'
        '<text:h text:outline-level="1">Hết</text:h>'
        '<text:list><text:list-item><text:p text:style-name="Own">TÊN</text:p></text:list-item></text:list>'
    )
    assert lines_of(body, LAW_STYLE, named) == ["Điều 1. Phạm vi", "Lời", "Điều 2. Hết", "Chương I TÊN"]


def test_blanks_tabs_breaks_and_links() -> None:
    body = p(
        'Điều 1.<text:s text:c="2"/>Phạm <text:span>vi</text:span>\n  của<text:tab/>chợ<text:line-break/>Một '
        '<text:soft-page-break/><text:a>Luật</text:a>.<text:bookmark text:name="x"/>'
    )
    assert lines_of(body) == ["Điều 1.  Phạm vi của chợ", "Một Luật."]


def cell(*lines: str) -> str:
    return f"<table:table-cell>{p(*lines)}</table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def test_tables_stand_in_their_place() -> None:
    head = f"<table:table-header-rows>{row(cell('STT'), cell('Mức'), cell('Quầy'))}</table:table-header-rows>"
    second = row(cell("1."), cell("5.000", "đồng"), "<table:table-cell/>", "<table:covered-table-cell/>")
    pair = f"<table:table>{row(cell('Nơi nhận:', '- Lưu.'), cell('CHỦ TỊCH'))}</table:table>"
    assert lines_of(p("1. Mức thu:") + f"<table:table>{head}{second}</table:table>" + p("2. Hết.") + pair) == [
        "1. Mức thu:", "| STT | Mức | Quầy |", "| 1. | 5.000 đồng |  |", "2. Hết.", "Nơi nhận:", "- Lưu.", "CHỦ TỊCH",
    ]  # fmt: skip


def test_notes_boxes_and_comments() -> None:
    body = f"<text:note-body>{p('Theo số liệu.')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    box = f"<draw:frame><draw:text-box>{p('Trong khung.')}</draw:text-box></draw:frame>"
    comment = f"<office:annotation>{p('Xem lại!')}</office:annotation>"
    found = read_draft_file("a.odt", odt(p(f"1. Có 104 hộ{note}{comment} nghèo.{box}", "2. Hết.")))
    assert found.text.split("\n") == ["1. Có 104 hộ [1] nghèo.", "(Chú thích 1: Theo số liệu.)", "Trong khung.", "2. Hết."]
    assert any("chú thích" in warning for warning in found.draft.warnings)


def test_tracked_changes_are_read_as_accepted_with_a_warning() -> None:
    region = f"<text:changed-region><text:deletion>{p('cũ')}</text:deletion></text:changed-region>"
    shown = p('Điều 1. Mức <text:change text:change-id="x"/>thu <text:change-start/>mới')
    found = read_draft_file("a.odt", odt(f"<text:tracked-changes>{region}</text:tracked-changes>{shown}"))
    assert found.text == "Điều 1. Mức thu mới"
    assert any("Track Changes" in warning for warning in found.draft.warnings)


def test_hidden_text_and_contents_are_left_out_and_told() -> None:
    hidden = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    body = (
        f"<text:table-of-content><text:index-body>{p('Điều 1. Phạm vi 3')}</text:index-body></text:table-of-content>"
        + p('Điều 1. Phạm vi<text:span text:style-name="H"> nháp</text:span>')
        + '<text:p text:style-name="H">Ẩn.</text:p>'
        + f'<text:section text:display="none">{p("Ẩn nữa.")}</text:section><text:section>{p("1. Hiện.")}</text:section>'
    )
    found = read_draft_file("a.odt", odt(body, hidden))
    assert found.text == "Điều 1. Phạm vi\n1. Hiện."
    assert [word for word in ("chữ ẩn", "mục lục") if any(word in warning for warning in found.draft.warnings)] == [
        "chữ ẩn", "mục lục",
    ]  # fmt: skip
    assert paths(found.draft) == ["d1", "d1.k1"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
MANIFEST = '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (odt(""), "không có nội dung"),
        (packed(**{"content.xml": f"{BOMB}<x/>"}), "XML"),
        (packed(**{"content.xml": f"{BOMB}<x/>".encode("utf-16")}), "XML"),
        (packed(**{"content.xml": "<office:document"}), "hỏng"),
        (packed(**{"content.xml": "<x/>"}), "không có nội dung"),
        (packed(**{"x.xml": "<x/>"}), "hỏng"),
        (odt(p("Điều 1."), **{"META-INF/manifest.xml": MANIFEST}), "mật khẩu"),
        (packed(**{"encrypted-package": "x"}), "mật khẩu"),
        (odt(p("Điều 1."), **{"Basic/Standard/Module1.xml": "<x/>"}), "macro"),
        (odt(p("Điều 1."), **{"Pictures/a.bin": b"\0" * (30 << 20)}), "lớn bất thường"),
        (odt(p(*["NghÞ quyÕt nµy quy ®Þnh vÒ phÝ chî vµ ®îc ¸p dông"] * 5)), "Unicode"),
        (odt(p("Điều 1. Phạm vi"))[:-40], "hãy"),
    ],
)
def test_harmful_or_broken_packages_are_refused(data: bytes, says: str) -> None:
    with pytest.raises(DraftError, match=says) as refusal:
        read_draft("a.odt", data)
    assert "hãy" in str(refusal.value)


def test_deep_nesting_is_refused_not_a_crash() -> None:
    body = "<text:section>" * 5000 + p("Điều 1.") + "</text:section>" * 5000
    with pytest.raises(DraftError, match="hãy"):
        read_draft("a.odt", odt(body))
