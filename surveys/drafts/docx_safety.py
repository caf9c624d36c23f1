"""Whether a file may be opened as a Word document: refuses what is none and what would harm."""

import io
import re
import zipfile
import zlib

from surveys import archive
from surveys.drafts.errors import DraftError

_MAX_XML = 64 * 1024 * 1024
_BOMB_RATIO = 150
_TYPES = "[Content_Types].xml"

_BROKEN = "Tệp này không phải tệp Word .docx hoặc đã hỏng; hãy mở bằng Word, lưu lại dưới dạng .docx rồi tải lên."
_LOCKED = "Tệp này có mật khẩu; hãy bỏ mật khẩu (Tệp > Thông tin > Bảo vệ tài liệu) rồi tải lên lại."
_TOO_BIG = "Tệp này khi mở ra lớn bất thường nên không được nhận; hãy chép nội dung sang một tệp .docx mới rồi tải lên."
_MACRO = "Tệp này chứa macro nên không được nhận; hãy lưu lại dưới dạng Tài liệu Word (.docx) rồi tải lên."
_ENTITIES = "Tệp này chứa khai báo XML không an toàn nên không được nhận; hãy lưu lại bằng Word dưới dạng .docx mới."
_OTHER = "Tệp này không phải tài liệu Word; hãy mở bằng chương trình đã tạo ra nó, lưu lại dưới dạng .docx rồi tải lên."
_REASONS = {
    archive.DAMAGED: _BROKEN, archive.LOCKED: _LOCKED, archive.TOO_BIG: _TOO_BIG, archive.ENTITIES: _ENTITIES,
}  # fmt: skip
_MAIN = re.compile(r"word/document\d*\.xml")  # Word on the web writes document2.xml


def check_docx(data: bytes) -> None:
    """Raise DraftError unless the bytes are a .docx package that is safe to open."""
    try:
        names = archive.check(data, largest_xml=_MAX_XML, tightest=_BOMB_RATIO)
    except archive.ArchiveError as error:
        raise DraftError(_REASONS[error.reason]) from error
    if not any(_MAIN.fullmatch(name) for name in names) or _TYPES not in names:
        raise DraftError(_OTHER if len(names) > 1 else _BROKEN)
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in _types(data):
        raise DraftError(_MACRO)


def _types(data: bytes) -> bytes:
    """What the package says its parts are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read(_TYPES)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise DraftError(_BROKEN) from error
