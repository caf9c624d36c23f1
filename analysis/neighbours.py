"""Each point moved towards its neighbours, so that texts which say the same in other words come together.

Diffusion on the graph of nearest neighbours by cosine (Zhou et al. 2004, 'Learning with local and global consistency'):
Y ← α S Y + (1 − α) X with S the symmetrically normalised graph.
"""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans
from sklearn.preprocessing import normalize

Floats = NDArray[np.float64]
NEIGHBOURS, STEPS, PULL = 20, 2, 0.7
EXACT_UP_TO = 8_000
"""More points than this are searched only inside cells of about half that size: the cost stays linear."""
_BLOCK = 1_000


def diffuse(points: Floats, random_state: int) -> Floats:
    """Points (n × d, rows of length 1 or 0) after STEPS steps of diffusion, rows of length 1 or 0 again."""
    if len(points) < 3:
        return points
    graph = _graph(points, random_state)
    moved = points
    for _ in range(STEPS):
        moved = PULL * (graph @ moved) + (1 - PULL) * points
    return np.asarray(normalize(moved))


def _graph(points: Floats, random_state: int) -> sp.csr_matrix:
    """The symmetrically normalised graph of neighbours, n × n."""
    cells = _cells(points, random_state)
    near = sp.vstack([_within(points, cell) for cell in cells], format="csr")
    near = near[np.argsort(np.concatenate(cells), kind="stable")]
    near = near.maximum(near.T)
    degree = np.asarray(near.sum(axis=1)).ravel()
    scale = sp.diags(1 / np.sqrt(np.where(degree > 0, degree, 1)))
    return sp.csr_matrix(scale @ near @ scale)


def _cells(points: Floats, random_state: int) -> list[NDArray[np.int64]]:
    """Row numbers of the points of each cell; one cell holds all when exact search is affordable."""
    if len(points) <= EXACT_UP_TO:
        return [np.arange(len(points))]
    finder = MiniBatchKMeans(2 * len(points) // EXACT_UP_TO + 1, n_init=1, batch_size=4_096, random_state=random_state)
    labels = finder.fit_predict(points)
    return [np.flatnonzero(labels == cell) for cell in np.unique(labels)]


def _within(points: Floats, cell: NDArray[np.int64]) -> sp.csr_matrix:
    """For each point of a cell its most similar others of the cell, as rows of positive cosines (cell × n)."""
    width = min(NEIGHBOURS, len(cell) - 1)
    if width < 1:
        return sp.csr_matrix((len(cell), len(points)))
    members = points[cell].astype(np.float32)
    columns, values = [], []
    for start in range(0, len(cell), _BLOCK):
        likeness = members[start : start + _BLOCK] @ members.T
        likeness[np.arange(len(likeness)), np.arange(start, start + len(likeness))] = -1
        best = np.argpartition(-likeness, width - 1, axis=1)[:, :width]
        columns.append(best)
        values.append(np.maximum(np.take_along_axis(likeness, best, axis=1), 0))
    rows = np.repeat(np.arange(len(cell)), width)
    found = (np.concatenate(values).ravel().astype(np.float64), (rows, cell[np.concatenate(columns).ravel()]))
    return sp.csr_matrix(found, shape=(len(cell), len(points)))
