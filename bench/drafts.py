"""How exactly and how fast drafts are read: a made-up law of 400 kB, and the documents of the shared data if present.

`python -m bench.drafts [--size BYTES] [--data DIR]`. Seconds are processor time, that of the PDF program included. Exact:
levels and labels of all clauses agree with the truth. Wrapped: 92 columns, a page number after every 42 lines.
"""

import argparse
import json
import os
from collections.abc import Callable, Iterator, Sequence
from html import escape
from io import BytesIO
from itertools import count
from pathlib import Path

import docx

from surveys.drafts.read import read_draft
from tests.surveys.drafts.documents import Document, Outline, code
from tests.surveys.drafts.pdf_maker import pdf, printed
from tests.surveys.drafts.samples import outline, wrapped
from tests.surveys.drafts.test_read_odt import odt, p

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def _word(text: str) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    memory = BytesIO()
    document.save(memory)
    return memory.getvalue()


WRITTEN: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "txt": ("a.txt", str.encode),
    "wrapped": ("a.txt", lambda text: wrapped(text).encode()),
    "docx": ("a.docx", _word),
    "odt": ("a.odt", lambda text: odt(p(*map(escape, text.split("\n"))))),
    "pdf": ("a.pdf", lambda text: pdf(printed(text))),
}


def law(size: int) -> Document:
    """A made-up code of at least this many bytes."""
    return next(made for made in (code(1, articles) for articles in count(50, 25)) if len(made.text.encode()) >= size)


def seconds() -> float:
    """Processor time of this process and of those it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def measure(name: str, data: bytes, truth: Outline) -> tuple[bool, float]:
    """Whether the file is read exactly, and how long it took."""
    begun = seconds()
    draft = read_draft(name, data)
    return outline(draft) == truth, seconds() - begun


def real(folder: Path) -> Iterator[tuple[str, str, Outline]]:
    """Name, text and true outline of each document of the shared data."""
    known = json.loads((folder / "drafts" / "truth.json").read_text("utf-8"))
    for name, entry in known.items():
        place = folder / "drafts" / f"{name}.txt"
        text = (folder / "seed" / f"{name[5:]}.txt" if name.startswith("seed_") else place).read_text("utf-8")
        yield name, text, [(level, label) for level, label, _, _ in entry["outline"]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=400_000)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args(arguments)
    made = law(options.size)
    _print("a made-up code", made.text, made.truth)
    if not (options.data / "drafts" / "truth.json").exists():
        print(f"drafts: real documents not measured, there is no {options.data}")
        return
    for name, text, truth in real(options.data):
        _print(name, text, truth)


def _print(name: str, text: str, truth: Outline) -> None:
    print(f"{name[:30]:31}{len(text.encode()) / 1000:7.0f} kB {len(truth):5} clauses ", end="")
    for kind, (filename, written) in WRITTEN.items():
        exact, took = measure(filename, written(text), truth)
        print(f" {kind} {'exact' if exact else 'WRONG'} {took:5.2f} s", end="", flush=True)
    print()


if __name__ == "__main__":
    main()
