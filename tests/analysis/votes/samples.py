"""Made-up votes: groups of voters who lean one way or the other on each statement, so that the truth is known."""

import numpy as np
from numpy.typing import NDArray

from analysis.votes.table import VoteTable, vote_table


def conversation(sizes: tuple[int, ...] = (60, 40, 25), statements: int = 30, filled: float = 0.6, sharp: float = 3.0,
                 seed: int = 0) -> tuple[VoteTable, NDArray[np.int64]]:  # fmt: skip
    """Votes, and the group each voter was made in. `sharp`: how one-minded groups are; one vote in ten is a pass."""
    rng = np.random.default_rng(seed)
    truth = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    lean = sharp * rng.normal(size=(len(sizes), statements))[truth]
    votes = np.where(rng.random(lean.shape) < 1 / (1 + np.exp(-lean)), 1, -1)
    votes[rng.random(lean.shape) < 0.1] = 0
    rows, columns = np.nonzero(rng.random(lean.shape) < filled)
    codes = [str(number) for number in range(len(truth))], [str(number) for number in range(statements)]
    return vote_table(*codes, rows, columns, votes[rows, columns]), truth


def dense(votes: VoteTable) -> NDArray[np.float64]:
    """Votes as a full array (n × s), NaN where nobody voted."""
    coded = votes.cells.tocoo()
    full = np.full(coded.shape, np.nan)
    full[coded.row, coded.col] = coded.data
    return full
