"""A PDF with a text layer to text: paragraphs put together again, tables row by row, footnotes after their paragraph.

The letters are taken out by a program of its own (`pdf_child`), bounded in time and memory.
"""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from surveys.drafts import pdf_page, remarks
from surveys.drafts.errors import DraftError
from surveys.drafts.pdf_furniture import without_furniture
from surveys.drafts.pdf_notes import Notes, with_notes
from surveys.drafts.pdf_order import printed_lines
from surveys.drafts.pdf_page import Page
from surveys.drafts.pdf_paragraphs import body_height, join
from surveys.drafts.pdf_tables import join_rows
from surveys.drafts.source import TOO_LONG, Source
from surveys.encoding import EncodingError, refuse_old_font

_PROGRAM = str(Path(__file__).with_name("pdf_child.py"))
_MEMORY = 1 << 30
_SECONDS = 60
_PATIENCE = 180
_FEWEST_LETTERS = 25
"""Letters a page: below this the pages are pictures; a title page alone has more."""
_UNKNOWN_SHARE = 0.03
_WORD_SHARE = 0.6
_DRAWN = frozenset(".…_-–—|*")
"""Signs that forms draw lines with, which say nothing about the font."""

_DAMAGED = "Tệp PDF này đã hỏng nên không mở được; hãy xuất lại PDF từ tệp gốc, hoặc tải lên tệp Word (.docx)."
_LOCKED = "Tệp PDF này có mật khẩu; hãy bỏ mật khẩu, hoặc tải lên tệp Word (.docx) gốc."
_PAGES = "Tệp PDF này dài hơn 1.500 trang; hãy chia thành nhiều tệp nhỏ hơn rồi tải lên."
_HEAVY = "Tệp PDF này quá nặng hoặc không an toàn nên không đọc được; hãy tải lên tệp Word (.docx) gốc."
_SCANNED = (
    "Tệp PDF này là ảnh quét, không có chữ để đọc; hãy tải lên tệp Word (.docx) gốc, "
    "hoặc nhận dạng chữ (OCR), soát lại rồi tải lên dưới dạng .docx hay .txt."
)
_GARBLED = (
    "Chữ trong tệp PDF này dùng phông hoặc bảng mã cũ (TCVN3, VNI…) nên không đọc được dấu tiếng Việt; "
    "hãy chuyển tệp gốc sang Unicode (ví dụ bằng UniKey), lưu dưới dạng .docx rồi tải lên."
)
_REFUSED = {"damaged": _DAMAGED, "locked": _LOCKED, "pages": _PAGES, "long": TOO_LONG}


def read_pdf(data: bytes) -> Source:
    """Raises DraftError for a PDF that is scanned, locked, damaged, too long, or set in old Vietnamese fonts."""
    pages = _pages(data)
    _require_letters(pages)
    kept, numbers, repeated = without_furniture([printed_lines(page) for page in pages])
    notes = Notes(body_height(kept))
    bodies = join_rows([notes.take(lines) for lines in kept])
    text = "\n".join(with_notes(join(bodies, [page.width for page in pages]), notes.all))
    return Source(text, tuple(_warnings(pages, numbers, repeated, bool(notes.all))))


def _pages(data: bytes) -> list[Page]:
    """What the program found; -P keeps it from taking our modules for those of the standard library."""
    command = [sys.executable, "-P", _PROGRAM, str(_MEMORY), str(_SECONDS)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise DraftError(_HEAVY) from error
    values: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines() if line.endswith(b"}")]
    refused = next((value["refused"] for value in values if "refused" in value), None)
    if refused is not None:
        raise DraftError(_REFUSED[refused])
    if done.returncode != 0 or not values or "end" not in values[-1]:
        raise DraftError(_HEAVY)
    return [pdf_page.from_json(value) for value in values[1:-1]]


def _require_letters(pages: Sequence[Page]) -> None:
    text = unicodedata.normalize("NFC", " ".join(run.text for page in pages for run in page.runs))
    letters = [letter for letter in text if not letter.isspace()]
    if len(letters) < _FEWEST_LETTERS * len(pages) and (any(page.pictures for page in pages) or not letters):
        raise DraftError(_SCANNED)
    unknown = sum(letter == "\ufffd" or unicodedata.category(letter) in ("Co", "Cc", "Cn") for letter in letters)
    words = sum(letter.isalnum() for letter in letters)
    if unknown > _UNKNOWN_SHARE * len(letters) or words < _WORD_SHARE * sum(letter not in _DRAWN for letter in letters):
        raise DraftError(_GARBLED)
    try:
        refuse_old_font(text)
    except EncodingError as error:
        raise DraftError(_GARBLED) from error


def _warnings(pages: Sequence[Page], numbers: int, repeated: Sequence[str], noted: bool) -> list[str]:
    found = [f"Đã bỏ {numbers} số trang."] if numbers else []
    if repeated:
        found.append(f"Đã bỏ dòng lặp lại ở đầu hoặc cuối các trang: {'; '.join(f'“{line}”' for line in repeated[:5])}.")
    pictures = [str(number) for number, page in enumerate(pages, start=1) if page.pictures and not page.runs]
    if pictures:
        found.append(f"Trang {', '.join(pictures[:20])} chỉ có hình ảnh nên không đọc được chữ; hãy bổ sung nội dung.")
    return [*found, remarks.NOTES] if noted else found
