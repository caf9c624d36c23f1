"""What the commands of the library are given: CSV files, numbers of groups, seeds; each refused in a sentence."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


class AnalysisError(ValueError):
    """Something the person who asked can put right; the message is one Vietnamese sentence."""


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """A CSV file in UTF-8, to be read while it is open; AnalysisError when it cannot be opened or read as one."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError as error:
        raise AnalysisError(f"Tệp {path} không phải UTF-8; hãy lưu lại dạng “CSV UTF-8”.") from error
    except OSError as error:
        raise AnalysisError(f"Không mở được tệp {path}.") from error
    except csv.Error as error:
        raise AnalysisError(f"Tệp {path} không phải là CSV đúng cách; hãy mở bằng bảng tính rồi lưu lại.") from error


def read_column(path: Path, text: str, id_column: str | None) -> tuple[list[str], list[str]]:
    """Ids and texts of a CSV file; AnalysisError says what is wrong with it."""
    with opened(path) as file:
        reader = csv.DictReader(file, strict=True)
        rows = list(reader)
        columns = list(reader.fieldnames or ())
    if not rows:
        raise AnalysisError(f"Tệp {path} không có dòng dữ liệu nào.")
    for column in (text, id_column):
        if column is not None and column not in columns:
            raise AnalysisError(f"Tệp {path} không có cột “{column}”; các cột có: {', '.join(columns)}.")
    ids = [str(place) if id_column is None else row[id_column] or "" for place, row in enumerate(rows, start=1)]
    if len(set(ids)) < len(ids):
        raise AnalysisError(f"Cột “{id_column}” có mã trống hoặc lặp lại; mỗi ý kiến cần một mã riêng.")
    return ids, [row[text] or "" for row in rows]


def wanted_number(k: int | str) -> int | str:
    """A number of groups as a person writes it: from 1, or auto; AnalysisError for anything else."""
    if k == "auto":
        return k
    try:
        number = int(k)
    except ValueError as error:
        raise AnalysisError(f"Số nhóm “{k}” không hợp lệ: hãy ghi một số từ 1 trở lên, hoặc auto.") from error
    if number < 1:
        raise AnalysisError(f"Số nhóm phải từ 1 trở lên, không phải {number}.")
    return number


def require_seed(seed: int) -> None:
    """AnalysisError for a seed that numpy does not take."""
    if not 0 <= seed < 2**32:
        raise AnalysisError("Số gieo ngẫu nhiên phải từ 0 đến 4294967295.")
