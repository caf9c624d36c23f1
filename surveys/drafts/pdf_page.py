"""What is printed on one page of a PDF, in points, y upwards: runs of letters, ruled lines, and lines put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MARK_OPEN, MARK_CLOSE = "\ue010", "\ue011"
"""A raised number stands between these two private characters until it is known whether it names a footnote."""


@dataclass(frozen=True)
class Box:
    """Where something stands."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        return max(self.y1 - self.y0, 0.1)

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def beside(self, other: "Box") -> bool:
        """Whether both stand in one line of print."""
        shared = min(self.y1, other.y1) - max(self.y0, other.y0)
        return shared > 0.5 * min(self.height, other.height)


@dataclass(frozen=True)
class Run:
    """Letters side by side at one height; `first` is where their first word ends."""

    text: str
    box: Box
    first: float


@dataclass(frozen=True)
class Printed:
    """One line of print, or one row of a table (`row`)."""

    text: str
    box: Box
    first: float
    row: bool = False


@dataclass(frozen=True)
class Page:
    """The runs of a page in the order of the file, its straight lines, and whether it shows a picture."""

    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Box, ...]
    pictures: bool


def from_json(value: Mapping[str, Any]) -> Page:
    """The page that the program `pdf_child` wrote."""
    runs = tuple(Run(text, Box(x0, y0, x1, y1), first) for text, x0, y0, x1, y1, first in value["runs"])
    rules = tuple(Box(*rule) for rule in value["rules"])
    return Page(value["size"][0], value["size"][1], runs, rules, value["pictures"])


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of these."""
    return Box(
        min(box.x0 for box in boxes), min(box.y0 for box in boxes),
        max(box.x1 for box in boxes), max(box.y1 for box in boxes),
    )  # fmt: skip
