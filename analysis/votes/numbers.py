"""Large files of votes whose codes are all numbers, five times faster than row by row."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.signedinteger]
LINES = 200_000
DENSE = 8
"""How many numbers there may be room for, for each value read, to count places instead of sorting."""


def whole_numbers(path: Path, names: Sequence[str], wanted: Sequence[str]) -> list[Ints] | None:
    """The `wanted` columns of a CSV file with these column names; None when anything in them is not a plain whole number."""
    places = [names.index(name) for name in wanted]
    parts: list[list[Ints]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            next(file, None)
            for lines in _some(file):
                if _leading_zeros(lines):
                    return None
                table = np.loadtxt(lines, np.int64, comments=None, delimiter=",", usecols=places, ndmin=2)
                parts.append([_short(column) for column in table.T])
    except ValueError:
        return None
    return [np.concatenate(columns) for columns in zip(*parts, strict=True)] if parts else None


def ranked(values: Ints) -> tuple[Ints, NDArray[np.int32]]:
    """The distinct values in order, and the place of each value among them."""
    least, most = int(values.min()), int(values.max())
    if most - least > DENSE * len(values):
        distinct, place = np.unique(values, return_inverse=True)
        return distinct, np.asarray(place, dtype=np.int32)
    shifted = values - least
    there = np.zeros(most - least + 1, dtype=bool)
    there[shifted] = True
    return np.flatnonzero(there) + least, np.asarray((np.cumsum(there, dtype=np.int32) - 1)[shifted])


def _leading_zeros(lines: Sequence[str]) -> bool:
    """'007' is a code of its own, which as a number would become '7'."""
    signs = np.frombuffer(("\n" + "".join(lines)).encode(), dtype=np.uint8)
    before, here, after = signs[:-2], signs[1:-1], signs[2:]
    begins = (before == ord(",")) | (before == ord("\n"))
    return bool((begins & (here == ord("0")) & (after >= ord("0")) & (after <= ord("9"))).any())


def _short(values: NDArray[np.int64]) -> Ints:
    """The same in half the space where they fit."""
    return values.astype(np.int32) if len(values) and np.abs(values).max() < 2**31 else values.copy()


def _some(file: Iterator[str]) -> Iterator[list[str]]:
    while lines := list(islice(file, LINES)):
        yield lines
