"""Every row of a table read as an opinion, or refused with the cell and the reason."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any

from flask_babel import lazy_gettext as _

from feedback.intake.spreadsheet import roles, words
from feedback.intake.spreadsheet.choice import Choice
from feedback.intake.spreadsheet.places import Places
from feedback.intake.spreadsheet.words import CellError
from feedback.ledger.service import NewOpinion
from surveys import numerals
from surveys.drafts.citation import CitationError, Citations
from surveys.formats.table import Table

LONGEST = 20_000
"""Code points of one opinion."""
_SHEET_FIELDS = (roles.PLACE, roles.CHANNEL, roles.RESPONDENT, roles.DATE)
"""What all rows of one paper sheet have in common."""


@dataclass(frozen=True)
class Ground:
    """What rows are checked against. `whole`: the account may also take opinions of no named place.

    Without a published draft there are no citations and `draft_id` is None; `names` and `clause_ids` go by anchor.
    """

    places: Places
    citations: Citations | None
    draft_id: int | None
    clause_ids: dict[str, int]
    names: dict[str, str]
    today: date
    whole: bool


@dataclass(frozen=True)
class Problem:
    """One cell that cannot be taken: the row's number in the file, the column's header, what stands there, and why."""

    number: int
    column: str
    value: str
    sentence: str


@dataclass(frozen=True)
class Entry:
    """One row that can be taken. `number` is the row's in the file; `sheet` the paper sheet it stood on, '' for none."""

    number: int
    opinion: NewOpinion
    channel: str
    respondent: str
    unit_id: int | None
    said_on: date | None
    sheet: str = ""


@dataclass(frozen=True)
class Checked:
    """A whole table: rows that can be taken and cells that cannot; a row with a problem is not among the entries."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    rows: int

    @cached_property
    def bad_rows(self) -> int:
        """How many rows have a problem."""
        return len({problem.number for problem in self.problems})

    @cached_property
    def suspect(self) -> str | None:
        """A column in which nearly all rows are wrong: probably not the column that was meant."""
        columns = [problem.column for problem in self.problems]
        return next((one for one in dict.fromkeys(columns) if self.rows >= 5 and columns.count(one) > 0.8 * self.rows), None)


@dataclass
class _Sheet:
    """Values that the first row of a sheet with each of them gives for all its rows."""

    values: dict[str, tuple[Any, int]] = field(default_factory=dict)


def check(table: Table, choice: Choice, ground: Ground) -> Checked:
    """Read all rows as the choice says."""
    reader = _Reader(table, choice, ground)
    for number, row in zip(table.numbers, table.rows, strict=True):
        reader.read(number, row)
    return Checked(tuple(reader.entries), tuple(reader.problems), len(table.rows))


class _Reader:
    def __init__(self, table: Table, choice: Choice, ground: Ground) -> None:
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self._headers, self._choice, self._ground = table.headers, choice, ground
        self._sheets: dict[str, _Sheet] = {}
        # Cells repeat: each different one is looked up once.
        self._readers: dict[str, Callable[[str], Any]] = {
            roles.CLAUSE: _remembered(self._clause), roles.PLACE: _remembered(lambda cell: ground.places.find(cell).id),
            roles.CHANNEL: _remembered(words.channel), roles.RESPONDENT: _remembered(words.respondent),
            roles.STANCE: _remembered(words.stance), roles.DATE: _remembered(lambda cell: words.day(cell, ground.today)),
        }  # fmt: skip

    def read(self, number: int, row: tuple[str, ...]) -> None:
        """Add the row to the entries, or its problems to the problems."""
        before = len(self.problems)
        cells = {role: row[place] for role, place in self._choice.columns.items()}
        values = {role: self._value(number, role, cell) for role, cell in cells.items()}
        self._check_words(number, values)
        if values.get(roles.SHEET):
            self._share(number, cells, values, before)
        placed = values.get(roles.PLACE) or cells.get(roles.PLACE) or self._choice.unit_id
        if not placed and not self._ground.whole:
            self._refuse(number, roles.PLACE, "", _("Thiếu xã, phường. Hãy ghi vào ô này, hoặc chọn một nơi chung cho cả bảng."))
        if len(self.problems) == before:
            self.entries.append(self._entry(number, values))

    def _value(self, number: int, role: str, cell: str) -> Any:
        """What a cell says, None for an empty or a wrong one."""
        read = self._readers.get(role)
        if read is None or not cell:
            return cell or None
        value = read(cell)
        if isinstance(value, CellError):
            self._refuse(number, role, cell, value.sentence)
            return None
        return value

    def _clause(self, cell: str) -> str | None:
        if self._ground.citations is None:
            return None
        try:
            return self._ground.citations.find(cell)
        except CitationError as error:
            raise CellError(str(error)) from error

    def _check_words(self, number: int, values: dict[str, Any]) -> None:
        """Words are needed unless the person simply agrees or proposes a wording, as on the web."""
        for role in (roles.TEXT, roles.PROPOSED):
            length = len(values.get(role) or "")
            if length > LONGEST:
                shown = {"length": numerals.show(length), "most": numerals.show(LONGEST)}
                sentence = _("Dài %(length)s ký tự, nhiều nhất là %(most)s. Hãy tách thành nhiều dòng.", **shown)
                self._refuse(number, role, values[role][:80] + "…", sentence)
        if not values.get(roles.TEXT) and not values.get(roles.PROPOSED) and values.get(roles.STANCE) != "agree":
            self._refuse(number, roles.TEXT, "", _("Ô này trống, chưa có lời góp ý nào."))

    def _share(self, number: int, cells: dict[str, str], values: dict[str, Any], before: int) -> None:
        """Rows of one sheet have one place, channel, respondent and day: empty cells take it, others must not differ."""
        sheet = self._sheets.setdefault(values[roles.SHEET], _Sheet())
        for role in _SHEET_FIELDS:
            known, first = sheet.values.get(role, (None, 0))
            if known is not None and values.get(role) not in (None, known):
                sentence = _("Khác với dòng %(row)s cùng mã phiếu. Một phiếu chỉ có một giá trị ở cột này.", row=first)
                self._refuse(number, role, cells[role], sentence)
            elif values.get(role) is None:
                values[role] = known
            elif len(self.problems) == before:
                sheet.values.setdefault(role, (values[role], number))

    def _refuse(self, number: int, role: str, cell: str, sentence: str) -> None:
        place = self._choice.columns.get(role)
        column = str(roles.NAMES[role]) if place is None else self._headers[place]
        self.problems.append(Problem(number, column, cell, sentence))

    def _entry(self, number: int, values: dict[str, Any]) -> Entry:
        path = values.get(roles.CLAUSE)
        opinion = NewOpinion(
            text=_lines(values.get(roles.TEXT)), stance=values.get(roles.STANCE), proposed=_lines(values.get(roles.PROPOSED)),
            clause_path=path, clause_id=self._ground.clause_ids[path] if path else None,
        )  # fmt: skip
        choice = self._choice
        return Entry(
            number, opinion, channel=values.get(roles.CHANNEL) or choice.channel,
            respondent=values.get(roles.RESPONDENT) or choice.respondent, unit_id=values.get(roles.PLACE) or choice.unit_id,
            said_on=values.get(roles.DATE), sheet=values.get(roles.SHEET) or "",
        )  # fmt: skip


def _lines(cell: str | None) -> str:
    """As the ledger keeps words, so that they can be compared with what it holds."""
    return (cell or "").replace("\r\n", "\n").replace("\x00", "").strip()


def _remembered(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """The same, giving CellError instead of raising it, so that it is remembered too."""

    @cache
    def reading(cell: str) -> Any:
        try:
            return read(cell)
        except CellError as error:
            return error

    return reading
