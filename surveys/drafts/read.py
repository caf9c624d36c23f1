"""A file as it was uploaded to a draft: chooses the reader by content and name, refuses with a sentence."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from surveys.drafts.errors import DraftError
from surveys.drafts.grammar import parse_text
from surveys.drafts.kinds import TEXT_NAMES, require_kind
from surveys.drafts.pasted import plain_text
from surveys.drafts.read_docx import read_docx
from surveys.drafts.read_odt import read_odt
from surveys.drafts.read_pdf import read_pdf
from surveys.drafts.read_text import read_text
from surveys.drafts.source import MAX_TEXT, TOO_LONG, Source
from surveys.drafts.tree import Draft, to_json
from surveys.encoding import EncodingError, refuse_old_font

__all__ = [
    "MAX_BYTES", "MAX_TEXT", "DraftError", "DraftFile", "parse_file", "read_draft", "read_draft_file", "read_pasted",
    "source_text",
]  # fmt: skip

MAX_BYTES = 40 * 1024 * 1024
_READERS: dict[str, Callable[[bytes], Source]] = {
    ".docx": read_docx, ".odt": read_odt, ".pdf": read_pdf, **dict.fromkeys(TEXT_NAMES, read_text),
}  # fmt: skip

_EMPTY = "Tệp này không có nội dung; hãy kiểm tra lại tệp rồi tải lên."
_TOO_BIG = "Tệp lớn hơn 40 MB; hãy bỏ bớt hình ảnh hoặc chia thành nhiều tệp nhỏ hơn rồi tải lên."
_PASTED_EMPTY = "Chưa có nội dung nào được dán; hãy chép nội dung dự thảo rồi dán vào ô này."
_PASTED_LONG = "Nội dung dán vào dài hơn 3 triệu ký tự; hãy tải dự thảo lên thành tệp, chia nhỏ nếu cần."
_PASTED_OLD_FONT = (
    "Nội dung dán vào dùng bảng mã cũ (TCVN3, VNI…) nên không đọc được dấu tiếng Việt; "
    "hãy chuyển sang Unicode (ví dụ bằng UniKey) rồi dán lại."
)


@dataclass(frozen=True)
class DraftFile:
    """A draft together with the text it was read from, which the review screen shows beside the tree."""

    draft: Draft
    text: str


def read_draft(filename: str, data: bytes) -> Draft:
    """The clause tree of an uploaded file; raises DraftError with one Vietnamese sentence saying what to do."""
    return read_draft_file(filename, data).draft


def read_draft_file(filename: str, data: bytes) -> DraftFile:
    """The clause tree and the source text of an uploaded file; raises DraftError like `read_draft`."""
    return _parsed(_source(filename, data), _EMPTY)


def read_pasted(text: str) -> DraftFile:
    """The clause tree of text pasted into a box (plain or HTML source); raises DraftError with one sentence."""
    if len(text) > MAX_TEXT:
        raise DraftError(_PASTED_LONG)
    plain = unicodedata.normalize("NFC", plain_text(text))
    try:
        refuse_old_font(plain)
    except EncodingError as error:
        raise DraftError(_PASTED_OLD_FONT) from error
    return _parsed(Source(plain), _PASTED_EMPTY)


def _parsed(source: Source, empty: str) -> DraftFile:
    draft = parse_text(source.text)
    if not draft.nodes and not draft.title:
        raise DraftError(empty)
    return DraftFile(replace(draft, warnings=(*source.warnings, *draft.warnings)), source.text)


def source_text(filename: str, data: bytes) -> str:
    """The plain text of an uploaded file; raises DraftError like `read_draft`."""
    return _source(filename, data).text


def parse_file(path: str | Path) -> dict[str, Any]:
    """What `langnghe draft parse` prints for a file; raises DraftError, or OSError if it cannot be opened."""
    path = Path(path)
    if path.stat().st_size > MAX_BYTES:
        raise DraftError(_TOO_BIG)
    return to_json(read_draft(path.name, path.read_bytes()))


def _source(filename: str, data: bytes) -> Source:
    if not data:
        raise DraftError(_EMPTY)
    if len(data) > MAX_BYTES:
        raise DraftError(_TOO_BIG)
    ending = PurePath(filename).suffix.lower()
    require_kind(ending, data)
    source = _READERS[ending](data)
    if not source.text.strip("\ufeff \t\r\n\f\v"):
        raise DraftError(_EMPTY)
    if len(source.text) > MAX_TEXT:
        raise DraftError(TOO_LONG)
    return source
