"""Bytes of a plain text or Markdown file to text, whatever the encoding; old Vietnamese fonts are refused."""

import re
import unicodedata

from surveys.drafts.errors import DraftError
from surveys.drafts.source import Source

_NOT_TEXT = "Tệp này không phải tệp văn bản; hãy tải lên tệp .docx, .txt hoặc .md."
_NOT_UNICODE = (
    "Không đọc được bảng mã của tệp này; hãy mở tệp, chọn Lưu thành (Save As) với bảng mã UTF-8 rồi tải lên lại."
)
_OLD_FONT = (
    "Văn bản gõ bằng bảng mã cũ (TCVN3 hoặc VNI); hãy chuyển sang Unicode (ví dụ bằng UniKey) và lưu dạng UTF-8 rồi "
    "tải lên lại."
)
_COMMON = re.compile(r"\b(?:và|của|được|các|định|người|này|không|với|về|là|phí|xã|những|một|để|từ|có)\b", re.IGNORECASE)
_VIETNAMESE = re.compile("[ăđơưạ-ỹẠ-ỸĂĐƠƯ]")
_TCVN3 = re.compile(r"(?<=[A-Za-z])[µ¸¶·¹®ª«¬\u00ad¨©¾»¼½ÆÇÈÊËÐÒÕÖ×Þßãäåçèéêëíîïñòóôõøùúûýþ]")
_VNI = re.compile(r"(?<=[A-Za-z])[äåâøõïûùöôæîñ](?=[a-zA-Z\s,.;])|[oueaiOUEAI][øùõïûäåâ]")


def read_text(data: bytes) -> Source:
    """The text of a file; raises DraftError like `decode_text`."""
    return Source(decode_text(data))


def decode_text(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or windows-1258; raises DraftError for anything else."""
    text = _decoded(data)
    if "\0" in text:
        raise DraftError(_NOT_TEXT)
    refuse_old_font(text)
    return text


def refuse_old_font(text: str) -> None:
    """Raise DraftError if the letters are those of TCVN3 or VNI fonts, shown as Western European letters."""
    if len(_VIETNAMESE.findall(unicodedata.normalize("NFC", text))) > len(text) * 0.01:
        return
    if max(len(_TCVN3.findall(text)), len(_VNI.findall(text))) > max(5, len(text) * 0.03):
        raise DraftError(_OLD_FONT)


def _decoded(data: bytes) -> str:
    encoding = _marked_encoding(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8-sig":
            raise DraftError(_NOT_UNICODE) from None
    if b"\0" in data:
        raise DraftError(_NOT_TEXT)
    return _windows_1258(data)


def _marked_encoding(data: bytes) -> str:
    """By the byte order mark, else UTF-16 where each other byte is mostly zero, else UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:2000]
    if sample[1::2].count(0) > len(sample) * 0.2 > 0:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) * 0.2 > 0:
        return "utf-16-be"
    return "utf-8-sig"


def _windows_1258(data: bytes) -> str:
    """Believed only if common Vietnamese words come out of it: TCVN3 and VNI files decode too, as nonsense."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        raise DraftError(_OLD_FONT) from None
    if len(_COMMON.findall(text)) * 30 < len(text.split()):
        raise DraftError(_OLD_FONT)
    return text
