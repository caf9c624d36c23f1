"""How well a label is learnt from labelled opinions, beside plain logistic regression of scikit-learn, in one run.

`python -m bench.stance [--splits N] [--labels NAME …] [--data DIR]`. Each split is drawn anew, stratified: four fifths to
learn from, one fifth held back and seen once. Nothing is chosen on the held-back part: threshold and calibration come from
inside the other. F1 is weighted by the labels' sizes. 'bare': the same held-back texts without any diacritics.
"""

import argparse
import csv
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedShuffleSplit
from sklearn.pipeline import make_pipeline, make_union

from analysis.calibration import Bin, Point, curve, expected_calibration_error, reliability
from analysis.stance import StanceLearner
from analysis.text.normalise import fold

FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "opinions" / "vsfc.csv"
HELD_BACK = 0.2
FEW = (20, 100, 500, 2000)
"""Numbers of labelled opinions an office might have."""
Strings = NDArray[np.object_]


@dataclass(frozen=True)
class Row:
    """Figures of one split; `coverage` and `accuracy` are of the answered ones."""

    f1: float
    bare: float
    plain: float
    calibration_error: float
    threshold: float
    coverage: float
    accuracy: float
    seconds: float
    plain_seconds: float


def load(path: Path, label: str) -> tuple[Strings, Strings]:
    """Texts and labels of a CSV file with a column `text`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return np.array([row["text"] for row in rows], object), np.array([row[label] for row in rows], object)


def splits(truth: Strings, number: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Seeds 0 … number − 1: rows to learn from, rows held back."""
    for seed in range(number):
        yield from StratifiedShuffleSplit(1, test_size=HELD_BACK, random_state=seed).split(truth, truth)


def plain(texts: Sequence[str], labels: Sequence[str], asked: Sequence[str]) -> list[str]:
    """Logistic regression on TF-IDF of syllable 1–2-grams and of letter runs of 2–5."""
    features = make_union(
        TfidfVectorizer(token_pattern=r"\w+", ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2),
    )
    model = make_pipeline(features, LogisticRegression(C=5, max_iter=1000)).fit(texts, labels)
    return [str(label) for label in model.predict(asked)]


def weighted(truth: Strings, found: Sequence[str]) -> float:
    """F1 weighted by the labels' sizes."""
    return float(f1_score(truth, np.array(found, object), average="weighted"))


def measure(texts: Strings, truth: Strings, learn: NDArray[np.int64], ask: NDArray[np.int64], seed: int = 0
            ) -> tuple[Row, tuple[Bin, ...], tuple[Point, ...]]:  # fmt: skip
    """One split: figures, reliability table and coverage against accuracy on the held-back part."""
    given, labels, asked, wanted = list(texts[learn]), list(truth[learn]), list(texts[ask]), truth[ask]
    marks = [time.process_time()]
    model = StanceLearner(seed).fit(given, labels)
    found = model.predict(asked)
    marks.append(time.process_time())
    simple = plain(given, labels, asked)
    marks.append(time.process_time())
    right = np.array(found.labels, object) == wanted
    table = reliability(found.probabilities, right)
    row = Row(
        weighted(wanted, found.labels), weighted(wanted, model.predict([fold(text) for text in asked]).labels),
        weighted(wanted, simple), expected_calibration_error(table), model.evidence.threshold,
        float(found.answered.mean()), float(right[found.answered].mean()) if found.answered.any() else float("nan"),
        marks[1] - marks[0], marks[2] - marks[1],
    )  # fmt: skip
    return row, table, curve(found.probabilities, right)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables; says so when the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--splits", type=int, default=2)
    parser.add_argument("--labels", nargs="+", default=["sentiment", "topic"])
    parser.add_argument("--data", type=Path, default=FILE)
    options = parser.parse_args(arguments)
    if not options.data.is_file():
        print(f"stance: not measured, there is no {options.data}")
        return
    for label in options.labels:
        texts, truth = load(options.data, label)
        print(f"{label}, {len(texts)} texts\n{'split':>6}{'F1':>8}{'bare':>8}{'plain':>8}{'ECE':>8}{'from':>6}", end="")
        print(f"{'answered':>10}{'right':>8}{'CPU s':>7}{'plain s':>8}", flush=True)
        measured = [_print(number, measure(texts, truth, *split)) for number, split in enumerate(splits(truth, options.splits))]
        rows = np.array([list(vars(row).values()) for row, _, _ in measured])
        for name, values in (("mean", rows.mean(axis=0)), ("sd", rows.std(axis=0))):
            _print_row(name, Row(*values))
        _print_trust(*measured[0][1:])
        _print_few(texts, truth)


def _print(number: int, measured: tuple[Row, tuple[Bin, ...], tuple[Point, ...]]
           ) -> tuple[Row, tuple[Bin, ...], tuple[Point, ...]]:  # fmt: skip
    _print_row(str(number), measured[0])
    return measured


def _print_row(name: str, row: Row) -> None:
    print(f"{name:>6}{row.f1:8.4f}{row.bare:8.4f}{row.plain:8.4f}{row.calibration_error:8.4f}{row.threshold:6.2f}", end="")
    print(f"{row.coverage:10.3f}{row.accuracy:8.4f}{row.seconds:7.1f}{row.plain_seconds:8.1f}", flush=True)


def _print_trust(table: Sequence[Bin], points: Sequence[Point]) -> None:
    print("split 0, promised against kept:")
    for one in table:
        print(f"  {one.low:.1f}–{one.high:.1f}{one.count:7}{one.promised:8.3f}{one.kept:8.3f}")
    print("split 0, answering from a probability on:")
    for point in points:
        print(f"  {point.threshold:.2f}  answered {point.coverage:.3f}  right {point.accuracy:.4f}")


def _print_few(texts: Strings, truth: Strings) -> None:
    learn, ask = next(splits(truth, 1))
    print("split 0, fewer labelled opinions:", flush=True)
    for number in FEW:
        row, _, _ = measure(texts, truth, learn[:number], ask)
        print(f"  {number:5}  F1 {row.f1:.3f}  plain {row.plain:.3f}  answered {row.coverage:.3f}  right {row.accuracy:.3f}")


if __name__ == "__main__":
    main()
