"""`langnghe themes`: a CSV file of texts in, three files of themes out; no database, no server."""

import csv
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from analysis.themes import ThemeFinder, ThemeResult


class AnalysisError(ValueError):
    """Something the person who asked can put right; the message is one Vietnamese sentence."""


def themes_of_file(
    path: Path,
    text: str,
    id_column: str | None,
    k: int | str,
    seed: int,
    out: Path,
    progress: Callable[[float, str], None] | None = None,
) -> ThemeResult:
    """Themes of the column `text` of a CSV file in UTF-8, written to the folder `out` (made when absent).

    assignments.csv: id, theme (−1 chưa xếp được), score. themes.json: theme, name, words, size, quotes (ids), summary.
    run.json: the run card. Ids come from `id_column`, else they are row numbers from 1. `k` is a number or 'auto'.
    AnalysisError: no such file, not UTF-8, no rows, no such column, k or seed unusable, ids twice, `out` not writable.
    """
    number = wanted_number(k)
    if not 0 <= seed < 2**32:
        raise AnalysisError("Số gieo ngẫu nhiên phải từ 0 đến 4294967295.")
    ids, texts = read_column(path, text, id_column)
    result = ThemeFinder(number, random_state=seed).fit(texts, progress=progress)
    try:
        write(result, ids, out)
    except OSError as error:
        raise AnalysisError(f"Không ghi được vào thư mục {out}.") from error
    return result


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


def read_column(path: Path, text: str, id_column: str | None) -> tuple[list[str], list[str]]:
    """Ids and texts of a CSV file; AnalysisError says what is wrong with it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = list(reader)
            columns = list(reader.fieldnames or ())
    except UnicodeDecodeError as error:
        raise AnalysisError(f"Tệp {path} không phải UTF-8; hãy lưu lại dạng “CSV UTF-8”.") from error
    except OSError as error:
        raise AnalysisError(f"Không mở được tệp {path}.") from error
    except csv.Error as error:
        raise AnalysisError(f"Tệp {path} không phải là CSV đúng cách; hãy mở bằng bảng tính rồi lưu lại.") from error
    if not rows:
        raise AnalysisError(f"Tệp {path} không có dòng dữ liệu nào.")
    for column in (text, id_column):
        if column is not None and column not in columns:
            raise AnalysisError(f"Tệp {path} không có cột “{column}”; các cột có: {', '.join(columns)}.")
    ids = [str(place) if id_column is None else row[id_column] or "" for place, row in enumerate(rows, start=1)]
    if len(set(ids)) < len(ids):
        raise AnalysisError(f"Cột “{id_column}” có mã trống hoặc lặp lại; mỗi ý kiến cần một mã riêng.")
    return ids, [row[text] or "" for row in rows]


def write(result: ThemeResult, ids: list[str], out: Path) -> None:
    """assignments.csv, themes.json and run.json of a result whose texts have these ids, into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "assignments.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["id", "theme", "score"])
        for code, theme, score in zip(ids, result.labels, result.scores, strict=True):
            writer.writerow([code, int(theme), f"{score:.4f}"])
    themes = [
        {
            "theme": theme.number, "name": theme.name, "words": list(theme.words), "size": theme.size,
            "quotes": [ids[index] for index in theme.quotes],
            "summary": [{"id": ids[index], "sentence": sentence} for index, sentence in theme.summary],
        }
        for theme in result.themes
    ]  # fmt: skip
    _dump(themes, out / "themes.json")
    _dump(asdict(result.card), out / "run.json")


def _dump(value: object, path: Path) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
