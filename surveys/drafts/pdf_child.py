"""Takes letters and ruled lines out of a PDF, as a program of its own: bytes on standard input, JSON lines out.

PDFium is a large program in C++ and the file comes from outside: what crashes it, or makes it grow or run without end,
must end this process and not the application. So this file imports nothing of ours and is run by its path, with
two arguments: how many bytes of memory and how many seconds of processor time it may use.

First line out: {"pages": n} or {"refused": "locked" | "damaged" | "pages" | "long"}. Then one line a page:
{"size": [width, height], "runs": [[text, x0, y0, x1, y1, first], …], "rules": [[x0, y0, x1, y1], …], "pictures": bool},
in points, y upwards from the bottom of the page as it is shown. y0 and y1 of a run stand around its baseline, a size of
its font apart, whatever the font; `first` is where its first word ends.
A last line {"end": true} tells that nothing is missing.
"""

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

MAX_PAGES = 1_500
MAX_LETTERS = 3_000_000
_MAX_RULES = 20_000
_THIN = 3.0
_SHORTEST_RULE = 8.0
_DEPTH = 3
_BELOW = 0.2
"""Share of the size of a font below the baseline."""
_ASIDE = 0.45
"""A gap wider than this share of the height of the letters starts a new run."""

_BREAKS = (10, 13)
_BLANKS = (9, 10, 13, 32, 160)

Box = tuple[float, float, float, float]


def main() -> None:
    """Read standard input, write standard output."""
    _limit(*map(int, sys.argv[1:3]))
    data = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        _write({"refused": "locked" if error.err_code == raw.FPDF_ERR_PASSWORD else "damaged"})
        return
    if len(document) > MAX_PAGES:
        _write({"refused": "pages"})
        return
    _write({"pages": len(document)})
    letters = 0
    for number in range(len(document)):
        page = _page(document, number)
        letters += sum(len(run[0]) for run in page["runs"])
        if letters > MAX_LETTERS:
            _write({"refused": "long"})
            return
        _write(page)
    _write({"end": True})


def _limit(memory: int, seconds: int) -> None:
    """Bound memory and processor time, where the system can."""
    try:
        import resource  # noqa: PLC0415  absent on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _write(value: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(value).encode() + b"\n")


def _page(document: pypdfium2.PdfDocument, number: int) -> dict[str, Any]:
    """One page; a page that PDFium cannot read is an empty one, which the reader tells."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return {"size": [0, 0], "runs": [], "rules": [], "pictures": True}
    turned = _Turn(page)
    rules, pictures = _drawn(page, turned)
    runs = list(_Runs(turned).of(page))
    page.close()
    return {"size": turned.size, "runs": runs, "rules": rules, "pictures": pictures}


class _Turn:
    """Turns what lies on a page as the reader turns the page."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        left, bottom, right, top = page.get_cropbox()
        self.left, self.bottom, self.width, self.height = left, bottom, right - left, top - bottom
        self.angle = page.get_rotation()
        sideways = self.angle in (90, 270)
        self.upright = self.angle == 0 and left == bottom == 0
        self.size = [self.height, self.width] if sideways else [self.width, self.height]

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        corners = [self._point(x0 - self.left, y0 - self.bottom), self._point(x1 - self.left, y1 - self.bottom)]
        (a, b), (c, d) = zip(*corners, strict=True)
        return round(min(a, b), 2), round(min(c, d), 2), round(max(a, b), 2), round(max(c, d), 2)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 90:
            return y, self.width - x
        if self.angle == 180:
            return self.width - x, self.height - y
        return (self.height - y, x) if self.angle == 270 else (x, y)


class _Runs:
    """Letters in the order of the file, together as long as they stand side by side at one height."""

    def __init__(self, turned: _Turn) -> None:
        self.turned = turned
        self.text = ""
        self.box: Box = (0, 0, 0, 0)
        self.first = 0.0
        self.lines: tuple[float, float] = (0, 0)

    def of(self, page: pypdfium2.PdfPage) -> Iterator[list[Any]]:
        textpage = page.get_textpage()
        handle, rectangle = textpage.raw, raw.FS_RECTF()  # several times faster than its wrapper, a million times over
        pointer, upright = ctypes.byref(rectangle), self.turned.upright
        for place in range(textpage.count_chars()):
            code = raw.FPDFText_GetUnicode(handle, place)
            if code in _BLANKS:
                if code in _BREAKS:
                    yield from self._flush()
                elif self.text and self.text[-1] != " ":
                    self._space()
                continue
            raw.FPDFText_GetLooseCharBox(handle, place, pointer)
            box = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            if not upright:
                box = self.turned.box(*box)
            if self.text and not self._fits(box):
                yield from self._flush()
            if not self.text:
                self.lines = self._lines(handle, place, box)
            self._add(chr(code) if 32 < code < 0xD800 else _letter(code), box)
        yield from self._flush()
        textpage.close()

    def _lines(self, textpage: Any, place: int, box: Box) -> tuple[float, float]:
        """Lower and upper line of a letter, from the size of its font; those of its box where the size is unknown."""
        matrix, x, y = raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        known = raw.FPDFText_GetMatrix(textpage, place, matrix) and raw.FPDFText_GetCharOrigin(textpage, place, x, y)
        size = raw.FPDFText_GetFontSize(textpage, place) * math.hypot(matrix.c, matrix.d)
        if not known or not 0.3 < size / max(box[3] - box[1], 0.1) < 2:
            return box[1], box[3]
        base = self.turned.box(x.value, y.value, x.value, y.value)[1]
        return round(base - _BELOW * size, 2), round(base + (1 - _BELOW) * size, 2)

    def _space(self) -> None:
        self.first = self.first or self.box[2]
        self.text += " "

    def _fits(self, box: Box) -> bool:
        _, y0, x1, y1 = self.box
        height = y1 - y0 if y1 - y0 > 0.1 else 0.1
        if not -0.6 * height < box[0] - x1 < _ASIDE * height:
            return False
        slack = 0.2 * height
        return -slack <= box[1] - y0 <= slack and -slack <= box[3] - box[1] - height <= slack

    def _add(self, letter: str, box: Box) -> None:
        """The box of a run stays as high as its first letter."""
        if not self.text:
            self.box, self.first = box, 0.0
        elif box[2] > self.box[2]:
            x0, y0, _, y1 = self.box
            self.box = (x0, y0, box[2], y1)
        self.text += letter

    def _flush(self) -> Iterator[list[Any]]:
        if self.text:
            x0, _, x1, _ = self.box
            yield [self.text, round(x0, 2), self.lines[0], round(x1, 2), self.lines[1], round(self.first or x1, 2)]
        self.text = ""


def _letter(code: int) -> str:
    """PDFium marks a hyphen at the end of a line as 2 or FFFE; lone surrogates and zeros are letters unknown."""
    if code in (2, 0xFFFE):
        return "-"
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code <= 0x10FFFF else "\ufffd"


def _drawn(page: pypdfium2.PdfPage, turned: _Turn) -> tuple[list[Box], bool]:
    """Straight lines and edges of frames; whether there is any picture."""
    rules: list[Box] = []
    pictures = False
    for thing in page.get_objects(max_depth=_DEPTH):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures = True
        if thing.type != raw.FPDF_PAGEOBJ_PATH or len(rules) >= _MAX_RULES:
            continue
        rules += [box for box in _edges(turned.box(*thing.get_bounds())) if _is_rule(box)]
    return rules, pictures


def _edges(box: Box) -> list[Box]:
    """A thin box is a line; a wider one is a frame with four sides."""
    x0, y0, x1, y1 = box
    if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
        return [box]
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def _is_rule(box: Box) -> bool:
    return max(box[2] - box[0], box[3] - box[1]) >= _SHORTEST_RULE


if __name__ == "__main__":
    main()
