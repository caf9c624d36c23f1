"""From the text of a file to clean lines: Unicode form, invisible characters, Markdown marks, page numbers.

What is dropped here is not content: soft hyphens, rules of dashes, marks of Markdown, numbers of pages.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x09), *range(0x0E, 0x1C), 0x7F]
)
_SOFT_END = re.compile("\u00ad[^\\S\\n]*\\r?\\n[^\\S\\n]*(\\S+)[^\\S\\n]*")
_BREAKS = re.compile("\r\n|[\r\x0b\x1c\x1d\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n\f]+")
_RULE = re.compile(r"[_\-–—=*~\s|:]{3,}")
_MARKDOWN = re.compile(r"^ {0,3}#{1,6} +\S|\*\*[^\s*][^*]*\*\*", re.MULTILINE)
_HEADING = re.compile(r"^ *(?:>+ *)?(?:#{1,6} +)*", re.MULTILINE)
_BOLD = re.compile(r"(?<!\()\*\*(?!\))")
_ITALIC = re.compile(r"(?<![\w*(])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*)])")
_STAR_BULLET = re.compile(r"^( *)\* (?=\S)", re.MULTILINE)
_ESCAPE = re.compile(r"\\([-.*_#()+\[\]>])")
_PAGE_NUMBER = re.compile(r"[-–— ]*(?:Trang\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–— ]*", re.IGNORECASE)
_PAGE_GAP = 15
"""Fewer lines than this between two lone numbers: a table or a list, not page numbers."""


@dataclass(frozen=True)
class Line:
    """One line without its margins; `blank`: an empty line stood before it; `page`: the end of a page did.

    Where the place of each letter is known: `full`: its first word had no room on the line before; `runs_on`: it is
    certain to go on with that line.
    """

    text: str
    blank: bool = False
    page: bool = False
    full: bool | None = None
    runs_on: bool = False


def clean_lines(text: str) -> tuple[list[Line], int]:
    """The lines with content, in NFC, and how many page numbers were taken out."""
    return _without_page_numbers(list(_lines(_without_markdown(plain(text)))))


def plain(text: str) -> str:
    """The text in NFC with one kind of blank and of line end; a word cut at a soft hyphen is whole again."""
    text = unicodedata.normalize("NFC", _SOFT_END.sub(r"\1\n", text).translate(_INVISIBLE))
    return _BLANKS.sub(" ", _BREAKS.sub("\n", text))


def is_rule(line: str) -> bool:
    """Whether the line is only drawn: dashes, underscores, stars."""
    return bool(_RULE.fullmatch(line))


def _without_markdown(text: str) -> str:
    """Heading marks, bold and italic taken off where the text is Markdown at all; a note mark "(*)" stays."""
    if not _MARKDOWN.search(text):
        return text
    text = _STAR_BULLET.sub(r"\1- ", _HEADING.sub("", text))
    return _ESCAPE.sub(r"\1", _ITALIC.sub(r"\1", _BOLD.sub("", text)))


def _lines(text: str) -> Iterator[Line]:
    blank = page = False
    for raw in text.split("\n"):
        page = page or "\f" in raw
        line = raw.replace("\f", " ").strip()
        if not line or is_rule(line):
            blank = True
            continue
        yield Line(line, blank, page)
        blank = page = False


def _without_page_numbers(lines: list[Line]) -> tuple[list[Line], int]:
    """Lone numbers that count upwards by one, pages apart; a lone number inside a table stays."""
    places = _page_number_places(lines)
    if not places:
        return lines, 0
    kept: list[Line] = []
    for place, line in enumerate(lines):
        if place in places:
            continue
        kept.append(replace(line, page=True) if place - 1 in places or line.page else line)
    return kept, len(places)


def _page_number_places(lines: list[Line]) -> set[int]:
    chains: dict[int, list[int]] = {}
    best: list[int] = []
    for place, line in enumerate(lines):
        match = _PAGE_NUMBER.fullmatch(line.text)
        if match is None:
            continue
        number = int(match[1])
        before = chains.get(number - 1, [])
        fits = before and place - before[-1] >= _PAGE_GAP
        chains[number] = chain = [*before, place] if fits else [place]
        best = max(best, chain, key=len)
    return set(best) if len(best) > 1 or _stands_at_page_end(lines, best) else set()


def _stands_at_page_end(lines: list[Line], places: list[int]) -> bool:
    """A single lone number is a page number where it cuts a sentence in two or stands at a form feed."""
    if not places or not 0 < places[0] < len(lines) - 1:
        return False
    before, after = lines[places[0] - 1], lines[places[0] + 1]
    return lines[places[0]].page or after.page or (before.text[-1] not in '.;:!?”"' and after.text.lstrip("-–+ ")[:1].islower())
