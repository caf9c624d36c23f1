"""A draft as citizens read it: without what officers excluded, each part with its name and its place in the tree."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import takewhile

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from feedback.consultations.models import Clause, DraftVersion
from surveys.drafts.tree import Node, full_label
from surveys.drafts.wording import marker_line

LISTED = frozenset({"phan", "chuong", "muc", "tieumuc", "dieu", "chuhoa", "lama", "phuluc", "kemtheo"})
"""Levels that stand in the list of contents whether or not they have a heading."""
CONTAINERS = frozenset({"phan", "chuong", "muc", "tieumuc", "phuluc", "kemtheo"})
"""Levels that hold many clauses."""


@dataclass(frozen=True)
class Part:
    """One clause on the page: `marker` as printed ('Điều 5.', 'đ)'), `name` as cited ('điểm đ khoản 2 Điều 5'), `plain`
    what it means in the words of staff, '' where they wrote nothing."""

    clause_id: int
    path: str
    parent: str | None
    level: str
    marker: str
    name: str
    heading: str
    text: str
    plain: str = ""

    @property
    def listed(self) -> bool:
        """Whether it belongs in the list of contents."""
        return self.level in LISTED or bool(self.heading and self.level not in ("gach", "cong", "diem"))

    @property
    def container(self) -> bool:
        """Whether it holds many clauses, so that its wording is too much for a field on a phone."""
        return self.level in CONTAINERS


@dataclass(frozen=True)
class Outline:
    """A version of a draft, its parts in document order."""

    draft_id: int
    title: str
    parts: tuple[Part, ...]
    number: int = 1
    published_at: datetime | None = None

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {part.path: place for place, part in enumerate(self.parts)}

    def place(self, path: str) -> int | None:
        """Where the part stands, from 0; None when the draft has (no longer) such a part."""
        return self._places.get(path)

    def find(self, path: str) -> Part | None:
        """The part with this anchor, or None."""
        place = self.place(path)
        return None if place is None else self.parts[place]

    def above(self, part: Part) -> tuple[Part, ...]:
        """The parts it lies in, outermost first."""
        upper = self.find(part.parent) if part.parent else None
        return (*self.above(upper), upper) if upper else ()

    def below(self, part: Part) -> tuple[Part, ...]:
        """All parts that lie in it, in document order."""
        inside = {part.path}

        def belongs(other: Part) -> bool:
            if other.parent not in inside:
                return False
            inside.add(other.path)
            return True

        return tuple(takewhile(belongs, self.parts[self._places[part.path] + 1 :]))


def wording(outline: Outline, part: Part) -> str:
    """What the draft says there: heading and text, then what lies below with its numbers, one paragraph a line."""
    lines = [part.heading, part.text]
    lines += [" ".join(filter(None, (lower.marker, lower.heading, lower.text))) for lower in outline.below(part)]
    return "\n".join(filter(None, lines))


@dataclass(frozen=True)
class Version:
    """A published version of a draft: its number in the database, and the number people know it by."""

    id: int
    number: int


def versions(session: Session, consultation_id: int) -> tuple[Version, ...]:
    """All published versions of the consultation's draft, oldest first."""
    query = select(DraftVersion.id, DraftVersion.number).where(
        DraftVersion.consultation_id == consultation_id, DraftVersion.published_at.is_not(None)
    )
    return tuple(Version(*row) for row in session.execute(query.order_by(DraftVersion.number)))


def current(session: Session, consultation_id: int) -> Outline | None:
    """The newest published version of the consultation's draft, or None when it has none."""
    found = versions(session, consultation_id)
    return outline(session, found[-1].id) if found else None


def outline(session: Session, draft_id: int) -> Outline:
    """One version of a draft. What an officer excluded is left out with all that lies in it."""
    told = select(DraftVersion.title, DraftVersion.number, DraftVersion.published_at)
    title, number, published_at = session.execute(told.where(DraftVersion.id == draft_id)).one()
    columns = (
        Clause.id, Clause.path, Clause.parent_path, Clause.level, Clause.label, Clause.heading, Clause.text,
        Clause.plain, Clause.excluded,
    )  # fmt: skip
    rows = session.execute(select(*columns).where(Clause.draft_id == draft_id).order_by(Clause.position))
    nodes: dict[str, Node] = {}
    parts: list[Part] = []
    hidden: set[str] = set()
    for row in rows:
        if row.excluded or row.parent_path in hidden:
            hidden.add(row.path)
            continue
        nodes[row.path] = Node(row.path, row.level, row.label, row.heading, row.text, row.parent_path)
        parts.append(_part(row, nodes))
    return Outline(draft_id, title, tuple(parts), number, published_at)


def _part(row: Row[int, str, str | None, str, str, str, str, str, bool], nodes: Mapping[str, Node]) -> Part:
    node = nodes[row.path]
    chain = [node]
    while (upper := nodes.get(chain[-1].parent or "")) is not None:
        chain.append(upper)
    return Part(
        clause_id=row.id,
        path=row.path,
        parent=row.parent_path,
        level=row.level,
        marker="" if row.level == "modau" else marker_line(node),
        name=full_label(chain, row.path),
        heading=row.heading,
        text=row.text,
        plain=row.plain,
    )


def letters(session: Session, consultation_id: int) -> int:
    """How many letters of the current draft there are to read; 0 without a draft. Counted by the database."""
    newest = (
        select(func.max(DraftVersion.number))
        .where(DraftVersion.consultation_id == consultation_id, DraftVersion.published_at.is_not(None))
        .scalar_subquery()
    )
    total = (
        select(func.sum(func.length(Clause.heading) + func.length(Clause.text)))
        .join(DraftVersion, DraftVersion.id == Clause.draft_id)
        .where(DraftVersion.consultation_id == consultation_id, DraftVersion.number == newest, Clause.excluded.is_(False))
    )
    return int(session.scalar(total) or 0)
