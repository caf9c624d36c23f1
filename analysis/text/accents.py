"""Put back the diacritics that some people leave out, as the other texts of the same corpus write them.

A first-order hidden Markov model over syllables: the states are the accented forms that the corpus uses for a bare
syllable, the transition is the corpus' own pair count, decoded by Viterbi (1967). No dictionary: what the corpus never
writes with diacritics stays bare. Folding all texts instead costs a tenth of the agreement with people's labels.
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.text.normalise import fold, has_diacritics
from analysis.text.tokens import syllables

PAIR_WEIGHT = 5.0
"""How strongly a pair seen in the corpus counts beside the single syllable's frequency."""
FORMS = 6
"""Accented forms of one bare syllable that are considered, most frequent first."""


@dataclass(frozen=True)
class AccentModel:
    """`forms`: bare syllable → accented forms, most frequent first. `singles`, `pairs`: counts of accented syllables."""

    forms: dict[str, tuple[str, ...]]
    singles: Counter[str]
    pairs: Counter[tuple[str, str]]

    def restore(self, bare: Sequence[str]) -> list[str]:
        """The most likely accented spelling of a run of bare syllables; as many syllables as came in."""
        paths: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
        for syllable in bare:
            paths = {form: self._best(paths, form) for form in self.forms.get(syllable, (syllable,))}
        return max(paths.values(), key=lambda path: path[0])[1]

    def _best(self, paths: dict[str, tuple[float, list[str]]], form: str) -> tuple[float, list[str]]:
        before, (score, path) = max(paths.items(), key=lambda item: item[1][0] + self._step(item[0], form))
        return score + self._step(before, form), [*path, form]

    def _step(self, before: str, form: str) -> float:
        frequency = self.singles[form] + 1
        return math.log(frequency + PAIR_WEIGHT * frequency * self.pairs[before, form] / (self.singles[before] + 1))


def learn(texts: Iterable[str]) -> AccentModel:
    """The spelling of the texts that do carry diacritics."""
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        if has_diacritics(text):
            parts = syllables(text)
            singles.update(parts)
            pairs.update(itertools.pairwise(parts))
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for form, _ in sorted(singles.items(), key=lambda item: (-item[1], item[0])):
        forms[fold(form)].append(form)
    return AccentModel({bare: tuple(found[:FORMS]) for bare, found in forms.items()}, singles, pairs)


def respell(texts: Sequence[str]) -> list[str]:
    """Each text as lower-case syllables joined by blanks; those without any diacritics get them back from the others."""
    return respell_as(learn(texts), texts)


def respell_as(model: AccentModel, texts: Sequence[str]) -> list[str]:
    """`respell` by a spelling that was learnt before, perhaps from other texts."""
    return [" ".join(syllables(text) if has_diacritics(text) else model.restore(syllables(text))) for text in texts]
