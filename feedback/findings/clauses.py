"""The clauses that opinions speak of: their names and their order in the draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.consultations.models import Clause, DraftVersion
from surveys.drafts.tree import Node, full_label
from surveys.drafts.wording import marker_line


@dataclass(frozen=True)
class Outline:
    """Names of the clauses of a consultation's newest draft, by anchor, in document order."""

    names: dict[str, str]

    def name(self, path: str | None) -> str:
        """'khoản 2 Điều 5'; the anchor itself for a clause that is no longer in the draft; '' for none."""
        return self.names.get(path, path) if path else ""

    def sort(self, paths: Iterable[str]) -> list[str]:
        """The anchors in document order, unknown ones last."""
        order = {path: place for place, path in enumerate(self.names)}
        return sorted(set(paths), key=lambda path: (order.get(path, len(order)), path))


def outline(session: Session, consultation_id: int) -> Outline:
    """The outline of the consultation's newest draft; empty when it has none."""
    newest = select(DraftVersion.id).where(DraftVersion.consultation_id == consultation_id)
    rows = session.execute(
        select(Clause.path, Clause.level, Clause.label, Clause.parent_path)
        .where(Clause.draft_id == newest.order_by(DraftVersion.number.desc()).limit(1).scalar_subquery())
        .order_by(Clause.position)
    )
    nodes = [Node(path, level, label, "", "", parent) for path, level, label, parent in rows]
    known = {node.path: node for node in nodes}
    return Outline({node.path: full_label(_lineage(known, node), node.path) for node in nodes})


def wording(session: Session, clause: Clause) -> str:
    """What the draft says there: the clause's heading and text, then what lies below it, one paragraph a line."""
    below = Clause.path.startswith(f"{clause.path}.", autoescape=True)
    rows = select(Clause).where(Clause.draft_id == clause.draft_id, (Clause.id == clause.id) | below)
    lines: list[str] = []
    for row in session.scalars(rows.where(Clause.excluded.is_(False)).order_by(Clause.position)):
        said = [part for part in (row.heading, row.text) if part]
        lines += said if row.id == clause.id else [" ".join([marker_line(row), *said])]
    return "\n".join(lines)


def _lineage(known: Mapping[str, Node], node: Node) -> list[Node]:
    """The node and those it lies in: naming each of 1,500 clauses must not look at all 1,500."""
    found = [node]
    while (above := known.get(found[-1].parent or "")) is not None:
        found.append(above)
    return found
