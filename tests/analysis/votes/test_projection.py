"""The map of the voters against principal components of the filled-in table, done the long way."""

import numpy as np
import pytest

from analysis.votes import projection
from analysis.votes.projection import near_sorted, project
from analysis.votes.table import vote_table
from tests.analysis.votes.samples import conversation, dense


@pytest.mark.parametrize("filled", [0.1, 0.9])
@pytest.mark.parametrize("few", [0, 400])
def test_points_are_those_of_mean_imputation(filled: float, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projection, "FEW_STATEMENTS", few)
    votes, _ = conversation(filled=filled)
    full = dense(votes)
    means = np.nanmean(full, axis=0)
    centred = np.where(np.isnan(full), 0, full - means)
    _, _, turned = np.linalg.svd(centred, full_matrices=False)
    axes = turned[:2].T * np.sign(turned[[0, 1], np.abs(turned[:2]).argmax(axis=1)])
    scale = np.sqrt(full.shape[1] / np.maximum(np.isfinite(full).sum(axis=1), 1))[:, None]
    found = project(votes)
    np.testing.assert_allclose(found.means, means, atol=1e-12)
    np.testing.assert_allclose(found.points, scale * (centred @ axes), atol=1e-9)


def test_blocks_do_not_change_the_map(monkeypatch: pytest.MonkeyPatch) -> None:
    votes, _ = conversation()
    whole = project(votes)
    monkeypatch.setattr("analysis.votes.table.BLOCK_ROWS", 7)
    np.testing.assert_allclose(project(votes).points, whole.points, atol=1e-9)


def test_the_error_of_a_point_is_that_of_drawing_statements() -> None:
    """A voter who has a view on all statements, asked about 12 of them, 4,000 times anew: her copies scatter by it."""
    crowd, _ = conversation((200,), filled=1.0, seed=2)
    rng, views = np.random.default_rng(1), dense(crowd)[0]
    columns = np.stack([rng.permutation(30)[:12] for _ in range(4_000)])
    rows = np.repeat(np.arange(4_000), 12)
    copies = vote_table([str(v) for v in range(4_000)], crowd.statements.tolist(), rows, columns.ravel(), views[columns.ravel()])
    found = project(copies)
    claimed = np.sqrt(np.mean(found.errors**2, axis=0))
    np.testing.assert_allclose(claimed, found.points.std(axis=0), rtol=0.05)
    assert (project(crowd).errors == 0).all()


def test_who_voted_once_has_no_known_place_and_padding_shrinks_it() -> None:
    votes = vote_table(["a", "b", "c"], ["0", "1", "2"], [0, 1, 1, 1, 2, 2], [0, 0, 1, 2, 1, 2], [1, -1, 1, -1, 1, 1])
    found = project(votes)
    assert np.isinf(found.errors[0]).all() and (found.errors[1] == 0).all()
    padded = project(votes, padding=6)
    np.testing.assert_allclose(padded.points[0], found.points[0] * np.sqrt(9 / 7) / np.sqrt(3))


def test_extremity_is_where_one_agreement_leads() -> None:
    votes, _ = conversation()
    found = project(votes)
    alone = vote_table(["x"], votes.statements.tolist(), [0], [4], [1])
    shift = (dense(alone)[0, 4] - found.means[4]) * found.axes[4] * np.sqrt(len(votes.statements))
    assert found.extremity()[4] == pytest.approx(np.hypot(*shift))


def test_fewer_statements_than_axes_leave_zeros() -> None:
    found = project(vote_table(["a", "b"], ["0"], [0, 1], [0, 0], [1, -1]))
    assert found.points.shape == (2, 2) and (found.points[:, 1] == 0).all()
    assert project(vote_table(["a"], [], [], [], [])).points.tolist() == [[0, 0]]


def test_sorting_by_place_does_not_depend_on_the_order_of_rows() -> None:
    points = np.random.default_rng(0).normal(size=(50, 2))
    mixed = np.random.default_rng(1).permutation(50)
    np.testing.assert_array_equal(points[near_sorted(points)], points[mixed][near_sorted(points[mixed])])
