"""Encodings met in offices: each reads right, or is refused; never silently wrong."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.encoding import EncodingError, decode

TEXT = (
    "Nội dung: “Đề nghị Ủy ban xã Phù Lưu sửa đường” – bà Nguyễn Thị Ước, 75 tuổi.\nQuý vị xem xét giúp; ở đây khổ lắm."
)
# The same words as an old font sees them: single bytes of TCVN3, and VNI's letter pairs.
TCVN3 = "Néi dung: §Ò nghÞ ñy ban x· söa ®­êng; c¸c hé nghÌo ë ®©y khæ l¾m.".encode("latin-1")
VNI = "Noäi dung: Ñeà nghò UÛy ban xaõ söûa ñöôøng; caùc hoä ngheøo ôû ñaây khoå laém.".encode("latin-1")


def windows_1258(text: str) -> bytes:
    """As Windows writes it: base letters with ă â ê ô ơ ư đ of their own, tones as marks after them."""
    out = bytearray()
    for char in text:
        decomposed = unicodedata.normalize("NFD", char)
        tones = [mark for mark in decomposed[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"]
        base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in tones))
        out += (base + "".join(tones)).encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        unicodedata.normalize("NFD", TEXT).encode(),
        windows_1258(TEXT),
    ],
    ids=["utf-8", "mark", "utf-16", "utf-16-le", "utf-16-be", "nfd", "windows-1258"],
)
def test_reads_right(data: bytes) -> None:
    assert decode(data) == TEXT


@pytest.mark.parametrize(
    "data",
    [TCVN3, VNI, TCVN3.decode("latin-1").encode(), VNI.decode("latin-1").encode("utf-16")],
    ids=["tcvn3", "vni", "tcvn3 saved as utf-8", "vni saved as utf-16"],
)
def test_old_fonts_are_refused(data: bytes) -> None:
    with pytest.raises(EncodingError, match="bảng mã cũ"):
        decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(EncodingError):
        assert "\x00" not in decode(data)


@pytest.mark.parametrize(
    "text", ["ok😀 tot😀 hay😀 qua😀", "café, Zürich, naïve", "y kien khong dau", "", "5°C ×2 «tốt»"]
)
def test_other_writing_is_not_taken_for_an_old_font(text: str) -> None:
    assert decode(text.encode()) == text
