"""Footnotes of a PDF: small print at the foot of a page that begins with the number raised in the text above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from surveys.drafts.pdf_page import MARK_CLOSE, MARK_OPEN, Printed

_SMALL = 0.93
_RAISED = re.compile(f"{MARK_OPEN}([^{MARK_CLOSE}]*){MARK_CLOSE}")
_BEGINS = re.compile(f"^{MARK_OPEN}?(?:\\(|\\[)?(\\d{{1,3}}|\\*{{1,3}})(?:\\)|\\])?[.:]?{MARK_CLOSE}?[.:]? *(.*)$")


@dataclass
class Note:
    """A footnote: its number in the text that is made, and its words."""

    number: int
    text: str

    def line(self) -> str:
        """How it stands after its paragraph."""
        return f"(Chú thích {self.number}: {' '.join(self.text.split())})"


class Notes:
    """Collects footnotes page by page; those of the whole document are numbered one after the other."""

    def __init__(self, body: float) -> None:
        self.body = body
        self.all: list[Note] = []

    def take(self, lines: Sequence[Printed]) -> list[Printed]:
        """The page without its footnotes; the numbers that name them are written " [n]"."""
        raised = [mark for line in lines for mark in _RAISED.findall(line.text)]
        foot = self._foot(lines)
        named = self._read(lines[foot:], raised) if foot < len(lines) else None
        if named is None:
            return [replace(line, text=_RAISED.sub(r"\1", line.text)) for line in lines]
        return [replace(line, text=_RAISED.sub(lambda match: _named(match[1], named), line.text)) for line in lines[:foot]]

    def _foot(self, lines: Sequence[Printed]) -> int:
        """Where the small print at the end of the page begins that is a note, or goes on with the last one."""
        foot = len(lines)
        while foot > 0 and not lines[foot - 1].row and lines[foot - 1].box.height < _SMALL * self.body:
            foot -= 1
        if self._open():
            return foot
        return next((place for place in range(foot, len(lines)) if _BEGINS.match(lines[place].text.strip())), len(lines))

    def _open(self) -> bool:
        return bool(self.all) and not self.all[-1].text.rstrip().endswith((".", "…", '"', "”", ")"))

    def _read(self, foot: Sequence[Printed], raised: Sequence[str]) -> dict[str, int] | None:
        """The notes by the mark they bear on this page; None if this is small print of another kind."""
        found: list[tuple[str, str]] = []
        carried: list[str] = []
        for line in foot:
            match = _BEGINS.match(line.text.strip())
            begins = match is not None and match[1] in raised and match[1] not in dict(found)
            if match and begins:
                found.append((match[1], match[2]))
            elif found:
                found[-1] = (found[-1][0], f"{found[-1][1]} {line.text.strip()}")
            else:
                carried.append(line.text.strip())
        if carried and not self._open():
            return None
        if carried:
            self.all[-1].text = " ".join([self.all[-1].text, *carried])
        return dict(self._numbered(found))

    def _numbered(self, found: Sequence[tuple[str, str]]) -> Iterator[tuple[str, int]]:
        for mark, text in found:
            self.all.append(Note(len(self.all) + 1, _RAISED.sub(r"\1", text)))
            yield mark, len(self.all)


def _named(mark: str, named: dict[str, int]) -> str:
    return f" [{named[mark]}]" if mark in named else mark


def with_notes(paragraphs: Sequence[str], notes: Sequence[Note]) -> list[str]:
    """The paragraphs, each followed by the notes it names; a note that none names stands at the end."""
    waiting = {note.number: note for note in notes}
    placed: list[str] = []
    for paragraph in paragraphs:
        placed.append(paragraph)
        for number in map(int, re.findall(r" \[(\d+)\]", paragraph)):
            note = waiting.pop(number, None)
            placed += [note.line()] if note else []
    return placed + [note.line() for note in waiting.values()]
