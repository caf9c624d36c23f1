"""The clauses that opinions speak of: their names and their order in the draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from feedback.consultations.following import parse
from feedback.consultations.models import Clause, DraftVersion
from feedback.ledger.models import Opinion
from surveys.drafts.diff import Piece, words
from surveys.drafts.tree import Node, full_label
from surveys.drafts.wording import marker_line


@dataclass(frozen=True)
class Outline:
    """Names of the clauses opinions may stand on, by anchor: those of the newest published version in document order, then
    those that it no longer has ('v1:d5.k2'), by version."""

    names: dict[str, str]

    def name(self, path: str | None) -> str:
        """'khoản 2 Điều 5', 'khoản 2 Điều 5 (bản 1, đã bỏ)'; the anchor itself for an unknown one; '' for none."""
        if not path:
            return ""
        number, _path = parse(path)
        name = self.names.get(path, path)
        if number is None or path not in self.names:
            return name
        return str(_("%(clause)s (bản %(number)s, đã bỏ)", clause=name, number=number))

    def sort(self, paths: Iterable[str]) -> list[str]:
        """The anchors in document order, those of dropped clauses after the rest, unknown ones last."""
        order = {path: place for place, path in enumerate(self.names)}
        return sorted(set(paths), key=lambda path: (order.get(path, len(order)), path))


def outline(session: Session, consultation_id: int) -> Outline:
    """The outline of the draft as citizens read it now, with the dropped clauses on which opinions stand.

    Before a consultation is opened, of the draft in preparation; empty when there is none.
    """
    rows = select(DraftVersion.number, DraftVersion.id).where(DraftVersion.consultation_id == consultation_id)
    versions = dict(session.execute(rows).all())
    shown = rows.where(DraftVersion.published_at.is_not(None)).order_by(DraftVersion.number.desc()).limit(1)
    newest = session.execute(shown).first()
    number = newest.number if newest else max(versions, default=0)
    names = _names(session, versions[number]) if versions else {}
    return Outline(names | (_dropped(session, consultation_id) if number > 1 else {}))


def names(session: Session, draft_id: int) -> Outline:
    """Names of all clauses of one version."""
    return Outline(_names(session, draft_id))


def _names(session: Session, draft_id: int) -> dict[str, str]:
    columns = (Clause.path, Clause.level, Clause.label, Clause.parent_path)
    rows = session.execute(select(*columns).where(Clause.draft_id == draft_id).order_by(Clause.position))
    nodes = [Node(path, level, label, "", "", parent) for path, level, label, parent in rows]
    known = {node.path: node for node in nodes}
    return {node.path: full_label(_lineage(known, node), node.path) for node in nodes}


def named(session: Session, consultation_id: int, anchors: Iterable[str]) -> Outline:
    """Names of the clauses with these 'v1:' anchors, by version and in document order."""
    rows = select(DraftVersion.number, DraftVersion.id).where(DraftVersion.consultation_id == consultation_id)
    versions, wanted = dict(session.execute(rows).all()), set(anchors)
    found: dict[str, str] = {}
    for number in sorted({parse(path)[0] or 0 for path in wanted} & set(versions)):
        names = _names(session, versions[number])
        found |= {anchor: name for path, name in names.items() if (anchor := f"v{number}:{path}") in wanted}
    return Outline(found)


def _dropped(session: Session, consultation_id: int) -> dict[str, str]:
    """Names of the clauses that opinions stand on although no newer version has them, by 'v1:' anchor."""
    anchors = select(Opinion.clause_path).where(Opinion.consultation_id == consultation_id, is_dropped()).distinct()
    return named(session, consultation_id, (path for path in session.scalars(anchors) if path)).names


def is_dropped() -> ColumnElement[bool]:
    """Condition: the opinion stands on a clause that the newest published version no longer has."""
    return Opinion.clause_path.contains(":")


def wording(session: Session, clause: Clause) -> str:
    """What the draft says there: the clause's heading and text, then what lies below it, one paragraph a line."""
    below = Clause.path.startswith(f"{clause.path}.", autoescape=True)
    rows = select(Clause).where(Clause.draft_id == clause.draft_id, (Clause.id == clause.id) | below)
    lines: list[str] = []
    for row in session.scalars(rows.where(Clause.excluded.is_(False)).order_by(Clause.position)):
        said = [part for part in (row.heading, row.text) if part]
        lines += said if row.id == clause.id else [" ".join([marker_line(row), *said])]
    return "\n".join(lines)


REWRITTEN = 0.3
"""Share of the clause's letters that a proposal must keep to be read as the clause rewritten."""


def rewritten(wording: str, proposed: str) -> tuple[Piece, ...]:
    """The word diff from the clause to the wording proposed for it; () for one that is not the clause rewritten."""
    if not wording or not proposed:
        return ()
    pieces = words(wording, proposed)
    kept = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    return pieces if kept >= REWRITTEN * len(wording) else ()


def _lineage(known: Mapping[str, Node], node: Node) -> list[Node]:
    """The node and those it lies in: naming each of 1,500 clauses must not look at all 1,500."""
    found = [node]
    while (above := known.get(found[-1].parent or "")) is not None:
        found.append(above)
    return found
