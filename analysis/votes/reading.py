"""Votes and statements in CSV files, as the voting pages and Polis export them."""

import csv
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from analysis.inputs import AnalysisError, opened
from analysis.votes.numbers import ranked, whole_numbers
from analysis.votes.table import VoteTable, vote_table

VOTER, STATEMENT, VOTE, MOMENT = "voter-id", "comment-id", "vote", "timestamp"
TEXT, MODERATED, META = "comment-body", "moderated", "is-meta"
VALUES = {"1": 1, "0": 0, "-1": -1}
REJECTED = "-1"


@dataclass(frozen=True)
class Statements:
    """`texts`: code → words. `without`: codes that do not count, moderated out or about the people (meta)."""

    texts: dict[str, str]
    without: frozenset[str]


def read_votes(path: Path) -> VoteTable:
    """Votes from the columns voter-id, comment-id, vote (1 agree, −1 disagree, 0 pass) of a CSV file in UTF-8.

    Who voted twice on a statement: the later `timestamp` counts where there is such a column, else the later row.
    AnalysisError says what is wrong and in which row.
    """
    with _rows(path, (VOTER, STATEMENT, VOTE)) as (names, reader):
        told = _numbers(path, names) or _words(path, names, reader)  # the first is quick, the second says what is wrong
    if not told.voters:
        raise AnalysisError(f"Tệp {path} không có dòng dữ liệu nào.")
    if "" in told.voters or "" in told.statements:
        raise AnalysisError(f"Tệp {path} có dòng để trống cột “{VOTER}” hoặc “{STATEMENT}”.")
    return vote_table(told.voters, told.statements, told.rows, told.columns, told.votes, told.moments)


@dataclass(frozen=True)
class _Told:
    """Arguments of `vote_table`."""

    voters: Sequence[str]
    statements: Sequence[str]
    rows: ArrayLike
    columns: ArrayLike
    votes: ArrayLike
    moments: ArrayLike | None


def _numbers(path: Path, names: Sequence[str]) -> _Told | None:
    """Votes whose codes are all whole numbers, read at once; None where `_words` must look closer."""
    timed = [MOMENT] if MOMENT in names else []
    columns = whole_numbers(path, names, (VOTER, STATEMENT, VOTE, *timed))
    if columns is None or np.abs(columns[2]).max() > 1:
        return None
    (voters, rows), (statements, places) = ranked(columns[0]), ranked(columns[1])
    codes = voters.astype(np.str_).tolist(), statements.astype(np.str_).tolist()
    return _Told(*codes, rows, places, columns[2].astype(np.int8), columns[3] if timed else None)


def _words(path: Path, names: Sequence[str], reader: "_Reader") -> _Told:
    """Votes whose codes may be anything, row by row."""
    voters: dict[str, int] = {}
    statements: dict[str, int] = {}
    rows, columns, votes, moments = array("i"), array("i"), array("b"), array("d")
    who, what, how = (names.index(name) for name in (VOTER, STATEMENT, VOTE))
    when = names.index(MOMENT) if MOMENT in names else None
    for row in reader:
        try:
            votes.append(VALUES[row[how].strip()])
            rows.append(voters.setdefault(row[who], len(voters)))
            columns.append(statements.setdefault(row[what], len(statements)))
            if when is not None:
                moments.append(float(row[when]))
        except (KeyError, IndexError, ValueError) as error:
            raise AnalysisError(_wrong(path, reader.line_num, row, names)) from error
    return _Told(list(voters), list(statements), rows, columns, votes, moments if when is not None else None)


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Voter and statement of each row of a CSV file with the columns voter-id and comment-id."""
    with _rows(path, (VOTER, STATEMENT)) as (names, reader):
        who, what = names.index(VOTER), names.index(STATEMENT)
        try:
            return [(row[who], row[what]) for row in reader]
        except IndexError as error:
            raise AnalysisError(f"Tệp {path}, dòng {reader.line_num}: thiếu cột.") from error


def read_statements(path: Path) -> Statements:
    """Words of the statements, and which of them do not count, from a CSV file with comment-id and, where present, the
    columns comment-body, moderated (−1: taken out) and is-meta (true: about the people)."""
    with _rows(path, (STATEMENT,)) as (names, reader):
        told = [dict(zip(names, row, strict=False)) for row in reader]
    without = {
        row[STATEMENT] for row in told if row.get(MODERATED) == REJECTED or row.get(META, "").strip().lower() == "true"
    }
    return Statements({row[STATEMENT]: row.get(TEXT, "") for row in told}, frozenset(without))


@contextmanager
def _rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[list[str], "_Reader"]]:
    """Names of the columns, and the rows that are not empty; AnalysisError says what is wrong with the file."""
    with opened(path) as file:
        reader = _Reader(file)
        names = next(iter(reader), [])
        for name in needed:
            if name not in names:
                raise AnalysisError(f"Tệp {path} không có cột “{name}”; các cột có: {', '.join(names) or '(trống)'}.")
        yield names, reader


class _Reader:
    """Rows of a CSV file that hold anything, with the number of the last one's line."""

    def __init__(self, file: Iterator[str]) -> None:
        self._reader = csv.reader(file, strict=True)

    def __iter__(self) -> Iterator[list[str]]:
        return filter(None, self._reader)

    @property
    def line_num(self) -> int:
        return self._reader.line_num


def _wrong(path: Path, line: int, row: Sequence[str], names: Sequence[str]) -> str:
    if len(row) < len(names):
        return f"Tệp {path}, dòng {line}: thiếu cột (cần {len(names)} cột, có {len(row)})."
    vote = row[names.index(VOTE)]
    if vote.strip() not in VALUES:
        needed = "1 (tán thành), 0 (bỏ qua) hoặc -1 (không tán thành)"
        return f"Tệp {path}, dòng {line}: biểu thị “{vote}” không hợp lệ; cần {needed}."
    return f"Tệp {path}, dòng {line}: thời điểm “{row[names.index(MOMENT)]}” không phải là số."
