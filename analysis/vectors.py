"""Opinions as points: two views of each text side by side, then each point moved towards its neighbours.

View 1, meaning: vectors of syllables and syllable pairs learnt from this corpus alone. Positive pointwise mutual
information of occurring in the same text, context counts to the power 0.5 (Levy, Goldberg & Dagan 2015), truncated SVD
with singular values to the power 0.25; a text is the mean of its vectors weighted by a / (a + p) without the common
direction (SIF: Arora, Liang & Ma 2017).
View 2, spelling: TF-IDF of letter runs of 3 and 4 inside words, truncated SVD (LSA: Deerwester et al. 1990); it brings
teencode, typing errors and inflected names together.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

from analysis.text.tokens import SYLLABLE

Floats = NDArray[np.float64]
DIMENSIONS = 200
FEATURES = 20_000
"""Most frequent syllables and pairs that get a vector."""
FEW, SOME = 30, 300
"""Under FEW texts the common direction is the subject itself, and nothing is too rare or too frequent to count."""
COMMON = 3e-3
"""The `a` of SIF: how common a syllable may be before it counts less."""
CONTEXT_POWER, VALUE_POWER = 0.5, 0.25


@dataclass(frozen=True)
class Vectors:
    """`points`: texts × dimensions, rows of length 1 (0 for a text without content). `counts`: texts × syllables and
    pairs, 0/1, of which `names` are the column names. `meaning`: how view 1 was made."""

    points: Floats
    counts: sp.csr_matrix
    names: tuple[str, ...]
    meaning: "Meaning"

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which texts hold anything that can be compared."""
        return np.asarray(np.abs(self.points).sum(axis=1) > 0)


@dataclass(frozen=True)
class Meaning:
    """`features`: weighted vectors of syllables and pairs (features × d); `common`: the direction to leave out (d; 0s
    for none)."""

    features: Floats
    common: Floats

    def project(self, counts: sp.csr_matrix) -> Floats:
        """View 1 of texts with these counts of the same features: texts × d, rows of length 1 or 0."""
        points = np.asarray(normalize(counts @ self.features))
        rest = points - np.outer(points @ self.common, self.common)
        # Those that lie wholly in the common direction (many copies of one text) keep it.
        alone = np.linalg.norm(rest, axis=1) < 1e-6
        return np.asarray(normalize(np.where(alone[:, None], points, rest)))


def vectorise(texts: Sequence[str], random_state: int) -> Vectors:
    """Vectors of respelled texts (`analysis.text.accents.respell`). Texts without a comparable syllable become 0."""
    counts, names = count(texts)
    if not names:
        return Vectors(np.zeros((len(texts), 1)), counts, names, Meaning(np.zeros((0, 1)), np.zeros(1)))
    meaning = _meaning(counts, random_state)
    views = np.hstack([meaning.project(counts), _spelling(texts, random_state)])
    views[np.asarray(counts.sum(axis=1)).ravel() == 0] = 0
    return Vectors(np.asarray(normalize(views)), counts, names, meaning)


def count(texts: Sequence[str]) -> tuple[sp.csr_matrix, tuple[str, ...]]:
    """0/1 counts of syllables and pairs that occur in at least 1, 2 or 3 texts (by the size of the corpus)."""
    rarest = 1 if len(texts) < FEW else 2 if len(texts) < SOME else 3
    counter = CountVectorizer(
        lowercase=False, token_pattern=SYLLABLE, ngram_range=(1, 2), min_df=rarest, max_features=FEATURES, binary=True,
        dtype=np.float64,
    )  # fmt: skip
    try:
        counts = counter.fit_transform(texts)
    except ValueError:  # scikit-learn's way of saying that no text holds a countable syllable
        return sp.csr_matrix((len(texts), 0)), ()
    return sp.csr_matrix(counts), tuple(counter.get_feature_names_out())


def _directions(matrix: sp.csr_matrix, random_state: int) -> tuple[Floats, Floats, Floats]:
    wanted = min(DIMENSIONS, min(matrix.shape))
    # Single precision: half the time of the costliest step.
    found = randomized_svd(matrix.astype(np.float32), wanted, n_iter=2, random_state=random_state)
    left, values, right = (part.astype(np.float64) for part in found)
    return left, values, right


def association(counts: sp.csr_matrix) -> sp.csr_matrix:
    """Positive PMI of two features occurring in one text: log p(a,b) / (p(a) q(b)), q(b) ∝ texts(b)^CONTEXT_POWER."""
    together = sp.coo_matrix(counts.T @ counts)
    total = together.data.sum()
    rows = np.bincount(together.row, together.data, counts.shape[1]) / total
    context = np.asarray(counts.sum(axis=0)).ravel() ** CONTEXT_POWER
    context = context / context.sum()
    gain = np.log(together.data / total / (rows[together.row] * context[together.col]))
    kept = (gain > 0) & (together.row != together.col)
    return sp.csr_matrix((gain[kept], (together.row[kept], together.col[kept])), shape=together.shape)


def _meaning(counts: sp.csr_matrix, random_state: int) -> Meaning:
    left, values, _ = _directions(association(counts), random_state)
    share = np.asarray(counts.sum(axis=0)).ravel()
    weight = COMMON / (COMMON + share / share.sum())
    features = left * values**VALUE_POWER * weight[:, None]
    if counts.shape[0] < FEW:
        return Meaning(features, np.zeros(features.shape[1]))
    points = np.asarray(normalize(counts @ features))
    return Meaning(features, np.linalg.eigh(points.T @ points)[1][:, -1])


def _spelling(texts: Sequence[str], random_state: int) -> Floats:
    counts = _letter_runs(texts, 1.0 if len(texts) < FEW else 0.3)
    if counts is None:  # all runs are too frequent: the texts are copies of very few
        counts = _letter_runs(texts, 1.0)
    if counts is None:
        return np.zeros((len(texts), 0))
    weights = sp.csr_matrix(TfidfTransformer(sublinear_tf=True).fit_transform(counts))
    _, _, right = _directions(weights, random_state)
    return np.asarray(normalize(weights @ right.T))


def _letter_runs(texts: Sequence[str], most: float) -> sp.csr_matrix | None:
    """Counts of letter runs held by at most a share `most` of the texts; None when there is none."""
    counter = CountVectorizer(
        lowercase=False, analyzer="char_wb", ngram_range=(3, 4), min_df=1 if len(texts) < SOME else 5, max_df=most,
        max_features=FEATURES, dtype=np.float64,
    )  # fmt: skip
    try:
        return sp.csr_matrix(counter.fit_transform(texts))
    except ValueError:
        return None
