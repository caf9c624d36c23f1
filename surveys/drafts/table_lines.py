"""The lines that a table of a document becomes: a row each, or, for a table that only arranges text, the text of its cells."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from lxml import etree

_LAYOUT_COLUMNS = 2
_LAYOUT_ROWS = 3
"""No more than this: the letterhead and the signatures, which documents set side by side in a table without lines."""


def table_lines(
    rows: Sequence[Sequence[etree._Element]], blocks: Callable[[etree._Element], Iterable[str]]
) -> Iterator[str]:
    """The lines of the table with these cells; `blocks` gives the lines of a cell."""
    if max(map(len, rows), default=0) <= _LAYOUT_COLUMNS and len(rows) <= _LAYOUT_ROWS:
        for row in rows:
            for cell in row:
                yield from blocks(cell)
        return
    for row in rows:
        cells = [" ".join(" ".join(blocks(cell)).split()) for cell in row]
        if any(cells):
            yield f"| {' | '.join(cells)} |"
