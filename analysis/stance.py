"""What an opinion stands for (tán thành, đề nghị sửa, …, or any labels staff gave to some opinions), by linear models.

Three linear models on the same features (`phrasing`): support vector machines (one against the rest) with labels weighted
equally and with texts weighted equally, and complement naive Bayes (Rennie et al. 2003). Their scores on texts they had not
seen (4 folds) go into a multinomial logistic regression (stacking, Wolpert 1992), whose outcome is the probability. How
far it holds is measured on texts that neither layer had seen, and an answer is given only from where on enough are right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from analysis.calibration import Bin, Flags, Floats, Point, curve, expected_calibration_error, reliability, threshold
from analysis.phrasing import Phrasing, learn_phrasing
from analysis.runcard import RunCard, Stopwatch, hash_texts
from analysis.text.normalise import normalise

Places = NDArray[np.int64]
FOLDS = 4
MOST_LABELS = 50
WANTED = 0.95
"""The share of given answers that shall be right."""
STACK_PENALTY = 0.3
"""C of the logistic regression over the models' scores (each of variance 1)."""
BLOCK = 10_000
"""Texts that are labelled at a time."""
ITERATIONS = 10_000


@dataclass(frozen=True)
class Stances:
    """`labels[i]`, the likeliest of `names` with `probabilities[i]`; `answered[i]` False: a person must decide.

    `shares`: texts × names, the probability of each label.
    """

    names: tuple[str, ...]
    labels: tuple[str, ...]
    probabilities: Floats
    answered: Flags
    shares: Floats


@dataclass(frozen=True)
class Evidence:
    """How well the model did on labelled texts it had not seen. `threshold` above 1: never well enough to answer."""

    accuracy: float
    threshold: float
    calibration_error: float
    table: tuple[Bin, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True)
class StanceModel:
    """Made by `StanceLearner.fit`. `card`: of the labelled texts."""

    names: tuple[str, ...]
    phrasing: Phrasing
    learners: tuple[LinearSVC | ComplementNB, ...]
    stack: Pipeline
    evidence: Evidence
    card: RunCard

    def predict(self, texts: Sequence[str]) -> Stances:
        """The stance of each text, alone: it does not depend on the others. A text without a known syllable or letter run
        gets the labels' usual shares and is never answered."""
        with threadpool_limits(1):
            blocks = [self._shares(texts[start : start + BLOCK]) for start in range(0, len(texts), BLOCK)]
        shares = np.vstack([block for block, _ in blocks]) if blocks else np.zeros((0, len(self.names)))
        known = np.concatenate([block for _, block in blocks]) if blocks else np.zeros(0, dtype=np.bool_)
        best = shares.argmax(axis=1)
        probabilities = shares[np.arange(len(shares)), best]
        answered = known & (probabilities >= self.evidence.threshold)
        for array in (shares, probabilities, answered):
            array.setflags(write=False)
        return Stances(self.names, tuple(self.names[place] for place in best), probabilities, answered, shares)

    def _shares(self, texts: Sequence[str]) -> tuple[Floats, Flags]:
        features = self.phrasing.transform(texts)
        known = np.asarray(features.getnnz(axis=1) > 0)
        scores = np.hstack([_score(learner, features, len(self.names)) for learner in self.learners])
        return np.asarray(self.stack.predict_proba(scores)), known


@dataclass(frozen=True)
class StanceLearner:
    """`wanted`: the share of given answers that shall be right, 0…1. Same texts, labels and `random_state` → same bytes."""

    random_state: int
    wanted: float = WANTED

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> StanceModel:
        """Learn from labelled texts; those whose label or text is blank are left out.

        ValueError (a Vietnamese sentence): under two labels, over MOST_LABELS, nothing to read in the texts.
        """
        watch = Stopwatch()
        pairs = [(text, label.strip()) for text, label in zip(texts, labels, strict=True) if text.strip() and label.strip()]
        names = tuple(sorted({label for _, label in pairs}))
        if not 2 <= len(names) <= MOST_LABELS:
            raise ValueError(f"Cần từ 2 đến {MOST_LABELS} nhãn khác nhau để học, ở đây có {len(names)}.")
        given = [text for text, _ in pairs]
        truth = np.array([names.index(label) for _, label in pairs], dtype=np.int64)
        with threadpool_limits(1):
            phrasing = learn_phrasing(given)
            features = phrasing.transform(given)
            folds = deal(given, truth, self.random_state)
            scores = _unseen_scores(features, truth, folds, len(names), self.random_state)
            evidence = weigh(_unseen_shares(scores, truth, folds, len(names)), truth, self.wanted)
            learners = tuple(one.fit(features, truth) for one in _learners(self.random_state))
            stack = _stack().fit(scores, truth)
        measures = {
            "accuracy": round(evidence.accuracy, 4), "threshold": evidence.threshold,
            "calibration_error": round(evidence.calibration_error, 4),
        }  # fmt: skip
        parameters = {"random_state": self.random_state, "wanted": self.wanted, "labels": list(names)}
        data_hash, _ = hash_texts(part for pair in pairs for part in pair)
        card = watch.stamp(data_hash, len(pairs), parameters, measures)
        return StanceModel(names, phrasing, learners, stack, evidence, card)


def weigh(shares: Floats, truth: Places, wanted: float) -> Evidence:
    """What probabilities (texts × labels) of texts not seen before say about how far to trust the model."""
    best = shares.argmax(axis=1)
    probabilities, right = shares[np.arange(len(shares)), best], best == truth
    table, points = reliability(probabilities, right), curve(probabilities, right)
    return Evidence(float(right.mean()), threshold(points, wanted), expected_calibration_error(table), table, points)


def deal(texts: Sequence[str], truth: Places, seed: int) -> Places:
    """The fold 0…FOLDS−1 of each text: each label spread evenly, copies of one text together (or they would prove
    themselves right)."""
    first: dict[str, int] = {}
    for place, text in enumerate(texts):
        first.setdefault(normalise(text), place)
    originals = np.random.default_rng(seed).permutation(np.fromiter(first.values(), np.int64, len(first)))
    originals = originals[np.argsort(truth[originals], kind="stable")]
    fold_of = {int(place): turn % FOLDS for turn, place in enumerate(originals)}
    return np.array([fold_of[first[normalise(text)]] for text in texts], dtype=np.int64)


def _learners(seed: int) -> tuple[LinearSVC | ComplementNB, ...]:
    return (
        LinearSVC(C=0.3, class_weight="balanced", random_state=seed, max_iter=ITERATIONS),
        LinearSVC(C=1.0, random_state=seed, max_iter=ITERATIONS),
        ComplementNB(alpha=0.3),
    )


def _stack() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=STACK_PENALTY, max_iter=ITERATIONS))


def _split(folds: Places) -> Iterator[tuple[Flags, Flags]]:
    for number in np.unique(folds).tolist():
        yield folds != number, folds == number


def _unseen_scores(features: sp.csr_matrix, truth: Places, folds: Places, labels: int, seed: int) -> Floats:
    """Scores of each text by learners that saw only the other folds: texts × (learners · labels)."""
    scores = np.zeros((len(truth), labels * len(_learners(seed))))
    for others, these in _split(folds):
        if len(np.unique(truth[others])) > 1:
            fitted = [one.fit(features[others], truth[others]) for one in _learners(seed)]
            scores[these] = np.hstack([_score(one, features[these], labels) for one in fitted])
    return scores


def _unseen_shares(scores: Floats, truth: Places, folds: Places, labels: int) -> Floats:
    """Probabilities of each text by a stack that saw only the other folds; equal where these hold a single label."""
    shares = np.full((len(truth), labels), 1.0 / labels)
    for others, these in _split(folds):
        seen = np.unique(truth[others])
        if len(seen) > 1:
            shares[these] = 0.0
            shares[np.ix_(these, seen)] = _stack().fit(scores[others], truth[others]).predict_proba(scores[these])
    return shares


def _score(learner: LinearSVC | ComplementNB, features: sp.csr_matrix, labels: int) -> Floats:
    """Texts × labels; a label the learner never met gets less than any other."""
    if isinstance(learner, ComplementNB):
        found = np.asarray(learner.predict_joint_log_proba(features))
    else:
        found = np.asarray(learner.decision_function(features))
    if found.ndim == 1:  # of two labels only the second one's score is given
        found = np.column_stack([-found, found])
    scores = np.repeat(found.min(axis=1, keepdims=True) - 1.0, labels, axis=1)
    scores[:, learner.classes_] = found
    return scores
