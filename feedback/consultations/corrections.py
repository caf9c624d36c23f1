"""What officers do to the tree that was read from a draft. All of it can be taken back (see `steps`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from feedback.accounts.models import Account
from feedback.consultations import drafts, outline, service, splitting, steps
from feedback.consultations.models import Clause, Consultation, DraftStep, DraftVersion
from feedback.errors import Conflict, NotFound, UserError
from feedback.journal import service as journal
from surveys.drafts.tree import Node

MOVES = ("raise", "lower", "join", "exclude", "include", "sure")
LONGEST_PLAIN = 2_000


@dataclass(frozen=True)
class Correction:
    """A clause as an officer wants it."""

    level: str
    label: str
    heading: str
    text: str


def correct(
    session: Session,
    consultation: Consultation,
    clause: Clause,
    wanted: Correction,
    version: int | None,
    account: Account,
) -> None:
    """Change the words of a clause, or what numbers it. Raises UserError at the field, Conflict for an old version."""
    drafts.require_changeable(clause.draft)
    service.require_version(clause.version, version)
    label = outline.UNNUMBERED.get(wanted.level, " ".join(drafts.clean(wanted.label).split()))
    if outline.marker(wanted.level, label) is None:
        raise UserError(
            _("Số hoặc chữ này không hợp với cấp đã chọn. Ví dụ: Điều 5, khoản 2a, điểm đ, mục 1.1, phần IV."), "label"
        )
    clauses, old = list(clause.draft.clauses), clause.path
    with steps.recorded(session, clause.draft, "correct", outline.citation(clauses, clause), account):
        renumbered = (wanted.level, label) != (clause.level, clause.label)
        clause.level, clause.label = wanted.level, label
        clause.heading = " ".join(drafts.clean(wanted.heading).split())
        clause.text = drafts.clean(wanted.text).strip()
        clause.doubt = False
        clause.edited_by_id = account.id
        if renumbered:
            outline.anchor(session, clauses, clause)
    journal.append(
        session, account.login, "draft.corrected", consultation.slug, {"clause": old, "now": clause.path}
    )


def move(
    session: Session, consultation: Consultation, clause: Clause, step: str, version: int | None, account: Account
) -> Clause:
    """Take one of MOVES with a clause; return the clause to look at next.

    Raises UserError when the step cannot be taken, Conflict for an old version, NotFound for no such step.
    """
    drafts.require_changeable(clause.draft)
    _require_seen(clause, version)
    clauses, old = list(clause.draft.clauses), clause.path
    with steps.recorded(session, clause.draft, step, outline.citation(clauses, clause), account):
        target = _step(session, clauses, clause, step)
        target.edited_by_id = account.id
    journal.append(session, account.login, f"draft.{step}", consultation.slug, {"clause": old, "now": target.path})
    return target


def _require_seen(clause: Clause, version: int | None) -> None:
    """Raise Conflict when somebody else changed the clause. Nothing was typed on a button: there is nothing to speak of."""
    if clause.version != version:
        raise Conflict(_("Người khác vừa sửa mục này nên việc đồng chí bấm chưa được làm. Hãy xem lại mục rồi bấm lần nữa."))


def _step(session: Session, clauses: list[Clause], clause: Clause, step: str) -> Clause:
    if step == "join":
        return outline.join(session, clauses, clause)
    if step == "raise":
        outline.raise_one(session, clauses, clause)
    elif step == "lower":
        outline.lower_one(session, clauses, clause)
    elif step in ("exclude", "include"):
        outline.exclude(clauses, clause, step == "exclude")
    elif step != "sure":
        raise NotFound
    clause.doubt = False
    return clause


def split(
    session: Session, consultation: Consultation, clause: Clause, at: int, version: int | None, account: Account
) -> Clause:
    """Cut a clause in two before the character `at` of its text; return the new one. Raises as `move` does."""
    drafts.require_changeable(clause.draft)
    _require_seen(clause, version)
    clauses = list(clause.draft.clauses)
    with steps.recorded(session, clause.draft, "split", outline.citation(clauses, clause), account):
        new = splitting.split(session, clauses, clause, at)
        clause.edited_by_id = new.edited_by_id = account.id
    detail = {"clause": clause.path, "now": new.path}
    journal.append(session, account.login, "draft.split", consultation.slug, detail)
    return new


def doubtful(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that somebody should still look at."""
    return [clause for clause in clauses if clause.doubt and not clause.excluded]


def confirm_all(
    session: Session, consultation: Consultation, draft: DraftVersion, account: Account, seen: str | None
) -> int:
    """Say of all doubtful clauses that they were read rightly; how many. Raises Conflict for another draft than seen."""
    drafts.require_changeable(draft)
    drafts.require_seen(session, consultation, seen)
    found = doubtful(draft.clauses)
    with steps.recorded(session, draft, "sure-all", "", account):
        for clause in found:
            clause.doubt = False
            clause.edited_by_id = account.id
    journal.append(session, account.login, "draft.sure-all", consultation.slug, {"clauses": len(found)})
    return len(found)


def reread(
    session: Session, consultation: Consultation, draft: DraftVersion, account: Account, seen: str | None = None
) -> None:
    """Give up all corrections: read the tree from the stored text again. Raises UserError and Conflict as `put` does."""
    drafts.require_changeable(draft)
    drafts.require_seen(session, consultation, seen)
    nodes = drafts.parse(draft).nodes
    with steps.recorded(session, draft, "reread", "", account):
        held, wanted = _paired(list(draft.clauses), nodes)
        steps.become(session, draft, held, wanted)
    journal.append(session, account.login, "draft.reread", consultation.slug, {"clauses": len(nodes)})


def _paired(clauses: Sequence[Clause], nodes: Sequence[Node]) -> tuple[dict[int, Clause], list[steps.State]]:
    """The clauses that are not as they were read, and what shall stand in their place. Those that keep anchor and
    order stay the same rows, so that opinions on them stay where they are."""
    same = SequenceMatcher(None, [clause.path for clause in clauses], [node.path for node in nodes], autojunk=False)
    kept = {b + i: clauses[a + i] for a, b, size in same.get_matching_blocks() for i in range(size)}
    before = [None, *(node.path for node in nodes)]
    wanted = [
        steps.State(
            kept[place].id if place in kept else -1 - place, node.path, before[place], node.parent, node.level,
            drafts.clean(node.label)[:40], drafts.clean(node.heading), drafts.clean(node.text), node.doubt, False, None,
        )
        for place, node in enumerate(nodes)
    ]  # fmt: skip
    return {clause.id: clause for clause in clauses}, wanted


def undo(session: Session, consultation: Consultation, draft: DraftVersion, seen: str, account: Account) -> DraftStep:
    """Take back the last step, which must be the one seen; return it. Raises UserError and Conflict."""
    drafts.require_changeable(draft)
    step = steps.undo(session, draft, seen)
    journal.append(session, account.login, "draft.undone", consultation.slug, {"act": step.act, "step": step.number})
    return step


def redo(session: Session, consultation: Consultation, draft: DraftVersion, seen: str, account: Account) -> DraftStep:
    """Do again what was taken back last, which must be the step seen; return it. Raises UserError and Conflict."""
    drafts.require_changeable(draft)
    step = steps.redo(session, draft, seen)
    journal.append(session, account.login, "draft.redone", consultation.slug, {"act": step.act, "step": step.number})
    return step


def explain(
    session: Session, consultation: Consultation, clause: Clause, plain: str, version: int | None, account: Account
) -> None:
    """Say in plain words what a clause means, also while citizens read it: these words are no part of the draft.

    Raises Conflict for an old version.
    """
    service.require_version(clause.version, version)
    words = drafts.clean(plain).strip()
    if words == clause.plain:
        return
    clause.plain = words
    session.flush()
    detail = {"clause": clause.path, "version": clause.draft.number, "length": len(words)}
    journal.append(session, account.login, "draft.explained", consultation.slug, detail)
