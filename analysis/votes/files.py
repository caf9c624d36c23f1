"""`langnghe groups`: a CSV file of votes in, files of groups out; no database, no server."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.inputs import AnalysisError, require_seed, wanted_number
from analysis.votes.findings import spans
from analysis.votes.foretelling import learn
from analysis.votes.groups import GroupFinder, GroupResult
from analysis.votes.reading import Statements, read_pairs, read_statements, read_votes
from analysis.votes.soft import counts_by_group
from analysis.votes.statistics import group_statistics
from analysis.votes.table import BLOCK_ROWS, Floats, VoteTable
from analysis.votes.telling import tell


def groups_of_file(
    path: Path, k: int | str, seed: int, out: Path, *, predict: Path | None = None, statements: Path | None = None,
    compatible: bool = False,
) -> GroupResult:  # fmt: skip
    """Groups of the voters of a CSV file (`reading.read_votes`), written to the folder `out` (made when absent).

    participants.csv: voter, group (−1 voted too little), x, y, certainty, votes, x_error, y_error. statements.csv: counts
    per group, consensus (group-aware), divisive (`findings.spans`), extremity (for routing). groups.json: names,
    representative statements, consensus, divides, cautions. run.json: the run card. With `predict` (a CSV of voter-id and
    comment-id) also predictions.csv. `statements`: see `reading.read_statements`. AnalysisError: any of these files
    unusable, k or seed unusable, `out` not writable.
    """
    number = wanted_number(k)
    require_seed(seed)
    known = read_statements(statements) if statements is not None else Statements({}, frozenset())
    pairs = read_pairs(predict) if predict is not None else None
    votes = read_votes(path)
    result = GroupFinder(number, seed, compatible).fit(votes, known.without)
    try:
        write(result, known, out)
        if pairs is not None:
            _csv(out / "predictions.csv", ("voter-id", "comment-id", "p_agree", "p_disagree", "p_pass"),
                 predictions(votes, pairs, seed))  # fmt: skip
    except OSError as error:
        raise AnalysisError(f"Không ghi được vào thư mục {out}.") from error
    return result


def write(result: GroupResult, known: Statements, out: Path) -> None:
    """participants.csv, statements.csv, groups.json and run.json into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    _csv(out / "participants.csv", ("voter", "group", "x", "y", "certainty", "votes", "x_error", "y_error"),
         _participants(result))  # fmt: skip
    counted = [f"{name}_{group}" for group in range(result.n_groups) for name in ("agree", "disagree", "pass")]
    _csv(out / "statements.csv", ("comment", *counted, "consensus", "divisive", "consensus_mean", "dissent", "extremity"),
         _statements(result))  # fmt: skip
    _json(out / "groups.json", tell(result, known.texts))
    card = asdict(result.card)
    _json(out / "run.json", {"data_hash": card.pop("data_hash"), "votes": card.pop("texts"), **card})


def predictions(votes: VoteTable, pairs: Sequence[tuple[str, str]], seed: int) -> Iterable[tuple[str, ...]]:
    """For each voter and statement: p_agree, p_disagree, p_pass; those never seen are taken for usual ones."""
    row_of = {code: row for row, code in enumerate(votes.voters.tolist())}
    column_of = {code: column for column, code in enumerate(votes.statements.tolist())}
    rows = np.array([row_of.get(voter, -1) for voter, _ in pairs], dtype=np.int64)
    columns = np.array([column_of.get(statement, -1) for _, statement in pairs], dtype=np.int64)
    asked, place = np.unique(rows[rows >= 0], return_inverse=True)
    rows[rows >= 0] = place
    with threadpool_limits(1):
        model = learn(votes, seed)
        told = np.stack(model.foretell(model.place(votes.take(asked)), rows, columns), axis=1)
    return ((*pair, *(f"{p:.6f}" for p in row)) for pair, row in zip(pairs, told.tolist(), strict=True))


def _participants(result: GroupResult) -> Iterable[Sequence[object]]:
    map_ = result.projection
    columns = (
        result.votes.voters, result.labels, *_rounded(map_.points), *_rounded(result.certainty[:, None]),
        result.votes.counts, *_rounded(map_.errors),
    )  # fmt: skip
    for start in range(0, len(result.labels), BLOCK_ROWS):
        yield from zip(*(column[start : start + BLOCK_ROWS].tolist() for column in columns), strict=True)


def _statements(result: GroupResult) -> Iterable[Sequence[object]]:
    figures = group_statistics(result.votes, result.labels, result.n_groups)
    agree, passed, disagree = counts_by_group(result.votes, result.labels, result.n_groups)
    counts = np.stack([agree, disagree, passed], axis=2).reshape(len(agree), -1)
    shares = np.stack([
        figures.group_aware_consensus, spans(figures.agree.count, figures.seen), figures.mean_consensus,
        figures.group_aware_dissent, result.projection.extremity(),
    ], axis=1)  # fmt: skip
    for code, row, values in zip(result.votes.statements.tolist(), counts.tolist(), shares.tolist(), strict=True):
        yield code, *row, *(f"{value:.12g}" for value in values)


def _rounded(values: Floats) -> list[NDArray[Any]]:
    """Each column to four places; what is not known is left empty."""
    return [_filled(column.round(4) + 0.0) for column in values.T]


def _filled(column: Floats) -> NDArray[Any]:
    unknown = ~np.isfinite(column)
    if not unknown.any():
        return column
    filled = column.astype(object)
    filled[unknown] = None
    return filled


def _csv(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
