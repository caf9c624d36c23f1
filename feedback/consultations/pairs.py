"""What became of a clause between two versions, as values: pairs of an old and a new clause, and decisions on them."""

from collections.abc import Mapping
from dataclasses import dataclass

Ids = tuple[int | None, int | None]
"""Numbers of an old and a new clause that belong together; None: dropped, or new."""

Decisions = Mapping[Ids, int]
"""What officers decided: pairs with the number of the account that decided."""


@dataclass(frozen=True)
class Pair:
    """One row of a matching before it is stored; `decided_by` is the number of the account that decided it, if any."""

    old: int | None
    new: int | None
    kind: str
    score: float
    doubtful: bool
    decided_by: int | None = None

    @property
    def waits(self) -> bool:
        """Whether an officer should still confirm it."""
        return self.doubtful and self.decided_by is None


def chosen(decided: Decisions, old: int | None, new: int | None, by: int) -> dict[Ids, int]:
    """The decisions after account `by` says that `old` became `new`; None for one of them: it was dropped, or is new.

    Only what contradicts it is given up: a clause may have become two, and two may have become one.
    """

    def contradicts(ids: Ids) -> bool:
        of_old = old is not None and ids[0] == old and (ids[1] is None or new is None)
        of_new = new is not None and ids[1] == new and (ids[0] is None or old is None)
        return of_old or of_new

    return {**{ids: account for ids, account in decided.items() if not contradicts(ids)}, (old, new): by}


def without(decided: Decisions, *, old: int | None = None, new: int | None = None) -> dict[Ids, int]:
    """The decisions without those that speak of this old or this new clause."""
    return {
        ids: account
        for ids, account in decided.items()
        if not (old is not None and ids[0] == old) and not (new is not None and ids[1] == new)
    }
