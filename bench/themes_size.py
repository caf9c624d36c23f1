"""What themes of many short texts cost, file in and files out, beside plain TF-IDF + MiniBatchKMeans of scikit-learn.

`python -m bench.themes_size [--sizes 10000 100000] [--data DIR]`. Texts are two sentences of real ones, drawn anew for each.
Each way runs in a process of its own, on one thread; plain also reads the file and writes its labels. Processor seconds.
"""

import argparse
import csv
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from sklearn.cluster import MiniBatchKMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from analysis.files import themes_of_file
from analysis.inputs import read_column
from analysis.text.tokens import SYLLABLE, sentences, syllables
from bench.themes import DATA, SETS, load

THEMES = 20


def write_texts(data: Path, number: int, path: Path) -> None:
    """A CSV file with the column `text` of `number` texts, each of two sentences of at least three syllables."""
    said = [
        sentence for name in SETS for text in load(data / f"{name}.csv")[0] for sentence in sentences(text)
        if len(syllables(sentence)) >= 3
    ]  # fmt: skip
    draw = random.Random(number)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["text"])
        writer.writerows([" ".join(draw.choices(said, k=2))] for _ in range(number))


def plain(path: Path, out: Path) -> None:
    """Labels by scikit-learn's own means, one a line."""
    texts = read_column(path, "text", None)[1]
    vectors = TfidfVectorizer(token_pattern=SYLLABLE).fit_transform(texts)
    labels = MiniBatchKMeans(THEMES, n_init=1, random_state=0).fit_predict(vectors)
    out.write_text("\n".join(map(str, labels)), encoding="utf-8")


def once(way: str, path: Path) -> None:
    """Do it in this process and print processor seconds and the highest memory in MiB."""
    started = time.process_time()
    with threadpool_limits(1):
        if way == "plain":
            plain(path, path.with_suffix(".labels"))
        else:
            themes_of_file(path, "text", None, "auto", 0, path.with_suffix(".themes"))
    print(time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table; says so when the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--once", nargs=2, default=None, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.once:
        once(options.once[0], Path(options.once[1]))
    elif not options.data.is_dir():
        print(f"themes by size: not measured, there is no {options.data}")
    else:
        _table(options.sizes, options.data)


def _table(sizes: Sequence[int], data: Path) -> None:
    print(f"{'texts':>9}{'s wall':>8}{'s':>8}{'MiB':>7}{'s plain':>9}{'ratio':>7}{'exponent':>10}", flush=True)
    before: tuple[int, float] | None = None
    for number in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "texts.csv"
            write_texts(data, number, path)
            theirs, _, _ = _apart("plain", path)
            seconds, memory, wall = _apart("ours", path)
        grown = math.log(seconds / before[1]) / math.log(number / before[0]) if before else math.nan
        print(f"{number:9}{wall:8.1f}{seconds:8.1f}{memory:7.0f}{theirs:9.1f}", end="")
        print(f"{seconds / theirs:7.1f}{grown:10.2f}", flush=True)
        before = number, seconds


def _apart(way: str, path: Path) -> tuple[float, float, float]:
    """Processor seconds, MiB and wall seconds of one way in its own process."""
    started = time.monotonic()
    command = [sys.executable, "-m", "bench.themes_size", "--once", way, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), float(told[1]), time.monotonic() - started


if __name__ == "__main__":
    main()
