"""Whether a file may be opened as a Word document: refuses what is none and what would harm."""

import io
import re
import zipfile
import zlib

from surveys.drafts.errors import DraftError

_MAX_PARTS = 5_000
_MAX_UNPACKED = 200 * 1024 * 1024
_MAX_XML = 64 * 1024 * 1024
_BOMB_SIZE = 4 * 1024 * 1024
_BOMB_RATIO = 150

_BROKEN = "Tệp này không phải tệp Word .docx hoặc đã hỏng; hãy mở bằng Word, lưu lại dưới dạng .docx rồi tải lên."
_LOCKED = "Tệp này có mật khẩu; hãy bỏ mật khẩu (Tệp > Thông tin > Bảo vệ tài liệu) rồi tải lên lại."
_TOO_BIG = "Tệp này khi mở ra lớn bất thường nên không được nhận; hãy chép nội dung sang một tệp .docx mới rồi tải lên."
_MACRO = "Tệp này chứa macro nên không được nhận; hãy lưu lại dưới dạng Tài liệu Word (.docx) rồi tải lên."
_ENTITIES = "Tệp này chứa khai báo XML không an toàn nên không được nhận; hãy lưu lại bằng Word dưới dạng .docx mới."
_OTHER = "Tệp này không phải tài liệu Word; hãy mở bằng chương trình đã tạo ra nó, lưu lại dưới dạng .docx rồi tải lên."
_MAIN = re.compile(r"word/document\d*\.xml")  # Word on the web writes document2.xml
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_docx(data: bytes) -> None:
    """Raise DraftError unless the bytes are a .docx package that is safe to open."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_package(package)
    except DraftError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise DraftError(_BROKEN) from error


def _check_package(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise DraftError(_LOCKED)
    _check_sizes(parts)
    if not any(_MAIN.fullmatch(name) for name in names) or "[Content_Types].xml" not in names:
        raise DraftError(_OTHER if len(names) > 1 else _BROKEN)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise DraftError(_MACRO)
    if b"macroEnabled" in package.read("[Content_Types].xml"):
        raise DraftError(_MACRO)
    _check_declarations(package, parts)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
        raise DraftError(_TOO_BIG)
    for part in parts:
        packed_tight = part.file_size > _BOMB_SIZE and part.file_size > _BOMB_RATIO * max(part.compress_size, 1)
        if packed_tight or (_is_xml(part) and part.file_size > _MAX_XML):
            raise DraftError(_TOO_BIG)


def _check_declarations(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """No part of a Word document has a document type; with one come entities that blow up or read other files."""
    for part in parts:
        if _is_xml(part) and _DECLARATION.search(package.read(part).replace(b"\0", b"")):
            raise DraftError(_ENTITIES)


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))
