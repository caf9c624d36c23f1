"""Themes in texts: what people talk about, how many say so, and which texts belong to none.

Respelling (`text.accents`) → vectors (`vectors`) → diffusion (`neighbours`) → principal directions (`clusters`) → number
of themes (`howmany`) → k-means, often, and what the runs agree on (`clusters`) → mixture of multinomials (`mixture`) →
labels, quotations and summaries (`naming`, `central`). Of many texts a sample goes this way and the others join
(`joining`). docs/analysis.md tells why, with figures.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from analysis.central import order_by_centre, pick_quotes, summarise
from analysis.clusters import centres, condense, group
from analysis.howmany import choose
from analysis.joining import CHUNK, joiner, learners
from analysis.matching import match_themes
from analysis.mixture import refine, weigh
from analysis.naming import name_themes
from analysis.neighbours import diffuse
from analysis.runcard import RunCard, Stopwatch
from analysis.stability import stability
from analysis.text.accents import learn, respell_as
from analysis.vectors import Vectors, vectorise

__all__ = ["Theme", "ThemeFinder", "ThemeResult", "match_themes"]

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
Progress = Callable[[float, str], None]
SHARPNESS = 6.0
"""How fast belonging falls with the cosine to a theme's centre."""
PLACE_ABOVE = 0.1


@dataclass(frozen=True)
class Theme:
    """`number`: the label of its texts. `quotes`, `edges`: indices of typical and of borderline texts. `summary`:
    (index of the text, sentence of it)."""

    number: int
    name: str
    words: tuple[str, ...]
    size: int
    quotes: tuple[int, ...]
    edges: tuple[int, ...]
    summary: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class ThemeResult:
    """`labels`: theme number of each text, −1 'chưa xếp được'. `scores`: 0…1, how surely it belongs there (1 when a
    person placed it). `points`, `posterior`: the condensed vectors and the mixture's belief, for inspection."""

    labels: Labels
    scores: Floats
    themes: tuple[Theme, ...]
    points: Floats
    posterior: Floats
    card: RunCard


@dataclass(frozen=True)
class ThemeFinder:
    """Parameters: `n_themes` (a number from 1, or 'auto'), `random_state`, `place_above` (texts whose score is lower are
    left unplaced). Same texts and parameters, same result to the last byte on the same machine and versions."""

    n_themes: int | Literal["auto"] | str = "auto"
    random_state: int = 0
    place_above: float = PLACE_ABOVE

    def fit(
        self, texts: Sequence[str], fixed: Mapping[int, int] | None = None, progress: Progress | None = None
    ) -> ThemeResult:
        """The themes of `texts`.

        `fixed` maps indices of texts to the theme a person has decided: kept exactly, and the number of themes is at
        least the highest of them + 1. Other themes are numbered by size, largest first. `progress` is called with a
        share 0…1 and a Vietnamese phrase; what it raises ends the work. ValueError: n_themes not a number from 1 nor
        'auto', or an index in `fixed` that no text has.
        """
        wanted, decided = _checked(self.n_themes, len(texts), fixed or {})
        tell = progress or (lambda _share, _stage: None)
        watch = Stopwatch()
        # One thread: sums in another order would give other last digits.
        with threadpool_limits(1):
            tell(0.0, "Đang đọc các ý kiến")
            points, posterior, stable = self._read(texts, wanted, decided, tell)
            labels, scores, posterior = self._place(points, posterior, decided)
            tell(0.9, "Đang đặt tên và tóm tắt các nhóm")
            themes = _describe(texts, labels, points)
        parameters = {
            "n_themes": self.n_themes, "random_state": self.random_state, "place_above": self.place_above,
            "fixed": len(decided),
        }  # fmt: skip
        placed = float((labels >= 0).mean()) if len(texts) else 0.0
        card = watch.card(texts, parameters, {"themes": float(len(themes)), "placed": round(placed, 4), **stable})
        tell(1.0, "Đã xong")
        for array in (labels, scores, points, posterior):
            array.setflags(write=False)
        return ThemeResult(labels, scores, themes, points, posterior, card)

    def _read(
        self, texts: Sequence[str], wanted: int | None, decided: Mapping[int, int], tell: Progress
    ) -> tuple[Floats, Floats, dict[str, float]]:
        """Point and posterior of each text, rows of 0 for texts without a known syllable; and how stable they are."""
        rows = learners(len(texts), list(decided))
        sample = [texts[row] for row in rows]
        spelling = learn(sample)
        vectors = vectorise(respell_as(spelling, sample), self.random_state)
        tell(0.3, "Đang so các ý kiến với nhau")
        fixed = {place: decided[row] for place, row in enumerate(rows.tolist()) if row in decided}
        *learnt, stable = self._learn(vectors, wanted, fixed, tell)
        if len(rows) == len(texts):
            return learnt[0], learnt[1], stable
        joined = joiner(spelling, vectors, learnt[0], learnt[1])
        points, posterior = (np.zeros((len(texts), part.shape[1])) for part in learnt)
        for start in range(0, len(texts), CHUNK):
            tell(0.65 + 0.25 * start / len(texts), "Đang xếp nhóm")
            part = slice(start, start + CHUNK)
            points[part], posterior[part] = joined.join(texts[part])
        points[rows], posterior[rows] = learnt
        return points, posterior, stable

    def _learn(
        self, vectors: Vectors, wanted: int | None, decided: Mapping[int, int], tell: Progress
    ) -> tuple[Floats, Floats, dict[str, float]]:
        """Point and posterior of each of these texts, and how stable they are; only those with known syllables take
        part."""
        rows = np.flatnonzero(vectors.known)
        position = {int(row): place for place, row in enumerate(rows)}
        fixed = {position[text]: theme for text, theme in decided.items() if text in position}
        least = max((theme + 1 for theme in decided.values()), default=1)
        if not len(rows):
            return np.zeros((len(vectors.points), 1)), np.zeros((len(vectors.points), least)), {}
        near = condense(diffuse(vectors.points[rows], self.random_state))
        weighed = weigh(vectors.counts[rows])
        tell(0.4, "Đang tìm số nhóm")
        if wanted is None:
            wanted = choose(near, weighed, self.random_state, lambda done: tell(0.4 + 0.2 * done, "Đang tìm số nhóm"))
        n_themes = max(min(wanted, len(rows)), least)
        tell(0.65, "Đang xếp nhóm")
        points, posterior = np.zeros((len(vectors.points), near.shape[1])), np.zeros((len(vectors.points), n_themes))
        points[rows] = near
        posterior[rows] = refine(weighed, group(near, n_themes, fixed, self.random_state), n_themes, fixed)
        return points, posterior, stability(near, weighed, n_themes, self.random_state)

    def _place(self, points: Floats, posterior: Floats, decided: Mapping[int, int]) -> tuple[Labels, Floats, Floats]:
        """Label and score of each text, and the posterior with its columns in the order of the labels."""
        labels = np.where(posterior.any(axis=1), posterior.argmax(axis=1), -1).astype(np.int64)
        scores = _belonging(points, labels, posterior)
        labels[scores < self.place_above] = -1
        for text, theme in decided.items():
            labels[text], scores[text] = theme, 1.0
        order = _numbering(labels, posterior.shape[1], set(decided.values()))
        return np.where(labels >= 0, order[labels], -1), scores, posterior[:, np.argsort(order)]


def _checked(n_themes: int | str, texts: int, fixed: Mapping[int, int]) -> tuple[int | None, Mapping[int, int]]:
    """The wanted number of themes (None: choose) and the decided texts; ValueError for what cannot be."""
    if n_themes != "auto" and (not isinstance(n_themes, int) or isinstance(n_themes, bool) or n_themes < 1):
        raise ValueError("Số nhóm phải là số nguyên từ 1 trở lên, hoặc auto.")
    if any(not 0 <= text < texts or theme < 0 for text, theme in fixed.items()):
        raise ValueError("Có ý kiến được xếp sẵn không nằm trong các ý kiến đang phân tích.")
    return (n_themes if isinstance(n_themes, int) else None), fixed


def _belonging(points: Floats, labels: Labels, posterior: Floats) -> Floats:
    """How surely each text belongs to its theme: the mixture's belief times the share of that theme among all by cosine
    to the centres. It is low when words and position disagree, or when several themes are as near."""
    likeness = points @ centres(points, labels, posterior.shape[1]).T
    weight = np.exp(SHARPNESS * (likeness - likeness.max(axis=1, keepdims=True)))
    near = weight / weight.sum(axis=1, keepdims=True)
    rows = np.arange(len(points))
    return np.where(labels >= 0, near[rows, labels] * posterior[rows, labels], 0.0)


def _numbering(labels: Labels, n_themes: int, decided: set[int]) -> Labels:
    """New number of each theme: decided ones keep theirs, the others fill the free numbers by size; empty ones last."""
    sizes = np.bincount(labels[labels >= 0], minlength=n_themes)
    others = [theme for theme in np.argsort(-sizes, kind="stable") if theme not in decided]
    free = [number for number in range(n_themes) if number not in decided]
    order = np.arange(n_themes)
    order[others] = free
    return order


def _describe(texts: Sequence[str], labels: Labels, points: Floats) -> tuple[Theme, ...]:
    numbers = [int(number) for number in np.unique(labels) if number >= 0]
    middle = centres(points, labels, max(numbers, default=0) + 1)
    ordered = [
        order_by_centre(np.flatnonzero(labels == number).tolist(), points, middle[number]) for number in numbers
    ]  # fmt: skip
    names = name_themes([[texts[member] for member in members] for members in ordered])
    themes = []
    for number, members, label in zip(numbers, ordered, names, strict=True):
        quotes, edges = pick_quotes(members, texts)
        themes.append(Theme(number, label.name, label.words, len(members), quotes, edges, summarise(members, texts)))
    return tuple(themes)
