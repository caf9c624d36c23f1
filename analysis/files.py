"""`langnghe themes`: a CSV file of texts in, three files of themes out; no database, no server."""

import csv
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from analysis.inputs import AnalysisError, read_column, require_seed, wanted_number
from analysis.themes import ThemeFinder, ThemeResult


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
    require_seed(seed)
    ids, texts = read_column(path, text, id_column)
    result = ThemeFinder(number, random_state=seed).fit(texts, progress=progress)
    try:
        write(result, ids, out)
    except OSError as error:
        raise AnalysisError(f"Không ghi được vào thư mục {out}.") from error
    return result


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
