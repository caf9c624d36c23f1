"""From the printed lines of a PDF to its paragraphs: margins, indents and gaps say where a paragraph begins."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from surveys.drafts.lines import Line, is_rule, plain
from surveys.drafts.pdf_page import Printed
from surveys.drafts.unwrap import paragraphs

_BLANK_WIDTH = 0.2
_PLAY = 0.1
_INDENT = 0.8
_AT_MARGIN = 0.3
_GAP = 0.15
_FEWEST_STARTS = 5
_MOSTLY = 0.9
_DEEPEST = 6.0
_FEWEST_LINES = 8
_FEWEST_AT_EDGE = 3
_AT_EDGE = 2.0
_CUT = re.compile(r"([^\W\d_]+)-$")
_HEAD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class _Place:
    """One line of print with the page it stands on and the right margin of that page."""

    line: Printed
    page: int
    right: float


def body_height(pages: Sequence[Sequence[Printed]]) -> float:
    """The height of most of the print."""
    return _most_common((line.box.height, len(line.text)) for lines in pages for line in lines)


def join(pages: Sequence[Sequence[Printed]], widths: Sequence[float]) -> list[str]:
    """The paragraphs of the whole document; `widths` of its pages."""
    places = list(_places(pages, widths))
    if not places:
        return []
    page = _Setting(places, body_height(pages))
    lines = [Line(_text(places[0].line)), *(page.after(before, place) for before, place in pairwise(places))]
    return paragraphs([line for line in _uncut(lines) if line.text.strip("\u00ad ")])


def _places(pages: Sequence[Sequence[Printed]], widths: Sequence[float]) -> Iterator[_Place]:
    texts = [[line for line in lines if not is_rule(line.text.strip())] for lines in pages]
    widest = _edge([line for lines in texts for line in lines], max(widths, default=0.0))
    for number, (lines, width) in enumerate(zip(texts, widths, strict=True)):
        edge = _edge(lines, width) if len(lines) >= _FEWEST_LINES else widest
        yield from (_Place(line, number, edge) for line in lines)


def _edge(lines: Sequence[Printed], width: float) -> float:
    """The right margin: where several lines end; if none do, it is taken to be as wide as the left one."""
    running = [line for line in lines if not line.row]
    edge = max((line.box.x1 for line in running), default=width)
    left = min((line.box.x0 for line in running), default=0.0)
    several = sum(line.box.x1 > edge - _AT_EDGE * line.box.height for line in running) >= _FEWEST_AT_EDGE
    return edge if several and edge > width - 2 * left else max(edge, width - left)


class _Setting:
    """How the document is set: left margin, distance of lines, whether paragraphs begin with an indent."""

    def __init__(self, places: Sequence[_Place], body: float) -> None:
        self.body = body
        self.left = _most_common((place.line.box.x0, len(place.line.text)) for place in places)
        self.leading = _leading(places)
        short = [pair for pair in pairwise(places) if not self._full(*pair)]
        starts = [after.line.box.x0 for _, after in short]
        self.indents = _mostly([start > self.left + _INDENT * body for start in starts])
        self.gaps = _mostly([self._apart(*pair) for pair in short if pair[0].page == pair[1].page])
        self.starts = {start for start, count in Counter(round(start) for start in starts).items() if count > 1}

    def after(self, before: _Place, place: _Place) -> Line:
        """The line at `place`, which follows the one at `before`."""
        turned, apart = place.page != before.page, self._apart(before, place)
        full = self._full(before, place) and not (self.indents and self._at_start(place))
        return Line(_text(place.line), apart, turned, full, full and not apart and self._certain(before, place))

    def _certain(self, before: _Place, place: _Place) -> bool:
        """Whether the document marks every new paragraph by an indent or a gap, and this line has none."""
        if self.gaps and place.page == before.page:
            return True
        at_margin = abs(place.line.box.x0 - self.left) < _AT_MARGIN * self.body
        return self.indents and at_margin and before.line.box.x0 < self.left + _DEEPEST * self.body

    def _apart(self, before: _Place, place: _Place) -> bool:
        step = before.line.box.y0 - place.line.box.y0
        return place.page == before.page and step > self.leading + _GAP * self.body

    def _full(self, before: _Place, place: _Place) -> bool:
        """Whether the first word of the line had no room on the line before."""
        if before.line.row or place.line.row:
            return False
        word = place.line.first - place.line.box.x0
        return before.line.box.x1 + _BLANK_WIDTH * self.body + word > before.right - _PLAY * self.body

    def _at_start(self, place: _Place) -> bool:
        start = place.line.box.x0
        return start > self.left + _INDENT * self.body and round(start) in self.starts


def _mostly(marks: Sequence[bool]) -> bool:
    return len(marks) >= _FEWEST_STARTS and sum(marks) >= _MOSTLY * len(marks)


def _leading(places: Sequence[_Place]) -> float:
    """The distance of lines within a paragraph: that of the closer fifth."""
    steps = sorted(
        before.line.box.y0 - after.line.box.y0
        for before, after in pairwise(places)
        if before.page == after.page and before.line.box.y0 > after.line.box.y1 - 0.5 * after.line.box.height
    )
    return steps[len(steps) // 5] if steps else 0.0


def _most_common(weighted: Iterator[tuple[float, int]]) -> float:
    counts: Counter[float] = Counter()
    for value, weight in weighted:
        counts[round(value * 2) / 2] += weight
    return counts.most_common(1)[0][0] if counts else 0.0


def _text(line: Printed) -> str:
    """Clean text of a line; a soft hyphen at its end stays, for the line goes on in the next."""
    soft = line.text.rstrip().endswith("\u00ad")
    return plain(line.text).strip() + ("\u00ad" if soft else "")


def _uncut(lines: Sequence[Line]) -> list[Line]:
    """A hyphen at the end of a line falls away where it cuts a syllable, or a word that stands elsewhere without it."""
    words = {word.lower() for line in lines for word in _HEAD.findall(line.text)}
    whole = list(lines)
    for place, (before, after) in enumerate(pairwise(lines)):
        cut, head = _CUT.search(before.text), _HEAD.match(after.text)
        if cut and head and head[0].islower() and _is_one_word(cut[1], head[0], words):
            whole[place] = Line(
                before.text[:-1] + "\u00ad", before.blank, before.page, before.full, before.runs_on
            )
    return whole


def _is_one_word(head: str, tail: str, words: set[str]) -> bool:
    """A Vietnamese syllable has a vowel; "QĐ-TTg" is not one, and capitals are left alone."""
    if (head + tail).lower() in words:
        return True
    return head[-1].islower() and not (_has_vowel(head) and _has_vowel(tail))


def _has_vowel(part: str) -> bool:
    return any(unicodedata.normalize("NFD", letter)[0] in "aeiouy" for letter in part.lower())
