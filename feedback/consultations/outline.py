"""The tree of clauses of one draft, as rows in document order, and the changes that keep it a tree.

Every change keeps the order of the document: a clause's descendants follow it directly. A clause keeps its anchor
unless the change is about where it stands or what numbers it; then it and what lies below get new ones.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask_babel import lazy_gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from feedback.consultations.models import Clause
from feedback.errors import UserError
from surveys.drafts.anchor import Anchors
from surveys.drafts.markers import Marker, find_marker
from surveys.drafts.tree import Node, full_label
from surveys.drafts.wording import marker_line

LONGEST_PATH = 112  # of the 120 a column holds: 'v12:' may be put before an anchor that a later version dropped
NEW = "~"  # of a clause that has no anchor yet
UNNUMBERED = {"gach": "-", "cong": "+", "modau": ""}
_NAMED = ("phuluc", "kemtheo")
_RUNNING = frozenset({"khoan", "so", "sonho", "diem", "gach", "cong"})
_READ_AS = {"so": ("khoan",), "chuhoa": ("chuhoa", "lama")}  # '1.' and 'I.' are told apart by where they stand
_OUTERMOST = ("phan", "chuong", "muc", "tieumuc")


@dataclass(frozen=True)
class Branch:
    """A clause with all that lies below it."""

    clause: Clause
    branches: tuple["Branch", ...]


@dataclass(frozen=True)
class Printed:
    """A clause as it is printed: its mark ('Điều 5.', 'đ)'), heading and text; `listed` when its mark stands alone.

    `plain` says what it means, where staff wrote that.
    """

    path: str
    level: str
    marker: str
    heading: str
    text: str
    listed: bool
    plain: str


def printed(clause: Clause) -> Printed:
    """The clause for a page that shows the draft as citizens read it."""
    number = "" if clause.level == "modau" else marker_line(clause)
    return Printed(clause.path, clause.level, number, clause.heading, clause.text, clause.level not in _RUNNING, clause.plain)


def citation(clauses: Sequence[Clause], clause: Clause) -> str:
    """What a clause is called with all that it stands in: 'điểm đ khoản 2 Điều 5'."""
    chain = [clause, *above(clauses, clause)]
    nodes = [Node(row.path, row.level, row.label, "", "", row.parent_path) for row in chain]
    return full_label(nodes, clause.path)


def branches(clauses: Sequence[Clause]) -> tuple[Branch, ...]:
    """The tree of rows given in document order."""
    below: dict[str | None, list[Clause]] = {}
    for clause in clauses:
        below.setdefault(clause.parent_path, []).append(clause)

    def grow(parent: str | None) -> tuple[Branch, ...]:
        return tuple(Branch(clause, grow(clause.path)) for clause in below.get(parent, ()))

    return grow(None)


def subtree(clauses: Sequence[Clause], top: Clause) -> list[Clause]:
    """The clause and all that lies below it, in document order."""
    inside = {top.path}
    found = [top]
    for clause in clauses[clauses.index(top) + 1 :]:
        if clause.parent_path not in inside:
            break
        inside.add(clause.path)
        found.append(clause)
    return found


def parent(clauses: Sequence[Clause], clause: Clause) -> Clause | None:
    """What a clause stands in directly."""
    return next(above(clauses, clause), None)


def previous(clauses: Sequence[Clause], clause: Clause) -> Clause | None:
    """The clause just before in the document."""
    return next((before for before, after in pairwise(clauses) if after is clause), None)


def following(clauses: Sequence[Clause], clause: Clause) -> Clause | None:
    """The clause just after in the document."""
    return next((after for before, after in pairwise(clauses) if before is clause), None)


def raise_one(session: Session, clauses: Sequence[Clause], clause: Clause) -> None:
    """Put the clause beside the one it stood in. What followed it there now stands below it: the order is kept."""
    outer = parent(clauses, clause)
    if outer is None:
        raise UserError(_("Mục này đã ở mức ngoài cùng nên không đưa ra ngoài thêm được."))
    moved = subtree(clauses, clause)
    last = clauses.index(moved[-1])
    later = [row for row in clauses[last + 1 :] if row.parent_path == outer.path]
    for row in later:
        row.parent_path = clause.path
    clause.parent_path = outer.parent_path
    anchor(session, clauses, clause)


def lower_one(session: Session, clauses: Sequence[Clause], clause: Clause) -> None:
    """Put the clause below the one before it at its own level."""
    before = [row for row in clauses[: clauses.index(clause)] if row.parent_path == clause.parent_path]
    if not before:
        raise UserError(_("Phía trên không có mục cùng mức nào để đưa mục này vào trong."))
    clause.parent_path = before[-1].path
    anchor(session, clauses, clause)


def join(session: Session, clauses: Sequence[Clause], clause: Clause) -> Clause:
    """Make the clause the last paragraph of the one before it, which takes over what lay below; return that one."""
    target = previous(clauses, clause)
    if target is None:
        raise UserError(_("Đây là mục đầu tiên nên không có mục nào phía trên để nhập vào."))
    if target.excluded:
        raise UserError(_("Mục phía trên đang bị bỏ khỏi dự thảo. Hãy đưa mục đó trở lại trước."))
    target.text = "\n".join(filter(None, (target.text, whole_text(clause))))
    target.doubt = False
    children = [row for row in clauses if row.parent_path == clause.path]
    session.delete(clause)
    session.flush()
    left = [row for row in clauses if row is not clause]
    for child in children:
        child.parent_path = target.path
    for child in children:
        anchor(session, left, child)
    return target


def insert(
    session: Session, draft_id: int, before: Clause | None, values: Mapping[str, object], version: int
) -> Clause:
    """Add a clause directly after another of the same draft (None: as the first); it needs an anchor if given none.

    Its version should be above all others: a page still open on a clause that had its anchor must not save into it.
    """
    place = before.position + 1 if before else 0
    later = update(Clause).where(Clause.draft_id == draft_id, Clause.position >= place)
    session.execute(later.values(position=Clause.position + 1))
    clause = Clause(draft_id=draft_id, position=place, **{"path": NEW, **values})
    session.add(clause)
    session.flush()
    session.execute(update(Clause).where(Clause.id == clause.id).values(version=version))
    session.refresh(clause)
    return clause


def fresh(clauses: Sequence[Clause]) -> int:
    """A version above all those of the clauses."""
    return 1 + max((clause.version for clause in clauses), default=0)


def whole_text(clause: Clause) -> str:
    """The clause as it stood in the document: its number, then its heading or its words."""
    number = marker_line(clause) if clause.level != "modau" else ""
    paragraphs = [part for part in (clause.heading, clause.text) if part]
    first = " ".join(part for part in (number, *paragraphs[:1]) if part)
    return "\n".join([first, *paragraphs[1:]])


def exclude(clauses: Sequence[Clause], clause: Clause, excluded: bool) -> int:
    """Take a clause and all below it out of what citizens read, or back in with all it lies in; how many changed."""
    rows = subtree(clauses, clause)
    if not excluded:
        rows += list(above(clauses, clause))
    changed = [row for row in rows if row.excluded != excluded]
    for row in changed:
        row.excluded = excluded
    return len(changed)


def above(clauses: Sequence[Clause], clause: Clause) -> Iterator[Clause]:
    """What a clause stands in, from the inside out."""
    known = {row.path: row for row in clauses}
    parent = known.get(clause.parent_path or "")
    while parent is not None:
        yield parent
        parent = known.get(parent.parent_path or "")


def marker(level: str, label: str) -> Marker | None:
    """What numbers a clause of this level, read from its label as the reader of drafts would; None where none fits."""
    if level in UNNUMBERED:
        return Marker(level, UNNUMBERED[level], (), "")
    if level in _NAMED:
        return Marker(level, label, (), "")
    line = marker_line(_Label("", level, label))
    # 'Chương II' alone is a title; '5.' alone is none, so a word follows.
    found = find_marker(line if level in _OUTERMOST else f"{line} A") if label else None
    if found is None or found.label != label or found.level not in _READ_AS.get(level, (level,)):
        return None
    return Marker(level, label, found.rank, "")


@dataclass(frozen=True)
class _Label:
    path: str
    level: str
    label: str


def anchor(session: Session, clauses: Sequence[Clause], top: Clause) -> None:
    """Give a clause and all below it the anchors that fit where they stand now. Raises UserError when too deep."""
    rows = subtree(clauses, top)
    known = {row.path: row for row in clauses}
    above = {row.id: known.get(row.parent_path or "") for row in rows}
    given = Anchors(set(known) - {row.path for row in rows})
    new: dict[int, str] = {}

    def now(row: Clause | None) -> str:
        return "" if row is None else new.get(row.id, row.path)

    for row in rows:
        base = _document(known, row) if row.level == "dieu" else above[row.id]
        new[row.id] = _path(given, row, now(base))
    if any(len(path) > LONGEST_PATH for path in new.values()):
        raise UserError(_("Mục nằm sâu quá nhiều tầng. Hãy đưa các mục phía trên ra ngoài trước."))
    rename(session, [(row, new[row.id]) for row in rows if row.path != new[row.id]])
    for row in rows:
        row.parent_path = now(above[row.id]) or None
    session.flush()


def _path(given: Anchors, row: Clause, above: str) -> str:
    if row.level == "modau":
        return given.opening()
    if row.level in _NAMED:
        return given.part(row.level, row.label)
    read = marker(row.level, row.label)
    if read is None:  # a label nobody can count with: numbered by its place, as a dash is
        return given.clause("gach", Marker("gach", "-", (), ""), above)
    return given.clause(row.level, read, above)


def _document(known: dict[str, Clause], row: Clause) -> Clause | None:
    """An Điều is anchored in the attached document it stands in, if any, not in its chapter."""
    parent = known.get(row.parent_path or "")
    while parent is not None and parent.level != "kemtheo":
        parent = known.get(parent.parent_path or "")
    return parent


def rename(session: Session, moving: Sequence[tuple[Clause, str]]) -> None:
    """Change anchors in two steps, for one row may take the anchor another row of the same subtree gives up."""
    for row, _new in moving:
        row.path = f"~{row.id}"
    session.flush()
    for row, path in moving:
        row.path = path
    session.flush()
