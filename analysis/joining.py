"""Texts that join themes learnt from others: a large corpus is learnt from a sample, and the rest joins chunk by chunk.

A joining text's theme is the mixture's (Bayes' rule over the syllables it shares with the learners). Its point, which a
learner gets from its neighbours, is foretold from its meaning by ridge regression (Hoerl & Kennard 1970) over the
learners: one product of small matrices instead of a search for neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from analysis.mixture import expect, maximise, weigh, weights
from analysis.text.accents import AccentModel, respell_as
from analysis.text.tokens import SYLLABLE
from analysis.vectors import Meaning, Vectors

Floats = NDArray[np.float64]
LEARNERS = 10_000
"""Texts, evenly spaced, from which themes are learnt. As many are always compared each with each."""
CHUNK = 20_000
RIDGE = 1.0


@dataclass(frozen=True)
class Joiner:
    """All that a text needs to join: spelling, features in the order of their columns, their weights in the mixture, the
    mixture (log probabilities of features × themes and of themes), and the map from meaning to points."""

    spelling: AccentModel
    names: tuple[str, ...]
    meaning: Meaning
    weight: Floats
    syllables: Floats
    sizes: Floats
    places: Floats

    def join(self, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """Points (texts × directions) and posterior (texts × themes); rows of 0 for texts with nothing known."""
        counter = CountVectorizer(
            lowercase=False, token_pattern=SYLLABLE, ngram_range=(1, 2), vocabulary=list(self.names), binary=True,
            dtype=np.float64,
        )  # fmt: skip
        counts = sp.csr_matrix(counter.transform(respell_as(self.spelling, texts)))
        known = counts.getnnz(axis=1) > 0
        points = np.asarray(normalize(self.meaning.project(counts) @ self.places))
        posterior = expect(weigh(counts, self.weight), self.syllables, self.sizes)
        return points * known[:, None], posterior * known[:, None]


def learners(texts: int, wanted: Sequence[int]) -> NDArray[np.int64]:
    """Numbers of the texts to learn from: all, or LEARNERS evenly spaced ones and the wanted ones."""
    spaced = np.linspace(0, max(texts - 1, 0), min(texts, LEARNERS)).astype(np.int64)
    return np.unique(np.concatenate([spaced, np.array(wanted, dtype=np.int64)]))


def joiner(spelling: AccentModel, vectors: Vectors, points: Floats, posterior: Floats) -> Joiner:
    """Made from the learners' vectors, their points (learners × directions) and posterior (learners × themes)."""
    meaning = vectors.meaning.project(vectors.counts)
    spread = meaning.T @ meaning + RIDGE * np.eye(meaning.shape[1])
    weight = weights(vectors.counts)
    mixture = maximise(weigh(vectors.counts, weight), posterior)
    places = np.asarray(np.linalg.solve(spread, meaning.T @ points), dtype=np.float64)
    return Joiner(spelling, vectors.names, vectors.meaning, weight, *mixture, places)
