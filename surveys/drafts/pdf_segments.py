"""From the runs of a page to stretches of one line; raised numbers are marked, wide gaps part columns."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from surveys.drafts.pdf_page import MARK_CLOSE, MARK_OPEN, Box, Printed, Run

_WIDE = 2.5
"""Heights of a letter: a wider gap parts columns; justified text and tabs stay below."""
_TAB = 5.0
"""The number of a clause may stand this far from its words."""
_SPACE = 0.12
_RAISED_SIZE = 0.8
_RAISED_BY = 0.15
_LABEL = re.compile(
    r"^(?:(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN) \w{1,5}[.:]?|[\dIVX]{1,5}[.)]?|(?:\d+\.)+\d*|\w\d?[.)]|\W)$"
)
_MARK = re.compile(r"^\(?(\d{1,3}|\*{1,3})\)?$")


def segments(runs: Sequence[Run]) -> list[Printed]:
    """Stretches of print in the order of the file."""
    return [_printed(group) for group in _groups(runs)]


def _groups(runs: Sequence[Run]) -> Iterator[list[Run]]:
    group: list[Run] = []
    for run in runs:
        if group and not _goes_with(group, run):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _goes_with(group: Sequence[Run], run: Run) -> bool:
    last = group[-1]
    base = _tallest(group)
    height = max(base.height, run.box.height)
    gap = run.box.x0 - last.box.x1
    if not base.beside(run.box) or gap < -0.6 * height:
        return False
    if gap < _WIDE * height:
        return True
    return gap < _TAB * height and _LABEL.match("".join(part.text for part in group).strip()) is not None


def _tallest(group: Sequence[Run]) -> Box:
    return max((run.box for run in group), key=lambda box: box.height)


def _main(group: Sequence[Run]) -> Box:
    """The box of a run in the size that most letters have."""
    letters: Counter[float] = Counter()
    for run in group:
        letters[round(run.box.height, 1)] += len(run.text)
    size = letters.most_common(1)[0][0]
    return next(run.box for run in group if round(run.box.height, 1) == size)


def _printed(group: Sequence[Run]) -> Printed:
    base = _main(group)
    text = ""
    for place, run in enumerate(group):
        raised = run.box.height < _RAISED_SIZE * base.height and run.box.y0 > base.y0 + _RAISED_BY * base.height
        apart = place > 0 and run.box.x0 - group[place - 1].box.x1 > _SPACE * base.height
        text += " " if apart and not text.endswith(" ") and not raised else ""
        text += _marked(run.text) if raised else run.text
    box = Box(group[0].box.x0, base.y0, max(run.box.x1 for run in group), base.y1)
    return Printed(text, box, group[0].first)


def _marked(text: str) -> str:
    match = _MARK.match(text.strip())
    return text if match is None else f"{MARK_OPEN}{match[1]}{MARK_CLOSE}"
