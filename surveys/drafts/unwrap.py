"""From lines to paragraphs: text wrapped at a fixed width is put together again, and so is what a page end cut.

A line goes on in the next one if the first word of the next would not have fitted on it; a short line ends its
paragraph. What looks like the number of a clause starts a new paragraph unless the sentence before it is still open.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from surveys.drafts.lines import Line
from surveys.drafts.markers import Marker, find_marker, follows, is_first, letter_follows
from surveys.drafts.parts import is_boundary

_MAX_WIDTH = 160
_LOOSE = 0.75
_ENDS = tuple('.;:!?…”"»|')  # "|" ends a row of a table
_FIRST_CHUNK = re.compile(r"[^\s-]*-?")
_HEADS = ("dieu", "phan", "chuong", "muc", "tieumuc", "lama", "chuhoa")
_LISTED = ("khoan", "sonho")


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The paragraphs of the text in order."""
    width, slack = _wrap_width(lines)
    joined: list[str] = []
    marker: Marker | None = None  # of the paragraph being put together
    article: Marker | None = None
    previous: Line | None = None
    for line in lines:
        own = find_marker(line.text)
        full = previous is not None and _is_full(previous.text, line.text, width, slack)
        if previous and _goes_on(joined[-1], marker, previous, line, own, full, article):
            joined[-1] = _glue(joined[-1], line.text)
        else:
            joined.append(line.text)
            marker = own
            article = own if own and own.level == "dieu" else article
        previous = line
    return joined


def _glue(before: str, after: str) -> str:
    """A word broken at its hyphen ("QĐ-" / "TTg") goes together without a blank."""
    broken = len(before) > 1 and before[-1] == "-" and not before[-2].isspace()
    return before + after if broken else f"{before} {after}"


def _wrap_width(lines: Sequence[Line]) -> tuple[int, int]:
    """Width at which the text was wrapped and the play in it; (0, 0) if each line is a paragraph."""
    width = max((len(line.text) for line in lines), default=0)
    if not lines or width > _MAX_WIDTH:
        return 0, 0
    running = [
        (before.text, after.text)
        for before, after in pairwise(lines)
        if len(before.text) >= width * 0.6 and after.text[0].islower() and find_marker(after.text) is None
    ]
    if len(running) < max(3, len(lines) * 0.08):
        return 0, 0
    exact = sum(_is_full(before, after, width, 0) for before, after in running)
    return width, 0 if exact >= len(running) * 0.95 else int(width * (1 - _LOOSE))


def _is_full(before: str, after: str, width: int, slack: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    chunk = _FIRST_CHUNK.match(after)
    need = len(chunk[0]) if chunk else 1
    return width > 0 and len(before) + 1 + max(need, 1) > width - slack


def _goes_on(
    paragraph: str, marker: Marker | None, previous: Line, line: Line, own: Marker | None, full: bool,
    article: Marker | None,
) -> bool:  # fmt: skip
    """Whether `line` continues `paragraph`, whose last line is `previous`."""
    ended = paragraph.endswith(_ENDS)
    if (ended or not full) and (is_boundary(line.text) or is_boundary(previous.text)):
        return False
    if own is not None:
        return full and not ended and not line.blank and not _starts_anew(paragraph, marker, own, article)
    if full and not (line.blank and not line.page):
        return _runs_over(paragraph, line.text, ended)
    return not ended and line.text[0].islower() and not _is_heading(paragraph, marker) and paragraph[-1] != ")"


def _runs_over(paragraph: str, text: str, ended: bool) -> bool:
    """On a full line: a sentence still open goes on, capitals only go on in capitals."""
    if text[0].islower():
        return True
    return not ended and paragraph.isupper() <= text.isupper()


def _is_heading(paragraph: str, marker: Marker | None) -> bool:
    return paragraph.isupper() or (marker is not None and marker.level in _HEADS)


def _starts_anew(paragraph: str, marker: Marker | None, own: Marker, article: Marker | None) -> bool:
    """Whether a marker after an open, full line is believed: first of a list under a heading, or next in order."""
    title_like = marker is not None and not re.search(r"[.;]\s", marker.rest)
    if own.level in ("gach", "cong"):
        return own.rest[0].isupper() and title_like and marker is not None and marker.level in (*_HEADS, *_LISTED)
    if own.level == "dieu":
        return article is None or follows(article.rank, own.rank)
    if own.level in ("phan", "chuong", "muc", "tieumuc"):
        return paragraph.isupper() or own.rest.isupper() or (marker is not None and marker.level in _HEADS)
    if is_first(own):
        return title_like
    if marker is None or marker.level != own.level:
        return False
    return (letter_follows if own.level == "diem" else follows)(marker.rank, own.rank)
