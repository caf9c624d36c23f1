"""The votes of one consultation as a sparse table: voters × statements, 1 agree, 0 pass, −1 disagree, the rest not voted."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Codes = NDArray[np.str_]
BLOCK_ROWS = 20_000


@dataclass(frozen=True)
class VoteTable:
    """n voters, s statements, m votes, one for each voter and statement at most.

    `voters` (n), `statements` (s): codes, sorted (as numbers where all of them are). `cells`: n × s in CSR form with the
    columns of each row sorted; a stored 0 is a pass, what is not stored was not voted.
    """

    voters: Codes
    statements: Codes
    cells: sp.csr_matrix

    @property
    def counts(self) -> Ints:
        """How many statements each voter has voted on, passes too (n)."""
        return np.asarray(np.diff(self.cells.indptr), dtype=np.int64)

    def digest(self) -> str:
        """SHA-256 (hexadecimal) of codes and votes; the order of the rows they were read from does not matter."""
        digest = hashlib.sha256()
        for code in (*self.voters.tolist(), None, *self.statements.tolist()):
            digest.update(b"\0\0" if code is None else code.encode("utf-8", "surrogatepass") + b"\0")
        for part in (self.cells.indptr, self.cells.indices, self.cells.data):
            digest.update(np.ascontiguousarray(part, dtype=part.dtype.newbyteorder("<")).tobytes())
        return digest.hexdigest()

    def blocks(self) -> Iterator[tuple[slice, sp.csr_matrix]]:
        """The cells some rows at a time: what is computed for each vote may be many times as large as a vote."""
        for start in range(0, len(self.voters), BLOCK_ROWS):
            rows = slice(start, min(start + BLOCK_ROWS, len(self.voters)))
            yield rows, self.cells[rows]

    def take(self, rows: Ints) -> "VoteTable":
        """These voters, in this order."""
        return VoteTable(self.voters[rows], self.statements, self.cells[rows])

    def only(self, kept: NDArray[np.bool_]) -> "VoteTable":
        """Without the votes of which `kept` (m) is False; voters and statements stay."""
        starts = np.concatenate([[0], np.cumsum(kept)])[self.cells.indptr].astype(np.int32)
        return self._with(self.cells.data[kept], self.cells.indices[kept], starts)

    def without(self, statements: Collection[str]) -> "VoteTable":
        """Without these statements; voters stay, even those who are left with no vote."""
        kept = ~np.isin(self.statements, list(statements))
        if kept.all():
            return self
        left = self.only(kept[self.cells.indices]).cells
        place = (np.cumsum(kept) - 1).astype(np.int32)
        shape = (len(self.voters), int(kept.sum()))
        cells = sp.csr_matrix((left.data, place[left.indices], left.indptr), shape=shape)
        return VoteTable(self.voters, self.statements[kept], cells)

    def arrival(self) -> Ints:
        """Voters as they came, as far as votes tell: by the first statement each one met, then by code.

        It is the order of the exports of Polis, on whose groups the order of rows has an influence.
        """
        first = np.full(len(self.voters), len(self.statements), dtype=np.int64)
        some = self.counts > 0
        first[some] = self.cells.indices[self.cells.indptr[:-1][some]]
        return np.argsort(first, kind="stable").astype(np.int64)

    def _with(self, data: NDArray[np.int8], indices: NDArray[np.int32], starts: NDArray[np.int32]) -> "VoteTable":
        return VoteTable(self.voters, self.statements, sp.csr_matrix((data, indices, starts), shape=self.cells.shape))


def vote_table(voters: Sequence[str], statements: Sequence[str], rows: ArrayLike, columns: ArrayLike,
               votes: ArrayLike, moments: ArrayLike | None = None) -> VoteTable:  # fmt: skip
    """Votes given as three (m) arrays: vote `votes[j]` of voter `voters[rows[j]]` on `statements[columns[j]]`.

    Who votes twice on a statement has changed her mind: the vote with the latest of `moments` counts, the last one given
    where these are equal or absent. ValueError: a vote that is not −1, 0 or 1, or codes that are not unique.
    """
    by_voter, by_statement = sorting(voters), sorting(statements)
    names = np.asarray(voters, dtype=np.str_)[by_voter], np.asarray(statements, dtype=np.str_)[by_statement]
    data = np.asarray(votes, dtype=np.int8)
    if not ((data >= -1) & (data <= 1)).all():
        raise ValueError("Mỗi biểu thị phải là 1 (tán thành), 0 (bỏ qua) hoặc -1 (không tán thành).")
    width = max(len(statements), 1)
    cell = _ranks(by_voter)[_ints(rows)]
    cell *= width
    cell += _ranks(by_statement)[_ints(columns)]
    if moments is not None:
        order = np.argsort(np.asarray(moments), kind="stable")
        cell, data = cell[order], data[order]
    cell, last = _last(cell, data, len(voters) * width)
    starts = np.searchsorted(cell, np.arange(len(voters) + 1) * width).astype(np.int32)
    cells = sp.csr_matrix((last, (cell % width).astype(np.int32), starts), shape=(len(voters), len(statements)))
    return VoteTable(*names, cells)


def _last(cell: Ints, data: NDArray[np.int8], cells: int) -> tuple[Ints, NDArray[np.int8]]:
    """Sorted distinct cells and the last vote given for each; `cell` is used up."""
    number = len(cell)
    if cells * max(number, 1) * 3 < 2**63:
        # Cell, place and vote in one number: sorting that is several times faster than sorting places by cell.
        cell *= number
        cell += np.arange(number)
        cell *= 3
        cell += data + 1
        cell.sort()
        data = (cell % 3).astype(np.int8) - np.int8(1)
        cell //= 3 * max(number, 1)
    else:
        order = np.argsort(cell, kind="stable")
        cell, data = cell[order], data[order]
    last = np.append(cell[1:] != cell[:-1], True) if number else np.zeros(0, dtype=bool)
    return cell[last], data[last]


def sorting(codes: Sequence[str]) -> Ints:
    """Places of the codes in sorted order: as numbers where all are whole numbers, else as text. ValueError when two are
    the same."""
    values = np.asarray(codes, dtype=np.str_)
    if len(np.unique(values)) < len(values):
        raise ValueError("Mã người biểu thị và mã nhận định không được lặp lại.")
    if all(code.isascii() and code.isdigit() and len(code) < 19 for code in codes):
        return np.lexsort((values, values.astype(np.int64))) if len(values) else np.zeros(0, dtype=np.int64)
    return np.argsort(values, kind="stable").astype(np.int64)


def _ranks(order: Ints) -> Ints:
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _ints(values: ArrayLike) -> NDArray[np.int32]:
    return np.asarray(values, dtype=np.int32)
