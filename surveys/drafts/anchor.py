"""Stable names of clauses: "d5.k2.pđ", "c2.m1", "kt1.d5.k2", "pl2", "l1.s2.g3"; only [0-9a-zđ.-], unique in a draft.

An Điều is named without its chapter, since its number is unique in its document: chapters that come and go between
two versions of a draft leave the names of their clauses alone.
"""

from collections.abc import Iterable

from surveys.drafts.markers import Marker, roman_number

_LETTERS = {
    "phan": "ph",
    "chuong": "c",
    "muc": "m",
    "tieumuc": "t",
    "dieu": "d",
    "chuhoa": "h",
    "lama": "i",
    "khoan": "k",
    "so": "s",
    "sonho": "n",
    "diem": "p",
    "gach": "g",
    "cong": "cg",
}


class Anchors:
    """Gives each clause of one draft its path; the same path is never given twice, nor one of those already `given`."""

    def __init__(self, given: Iterable[str] = ()) -> None:
        self._given: set[str] = set(given)
        self._counts: dict[tuple[str, str], int] = {}

    def clause(self, level: str, marker: Marker, parent: str) -> str:
        """The path of a clause below `parent` ("" at the root)."""
        return self._unique(_join(parent, _LETTERS[level] + self._number(level, marker, parent)))

    def part(self, level: str, label: str) -> str:
        """The path of an attached document (by position) or annex (by its number where it has one)."""
        if level == "kemtheo":
            return self._unique(f"kt{self._count(level, '')}")
        if label and " " not in label:
            return self._unique("pl" + _digits(label))
        letters = "bm" if label else "pl"  # forms ("Mẫu số 01") are counted apart from annexes
        return self._unique(f"{letters}{self._count(letters, '')}")

    def opening(self) -> str:
        """The path of what stands before the first clause."""
        return self._unique("md")

    def _number(self, level: str, marker: Marker, parent: str) -> str:
        if level in ("gach", "cong"):
            return str(self._free(level, parent))
        if level in ("dieu", "khoan", "so"):
            return f"{marker.rank[0]}{marker.label.lstrip('0123456789')}"
        if level in ("diem", "chuhoa"):
            return marker.label.lower()
        return "-".join(str(part) for part in marker.rank)

    def _free(self, level: str, parent: str) -> int:
        """The next position among unnumbered clauses that no path holds yet."""
        position = self._count(level, parent)
        while _join(parent, f"{_LETTERS[level]}{position}") in self._given:
            position = self._count(level, parent)
        return position

    def _count(self, kind: str, parent: str) -> int:
        self._counts[kind, parent] = count = self._counts.get((kind, parent), 0) + 1
        return count

    def _unique(self, path: str) -> str:
        unique, times = path, 1
        while unique in self._given:
            times += 1
            unique = f"{path}-{times}"
        self._given.add(unique)
        return unique


def _join(parent: str, own: str) -> str:
    return f"{parent}.{own}" if parent else own


def _digits(label: str) -> str:
    if label.isdigit():
        return str(int(label))
    return str(roman_number(label)) if set(label) <= set("IVXLC") else label.lower()
