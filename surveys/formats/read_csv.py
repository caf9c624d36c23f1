"""Rows of a CSV file: encoding and delimiter found by looking, quotes taken strictly."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from surveys.encoding import EncodingError, decode
from surveys.formats.errors import TableError

DELIMITERS = (",", ";", "\t")
# The longest cell: far above any opinion, far below what would fill the memory.
MAX_CELL = 1_000_000
_LOOK_AT = 50
# The limit belongs to the whole process, so it is set once: setting it around each reading would race.
csv.field_size_limit(MAX_CELL)


def csv_rows(data: bytes) -> Iterator[list[str]]:
    """One list of cells per record, blank lines as empty lists. Raises TableError on unreadable text or quotes.

    Strict quotes: a quotation mark left open would otherwise swallow every row below it without a word.
    """
    try:
        text = decode(data)
    except EncodingError as error:
        raise TableError(str(error)) from None
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        # Excel's own first line naming the delimiter; an empty record keeps the numbers of the rows right.
        return _records(f"\n{rest}", first.strip()[4:] or "\t")
    return _records(text, delimiter_of(text))


def delimiter_of(text: str) -> str:
    """The delimiter that splits the first records most evenly into two columns or more; a comma if none does."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(row) for row in islice(reader, _LOOK_AT) if row]
    except csv.Error:
        return (0.0, 0)
    if not widths:
        return (0.0, 0)
    width, times = Counter(widths).most_common(1)[0]
    return (times / len(widths), width) if width > 1 else (0.0, 0)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield row
            line = reader.line_num + 1
    except csv.Error:
        raise TableError(
            f"Từ dòng chữ thứ {line} của tệp, dấu ngoặc kép không đi thành cặp nên không tách được các ô. "
            "Hãy sửa chỗ đó, hoặc lưu bảng dưới dạng .xlsx."
        ) from None
