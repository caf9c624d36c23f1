"""`langnghe duplicates`: a CSV file of texts in, the cluster of each out; no database, no server."""

import csv
from pathlib import Path

from analysis.duplicates.finder import DuplicateResult, find_duplicates
from analysis.inputs import AnalysisError, read_column


def duplicates_of_file(path: Path, text: str, id_column: str | None, out: Path) -> DuplicateResult:
    """Copies among the column `text` of a CSV file in UTF-8, written to the CSV file `out`: id, cluster.

    Texts of one cluster are copies of one another; clusters are numbered from 0 as they appear, a text without copies has
    its own. Ids come from `id_column`, else they are row numbers from 1. AnalysisError: no such file, not UTF-8, no rows, no
    such column, ids twice, `out` not writable.
    """
    ids, texts = read_column(path, text, id_column)
    result = find_duplicates(texts)
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["id", "cluster"])
            writer.writerows(zip(ids, result.labels.tolist(), strict=True))
    except OSError as error:
        raise AnalysisError(f"Không ghi được vào tệp {out}.") from error
    return result
