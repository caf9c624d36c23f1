"""How like two clauses are by their own words: weighted words and pairs of words, rare ones weighing more.

Marks, capitals and punctuation do not count, so that a clause typed anew is still the same clause. The weight of a word
or pair is the logarithm of its inverse frequency among the clauses of both versions (Spärck Jones 1972); likeness is
Dice's coefficient of the two weighted multisets.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from math import log

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Bag:
    """The weights of the words and pairs of words of one text, and their sum."""

    weights: Mapping[str, float]
    total: float


EMPTY = Bag({}, 0.0)


def folded(text: str) -> list[str]:
    """The words of a text without capitals, diacritics and punctuation."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


def bags(texts: Sequence[str]) -> list[Bag]:
    """One bag for each text, weighted by how many of these texts have each word."""
    counted = [_counted(folded(text)) for text in texts]
    frequency = Counter(feature for counts in counted for feature in counts)
    weight = {feature: log(1 + len(texts) / among) for feature, among in frequency.items()}
    return [_bag({feature: times * weight[feature] for feature, times in counts.items()}) for counts in counted]


def _counted(tokens: Sequence[str]) -> Counter[str]:
    return Counter([*tokens, *(f"{a} {b}" for a, b in pairwise(tokens))])


def _bag(weights: Mapping[str, float]) -> Bag:
    return Bag(weights, sum(weights.values()))


def shared(one: Bag, other: Bag) -> float:
    """The weight that both have."""
    small, large = sorted((one.weights, other.weights), key=len)
    return sum(min(weight, large[feature]) for feature, weight in small.items() if feature in large)


def likeness(one: Bag, other: Bag) -> float:
    """0 (nothing in common) to 1 (the same words in the same order, nearly); two empty texts are alike."""
    both = one.total + other.total
    return 2 * shared(one, other) / both if both else 1.0


def without(bag: Bag, taken: Bag) -> Bag:
    """What remains of a bag when another's words are taken out."""
    left = {feature: weight - taken.weights.get(feature, 0.0) for feature, weight in bag.weights.items()}
    return _bag({feature: weight for feature, weight in left.items() if weight > 0})


class Finder:
    """Finds among many bags those that share most with another; words found in very many of them do not lead there."""

    def __init__(self, among: Sequence[Bag], most: int = 40) -> None:
        self._among = among
        self._places: dict[str, list[tuple[int, float]]] = {}
        for place, bag in enumerate(among):
            for feature, weight in bag.weights.items():
                self._places.setdefault(feature, []).append((place, weight))
        self._places = {feature: places for feature, places in self._places.items() if len(places) <= most}

    def like(self, bag: Bag, count: int = 8) -> set[int]:
        """Places of the `count` likest bags, and of as many that are contained in this one (or it in them) most."""
        weights: dict[int, float] = {}
        for feature, weight in bag.weights.items():
            for place, other in self._places.get(feature, ()):
                weights[place] = weights.get(place, 0.0) + (weight if weight < other else other)
        whole = {place: weight / (bag.total + self._among[place].total) for place, weight in weights.items()}
        part = {place: weight / min(bag.total, self._among[place].total) for place, weight in weights.items()}
        return {*_best(whole, count), *_best(part, count)}


def _best(scores: Mapping[int, float], count: int) -> Iterable[int]:
    return nlargest(count, scores, key=scores.__getitem__)
