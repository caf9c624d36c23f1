"""The clause an opinion was written on, as it was then and as it stands now."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.consultations.following import parse
from feedback.consultations.models import Clause, DraftVersion
from feedback.findings import clauses
from feedback.findings.clauses import Outline
from feedback.ledger import places
from feedback.ledger.models import Opinion
from surveys.drafts.diff import Piece, words


@dataclass(frozen=True)
class Standing:
    """Names and words of a clause with all that lies below it: `then` in the version an opinion was written on, `now` in
    the newest published one, where they are '' when it was dropped.

    `dropped_by` is the number of the version without it; `also` names further clauses that hold parts of it.
    """

    version: int
    name: str
    wording: str
    newest: int
    now: str
    now_wording: str
    dropped_by: int | None
    also: tuple[str, ...]

    @property
    def is_old(self) -> bool:
        """Whether there is a newer version than the one it was written on."""
        return self.version != self.newest

    @property
    def edited(self) -> bool:
        """Whether the words are no longer the same."""
        return self.dropped_by is None and self.wording != self.now_wording

    @property
    def renamed(self) -> bool:
        """Whether it bears another number now."""
        return self.dropped_by is None and self.name != self.now

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The word diff from then to now."""
        return words(self.wording, self.now_wording)


def standings(session: Session, consultation_id: int, opinions: Iterable[Opinion]) -> dict[int, Standing]:
    """By number of the opinion, for those written on a clause."""
    rows = session.execute(
        select(DraftVersion.id, DraftVersion.number, DraftVersion.published_at)
        .where(DraftVersion.consultation_id == consultation_id)
        .order_by(DraftVersion.number)
    ).all()
    numbers = {row.id: row.number for row in rows}
    shown = [row.id for row in rows if row.published_at is not None]
    names: dict[int, Outline] = {}
    found: dict[int, Standing] = {}
    for opinion in opinions:
        if opinion.clause is not None:
            versions = [opinion.clause.draft_id, (shown or [opinion.clause.draft_id])[-1]]
            for draft_id in versions:
                names.setdefault(draft_id, clauses.names(session, draft_id))
            found[opinion.id] = _standing(session, opinion.clause, opinion.clause_path or "", (numbers, shown, names))
    return found


_Versions = tuple[dict[int, int], list[int], dict[int, Outline]]
"""Numbers of all versions, the published ones in order, names of the clauses of those needed; by number in the database."""


def _standing(session: Session, then: Clause, anchor: str, versions: _Versions) -> Standing:
    numbers, shown, names = versions
    newest = shown[-1] if shown else then.draft_id
    last, path = parse(anchor)
    now = None if last is not None else _clause(session, newest, path)
    also = places.spread(session, then.id) if then.draft_id != newest else []
    wording = clauses.wording(session, then)
    return Standing(
        version=numbers[then.draft_id], name=names[then.draft_id].name(then.path), wording=wording,
        newest=numbers[newest], now=names[newest].name(path) if now else "",
        now_wording=("" if now is None else wording if now is then else clauses.wording(session, now)),
        dropped_by=None if last is None else min((numbers[one] for one in shown if numbers[one] > last), default=None),
        also=tuple(names[newest].name(one) for one in names[newest].sort(also) if one != anchor and ":" not in one),
    )  # fmt: skip


def _clause(session: Session, draft_id: int, path: str) -> Clause | None:
    return session.scalars(select(Clause).where(Clause.draft_id == draft_id, Clause.path == path)).first()
