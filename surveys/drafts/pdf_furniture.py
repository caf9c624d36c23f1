"""What each page of a PDF repeats around the text: page numbers, heads and feet. They are taken out and told."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from surveys.drafts.markers import find_marker
from surveys.drafts.parts import annex_opening
from surveys.drafts.pdf_page import Printed

_NUMBER = re.compile(
    r"[-–— ]*(?:Trang|Page|Tr\.?)? ?(\d{1,4})(?: ?(?:/|trên|of) ?\d{1,4})?[-–— ]*", re.IGNORECASE
)
_EDGE = 2
"""Lines at the top and at the bottom of a page that may be a head or a foot."""
_FEWEST = 3
_SHARE = 0.45
_SAME_HEIGHT = 3.0

Pages = list[list[Printed]]


def without_furniture(pages: Pages) -> tuple[Pages, int, list[str]]:
    """The pages without it, how many page numbers were taken out, and the heads and feet taken out, each once."""
    kept, numbers = _without_numbers(pages)
    repeated: list[str] = []
    for _ in range(_EDGE):
        for first in (True, False):
            kept, found = _without_repeated(kept, first)
            repeated += found
    again, more = _without_numbers(kept)
    return again, numbers + more, list(dict.fromkeys(repeated))


def _without_numbers(pages: Pages) -> tuple[Pages, int]:
    """Lone numbers at the edge of a page that count pages."""
    places: dict[int, Printed] = {}
    for side in (0, -1):
        edges = {page: _by_height(lines)[side] for page, lines in enumerate(pages) if lines}
        counted = {page: line for page, line in edges.items() if _number(line)}
        steps = Counter(_number(line) - page for page, line in counted.items())
        places |= {
            page: line for page, line in counted.items()
            if page not in places and (steps[_number(line) - page] > 1 or _number(line) == page + 1)
        }  # fmt: skip
    kept = [[line for line in lines if line is not places.get(page)] for page, lines in enumerate(pages)]
    return kept, len(places)


def _by_height(lines: Sequence[Printed]) -> list[Printed]:
    return sorted(lines, key=lambda line: -line.box.y1)


def _number(line: Printed) -> int:
    """The page number on this line, 0 if it is something else."""
    match = _NUMBER.fullmatch(line.text.strip())
    return int(match[1]) if match else 0


def _without_repeated(pages: Pages, first: bool) -> tuple[Pages, list[str]]:
    """The outermost line of each page, where it says the same at the same height on many of them."""
    edges = [_by_height(lines)[0 if first else -1] if len(lines) > 1 else None for lines in pages]
    heights: dict[str, list[float]] = {}
    for line in edges:
        if line is not None and _may_repeat(line):
            heights.setdefault(_key(line), []).append(line.box.y1)
    enough = max(_FEWEST, _SHARE * len(pages))
    common = {key for key, found in heights.items() if _together(found) >= enough}
    gone = [line if line is not None and _may_repeat(line) and _key(line) in common else None for line in edges]
    kept = [[line for line in lines if line is not out] for lines, out in zip(pages, gone, strict=True)]
    return kept, [line.text.strip() for line in gone if line is not None]


def _key(line: Printed) -> str:
    return re.sub(r"\d+", "0", line.text.strip())


def _may_repeat(line: Printed) -> bool:
    text = line.text.strip()
    return bool(text) and not line.row and find_marker(text) is None and annex_opening(text) is None


def _together(heights: Sequence[float]) -> int:
    """How many stand at one height."""
    best = count = 1
    for before, after in pairwise(sorted(heights)):
        count = count + 1 if after - before < _SAME_HEIGHT else 1
        best = max(best, count)
    return best
