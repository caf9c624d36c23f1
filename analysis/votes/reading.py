"""Votes and statements in CSV files, as the voting pages and Polis export them."""

import csv
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analysis.files import AnalysisError
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
    voters: dict[str, int] = {}
    statements: dict[str, int] = {}
    rows, columns, votes, moments = array("i"), array("i"), array("b"), array("d")
    with _rows(path, (VOTER, STATEMENT, VOTE)) as (names, reader):
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
    if not rows:
        raise AnalysisError(f"Tệp {path} không có dòng dữ liệu nào.")
    if "" in voters or "" in statements:
        raise AnalysisError(f"Tệp {path} có dòng để trống cột “{VOTER}” hoặc “{STATEMENT}”.")
    return vote_table(list(voters), list(statements), rows, columns, votes, moments if when is not None else None)


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
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = _Reader(file)
            names = next(iter(reader), [])
            for name in needed:
                if name not in names:
                    raise AnalysisError(f"Tệp {path} không có cột “{name}”; các cột có: {', '.join(names) or '(trống)'}.")
            yield names, reader
    except UnicodeDecodeError as error:
        raise AnalysisError(f"Tệp {path} không phải UTF-8; hãy lưu lại dạng “CSV UTF-8”.") from error
    except OSError as error:
        raise AnalysisError(f"Không mở được tệp {path}.") from error
    except csv.Error as error:
        raise AnalysisError(f"Tệp {path} không phải là CSV đúng cách; hãy mở bằng bảng tính rồi lưu lại.") from error


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
