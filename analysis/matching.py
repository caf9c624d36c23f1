"""Which theme of a new run continues which theme of an earlier one, so that a name given by a person lives on."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

Item = TypeVar("Item", bound=Hashable)
LEAST_OVERLAP = 0.3
"""Shared texts over all texts of both themes (Jaccard) below which a theme counts as a new one."""


def match_themes(
    old: Mapping[Item, int], new: Mapping[Item, int], least_overlap: float = LEAST_OVERLAP
) -> dict[int, int]:
    """Earlier theme → new theme, each at most once, by most shared texts (Hungarian method, Kuhn 1955).

    `old` and `new` map text ids to themes; only ids that both hold count. Pairs whose Jaccard index over these is under
    `least_overlap` are left out. Negative themes ('chưa xếp được') match nothing.
    """
    pairs = Counter((old[key], new[key]) for key in old if key in new and old[key] >= 0 and new[key] >= 0)
    before, after = sorted({pair[0] for pair in pairs}), sorted({pair[1] for pair in pairs})
    if not pairs:
        return {}
    shared = np.array([[pairs[first, second] for second in after] for first in before], dtype=np.float64)
    union = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0, keepdims=True) - shared
    rows, columns = linear_sum_assignment(-shared / union)
    close = (shared / union)[rows, columns] >= least_overlap
    return {before[row]: after[column] for row, column in zip(rows[close], columns[close], strict=True)}
