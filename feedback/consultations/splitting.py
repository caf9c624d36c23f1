"""Cutting a clause in two: where it may be cut, and what the words after the cut become."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from feedback.consultations import outline
from feedback.consultations.models import Clause
from feedback.errors import UserError
from surveys.drafts.headings import split_heading
from surveys.drafts.markers import find_marker
from surveys.drafts.tree import LEVELS

_PAUSE = re.compile(r"(?:\n|(?<=[.;:!?…])[ \t]+)(?=\S)")
_NUMBER = re.compile(r"(?:\w{1,4}|Điều \w{1,4})\.")  # what numbers the words after it; no sentence
_RANK = {level: rank for rank, level in enumerate(LEVELS)}
_AS_NUMBERS = ("lama", "chuhoa", "so", "sonho")
_AS_ARTICLES = ("dieu", "khoan", "diem")


@dataclass(frozen=True)
class Piece:
    """Words between two places where a clause may be cut: `at` is where they begin in its text."""

    at: int
    text: str
    cuttable: bool
    new_line: bool


def pieces(clause: Clause) -> tuple[Piece, ...]:
    """The text in pieces: lines, and what stands between ends of sentences. Before the first, only a heading is left."""
    text, cuts = clause.text, [0]
    for pause in _PAUSE.finditer(text):
        if not _NUMBER.fullmatch(text[cuts[-1] : pause.start()]):
            cuts.append(pause.end())
    ends = [*cuts[1:], len(text)]
    return tuple(
        Piece(at, text[at:end].strip(), bool(at or clause.heading.strip()), at == 0 or text[at - 1] == "\n")
        for at, end in zip(cuts, ends, strict=True)
        if text[at:end].strip()
    )


def split(session: Session, clauses: Sequence[Clause], clause: Clause, at: int) -> Clause:
    """Make the words from `at` on a clause of their own, the next in the document, and return it.

    Their number, if they begin with one, says where it stands; without one they become a dash below what is left, for
    the officer to look at. What followed within the clauses that end here now stands below it, so the order is kept,
    and so do clauses after it that can only belong to it.
    Raises UserError where the text cannot be cut.
    """
    if not any(piece.at == at and piece.cuttable for piece in pieces(clause)):
        raise UserError(_("Không tách được ở chỗ này. Hãy chọn lại chỗ tách."))
    kept, words = clause.text[:at].rstrip(), clause.text[at:].lstrip()
    level, label, heading, text = _read(clauses, clause, words)
    left = list(_left(clauses, clause, level, label))
    parent = outline.parent(clauses, left[-1]) if left else clause
    new = outline.insert(
        session, clause.draft_id, clause,
        {
            "parent_path": parent.path if parent else None, "level": level, "label": label, "heading": heading,
            "text": text, "doubt": find_marker(words) is None, "excluded": clause.excluded,
        },
        outline.fresh(clauses),
    )  # fmt: skip
    clause.text = kept
    place = clauses.index(clause) + 1
    whole = [*clauses[:place], new, *clauses[place:]]
    ended = {row.path for row in left}
    later = whole[place + 1 :]
    moved = [row for row in later if row.parent_path in ended]
    beside = [row for row in later if row.parent_path == new.parent_path]
    moved += takewhile(lambda row: _encloses(new, row.level, row.label), beside)
    for row in moved:
        row.parent_path = new.path
    outline.anchor(session, whole, new)
    return new


def _read(clauses: Sequence[Clause], clause: Clause, words: str) -> tuple[str, str, str, str]:
    """Level, label, heading and text of the words, as the reader of drafts would take them."""
    first, *rest = words.split("\n")
    found = find_marker(first)
    if found is None:
        return "gach", "-", "", words
    level = "so" if found.level == "khoan" and _planned(clauses, clause) else found.level
    label = outline.UNNUMBERED.get(level, found.label)
    heading, lines = split_heading(level, [found.rest, *rest])
    return level, label, heading, "\n".join(lines)


def _planned(clauses: Sequence[Clause], clause: Clause) -> bool:
    """Whether '1.' is here a number of a plan and not a khoản."""
    for row in (clause, *outline.above(clauses, clause)):
        if row.level in _AS_NUMBERS:
            return True
        if row.level in _AS_ARTICLES:
            return False
    return not any(row.level == "dieu" for row in clauses)


def _left(clauses: Sequence[Clause], clause: Clause, level: str, label: str) -> Iterator[Clause]:
    """The clauses that end where one of this level begins, from the inside out."""
    for row in (clause, *outline.above(clauses, clause)):
        if _encloses(row, level, label):
            return
        yield row


def _encloses(row: Clause, level: str, label: str) -> bool:
    if row.level == "modau":
        return False
    if row.level == level == "sonho":
        return label.startswith(f"{row.label}.")
    return _RANK[row.level] < _RANK[level]
