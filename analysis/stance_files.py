"""`langnghe stance`: a CSV file of opinions and one of labelled opinions in, a CSV file of stances out."""

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from analysis.inputs import AnalysisError, read_column, require_seed
from analysis.stance import StanceLearner, StanceModel, Stances

COLUMNS = ("id", "row", "label", "probability", "abstained")


@dataclass(frozen=True)
class StanceOutcome:
    """What was learnt, what it says of the opinions, and where the run card was written."""

    model: StanceModel
    stances: Stances
    card: Path


def stance_of_file(
    path: Path, text: str, train: Path, label: str, out: Path, *, id_column: str | None = None, seed: int = 1,
    wanted: float = 0.95,
) -> StanceOutcome:  # fmt: skip
    """Stances of the column `text` of `path`, learnt from the columns `text` and `label` of `train`; both CSV in UTF-8.

    `out` gets the columns COLUMNS, one row per opinion in the order of `path`: id (from `id_column`, else from a column
    named id whose values all differ, else the row number), row (from 1), label (the likeliest, always given), probability,
    abstained (1: a person must decide). Beside it, `<out>.run.json`: run card, reliability table, coverage against accuracy.
    AnalysisError: a file, column, seed, share or set of labels that cannot be used; `out` not writable.
    """
    require_seed(seed)
    if not 0 < wanted < 1:
        raise AnalysisError("Tỷ lệ đúng mong muốn phải lớn hơn 0 và nhỏ hơn 1, ví dụ 0.95.")
    ids, texts = _opinions(path, text, id_column)
    try:
        model = StanceLearner(seed, wanted).fit(read_column(train, text, None)[1], read_column(train, label, None)[1])
    except AnalysisError:
        raise
    except ValueError as error:
        raise AnalysisError(f"Tệp {train}, cột “{label}”: {error}") from error
    stances = model.predict(texts)
    card = out.with_name(out.name + ".run.json")
    try:
        _write(ids, stances, out)
        card.write_text(json.dumps(papers(model, stances), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise AnalysisError(f"Không ghi được tệp {out}.") from error
    return StanceOutcome(model, stances, card)


def _opinions(path: Path, text: str, id_column: str | None) -> tuple[list[str], list[str]]:
    if id_column is None:
        try:
            return read_column(path, text, "id")
        except AnalysisError:  # no such column, or no code of its own for each row
            return read_column(path, text, None)
    return read_column(path, text, id_column)


def papers(model: StanceModel, stances: Stances) -> dict[str, object]:
    """The run card of the labelled texts, how far to trust the model, and how many opinions got which label."""
    given = [name for name, answered in zip(stances.labels, stances.answered.tolist(), strict=True) if answered]
    return {
        **asdict(model.card), "evidence": asdict(model.evidence), "opinions": len(stances.labels),
        "answered": {name: given.count(name) for name in model.names}, "abstained": len(stances.labels) - len(given),
    }  # fmt: skip


def _write(ids: Sequence[str], stances: Stances, out: Path) -> None:
    rows = zip(ids, stances.labels, stances.probabilities.tolist(), stances.answered.tolist(), strict=True)
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row, (code, label, probability, answered) in enumerate(rows, start=1):
            writer.writerow([code, row, label, f"{probability:.4f}", 0 if answered else 1])
