"""Tables as people keep them: what is read, and what is refused by a sentence that says what to do."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from surveys.archive import MAX_UNPACKED
from surveys.formats import table as table_module
from surveys.formats.errors import TableError
from surveys.formats.table import Table, read_table

OPINIONS = Path(__file__).parents[4] / "shared" / "data" / "opinions"
CELLS = st.text(st.sampled_from("aăâêôơưđộếử BĐ19,;\t\n\"'“”=|"), max_size=12)


def workbook(*rows: list[Any], **formats: str) -> bytes:
    """An XLSX file of one sheet; `formats` maps a cell ('A2') to its number format."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for cell, number_format in formats.items():
        book.worksheets[0][cell].number_format = number_format
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refused(filename: str, data: bytes, **options: int) -> str:
    with pytest.raises(TableError) as caught:
        read_table(filename, data, **options)
    return str(caught.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv(delimiter: str, encoding: str) -> None:
    lines = [
        ["STT", "Nội dung góp ý", "Xã/phường"],
        ["1", "Rác; nước, đường:\nđều kém", "Yên Sơn"],
        [],
        ["2", 'Ông nói "được"', ""],
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines)
    assert read_table("y_kien.csv", out.getvalue().encode(encoding)) == Table(
        headers=("STT", "Nội dung góp ý", "Xã/phường"),
        rows=(("1", "Rác; nước, đường:\nđều kém", "Yên Sơn"), ("2", 'Ông nói "được"', "")),
        numbers=(2, 4),
    )


def test_the_delimiter_is_not_taken_from_commas_inside_sentences() -> None:
    text = "Nội dung;Xã\nRác, nước, đường;Yên Sơn\nĐiện, trường, trạm;Hàm Yên\nChợ;Phù Lưu\n"
    assert read_table("a.csv", text.encode()).rows[0] == ("Rác, nước, đường", "Yên Sơn")


def test_excel_names_the_delimiter_itself() -> None:
    table = read_table("a.csv", "sep=|\nNội dung|Xã\nRác, nước|Yên Sơn\n".encode())
    assert (table.rows, table.numbers) == ((("Rác, nước", "Yên Sơn"),), (3,))


def test_one_column_is_a_table_too() -> None:
    table = read_table("a.txt", "Ý kiến\nĐồng ý\nThêm thùng rác\n".encode())
    assert (table.headers, table.rows) == (("Ý kiến",), (("Đồng ý",), ("Thêm thùng rác",)))


def test_an_open_quotation_mark_does_not_swallow_the_rest() -> None:
    text = 'Nội dung,Xã\nTốt,Yên Sơn\n"Rác nhiều,Hàm Yên\nĐiện yếu,Phù Lưu\n'
    assert "Từ dòng chữ thứ 3" in refused("a.csv", text.encode())


def test_a_row_wider_than_its_header_is_named() -> None:
    message = refused("a.csv", "Nội dung,Xã\nTốt,Yên Sơn\nRác, nước, đường,Hàm Yên\n".encode())
    assert "Dòng 3 có 4 ô nhưng tiêu đề chỉ có 2 cột" in message


def test_xlsx_cells_as_people_see_them() -> None:
    data = workbook(
        ["Nội dung", "Ngày", "a", "b", "c", "d", "e", "f", "g"],
        [" Rác ", datetime(2026, 11, 5), 12.0, 2.5, 0.45, 7, True, datetime(2026, 11, 5, 8, 30), time(7, 5)],
        ["Nước", date(2026, 1, 31), 1_500_000, 1 / 3, None, None, None, None, 123456789012345],
        E2="0%",
        F2="000",
    )
    assert read_table("a.xlsx", data).rows == (
        ("Rác", "05/11/2026", "12", "2,5", "45%", "007", "TRUE", "05/11/2026 08:30", "07:05"),
        ("Nước", "31/01/2026", "1500000", "0,333333333333333", "", "", "", "", "123456789012345"),
    )


def test_titles_merged_cells_and_column_numbers_are_skipped() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["ỦY BAN MTTQ XÃ YÊN SƠN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [],
        ["BẢNG TỔNG HỢP Ý KIẾN GÓP Ý"],
        ["STT", "Chủ thể góp ý", "Nội dung góp ý", None, "Ngày"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        [1, "Cá nhân", "Rác", "ghi bên lề", "05/11/2026"],
        [None, None, "   "],
        [2, "Hộ gia đình", "Nước"],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:E3")
    table = read_table("a.xlsx", saved(book))
    assert table.headers == ("STT", "Chủ thể góp ý", "Nội dung góp ý", "Cột 4", "Ngày")
    assert table.rows == (
        ("1", "Cá nhân", "Rác", "ghi bên lề", "05/11/2026"),
        ("2", "Hộ gia đình", "Nước", "", ""),
    )
    assert table.numbers == (6, 8)


def test_a_data_row_is_not_taken_for_the_header() -> None:
    rows = read_table("a.csv", "c1,c2,c3\nXã Yên Sơn,Họp thôn,Điều 5\n".encode())
    assert rows.headers == ("c1", "c2", "c3")


def test_repeated_headers_get_numbers() -> None:
    headers = read_table("a.csv", "Ý kiến,Ý kiến,,Ý kiến\na,b,c,d\n".encode()).headers
    assert headers == ("Ý kiến", "Ý kiến (2)", "Cột 3", "Ý kiến (3)")


def test_the_first_visible_sheet_is_read_and_formulas_never_appear() -> None:
    book = Workbook()
    book.worksheets[0].append(["ẩn", "ẩn"])
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("Ý kiến")
    book.worksheets[1].append(["Nội dung", "Số"])
    book.worksheets[1].append(["Rác", "=1+1"])
    # openpyxl writes no computed value, as some programs do: the cell reads as empty.
    assert read_table("a.xlsx", saved(book)).rows == (("Rác", ""),)


def test_too_many_rows() -> None:
    text = "Nội dung,Xã\n" + "Rác,Yên Sơn\n" * 11
    assert "hơn 10 dòng" in refused("a.csv", text.encode(), limit_rows=10)
    assert len(read_table("a.csv", text.encode(), limit_rows=11).rows) == 11


def encrypted() -> bytes:
    data = bytearray(workbook(["Nội dung", "Xã"], ["Rác", "Yên Sơn"]))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(signature, start + 4)
    return bytes(data)


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("filename", "data", "words"),
    [
        ("a.csv", b"", "Tệp rỗng"),
        ("a.csv", b" \r\n ", "Tệp rỗng"),
        ("a.csv", b",,\n,,\n", "không có dòng nào"),
        ("a.csv", "Nội dung,Xã\n".encode(), "chưa có dòng ý kiến"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel cũ (.xls) hoặc có đặt mật khẩu"),
        ("a.xlsx", b"%PDF-1.7 ...", "bản PDF"),
        ("a.docx", archive(word__document=b"<w/>"), "Tệp .docx"),
        ("a.xlsx", archive(word__document=b"<w/>"), "không phải bảng tính"),
        ("a.xlsx", archive(xl__workbook=b"<workbook"), "bị hỏng"),
        ("a.xlsx", b"PK\x03\x04 not a zip", "bị hỏng"),
        ("a.xlsx", workbook(["Nội dung", "Xã"], ["Rác", "Yên Sơn"])[:-400], "bị hỏng"),
        ("a.xlsx", b"<html><table>", "không phải bảng tính"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "không phải bảng tính"),
        ("a.xlsx", workbook(), "không có dòng nào"),
        ("a.xlsx", encrypted(), "mật khẩu"),
        ("a.csv", "Néi dung,X·\nR¸c nhiÒu qu¸; n­íc bÈn,Yªn S¬n\n".encode("latin-1"), "bảng mã cũ"),
        ("a.xlsx", workbook(["Néi dung", "X·"], ["R¸c nhiÒu qu¸, n­íc bÈn", "Yªn S¬n"]), "bảng mã cũ"),
        ("a.xlsx", workbook(["Nội dung"] * 501, ["x"]), "501 cột"),
    ],
)
def test_what_cannot_be_read_is_refused(filename: str, data: bytes, words: str) -> None:
    message = refused(filename, data)
    assert words in message
    assert message.endswith(".")


def test_too_big(monkeypatch: pytest.MonkeyPatch) -> None:
    assert table_module.MAX_BYTES == 40 * 1024 * 1024
    monkeypatch.setattr(table_module, "MAX_BYTES", 100)
    assert "lớn hơn 40 MB" in refused("a.csv", b"x" * 101)


def test_an_archive_made_to_burst() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(MAX_UNPACKED // (1 << 24) + 1):
                part.write(b" " * (1 << 24))
    assert "quá lớn sau khi giải nén" in refused("a.xlsx", out.getvalue())


def with_sheet(change: Callable[[str], str]) -> bytes:
    """A sound workbook whose first sheet's XML has been changed."""
    good = zipfile.ZipFile(io.BytesIO(workbook(["Nội dung", "Xã"], ["Rác", "Yên Sơn"])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in good.infolist():
            data = good.read(part).decode()
            packed.writestr(part.filename, change(data) if part.filename.endswith("sheet1.xml") else data)
    return out.getvalue()


def test_a_wrong_extent_hides_no_row() -> None:
    data = with_sheet(lambda xml: xml.replace('ref="A1:B2"', 'ref="A1:A1"'))
    assert read_table("a.xlsx", data).rows == (("Rác", "Yên Sơn"),)


@pytest.mark.parametrize("levels", [1, 9])
def test_entities_are_refused_before_they_can_burst(levels: int) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels + 1))
    head = f'<!DOCTYPE worksheet [<!ENTITY e0 "{"x" * 100}">{entities}]>'
    data = with_sheet(lambda xml: head + xml[xml.index("<worksheet") :].replace("R&#225;c", f"&e{levels};"))
    assert "bị hỏng" in refused("a.xlsx", data)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_a_csv_writer_writes_reads_back(rows: list[list[str]]) -> None:
    header = ["Nội dung góp ý", "Xã/phường", "Điều khoản"]
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    expected = [tuple(unify(cell) for cell in row) for row in rows]
    filled = [row for row in expected if any(row)]
    if filled:
        assert list(read_table("a.csv", out.getvalue().encode()).rows) == filled
    else:
        assert "chưa có dòng ý kiến" in refused("a.csv", out.getvalue().encode())


def unify(cell: str) -> str:
    return unicodedata.normalize("NFC", cell).strip()


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a"]))
def test_any_bytes_are_read_or_refused(data: bytes, filename: str) -> None:
    try:
        table = read_table(filename, data)
    except TableError:
        return
    assert all(len(row) == len(table.headers) for row in table.rows)


@pytest.mark.skipif(not OPINIONS.is_dir(), reason="../shared/data/opinions is not there")
def test_real_opinions() -> None:
    counts = {path.name: len(read_table(path.name, path.read_bytes()).rows) for path in OPINIONS.glob("*.csv")}
    expected = {}
    for path in OPINIONS.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            expected[path.name] = sum(1 for _ in csv.DictReader(file))
    assert counts == expected
    assert len(counts) >= 5
