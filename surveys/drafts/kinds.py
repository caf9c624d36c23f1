"""Whether the kind of a file, by its first bytes, is one that is read, and the one its name says."""

import io
import re
import zipfile
import zlib

from surveys.drafts.errors import DraftError

TEXT_NAMES = (".txt", ".md", ".markdown", ".text")
_MACRO_NAMES = (".docm", ".dotm")
_HEAD = 1024

_UNKNOWN = "Chỉ nhận dự thảo ở dạng .docx, .odt, .pdf, .txt hoặc .md; hãy lưu lại ở một trong các dạng đó rồi tải lên."
_OLD_WORD = "Tệp này là bản Word cũ (.doc); hãy mở bằng Word, lưu lại dưới dạng .docx rồi tải lên."
_LOCKED = "Tệp này có mật khẩu; hãy bỏ mật khẩu rồi tải lên lại."
_RTF = "Tệp này là bản RTF; hãy mở bằng Word, lưu lại dưới dạng .docx rồi tải lên."
_MACRO = "Tệp .docm có thể chứa macro nên không được nhận; hãy lưu lại dưới dạng Tài liệu Word (.docx) rồi tải lên."
_WEB = "Tệp này là trang web; hãy mở trang, chép nội dung rồi dán vào ô dán văn bản, hoặc lưu thành tệp .docx."
_PICTURE = "Tệp này là hình ảnh; hãy tải lên tệp Word gốc, hoặc nhận dạng chữ (OCR), soát lại rồi lưu dưới dạng .docx."
_SHEET = "Tệp này là bảng tính hoặc bài trình chiếu; hãy chép nội dung sang Word, lưu dưới dạng .docx rồi tải lên."
_PACKED = "Tệp này là tệp nén; hãy giải nén rồi tải lên từng tệp dự thảo (.docx, .odt hoặc .pdf) bên trong."
_NAMELESS = "Tên tệp không có phần đuôi nhưng nội dung là tệp {kind}; hãy thêm {kind} vào cuối tên tệp rồi tải lên lại."
_MISNAMED = "Tên tệp kết thúc bằng {name} nhưng nội dung là tệp {kind}; hãy đổi phần đuôi của tên cho đúng rồi tải lên."
_NOT_WHAT_NAMED = (
    "Tên tệp kết thúc bằng {name} nhưng nội dung không phải tài liệu {name}; "
    "hãy mở bằng chương trình đã tạo ra tệp, lưu lại dưới dạng .docx rồi tải lên."
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_WEB_PAGE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*<html|mime-version:)", re.IGNORECASE)


def require_kind(ending: str, data: bytes) -> None:
    """Raise DraftError unless `data` may go to the reader of files named so (".docx"); `ending` is in lower case."""
    if ending in _MACRO_NAMES:
        raise DraftError(_MACRO)
    kind = _kind(ending, data)
    if kind == ending or (kind == "text" and ending in TEXT_NAMES):
        return
    if kind != "text":
        raise DraftError(_MISNAMED.format(name=ending, kind=kind) if ending else _NAMELESS.format(kind=kind))
    raise DraftError(_NOT_WHAT_NAMED.format(name=ending) if ending in (".docx", ".odt", ".pdf") else _UNKNOWN)


def _kind(ending: str, data: bytes) -> str:
    """ ".docx", ".odt", ".pdf" or "text"; raises DraftError for kinds that are never read."""
    head = data[:_HEAD]
    if head.startswith(_OLE):
        raise DraftError(_LOCKED if "EncryptedPackage".encode("utf-16-le") in data else _OLD_WORD)
    if head.lstrip().startswith(b"{\\rtf"):
        raise DraftError(_RTF)
    if _WEB_PAGE.match(head):
        raise DraftError(_WEB)
    if head.startswith(_PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP") or head[4:12] == b"ftypheic":
        raise DraftError(_PICTURE)
    if head.startswith(_ARCHIVES):
        raise DraftError(_PACKED)
    if b"%PDF-" in head and (ending not in TEXT_NAMES or head.lstrip().startswith(b"%PDF-")):
        return ".pdf"
    return _packed_kind(ending, data) if head.startswith(_ZIP) else "text"


def _packed_kind(ending: str, data: bytes) -> str:
    """What is in a package, by the names of its parts; a broken one is what its name says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            kind = package.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        return ending if ending in (".docx", ".odt") else ".docx"
    if b"opendocument.text" in kind or ("content.xml" in names and "encrypted-package" in names):
        return ".odt"
    if b"opendocument" in kind or any(name.startswith(("xl/", "ppt/")) for name in names):
        raise DraftError(_SHEET)
    if ending == ".docx" or any(name.startswith("word/") for name in names):
        return ".docx"
    if ending == ".odt" and "content.xml" in names:
        return ".odt"
    raise DraftError(_PACKED)
