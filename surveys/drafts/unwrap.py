"""From lines to paragraphs: text wrapped at a fixed width is put together again, and so is what a page end cut.

A line goes on in the next one if the first word of the next would not have fitted on it; a short line ends its
paragraph. What looks like the number of a clause starts a new paragraph unless the sentence before it is still open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveys.drafts.lines import Line
from surveys.drafts.markers import Marker, find_marker, follows, is_first, letter_follows
from surveys.drafts.parts import annex_opening, is_boundary

_MAX_WIDTH = 160
_LOOSE = 0.75
_ENDS = (*'.;:!?…”"»“|', "''")  # no line ends in an opening mark: “ is turned wrongly; "|" ends a row of a table
_NOTED = re.compile(r"(?: ?\[\d+\])+$")
_LINE_END = 80
_FIRST_CHUNK = re.compile(r"[^\s-]*-?")
_REFERS = re.compile(
    r"(?:,|\b(?:khoản|[Đđ]iều|điểm|và|hoặc|đến|số|[Mm]ục|các|tháng|năm|ngày|từ|tại|[Pp]hụ lục|[Pp]hần|[Cc]hương"
    r"|Bảng|Mẫu))$"
)  # a number after these words belongs to them
_CLAUSE_OF = re.compile(r"\b(?:[Kk]hoản|[Đđ]iểm) [\da-zđ]{1,3}$")  # "tại khoản 4" / "Điều 5."
_QUOTED_CLAUSE = re.compile(r"^(?:''|[“”„«\"])(?:Điều \d|Chương |Mục |\d+[a-zđ]?\.|[a-zđ]\d?\))")
_HEADS = ("dieu", "phan", "chuong", "muc", "tieumuc", "lama", "chuhoa")
_LISTED = ("khoan", "sonho")


@dataclass
class _Paragraph:
    """A paragraph being put together, its marker, and the latest marker of each level seen up to it."""

    text: str
    marker: Marker | None
    latest: dict[str, Marker]

    @property
    def ended(self) -> bool:
        end = _NOTED.sub("", self.text[-_LINE_END:]) or self.text[-1]
        return end.endswith(_ENDS) or (self.text[0] == "(" and end[-1] == ")")

    @property
    def is_heading(self) -> bool:
        return self.text.isupper() or (self.marker is not None and self.marker.level in _HEADS)


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The paragraphs of the text in order."""
    width, slack = _wrap_width(lines)
    done: list[str] = []
    present: _Paragraph | None = None
    latest: dict[str, Marker] = {}
    previous = ""
    for line in lines:
        own = find_marker(line.text)
        full = line.full if line.full is not None else _is_full(previous, line.text, width, slack)
        if present and _goes_on(present, previous, line, own, full):
            present.text = _glue(present.text, line.text)
        else:
            done += [present.text] if present else []
            latest = {**latest, own.level: own} if own else latest
            present = _Paragraph(line.text, own, latest)
        previous = line.text
    return [*done, present.text] if present else done


def _glue(before: str, after: str) -> str:
    """A word broken at its hyphen ("QĐ-" / "TTg") goes together without a blank, a soft hyphen falls away."""
    if before.endswith("\u00ad"):
        return before[:-1] + after
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


def _goes_on(present: _Paragraph, previous: str, line: Line, own: Marker | None, full: bool) -> bool:
    """Whether `line` continues the present paragraph, whose last line is `previous`."""
    if line.runs_on or previous.endswith("\u00ad"):
        return True
    if (present.ended or not full) and (is_boundary(line.text) or is_boundary(previous)):
        return False
    if own is None and line.text.isupper() and annex_opening(line.text):
        return False
    if own is not None:
        return full and not present.ended and not line.blank and not _starts_anew(present, own)
    if full and not (line.blank and not line.page):
        return _runs_over(present, line.text)
    return not present.ended and line.text[0].islower() and not present.is_heading and present.text[-1] != ")"


def _runs_over(present: _Paragraph, text: str) -> bool:
    """On a full line: a sentence still open goes on, capitals only go on in capitals."""
    if text[0].islower():
        return True
    if text.startswith("Căn cứ ") or (present.ended and _QUOTED_CLAUSE.match(text)):
        return False  # legal bases follow a title that ends in no stop
    sentence = present.text[-1] == "." and present.text[-2:-1].isalnum()
    return (not present.ended or sentence) and present.text.isupper() <= text.isupper()


def _starts_anew(present: _Paragraph, own: Marker) -> bool:
    """Whether a marker after an open, full line is believed: first of a list under a heading, or next in order."""
    marker = present.marker
    title_like = marker is not None and not re.search(r"[.;]\s", marker.rest)
    if own.level in ("gach", "cong"):
        return own.rest[0].isupper() and title_like and marker is not None and marker.level in (*_HEADS, *_LISTED)
    if own.level in ("phan", "chuong", "muc", "tieumuc"):
        return present.is_heading or own.rest.isupper()
    if is_first(own) and present.is_heading:
        return title_like
    if _REFERS.search(present.text[-20:]) or own.rest[:1].islower():
        return False
    if own.level == "dieu" and _CLAUSE_OF.search(present.text[-20:]):
        return False
    if is_first(own):
        return title_like
    before = present.latest.get(own.level)
    if before is None or (own.level == "diem" and before is not marker):
        return own.level == "dieu"
    return (letter_follows if own.level == "diem" else follows)(before.rank, own.rank)
