"""How well and how fast themes are found, beside plain TF-IDF + k-means of scikit-learn, in one run.

`python -m bench.themes [--seeds N] [--bare SHARE] [--data DIR]`. Agreement with the labels people gave is the normalised
mutual information (arithmetic mean); texts left unplaced count as a group of their own. `--bare 0.3` strips the
diacritics of a random 30% of the texts first. Seconds are of the processor. 'ARI': adjusted Rand index between the
results of two seeds, mean over all pairs of them, k given (the vectors are learnt anew for each).
"""

import argparse
import csv
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from analysis.text.normalise import fold
from analysis.text.tokens import SYLLABLE
from analysis.themes import ThemeFinder

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "opinions"
SETS = ("victsd_articles", "visfd_aspects", "vnexpress_sections", "victsd_topics")


@dataclass(frozen=True)
class Row:
    """Means over the seeds for one data set."""

    texts: int
    labels: int
    given: float
    chosen: float
    ks: tuple[int, ...]
    each: tuple[float, ...]
    alike: float
    plain: float
    seconds: float
    seconds_chosen: float
    plain_seconds: float


def load(path: Path) -> tuple[list[str], list[str]]:
    """Texts and labels of a CSV file with the columns `text` and `label`."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], [row["label"] for row in rows]


def strip_some(texts: Sequence[str], share: float, seed: int) -> list[str]:
    """The texts, a random `share` of them without diacritics."""
    drawn = np.random.default_rng(seed).random(len(texts)) < share
    return [fold(text) if bare else text for text, bare in zip(texts, drawn, strict=True)]


def plain(texts: Sequence[str], k: int, seed: int) -> np.ndarray:
    """What scikit-learn gives out of the box on the same syllables."""
    vectors = TfidfVectorizer(token_pattern=SYLLABLE).fit_transform(texts)
    return np.asarray(KMeans(k, random_state=seed, n_init=1).fit_predict(vectors))


def measure(texts: Sequence[str], labels: Sequence[str], seeds: int, bare: float) -> Row:
    """All three methods with each seed; the clock covers texts in, labels (ours: also names and summaries) out."""
    k, figures, ks, found_given = len(set(labels)), [], [], []
    for seed in range(seeds):
        given = strip_some(texts, bare, seed)
        marks = [time.process_time()]
        ours = ThemeFinder(k, random_state=seed).fit(given)
        marks.append(time.process_time())
        auto = ThemeFinder("auto", random_state=seed).fit(given)
        marks.append(time.process_time())
        theirs = plain(given, k, seed)
        marks.append(time.process_time())
        agreement = [normalized_mutual_info_score(labels, found) for found in (ours.labels, auto.labels, theirs)]
        ks.append(len(auto.themes))
        found_given.append(ours.labels)
        figures.append([*agreement, *np.diff(marks)])
    means = np.mean(figures, axis=0)
    alike = [adjusted_rand_score(one, other) for one, other in combinations(found_given, 2)]
    each = tuple(row[0] for row in figures)
    return Row(
        len(texts), k, means[0], means[1], tuple(ks), each, float(np.mean(alike)) if alike else 1.0, *means[2:6]
    )  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table; says so when the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--bare", type=float, default=0.0)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        print(f"themes: not measured, there is no {options.data}")
        return
    print(f"{'data set':20}{'texts':>7}{'labels':>7}{'NMI k':>8}{'NMI auto':>9}{'plain':>7}", end="")
    print(f"{'s k':>7}{'s auto':>7}{'s plain':>8}{'ratio':>7}{'ARI':>7}  k chosen | NMI of each seed", flush=True)
    rows = [_print(name, measure(*load(options.data / f"{name}.csv"), options.seeds, options.bare)) for name in SETS]
    means = [
        sum(values) / len(rows) for values in zip(*((row.given, row.chosen, row.plain) for row in rows), strict=True)
    ]
    print(f"{'mean':34}{means[0]:8.3f}{means[1]:9.3f}{means[2]:7.3f}")


def _print(name: str, row: Row) -> Row:
    print(f"{name:20}{row.texts:7}{row.labels:7}{row.given:8.3f}{row.chosen:9.3f}{row.plain:7.3f}", end="")
    print(f"{row.seconds:7.1f}{row.seconds_chosen:7.1f}{row.plain_seconds:8.1f}", end="")
    print(f"{row.seconds / row.plain_seconds:7.1f}{row.alike:7.3f}", end="")
    print(f"  {' '.join(map(str, row.ks))} | {' '.join(f'{value:.3f}' for value in row.each)}", flush=True)
    return row


if __name__ == "__main__":
    main()
