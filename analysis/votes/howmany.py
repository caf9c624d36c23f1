"""How many groups: as few as foretell votes not seen about as well as any number does.

A tenth of the votes is hidden, voters are grouped by the rest, and the hidden agreements and disagreements are foretold;
several times over. The smallest number within one standard error of the best is taken (Breiman et al. 1984). One group is
an answer like the others.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.votes.soft import belonging, group_rates, group_shares
from analysis.votes.table import Floats, Ints, VoteTable

MASKS, HIDDEN = 5, 0.1
TIMES_BEATEN = 2

Grouper = Callable[[VoteTable, int], Ints]
"""Groups of voters made from their votes alone: (votes, number) → labels."""


@dataclass(frozen=True)
class Choice:
    """`losses`: number of groups → mean log-loss of hidden agreements and disagreements. `margin`: the standard error by
    which the chosen number may be worse than the best. `partitions`: number of groups → labels under each mask (masks × n)."""

    n_groups: int
    losses: Mapping[int, float]
    margin: float
    partitions: Mapping[int, NDArray[np.int64]]


@dataclass(frozen=True)
class Standing:
    """The number of groups shown, and which other number has won how often in a row since."""

    n_groups: int
    rival: int = 0
    wins: int = 0


def settle(before: Standing | None, found: int) -> Standing:
    """What to show after a run that found `found` groups: another number must win TIMES_BEATEN times in a row, or the
    picture would change with every few votes."""
    if before is None or found == before.n_groups:
        return Standing(found)
    wins = before.wins + 1 if found == before.rival else 1
    return Standing(found) if wins >= TIMES_BEATEN else Standing(before.n_groups, found, wins)


def choose(votes: VoteTable, group: Grouper, numbers: Sequence[int], random_state: int) -> Choice:
    """Which of `numbers` (ascending) of groups suits these voters."""
    rng = np.random.default_rng(random_state)
    losses, found = [], []
    for _ in range(MASKS):
        hidden = rng.random(votes.cells.nnz) < HIDDEN
        seen, unseen = votes.only(~hidden), votes.only(hidden)
        labels = [group(seen, k) for k in numbers]
        losses.append([held_out_loss(seen, unseen, label, k) for label, k in zip(labels, numbers, strict=True)])
        found.append([settled(seen, label, k) for label, k in zip(labels, numbers, strict=True)])
    scores = np.array(losses)
    means, best = scores.mean(axis=0), int(scores.mean(axis=0).argmin())
    margins = (scores - scores[:, [best]]).std(axis=0, ddof=1) / np.sqrt(MASKS)
    place = int(np.flatnonzero(means <= means[best] + margins)[0])
    told = dict(zip(numbers, means.tolist(), strict=True))
    partitions = {k: np.stack([labels[column] for labels in found]) for column, k in enumerate(numbers)}
    return Choice(numbers[place], told, float(margins[place]), partitions)


def settled(votes: VoteTable, labels: Ints, n_groups: int) -> Ints:
    """Labels after one step of `soft.belonging`: the group each voter most surely belongs to."""
    shares = group_shares(labels, n_groups)
    return np.asarray(belonging(votes, group_rates(votes, labels, n_groups), shares).argmax(axis=1), dtype=np.int64)


def held_out_loss(seen: VoteTable, unseen: VoteTable, labels: Ints, n_groups: int) -> float:
    """Mean −log p of the unseen agreements and disagreements, foretold by Σ_g R_ig π_cg of the seen votes."""
    rates = group_rates(seen, labels, n_groups)
    return loss(unseen, belonging(seen, rates, group_shares(labels, n_groups)), rates)


def loss(unseen: VoteTable, weights: Floats, rates: Floats) -> float:
    """Mean −log p of the agreements and disagreements when voter i agrees to statement c with probability weights_i · rates_c."""
    coded = unseen.cells.tocoo()
    told = coded.data != 0
    p = (weights[coded.row[told]] * rates[coded.col[told]]).sum(axis=1)
    return float(-np.log(np.where(coded.data[told] > 0, p, 1 - p)).mean()) if told.any() else 0.0
