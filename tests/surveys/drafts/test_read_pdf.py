"""PDF with a text layer: paragraphs, page numbers, heads and feet, columns, tables, notes; what must be refused."""

import zlib
from functools import cache

import pytest
from playwright.sync_api import Browser

from surveys.drafts import pdf_child, read_pdf
from surveys.drafts.grammar import parse_text
from surveys.drafts.read import DraftError, read_draft, read_draft_file, source_text
from tests.surveys.drafts import samples
from tests.surveys.drafts.pdf_maker import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Put,
    Stroke,
    Thing,
    packed,
    pdf,
    printed,
)
from tests.surveys.drafts.samples import outline, paths

LAW = "\n".join(
    f"Điều {number}. Trách nhiệm thứ {number} trong công khai mức thu phí chợ trên địa bàn xã theo kế hoạch năm\n"
    + "\n".join(
        f"{clause}. Việc thứ {number * clause}: Ủy ban nhân dân xã niêm yết công khai mức thu, danh sách hộ được miễn, giảm "
        "và kết quả thu hằng tháng tại nhà văn hóa thôn theo quy định tại Chương II và Phụ lục I của Quy chế này;"
        for clause in range(1, 6)
    )
    for number in range(1, 25)
)

def lines_of(*things: Thing) -> list[str]:
    return source_text("a.pdf", pdf([things])).split("\n")


@pytest.mark.parametrize(("indent", "gap"), [(36, 6), (36, 0), (0, 8), (0, 0)])
def test_printed_law_has_the_structure_of_the_plain_one(indent: float, gap: float) -> None:
    draft = read_draft("a.pdf", pdf(printed(LAW, indent=indent, gap=gap)))
    plain = parse_text(LAW)
    assert [(n.path, n.heading, n.text) for n in draft.nodes] == [(n.path, n.heading, n.text) for n in plain.nodes]
    assert draft.warnings[0].startswith("Đã bỏ")


@pytest.mark.parametrize("sample", [samples.STRAIGHT_QUOTES, samples.RESOLUTION, samples.ATTACHED, samples.APPROVAL])
def test_printed_samples_have_the_structure_of_the_plain_ones(sample: str) -> None:
    assert outline(read_draft("a.pdf", pdf(printed(sample)))) == outline(parse_text(sample))


def test_repeated_heads_and_feet_are_taken_out_and_told() -> None:
    pages = printed(LAW, numbers=False)
    for number, things in enumerate(pages, start=1):
        things.insert(0, Put(LEFT, HEIGHT - 30, "Dự thảo lần 2 ngày 15/11", 10))
        things.append(Put(RIGHT - 90, BOTTOM - 30, f"Trang {number}/{len(pages)}", 10))
    found = read_draft_file("a.pdf", pdf(pages))
    assert found.text == LAW
    assert any("“Dự thảo lần 2 ngày 15/11”" in warning for warning in found.draft.warnings)
    assert any(f"Đã bỏ {len(pages)} số trang" in warning for warning in found.draft.warnings)


def test_numbers_that_count_no_pages_stay() -> None:
    assert lines_of(*_rows(["Điều 1. Số hộ", "104"])) == ["Điều 1. Số hộ", "104"]


def _rows(texts: list[str], x: float = LEFT, top: float = TOP) -> list[Thing]:
    return [Put(x, top - 20 * place, text) for place, text in enumerate(texts)]


def test_words_cut_at_the_end_of_a_line_are_whole_again() -> None:
    full = "Ủy ban nhân dân xã niêm yết công khai mức thu, danh sách hộ ph\u00ad"
    assert lines_of(*_rows([full, "ải nộp."])) == [full[:-3] + "phải nộp."]
    cut = "Ủy ban nhân dân xã niêm yết công khai mức thu phải nộp, hộ phả-"
    assert lines_of(*_rows([cut, "i nộp."])) == [cut[:-4] + "phải nộp."]
    kept = "Ủy ban nhân dân xã thực hiện theo Quyết định số 262/2024/QĐ-"
    assert lines_of(*_rows([kept, "TTg."])) == [kept + "TTg."]


def test_columns_without_lines_are_read_one_after_the_other() -> None:
    left = _rows(["Nơi nhận:", "- Như trên;", "- Lưu: VT."])
    right = _rows(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn C"], x=350)
    by_column, by_line = [*left, *right], [thing for pair in zip(left, right, strict=True) for thing in pair]
    expected = ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn C"]
    assert lines_of(*by_column) == lines_of(*by_line) == expected


def test_label_and_text_apart_by_a_tab_are_one_line() -> None:
    things = [Put(LEFT, TOP, "1."), Put(LEFT + 75, TOP, "Thu hằng tháng."), Put(LEFT, TOP - 30, "a)"),
              Put(LEFT + 60, TOP - 30, "Quầy thịt;")]  # fmt: skip
    assert lines_of(*things) == ["1. Thu hằng tháng.", "a) Quầy thịt;"]


CELLS = [("STT", "Quầy", "Mức"), ("1.", "Thịt lợn, thịt bò", "5.000"), ("2.", "Rau", "2.000")]


def table(top: float = 700.0) -> list[Thing]:
    edges, height = [LEFT, LEFT + 50, LEFT + 200, RIGHT], 40
    things: list[Thing] = [Stroke(LEFT, top - height * row, RIGHT, top - height * row) for row in range(4)]
    things += [Stroke(x, top, x, top - 3 * height) for x in edges]
    for row, cells in enumerate(CELLS):
        for x, text in zip(edges, cells, strict=False):
            words = text.split(", ")
            things += [Put(x + 4, top - height * row - 16 - 16 * line, word) for line, word in enumerate(words)]
    return things


def test_ruled_table_is_read_row_by_row() -> None:
    found = lines_of(Put(LEFT, TOP, "1. Mức thu như sau:"), *table(), Put(LEFT, 540, "2. Thu hằng tháng."))
    assert found == [
        "1. Mức thu như sau:", "| STT | Quầy | Mức |", "| 1. | Thịt lợn thịt bò | 5.000 |", "| 2. | Rau | 2.000 |",
        "2. Thu hằng tháng.",
    ]  # fmt: skip


def cut_table(first: str, second: tuple[str, str, str]) -> bytes:
    """A table of two pages whose last row on the first page is `first` with text after it."""
    edges = [LEFT, LEFT + 50, LEFT + 300, RIGHT]
    pages: list[list[Thing]] = []
    for rows in ([("1.", "Thịt", "5.000"), ("2.", first, "2.000")], [second, ("4.", "Cá", "3.000")]):
        things: list[Thing] = [Stroke(LEFT, TOP - 40 * row, RIGHT, TOP - 40 * row) for row in range(3)]
        things += [Stroke(x, TOP, x, TOP - 80) for x in edges]
        things += [Put(x + 4, TOP - 40 * row - 20, text) for row, cells in enumerate(rows)
                   for x, text in zip(edges, cells, strict=False) if text]  # fmt: skip
        pages.append(things)
    return pdf(pages)


def test_row_cut_by_the_end_of_a_page_is_whole_again() -> None:
    assert source_text("a.pdf", cut_table("Rau và các loại", ("", "củ quả", ""))).split("\n") == [
        "| 1. | Thịt | 5.000 |", "| 2. | Rau và các loại củ quả | 2.000 |", "| 4. | Cá | 3.000 |",
    ]  # fmt: skip
    for second in (("3.", "củ quả", ""), ("", "Củ quả", "1.000")):
        assert len(source_text("a.pdf", cut_table("Rau", second)).split("\n")) == 4


def test_frame_around_a_paragraph_is_no_table() -> None:
    frame = [Stroke(80, 780, 540, 780), Stroke(80, 700, 540, 700), Stroke(80, 700, 80, 780), Stroke(540, 700, 540, 780)]
    assert lines_of(*frame, *_rows(["Điều 1. Phạm vi", "Áp dụng tại xã."])) == ["Điều 1. Phạm vi", "Áp dụng tại xã."]


def test_unruled_table_of_three_columns_is_read_row_by_row() -> None:
    things = [Put(x, TOP - 20 * row, text) for row, cells in enumerate(CELLS)
              for x, text in zip([LEFT, 200, 420], cells, strict=True)]  # fmt: skip
    assert lines_of(*things)[1:] == ["| 1. | Thịt lợn, thịt bò | 5.000 |", "| 2. | Rau | 2.000 |"]


def test_footnotes_follow_their_paragraph() -> None:
    body = "Điều 1. Phạm vi\n1. Xã có một trăm linh bốn hộ nghèo và hộ cận nghèo theo chuẩn mới của tỉnh ta."
    pages = printed(body)
    last = pages[0][-1]
    assert isinstance(last, Put)
    pages[0] += [
        Put(last.x + 7 * len(last.text), last.y + 5, "1", 8), Put(LEFT, 90, "1", 6),
        Put(LEFT + 4, 86, "Theo số liệu năm 2025.", 10), Put(LEFT, 74, "1. Một dòng chữ nhỏ nữa", 10),
    ]  # fmt: skip
    pages.append([Put(LEFT + 36, TOP, "2. Các hộ được miễn phí.")])
    found = read_draft_file("a.pdf", pdf(pages))
    assert paths(found.draft) == ["d1", "d1.k1", "d1.k2"]
    assert found.draft.nodes[1].text.endswith(
        "tỉnh ta. [1]\n(Chú thích 1: Theo số liệu năm 2025. 1. Một dòng chữ nhỏ nữa)"
    )
    assert any("chú thích" in warning for warning in found.draft.warnings)


def test_number_of_a_note_in_the_size_of_the_text() -> None:
    things: list[Thing] = [Put(LEFT, TOP - 20 * row, f"Dòng chữ thứ {row} của văn bản này.") for row in range(6)]
    things.insert(1, Put(LEFT + 7 * 32, TOP + 6, "1", 8))
    things += [Put(LEFT, 90, "1"), Put(LEFT + 10, 90, "Theo số liệu.", 10)]
    assert lines_of(*things)[:2] == ["Dòng chữ thứ 0 của văn bản này. [1]", "(Chú thích 1: Theo số liệu.)"]


def test_raised_numbers_that_name_no_note_stay() -> None:
    things = [Put(LEFT, TOP, "Diện tích 120 m"), Put(LEFT + 105, TOP + 6, "2", 8), Put(LEFT, TOP - 20, "Hết.")]
    assert lines_of(*things) == ["Diện tích 120 m2", "Hết."]


def test_page_turned_sideways_is_read_upright() -> None:
    flat = [Put(LEFT, 500 - 20 * row, text) for row, text in enumerate(["Điều 1. Phạm vi", "Áp dụng tại xã ta."])]
    assert source_text("a.pdf", pdf([flat], turned=True)).split("\n") == ["Điều 1. Phạm vi", "Áp dụng tại xã ta."]


def picture_page() -> bytes:
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    content = b"q 500 0 0 700 40 40 cm /I Do Q"
    return packed([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 {WIDTH} {HEIGHT}] >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /XObject << /I 4 0 R >> >> >>",
        image + b"\nstream\n0\nendstream",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ])  # fmt: skip


LOCK = "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{0}> /U <{0}> /P -4 >> /ID [<00> <00>]".format("ab" * 32)
OLD = "NghÞ quyÕt nµy quy ®Þnh vÒ phÝ chî vµ ®îc ¸p dông trong x·."


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (picture_page(), "ảnh quét"),
        (pdf([[]]), "ảnh quét"),
        (pdf(printed(LAW), LOCK), "mật khẩu"),
        (b"%PDF-1.7 ...", "hỏng"),
        (pdf([_rows([OLD] * 5)]), "TCVN3"),
        (pdf(printed(LAW), mapped=False), "phông hoặc bảng mã cũ"),
    ],
    ids=["scanned", "empty", "locked", "damaged", "old font", "no letters known"],
)
def test_refusals_say_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(DraftError, match=says) as refusal:
        read_draft("a.pdf", data)
    assert "hãy" in str(refusal.value)


def test_more_pages_than_any_draft_are_refused() -> None:
    with pytest.raises(DraftError, match=r"1\.500 trang"):
        read_draft("a.pdf", pdf([[Put(LEFT, TOP, "Điều 1.")]] * (pdf_child.MAX_PAGES + 1)))


def test_cut_off_file_is_refused() -> None:
    data = pdf(printed(LAW))
    with pytest.raises(DraftError, match="hãy"):
        read_draft("a.pdf", data[: len(data) // 2])


@cache
def bursting() -> bytes:
    """A page of 220 MB that is packed into a few kilobytes."""
    burst = zlib.compress(zlib.compress(b"BT /F 1 Tf (a) Tj ET " * 10_000_000, 1), 9)
    content = f"<< /Length {len(burst)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode()
    return packed([
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 9 9] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>", content + burst + b"\nendstream",
    ])  # fmt: skip


@pytest.mark.parametrize(("name", "limit"), [("_MEMORY", 300 << 20), ("_SECONDS", 1)])
def test_page_that_bursts_when_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, limit: int) -> None:
    monkeypatch.setattr(read_pdf, name, limit)
    with pytest.raises(DraftError, match="quá nặng"):
        read_draft("a.pdf", bursting())


def test_program_that_ends_before_its_end_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_pdf, "_PROGRAM", "no-such-program.py")
    with pytest.raises(DraftError, match="quá nặng"):
        read_draft("a.pdf", pdf(printed(LAW)))


def test_pages_of_pictures_among_others_are_told() -> None:
    kept = read_pdf._warnings([_page(False), _page(True)], 0, [], False)
    assert kept == ["Trang 2 chỉ có hình ảnh nên không đọc được chữ; hãy bổ sung nội dung."]


def _page(pictures: bool) -> read_pdf.Page:
    return read_pdf.Page(WIDTH, HEIGHT, (), (), pictures)


SHEET = """<!doctype html><meta charset=utf-8><style>@page { size: A4; margin: 20mm } body { font: 14pt serif }
p { text-align: justify; text-indent: 1.27cm; margin: 6pt 0 } td { border: 1px solid; padding: 2pt 4pt; width: 30% }
table { border-collapse: collapse } .head { display: flex } .head div { width: 50%; text-align: center; font-size: 10pt }
small { font-size: 9pt; position: absolute; bottom: 8mm }</style>
<div class="head"><div>HỘI ĐỒNG NHÂN DÂN<br>XÃ CHỢ</div><div>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập</div></div>
<p>Điều 1. Mức thu</p><p>1. Mức thu phí chợ đối với hộ kinh doanh cố định và hộ kinh doanh lưu động trên địa bàn xã được quy
định như sau, áp dụng từ ngày 01 tháng 7 năm 2026<sup style="font-size: 7pt">1</sup>:</p>
<table><tr><td>1.</td><td>Quầy thịt, quầy cá và các loại thủy sản tươi sống trong ngày</td><td>5.000</td></tr>
<tr><td>2.</td><td>Quầy rau</td><td>2.000</td></tr></table>
<p>2. Phí được thu hằng tháng.</p><small><sup style="font-size: 6pt">1</sup> Theo số liệu năm 2025.</small>"""


@pytest.mark.browser
def test_pdf_of_a_browser_with_all_of_it(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(SHEET)
    found = read_draft_file("a.pdf", page.pdf(prefer_css_page_size=True))
    page.close()
    assert found.text.split("\n") == [
        "HỘI ĐỒNG NHÂN DÂN", "XÃ CHỢ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập", "Điều 1. Mức thu",
        "1. Mức thu phí chợ đối với hộ kinh doanh cố định và hộ kinh doanh lưu động trên địa bàn xã được quy định như "
        "sau, áp dụng từ ngày 01 tháng 7 năm 2026 [1]:",
        "(Chú thích 1: Theo số liệu năm 2025.)",
        "| 1. | Quầy thịt, quầy cá và các loại thủy sản tươi sống trong ngày | 5.000 |", "| 2. | Quầy rau | 2.000 |",
        "2. Phí được thu hằng tháng.",
    ]  # fmt: skip
    assert paths(found.draft) == ["md", "d1", "d1.k1", "d1.k2"]
