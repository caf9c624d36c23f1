"""Bytes of a text file into NFC text: UTF-8, UTF-16, or the old windows-1258; older Vietnamese fonts are refused."""

import re
import unicodedata

# Letters of Vietnamese beyond ASCII, for telling a right decoding from a wrong one.
_LETTERS = frozenset(
    unicodedata.normalize("NFC", base + tone)
    for base in "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) - frozenset("aeiouyAEIOUY")
_PUNCTUATION = frozenset("“”‘’–—…«»·•°²³€\u00a0")
# What old fonts draw Vietnamese letters with: Western European letters and signs, touching other letters.
_SUSPECT = re.compile(r"(?<=[^\W\d_])[\u00a1-\u00ff\ufffd]|[\u00a1-\u00ff\ufffd](?=[^\W\d_])|[ạ-ỹĂăƠơƯưĐđ]")
_NOT_TEXT = "Tệp này không phải tệp văn bản; hãy kiểm tra lại tệp đã chọn."
_BROKEN = "Không đọc được bảng mã của tệp này; hãy mở tệp, chọn Lưu thành (Save As) với bảng mã UTF-8 rồi tải lên."
_OLD_FONT = (
    "Tệp dùng bảng mã cũ (TCVN3, VNI…) nên không đọc được dấu tiếng Việt; "
    "hãy chuyển sang Unicode (ví dụ bằng UniKey), lưu lại dưới dạng UTF-8 rồi tải lên."
)
_LEGACY_SHARE = 0.4
_LEGACY_AT_LEAST = 5
_LOOK_AT = 200_000


class EncodingError(ValueError):
    """The bytes are not text that can be read; the message is one Vietnamese sentence that says what to do."""


def decode(data: bytes) -> str:
    """The text of `data`, NFC, without byte order mark.

    Tries UTF-16 (by mark, or by its many zero bytes), UTF-8, then windows-1258. Raises EncodingError for what is no
    text, and when the result is what TCVN3 and VNI files give.
    """
    encoding = _encoding(data)
    try:
        # Old fonts leave bytes that windows-1258 does not know; they show as strange letters below.
        text = data.decode(encoding, errors="replace" if encoding == "cp1258" else "strict")
    except UnicodeDecodeError:
        raise EncodingError(_BROKEN) from None
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    if "\x00" in text:
        raise EncodingError(_NOT_TEXT)
    refuse_old_font(text)
    return text


def refuse_old_font(text: str) -> None:
    """Raise EncodingError if the NFC text is what old fonts such as .VnTime or VNI-Times made look Vietnamese."""
    inside_words = _SUSPECT.findall(text[:_LOOK_AT])
    strange = sum(char not in _LETTERS | _PUNCTUATION for char in inside_words)
    if strange >= _LEGACY_AT_LEAST and strange > _LEGACY_SHARE * len(inside_words):
        raise EncodingError(_OLD_FONT)


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:2000]
    for zeros, codec in ((sample[1::2], "utf-16-le"), (sample[0::2], "utf-16-be")):
        if len(sample) >= 4 and zeros.count(0) > 0.4 * len(zeros):
            return codec
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1258"
    return "utf-8"
