"""Which paragraphs stand inside a quotation: an amending law quotes whole clauses, whose numbers are not structure.

A quotation of several paragraphs opens at the start of a paragraph or after a colon. Curly and straight marks may be
mixed. A mark left open in running text counts for nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.drafts.markers import Marker, find_marker, follows, letter_follows

_STARTS = re.compile(r"^\W{0,2}[“„«\"]")
_OPENS_LATE = re.compile(r":\s*[“„«\"]")
_ENDS = re.compile(r"[”»\"][\s.;,)/]*$")
_MARK = re.compile(r"''|[“”„«»\"]")
_LOOK_BACK = 8
_CLOSING_SIGNS = ".;,)!?/”"
_WHOLE = re.compile(r"^[“„«\"](?:Điều \d|\d+[a-zđ]?\.|[a-zđ]\d?\))")
_AMENDS = re.compile(
    r"^(?:Sửa đổi|Bổ sung|Thay thế|Thay cụm|Bãi bỏ|Bỏ)[^.]*?(?:khoản|[Đđ]iều|điểm|Chương|Mục|cụm từ|đoạn|tên)\b"
    r"|^(?:Hiệu lực thi hành|Điều khoản thi hành|Điều khoản chuyển tiếp|Tổ chức thực hiện)"
)


@dataclass(frozen=True)
class Quotations:
    """For each paragraph whether it is quoted; where a quotation was broken off for want of a closing mark."""

    quoted: tuple[bool, ...]
    broken: frozenset[int]


def find_quotations(paragraphs: Sequence[str]) -> Quotations:
    """One pass over the paragraphs. A quotation that never closes is no quotation."""
    straightened = [_straightened(paragraph) for paragraph in paragraphs]
    quoted: list[bool] = []
    broken: set[int] = set()
    last_closing = max((place for place, text in enumerate(straightened) if _ENDS.search(text)), default=-1)
    outer: dict[str, Marker] = {}
    inside = False
    for place, paragraph in enumerate(straightened):
        marker = find_marker(paragraph)
        if inside and marker and _is_next_amendment(marker, outer):
            inside = False
            broken.add(place)
        quoted.append(inside or bool(_STARTS.match(paragraph)))
        if not quoted[-1] and marker:
            outer[marker.level] = marker
        inside = place < last_closing and _open_after(paragraph, inside)
    return Quotations(tuple(quoted), frozenset(broken))


def _straightened(paragraph: str) -> str:
    """The paragraph with “ and ” for all marks whose side their neighbours tell, whatever the writer typed."""
    return _MARK.sub(_side, paragraph)


def _side(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    last, after = before[-1:], match.string[match.end() : match.end() + 1]
    ends = not after or after in _CLOSING_SIGNS
    if not last:
        return "”" if ends else "“"
    if before.rstrip()[-1:] in (":", "(", "["):
        return "“"
    if ends or (after.isspace() and not last.isspace()):
        return "”"
    if last.isspace() and (after.isalnum() or after == "("):
        return "“"
    return {"''": '"', "„": "“", "«": "“", "»": "”"}.get(match[0], match[0])


def _is_next_amendment(marker: Marker, outer: dict[str, Marker]) -> bool:
    """Whether an unclosed quotation ends before this paragraph: the next number outside, and words of amending."""
    before = outer.get(marker.level)
    if before is None or not marker.rank or not _AMENDS.match(marker.rest):
        return False
    return (letter_follows if marker.level == "diem" else follows)(before.rank, marker.rank)


def _open_after(paragraph: str, inside: bool) -> bool:
    """Whether a quotation is open at the end of this paragraph."""
    left, right = _unpaired(paragraph)
    odd = paragraph.count('"') % 2 == 1
    if odd and left > 0:  # “ closed by "
        odd, left = False, left - 1
    if not inside:
        if odd and right > 0:  # " closed by ”
            odd = False
        return (left > 0 or odd) and bool(_STARTS.match(paragraph) or _OPENS_LATE.search(paragraph))
    if _WHOLE.match(paragraph) and _ENDS.search(paragraph) and not odd and not left and not right:
        return False  # a complete quotation of its own: the one before was never closed
    if odd and paragraph.startswith('"') and not _ENDS.search(paragraph):
        return True  # opened anew without having been closed
    return not (right > 0 or odd)


def _unpaired(paragraph: str) -> tuple[int, int]:
    """Curly marks without a partner in the paragraph: opening, closing."""
    left = right = 0
    for mark in re.findall("[“„«”»]", paragraph):
        if mark in "“„«":
            left += 1
        elif left:
            left -= 1
        else:
            right += 1
    return left, right
