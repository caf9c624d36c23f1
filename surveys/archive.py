"""Whether a packed office document (.docx, .xlsx) may be opened: what would burst or read other files is refused."""

import io
import re
import zipfile
import zlib

MAX_PARTS = 5_000
MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes of all parts together: a document of 40 MB stays below this, an archive made to burst does not."""

DAMAGED, LOCKED, TOO_BIG, ENTITIES = "damaged", "locked", "too big", "entities"
_CHUNK = 1 << 20
_BOMB_SIZE = 4 * 1024 * 1024
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OVERLAP = 16
_UNPARSED = re.compile(
    r"(^|/)(media|embeddings|fonts)/|\.(svg|html?|mht|mhtml|jpe?g|png|gif|emf|wmf|bin|odttf)$", re.IGNORECASE
)
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class ArchiveError(ValueError):
    """The archive must not be opened; `reason` is DAMAGED, LOCKED (a password), TOO_BIG or ENTITIES."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check(data: bytes, *, largest_xml: int = MAX_UNPACKED, tightest: int | None = None) -> frozenset[str]:
    """The names of the parts of a harmless archive.

    `largest_xml` bounds one part that is parsed (bytes), `tightest` how many times smaller a large part may be packed.
    Raises ArchiveError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise ArchiveError(LOCKED)
            _check_sizes(parts, largest_xml, tightest)
            if any(_is_parsed(part) and _declares(archive, part) for part in parts):
                raise ArchiveError(ENTITIES)
            return frozenset(part.filename for part in parts)
    except _FAILURES as error:
        raise error if isinstance(error, ArchiveError) else ArchiveError(DAMAGED) from error


def _check_sizes(parts: list[zipfile.ZipInfo], largest_xml: int, tightest: int | None) -> None:
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise ArchiveError(TOO_BIG)
    for part in parts:
        large = tightest is not None and part.file_size > _BOMB_SIZE
        if large and part.file_size > (tightest or 0) * max(part.compress_size, 1):
            raise ArchiveError(TOO_BIG)
        if _is_parsed(part) and part.file_size > largest_xml:
            raise ArchiveError(TOO_BIG)


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """No office program writes a document type; with one come entities that grow when read, or read other files.

    The whole part is searched: blanks and comments of any length may stand before it. Zero bytes are UTF-16's.
    """
    with archive.open(part) as file:
        tail = b""
        while chunk := file.read(_CHUNK):
            seen = tail + chunk.replace(b"\0", b"")
            if _DECLARATION.search(seen):
                return True
            tail = seen[-_OVERLAP:]
    return False


def _is_parsed(part: zipfile.ZipInfo) -> bool:
    """Pictures and embedded files are never read here, and may well be pages with a document type of their own."""
    return _UNPARSED.search(part.filename) is None
