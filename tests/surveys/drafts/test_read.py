"""Files as they are uploaded: encodings, kinds, refusals that say what to do."""

import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from surveys.drafts import read
from surveys.drafts.read import DraftError, parse_file, read_draft, read_draft_file, source_text
from surveys.drafts.source import MAX_TEXT, together
from surveys.drafts.tree import from_json
from tests.surveys.drafts import samples
from tests.surveys.drafts.samples import paths

TEXT = "Điều 1. Phạm vi\n1. Nghị quyết này quy định về phí chợ và được áp dụng trong xã.\n2. Người dân góp ý.\n"
EXPECTED = ["d1", "d1.k1", "d1.k2"]


def as_1258(text: str) -> bytes:
    """Windows-1258 spells tones as marks of their own but keeps letters such as â, ê, ơ whole."""
    shape = {"\u0302", "\u0306", "\u031b"}
    spelt = ""
    for letter in text:
        base = unicodedata.normalize("NFD", letter)
        kept = [mark for mark in base[1:] if mark in shape]
        tones = "".join(mark for mark in base[1:] if mark not in shape)
        spelt += unicodedata.normalize("NFC", base[0] + "".join(kept)) + tones
    return spelt.encode("cp1258")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_of_unicode(encoding: str) -> None:
    assert paths(read_draft("du-thao.txt", TEXT.encode(encoding))) == EXPECTED


def test_windows_1258() -> None:
    draft = read_draft("du-thao.txt", as_1258(TEXT))
    assert paths(draft) == EXPECTED
    assert draft.nodes[2].text == "Người dân góp ý."


@pytest.mark.parametrize(
    "data",
    [
        b"\xa7i\xd2u 1. Ph\xb9m vi\n1. Ngh\xde quy\xd5t n\xb5y quy \xae\xdenh v\xd2 ph\xdd ch\xee.\n" * 5,
        "§iÒu 1. Ph¹m vi\n1. NghÞ quyÕt nµy quy ®Þnh vÒ phÝ chî vµ ®­îc ¸p dông trong x·.\n".encode() * 5,
        "Ñieàu 1. Phaïm vi\n1. Nghò quyeát naøy quy ñònh veà phí chôï vaø ñöôïc aùp duïng.\n".encode() * 5,
    ],
    ids=["tcvn3", "tcvn3 saved as utf-8", "vni saved as utf-8"],
)
def test_old_fonts_are_refused_with_advice(data: bytes) -> None:
    with pytest.raises(DraftError, match="Unicode"):
        read_draft("du-thao.txt", data)


def packed(**parts: str) -> bytes:
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return memory.getvalue()


WORD = packed(**{"[Content_Types].xml": "1", "word/document.xml": "1"})
OPEN = packed(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "1"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "không có nội dung"),
        ("a.txt", b" \r\n\t\xef\xbb\xbf", "không có nội dung"),
        ("a.txt", b"____\n\n----\n", "không có nội dung"),
        ("a.pdf", b"%PDF-1.7 ...", "hỏng"),
        ("a.docx", b"%PDF-1.7 ...", r"nội dung là tệp \.pdf"),
        ("a.txt", b"%PDF-1.7 ...", r"nội dung là tệp \.pdf"),
        ("a.pdf", WORD, r"nội dung là tệp \.docx"),
        ("a.odt", WORD, r"nội dung là tệp \.docx"),
        ("a", WORD, r"nội dung là tệp \.docx"),
        ("a.docx", OPEN, r"nội dung là tệp \.odt"),
        ("a.doc", OLE, "Word cũ"),
        ("a.docx", OLE, "Word cũ"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("a.rtf", b"{\\rtf1 abc}", "RTF"),
        ("a.doc", b"{\\rtf1 abc}", "RTF"),
        ("a.docm", packed(x="1"), "macro"),
        ("a.dotm", packed(x="1"), "macro"),
        ("a.docx", TEXT.encode(), "không phải tài liệu"),
        ("a.odt", TEXT.encode(), "không phải tài liệu"),
        ("a.pdf", TEXT.encode(), "không phải tài liệu"),
        ("a.docx", b"PK\x03\x04 broken", "hỏng"),
        ("a.odt", b"PK\x03\x04 broken", "hỏng"),
        ("a.docx", packed(x="1", y="2"), "không phải tài liệu Word"),
        ("a.txt", packed(x="1"), "giải nén"),
        ("a.zip", packed(**{"du-thao.docx": "1"}), "giải nén"),
        ("a.rar", b"Rar!\x1a\x07\0", "giải nén"),
        ("a.xlsx", packed(**{"xl/workbook.xml": "1"}), "bảng tính"),
        ("a.docx", packed(**{"xl/workbook.xml": "1"}), "bảng tính"),
        ("a.ods", packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "bảng tính"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "hình ảnh"),
        ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "hình ảnh"),
        ("a.docx", b"\xff\xd8\xff\xe0\0\x10JFIF", "hình ảnh"),
        ("a.html", b"<!DOCTYPE html><html><body>x", "trang web"),
        ("a.doc", b"\n<html xmlns:o='x'><body>x", "trang web"),
        ("a.csv", TEXT.encode(), r"\.docx, \.odt, \.pdf, \.txt hoặc \.md"),
        ("noname", TEXT.encode(), r"\.docx, \.odt, \.pdf, \.txt hoặc \.md"),
        ("a.txt", b"\x7fELF\2\1\1\0\xff\xfe\xfd" * 9, "văn bản"),
        ("a.txt", b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_refusals_say_what_to_do(name: str, data: bytes, says: str) -> None:
    with pytest.raises(DraftError, match=says) as refusal:
        read_draft(name, data)
    assert "hãy" in str(refusal.value)


def test_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(read, "MAX_BYTES", 20)
    with pytest.raises(DraftError, match="40 MB"):
        read_draft("a.txt", TEXT.encode())
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with pytest.raises(DraftError, match="40 MB"):
        parse_file(tmp_path / "a.txt")


def test_a_text_nobody_writes_is_refused_before_it_keeps_anyone_waiting() -> None:
    assert len(read_draft("a.txt", TEXT.encode()).nodes) > 0
    with pytest.raises(DraftError, match="hãy chia thành nhiều tệp"):
        read_draft("a.txt", ("Điều 1. Một\n" * (read.MAX_TEXT // 12 + 1)).encode())


def test_reading_stops_where_a_text_grows_too_long() -> None:
    asked: list[int] = []

    def lines() -> Iterator[str]:
        for number in range(100):
            asked.append(number)
            yield "x" * (MAX_TEXT // 10)

    with pytest.raises(DraftError, match="hãy chia thành nhiều tệp"):
        together(lines())
    assert len(asked) == 10


def test_limit_is_forty_megabytes() -> None:
    assert read.MAX_BYTES == 40 * 1024 * 1024


def test_source_text_is_what_was_read() -> None:
    found = read_draft_file("a.md", TEXT.encode("utf-16"))
    assert found.text == TEXT == source_text("a.md", TEXT.encode("utf-16"))
    assert paths(found.draft) == EXPECTED


def test_parse_file_gives_the_form_of_the_command(tmp_path: Path) -> None:
    place = tmp_path / "ke-hoach.md"
    place.write_text(samples.PLAN_OCR, "utf-8")
    assert from_json(parse_file(place)) == read_draft("ke-hoach.md", samples.PLAN_OCR.encode())


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"a\.txt"):
        parse_file(tmp_path / "a.txt")


def test_a_name_without_an_ending_is_told_which_one_to_add() -> None:
    with pytest.raises(DraftError, match=r"không có phần đuôi.*thêm \.pdf vào cuối"):
        read_draft("du-thao", b"%PDF-1.7\n")
