"""Which theme each text belongs to, by the syllables it holds: a mixture of multinomials fitted by EM.

Nigam et al. (2000), started from another clustering as in collapsed Dirichlet mixtures for short texts (Yin & Wang
2014); syllables weighted by the logarithm of how rare they are. It corrects what geometry puts on the wrong side of a
border. Texts that a person has placed keep their theme in every step.
"""

from collections.abc import Mapping

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PRIOR, SIZE_PRIOR, ROUNDS = 0.5, 0.1, 10
COMMONEST = 0.3
"""Share of the texts above which a syllable tells nothing about themes."""


def weights(counts: sp.csr_matrix) -> Floats:
    """Of each syllable: log(texts / texts with it), mean 1; 0 for those in more than COMMONEST of the texts."""
    texts = max(counts.shape[0], 1)
    found = np.asarray(counts.sum(axis=0)).ravel()
    useful = found <= max(COMMONEST * texts, 2)
    weight = np.where(useful, np.log((texts + 1) / np.maximum(found, 1)), 0)
    return np.asarray(weight / max(weight[useful].mean(), 1e-9) if useful.any() else weight)


def weigh(counts: sp.csr_matrix, by: Floats | None = None) -> sp.csr_matrix:
    """0/1 counts times the weights of their syllables (`by`, else their own)."""
    return sp.csr_matrix(counts @ sp.diags(weights(counts) if by is None else by))


def refine(weighed: sp.csr_matrix, labels: NDArray[np.int64], n_themes: int, fixed: Mapping[int, int]) -> Floats:
    """Posterior of each theme for each text (n × n_themes, rows sum to 1) after ROUNDS of EM from `labels`."""
    posterior = one_hot(labels, n_themes)
    for _ in range(ROUNDS):
        posterior = expect(weighed, *maximise(weighed, posterior))
        for text, theme in fixed.items():
            posterior[text] = 0
            posterior[text, theme] = 1
    return posterior


def one_hot(labels: NDArray[np.int64], n_themes: int) -> Floats:
    """Row i has its 1 in column labels[i]; a label of −1 gives a row of zeros."""
    return np.asarray(labels[:, None] == np.arange(n_themes)[None, :], dtype=np.float64)


def maximise(weighed: sp.csr_matrix, posterior: Floats) -> tuple[Floats, Floats]:
    """Log probability of each syllable in each theme (syllables × themes) and of each theme, smoothed."""
    syllables = weighed.T @ posterior + PRIOR
    sizes = posterior.sum(axis=0) + SIZE_PRIOR
    return np.log(syllables / syllables.sum(axis=0)), np.log(sizes / sizes.sum())


def log_likelihood(weighed: sp.csr_matrix, syllables: Floats, sizes: Floats) -> Floats:
    """Of each text, under a fitted mixture."""
    joint = np.asarray(weighed @ syllables) + sizes
    return np.asarray(np.logaddexp.reduce(joint, axis=1))


def expect(weighed: sp.csr_matrix, syllables: Floats, sizes: Floats) -> Floats:
    """Posterior of each theme for each text."""
    joint = np.asarray(weighed @ syllables) + sizes
    joint = np.exp(joint - joint.max(axis=1, keepdims=True))
    return np.asarray(joint / joint.sum(axis=1, keepdims=True))
