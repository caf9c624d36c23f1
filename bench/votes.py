"""How well votes are understood, beside Polis' way of grouping and its published groups, in one run.

`python -m bench.votes [--masks N] [--shuffles N] [--people N …] [--data DIR]`. Losses are mean −log p of agreements and
disagreements in a hidden tenth of the votes. 'hard': each group's own rates for its voters; 'soft': the same groups after one
step of belonging; 'own': the product's groups, number chosen without the hidden votes. 'plain': logistic regression per
statement on two components and the voter's rate of agreeing; 'model': `analysis.votes.foretelling`.
"""

import argparse
import csv
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score

from analysis.votes.foretelling import learn
from analysis.votes.groups import GroupFinder, GroupResult, eligible
from analysis.votes.howmany import loss
from analysis.votes.projection import project
from analysis.votes.reading import read_statements, read_votes
from analysis.votes.soft import group_rates, overall_rates, tallies
from analysis.votes.table import Floats, Ints, VoteTable

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "votes"
SETS = (
    "brexit-consensus", "canadian-electoral-reform", "football-concussions", "scoop-hivemind.biodiversity",
    "vtaiwan.uberx", "bg2050-volunteers",
)  # fmt: skip
PENALTY = 0.1
"""Inverse strength of the plain regression's penalty: the best of 0.03, 0.1, 0.3, 1 on these very data."""


@dataclass(frozen=True)
class Conversation:
    """`published`: group of each voter as Polis published it, '' for none. `without`: statements moderated out."""

    votes: VoteTable
    without: frozenset[str]
    published: np.ndarray


def load(folder: Path) -> Conversation:
    """An export of Polis: votes.csv, comments.csv, participants-votes.csv."""
    votes = read_votes(folder / "votes.csv")
    with (folder / "participants-votes.csv").open(encoding="utf-8", newline="") as file:
        groups = {row["participant"]: row["group-id"] for row in csv.DictReader(file)}
    published = np.array([groups.get(voter, "") for voter in votes.voters.tolist()])
    return Conversation(votes, read_statements(folder / "comments.csv").without, published)


def likeness(talk: Conversation) -> float:
    """Adjusted Rand index of the compatible mode with the published groups, at their number."""
    number = len(set(talk.published) - {""})
    labels = GroupFinder(number, compatible=True).fit(talk.votes, talk.without).labels
    both = (talk.published != "") & (labels >= 0)
    return float(adjusted_rand_score(talk.published[both], labels[both]))


def splits(votes: VoteTable, masks: int) -> Iterator[tuple[VoteTable, VoteTable]]:
    """The votes without a tenth, and that tenth."""
    for seed in range(masks):
        hidden = np.random.default_rng(seed).random(votes.cells.nnz) < 0.1
        yield votes.only(~hidden), votes.only(hidden)


def group_losses(talk: Conversation, seen: VoteTable, unseen: VoteTable) -> tuple[float, float, float]:
    """Loss of Polis' groups hard and soft, and of the product's, for those whom both grouped."""
    polis = GroupFinder("auto", compatible=True).fit(seen, talk.without)
    own = GroupFinder("auto").fit(seen, talk.without)
    judged = np.flatnonzero((polis.labels >= 0) & (own.labels >= 0))
    hidden = unseen.without(talk.without).take(judged)
    hard = np.eye(polis.n_groups)[polis.labels[judged]]
    return (
        loss(hidden, hard, _rates(polis)), loss(hidden, polis.belonging[judged], _rates(polis)),
        loss(hidden, own.belonging[judged], _rates(own)),
    )  # fmt: skip


def vote_losses(seen: VoteTable, unseen: VoteTable) -> tuple[float, float]:
    """Loss of the plain regression and of the model, for all voters and statements."""
    model = learn(seen, 0)
    coded = unseen.cells.tocoo()
    told = coded.data != 0
    rows, columns, agreed = coded.row[told], coded.col[told], coded.data[told] > 0
    agrees, disagrees, _ = model.foretell(model.place(seen), rows.astype(np.int64), columns.astype(np.int64))
    return _loss(plain(seen, rows, columns), agreed), _loss(agrees / (agrees + disagrees), agreed)


def plain(seen: VoteTable, rows: Ints, columns: Ints) -> Floats:
    """Probability of agreeing by logistic regression per statement; its rate where only one answer was given."""
    alone = np.arange(len(seen.voters), dtype=np.int64)
    agree, disagree = (counts.sum(axis=0) for counts in tallies(seen, alone, len(alone)))
    features = np.column_stack([project(seen).points, (agree + 1) / (agree + disagree + 2)])
    features = (features - features.mean(axis=0)) / features.std(axis=0)
    coded, result = seen.cells.tocsc(), overall_rates(seen)[columns]
    for column in np.unique(columns):
        part = slice(coded.indptr[column], coded.indptr[column + 1])
        told = coded.data[part] != 0
        voters, answers = coded.indices[part][told], coded.data[part][told] > 0
        if len(np.unique(answers)) == 2:
            line = LogisticRegression(C=PENALTY, max_iter=500).fit(features[voters], answers)
            asked = columns == column
            result[asked] = line.predict_proba(features[rows[asked]])[:, 1]
    return result


def shuffled(votes: VoteTable, seed: int) -> VoteTable:
    """The same votes on each statement, dealt out anew among those who voted on it: no groups are left."""
    rng = np.random.default_rng(seed)
    coded = votes.cells.tocsc()
    for column in range(coded.shape[1]):
        part = slice(coded.indptr[column], coded.indptr[column + 1])
        coded.data[part] = rng.permutation(coded.data[part])
    return VoteTable(votes.voters, votes.statements, coded.tocsr())


def made_up(people: int, statements: int = 200, filled: float = 0.1) -> VoteTable:
    """Votes of four groups."""
    rng, blocks = np.random.default_rng(0), []
    lean = rng.normal(size=(4, statements))
    for start in range(0, people, 50_000):
        height = min(50_000, people - start)
        group = rng.integers(0, 4, height)
        answers = np.where(rng.random((height, statements)) < 1 / (1 + np.exp(-lean[group])), 1, -1)
        answers[rng.random(answers.shape) < 0.15] = 0
        voted = rng.random(answers.shape) < filled
        starts = np.concatenate([[0], np.cumsum(voted.sum(axis=1))]).astype(np.int32)
        columns = np.nonzero(voted)[1].astype(np.int32)
        blocks.append(sp.csr_matrix((answers[voted].astype(np.int8), columns, starts), shape=voted.shape))
    cells = sp.vstack(blocks, format="csr")
    return VoteTable(np.arange(people).astype(np.str_), np.arange(statements).astype(np.str_), cells)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables; says so when the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--masks", type=int, default=3)
    parser.add_argument("--shuffles", type=int, default=3)
    parser.add_argument("--people", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args(arguments)
    for people in options.people:
        votes = made_up(people)
        started = time.process_time()
        found = GroupFinder("auto").fit(votes)
        spent = time.process_time() - started
        print(f"groups: {people} people, {votes.cells.nnz} votes: {spent:.2f} CPU s, peak {found.card.peak_memory_mib} MiB")
    if not options.data.is_dir():
        print(f"votes: not measured, there is no {options.data}")
        return
    print(f"{'conversation':28}{'people':>7}{'ARI':>7}{'hard':>8}{'soft':>8}{'own':>8}{'k':>3}", end="")
    print(f"{'plain':>8}{'model':>8}{'CPU s':>7}  one group when shuffled")
    rows = [_row(name, load(options.data / name), options.masks, options.shuffles) for name in SETS]
    means = np.mean(rows, axis=0)
    gains = [np.mean([row[1] / row[0] - 1 for row in rows]), np.mean([row[2] / row[0] - 1 for row in rows])]
    print(f"mean loss against hard: soft {gains[0]:+.2%}, own {gains[1]:+.2%}; ", end="")
    print(f"plain {means[3]:.4f}, model {means[4]:.4f} ({means[4] / means[3] - 1:+.2%})")


def _row(name: str, talk: Conversation, masks: int, shuffles: int) -> Floats:
    pairs = list(splits(talk.votes, masks))
    losses = np.mean([(*group_losses(talk, *pair), *vote_losses(*pair)) for pair in pairs], axis=0)
    started = time.process_time()
    found = GroupFinder("auto").fit(talk.votes, talk.without)
    spent = time.process_time() - started
    kept = talk.votes.take(eligible(talk.votes)).without(talk.without)
    alone = sum(GroupFinder("auto").fit(shuffled(kept, seed)).n_groups == 1 for seed in range(shuffles))
    print(f"{name:28}{len(talk.votes.voters):7}{likeness(talk):7.3f}", end="")
    print("".join(f"{value:8.4f}" for value in losses[:3]), end="")
    print(f"{found.n_groups:3}{losses[3]:8.4f}{losses[4]:8.4f}{spent:7.2f}  {alone} of {shuffles}", flush=True)
    return np.asarray(losses)


def _rates(result: GroupResult) -> Floats:
    rows = np.flatnonzero(result.labels >= 0)
    return group_rates(result.votes.take(rows), result.labels[rows], result.n_groups)


def _loss(p: Floats, agreed: np.ndarray) -> float:
    return float(-np.log(np.where(agreed, p, 1 - p)).mean())


if __name__ == "__main__":
    main()
