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
_LEGACY_SHARE = 0.4
_LEGACY_AT_LEAST = 5
_LOOK_AT = 200_000


class EncodingError(ValueError):
    """The bytes are not text that can be read; the message is one Vietnamese sentence that says what to do."""


def decode(data: bytes) -> str:
    """The text of `data`, NFC, without byte order mark and NUL.

    Tries UTF-16 (by mark, or by its many zero bytes), UTF-8, then windows-1258. Raises EncodingError when the result
    is what TCVN3 and VNI files give.
    """
    text = _utf16(data) or _utf8(data) or data.decode("cp1258", errors="replace")
    text = unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\x00", ""))
    refuse_old_font(text)
    return text


def refuse_old_font(text: str) -> None:
    """Raise EncodingError if the NFC text is what old fonts such as .VnTime or VNI-Times made look Vietnamese."""
    inside_words = _SUSPECT.findall(text[:_LOOK_AT])
    strange = sum(char not in _LETTERS | _PUNCTUATION for char in inside_words)
    if strange >= _LEGACY_AT_LEAST and strange > _LEGACY_SHARE * len(inside_words):
        raise EncodingError(
            "Tệp dùng bảng mã cũ (TCVN3, VNI…) nên không đọc được dấu tiếng Việt. "
            "Hãy chuyển sang Unicode, lưu lại dưới dạng UTF-8 rồi tải lên."
        )


def _utf16(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    sample = data[:2000]
    for zeros, codec in ((sample[1::2], "utf-16-le"), (sample[0::2], "utf-16-be")):
        if len(sample) >= 4 and zeros.count(0) > 0.4 * len(zeros):
            return data.decode(codec, errors="replace")
    return None


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None
